"""Finds the stories that items belong to, and who else tells them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from classifiers.copies import Gist, gist_of, same_story
from classifiers.stories import Bands, story_of
from config.schema import Publisher
from parsers.item import Item
from storage.batches import batches, insert_new, table_of
from storage.tables import BandRow, ItemRow

WINDOW = timedelta(days=14)
"""Between two items of one story at the most."""
_HELD = 8
"""Items that are found by one band: boilerplate must not make finding slow."""
_TRIED = 8
_STANDING = get_args(Publisher)

Pair = tuple[int, int]
"""A band's number and value."""


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


@dataclass(frozen=True, slots=True)
class _Telling:
    """A text that tells a story, when it was published and when it was seen."""

    source_id: str
    title: str
    body: str
    moment: datetime
    seen: datetime
    story: str


def take_turns(session: Session) -> None:
    """Let one worker at a time find and save stories, until its transaction ends; SQLite's writers
    take turns anyway.

    Else two sources with one text, saved at the same moment, would each begin a story.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext("stories"))))


def find_stories(
    session: Session, sketched: Sequence[tuple[Item, Bands]], now: datetime
) -> tuple[str, ...]:
    """The story of each new item: that of a near-duplicate, or one that begins with it.

    The near-duplicate is a stored item, or one that stands earlier among these.
    """
    near = _near(session, [bands for _, bands in sketched])
    stored = _stored(session, sorted({item_id for ids in near for item_id in ids}))
    here: list[_Telling] = []
    sharing: dict[Pair, list[int]] = defaultdict(list)
    for index, (item, bands) in enumerate(sketched):
        beside = _most_shared(sharing[pair] for pair in bands if pair in sharing)
        rivals = [*(stored[i] for i in near[index]), *(here[i] for i in beside)]
        here.append(_telling(item, rivals, now))
        for pair in bands:
            if len(sharing[pair]) < _HELD:
                sharing[pair].append(index)
    return tuple(telling.story for telling in here)


def store_bands(session: Session, bands_of: Sequence[tuple[int, Bands]]) -> None:
    """Let items, by their ids, be found as near-duplicates; `_HELD` of them by any one band."""
    full = {
        pair
        for pair, ids in _holders(session, {pair for _, bands in bands_of for pair in bands})
        if len(ids) >= _HELD
    }
    rows = [
        {"band": band, "value": value, "item_id": item_id}
        for item_id, bands in bands_of
        for band, value in bands
        if (band, value) not in full
    ]
    insert_new(session, BandRow, sorted(rows, key=lambda row: (*row.values(),)))


def prune_bands(session: Session, before: datetime, most: int = 1000) -> int:
    """Forget the bands of items first seen before a moment, of the `most` oldest at once; how many
    items that was. Nothing is found by them any more once `WINDOW` is over."""
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


def _telling(item: Item, rivals: Sequence[_Telling], now: datetime) -> _Telling:
    """The item as one of the first rival's story whose copy it is, or as the first of its own."""
    moment = min(item.published_at or now, now)
    near = [
        rival
        for rival in rivals
        if abs(rival.moment - moment) <= WINDOW and rival.seen >= now - WINDOW
    ]
    if near:  # most items have no rival, and a gist costs more than to find that out
        gist = gist_of(item.source_id, item.title, item.body)
        near = [rival for rival in near if same_story(gist, _gist(rival))]
    story = near[0].story if near else story_of(item, moment)
    return _Telling(item.source_id, item.title, item.body, moment, now, story)


def _gist(telling: _Telling) -> Gist:
    return gist_of(telling.source_id, telling.title, telling.body)


def _near(session: Session, bands_of: Sequence[Bands]) -> list[list[int]]:
    """For each item the ids of the stored ones that share most of its bands, most first."""
    wanted = {pair for bands in bands_of for pair in bands}
    holders = dict(_holders(session, wanted))
    return [_most_shared(holders[pair] for pair in bands if pair in holders) for bands in bands_of]


def _holders(session: Session, pairs: set[Pair]) -> Iterator[tuple[Pair, list[int]]]:
    """The ids of the items that have each of these bands, oldest first."""
    band = table_of(BandRow)
    found: dict[Pair, list[int]] = defaultdict(list)
    # By the value alone: SQLite scans the table for `(band, value) IN (…)`.
    for batch in batches(sorted({value for _, value in pairs})):
        for row in session.execute(select(band).where(band.c.value.in_(batch))):
            if (row.band, row.value) in pairs:
                found[row.band, row.value].append(row.item_id)
    return ((pair, sorted(ids)) for pair, ids in found.items())


def _most_shared(found: Iterable[Sequence[int]]) -> list[int]:
    shared = Counter(number for numbers in found for number in numbers)
    return sorted(shared, key=lambda number: (-shared[number], number))[:_TRIED]


def _stored(session: Session, ids: Sequence[int]) -> dict[int, _Telling]:
    item = table_of(ItemRow)
    columns = (item.c.id, item.c.source_id, item.c.title, item.c.summary, item.c.text)
    chosen = select(*columns, item.c.listed_at, item.c.first_seen_at, item.c.story)
    return {
        row.id: _Telling(
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
