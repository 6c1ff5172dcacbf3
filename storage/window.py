"""The stretch of the log since a moment, walked batch by batch."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.database import Database
from storage.log import LogEntry, LogFilter, search
from storage.tables import ItemRow

_BATCH = 200


def count_since(session: Session, since: datetime | None) -> int:
    """How many items have this date or a later one; the date is as in `LogFilter`."""
    counted = select(func.count()).select_from(ItemRow)
    if since is not None:
        counted = counted.where(col(ItemRow.listed_at) >= since)
    return session.scalar(counted) or 0


def walk_since(database: Database, since: datetime | None) -> Iterator[tuple[LogEntry, ...]]:
    """The items from the newest back to a moment, some at a time, each batch read by itself.

    No session is open while a batch is worked on: what is stored meanwhile waits for nobody.
    """
    last: int | None = None
    while True:
        with database.read() as session:
            batch = search(session, LogFilter(since=since, limit=_BATCH, before=last))
        if batch:
            yield batch
        if len(batch) < _BATCH:
            return
        last = batch[-1].id
