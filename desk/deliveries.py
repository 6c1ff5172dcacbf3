"""`tidewaiter deliveries`: what is owed, was sent or was given up."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from cyclopts import App

from desk.failures import NOTHING, DeskError
from desk.options import Flag, Limit

if TYPE_CHECKING:
    from storage.outbox import DeliveryRecord

State = Literal["pending", "sending", "sent", "dead", "cancelled"]

deliveries = App(name="deliveries", help_epilogue="")


@deliveries.default
@deliveries.command(name="list")
def list_all(*, status: State | None = None, limit: Limit = 50, json: Flag = False) -> None:
    """List deliveries, newest first.

    Parameters
    ----------
    status
        Only those that are pending, sending, sent, dead (given up) or cancelled.
    limit
        How many at most.
    json
        Print JSON.
    """
    from desk.export import delivery_json
    from desk.open import reading
    from desk.screen import out, say_json
    from desk.told import delivery_view
    from desk.view import counted
    from storage.outbox import deliveries as find

    with reading() as session:
        found = find(session, status, limit)
    if json:
        say_json([delivery_json(delivery) for delivery in found])
        return
    for delivery in found:
        out.print(delivery_view(delivery))
    more = " or more: ask for them with --limit" if len(found) == limit else ""
    out.print(f"{counted(len(found), 'delivery')}{more}", style="dim")


@deliveries.command
def show(delivery: str, /) -> None:
    """Show one delivery and its message as JSON.

    Parameters
    ----------
    delivery
        Its id.
    """
    from desk.export import delivery_json
    from desk.screen import say_json

    say_json(delivery_json(_find(delivery)))


@deliveries.command
def replay(delivery: str, /) -> None:
    """Owe a dead or cancelled delivery again; the next run sends it under the same id.

    Parameters
    ----------
    delivery
        Its id.
    """
    from desk.open import writing
    from storage import outbox

    with writing() as session:
        done = outbox.replay(session, delivery, datetime.now(UTC))
    _told(delivery, "is owed again", done=done)


@deliveries.command
def cancel(delivery: str, /) -> None:
    """Give up a delivery that is pending or dead.

    Parameters
    ----------
    delivery
        Its id.
    """
    from desk.open import writing
    from storage import outbox

    with writing() as session:
        done = outbox.cancel(session, delivery)
    _told(delivery, "is cancelled", done=done)


def _find(delivery: str) -> "DeliveryRecord":
    from desk.open import reading
    from storage.outbox import find_deliveries

    with reading() as session:
        found = find_deliveries(session, [delivery])
    if not found:
        raise DeskError(f"no delivery {delivery}: `tidewaiter deliveries` lists them", NOTHING)
    return found[0]


def _told(delivery: str, outcome: str, *, done: bool) -> None:
    from desk.screen import say

    if not done:
        raise DeskError(f"{delivery} is {_find(delivery).status}: nothing to do", NOTHING)
    say(f"{delivery} {outcome}")
