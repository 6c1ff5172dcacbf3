"""Items are known again, revised and never doubled; what follows from them is stored with them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlmodel import col

from alerts.signature import signature
from parsers.item import Item
from storage.database import Database
from storage.facts import write_facts
from storage.items import Entry, Saved, save
from storage.keys import Known, find_known
from storage.log import entry
from storage.outbox import deliveries
from storage.stored import StoredItem, count_items, each_item
from storage.tables import RevisionRow
from tests.storage.samples import (
    HOUR,
    NOW,
    SOURCE,
    a_delivery,
    a_measure,
    an_alert,
    an_entry,
    an_item,
    some_facts,
    store,
)


def stored(database: Database) -> tuple[StoredItem, ...]:
    with database.read() as session:
        return each_item(session, 0, 100)


def known_in(database: Database, *items: Item) -> dict[int, Known]:
    with database.read() as session:
        return find_known(session, SOURCE.id, items)


def test_an_item_comes_back_as_it_was_saved(database: Database) -> None:
    item, facts = an_item(), some_facts()
    assert store(database, item, facts=facts) == Saved(new=(1,))
    assert stored(database) == (StoredItem(1, item, facts, "s", 1, NOW, NOW),)


def test_the_same_items_a_second_time_change_nothing(database: Database) -> None:
    items = (an_item("1"), an_item("2"))
    store(database, *items)
    before = stored(database)
    assert store(database, *items, at=NOW + HOUR) == Saved(unchanged=2)
    assert stored(database) == before


def test_a_known_item_is_found_with_what_is_stored_of_it(database: Database) -> None:
    store(database, an_item())
    found = Known(1, an_item().content_hash, "s", signature(some_facts()), 1)
    assert known_in(database, an_item("other"), an_item()) == {1: found}


def test_another_source_s_item_of_the_same_key_is_not_known(database: Database) -> None:
    store(database, an_item())
    with database.read() as session:
        assert find_known(session, "journal", [an_item()]) == {}


def test_an_edited_item_is_a_revision_of_the_same_item(database: Database) -> None:
    item = an_item()
    edited = replace(item, title="US imposes 50% duty on Mexican steel", published_at=None)
    facts = some_facts(measures=())
    store(database, item)
    assert store(database, edited, facts=facts, at=NOW + HOUR) == Saved(changed=(1,))
    assert stored(database) == (StoredItem(1, edited, facts, "s", 2, NOW, NOW + HOUR),)
    with database.read() as session:
        (earlier,) = session.scalars(select(RevisionRow)).all()
    assert (earlier.revision, earlier.title, earlier.stored_at) == (1, item.title, NOW)


def test_a_moved_item_is_not_new(database: Database) -> None:
    item = an_item()
    moved = replace(item, keys=("guid:moved", item.keys[1]))
    store(database, item)
    assert store(database, moved, at=NOW + HOUR) == Saved(unchanged=1)
    only_guid = replace(item, keys=("guid:moved",))
    assert list(known_in(database, only_guid)) == [0]
    assert stored(database)[0].item.keys == ("guid:moved", "guid:1", item.keys[1])


def test_two_entries_that_share_a_url_are_two_items(database: Database) -> None:
    shared = "url:https://gazette.example/"
    first = an_item("1", keys=("guid:1", shared))
    second = an_item("2", keys=("guid:2", shared), title="Duty on copper")
    store(database, first)
    assert list(known_in(database, second, first)) == [1]
    assert store(database, second, first) == Saved(new=(2,), unchanged=1)
    assert [item.item.keys for item in stored(database)] == [("guid:1", shared), ("guid:2",)]


def test_a_url_is_the_identity_of_the_entry_that_has_nothing_stronger(database: Database) -> None:
    shared = "url:https://gazette.example/"
    named = an_item("1", keys=("guid:1", shared))
    unnamed = an_item("2", keys=(shared,), title="Duty on copper")
    assert store(database, named, unnamed) == Saved(new=(1, 2))
    assert store(database, named, unnamed) == Saved(unchanged=2)
    keys = {item.item.title: item.item.keys for item in stored(database)}
    assert keys == {named.title: ("guid:1",), unnamed.title: (shared,)}


def test_a_new_entry_under_a_key_learned_meanwhile_is_dropped(database: Database) -> None:
    item = an_item()
    store(database, item)
    store(database, replace(item, keys=("guid:moved", item.keys[1])))
    late = an_entry(an_item("moved"), deliveries=(a_delivery(),))
    with database.write() as session:
        assert save(session, SOURCE.id, [late], NOW) == Saved()
        assert deliveries(session) == ()
    assert len(stored(database)) == 1
    assert known_in(database, replace(item, keys=(late.item.keys[1],))) == {}


def test_an_entry_given_twice_in_one_document_is_stored_once(database: Database) -> None:
    assert store(database, an_item(), an_item()) == Saved(new=(1,))
    assert len(stored(database)) == 1


def test_a_key_too_long_for_an_index_is_still_an_identity(database: Database) -> None:
    item = an_item(keys=("url:https://gazette.example/" + "ж" * 5000,))
    store(database, item)
    assert store(database, item) == Saved(unchanged=1)


def test_what_no_database_can_hold_is_replaced_and_still_known(database: Database) -> None:
    item = an_item(keys=("guid:a\0b",), title="Duty\0 on steel")
    store(database, item)
    assert store(database, item) == Saved(unchanged=1)
    assert stored(database)[0].item.title == "Duty\ufffd on steel"


def test_many_items_are_saved_and_known_in_batches(database: Database) -> None:
    items = [an_item(str(number)) for number in range(1200)]
    assert len(store(database, *items).new) == 1200
    assert store(database, *items) == Saved(unchanged=1200)
    with database.read() as session:
        page = each_item(session, 1190, 100)
    assert [item.id for item in page] == list(range(1191, 1201))
    with database.read() as session:
        assert count_items(session) == 1200


def test_alerts_and_deliveries_are_stored_with_their_item(database: Database) -> None:
    item, facts = an_item(), some_facts()
    raised = (an_alert(item, facts),)
    whole = an_entry(item, facts, alerts=raised, deliveries=(a_delivery(),))
    with database.write() as session:
        saved = save(session, SOURCE.id, [whole], NOW)
        told = entry(session, 1)
        owed = deliveries(session)
    assert saved == Saved(new=(1,), alerts=1)
    assert told is not None
    assert [(a.rule, a.reasons, a.evidence) for a in told.alerts] == [
        ("steel", raised[0].reasons, raised[0].evidence)
    ]
    assert [(d.id, d.message, d.status) for d in owed] == [
        ("told-1", a_delivery().message, "pending")
    ]


def test_nothing_is_left_of_a_transaction_that_fails(database: Database) -> None:
    whole = an_entry(alerts=(an_alert(an_item(), some_facts()),), deliveries=(a_delivery(),))
    with pytest.raises(RuntimeError, match="power cut"):
        save_and_fail(database, whole)
    with database.read() as session:
        assert (each_item(session, 0, 10), deliveries(session)) == ((), ())
        assert find_known(session, SOURCE.id, [an_item()]) == {}


def save_and_fail(database: Database, whole: Entry) -> None:
    with database.write() as session:
        assert save(session, SOURCE.id, [whole], NOW) == Saved(new=(1,), alerts=1)
        assert len(deliveries(session)) == 1
        raise RuntimeError("power cut")


def test_what_was_told_already_is_not_owed_again(database: Database) -> None:
    entries = [an_entry(an_item(name), deliveries=(a_delivery(),)) for name in ("1", "2")]
    for number, whole in enumerate(entries, 1):
        with database.write() as session:
            assert save(session, SOURCE.id, [whole], NOW + number * HOUR) == Saved(new=(number,))
    with database.read() as session:
        assert [owed.created_at for owed in deliveries(session)] == [NOW + HOUR]


def test_a_stale_revision_is_dropped_with_its_alerts(database: Database) -> None:
    store(database, an_item())
    known = known_in(database, an_item())[0]
    edited = an_item(title="The duty is suspended")
    store(database, edited)
    late = an_entry(an_item(title="Suspended?"), known=known, deliveries=(a_delivery(),))
    with database.write() as session:
        assert save(session, SOURCE.id, [late], NOW) == Saved()
        assert deliveries(session) == ()
    assert [item.item.title for item in stored(database)] == [edited.title]


def test_facts_are_replaced_and_the_revision_kept(database: Database) -> None:
    store(database, an_item())
    facts = some_facts(topics=("energy",), roles={}, measures=(a_measure(status=None),))
    with database.write() as session:
        write_facts(session, {1: facts}, NOW + HOUR)
    assert stored(database) == (StoredItem(1, an_item(), facts, "s", 1, NOW, NOW),)


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    local = datetime(2026, 4, 2, 3, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=-6)))
    store(database, an_item(published_at=local))
    published = stored(database)[0].item.published_at
    assert (published, published and published.tzinfo) == (local, UTC)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without its zone"):
        store(database, an_item(published_at=None), at=datetime(2026, 4, 2))  # noqa: DTZ001


def test_a_revision_keeps_the_facts_it_gave(database: Database) -> None:
    store(database, an_item())
    store(database, an_item(title="Duty suspended"), facts=some_facts(topics=()))
    with database.read() as session:
        (facts,) = session.scalars(select(col(RevisionRow.facts))).all()
    assert facts["topics"] == ["tariffs"]
