"""The items of the log of which people have said something."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.database import Database
from storage.log import LogEntry, entries
from storage.tables import FactsRow, ReviewRow

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed item; its reviews are with the entry, oldest first."""

    entry: LogEntry
    understood_at: datetime
    """When its facts were written: a review from before may have been of others."""


def walk_reviewed(database: Database) -> Iterator[tuple[Reviewed, ...]]:
    """Every reviewed item by id, some at a time, each batch read by itself."""
    after = 0
    while True:
        with database.read() as session:
            batch = _batch(session, after)
        if not batch:
            return
        yield batch
        after = batch[-1].entry.id


def _batch(session: Session, after: int) -> tuple[Reviewed, ...]:
    item_id = col(ReviewRow.item_id)
    chosen = select(item_id).where(item_id > after).distinct().order_by(item_id).limit(_BATCH)
    ids = list(session.scalars(chosen))
    written = select(col(FactsRow.item_id), col(FactsRow.classified_at))
    rows = session.execute(written.where(col(FactsRow.item_id).in_(ids)))
    when = {row.item_id: row.classified_at for row in rows}
    return tuple(Reviewed(entry, when[entry.id]) for entry in entries(session, ids))
