"""Sitemaps, with and without news, and their indexes."""

import gzip
import time

import pytest

from config.schema import Source
from parsers.item import ParseError
from parsers.parse import lead, parse
from sources.pages import Lead
from tests.parsers.builders import SITEMAP, document

URL = SITEMAP.location
COMPLETED = SITEMAP.model_copy(update={"article": "when-short"})


def urlset(*places: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{''.join(f'<url>{place}</url>' for place in places)}</urlset>"
    )


def news(number: int, title: str = "", date: str = "2026-04-02") -> str:
    return (
        f"<loc>https://example.org/{number}</loc><news:news><news:title>{title or number}"
        f"</news:title><news:publication_date>{date}</news:publication_date></news:news>"
    )


def why(source: Source, body: bytes | str) -> str:
    with pytest.raises(ParseError) as caught:
        parse(source, document(body, URL))
    return caught.value.reason


def test_entries_without_a_title_are_bare_and_the_newest_first() -> None:
    body = urlset(
        "<loc>https://example.org/2025/tin-quota-opens</loc><lastmod>2026-03-01</lastmod>",
        "<loc>https://example.org/about</loc>",
        "<loc>https://example.org/2026/zinc-duty-ends</loc><lastmod>2026-04-01T08:00:00Z</lastmod>",
    )
    items = parse(COMPLETED, document(body, URL)).items
    assert [(item.is_bare, item.title, item.url) for item in items] == [
        (True, "", "https://example.org/2026/zinc-duty-ends"),
        (True, "", "https://example.org/2025/tin-quota-opens"),
        (True, "", "https://example.org/about"),
    ]
    assert items[0].keys == ("url:https://example.org/2026/zinc-duty-ends",)
    assert {item.published_at for item in items} == {None}


def test_a_sitemap_without_titles_fails_where_nothing_completes_it() -> None:
    body = urlset("<loc>https://example.org/a</loc>", "<loc>https://example.org/b</loc>")
    assert why(SITEMAP, body) == (
        "no readable entry: no title: 2; `article: when-short` takes titles from the pages"
    )


def test_untitled_entries_among_titled_ones_are_counted() -> None:
    body = urlset("<loc>https://example.org/about</loc>", news(1, "Tin quota opens"))
    parsed = parse(SITEMAP, document(body, URL))
    assert [item.title for item in parsed.items] == ["Tin quota opens"]
    assert (parsed.skipped, len(parsed.problems)) == (1, 1)


def test_a_packed_sitemap_is_unpacked_within_bounds() -> None:
    body = urlset(news(1, "Tin quota opens"))
    assert parse(SITEMAP, document(gzip.compress(body.encode()), URL)).items == (
        parse(SITEMAP, document(body, URL)).items
    )
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000, 1)
    assert why(SITEMAP, bomb) == "larger than 50 MB when unpacked"
    assert why(SITEMAP, gzip.compress(body.encode())[:-20]) == "the gzip stream is cut short"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (urlset(), "a sitemap without entries"),
        ("<url/>", "not a sitemap"),
        ("Too many requests", "not a sitemap"),
        ("<html><title>Sign in</title></html>", "an HTML page, not a sitemap: 'Sign in'"),
        ("<rss version='2.0'/>", "an RSS feed, not a sitemap; write `kind: feed`"),
        ("<sitemapindex/>", "an index of sitemaps, of which none was read"),
    ],
)
def test_what_is_no_sitemap_fails_and_says_what_it_is(body: str, reason: str) -> None:
    assert why(SITEMAP, body) == reason


def test_a_sitemap_cut_short_is_read_as_far_as_it_is_whole() -> None:
    body = urlset(news(1, "Tin"), news(12, "Zinc"))
    parsed = parse(SITEMAP, document(body[: body.index("Zinc") - 20], URL))
    assert [item.url for item in parsed.items] == ["https://example.org/1"]
    assert parsed.problems[0].startswith("not well-formed, read as far as it goes: ")


def test_namespaces_may_be_any_or_none() -> None:
    body = (
        "<urlset><url><loc>https://example.org/1</loc><news><title>Tin</title>"
        "<publication><language>es-MX</language></publication></news></url></urlset>"
    )
    [item] = parse(SITEMAP, document(body, URL)).items
    assert (item.title, item.language) == ("Tin", "es")


def test_entities_are_not_resolved_and_nothing_is_opened() -> None:
    types = '<!DOCTYPE u [<!ENTITY a "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = types + urlset(news(1, "Tin &a; &f; quota")).partition("\n")[2]
    [item] = parse(SITEMAP, document(body, URL)).items
    assert item.title == "Tin quota"


def test_an_entity_bomb_is_refused_at_once() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    types = f'<!DOCTYPE u [<!ENTITY a0 "lol">{laughs}]>'
    body = types + urlset(news(1, "Tin &a9; quota")).partition("\n")[2]
    started = time.thread_time()
    assert "amplification" in why(SITEMAP, body)
    assert time.thread_time() - started < 5


def test_only_the_newest_of_very_many_entries_are_read() -> None:
    places = [news(n, f"Notice {n}", f"2026-03-{1 + n % 28:02}") for n in range(3_000)]
    parsed = parse(SITEMAP, document(urlset(*places), URL))
    assert len(parsed.items) == 2_000
    assert parsed.problems == ("only the first 2000 entries were read",)
    assert parsed.items[0].published_raw == "2026-03-28"


def test_only_wanted_paths_are_items() -> None:
    wanted = SITEMAP.model_copy(update={"paths": ("/1*",)})
    body = urlset(news(1), news(2), news(10))
    assert [item.title for item in parse(wanted, document(body, URL)).items] == ["1", "10"]
    other = wanted.model_copy(update={"paths": ("/press/*",)})
    assert why(other, body) == "no entry has one of the paths /press/*"


def test_an_index_leads_to_its_newest_sitemaps_first() -> None:
    index = "".join(
        f"<sitemap><loc>{name}.xml</loc><lastmod>{date}</lastmod></sitemap>"
        for name, date in (("/old", "2024-01-01"), ("/none", ""), ("/new", "2026-04-01T00:00:00Z"))
    )
    found = lead(SITEMAP, document(f"<sitemapindex>{index}</sitemapindex>", URL))
    assert found == Lead(
        tuple(f"https://example.org/{name}.xml" for name in ("new", "old", "none")), is_index=True
    )


def test_a_sitemap_leads_nowhere_and_tells_what_it_lists() -> None:
    assert lead(SITEMAP, document(urlset(news(1)), URL)) == Lead(
        listed=frozenset({"https://example.org/1"})
    )
    assert lead(SITEMAP, document("Too many requests", URL)) == Lead()
