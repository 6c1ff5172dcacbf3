"""A feed in any format: the fast reader first, cheap repairs next, the forgiving one last."""

from collections.abc import Iterator
from itertools import chain, islice

from config.schema import Source
from parsers.encoding import decode, expects_utf8, unpack
from parsers.entry import Entry, collect
from parsers.feeds.jsonfeed import looks_like_json, parse_jsonfeed
from parsers.feeds.quick import Damaged, Odd, read_feed
from parsers.feeds.referee import GaveUp, refer
from parsers.feeds.repair import looks_doubled, repair, undouble, without_prolog
from parsers.item import Parsed, ParseError
from parsers.nature import is_html
from sources.document import Document

_FIRST = 20
"""Entries that tell how the letters of all were encoded."""
_DAMAGE = "not well-formed, read as far as it goes"


def parse_feed(source: Source, document: Document) -> Parsed:
    """The items of a feed in any format; ParseError when the document is none."""
    try:
        body = unpack(document.body)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    if not expects_utf8(body, document.charset):
        return _parse_text(source, document, decode(body, document.charset))
    utf8 = without_prolog(body)
    try:
        return collect(source, document, _read(utf8, document.url))
    except (Damaged, Odd) as failure:  # a closer look follows
        text = decode(body, document.charset)
        return _parse_text(source, document, text, (utf8, failure))


def _parse_text(
    source: Source, document: Document, text: str, tried: tuple[bytes, Exception] | None = None
) -> Parsed:
    """The items of a feed in characters; `tried` is what the fast reader did not take, and why."""
    if not text.strip():
        raise ParseError(source.id, "an empty document")
    if looks_like_json(text):
        return parse_jsonfeed(source, document, text)
    if is_html(text):
        raise ParseError(source.id, "an HTML page, not a feed")
    body = without_prolog(text.encode("utf-8", "replace"))
    try:
        if tried is not None and tried[0] == body:
            raise tried[1]
        return collect(source, document, _read(body, document.url))
    except Odd:
        return _parse_slowly(source, document, repair(body))
    except Damaged as damage:
        return _parse_damaged(source, document, body, damage)


def _parse_damaged(source: Source, document: Document, body: bytes, damage: Damaged) -> Parsed:
    repaired = repair(body)
    try:
        entries = _read(repaired, document.url, may_be_cut=True)
    except (Damaged, Odd):
        return _parse_slowly(source, document, repaired, damage)
    return collect(source, document, entries, problems=[f"{_DAMAGE}: {damage}"])


def _read(body: bytes, url: str, *, may_be_cut: bool = False) -> Iterator[Entry]:
    """The entries of a well-formed feed, with letters that were encoded twice set right."""
    entries = read_feed(body, url, may_be_cut=may_be_cut)
    first = tuple(islice(entries, _FIRST))
    once = undouble(body) if looks_doubled(first) else None
    if once is None:
        return chain(first, entries)
    return read_feed(once, url, may_be_cut=may_be_cut)


def _parse_slowly(
    source: Source, document: Document, body: bytes, damage: Damaged | None = None
) -> Parsed:
    try:
        entries, reason = refer(body, document.url)
    except GaveUp as failure:
        raise ParseError(source.id, failure.reason) from failure
    said = damage or reason
    problems = [] if said is None else [f"{_DAMAGE}: {said}"]
    return collect(source, document, entries, problems=problems)
