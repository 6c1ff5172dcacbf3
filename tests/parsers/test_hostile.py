"""Any byte of a feed, title or page may be an attack."""

import time
from dataclasses import astuple

import pytest

from config.schema import Source
from parsers.item import Item, ParseError
from parsers.parse import parse
from tests.parsers.builders import FEED, FOLDER, document, page, rss

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10))
    + ']><rss version="2.0"><channel><item><title>x&a9;</title></item></channel></rss>'
)
FILE_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><item><title>x&f;</title></item></channel></rss>'
)


@pytest.mark.parametrize(
    ("source", "url", "body"),
    [
        (FEED, "https://example.org/f", BOMB),
        (FEED, "https://example.org/f", FILE_ENTITY),
        (FEED, "https://example.org/f", rss("<title>x</title><description>" + "<b>" * 30_000)),
        (FEED, "https://example.org/f", rss("<title>" + "&amp;" * 200_000 + "</title>")),
        (FEED, "https://example.org/f", rss("<title>x</title>") + "\0\x01\ufffe"),
        (FEED, "https://example.org/f", "<" * 200_000),
        (FEED, "https://example.org/f", "<!--" * 100_000),
        (FEED, "https://example.org/f", "/etc/passwd"),
        (FEED, "https://example.org/f", "http://localhost:1/"),
        (page(item="li"), "https://example.org/", "<ul><li>" * 50_000 + "x"),
        (page(item="li a b"), "https://example.org/", "<div>" * 100_000 + "<li>x"),
        (page(item="li"), "https://example.org/", "<" * 200_000),
        (FOLDER, "file:///news/a.html", "<div>" * 100_000 + "x"),
        (FOLDER, "file:///news/a.html", "<p>" + "x " * 300_000),
        (FOLDER, "file:///news/a.csv", 'title,text\n"' + "x\n" * 100_000),
        (FOLDER, "file:///news/a.jsonl", '{"id": ' + "9" * 5_000 + "}\n" + "[" * 100_000),
        (FOLDER, "file:///news/a.txt", "\ud83d\ud83d x".encode("utf-8", "surrogatepass")),
    ],
)  # fmt: skip
def test_a_hostile_document_ends_soon_in_items_or_a_parse_error(
    source: Source, url: str, body: bytes | str
) -> None:
    started = time.perf_counter()
    try:
        items = parse(source, document(body, url)).items
        reason = ""
    except ParseError as error:
        items, reason = (), error.reason
    assert len(reason) < 500
    assert time.perf_counter() - started < 10
    assert not any("root:" in text for item in items for text in _texts(item))


def test_every_text_of_an_item_is_clean() -> None:
    nasty = "&lt;script&gt;x&lt;/script&gt;Zinc\u202e duty&#8206; <b>ends</b>"
    entry = f"<title>{nasty}</title><description>{nasty}</description><guid>g\u202e&#9;1</guid>"
    [item] = parse(FEED, document(rss(entry))).items
    assert (item.title, item.summary) == ("Zinc duty ends", "")
    assert item.keys[0] == "guid:g 1"


def _texts(item: Item) -> list[str]:
    return [value for value in astuple(item) if isinstance(value, str)]
