"""What a trial of a source comes to; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from babel import Locale

from desk.view import counted
from flows.health import span

if TYPE_CHECKING:
    from desk.trial import Contents, Trial
    from sources.heard import Heard

_MOVED = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
Level = Literal["fine", "doubtful", "failed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a trial went, and all that a person should know of it."""

    level: Level
    reasons: tuple[str, ...]

    @property
    def line(self) -> str:
        """The verdict in one line."""
        if self.level == "fine":
            return "fine"
        said = "; ".join(self.reasons)
        return f"fails: {said}" if self.level == "failed" else f"works, but {said}"


def judge(trial: "Trial", now: datetime) -> Verdict:
    """Failed where nothing can be read, doubtful where what is read is not what is expected."""
    if trial.error is not None or trial.contents is None:
        return Verdict("failed", (trial.error or "nothing came back",))
    reasons = tuple(_doubts(trial, trial.contents, now))
    return Verdict("doubtful" if reasons else "fine", reasons)


def _doubts(trial: "Trial", contents: "Contents", now: datetime) -> Iterator[str]:
    expect, count = trial.source.expect, len(contents.items)
    if count < expect.items:
        yield f"it gives {entries(count)} where {expect.items} or more are expected"
    if expect.new_within and contents.newest and now - contents.newest > expect.new_within:
        old, within = span(now - contents.newest), span(expect.new_within)
        yield f"its newest entry is {old} old, where one is expected every {within}"
    if count and contents.undated == count:
        yield "no entry has a date that can be trusted"
    if contents.future:
        yield f"{entries(contents.future)} dated after today"
    if contents.garbled:
        yield f"{counted(contents.garbled, 'character')} cannot be decoded"
    if contents.skipped:
        yield f"{entries(contents.skipped)} cannot be read"
    declared, found = trial.source.language, contents.languages
    if declared and found and found[0][0] != declared and 2 * found[0][1] > count:
        yield f"most of it is in {language(found[0][0])}, not {language(declared)}"
    yield from trial.partial
    if trial.stored and count and not trial.known:
        yield "nothing of it is stored: items were probably missed"
    if any(answer.status in _MOVED for answer in trial.answers):
        yield f"its address has moved for good, to {arrival(trial).url}"


def arrival(trial: "Trial") -> "Heard":
    """The answer that brought the document, or the last; further pages come after it."""
    arrived = (one for one in trial.answers if one.status == HTTPStatus.OK)
    return next(arrived, trial.answers[-1])


def entries(count: int) -> str:
    return counted(count, "entry")


def language(code: str) -> str:
    """The language's English name."""
    return str(Locale("en").languages.get(code, code))
