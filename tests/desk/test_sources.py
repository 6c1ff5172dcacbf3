"""`tidewaiter sources`: how every source stands, and what one gives now."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from alerts.trouble import Trouble
from config.schema import Source
from desk.standing import Standing, notes, stand, summary
from desk.trial import Contents, Trial
from desk.trialview import lines
from desk.verdict import Verdict, judge
from flows.oversee import note_look
from parsers.item import Item
from sources.document import FetchState
from sources.heard import Heard
from storage.database import open_database
from storage.sources import SourceRecord
from tests.desk.conftest import Desk
from tests.servers import Answer, Server, serving

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STRICT = {"new_within": "7d", "items": 2}


def a_source(**changes: Any) -> Source:
    given = {
        "id": "gazette",
        "name": "Trade Gazette",
        "kind": "feed",
        "location": "https://gazette.example/feed.xml",
    }
    return Source.model_validate({**given, **changes})


def a_record(failures: float = 0.0, **changes: Any) -> SourceRecord:
    given: dict[str, Any] = {
        "source_id": "gazette",
        "state": FetchState(failures=failures, seen_before=True),
        "last_fetch_at": NOW,
        "last_success_at": NOW - HOUR,
        "last_new_at": NOW - 2 * HOUR,
        "last_error": "503 Service Unavailable" if failures else None,
        "last_count": 20,
    }
    return SourceRecord(**{**given, **changes})


ROTATED = Trouble("rotated", NOW - DAY, NOW - DAY, "all 20 entries are new", "told")


@pytest.mark.parametrize(
    ("changes", "record", "state", "is_troubled"),
    [
        ({}, None, "never looked at", False),
        ({"enabled": False}, a_record(9.0), "disabled", False),
        ({}, a_record(), "ok", False),
        ({}, a_record(0.5), "ok", True),
        ({}, a_record(0.5, last_success_at=None), "not read yet", True),
        ({}, a_record(3.0), "failing", True),
        ({}, a_record(last_count=0), "thin", True),
        ({"expect": STRICT}, a_record(last_new_at=NOW - 8 * DAY), "silent", True),
        ({"expect": STRICT}, a_record(last_count=1, last_new_at=NOW - 8 * DAY), "silent", True),
        ({}, a_record(troubles=(ROTATED,)), "rotated", True),
        ({}, a_record(troubles=(replace(ROTATED, stage="over"),)), "ok", False),
    ],
)
def test_a_source_is_in_one_state_the_worst_that_is_so(
    changes: dict[str, Any], record: SourceRecord | None, state: str, is_troubled: bool
) -> None:
    standing = stand(a_source(**changes), record, NOW)
    assert (standing.state, standing.is_troubled) == (state, is_troubled)


def test_a_trouble_is_shown_since_it_was_noticed_in_the_words_of_today() -> None:
    noticed = Trouble("failing", NOW - DAY, NOW - HOUR, "looks fail: timed out", "told")
    standing = stand(a_source(), a_record(3.0, troubles=(noticed,)), NOW)
    now_says = "looks fail: 503 Service Unavailable"
    assert standing.troubles == (Trouble("failing", NOW - DAY, NOW, now_says),)


def test_an_address_that_moved_for_good_is_noted() -> None:
    source = a_source()
    moved = FetchState(moved_to=f"{source.location} https://new.example/feed")
    (line,) = notes([stand(source, a_record(state=moved), NOW)])
    assert line.plain == "gazette has moved for good, to https://new.example/feed"
    assert list(notes([stand(source, a_record(), NOW), stand(source, None, NOW)])) == []


def test_the_states_are_counted() -> None:
    source = a_source()
    listed = [Standing(source, None, (), state) for state in ("failing", "ok", "ok", "disabled")]
    assert summary(listed) == "4 sources: 2 ok, 1 failing, 1 disabled"


def contents(*titles: str, **changes: Any) -> Contents:
    items = tuple(
        Item("gazette", (f"guid:{title}",), None, title, "Short.", "", "en", NOW - DAY, None)
        for title in titles or ("Duties on steel", "Quotas on rice")
    )
    given: dict[str, Any] = {
        "documents": 1,
        "media_types": ("application/rss+xml",),
        "charsets": ("utf-8",),
        "size": 5_120,
        "garbled": 0,
        "items": items,
        "skipped": 0,
        "newest": NOW - DAY,
        "undated": 0,
        "future": 0,
        "languages": (("en", 2),),
        "length": 180,
    }
    return Contents(**{**given, **changes})


def a_trial(found: Contents | None = None, **changes: Any) -> Trial:
    source = a_source(language="en", expect=STRICT)
    heard = (Heard("https://gazette.example/feed.xml", 200, "application/rss+xml"),)
    given = {"source": source, "contents": found or contents(), "answers": heard, "seconds": 0.4}
    return Trial(**{**given, **changes})


MOVED = (Heard("https://old.example/", 301, None), Heard("https://new.example/", 200, None))


@pytest.mark.parametrize(
    ("trial", "doubt"),
    [
        (a_trial(contents("Only one")), "it gives 1 entry where 2 or more are expected"),
        (
            a_trial(contents(newest=NOW - 40 * DAY)),
            "its newest entry is 40d old, where one is expected every 7d",
        ),
        (a_trial(contents(undated=2, newest=None)), "no entry has a date that can be trusted"),
        (a_trial(contents(future=1)), "1 entry dated after today"),
        (a_trial(contents(garbled=3)), "3 characters cannot be decoded"),
        (a_trial(contents(skipped=4)), "4 entries cannot be read"),
        (a_trial(contents(languages=(("es", 2),))), "most of it is in Spanish, not English"),
        (
            a_trial(stored=True, known=0),
            "nothing of it is stored: items were probably missed",
        ),
        (
            a_trial(answers=MOVED),
            "its address has moved for good, to https://new.example/",
        ),
    ],
)
def test_what_is_not_as_expected_is_a_doubt(trial: Trial, doubt: str) -> None:
    verdict = judge(trial, NOW)
    assert verdict == Verdict("doubtful", (doubt,))
    assert verdict.line == f"works, but {doubt}"


def test_a_trial_is_fine_or_has_failed() -> None:
    assert judge(a_trial(), NOW).line == "fine"
    assert judge(a_trial(contents(languages=())), NOW).line == "fine"
    assert judge(a_trial(error="404 Not Found"), NOW).line == "fails: 404 Not Found"


def test_a_trial_is_told_in_the_order_in_which_it_was_found() -> None:
    trial = a_trial(
        answers=(replace(MOVED[0], status=302), MOVED[1]),
        robots="lets us look at it",
        stored=True,
        known=1,
        problems=("entry 3: no title", "entry 5: no title"),
    )
    assert list(lines(trial, NOW)) == [
        ("address", "https://old.example/\n→ https://new.example/ (302 Found)"),
        ("answer", "200 OK · application/rss+xml · utf-8 · 5.12 kB · 0.4 s"),
        ("robots.txt", "lets us look at it"),
        ("entries", "2 entries · the newest 24h old (2026-11-23 09:30 UTC)"),
        ("language", "English · declared as English"),
        (
            "text",
            "teasers of about 180 characters "
            "(`article: when-short` would read the pages they link to)",
        ),
        ("known", "1 of 2 entries are stored already"),
        ("shows", "Duties on steel\nQuotas on rice"),
        ("problem", "entry 3: no title"),
        ("problem", "entry 5: no title"),
        ("verdict", "fine"),
    ]


def test_the_answer_told_is_the_one_that_brought_the_document() -> None:
    stumbled = (replace(MOVED[1], status=503), MOVED[1], replace(MOVED[1], status=404))
    told = dict(lines(a_trial(contents(documents=2), answers=stumbled), NOW))
    assert told["answer"] == "200 OK · application/rss+xml · utf-8 · 5.12 kB · 2 documents · 0.4 s"
    failed = dict(lines(Trial(a_source(), answers=stumbled[:1], error="503"), NOW))
    assert failed["answer"] == "503 Service Unavailable · 0.0 s"


def feed(count: int) -> Answer:
    entries = "".join(
        f"<item><title>Parliament debates import duties on steel, part {number}</title>"
        f"<guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{format_datetime(datetime.now(UTC) - HOUR)}</pubDate></item>"
        for number in range(count)
    )
    body = f"<rss version='2.0'><channel><title>Gazette</title>{entries}</channel></rss>"
    return Answer(200, body.encode(), {"Content-Type": "application/rss+xml"})


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/good": feed(3), "/moved": Answer(302, headers={"Location": "/good"})}) as it:
        yield it


@pytest.fixture
def watched(fresh: Desk, server: Server) -> Desk:
    """A desk with four sources: two that work, one that fails, one that is not enabled."""
    listed = [
        {"id": name, "name": f"The {name} one", "kind": "feed", "location": server.url(f"/{name}")}
        for name in ("good", "moved", "gone", "idle")
    ]
    listed[0]["groups"], listed[3]["enabled"] = ["official"], False  # type: ignore[assignment]
    (fresh.config / "sources.yml").write_text(json.dumps({"sources": listed}))
    return fresh


OPEN = {"TIDEWAITER_ALLOW_NETWORKS": "127.0.0.1/32"}


def failed_thrice(desk: Desk) -> None:
    database = open_database(f"sqlite:///{desk.var / 'tidewaiter.db'}")
    with database.write() as session:
        gone = a_source(id="gone", location="https://gone.example")
        note_look(session, gone, FetchState(failures=3.0), NOW, error="404 Not Found")
    database.close()


def test_the_sources_are_listed_with_what_is_wrong(watched: Desk) -> None:
    failed_thrice(watched)
    done = watched.tidewaiter("sources", COLUMNS="120")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[1][:8] == ["good", "The", "good", "one", "feed", "never", "looked", "at"]
    assert rows[3][:6] == ["gone", "The", "gone", "one", "feed", "failing"]
    assert "gone failing since 2026-11-24 09:30 UTC: looks fail: 404 Not Found" in done.stdout
    assert "4 sources: 1 failing, 2 never looked at, 1 disabled" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("tidewaiter sources check gone")
    narrow = watched.tidewaiter("sources", COLUMNS="80").stdout.splitlines()
    assert max(map(len, narrow[:5])) <= 80


def test_the_sources_are_chosen_by_group_and_by_trouble(watched: Desk) -> None:
    failed_thrice(watched)
    for words, ids in (
        (["--group", "official"], ["good"]),
        (["--troubled"], ["gone"]),
        (["list"], ["good", "moved", "gone", "idle"]),
    ):
        assert [one["id"] for one in watched.json("sources", *words)] == ids
    done = watched.tidewaiter("sources", "--group", "offical")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--group: unknown group 'offical'; did you mean official?\n"
    assert watched.tidewaiter("sources", "--troubled", "--group", "official").stdout == (
        "No source is in trouble.\n"
    )


def test_a_source_as_programs_read_it(watched: Desk) -> None:
    failed_thrice(watched)
    (gone,) = watched.json("sources", "--troubled")
    assert gone == {
        "id": "gone",
        "name": "The gone one",
        "kind": "feed",
        "groups": [],
        "jurisdiction": None,
        "language": None,
        "publisher": "independent",
        "enabled": True,
        "state": "failing",
        "troubles": [
            {
                "kind": "failing",
                "since": "2026-11-24T09:30:00+00:00",
                "says": "looks fail: 404 Not Found",
            }
        ],
        "last_look_at": "2026-11-24T09:30:00+00:00",
        "last_success_at": None,
        "last_new_at": None,
        "next_due_at": None,
        "failures": 3.0,
        "last_error": "404 Not Found",
        "entries": None,
        "moved_to": None,
    }


def test_a_named_source_is_tried_and_told_of_at_length(watched: Desk) -> None:
    done = watched.tidewaiter("sources", "check", "moved", **OPEN)
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    for words in (
        "moved The moved one · feed",
        "(302 Found)",
        "200 OK · application/rss+xml · no encoding declared",
        "entries 3 entries · the newest 60m old",
        "known nothing of this source is stored yet",
        "verdict fine",
    ):
        assert words in said
    assert watched.json("log") == []
    assert {one["state"] for one in watched.json("sources")} == {"never looked at", "disabled"}


def test_all_enabled_sources_are_tried_a_line_each(watched: Desk, server: Server) -> None:
    done = watched.tidewaiter("sources", "check", **OPEN)
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert rows == ["good fine", "moved fine", "gone fails: 404 Not Found"]
    assert (done.returncode, done.stderr.splitlines()[-1]) == (5, "1 of 3 could not be read")
    assert "/idle" not in server.paths()


def test_a_trial_as_programs_read_it(watched: Desk, server: Server) -> None:
    done = watched.tidewaiter("sources", "check", "good", "gone", "good", "--json", **OPEN)
    good, gone = json.loads(done.stdout)
    assert done.returncode == 5
    assert (good["verdict"], good["entries"], good["languages"]) == ("fine", 3, {"en": 3})
    heard = {"url": server.url("/gone"), "status": 404, "content_type": None}
    assert (gone["answers"], gone["reasons"]) == ([heard], ["404 Not Found"])
    assert gone["verdict"] == "failed"


def test_a_source_that_is_not_there_is_said(watched: Desk) -> None:
    done = watched.tidewaiter("sources", "check", "goood")
    said = "ID: unknown source 'goood'; did you mean good?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_desk_without_sources_says_so(fresh: Desk) -> None:
    done = fresh.tidewaiter("sources")
    said = "no source is configured: sources.yml lists none\n"
    assert (done.returncode, done.stdout, done.stderr) == (5, "", said)
