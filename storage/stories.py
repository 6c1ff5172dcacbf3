"""Finds the tellings that may be of an item's story, and who else tells it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from classifiers.stories import Band, Bands, Telling, join
from config.schema import Publisher
from parsers.item import Item
from storage.batches import batches, insert_new, table_of
from storage.tables import BandRow, ItemRow

_HELD = 8
"""Items that are found by one band: boilerplate must not make finding slow."""
_TRIED = 8
_STANDING = get_args(Publisher)


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Who tells a story."""

    first: int
    """The id of the item to show first: official before independent before state-controlled, then
    the earliest."""
    items: tuple[int, ...]
    """All of them, the one to show first included, in that order."""
    sources: tuple[str, ...]
    """Each source once, in that order."""

    @property
    def others(self) -> int:
        """How many sources corroborate the first one."""
        return len(self.sources) - 1


def find_stories(
    session: Session, sketched: Sequence[tuple[Item, Bands]], now: datetime
) -> tuple[str, ...]:
    """The story of each new item: that of a near-duplicate, or one that begins with it.

    The near-duplicate is a stored item, or one that stands earlier among these.
    """
    bands_of = [bands for _, bands in sketched]
    near, beside = _near(session, bands_of), _beside(bands_of)
    stored = _stored(session, sorted({item_id for ids in near for item_id in ids}))
    here: list[Telling] = []
    for index, (item, _) in enumerate(sketched):
        rivals = [*(stored[i] for i in near[index]), *(here[i] for i in beside[index])]
        here.append(join(item, rivals, now))
    return tuple(telling.story for telling in here)


def store_bands(session: Session, bands_of: Sequence[tuple[int, Bands]]) -> None:
    """Let items, by their ids, be found as near-duplicates; `_HELD` of them by any one band."""
    full = {
        band
        for band, ids in _holders(session, {band for _, bands in bands_of for band in bands})
        if len(ids) >= _HELD
    }
    rows = [
        {"band": number, "value": value, "item_id": item_id}
        for item_id, bands in bands_of
        for number, value in bands
        if (number, value) not in full
    ]
    insert_new(session, BandRow, sorted(rows, key=lambda row: (*row.values(),)))


def prune_bands(session: Session, before: datetime, most: int = 1000) -> int:
    """Forget the bands of items first seen before a moment, of the `most` oldest at once; how many
    items that was. Nothing is found by them any more once `classifiers.stories.WINDOW` is over."""
    band, item = table_of(BandRow), table_of(ItemRow)
    oldest = select(band.c.item_id).distinct().order_by(band.c.item_id).limit(most)
    old = select(item.c.id).where(item.c.id.in_(oldest), item.c.first_seen_at < before)
    ids = session.scalars(old).all()
    for batch in batches(ids):
        session.execute(delete(band).where(band.c.item_id.in_(batch)))
    return len(ids)


def corroboration(
    session: Session, stories: Sequence[str], publishers: Mapping[str, Publisher]
) -> dict[str, Corroboration]:
    """Who tells each story; `publishers` has the class of each source by id, independent if not."""
    item = table_of(ItemRow)
    when = func.coalesce(item.c.published_at, item.c.first_seen_at).label("moment")
    told: dict[str, list[tuple[int, datetime, int, str]]] = defaultdict(list)
    for batch in batches(sorted(set(stories))):
        chosen = select(item.c.id, item.c.source_id, item.c.story, when)
        for row in session.execute(chosen.where(item.c.story.in_(batch))):
            standing = _STANDING.index(publishers.get(row.source_id, "independent"))
            told[row.story].append((standing, row.moment, row.id, row.source_id))
    return {story: _corroboration(sorted(items)) for story, items in told.items()}


def _corroboration(items: Sequence[tuple[int, datetime, int, str]]) -> Corroboration:
    ids = tuple(item_id for *_, item_id, _ in items)
    return Corroboration(ids[0], ids, tuple(dict.fromkeys(source for *_, source in items)))


def _near(session: Session, bands_of: Sequence[Bands]) -> list[list[int]]:
    """For each item the ids of the stored ones that share most of its bands, most first."""
    holders = dict(_holders(session, {band for bands in bands_of for band in bands}))
    return [_most_shared(holders[band] for band in bands if band in holders) for bands in bands_of]


def _beside(bands_of: Sequence[Bands]) -> list[list[int]]:
    """For each item the indexes of those before it that share most of its bands, most first."""
    holders, found = defaultdict[Band, list[int]](list), list[list[int]]()
    for index, bands in enumerate(bands_of):
        found.append(_most_shared(holders[band] for band in bands if band in holders))
        for band in bands:
            if len(holders[band]) < _HELD:
                holders[band].append(index)
    return found


def _holders(session: Session, wanted: set[Band]) -> Iterator[tuple[Band, list[int]]]:
    """The ids of the items that have each of these bands, oldest first."""
    table, found = table_of(BandRow), defaultdict[Band, list[int]](list)
    # By the value alone: SQLite scans the table for `(band, value) IN (…)`.
    for batch in batches(sorted({value for _, value in wanted})):
        for row in session.execute(select(table).where(table.c.value.in_(batch))):
            if (row.band, row.value) in wanted:
                found[row.band, row.value].append(row.item_id)
    return ((band, sorted(ids)) for band, ids in found.items())


def _most_shared(found: Iterable[Sequence[int]]) -> list[int]:
    shared = Counter(number for numbers in found for number in numbers)
    return sorted(shared, key=lambda number: (-shared[number], number))[:_TRIED]


def _stored(session: Session, ids: Sequence[int]) -> dict[int, Telling]:
    item = table_of(ItemRow)
    columns = (item.c.id, item.c.source_id, item.c.title, item.c.summary, item.c.text)
    chosen = select(*columns, item.c.listed_at, item.c.first_seen_at, item.c.story)
    return {
        row.id: Telling(
            row.source_id,
            row.title,
            row.text or row.summary,
            row.listed_at,
            row.first_seen_at,
            row.story,
        )
        for batch in batches(ids)
        for row in session.execute(chosen.where(item.c.id.in_(batch)))
    }
