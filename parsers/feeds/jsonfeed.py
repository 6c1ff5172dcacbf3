"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterator
from typing import Any

from config.schema import Source
from parsers.entry import Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.jsontext import read_json, scalar
from parsers.text import clean, plain
from sources.document import Document


def looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def parse_jsonfeed(source: Source, document: Document, text: str) -> Parsed:
    """The items of a JSON Feed; ParseError when the text is none."""
    try:
        feed = read_json(text)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError(source.id, "JSON, but no JSON Feed: it has no list of items")
    return collect(source, document, _entries(feed, document.url))


def _entries(feed: dict[str, Any], base: str) -> Iterator[Entry | Unreadable]:
    language = _string(feed, "language")
    for number, found in enumerate(feed["items"], 1):
        if isinstance(found, dict):
            yield _entry(f"entry {number}", found, base, language)
        else:
            yield Unreadable(f"entry {number}", "not an object")


def _entry(place: str, found: dict[str, Any], base: str, language: str | None) -> Entry:
    markup, text = _string(found, "content_html"), _string(found, "content_text")
    return Entry(
        place=place,
        title=plain(_string(found, "title") or ""),
        summary=plain(_string(found, "summary") or ""),
        text=plain(markup) if markup else clean(text or ""),
        guid=scalar(found.get("id")),
        link=_string(found, "url") or _string(found, "external_url"),
        base=base,
        date=_string(found, "date_published") or _string(found, "date_modified"),
        languages=(_string(found, "language"), language),
    )


def _string(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    return value if isinstance(value, str) else None
