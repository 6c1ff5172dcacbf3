"""The collect flow, run by Prefect, over real files and a real HTTP server."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from flows.collect import collect
from flows.deliver import deliver
from flows.report import SourceReport
from storage.database import open_database
from storage.log import LogEntry, LogFilter, search
from storage.outbox import deliveries
from storage.runs import runs
from storage.sources import load_state
from tests.flows.conftest import Home
from tests.servers import Answer, serving

pytestmark = pytest.mark.usefixtures("prefect")

STEEL = "Canada imposes 25% tariffs on steel from China"
LIGHTS = "Lantern festival opens in the old harbour"


def feed(*titles: str, guids: Iterable[str] | None = None) -> str:
    entries = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>"
        f"<link>https://wire.example.org/{guid}</link></item>"
        for title, guid in zip(titles, guids or (f"g{i}" for i in range(9)), strict=False)
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{entries}</channel></rss>"


def watched(location: str, **more: object) -> dict[str, object]:
    return {"id": "wire", "name": "Wire", "kind": "feed", "location": location, **more}


def look(home: Home) -> SourceReport:
    """One look at the wire, as if its time had come."""
    make_due(home)
    (report,) = collect()
    return report


def make_due(home: Home) -> None:
    from datetime import UTC, datetime

    from storage.sources import save_state

    database = open_database(f"sqlite:///{home.root / 'var' / 'tidewaiter.db'}")
    with database.write() as session:
        state = load_state(session, "wire")
        save_state(session, "wire", replace(state, next_due=None), datetime.now(UTC))
    database.close()


def logged(home: Home) -> tuple[LogEntry, ...]:
    database = open_database(f"sqlite:///{home.root / 'var' / 'tidewaiter.db'}")
    with database.read() as session:
        found = search(session, LogFilter())
    database.close()
    return found


def owed(home: Home) -> list[tuple[str, str]]:
    database = open_database(f"sqlite:///{home.root / 'var' / 'tidewaiter.db'}")
    with database.read() as session:
        found = [(one.status, one.message["subject"]) for one in deliveries(session)]
    database.close()
    return sorted(found)


def test_the_first_look_is_a_baseline(home: Home) -> None:
    home.configure([watched("wire.xml")])
    (home.config / "wire.xml").write_text(feed(STEEL, LIGHTS))
    report = look(home)
    assert (report.seen, len(report.new), report.alerts, report.baseline) == (2, 2, 0, True)
    assert owed(home) == []


def test_what_comes_after_the_baseline_alerts_once(home: Home) -> None:
    home.configure([watched("wire.xml")])
    (home.config / "wire.xml").write_text(feed(LIGHTS))
    look(home)
    (home.config / "wire.xml").write_text(feed(LIGHTS, STEEL))
    assert [(r.seen, len(r.new), r.alerts) for r in (look(home), look(home))] == [
        (2, 1, 1),
        (0, 0, 0),
    ]
    assert owed(home) == [("pending", STEEL)]


def test_a_number_of_the_newest_may_alert_at_the_first_look(home: Home) -> None:
    home.configure([watched("wire.xml", baseline_alerts=1)])
    (home.config / "wire.xml").write_text(feed(STEEL, "Brazil lifts ban on wheat imports"))
    assert look(home).alerts == 1


def test_a_changed_guid_is_the_same_item(home: Home) -> None:
    home.configure([watched("wire.xml", baseline_alerts=9)])
    first = feed(STEEL, guids=["a"])
    (home.config / "wire.xml").write_text(first)
    look(home)
    (home.config / "wire.xml").write_text(first.replace(">a<", ">b<"))
    report = look(home)
    assert (len(report.new), len(report.changed), len(report.unchanged)) == (0, 0, 1)
    (home.config / "wire.xml").write_text(first.replace(">a<", ">b<").replace("org/a", "org/moved"))
    assert len(look(home).unchanged) == 1, "the new guid was learned"
    assert owed(home) == [("pending", STEEL)]


def test_an_edited_title_is_a_revision_and_no_second_alert(home: Home) -> None:
    home.configure([watched("wire.xml", baseline_alerts=9)])
    (home.config / "wire.xml").write_text(feed(STEEL))
    look(home)
    (home.config / "wire.xml").write_text(feed(STEEL + "."))
    report = look(home)
    assert (len(report.new), len(report.changed), report.alerts) == (0, 1, 0)
    (entry,) = logged(home)
    assert (entry.revision, entry.item.title) == (2, STEEL + ".")
    assert owed(home) == [("pending", STEEL)]


def test_an_edit_that_changes_the_facts_is_told_as_an_update(home: Home) -> None:
    home.configure([watched("wire.xml", baseline_alerts=9)])
    (home.config / "wire.xml").write_text(feed(STEEL))
    look(home)
    edited = "Canada imposes 25% tariffs on steel from India"
    (home.config / "wire.xml").write_text(feed(edited))
    assert look(home).alerts == 1
    assert owed(home) == [("pending", STEEL), ("pending", f"Update: {edited}")]


def test_a_word_for_word_copy_is_one_story_and_told_once(home: Home) -> None:
    copies = [watched("a.xml"), {**watched("b.xml"), "id": "copy"}]
    home.configure([{**one, "baseline_alerts": 9} for one in copies])
    for name in ("a.xml", "b.xml"):
        (home.config / name).write_text(feed(STEEL, guids=[name]))
    assert [len(report.new) for report in collect()] == [1, 1]
    assert owed(home) == [("pending", STEEL)]


def test_a_failed_source_is_a_line_and_the_others_run(home: Home) -> None:
    gone = {**watched("nowhere.xml"), "id": "gone", "name": "Gone"}
    home.configure([gone, watched("wire.xml")])
    (home.config / "wire.xml").write_text(feed(STEEL))
    lost, wire = collect()
    assert (lost.failed, wire.failed, len(wire.new)) == (True, False, 1)
    assert "nowhere.xml" in lost.problems[0]


def test_a_document_that_cannot_be_read_changes_no_state(home: Home) -> None:
    home.configure([watched("wire.xml")])
    (home.config / "wire.xml").write_text("<html><body>Down for maintenance</body></html>")
    report = look(home)
    assert (report.failed, report.seen) == (True, 0)
    (home.config / "wire.xml").write_text(feed(STEEL))
    assert look(home).baseline, "the first look that could be read is the baseline"


def test_a_source_that_answers_304_costs_no_reading(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", '["127.0.0.0/8"]')
    answer = Answer(body=feed(STEEL).encode(), headers={"ETag": '"one"'})
    with serving({"/wire": answer}) as server:
        home.configure([watched(server.url("/wire"))])
        assert len(look(home).new) == 1
        server.answers["/wire"] = Answer(status=304)
        assert look(home).seen == 0
    assert server.requests[1].headers["if-none-match"] == '"one"'


def test_nothing_is_due_twice_within_its_interval(home: Home) -> None:
    home.configure([watched("wire.xml")])
    (home.config / "wire.xml").write_text(feed(STEEL))
    assert [len(collect()), len(collect())] == [1, 0]


def test_a_path_of_ones_own_is_read_each_time_and_stored_once(home: Home) -> None:
    path = home.write("note.txt", f"{STEEL}\n\nThe duties apply from 1 July, Ottawa said.")
    (first,) = collect(paths=[str(path)], alert_baseline=True)
    (second,) = collect(paths=[str(path)], alert_baseline=True)
    assert (len(first.new), first.alerts) == (1, 1)
    assert (second.seen, second.unchanged, second.alerts) == (1, first.new, 0)


def test_every_run_is_in_our_own_log(home: Home) -> None:
    home.configure([watched("wire.xml")])
    (home.config / "wire.xml").write_text(feed(STEEL))
    collect()
    deliver()
    database = open_database(f"sqlite:///{home.root / 'var' / 'tidewaiter.db'}")
    with database.read() as session:
        kept = [(run.flow, run.status, len(run.reports)) for run in runs(session)]
    database.close()
    assert kept == [("deliver", "completed", 0), ("collect", "completed", 1)]


def test_no_header_and_no_link_of_one_source_ends_the_run(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = "Fri, 31 Dec 9999 23:59:59 -0100"
    monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("TIDEWAITER_HOST_DELAY", "0")
    entry = "<item><title>T</title><link>http://xn--0/a</link></item>"
    odd = f"<rss version='2.0'><channel>{entry}</channel></rss>".encode()
    answers = {
        "/late": Answer(status=404, headers={"Retry-After": late}),
        "/aged": Answer(body=feed(STEEL).encode(), headers={"Last-Modified": late}),
        "/moved": Answer(status=302, headers={"Location": "http://xn--0/"}),
        "/odd": Answer(body=odd),
        "/good": Answer(body=feed(LIGHTS).encode()),
    }
    with serving(answers) as server:
        home.configure(
            [
                watched(server.url(path), id=path[1:], article="when-short", groups=[])
                for path in answers
            ]
        )
        failed = {report.source_id: report.failed for report in collect()}
    assert failed == {"late": True, "aged": False, "moved": True, "odd": False, "good": False}
