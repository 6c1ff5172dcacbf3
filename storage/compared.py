"""Items by their identity, to be compared between two databases."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from classifiers.facts import Facts
from storage.batches import batches, table_of
from storage.codec import facts_from_json
from storage.tables import FactsRow, ItemRow

Identity = tuple[str, str]
"""The source's id, and the key under which it first gave the item."""


@dataclass(frozen=True, slots=True)
class Twin:
    """What must be the same of one item in two databases; but its id and its times."""

    id: int
    identity: Identity
    title: str
    content_hash: str
    revision: int
    story: str
    facts: Facts
    first_seen_at: datetime
    changed_at: datetime


def twins_after(
    session: Session, item_id: int, limit: int, source: str | None = None
) -> tuple[Twin, ...]:
    """The next `limit` items by id, after the one given (0 to begin with)."""
    item = table_of(ItemRow)
    chosen = _chosen().where(item.c.id > item_id)
    if source is not None:
        chosen = chosen.where(item.c.source_id == source)
    return tuple(map(_twin, session.execute(chosen.order_by(item.c.id).limit(limit))))


def find_twins(session: Session, identities: Sequence[Identity]) -> dict[Identity, Twin]:
    """The items of these identities that there are."""
    item, found = table_of(ItemRow), dict[Identity, Twin]()
    by_source: dict[str, list[str]] = defaultdict(list)
    for source_id, identity in identities:
        by_source[source_id].append(identity)
    for source_id, wanted in by_source.items():
        for batch in batches(wanted):
            chosen = _chosen().where(item.c.source_id == source_id, item.c.identity.in_(batch))
            found |= {twin.identity: twin for twin in map(_twin, session.execute(chosen))}
    return found


def _chosen() -> Select[Any]:
    item, facts = table_of(ItemRow), table_of(FactsRow)
    names = ("id", "source_id", "identity", "title", "content_hash", "revision", "story")
    columns = [item.c[name] for name in (*names, "first_seen_at", "changed_at")]
    return select(*columns, facts.c.facts).join(facts, facts.c.item_id == item.c.id)


def _twin(row: Row[Any]) -> Twin:
    return Twin(
        row.id,
        (row.source_id, row.identity),
        row.title,
        row.content_hash,
        row.revision,
        row.story,
        facts_from_json(row.facts),
        row.first_seen_at,
        row.changed_at,
    )
