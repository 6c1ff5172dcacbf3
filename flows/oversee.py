"""What a look showed of a source's health is written down, and its operator told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.operator import Case, tell
from alerts.trouble import Trouble
from config.schema import Source
from flows.health import develop, is_untold, see, told, troubles
from flows.resources import Resources
from parsers.item import Item
from sources.document import FetchState
from storage.database import Session
from storage.outbox import store_deliveries
from storage.sources import SourceRecord, find_record, save_state, save_troubles, states


def note_look(
    session: Session,
    source: Source,
    state: FetchState,
    now: datetime,
    *,
    error: str | None = None,
    items: Sequence[Item] | None = None,
    known: int = 0,
    new: int = 0,
    partial: Sequence[str] = (),
) -> SourceRecord:
    """Remember a look in the caller's transaction, with the troubles that began or are over.

    `items` are all that was read, None where nothing was: the look failed (`error`) or nothing had
    changed. `known` of them were stored before, `new` were stored now; `partial` says what could
    not be had.
    """
    earlier = find_record(session, source.id)
    last_read = earlier.last_success_at if earlier is not None else None
    look = see(items, known, last_read, partial) if items is not None else None
    entries = look.entries if look is not None else None
    record = save_state(session, source.id, state, now, error=error, new=new, entries=entries)
    after = develop(record.troubles, troubles(source, record, look, now), now)
    if after != record.troubles:
        save_troubles(session, source.id, after)
    return replace(record, troubles=after)


def tell_operator(resources: Resources, now: datetime) -> int:
    """Owe the operator one message of all that began or is over at the configured sources.

    One transaction: what is told is told of no more. Without a channel of the operator's, what
    began waits until there is one. Gives how many deliveries were stored.
    """
    sources = {source.id: source for source in resources.sources if source.enabled}
    if not resources.alerts.operator or not _are_untold(resources, sources.keys()):
        return 0
    with resources.database.write() as session:
        records = [r for r in states(session, hold=True) if r.source_id in sources]
        cases = [
            _case(sources[record.source_id], record, trouble)
            for record in records
            for trouble in filter(is_untold, record.troubles)
        ]
        for record in records:
            if any(map(is_untold, record.troubles)):
                save_troubles(session, record.source_id, told(record.troubles))
        return store_deliveries(session, tell(cases, resources.alerts), now)


def _are_untold(resources: Resources, source_ids: Collection[str]) -> bool:
    """Asked first, as a run that has nothing to tell needs no turn at writing."""
    with resources.database.read() as session:
        return any(
            is_untold(trouble)
            for record in states(session)
            if record.source_id in source_ids
            for trouble in record.troubles
        )


def _case(source: Source, record: SourceRecord, trouble: Trouble) -> Case:
    return Case(
        source,
        trouble,
        record.state.failures,
        record.last_success_at,
        record.last_new_at,
        record.state.next_due,
    )
