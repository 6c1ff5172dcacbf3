"""Items completed from the pages that they lead to."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from flows.gather import take
from flows.look import Look
from flows.report import SourceReport
from flows.resources import open_resources
from flows.store import store
from storage.log import LogEntry, LogFilter, search
from storage.sources import load_state
from tests.flows.conftest import Home
from tests.moments import NOON
from tests.servers import Answer, Server, serving

TITLE = "Chile and Peru suspend the duty on each other's fishmeal"
TEASER = "The two ministries of trade announced the step after a meeting in Arica."
PARAGRAPHS = (
    "The ministries of trade of Chile and Peru announced on Tuesday that the duty of 6% on "
    "fishmeal from the other country is suspended for two years.",
    "The suspension covers the meal and pellets of heading 2301 and takes effect when both "
    "official journals have published it, which the ministries expect within three weeks.",
    "Fishing associations on both sides of the border had asked for the step since the spring, "
    "when the catch of anchoveta fell and mills began to run short of raw material.",
)
ARTICLE = (
    f"<html lang='en'><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article></body></html>"
)


def feed(server: Server) -> bytes:
    return (
        "<rss version='2.0'><channel><title>Wire</title><language>en</language>"
        f"<item><title>{TITLE}</title><description>{TEASER}</description>"
        f"<link>{server.url('/a/1')}</link></item></channel></rss>"
    ).encode()


def sitemap(server: Server) -> bytes:
    return (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<url><loc>{server.url('/a/1')}</loc></url></urlset>"
    ).encode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving({"/a/1": Answer(body=ARTICLE.encode())}) as one:
        monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("TIDEWAITER_HOST_DELAY", "0")
        one.answers["/feed"] = Answer(body=feed(one))
        one.answers["/sitemap.xml"] = Answer(body=sitemap(one))
        yield one


def watch(home: Home, server: Server, **more: Any) -> None:
    one = {"id": "wire", "name": "Wire", "kind": "feed", "location": server.url("/feed")}
    home.configure(sources=[{**one, "article": "when-short", **more}])


def look(hour: int = 0) -> SourceReport:
    """One look at the wire, at noon and some hours."""
    with open_resources() as resources:
        with resources.database.read() as session:
            state = load_state(session, "wire")
        one = Look(resources, resources.sources[0], state, NOON + timedelta(hours=hour))
        return store(one, take(one))


def logged() -> LogEntry:
    with open_resources() as resources, resources.database.read() as session:
        (entry,) = search(session, LogFilter())
    return entry


def test_a_teaser_is_completed_from_its_article_once(home: Home, server: Server) -> None:
    watch(home, server)
    assert look().problems == ()
    entry = logged()
    assert entry.item.text.splitlines() == list(PARAGRAPHS)
    assert (entry.item.title, entry.item.summary) == (TITLE, TEASER)
    server.answers["/feed"] = Answer(body=feed(server) + b"<!-- the same again -->")
    assert (look(1).new, look(2).changed) == ((), ())
    assert server.paths().count("/a/1") == 1
    assert logged().revision == 1


def test_a_page_that_fails_is_owed_and_asked_again_at_the_next_looks(
    home: Home, server: Server
) -> None:
    server.answers["/a/1"] = Answer(status=500)
    watch(home, server)
    problem = "an article was not fetched: 500 Internal Server Error"
    assert look().problems == (problem,)
    assert (logged().item.text, logged().item.summary) == ("", TEASER)
    server.answers["/a/1"] = Answer(body=ARTICLE.encode())
    assert len(look(1).changed) == 1
    assert logged().item.text.splitlines() == list(PARAGRAPHS)
    assert look(2).changed == ()


def test_a_page_is_asked_for_three_times_in_vain(home: Home, server: Server) -> None:
    server.answers["/a/1"] = Answer(status=404)
    watch(home, server)
    for hour in range(5):
        look(hour)
    assert server.paths().count("/a/1") == 3


def test_a_page_that_is_another_text_is_asked_for_again(home: Home, server: Server) -> None:
    wall = b"<html><body><form>Log in to read on</form></body></html>"
    server.answers["/a/1"] = Answer(body=wall)
    watch(home, server)
    look()
    server.answers["/a/1"] = Answer(body=ARTICLE.encode())
    assert len(look(1).changed) == 1
    assert logged().item.text.splitlines() == list(PARAGRAPHS)


def test_dead_links_starve_no_other_item(home: Home, server: Server) -> None:
    dead = "".join(
        f"<item><title>Notice {n} of the register</title><link>{server.url(f'/gone/{n}')}</link>"
        "<description>Short.</description></item>"
        for n in range(4)
    )
    server.answers["/feed"] = Answer(body=feed(server).replace(b"<item>", f"{dead}<item>".encode()))
    watch(home, server)
    look()
    assert server.paths().count("/a/1") == 1


def test_a_bare_link_is_stored_when_its_page_gives_it_words(home: Home, server: Server) -> None:
    server.answers["/a/1"] = Answer(status=503)
    watch(home, server, kind="sitemap", location=server.url("/sitemap.xml"))
    assert look().new == ()
    server.answers["/a/1"] = Answer(body=ARTICLE.encode())
    assert len(look(1).new) == 1
    assert (logged().item.title, logged().item.text.splitlines()) == (TITLE, list(PARAGRAPHS))
