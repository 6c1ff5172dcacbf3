"""What is remembered of each source from one fetch to the next."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.document import FetchState
from storage.batches import upsert
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


def load_state(session: Session, source_id: str) -> FetchState:
    """What the next fetch needs to know; a source never fetched has the empty state."""
    row = session.get(SourceRow, source_id, populate_existing=True)
    return FetchState() if row is None else _state(row)


def save_state(
    session: Session,
    source_id: str,
    state: FetchState,
    now: datetime,
    error: str | None = None,
    new: int = 0,
) -> None:
    """Remember a fetch: its state, its error if it failed, and how many new items it gave."""
    last = session.get(SourceRow, source_id, populate_existing=True)
    last_success_at = last.last_success_at if last else None
    last_new_at = last.last_new_at if last else None
    row = {
        "source_id": source_id,
        **asdict(state),
        "last_fetch_at": now,
        "last_success_at": now if error is None else last_success_at,
        "last_new_at": now if new else last_new_at,
        "last_error": error,
        "last_count": last.last_count if last else None,
        "troubles": last.troubles if last else [],
    }
    upsert(session, SourceRow, "source_id", row)


def states(session: Session) -> tuple[SourceRecord, ...]:
    """Every source ever fetched, by id."""
    rows = session.scalars(select(SourceRow).order_by(col(SourceRow.source_id)))
    return tuple(
        SourceRecord(
            row.source_id,
            _state(row),
            row.last_fetch_at,
            row.last_success_at,
            row.last_new_at,
            row.last_error,
        )
        for row in rows
    )


def _state(row: SourceRow) -> FetchState:
    return FetchState(**{field.name: getattr(row, field.name) for field in fields(FetchState)})
