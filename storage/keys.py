"""Finds the items that a source has shown before, and learns their new keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from parsers.item import Item
from storage.batches import Values, batches, insert_new, table_of
from storage.columns import storable
from storage.tables import FactsRow, ItemKeyRow, ItemRow

_KEY_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of an item that its source shows again."""

    item_id: int
    content_hash: str
    story: str
    signature: str
    """Of its facts (see `alerts.signature`)."""
    revision: int
    article_tries: int | None = None
    """How often its article was asked for in vain; None where none is owed."""


def find_known(session: Session, source_id: str, items: Sequence[Item]) -> dict[int, Known]:
    """Index of each item that is stored already → what is stored; by its strongest key that is."""
    keys = sorted({stored_key(key) for item in items for key in item.keys})
    owners: dict[str, Known] = {}
    for batch in batches(keys):
        owners |= _owners(session, source_id, batch)
    return assign(items, owners)


def assign(items: Sequence[Item], owners: Mapping[str, Known]) -> dict[int, Known]:
    """Give each stored item to one item at most: the one that holds its key highest.

    Two entries of one document are two items, though they share a weaker key such as the URL.
    """
    known: dict[int, Known] = {}
    taken: set[int] = set()
    for rank in range(max((len(item.keys) for item in items), default=0)):
        for index, item in enumerate(items):
            if index in known or rank >= len(item.keys):
                continue
            owner = owners.get(stored_key(item.keys[rank]))
            if owner is not None and owner.item_id not in taken:
                known[index] = owner
                taken.add(owner.item_id)
    return known


def learn(
    session: Session, found: Iterable[tuple[int, Item]], now: datetime
) -> frozenset[tuple[str, int]]:
    """Store the keys of items by id; each (key, id) that was not stored before.

    A key that belongs to another item stays with it, one that two of these have goes to the one
    that holds it highest.
    """
    rows = [row for item_id, item in found for row in _key_rows(item_id, item, now)]
    rows.sort(key=lambda row: (row["key"], row["rank"]))
    table = table_of(ItemKeyRow)
    learned = insert_new(session, ItemKeyRow, rows, table.c.key, table.c.item_id)
    return frozenset((row.key, row.item_id) for row in learned)


def owe_articles(session: Session, tries: Mapping[int, int]) -> None:
    """Note how often the articles of items were asked for in vain; `tries` by item id."""
    for item_id, count in tries.items():
        noted = update(ItemRow).where(col(ItemRow.id) == item_id).values(article_tries=count)
        session.execute(noted)


def _key_rows(item_id: int, item: Item, now: datetime) -> list[Values]:
    return [
        {
            "source_id": item.source_id,
            "key": stored_key(key),
            "item_id": item_id,
            "rank": rank,
            "learned_at": now,
        }
        for rank, key in enumerate(item.keys)
    ]


def stored_key(key: str) -> str:
    """The key as stored: PostgreSQL cannot index more than 2,704 bytes, so a long one is hashed."""
    if len(key.encode(errors="replace")) <= _KEY_BYTES:
        return storable(key)
    return "long:" + sha256(key.encode(errors="replace")).hexdigest()


def _owners(session: Session, source_id: str, keys: Sequence[str]) -> dict[str, Known]:
    key, item, facts = table_of(ItemKeyRow), table_of(ItemRow), table_of(FactsRow)
    known = [item.c.id, item.c.content_hash, item.c.story, facts.c.signature, item.c.revision]
    known.append(item.c.article_tries)
    joined = key.join(item, item.c.id == key.c.item_id).join(facts, facts.c.item_id == item.c.id)
    chosen = select(key.c.key, *known).select_from(joined)
    rows = session.execute(chosen.where(key.c.source_id == source_id, key.c.key.in_(keys)))
    return {row[0]: Known(*row[1:]) for row in rows}
