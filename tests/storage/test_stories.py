"""Near-duplicates are found in the log, and who tells a story is counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlmodel import col

from classifiers.stories import WINDOW, bands_of, story_of
from parsers.item import Item
from storage.database import Database, Session
from storage.items import save
from storage.stories import (
    Corroboration,
    corroboration,
    find_stories,
    prune_bands,
    store_bands,
)
from storage.tables import BandRow, ItemRow
from tests.storage.samples import HOUR, NOW, an_entry, an_item

TEXT = (
    "The ministry said the quota on sugar would open on Monday and be shared out among refiners in "
    "the order of their licences. Imports above it pay the full duty, as in earlier years. Growers "
    "had asked for a smaller quota, refiners for a larger one, and neither was content."
)


def told(
    name: str, source: str = "gazette", text: str = TEXT, title: str = "Sugar quota opens"
) -> Item:
    return an_item(name, source_id=source, title=title, text=text, published_at=NOW - HOUR)


def look(database: Database, *items: Item, at: datetime = NOW) -> tuple[str, ...]:
    """Find their stories and save them, as the flows do; the stories."""
    with database.write() as session:
        stories = find_stories(session, [(item, bands_of(item)) for item in items], at)
        entries = [
            an_entry(item, story=story, bands=bands_of(item))
            for item, story in zip(items, stories, strict=True)
        ]
        save(session, items[0].source_id, entries, at)
    return stories


def test_a_near_duplicate_of_a_stored_item_is_of_its_story(database: Database) -> None:
    first, edited = told("one"), told("two", "wire", TEXT.replace("shared out", "divided"))
    other = told("three", "wire", TEXT.replace("sugar", "rice"), "Rice quota opens")
    assert look(database, first) == (story_of(first, NOW - HOUR),)
    later = NOW + HOUR
    assert look(database, edited, other, at=later) == (
        story_of(first, NOW - HOUR),
        story_of(other, NOW - HOUR),
    )


def test_two_near_duplicates_in_one_batch_are_one_story(database: Database) -> None:
    first, second, third = told("one"), told("two", text=TEXT + " More."), told("three", "wire")
    assert look(database, first, second) == (story_of(first, NOW - HOUR),) * 2
    assert look(database, third) == (story_of(first, NOW - HOUR),)


@pytest.mark.parametrize("apart", [WINDOW - HOUR, WINDOW + HOUR])
def test_a_story_ends_with_its_window(database: Database, apart: timedelta) -> None:
    first = told("one")
    again = replace(told("two", "wire"), published_at=NOW - HOUR + apart)
    look(database, first)
    joined = look(database, again, at=NOW + apart) == (story_of(first, NOW - HOUR),)
    assert joined is (apart < WINDOW)


def test_what_was_published_long_before_is_another_story_though_seen_now(
    database: Database,
) -> None:
    first = told("one")
    old = replace(told("two", "wire"), published_at=NOW - timedelta(days=60))
    assert len(set(look(database, first, old))) == 2


def test_finding_takes_a_few_statements_for_a_whole_batch(database: Database) -> None:
    look(database, *(told(str(number)) for number in range(20)))
    statements: list[str] = []
    with database.read() as session:
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2])
        )
        items = [told(f"w{number}", "wire") for number in range(20)]
        stories = find_stories(session, [(item, bands_of(item)) for item in items], NOW)
    asked = [statement for statement in statements if statement.startswith("SELECT")]
    assert (len(set(stories)), len(asked)) == (1, 2)


def test_boilerplate_makes_no_band_long(database: Database) -> None:
    for number in range(4):
        look(database, *(told(f"{number}-{i}") for i in range(5)))
    with database.read() as session:
        band = select(func.count()).select_from(BandRow).where(col(BandRow.band) == 0)
        assert session.scalar(band) in range(8, 13)


def test_bands_are_forgotten_once_nothing_is_found_by_them(database: Database) -> None:
    look(database, told("one"))
    look(database, told("two", text=""), at=NOW + WINDOW)
    with database.write() as session:
        assert prune_bands(session, NOW + HOUR, most=1) == 1
        assert prune_bands(session, NOW + HOUR, most=1) == 0
        assert set(session.scalars(select(col(BandRow.item_id)))) == {2}


def test_bands_stored_twice_are_stored_once(database: Database) -> None:
    look(database, told("one"))
    with database.write() as session:
        before = session.scalars(select(col(BandRow.value))).all()
        store_bands(session, [(1, bands_of(told("one")))])
        assert session.scalars(select(col(BandRow.value))).all() == before != []


def test_the_official_source_stands_first_then_the_earliest(database: Database) -> None:
    def corroborated(session: Session, *stories: str) -> dict[str, Corroboration]:
        return corroboration(
            session, stories, {"ministry": "official", "courier": "state-controlled"}
        )

    def see(source: str, names: Sequence[str], hour: int) -> None:
        items = [replace(told(name, source), published_at=NOW + hour * HOUR) for name in names]
        look(database, *items, at=NOW + hour * HOUR)

    see("courier", ["c"], 0)
    see("wire", ["w", "x"], 1)
    see("ministry", ["m"], 2)
    with database.read() as session:
        (story,) = {*session.scalars(select(col(ItemRow.story)))}
        found = corroborated(session, story, "none")
    assert found == {story: Corroboration(4, (4, 2, 3, 1), ("ministry", "wire", "courier"))}
    assert found[story].others == 2
