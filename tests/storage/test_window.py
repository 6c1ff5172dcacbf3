"""The log is walked in batches, from the newest back to a moment."""

from storage.database import Database
from storage.reviewed import walk_reviewed
from storage.reviews import Review, add_review
from storage.window import count_since, walk_since
from tests.storage.samples import HOUR, NOW, an_item, store


def fill(database: Database, count: int) -> None:
    """Items 1 to `count`, each an hour older than the one before."""
    for number in range(1, count + 1):
        store(database, an_item(str(number), published_at=NOW - number * HOUR))


def test_every_item_since_a_moment_is_met_once_newest_first(database: Database) -> None:
    fill(database, 450)
    batches = list(walk_since(database, NOW - 410 * HOUR))
    assert [entry.id for batch in batches for entry in batch] == list(range(1, 411))
    assert [len(batch) for batch in batches] == [200, 200, 10]
    with database.read() as session:
        assert count_since(session, NOW - 410 * HOUR) == 410
        assert count_since(session, None) == 450


def test_without_a_moment_all_are_met_and_an_empty_log_has_none(database: Database) -> None:
    assert list(walk_since(database, None)) == []
    fill(database, 200)
    assert [len(batch) for batch in walk_since(database, None)] == [200]


def test_reviewed_items_are_met_once_with_when_they_were_understood(database: Database) -> None:
    fill(database, 3)
    with database.write() as session:
        for item_id in (3, 1, 3):
            add_review(session, Review(item_id, "confirmed", {}, "", "desk", NOW))
    (batch,) = walk_reviewed(database)
    assert [(one.entry.id, len(one.entry.reviews)) for one in batch] == [(1, 1), (3, 2)]
    assert all(one.understood_at is not None for one in batch)


def test_without_a_review_nothing_is_met(database: Database) -> None:
    fill(database, 1)
    assert list(walk_reviewed(database)) == []
