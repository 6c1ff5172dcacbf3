import subprocess
import sys

import pytest

from config.schema import Source
from parsers.item import ParseError
from parsers.parse import MEDIA_TYPES, parse
from sources import files
from tests.parsers.builders import FEED, FOLDER, REGISTER, SITEMAP, document, page, rss


def _why(source: Source, body: bytes | str, url: str = "https://example.org/feed") -> str:
    with pytest.raises(ParseError) as caught:
        parse(source, document(body, url))
    return caught.value.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "an empty document"),
        (" \n", "an empty document"),
        (b"\xef\xbb\xbf\n", "an empty document"),
        ("<!-- x -->\n<!DOCTYPE html><p>502</p>", "an HTML page, not a feed"),
        ("<?xml version='1.0'?><html><body/></html>", "an HTML page, not a feed"),
        ("<h1>502 Bad Gateway</h1>", "an HTML page, not a feed"),
        ("Too many requests", "neither RSS, RDF, Atom nor JSON Feed"),
        ('{"error": "no"}', "an error in JSON, not a feed: 'no'"),
        ('{"items": ' + "[" * 100_000, "JSON nested too deeply"),
        (rss("<guid>1</guid>"), "no readable entry: entry 1: neither title nor text"),
    ],
)
def test_a_document_without_a_feed_fails_and_says_why(body: bytes | str, reason: str) -> None:
    assert _why(FEED, body) == reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<?xml version='1.0'?><!-- x --><urlset/>",
            "a sitemap, not a feed; write `kind: sitemap`",
        ),
        ("<s:sitemapindex/>", "a sitemap index, not a feed; write `kind: sitemap`"),
        ("<opml version='2.0'><body/></opml>", "OPML, a list of feeds, not a feed"),
        ("<Error><Code>AccessDenied</Code></Error>", "an error in XML, not a feed"),
        ("<soap:Envelope/>", "a SOAP answer, not a feed"),
        (b"%PDF-1.7\n\0\xff", "a PDF, not a feed"),
        (b"\x89PNG\r\n\0\0", "an image, not a feed"),
        (b"PK\x03\x04\0", "a ZIP archive, not a feed"),
        ("<title>Just a moment...</title><p>x", "an HTML page, not a feed: 'Just a moment...'"),
        ('{"errors": [{"detail": "No key"}]}', "an error in JSON, not a feed: 'No key'"),
        ('{"results": [], "count": 0}', "JSON, not a feed; write `kind: api`"),
        ('[{"title": "Tin"}]', "JSON, not a feed; write `kind: api`"),
    ],
)
def test_what_is_no_feed_is_called_by_its_name(body: bytes | str, reason: str) -> None:
    assert _why(FEED, body) == reason


def test_a_feed_is_no_page_and_no_api_and_says_so() -> None:
    feed = rss("<title>Tin</title>")
    assert _why(page(item="li"), feed) == "an RSS feed, not a page; write `kind: feed`"
    assert _why(REGISTER, feed) == "an RSS feed, not the answer of an API; write `kind: feed`"
    fed = '{"items": [{"title": "Tin"}]}'
    assert _why(SITEMAP, fed) == "a JSON Feed, not a sitemap; write `kind: feed`"


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.txt", "\n", "an empty document"),
        ("a.txt", b"\x89PNG\r\n\0\0", "bytes that are no text"),
        ("a.pdf", "%PDF", "no reader for files of an unknown type"),
        ("a.html", "<html><body></body></html>", "a page without text"),
        ("a.csv", 'title,"text\n1,2\n', "its header is not CSV: unexpected end of data"),
        ("a.csv", "a,b\n1,2\n", "the header line names neither a title nor a text"),
        ("a.json", "[1", "not JSON: Expecting ',' delimiter: line 1 column 3 (char 2)"),
        ("a.jsonl", "1\n", "no readable entry: line 1: not a JSON object"),
    ],
)
def test_a_file_without_a_text_fails_and_says_why(
    name: str, body: bytes | str, reason: str
) -> None:
    assert _why(FOLDER, body, f"file:///news/{name}") == reason


def test_a_page_without_a_match_names_the_selector() -> None:
    body = "<html><body><p>Duties</p></body></html>"
    assert _why(page(item="li.news"), body) == "nothing on the page fits the selector 'li.news'"
    assert _why(page(item="li"), "https://example.org/a.html") == "not an HTML page"


def test_a_page_gives_titles_by_selector_link_or_text() -> None:
    body = (
        "<?xml version='1.0'?><html lang='en'><body>"
        "<div><h2>Steel quota</h2><a href='/1'>more</a></div><div>Copper duty <b>rises</b></div>"
        "<div><a href='/3'>Zinc <i>ban</i></a> today</div></body></html>"
    )
    titled = parse(page(item="div", title="h2"), document(body))
    assert [item.title for item in titled.items] == ["Steel quota"]
    assert titled.problems == (
        "entry 2: neither title nor text",
        "entry 3: neither title nor text",
    )
    untitled = parse(page(item="div"), document(body))
    assert [(item.title, item.url) for item in untitled.items] == [
        ("Steel quota", "https://example.org/1"),
        ("Copper duty rises", None),
        ("Zinc ban", "https://example.org/3"),
    ]


def test_a_link_may_be_the_item_itself_and_an_item_in_an_item_is_part_of_it() -> None:
    body = "<a class=n href='/1'>Steel <span class=n>quota</span></a><a class=n href='/2'>Zinc</a>"
    items = parse(page(item=".n"), document(f"<html><body>{body}</body></html>")).items
    assert [(item.title, item.url) for item in items] == [
        ("Steel quota", "https://example.org/1"),
        ("Zinc", "https://example.org/2"),
    ]


def test_a_json_list_and_a_json_feed_are_both_json_files() -> None:
    row = '{"title": "Zinc duty ends", "url": "https://example.org/z"}'
    listed = parse(FOLDER, document(f"[{row}, 3]", "file:///news/a.json"))
    fed = parse(FOLDER, document(f'{{"items": [{row}]}}', "file:///news/a.json"))
    assert listed.items == fed.items
    assert listed.problems == ("entry 2: not a JSON object",)


def test_rows_of_json_keep_long_numbers_and_leave_out_what_is_none() -> None:
    rows = f'{{"title": "Zinc", "id": {10**25 + 1}}}\n{{"title": "Tin", "id": NaN, "date": 1e999}}'
    parsed = parse(FOLDER, document(rows, "file:///news/a.jsonl"))
    assert [item.keys[0] for item in parsed.items] == [f"guid:{10**25 + 1}"]
    assert parsed.problems == ("line 2: 'date' is not text: 'inf'",)


def test_a_media_type_stands_in_for_a_suffix() -> None:
    given = document("Zinc duty ends", "https://example.org/news", media_type="text/plain")
    assert parse(FOLDER, given).items[0].title == "Zinc duty ends"


def test_a_markdown_headline_loses_its_mark() -> None:
    given = document("# Zinc duty ends\n\nText.", "file:///news/a.md")
    assert [(i.title, i.text) for i in parse(FOLDER, given).items] == [("Zinc duty ends", "Text.")]


def test_caps_are_said() -> None:
    many = [f"<title>Notice {n}</title><guid>{n}</guid>" for n in range(2_001)]
    parsed = parse(FEED, document(rss(*many)))
    assert len(parsed.items) == 2_000
    assert parsed.problems == ("only the first 2000 entries were read",)
    long = parse(
        FEED, document(rss(f"<title>{'t' * 600}</title><description>{'x' * 200_001}</description>"))
    )
    assert len(long.items[0].title) == 500
    assert len(long.items[0].summary) == 200_000
    assert long.problems == ("entry 1: summary cut at 200000 characters",)


def test_problems_are_counted_where_they_are_too_many() -> None:
    bad = ["<guid>1</guid>"] * 60
    parsed = parse(FEED, document(rss("<title>Zinc duty ends</title>", *bad)))
    assert len(parsed.problems) == 51
    assert parsed.problems[-1] == "and 10 more"


def test_a_good_feed_is_read_without_the_slow_libraries() -> None:
    code = (
        "import sys; from tests.parsers.builders import *; from parsers.parse import parse;"
        "parse(FEED, document(rss('<title>Zinc duty ends</title>')));"
        "print('feedparser' in sys.modules, 'trafilatura' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_every_kind_of_file_that_is_fetched_has_a_reader() -> None:
    assert set(files.SUFFIXES.values()) <= set(MEDIA_TYPES)


def test_a_row_with_a_quote_that_never_ends_is_a_problem_and_no_item() -> None:
    body = b'title,text\nA duty on rice,Words\n"unclosed,words\n'
    parsed = parse(FOLDER, document(body, "file:///rows.csv"))
    assert [item.title for item in parsed.items] == ["A duty on rice"]
    assert parsed.problems == ("line 3: not CSV: unexpected end of data",)
