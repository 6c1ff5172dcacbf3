"""`tidewaiter log`: the stored items, filtered."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from storage.log import LogFilter

Role = Literal["imposer", "targeted", "affected", "excluded", "counterpart", "mentioned"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What must hold of an item, all of it."""

    topic: str | None = None
    "tariffs, energy, digital, culture, or a topic of your own."
    country: str | None = None
    "An ISO 3166-1 alpha-2 code or a bloc (EU, EAEU, USMCA …)."
    role: Role | None = None
    "What the country does in the item."
    instrument: str | None = None
    'As in "Import tariff" or "Anti-dumping".'
    status: str | None = None
    'Of a measure, as in "in force"; with --instrument, of that measure.'
    source: str | None = None
    "A source's id."
    language: str | None = None
    "ISO 639-1."
    since: datetime | None = None
    "Published on this date or later (UTC)."
    until: datetime | None = None
    "Published before this date (UTC)."
    limit: int = 20
    "How many at most."
    before: int | None = None
    "Go on after the item of this id, the last one that was shown."


def log(
    *text: str,
    asked: Annotated[Asked | None, Parameter(name="*")] = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Show the stored items, newest first, filtered by everything that is asked.

    Parameters
    ----------
    text
        Words that the item must hold, all of them; "quoted words" must stand side by side.
    json
        Print JSON, whole items.
    """
    from desk.export import dump, entry_json
    from desk.open import reading
    from desk.screen import out, say
    from desk.view import item_view
    from storage.log import search

    asked = asked or Asked()
    with reading() as session:
        found = search(session, _filter(asked, " ".join(text)))
    if json:
        say(dump([entry_json(entry) for entry in found]))
        return
    for entry in found:
        out.print(item_view(entry))
    out.print(_count([entry.id for entry in found], asked.limit), style="dim")


def _filter(asked: Asked, text: str) -> "LogFilter":
    from storage.log import LogFilter

    plain = {field.name: getattr(asked, field.name) for field in fields(asked)}
    plain["country"] = asked.country.upper() if asked.country else None
    plain["since"], plain["until"] = _utc(asked.since), _utc(asked.until)
    return LogFilter(**plain, text=text or None)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _count(ids: list[int], limit: int) -> str:
    if not ids:
        return "No item in the log is like that."
    return f"{len(ids)} items" + (f"; go on with --before {ids[-1]}" if len(ids) == limit else "")
