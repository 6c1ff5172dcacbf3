"""`tidewaiter review`: what people say of an item, added to what others said."""

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from desk.failures import USAGE, DeskError
from desk.options import Flag, ItemId

if TYPE_CHECKING:
    from storage.reviews import Review

Verdict = Literal["confirmed", "discarded", "triaged"]


def review(
    item: ItemId,
    verdict: Verdict | None = None,
    /,
    *,
    note: str = "",
    correct: Annotated[dict[str, str] | None, Parameter(name="--correct")] = None,
    reviewer: str | None = None,
    json: Flag = False,
) -> None:
    """Add a review of an item, or show its reviews when no verdict is given.

    Parameters
    ----------
    item
        Its id in the log.
    verdict
        A discarded item needs a note that says why.
    note
        Your words.
    correct
        What a fact should have been, as in `--correct.topics tariffs,energy`.
    reviewer
        Who says so; your user name unless given.
    json
        Print the item's reviews as JSON.
    """
    from desk.open import reading, require_entry
    from storage.reviews import reviews_of

    if verdict is not None:
        _add(item, verdict, note, correct or {}, reviewer)
    elif note or correct or reviewer:
        raise DeskError("say the verdict too: confirmed, discarded or triaged", USAGE)
    with reading() as session:
        require_entry(session, item)
        _print(item, reviews_of(session, item), json=json)


def _add(
    item: int, verdict: Verdict, note: str, correct: dict[str, str], reviewer: str | None
) -> None:
    from config.settings import read_settings
    from desk.asked import topics
    from desk.corrections import read_corrections
    from desk.open import require_entry, writing
    from storage.reviews import Review, add_review

    if verdict == "discarded" and not note.strip():
        raise DeskError("say why with --note: a discarded item needs a reason", USAGE)
    corrections = read_corrections(correct, topics(read_settings()))
    who = reviewer or _user()
    with writing() as session:
        require_entry(session, item)
        add_review(session, Review(item, verdict, corrections, note, who, datetime.now(UTC)))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container's user may have no name
        raise DeskError("say who you are with --reviewer", USAGE) from error


def _print(item: int, reviews: "tuple[Review, ...]", *, json: bool) -> None:
    from dataclasses import asdict

    from desk.screen import out, say_json
    from desk.view import review_line

    if json:
        say_json([asdict(review) for review in reviews])
        return
    for said in reviews:
        out.print(review_line(said))
    if not reviews:
        out.print(f"Item {item} has no review yet.")
