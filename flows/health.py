"""Whether a source does what is expected of it; pure deciders."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.trouble import Trouble, TroubleKind
from config.schema import Source
from parsers.item import Item
from storage.sources import SourceRecord

HANDFUL = 5
"""Of fewer entries than that, all being new is nothing to wonder at."""
CALM: dict[TroubleKind, timedelta] = {"thin": timedelta(days=1), "rotated": timedelta(days=7)}
"""How long these must stay away to be over: they come and go, and each turn would be a message."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look read."""

    entries: int
    known: int
    """Those of them that the source had shown before."""
    oldest: datetime | None
    """The earliest date among them."""
    last_read: datetime | None
    """When the source was last read before; None makes this look the baseline."""
    partial: tuple[str, ...] = ()
    """What says that the source holds more than it gives."""


def see(
    items: Sequence[Item], known: int, last_read: datetime | None, partial: Sequence[str] = ()
) -> Seen:
    """What a look read, from its items and from what it could not have."""
    dates = [item.published_at for item in items if item.published_at is not None]
    return Seen(len(items), known, min(dates, default=None), last_read, tuple(partial))


def troubles(
    source: Source, record: SourceRecord, look: Seen | None, now: datetime
) -> tuple[Trouble, ...]:
    """What is wrong with a source; `record` is as the look left it.

    `look` is None where nothing was read: the look failed, or nothing had changed.
    """
    found: dict[TroubleKind, str | None] = {
        "failing": failing(source, record),
        "thin": thin(source, record),
        "rotated": rotated(source, look) if look is not None else None,
        "silent": silent(source, record),
        "partial": partial(look) if look is not None else None,
    }
    begun = (Trouble(kind, now, now, says) for kind, says in found.items() if says is not None)
    return (*begun, *(_unanswered(record) if look is None else ()))


def develop(
    before: Iterable[Trouble], found: Iterable[Trouble], now: datetime
) -> tuple[Trouble, ...]:
    """What is wrong now, from what was and what was found: each trouble is told of when it begins
    and when it is over, and in between goes on as the same one."""
    earlier = {trouble.kind: trouble for trouble in before}
    present = {trouble.kind: trouble for trouble in found}
    kept = [_go_on(earlier.get(kind), trouble) for kind, trouble in present.items()]
    gone = [trouble for kind, trouble in earlier.items() if kind not in present]
    return (*kept, *(after for trouble in gone for after in _let_go(trouble, now)))


def is_untold(trouble: Trouble) -> bool:
    """Whether the operator is to be told that it began, or that it is over."""
    return trouble.stage != "told"


def told(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """What is wrong, once the operator was told of all of it."""
    return tuple(replace(trouble, stage="told") for trouble in troubles if trouble.stage != "over")


def failing(source: Source, record: SourceRecord) -> str | None:
    """It has failed more often in a row than is taken in silence."""
    if record.state.failures < source.expect.failures:
        return None
    return f"looks fail: {record.last_error or 'no reason is on record'}"


def thin(source: Source, record: SourceRecord) -> str | None:
    """The document that was read last held fewer entries than expected."""
    if record.last_count is None or record.last_count >= source.expect.items:
        return None
    return f"{_entries(record.last_count)} where {source.expect.items} or more are expected"


def silent(source: Source, record: SourceRecord) -> str | None:
    """It was read for longer than `new_within` without giving a new item.

    The time while it failed does not count: nothing was seen of it then, and `failing` says so.
    """
    within, read, new = source.expect.new_within, record.last_success_at, record.last_new_at
    if within is None or read is None or new is None or read - new <= within:
        return None
    return f"no new item for {span(read - new)}, where one is expected every {span(within)}"


def rotated(source: Source, look: Seen) -> str | None:
    """The whole document is new, so that what stood between it and the last one may be missed.

    A document that reaches back to before the last look misses nothing, however new all of it is;
    a folder shows all that it has.
    """
    if source.kind == "folder" or look.last_read is None:
        return None
    if look.known or look.entries < HANDFUL:
        return None
    if look.oldest is not None and look.oldest <= look.last_read:
        return None
    return f"all {look.entries} entries are new since the last look: items were probably missed"


def partial(look: Seen) -> str | None:
    """It holds more than it gives, however often it is looked at."""
    return "; ".join(look.partial) or None


def span(time: timedelta) -> str:
    """A stretch of time in its largest whole unit, as config writes them: 45m, 36h, 12d."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes}m"
    return f"{minutes // 60}h" if minutes < 48 * 60 else f"{minutes // (24 * 60)}d"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _unanswered(record: SourceRecord) -> Iterator[Trouble]:
    """What goes on as it was where nothing was read: only another reading can end it."""
    return (one for one in record.troubles if one.kind == "partial" and one.stage != "over")


def _go_on(before: Trouble | None, found: Trouble) -> Trouble:
    if before is None:
        return found
    # One that is back before its end was told of never ended.
    stage = "told" if before.stage == "over" else before.stage
    return replace(found, since=before.since, stage=stage)


def _let_go(trouble: Trouble, now: datetime) -> Iterator[Trouble]:
    """Nothing where it is over and nobody was told that it began."""
    if now - trouble.last < CALM.get(trouble.kind, timedelta(0)):
        yield trouble
    elif trouble.stage != "begun":
        yield replace(trouble, stage="over")
