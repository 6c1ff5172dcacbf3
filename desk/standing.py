"""How each source stands: what is remembered of it against what is expected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from desk.folded import fold
from desk.view import counted, moment
from flows.health import span, troubles
from sources.due import place

if TYPE_CHECKING:
    from alerts.trouble import Trouble
    from config.schema import Source
    from storage.sources import SourceRecord

NEVER, DISABLED, FAILED, OK = "never looked at", "disabled", "failed", "ok"
STYLES = {
    OK: "green",
    "failing": "red",
    FAILED: "yellow",
    "silent": "yellow",
    "thin": "yellow",
    "rotated": "yellow",
    "partial": "yellow",
    NEVER: "dim",
    DISABLED: "dim",
}
"""Every state in the order in which they are counted, with its colour."""
_WORST_FIRST = ("failing", "silent", "thin", "rotated", "partial")
_ROOMY = 110
"""Columns of a terminal that takes names and kinds too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A configured source, what is remembered of it, and its state in a word."""

    source: "Source"
    record: "SourceRecord | None"
    troubles: "tuple[Trouble, ...]"
    """What is wrong at present, the worst first."""
    state: str

    @property
    def is_troubled(self) -> bool:
        """Whether a person should look: an expectation does not hold, or the last look failed."""
        failed = self.record is not None and self.record.last_error is not None
        return self.source.enabled and (failed or bool(self.troubles))

    @property
    def moved_to(self) -> str | None:
        """Where it is looked at instead of at its location."""
        if self.record is None:
            return None
        at = place(self.source, self.record.state)
        return at if at != self.source.location else None


def stand(source: "Source", record: "SourceRecord | None", now: datetime) -> Standing:
    """How a source stands now."""
    present = _present(source, record, now) if record is not None else ()
    if not source.enabled:
        state = DISABLED
    elif record is None:
        state = NEVER
    elif present:
        state = present[0].kind
    else:
        state = OK if record.last_success_at is not None else FAILED
    return Standing(source, record, present, state)


def _present(source: "Source", record: "SourceRecord", now: datetime) -> "tuple[Trouble, ...]":
    """Troubles as today's expectations have them, each since it was first noticed."""
    noticed = {trouble.kind: trouble for trouble in record.troubles if trouble.stage != "over"}
    found = {trouble.kind: trouble for trouble in troubles(source, record, None, now)}
    if "rotated" in noticed:  # no record shows it, only the look that found it
        found["rotated"] = noticed["rotated"]
    return tuple(
        replace(found[kind], since=noticed[kind].since if kind in noticed else now)
        for kind in _WORST_FIRST
        if kind in found
    )


def standings_table(standings: "Sequence[Standing]", now: datetime, width: int) -> Table:
    """A line for each source; names and kinds where there is room for them."""
    roomy = width >= _ROOMY
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1 + roomy, 0, 0))
    table.add_column("source", overflow="fold", no_wrap=roomy)
    if roomy:
        table.add_column("name")
        table.add_column("kind")
    table.add_column("state", no_wrap=True)
    for heading in ("looked at", "new", "next", "failures", "entries"):
        table.add_column(heading, justify="right", no_wrap=True)
    for standing in standings:
        table.add_row(*_cells(standing, now, roomy))
    return table


def notes(standings: "Iterable[Standing]", width: int) -> Iterator[Text]:
    """A line for all that a person should look at, and for each address that moved; folded."""
    for standing in standings:
        for words, style in _notes(standing):
            name = standing.source.id
            line = Text("\n  ".join(fold(f"{name} {words}", width - 2)), style)
            line.stylize("bold default", 0, len(name))
            yield line


def _cells(standing: Standing, now: datetime, roomy: bool) -> Iterable[Text]:
    source, record = standing.source, standing.record
    style = "dim" if standing.state == DISABLED else ""
    yield Text(source.id, style)
    if roomy:
        yield Text(source.name, style, no_wrap=True, overflow="ellipsis")
        yield Text(source.kind, style="dim")
    yield Text(standing.state, style=STYLES[standing.state])
    if record is None:
        yield from [Text("–", style="dim")] * 5
        return
    yield _ago(record.last_fetch_at, now)
    yield _ago(record.last_new_at, now)
    yield _due(standing, now)
    failures = record.state.failures
    yield Text(f"{failures:g}", style="yellow" if failures else "dim")
    yield Text("–" if record.last_count is None else str(record.last_count))


def _ago(then: datetime | None, now: datetime) -> Text:
    if then is None:
        return Text("never", style="yellow")
    return Text(span(max(now - then, timedelta(0))))


def _due(standing: Standing, now: datetime) -> Text:
    due = standing.record.state.next_due if standing.record else None
    if not standing.source.enabled:
        return Text("–", style="dim")
    return Text("now" if due is None or due <= now else f"in {span(due - now)}")


def _notes(standing: Standing) -> Iterator[tuple[str, str]]:
    """What is to be said of a source, each with its colour."""
    record = standing.record
    if standing.is_troubled:
        for trouble in standing.troubles:
            words = f"{trouble.kind} since {moment(trouble.since)}: {trouble.says}"
            yield words, STYLES[trouble.kind]
        if record is not None and record.last_error is not None and standing.state != "failing":
            yield f"last look failed: {record.last_error}", STYLES[FAILED]
    if standing.moved_to is not None:
        yield f"has moved for good, to {standing.moved_to}", ""


def summary(standings: "Iterable[Standing]") -> str:
    """How many there are, and how many in each state."""
    listed = [standing.state for standing in standings]
    counts = [f"{listed.count(state)} {state}" for state in STYLES if state in listed]
    return f"{counted(len(listed), 'source')}: {', '.join(counts)}"


def standing_json(standing: Standing) -> dict[str, Any]:
    """One source as programs read it; None is never, or not known."""
    source, record = standing.source, standing.record
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "groups": list(source.groups),
        "jurisdiction": source.jurisdiction,
        "language": source.language,
        "publisher": source.publisher,
        "enabled": source.enabled,
        "state": standing.state,
        "troubles": [
            {"kind": trouble.kind, "since": trouble.since, "says": trouble.says}
            for trouble in standing.troubles
        ],
        "last_look_at": record and record.last_fetch_at,
        "last_success_at": record and record.last_success_at,
        "last_new_at": record and record.last_new_at,
        "next_due_at": record and record.state.next_due,
        "failures": record.state.failures if record else 0.0,
        "last_error": record and record.last_error,
        "entries": record and record.last_count,
        "moved_to": standing.moved_to,
    }
