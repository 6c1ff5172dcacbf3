import pytest

from parsers.urls import absolute, canonical

BASE = "https://news.example.org/section/list.html"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("item.html", "https://news.example.org/section/item.html"),
        ("/a?b=1#c", "https://news.example.org/a?b=1#c"),
        ("//cdn.example.org/a", "https://cdn.example.org/a"),
        (" http://EXAMPLE.org:80/a\n", "http://example.org/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/mañana noche", "https://example.org/ma%C3%B1ana%20noche"),
        ("https://президент.рф/сталь", "https://xn--d1abbgf6aiiy.xn--p1ai/%D1%81%D1%82%D0%B0%D0%BB%D1%8C"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
    ],
)  # fmt: skip
def test_a_link_becomes_an_absolute_ascii_url(link: str, url: str) -> None:
    assert absolute(BASE, link) == url


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:desk@example.org",
        "tag:example.org,2026:1",
        "http://",
        "http://[::1",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://xn--0/a",
        "https://example.org/" + "a" * 2048,
    ],
)
def test_a_link_that_leads_elsewhere_is_none(link: str) -> None:
    assert absolute(BASE, link) is None


def test_a_relative_link_of_a_local_file_is_none() -> None:
    assert absolute("file:///news/feed.xml", "../secret.txt") is None


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.org/news/steel?id=7",
        "http://www.Example.org:80/news/steel/?id=7#comments",
        "https://m.example.org/news/steel?utm_source=x&id=7&fbclid=y",
        "https://amp.example.org/news/steel/amp/?gclid=1&id=7",
        "https://example.org/news/%73teel?id=7&mc_cid=1",
    ],
)
def test_spellings_of_one_page_are_one(spelling: str) -> None:
    assert canonical(spelling) == "https://example.org/news/steel?id=7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/?id=7", "https://example.org/?id=8"),
        ("https://example.org/#!/news/7", "https://example.org/#!/news/8"),
        ("https://m.com/a", "https://example.com/a"),
        ("https://example.org/News", "https://example.org/news"),
        ("https://example.org:8443/a", "https://example.org/a"),
        ("https://es.example.org/a", "https://example.org/a"),
    ],
)
def test_pages_that_differ_stay_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_canonical_is_stable_and_leaves_files_alone() -> None:
    url = canonical("http://www.example.org/a/?b=2&a=1&empty=")
    assert url == "https://example.org/a?a=1&b=2&empty="
    assert canonical(url) == url
    assert canonical("file:///news/a.txt") == "file:///news/a.txt"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "http://www.example.org/a/b-c.html",
        "https://m.example.org/a/",
        "https://mobile.example.org/a",
        "https://www.org/a",
        "https://example.org/a/amp",
        "https://example.org/a?b=1",
        "https://example.org/?b-a=1&b=2&utm_source=feed&c=",
        "https://example.org/a/?fbclid=7",
    ],
)
def test_the_short_way_to_a_canonical_url_leads_where_the_long_one_does(url: str) -> None:
    # A fragment takes the long way, and is then taken out.
    assert canonical(url) == canonical(f"{url}#place")
