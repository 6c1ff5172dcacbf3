"""What the log says comes out of the kept documents again, or the difference is shown."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from config.load import source_of
from config.schema import Source
from flows.differences import Difference
from flows.gather import take
from flows.look import Look
from flows.replay import replay
from flows.report import SourceReport
from flows.resources import Resources, open_resources
from flows.store import prune, store
from storage.database import Database, StorageError, open_database
from storage.documents import find_looks
from storage.log import LogEntry, LogFilter, search
from storage.outbox import deliveries
from storage.sources import load_state
from storage.tables import ItemRow
from tests.flows.conftest import Home
from tests.flows.test_reclassify import take_a_vocabulary_of_ones_own
from tests.moments import NOON
from tests.servers import Answer, Server, serving

pytestmark = pytest.mark.usefixtures("prefect")

HOUR = timedelta(hours=1)
STEEL = (
    "Canada imposes a 25% tariff on steel from China from Monday, the finance minister said on "
    "Thursday. Ottawa wants to keep out metal that other markets no longer take. Mills in Hamilton "
    "welcomed the decision, while builders warned of higher prices and longer waits for beams."
)


def feed(*entries: tuple[str, str, str]) -> Answer:
    """Entries of guid, title and text, as a feed."""
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>"
        f"<link>https://wire.example.org/{guid}</link><description>{text}</description></item>"
        for guid, title, text in entries
    )
    body = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"
    return Answer(body=body.encode(), headers={"Content-Type": "application/rss+xml"})


POLLS = (
    {
        "/wire": feed(("a", "Steel from China taxed", STEEL), ("b", "Lantern festival", "")),
        "/copy": feed(("x", "Ottawa raises its wall", STEEL.replace("welcomed", "applauded"))),
    },
    {
        "/wire": feed(
            ("a", "Steel from China taxed", STEEL.replace("Monday", "Friday")),
            ("b", "Lantern festival opens", ""),
            ("c", "Brazil lifts ban on wheat imports", ""),
        ),
        "/copy": feed(("x", "Ottawa raises its wall", STEEL.replace("welcomed", "applauded"))),
    },
    {
        "/wire": feed(("c", "Brazil lifts ban on wheat imports", "From 1 May.")),
        "/copy": feed(("y", "Brazil lifts ban on wheat imports", "From 1 May.")),
    },
)


def source(server: Server, name: str) -> dict[str, Any]:
    location = server.url(f"/{name}")
    return {"id": name, "name": name, "kind": "feed", "location": location, "baseline_alerts": 9}


def look(name: str, now: datetime) -> SourceReport:
    """One look at one source, fetched and stored as the collect flow does."""
    with open_resources() as resources:
        (watched,) = (one for one in resources.sources if one.id == name)
        with resources.database.read() as session:
            state = load_state(session, name)
        one = Look(resources, watched, state, now)
        return store(one, take(one))


def poll(home: Home, server: Server, polls: int = len(POLLS)) -> list[SourceReport]:
    """Look at both sources, again and again, an hour apart."""
    home.configure([source(server, "wire"), source(server, "copy")])
    reports = []
    for number, answers in enumerate(POLLS[:polls]):
        server.answers |= answers
        reports += [look(name, NOON + number * HOUR) for name in ("wire", "copy")]
    return reports


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", "127.0.0.0/8")
    with serving({}) as running:
        yield running


def log(database: Database) -> list[LogEntry]:
    with database.read() as session:
        return sorted(search(session, LogFilter()), key=lambda entry: entry.id)


def opened(home: Home, name: str) -> Database:
    return open_database(f"sqlite:///{home.root / 'var' / name}")


def test_three_polls_with_edits_come_out_the_same_and_nobody_is_told(
    home: Home, server: Server
) -> None:
    reports = poll(home, server)
    assert [(len(r.new), len(r.changed), r.alerts) for r in reports] == [
        *((2, 0, 1), (1, 0, 1)),
        *((1, 2, 1), (0, 0, 0)),
        *((0, 1, 0), (1, 0, 1)),
    ]
    found = replay()
    assert (found.looks, found.items, found.compared, found.beyond) == (5, 5, 5, 0)
    assert (found.differences, found.problems) == ((), ())
    before, anew = opened(home, "tidewaiter.db"), opened(home, "replay.db")
    first, second = log(before), log(anew)
    assert [(e.revision, e.story == first[0].story) for e in first] == [
        *((2, True), (2, False), (1, True), (2, False), (1, False)),
    ]
    assert [replace(entry, alerts=()) for entry in first] == second
    with anew.read() as session:
        assert (deliveries(session), find_looks(session)) == ((), ())
    before.close()
    anew.close()


def test_a_copy_from_a_second_source_tells_nobody_twice(home: Home, server: Server) -> None:
    poll(home, server, 1)
    database = opened(home, "tidewaiter.db")
    with database.read() as session:
        (told,) = deliveries(session)
    assert told.message["subject"] == "Steel from China taxed"
    database.close()


def test_what_words_of_today_say_otherwise_is_shown(home: Home, server: Server) -> None:
    poll(home, server, 1)
    words = take_a_vocabulary_of_ones_own(home)
    (words / "topics" / "feasts.yml").write_text("terms: {en: {3: [lantern]}}")
    (difference,) = replay().differences
    assert (difference.what, difference.title) == (("facts",), "Lantern festival")
    assert (difference.before, difference.after) != (None, None)
    assert difference.after is not None
    assert difference.after.topics == ("culture", "feasts")


def test_what_only_one_of_both_has_is_shown(home: Home, server: Server) -> None:
    poll(home, server, 1)
    database = opened(home, "tidewaiter.db")
    with database.write() as session:
        lantern = update(ItemRow).where(col(ItemRow.title) == "Lantern festival")
        session.execute(lantern.values(identity="guid:else"))
    database.close()
    lost = Difference(("only in the log",), "wire", "Lantern festival", 2, None, None)
    found = [replace(one, before=None, after=None) for one in replay().differences]
    assert found == [lost, replace(lost, what=("only in the replay",), item_id=None)]


def test_a_part_of_the_looks_is_compared_with_what_came_of_it(home: Home, server: Server) -> None:
    poll(home, server)
    one = replay(source="wire", until=NOON + 2 * HOUR)
    assert (one.looks, one.items, one.compared, one.beyond) == (2, 3, 2, 1)
    late = replay(since=NOON + HOUR)
    assert (late.looks, late.compared, late.beyond, late.differences) == (3, 4, 1, ())


def test_a_source_that_is_gone_is_a_problem_and_a_file_of_ones_own_is_none(home: Home) -> None:
    note = home.write("note.txt", f"Canada taxes steel\n\n{STEEL}")
    with open_resources() as resources:
        _store_file(resources, source_of(str(note)))
        _store_file(resources, source_of(str(note)).model_copy(update={"id": "gone"}))
    found = replay()
    assert (found.items, found.problems) == (
        1,
        ("gone: no longer in sources.yml, so nothing says how to read it",),
    )
    assert [(d.what, d.source_id) for d in found.differences] == [(("only in the log",), "gone")]


def _store_file(resources: Resources, own: Source) -> None:
    with resources.database.read() as session:
        state = load_state(session, own.id)
    one = Look(resources, own, state, NOON)
    store(one, take(one))


def test_a_replay_goes_into_a_database_without_items(home: Home, server: Server) -> None:
    poll(home, server, 1)
    log_url = f"sqlite:///{home.root / 'var' / 'tidewaiter.db'}"
    with pytest.raises(StorageError, match="without items"):
        replay(into=log_url)
    url = f"sqlite:///{home.root / 'var' / 'own.db'}"
    assert replay(into=url).items == 3
    assert replay().items == replay().items == 3, "its own database begins anew"


def test_documents_and_bands_are_forgotten_in_time(
    home: Home, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWAITER_KEEP_DOCUMENTS", "1h")
    poll(home, server)
    with open_resources() as resources:
        prune(resources, NOON + 3 * HOUR)
        with resources.database.read() as session:
            kept = [one.fetched_at for one in find_looks(session)]
    assert kept == [NOON + 2 * HOUR] * 2


def test_without_retention_no_document_is_kept(
    home: Home, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWAITER_KEEP_DOCUMENTS", "0")
    poll(home, server, 1)
    found = replay()
    assert (found.looks, found.items, found.compared, found.beyond) == (0, 0, 0, 3)
