"""Pages of a list and sitemaps of an index, as far as the way leads."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest

from config.schema import Selectors, Source
from parsers.parse import lead, parse
from sources.document import Document, Fetched, FetchError, FetchState, digest_of
from sources.fetch import Fetcher, fetch, get_page
from sources.pages import INDEXES, Lead, follow, neighbour, widen
from tests.servers import Answer, Request, serving
from tests.sources.conftest import NOW

SITE = "https://trade.example"


def page(number: int, body: str = "") -> Document:
    url = f"{SITE}/news?page={number}"
    return Document(url, (body or f"page {number}").encode(), "text/html", None, NOW, etag="x")


def plain(*documents: Document) -> tuple[Document, ...]:
    """Documents as a longer way keeps them: without validators."""
    return tuple(replace(document, etag=None) for document in documents)


def numbered(document: Document) -> Lead:
    """Page n leads to page n + 1 for ever, and lists one thing of its own."""
    number = int(document.url.rpartition("=")[2])
    return Lead((f"{SITE}/news?page={number + 1}",), frozenset({f"item {number}"}))


def fetched(url: str) -> Document:
    return page(int(url.rpartition("=")[2]))


def leading(leads: Mapping[str, Lead]) -> Callable[[Document], Lead]:
    """What each document leads to, by its body."""
    return lambda document: leads.get(document.body.decode(), Lead())


def named(url: str) -> Document:
    """A document whose body is the last part of its URL."""
    name = url.rpartition("/")[2]
    if name.startswith("gone"):
        raise FetchError("list", "404 Not Found", permanent=True)
    if name.startswith("busy"):
        raise FetchError("list", "429 Too Many Requests", soft=True)
    return Document(url, name.encode(), None, None, NOW)


def test_an_endless_list_ends_at_the_most_pages() -> None:
    asked: list[str] = []

    def get(url: str) -> Document:
        asked.append(url)
        return fetched(url)

    assert follow(page(1), numbered, get, 20).documents == plain(*map(page, range(1, 21)))
    assert len(asked) == 19


def test_one_page_is_one_request_and_keeps_its_validators() -> None:
    assert follow(page(1), numbered, fetched, 1) == Fetched((page(1),))


@pytest.mark.parametrize("onward", ["?page=1", "?page=1#top", "?page=2"])
def test_a_way_that_comes_back_ends(onward: str) -> None:
    leads = {"page 1": Lead((f"{SITE}/news?page=2",)), "page 2": Lead((f"{SITE}/news{onward}",))}
    assert follow(page(1), leading(leads), fetched, 20).documents == plain(page(1), page(2))


def test_a_page_that_was_there_before_ends_the_way_whatever_its_url() -> None:
    def get(url: str) -> Document:
        return page(int(url.rpartition("=")[2]), "page 1")

    assert follow(page(1), numbered, get, 20).documents == plain(page(1))


def test_a_page_that_lists_nothing_new_ends_the_way() -> None:
    def lead(document: Document) -> Lead:
        number = int(document.url.rpartition("=")[2])
        return replace(numbered(document), listed=frozenset({f"item {min(number, 3)}"}))

    assert follow(page(1), lead, fetched, 20).documents == plain(page(1), page(2), page(3))


def test_a_page_that_leads_nowhere_is_kept_to_be_judged_by_its_reader() -> None:
    leads = {"page 1": Lead((f"{SITE}/news?page=2",), frozenset({"item 1"}))}
    assert follow(page(1), leading(leads), fetched, 20).documents == plain(page(1), page(2))


def test_a_later_page_that_cannot_be_had_is_a_problem_and_not_the_end_of_the_first() -> None:
    leads = {"page 1": Lead((f"{SITE}/gone",))}
    assert follow(page(1), leading(leads), named, 20) == Fetched(
        plain(page(1)), problems=(f"{SITE}/gone: 404 Not Found",)
    )


def test_an_index_is_followed_in_its_order_and_not_kept() -> None:
    index = Document(f"{SITE}/index", b"index", None, None, NOW)
    onward = tuple(f"{SITE}/{name}" for name in ("c", "gone", "b", "a"))
    found = follow(index, leading({"index": Lead(onward, is_index=True)}), named, 2)
    assert [document.body for document in found.documents] == [b"c", b"b"]
    assert found.problems == (f"{SITE}/gone: 404 Not Found",)


def test_a_server_that_is_busy_is_asked_no_further() -> None:
    index = Document(f"{SITE}/index", b"index", None, None, NOW)
    lead = leading({"index": Lead((f"{SITE}/a", f"{SITE}/busy", f"{SITE}/b"), is_index=True)})
    found = follow(index, lead, named, 20)
    assert [document.body for document in found.documents] == [b"a"]


def test_an_index_of_which_nothing_can_be_had_fails_as_its_sitemaps_do() -> None:
    index = Document(f"{SITE}/index", b"index", None, None, NOW)
    lead = leading({"index": Lead((f"{SITE}/gone",), is_index=True)})
    with pytest.raises(FetchError, match="404"):
        follow(index, lead, named, 20)


def test_an_index_that_leads_nowhere_is_left_to_its_reader() -> None:
    index = Document(f"{SITE}/index", b"index", None, None, NOW)
    found = follow(index, lambda document: Lead(is_index=True), named, 20)
    assert found.documents == (index,)


def test_indexes_of_indexes_end_too() -> None:
    asked: list[str] = []

    def get(url: str) -> Document:
        asked.append(url)
        return named(url)

    index = Document(f"{SITE}/0", b"0", None, None, NOW)
    follow(
        index,
        lambda document: Lead((f"{SITE}/{int(document.body) + 1}",), is_index=True),
        get,
        20,
    )
    assert len(asked) == INDEXES


def test_another_site_is_not_followed_and_said() -> None:
    leads = {"page 1": Lead(("https://elsewhere.example/2", "http://[::1", "file:///etc/passwd"))}
    found = follow(page(1), leading(leads), named, 20)
    assert found.documents == (page(1),)
    assert found.problems == (
        "not followed to another site: https://elsewhere.example/2",
        "not followed to another site: http://[::1",
        "not followed to another site: file:///etc/passwd",
    )


@pytest.mark.parametrize(
    ("url", "home", "found"),
    [
        ("https://a.example/2#x", "https://a.example/1", "https://a.example/2"),
        ("https://www.a.example/2", "https://a.example/1", "https://www.a.example/2"),
        ("http://a.example/2", "https://a.example/1", "https://a.example/2"),
        ("https://a.example/2", "http://a.example/1", "https://a.example/2"),
        ("https://a.example:443/2", "https://a.example/1", "https://a.example:443/2"),
        ("http://a.example:8080/2", "http://a.example/1", None),
        ("http://127.0.0.1:2/2", "http://127.0.0.1:1/1", None),
        ("https://b.example/2", "https://a.example/1", None),
        ("https://a.example:99999/", "https://a.example/1", None),
        ("ftp://a.example/2", "https://a.example/1", None),
    ],
)
def test_a_neighbour_is_on_the_same_host_and_port(url: str, home: str, found: str | None) -> None:
    assert neighbour(url, home) == found


def test_a_look_whose_pages_are_together_what_they_were_is_unchanged() -> None:
    first = Fetched((page(1),), moved_to="https://a.example https://b.example")
    whole = widen(first, FetchState(), numbered, fetched, 3)
    assert whole == replace(first, documents=plain(page(1), page(2), page(3)))
    state = FetchState(digest=digest_of(whole.documents))
    assert widen(first, state, numbered, fetched, 3) == replace(first, documents=(), unchanged=True)


def test_what_has_no_pages_stays_as_it_is() -> None:
    local = Fetched((Document("file:///news/list.html", b"x", None, None, NOW),))
    for look in (Fetched((), unchanged=True), local):
        assert widen(look, FetchState(), numbered, fetched, 3) == look


def look(source: Source, fetcher: Fetcher, state: FetchState | None = None) -> Fetched:
    """A look as a run makes it."""
    state = state or FetchState()
    return widen(
        fetch(source, state, fetcher, NOW),
        state,
        partial(lead, source),
        lambda url: get_page(fetcher, source, url, NOW, is_article=False),
        source.pages,
    )


def titles(source: Source, found: Fetched) -> list[str]:
    return [item.title for document in found.documents for item in parse(source, document).items]


def test_a_list_without_end_is_looked_at_as_far_as_its_source_says(fetcher: Fetcher) -> None:
    def endless(request: Request) -> Answer:
        number = int(request.path.partition("page=")[2] or 1)
        row = f"<li><a href='/a/{number}'>Notice {number} on tin</a></li>"
        onward = f"<a rel=next href='?page={number + 1}'>Next</a>"
        return Answer(body=f"<html><ul>{row}</ul>{onward}</html>".encode(), headers={"ETag": '"1"'})

    paths = ["/list", *(f"/list?page={number}" for number in range(2, 9))]
    with serving(dict.fromkeys(paths, endless)) as server:
        source = Source(
            id="list",
            name="A list",
            kind="page",
            location=server.url("/list"),
            selectors=Selectors(item="li"),
            pages=3,
        )
        found = look(source, fetcher)
        assert titles(source, found) == [f"Notice {number} on tin" for number in (1, 2, 3)]
        again = look(source, fetcher, FetchState(digest=digest_of(found.documents)))
        assert again.unchanged
        assert [path for path in server.paths() if path != "/robots.txt"] == paths[:3] * 2


def test_an_index_of_sitemaps_gives_the_items_of_its_newest(fetcher: Fetcher) -> None:
    def urlset(title: str) -> Answer:
        news = f"<news><title>{title}</title></news>"
        return Answer(
            body=f"<urlset><url><loc>/{title}</loc>{news}</url></urlset>".encode(),
            headers={"Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"},
        )

    children = "".join(
        f"<sitemap><loc>/{name}.xml</loc><lastmod>{date}</lastmod></sitemap>"
        for name, date in (("old", "2025-01-01"), ("new", "2026-03-01"), ("late", "2026-02-01"))
    )
    answers = {
        "/index.xml": Answer(body=f"<sitemapindex>{children}</sitemapindex>".encode()),
        "/new.xml": urlset("Tin"),
        "/old.xml": urlset("Lead"),
    }
    with serving(answers) as server:
        source = Source(
            id="map", name="A map", kind="sitemap", location=server.url("/index.xml"), pages=2
        )
        found = look(source, fetcher)
        assert titles(source, found) == ["Tin", "Lead"]
        assert found.problems == (f"{server.url('/late.xml')}: 404 Not Found",)
        assert {document.last_modified for document in found.documents} == {None}
