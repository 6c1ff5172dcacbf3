"""Saves what one look at a source gave: items, facts, alerts and deliveries, together or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.alert import Alert, Delivery
from classifiers.facts import Facts
from classifiers.stories import Bands
from parsers.item import Item
from storage.alerts import store_alerts
from storage.batches import Values, batches, insert_new, lock, table_of
from storage.columns import storable
from storage.facts import write_facts
from storage.fulltext import index, searchable, unindex
from storage.keys import Known, learn, stored_key
from storage.outbox import store_deliveries
from storage.stories import store_bands
from storage.tables import FactsRow, ItemKeyRow, ItemRow, RevisionRow


@dataclass(frozen=True, slots=True)
class Entry:
    """An item to be saved with all that follows from it."""

    item: Item
    facts: Facts
    story: str
    known: Known | None
    """What `find_known` said of it; None for an item never seen."""
    alerts: tuple[Alert, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    article_tries: int | None = None
    """How often its article was asked for in vain; None where none is owed."""
    bands: Bands = ()
    """By which near-duplicates of the item are found."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    new: tuple[int, ...] = ()
    """The ids of items stored for the first time."""
    changed: tuple[int, ...] = ()
    """The ids of items of which a new revision was stored."""
    unchanged: int = 0
    alerts: int = 0


Kept = list[tuple[int, Entry]]


def save(session: Session, source_id: str, entries: Sequence[Entry], now: datetime) -> Saved:
    """Store entries in the caller's transaction, each whole or not at all.

    An item with the same content keeps its facts and only learns its new keys. An entry whose
    strongest key, or whose next revision, another worker stored since `find_known` is dropped.
    """
    # Unique keys keep items from doubling, but two overlapping saves can deadlock on them.
    lock(session, "save", source_id)
    seen = [(entry.known, entry) for entry in entries if entry.known is not None]
    changed = _revise(session, [(k, e) for k, e in seen if differ(k, e.item)], now)
    same = [(known.item_id, entry) for known, entry in seen if not differ(known, entry.item)]
    inserted = _insert(session, source_id, [e for e in entries if e.known is None], now)
    new = _learn_keys(session, inserted, [*changed, *same], now)
    kept = [*new, *changed, *same]
    write_facts(session, {item_id: entry.facts for item_id, entry in [*new, *changed]}, now)
    index(session, [item_id for item_id, _ in [*new, *changed]])
    store_bands(session, [(item_id, entry.bands) for item_id, entry in [*new, *changed]])
    store_deliveries(session, [owed for _, entry in kept for owed in entry.deliveries], now)
    return Saved(
        new=tuple(item_id for item_id, _ in new),
        changed=tuple(item_id for item_id, _ in changed),
        unchanged=len(same),
        alerts=store_alerts(session, [(i, alert) for i, e in kept for alert in e.alerts], now),
    )


def differ(known: Known, item: Item) -> bool:
    """Whether an item is another than what is stored, or has the article that was owed."""
    completed = known.article_tries is not None and item.published_hash is not None
    return completed or known.content_hash != item.content_hash


def _insert(session: Session, source_id: str, entries: Sequence[Entry], now: datetime) -> Kept:
    """Store new items, but those first stored under the same key; with the ids they were given."""
    offered: dict[str, Entry] = {}
    for entry in entries:
        offered.setdefault(stored_key(entry.item.keys[0]), entry)
    first = {"source_id": source_id, "revision": 1, "first_seen_at": now}
    rows = [
        {**_item_row(entry, now), **first, "identity": identity}
        for identity, entry in sorted(offered.items())
    ]
    table = table_of(ItemRow)
    inserted = insert_new(session, ItemRow, rows, table.c.id, table.c.identity)
    return [(row.id, offered[row.identity]) for row in inserted]


def _learn_keys(session: Session, inserted: Kept, known: Kept, now: datetime) -> Kept:
    """The inserted ones, less those whose strongest key another item has: they are dropped."""
    learned = learn(session, [(item_id, entry.item) for item_id, entry in (*inserted, *known)], now)
    own = [kept for kept in inserted if (stored_key(kept[1].item.keys[0]), kept[0]) in learned]
    lost = {item_id for item_id, _ in inserted} - {item_id for item_id, _ in own}
    for ids in batches(sorted(lost)):
        session.execute(delete(ItemKeyRow).where(col(ItemKeyRow.item_id).in_(ids)))
        session.execute(delete(ItemRow).where(col(ItemRow.id).in_(ids)))
    return sorted(own, key=lambda kept: kept[0])


def _revise(session: Session, entries: Sequence[tuple[Known, Entry]], now: datetime) -> Kept:
    """Store new revisions of known items, but of those that were revised meanwhile."""
    offered: dict[int, tuple[Known, Entry]] = {}
    for known, entry in entries:
        offered.setdefault(known.item_id, (known, entry))
    current = _revisions(session, sorted(offered))
    kept = [
        (item_id, entry)
        for item_id, (known, entry) in sorted(offered.items(), key=lambda pair: pair[0])
        if current.get(item_id) == known.revision
    ]
    ids = [item_id for item_id, _ in kept]
    _keep_revisions(session, ids)
    unindex(session, ids)
    _update(session, kept, now)
    return kept


def _revisions(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Id → revision now, the rows held until the transaction ends."""
    item, revisions = table_of(ItemRow), dict[int, int]()
    for batch in batches(ids):
        chosen = select(item.c.id, item.c.revision).where(item.c.id.in_(batch))
        rows = session.execute(chosen.order_by(item.c.id).with_for_update(key_share=True))
        revisions |= {row.id: row.revision for row in rows}
    return revisions


def _keep_revisions(session: Session, ids: Sequence[int]) -> None:
    item, facts, revision = table_of(ItemRow), table_of(FactsRow), table_of(RevisionRow)
    kept = {column.name: item.c[column.name] for column in revision.c if column.name in item.c}
    kept |= {"item_id": item.c.id, "stored_at": item.c.changed_at, "facts": facts.c.facts}
    for batch in batches(ids):
        earlier = select(*kept.values()).join(facts, facts.c.item_id == item.c.id)
        chosen = earlier.where(item.c.id.in_(batch))
        session.execute(insert(revision).from_select(list(kept), chosen))


def _update(session: Session, kept: Kept, now: datetime) -> None:
    if not kept:
        return
    table = table_of(ItemRow)
    rows = [{**_item_row(entry, now), "its_id": item_id} for item_id, entry in kept]
    changes: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "its_id"}
    # An edit that gives no date or an odd one must not move the item in the log.
    del changes["listed_at"]
    statement = update(table).where(table.c.id == bindparam("its_id"))
    session.connection().execute(
        statement.values(**changes, revision=table.c.revision + 1),
        [{name: row[name] for name in (*changes, "its_id")} for row in rows],
    )


def _item_row(entry: Entry, now: datetime) -> Values:
    item = entry.item
    return {
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "text": item.text,
        "language": item.language,
        "published_at": item.published_at,
        "published_raw": item.published_raw,
        "content_hash": item.content_hash,
        "story": entry.story,
        "article_tries": entry.article_tries,
        "changed_at": now,
        "listed_at": min(item.published_at or now, now),
        "search": searchable(storable(item.title), storable(item.summary), storable(item.text)),
    }
