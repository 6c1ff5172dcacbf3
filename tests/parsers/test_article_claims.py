"""What a page says of its article: title, date, language, address."""

import json

import pytest

from tests.parsers.pages import HEAD, STORY, TITLE, URL, read

PAGE = f"<article>{STORY}</article>"
UNDATED = "https://news.example.org/steel"


def linked(**claims: object) -> str:
    told = json.dumps({"@type": "NewsArticle", **claims})
    return f'<script type="application/ld+json">{told}</script>'


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (linked(datePublished="2026-03-31T09:15:00-03:00"), "", "2026-03-31T09:15:00-03:00"),
        ("<meta property='article:published_time' content='2026-03-31T12Z'>", "", "2026-03-31T12Z"),
        ("<meta name='DC.date.issued' content='2026-03-31'>", "", "2026-03-31"),
        ("", "<time datetime='2026-03-31T09:15'>31 March</time>", "2026-03-31T09:15"),
        ("", "<p>31.03.2026</p>", "31.03.2026"),
        ("", "<p>Published on 31 March 2026</p>", "Published on 31 March 2026"),
        ("", "<p>Updated: 2026-03-31, Brasília</p>", "2026-03-31"),
        ("", "", None),
    ],
)  # fmt: skip
def test_the_date_is_the_surest_that_the_page_gives(head: str, body: str, date: str | None) -> None:
    assert (
        read(f"<article><h1>{TITLE}</h1>{body}{STORY}</article>", HEAD + head, UNDATED).date == date
    )


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    assert read(PAGE, HEAD, URL).date == "2026-03-31"


@pytest.mark.parametrize("false", ["2099-01-01", "1970-01-01T00:00:00Z", "0000-00-00", "yesterday"])
def test_a_date_that_cannot_be_true_gives_way_to_one_that_can(false: str) -> None:
    true = "<meta property='article:published_time' content='2026-03-31'>"
    assert read(PAGE, HEAD + linked(datePublished=false) + true, UNDATED).date == "2026-03-31"


def test_json_ld_that_is_not_json_still_tells_its_date() -> None:
    script = '<script type="application/ld+json">{"a": , "datePublished": "2026-03-31"}</script>'
    assert read(PAGE, HEAD + script, UNDATED).date == "2026-03-31"


def test_the_articles_own_date_comes_before_that_of_its_page_and_never_a_related_ones() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "datePublished": "2026-01-01"},
            {"@type": "NewsArticle", "datePublished": "2026-03-31"},
        ],
        "hasPart": [{"@type": "NewsArticle", "datePublished": "2026-02-02"}],
    }
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert read(PAGE, HEAD + script, UNDATED).date == "2026-03-31"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (HEAD, f"<h1>Trade Gazette</h1><h1>{TITLE}</h1>", TITLE),
        (f"<meta property='og:title' content='{TITLE}'>", "<h1>Trade Gazette</h1>", TITLE),
        (linked(headline=TITLE), "", TITLE),
        ("", "<h1>Zinc</h1>", "Zinc"),
        ("<title>Zinc &amp; tin</title>", "", "Zinc & tin"),
        (linked(headline="Buy now"), f"<h1>{TITLE}</h1><title>{TITLE}</title>", "Buy now"),
        ("", "", ""),
    ],
)
def test_the_title_is_the_headline_that_the_page_bears_out(
    head: str, body: str, title: str
) -> None:
    assert read(f"{body}<p>The duty on zinc ends in May.</p>", head).title == title


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://news.example.org/steel-quota", "https://news.example.org/steel-quota"),
        ("/steel-quota", "https://news.example.org/steel-quota"),
        ("https://www.news.example.org/steel-quota", "https://www.news.example.org/steel-quota"),
        ("https://other.example/steel-quota", URL),
        ("http://169.254.169.254/latest", URL),
        ("https://news.example.org:8443/steel-quota", URL),
        ("https://news.example.org/", URL),
        ("javascript:alert(1)", URL),
    ],
)
def test_a_canonical_address_counts_only_on_the_same_site(link: str, url: str) -> None:
    assert read(PAGE, f"{HEAD}<link rel='canonical' href='{link}'>").url == url


def test_languages_are_declared_in_many_places() -> None:
    head = (
        f"{HEAD}<meta property='og:locale' content='pt_BR'>{linked(headline='x', inLanguage='pt')}"
    )
    assert read(PAGE, head).languages == ("en", "pt", "pt_BR")
