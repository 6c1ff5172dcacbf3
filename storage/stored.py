"""Items as they come back out of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from classifiers.facts import Facts
from parsers.item import Item
from storage.codec import facts_from_json
from storage.tables import FactsRow, ItemKeyRow, ItemRow


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item of the log with its facts."""

    id: int
    item: Item
    facts: Facts
    story: str
    revision: int
    first_seen_at: datetime
    changed_at: datetime


def count_items(session: Session) -> int:
    """How many items the log has."""
    return session.scalar(select(func.count()).select_from(ItemRow)) or 0


def each_item(session: Session, after_id: int, limit: int) -> tuple[StoredItem, ...]:
    """The next `limit` items by id, after the one given (0 to begin with)."""
    chosen = stored_items().where(col(ItemRow.id) > after_id).order_by(col(ItemRow.id)).limit(limit)
    return load(session, chosen)


def stored_items() -> Select[Any]:
    """The query that `load` reads, to be narrowed and sorted."""
    return select(ItemRow, col(FactsRow.facts)).join(
        FactsRow, col(FactsRow.item_id) == col(ItemRow.id)
    )


def load(session: Session, chosen: Select[Any]) -> tuple[StoredItem, ...]:
    """The items that a narrowed `stored_items()` chooses, in its order."""
    rows = session.execute(chosen).all()
    keys = _keys(session, [row.ItemRow.id for row in rows])
    return tuple(_rebuild(row, keys) for row in rows)


def _keys(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    keys: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(col(ItemKeyRow.item_id), col(ItemKeyRow.key))
        .where(col(ItemKeyRow.item_id).in_(ids))
        .order_by(col(ItemKeyRow.rank), col(ItemKeyRow.learned_at).desc(), col(ItemKeyRow.key))
    )
    for item_id, key in rows:
        keys[item_id] = (*keys.get(item_id, ()), key)
    return keys


def _rebuild(row: Row[Any], keys: dict[int, tuple[str, ...]]) -> StoredItem:
    stored, facts = row.ItemRow, row.facts
    item = Item(
        source_id=stored.source_id,
        keys=keys.get(stored.id, ()),
        url=stored.url,
        title=stored.title,
        summary=stored.summary,
        text=stored.text,
        language=stored.language,
        published_at=stored.published_at,
        published_raw=stored.published_raw,
    )
    return StoredItem(
        stored.id,
        item,
        facts_from_json(facts),
        stored.story,
        stored.revision,
        stored.first_seen_at,
        stored.changed_at,
    )
