"""`tidewaiter review`: what people say of an item, added to what others said."""

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from desk.failures import USAGE, DeskError

if TYPE_CHECKING:
    from storage.reviews import Review

Verdict = Literal["confirmed", "discarded", "triaged"]


def review(
    item: int,
    verdict: Verdict | None = None,
    /,
    *,
    note: str = "",
    correct: Annotated[dict[str, str] | None, Parameter(name="--correct")] = None,
    reviewer: str | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
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
    from desk.open import require_entry, writing
    from storage.reviews import Review, add_review, reviews_of

    if verdict == "discarded" and not note:
        raise DeskError("say why with --note: a discarded item needs a reason", USAGE)
    with writing() as session:
        require_entry(session, item)
        if verdict is not None:
            who = reviewer or getpass.getuser()
            said = Review(item, verdict, dict(correct or {}), note, who, datetime.now(UTC))
            add_review(session, said)
        _print(item, reviews_of(session, item), json=json)


def _print(item: int, reviews: "tuple[Review, ...]", *, json: bool) -> None:
    from dataclasses import asdict

    from desk.export import dump
    from desk.screen import out, say
    from desk.view import review_line

    if json:
        say(dump([asdict(review) for review in reviews]))
        return
    for said in reviews:
        out.print(review_line(said))
    if not reviews:
        out.print(f"Item {item} has no review yet.")
