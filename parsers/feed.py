"""RSS 0.9x to 2.0, RDF and Atom through feedparser, fenced where it trusts its input."""

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser  # type: ignore[import-untyped]

from config.schema import Source
from parsers.encoding import decode
from parsers.entry import ENTRY_LIMIT, Entry, collect
from parsers.item import Parsed, ParseError
from parsers.jsonfeed import looks_like_json, parse_jsonfeed
from parsers.text import plain
from sources.document import Document

_PROLOG = re.compile(r"\s+|<\?[^>]*>|<!--.*?-->", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def parse_feed(source: Source, document: Document) -> Parsed:
    """The items of a feed in any format; ParseError when the document is none."""
    text = decode(document.body, document.charset)
    if not text.strip():
        raise ParseError(source.id, "an empty document")
    if looks_like_json(text):
        return parse_jsonfeed(source, document, text)
    if _is_html(text):
        raise ParseError(source.id, "an HTML page, not a feed")
    return _parse_xml(source, document, text)


def _is_html(text: str) -> bool:
    """Whether a document's root is HTML, whatever it was sent as."""
    return _HTML.match(_past_prolog(text[:20_000])) is not None


def _past_prolog(text: str) -> str:
    place = 0
    while (match := _PROLOG.match(text, place)) is not None:
        place = match.end()
    return text[place : place + 200]


def _parse_xml(source: Source, document: Document, text: str) -> Parsed:
    # Bytes in a file object: a str could name a file or a URL, and feedparser would open it.
    # UTF-8 by us: at one bad byte feedparser takes the whole feed for windows-1252.
    body = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    feed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed["version"] and not feed["entries"]:
        raise ParseError(source.id, "neither RSS, RDF, Atom nor JSON Feed")
    problems = []
    if feed["bozo"]:
        reason = str(feed["bozo_exception"]).removeprefix("<unknown>:")
        problems.append(f"not well-formed, read as far as it goes: {reason}")
    language = _text_of(feed["feed"], "language")
    entries = (
        _entry(f"entry {number}", found, document.url, language)
        for number, found in enumerate(feed["entries"][: ENTRY_LIMIT + 1], 1)
    )
    return collect(source, document, entries, problems=problems)


def _entry(place: str, found: Any, base: str, feed_language: str | None) -> Entry:
    title, summary = _text_of(found, "title") or "", _text_of(found, "summary") or ""
    contents = list(_contents(found))
    text = max(contents, key=len, default="")
    own = _language_of(found)
    return Entry(
        place=place,
        title=plain(title),
        summary="" if summary in contents else plain(summary),
        text=plain(text),
        guid=_text_of(found, "id"),
        link=_link_of(found),
        base=base,
        date=_first(found, "published", "updated", "created"),
        languages=(own if own != feed_language else None, feed_language),
    )


def _contents(found: Any) -> Iterator[str]:
    for content in dict.get(found, "content") or ():
        kind, value = dict.get(content, "type") or "", dict.get(content, "value")
        if isinstance(value, str) and (kind == "" or kind.startswith(("text/", "application/xh"))):
            yield value


def _link_of(found: Any) -> str | None:
    """The entry's link; a guid stands for it only where it is a URL itself."""
    link, guid = _text_of(found, "link"), _text_of(found, "id")
    return None if link == guid and guid is not None and not guid.startswith("http") else link


def _language_of(found: Any) -> str | None:
    detail = dict.get(found, "title_detail") or {}
    return _text_of(found, "language") or _text_of(detail, "language")


def _first(found: Any, *names: str) -> str | None:
    return next((value for name in names if (value := _text_of(found, name))), None)


def _text_of(found: Any, name: str) -> str | None:
    """A field as it was set: feedparser's own look-up fills in others and warns of it."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else None
