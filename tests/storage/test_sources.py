"""A source's state is kept from one fetch to the next, with when it last did what."""

from alerts.trouble import Trouble
from sources.document import FetchState
from storage.database import Database
from storage.sources import (
    SourceRecord,
    find_record,
    load_state,
    save_state,
    save_troubles,
    states,
)
from tests.storage.samples import HOUR, NOW

AFTER = FetchState(
    etag='"abc"',
    last_modified="Thu, 02 Apr 2026 08:30:00 GMT",
    digest="d1",
    failures=0.0,
    next_due=NOW + HOUR,
    seen_before=True,
)


def test_a_source_never_fetched_has_the_empty_state(database: Database) -> None:
    with database.read() as session:
        assert (load_state(session, "gazette"), states(session)) == (FetchState(), ())


def test_a_state_comes_back_as_it_was_saved(database: Database) -> None:
    with database.write() as session:
        save_state(session, "gazette", AFTER, NOW, new=3)
        assert load_state(session, "gazette") == AFTER
    with database.read() as session:
        assert states(session) == (SourceRecord("gazette", AFTER, NOW, NOW, NOW, None),)


def test_a_failure_keeps_the_time_of_the_last_success(database: Database) -> None:
    failed = AFTER.after(failures=0.5)
    with database.write() as session:
        save_state(session, "gazette", AFTER, NOW, new=3)
        save_state(session, "gazette", failed, NOW + HOUR, error="503 from the server")
    with database.read() as session:
        assert states(session) == (
            SourceRecord("gazette", failed, NOW + HOUR, NOW, NOW, "503 from the server"),
        )


def test_a_success_clears_the_error_and_no_news_keeps_the_time_of_the_last(
    database: Database,
) -> None:
    with database.write() as session:
        save_state(session, "gazette", AFTER, NOW, new=1)
        save_state(session, "gazette", AFTER, NOW + HOUR, error="timed out")
        save_state(session, "gazette", AFTER, NOW + 2 * HOUR, new=0)
    with database.read() as session:
        (record,) = states(session)
    assert (record.last_success_at, record.last_new_at, record.last_error) == (
        NOW + 2 * HOUR,
        NOW,
        None,
    )


def test_the_entries_of_the_last_document_are_kept_until_the_next(database: Database) -> None:
    with database.write() as session:
        saved = save_state(session, "gazette", AFTER, NOW, new=3, entries=20)
        assert saved == SourceRecord("gazette", AFTER, NOW, NOW, NOW, None, 20)
        assert save_state(session, "gazette", AFTER, NOW, error="timed out").last_count == 20
        assert save_state(session, "gazette", AFTER, NOW, entries=0).last_count == 0


def test_troubles_come_back_as_they_were_saved_and_outlast_the_next_look(
    database: Database,
) -> None:
    failing = Trouble("failing", NOW, NOW + HOUR, "looks fail: «503»", "told")
    thin = Trouble("thin", NOW, NOW, "0 entries")
    with database.write() as session:
        assert find_record(session, "gazette") is None
        assert save_state(session, "gazette", AFTER, NOW).troubles == ()
        save_troubles(session, "gazette", [failing, thin])
        assert save_state(session, "gazette", AFTER, NOW + HOUR).troubles == (failing, thin)
        (held,) = states(session, hold=True)
        assert held.troubles == (failing, thin)
        save_troubles(session, "gazette", [])
    with database.read() as session:
        record = find_record(session, "gazette")
    assert record == SourceRecord("gazette", AFTER, NOW + HOUR, NOW + HOUR, None, None)
