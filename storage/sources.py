"""What is remembered of each source from one look to the next."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.trouble import Trouble
from sources.document import FetchState
from storage.batches import insert_new, table_of
from storage.tables import SourceRow


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source's state, and when it last did what; None is never."""

    source_id: str
    state: FetchState
    last_fetch_at: datetime
    last_success_at: datetime | None
    last_new_at: datetime | None
    """When it last gave an item never seen before."""
    last_error: str | None
    """Why the last fetch failed; None when it did not."""
    last_count: int | None = None
    """Entries of the last document that was read."""
    troubles: tuple[Trouble, ...] = ()


def load_state(session: Session, source_id: str) -> FetchState:
    """What the next fetch needs to know; a source never fetched has the empty state."""
    record = find_record(session, source_id)
    return FetchState() if record is None else record.state


def find_record(session: Session, source_id: str) -> SourceRecord | None:
    """All that is remembered of a source; None for one never fetched."""
    row = session.get(SourceRow, source_id, populate_existing=True)
    return None if row is None else _record(row)


def save_state(
    session: Session,
    source_id: str,
    state: FetchState,
    now: datetime,
    error: str | None = None,
    new: int = 0,
    entries: int | None = None,
) -> SourceRecord:
    """Remember a look: its state, its error if it failed, and how many new items it gave.

    `entries` is how many a document held, None where none was read. Gives what is remembered now,
    which no other worker changes until the transaction ends.
    """
    changes: dict[str, Any] = {**asdict(state), "last_fetch_at": now, "last_error": error}
    if error is None:
        changes["last_success_at"] = now
    if new:
        changes["last_new_at"] = now
    if entries is not None:
        changes["last_count"] = entries
    table = table_of(SourceRow)
    insert_new(session, SourceRow, [{"source_id": source_id, "troubles": [], **changes}])
    session.execute(update(table).where(table.c.source_id == source_id).values(changes))
    return _record(session.get_one(SourceRow, source_id, populate_existing=True))


def save_troubles(session: Session, source_id: str, troubles: Iterable[Trouble]) -> None:
    """Remember what is wrong with a source in place of what was."""
    table = table_of(SourceRow)
    stored = [_to_json(trouble) for trouble in troubles]
    session.execute(update(table).where(table.c.source_id == source_id).values(troubles=stored))


def states(session: Session, *, hold: bool = False) -> tuple[SourceRecord, ...]:
    """Every source ever fetched, by id; `hold` keeps other workers from changing them meanwhile."""
    chosen = select(SourceRow).order_by(col(SourceRow.source_id))
    chosen = chosen.execution_options(populate_existing=True)
    return tuple(map(_record, session.scalars(chosen.with_for_update() if hold else chosen)))


def _record(row: SourceRow) -> SourceRecord:
    return SourceRecord(
        source_id=row.source_id,
        state=FetchState(**{field.name: getattr(row, field.name) for field in fields(FetchState)}),
        last_fetch_at=row.last_fetch_at,
        last_success_at=row.last_success_at,
        last_new_at=row.last_new_at,
        last_error=row.last_error,
        last_count=row.last_count,
        troubles=tuple(map(_from_json, row.troubles)),
    )


def _to_json(trouble: Trouble) -> dict[str, Any]:
    times = {"since": trouble.since.isoformat(), "last": trouble.last.isoformat()}
    return {**asdict(trouble), **times}


def _from_json(stored: dict[str, Any]) -> Trouble:
    times = {name: datetime.fromisoformat(stored[name]) for name in ("since", "last")}
    return Trouble(**{**stored, **times})
