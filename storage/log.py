"""The log that people look back on: items with their facts, alerts and reviews, filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, tuple_
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from classifiers.facts import Facts
from parsers.item import Item
from storage.alerts import AlertRecord, alerts_by_item
from storage.batches import batches
from storage.fulltext import find
from storage.reviews import Review, reviews_by_item
from storage.stored import load, stored_items
from storage.tables import ItemCountryRow, ItemRow, ItemTopicRow, MeasureRow


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What must hold of an item, all of it; None asks for nothing."""

    topic: str | None = None
    country: str | None = None
    role: str | None = None
    """Of `country` where one is named, else of any country."""
    instrument: str | None = None
    status: str | None = None
    """Of the same measure as `instrument`."""
    source: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """`since <= date < until`; the date is the publication, else when it was first seen."""
    text: str | None = None
    """All the words; "quoted ones" side by side; `word*` is a beginning."""
    limit: int = 50
    before: int | None = None
    """The id of the last entry already shown."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An item of the log, and all that was understood, told and said of it."""

    id: int
    item: Item
    facts: Facts
    story: str
    revision: int
    first_seen_at: datetime
    changed_at: datetime
    alerts: tuple[AlertRecord, ...]
    reviews: tuple[Review, ...]


def search(session: Session, asked: LogFilter) -> tuple[LogEntry, ...]:
    """The newest items for which the filter holds."""
    newest = (col(ItemRow.listed_at).desc(), col(ItemRow.id).desc())
    chosen = stored_items().where(*_conditions(session, asked))
    return _entries(session, chosen.order_by(*newest).limit(asked.limit))


def entries(session: Session, ids: Sequence[int]) -> tuple[LogEntry, ...]:
    """The items of these ids that there are, in this order."""
    found = {
        one.id: one
        for batch in batches(list(ids))
        for one in _entries(session, stored_items().where(col(ItemRow.id).in_(batch)))
    }
    return tuple(found[item_id] for item_id in ids if item_id in found)


def entry(session: Session, item_id: int) -> LogEntry | None:
    """One item of the log, or None when there is none of that id."""
    found = _entries(session, stored_items().where(col(ItemRow.id) == item_id))
    return found[0] if found else None


def _entries(session: Session, chosen: Select[Any]) -> tuple[LogEntry, ...]:
    items = load(session, chosen)
    ids = [item.id for item in items]
    alerts, reviews = alerts_by_item(session, ids), reviews_by_item(session, ids)
    return tuple(
        LogEntry(
            stored.id,
            stored.item,
            stored.facts,
            stored.story,
            stored.revision,
            stored.first_seen_at,
            stored.changed_at,
            alerts.get(stored.id, ()),
            reviews.get(stored.id, ()),
        )
        for stored in items
    )


def _conditions(session: Session, asked: LogFilter) -> list[ColumnElement[bool]]:
    conditions = [
        *_equal((col(ItemRow.source_id), asked.source), (col(ItemRow.language), asked.language)),
        *_any(col(ItemTopicRow.item_id), (col(ItemTopicRow.topic), asked.topic)),
        *_any(
            col(ItemCountryRow.item_id),
            (col(ItemCountryRow.code), asked.country),
            (col(ItemCountryRow.role), asked.role),
        ),
        *_any(
            col(MeasureRow.item_id),
            (col(MeasureRow.instrument), asked.instrument),
            (col(MeasureRow.status), asked.status),
        ),
    ]
    if asked.since is not None:
        conditions.append(col(ItemRow.listed_at) >= asked.since)
    if asked.until is not None:
        conditions.append(col(ItemRow.listed_at) < asked.until)
    if asked.text is not None:
        conditions.append(col(ItemRow.id).in_(find(session, asked.text)))
    if asked.before is not None:
        conditions.append(_before(asked.before))
    return conditions


def _equal(*wanted: tuple[Any, str | None]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted if value is not None]


def _any(item_id: Any, *wanted: tuple[Any, str | None]) -> list[ColumnElement[bool]]:
    """That the item has a row for which all that is wanted holds together."""
    conditions = _equal(*wanted)
    if not conditions:
        return []
    return [col(ItemRow.id).in_(select(item_id).where(and_(*conditions)))]


def _before(item_id: int) -> ColumnElement[bool]:
    last = aliased(ItemRow)
    place = select(col(last.listed_at), col(last.id)).where(col(last.id) == item_id)
    return tuple_(col(ItemRow.listed_at), col(ItemRow.id)) < place.scalar_subquery()
