"""`tidewaiter sources`: how every source stands, and what one gives now."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from flows.oversee import note_look
from sources.document import FetchState
from storage.database import open_database
from tests.desk.conftest import Desk
from tests.servers import Answer, Server, serving
from tests.watched import HOUR, NOW, a_source


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
    told = done.stdout.splitlines()
    assert told[-3:-1] == [
        "3 sources: 1 failing, 2 never looked at",
        "1 disabled: --all lists them",
    ]
    assert told[-1].endswith("tidewaiter sources check gone")
    narrow = watched.tidewaiter("sources", COLUMNS="80").stdout.splitlines()
    assert max(map(len, narrow[:5])) <= 80


def test_the_disabled_are_listed_last_when_all_are_asked_for(watched: Desk) -> None:
    listed = json.loads((watched.config / "sources.yml").read_text())["sources"]
    (watched.config / "sources.yml").write_text(json.dumps({"sources": listed[::-1]}))
    told = watched.tidewaiter("sources", "--all").stdout.splitlines()
    assert [line.split()[0] for line in told[1:5]] == ["gone", "moved", "good", "idle"]
    assert told[-2] == "4 sources: 3 never looked at, 1 disabled"
    assert [one["id"] for one in watched.json("sources")] == ["idle", "gone", "moved", "good"]


def test_a_desk_whose_sources_are_all_disabled_says_so(watched: Desk) -> None:
    listed = json.loads((watched.config / "sources.yml").read_text())["sources"]
    (watched.config / "sources.yml").write_text(json.dumps({"sources": listed[3:]}))
    told = watched.tidewaiter("sources").stdout.splitlines()
    assert (len(told), told[0]) == (2, "1 disabled: --all lists them")


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
