"""A delivery is claimed by one worker at a time, and only that one says what became of it."""

from datetime import datetime, timedelta

from storage.database import Database
from storage.items import save
from storage.outbox import (
    DeliveryRecord,
    cancel,
    channels_owed,
    claim,
    deliveries,
    find_deliveries,
    mark_failed,
    mark_sent,
    replay,
)
from tests.storage.samples import HOUR, NOW, SOURCE, a_delivery, an_entry, an_item

LEASE = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


def owe(database: Database, *names: str, at: datetime = NOW) -> None:
    for name in names:
        whole = an_entry(an_item(name), deliveries=(a_delivery(name),))
        with database.write() as session:
            save(session, SOURCE.id, [whole], at)


def claimed(
    database: Database, worker: str, at: datetime, limit: int = 10
) -> list[tuple[str, int]]:
    with database.write() as session:
        return [(d.id, d.attempts) for d in claim(session, worker, at, limit, LEASE)]


def outbox(database: Database) -> dict[str, DeliveryRecord]:
    with database.read() as session:
        return {record.id: record for record in deliveries(session)}


def test_what_is_due_is_claimed_once_the_longest_due_first(database: Database) -> None:
    owe(database, "b", at=NOW)
    owe(database, "a", at=NOW + MINUTE)
    owe(database, "later", at=NOW + HOUR)
    assert claimed(database, "w1", NOW + MINUTE, limit=1) == [("b", 1)]
    assert claimed(database, "w2", NOW + MINUTE) == [("a", 1)]
    assert claimed(database, "w2", NOW + MINUTE) == []


def test_a_claimed_delivery_is_whole(database: Database) -> None:
    owe(database, "a")
    with database.write() as session:
        (delivery,) = claim(session, "w1", NOW, 1, LEASE)
    assert (delivery.channel, delivery.recipient, delivery.message) == (
        "desk",
        "desk@customs.example",
        a_delivery().message,
    )


def test_only_the_channel_that_is_asked_for_is_claimed(database: Database) -> None:
    owe(database, "a")
    with database.write() as session:
        assert claim(session, "w1", NOW, 1, LEASE, channel="pager") == ()
        assert len(claim(session, "w1", NOW, 1, LEASE, channel="desk")) == 1


def test_the_channels_that_are_owed_something_are_named(database: Database) -> None:
    with database.read() as session:
        assert channels_owed(session, NOW) == ()
    owe(database, "a", "b")
    claimed(database, "w1", NOW, limit=1)
    with database.read() as session:
        assert channels_owed(session, NOW) == ("desk",)
        assert channels_owed(session, NOW - MINUTE) == ()


def test_deliveries_are_found_by_id(database: Database) -> None:
    owe(database, "a", "b", "c")
    with database.read() as session:
        found = find_deliveries(session, ["c", "a", "unknown"])
    assert [record.id for record in found] == ["a", "c"]


def test_a_sent_delivery_is_sent_for_good(database: Database) -> None:
    owe(database, "a")
    claimed(database, "w1", NOW)
    with database.write() as session:
        assert mark_sent(session, "a", "w1", NOW + MINUTE)
    assert claimed(database, "w1", NOW + HOUR) == []
    assert outbox(database)["a"] == DeliveryRecord(
        id="a",
        channel="desk",
        recipient="desk@customs.example",
        message=a_delivery().message,
        status="sent",
        attempts=1,
        lease_owner=None,
        lease_until=None,
        next_attempt_at=NOW,
        last_error=None,
        created_at=NOW,
        sent_at=NOW + MINUTE,
    )


def test_a_failed_delivery_is_due_again_when_it_was_put_off_to(database: Database) -> None:
    owe(database, "a")
    claimed(database, "w1", NOW)
    with database.write() as session:
        assert mark_failed(session, "a", "w1", "451 try later", NOW + MINUTE)
    assert claimed(database, "w1", NOW) == []
    assert claimed(database, "w1", NOW + MINUTE) == [("a", 2)]
    assert outbox(database)["a"].last_error == "451 try later"


def test_a_dead_letter_waits_for_a_person_to_replay_it(database: Database) -> None:
    owe(database, "a")
    claimed(database, "w1", NOW)
    with database.write() as session:
        assert mark_failed(session, "a", "w1", "410 Gone", None)
    assert claimed(database, "w1", NOW + HOUR) == []
    assert outbox(database)["a"].status == "dead"
    with database.write() as session:
        assert replay(session, "a", NOW + HOUR)
    assert claimed(database, "w1", NOW + HOUR) == [("a", 1)]


def test_a_lease_that_ran_out_is_taken_over_and_its_owner_may_not_mark(database: Database) -> None:
    owe(database, "a")
    claimed(database, "w1", NOW)
    assert claimed(database, "w2", NOW + LEASE - MINUTE) == []
    assert claimed(database, "w2", NOW + LEASE) == [("a", 2)]
    with database.write() as session:
        assert not mark_sent(session, "a", "w1", NOW + LEASE)
        assert not mark_failed(session, "a", "w1", "late", None)
        assert mark_sent(session, "a", "w2", NOW + LEASE)


def test_a_lease_that_ran_out_is_still_its_owner_s_until_taken_over(database: Database) -> None:
    owe(database, "a")
    claimed(database, "w1", NOW)
    with database.write() as session:
        assert mark_sent(session, "a", "w1", NOW + HOUR)


def test_what_waits_can_be_cancelled_and_what_is_sent_can_not(database: Database) -> None:
    owe(database, "a", "b")
    claimed(database, "w1", NOW, limit=1)
    with database.write() as session:
        assert [cancel(session, name) for name in ("a", "b", "unknown")] == [False, True, False]
        assert mark_sent(session, "a", "w1", NOW)
        assert not cancel(session, "a")
        assert not replay(session, "a", NOW)
    assert claimed(database, "w1", NOW + HOUR) == []
    with database.write() as session:
        assert replay(session, "b", NOW)
    assert claimed(database, "w1", NOW) == [("b", 1)]


def test_deliveries_are_listed_by_status_newest_first(database: Database) -> None:
    owe(database, "a", at=NOW)
    owe(database, "b", at=NOW + MINUTE)
    owe(database, "c", at=NOW + HOUR)
    claimed(database, "w1", NOW)
    with database.read() as session:
        assert [record.id for record in deliveries(session)] == ["c", "b", "a"]
        assert [record.id for record in deliveries(session, "pending", 1)] == ["c"]
        assert [record.id for record in deliveries(session, "sending")] == ["a"]
