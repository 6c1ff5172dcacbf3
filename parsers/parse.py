"""A document to its items, by the kind of its source and by what the bytes are."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from config.schema import Kind, Source
from parsers.item import Parsed, ParseError
from sources.document import Document
from sources.pages import Lead

Parser = Callable[[Source, Document], Parsed]


def _late(module: str, function: str) -> Parser:
    """A parser whose libraries are imported when its first document comes."""
    return lambda source, document: _call(module, function, source, document)


def _call(module: str, function: str, source: Source, read: object) -> Any:
    return getattr(import_module(f"parsers.{module}"), function)(source, read)


_FEED = _late("feed", "parse_feed")
_ARTICLE = _late("article", "parse_article")
_TEXT = _late("plaintext", "parse_text")
_JSON = _late("table", "parse_json")
_JSONL = _late("table", "parse_jsonl")
_CSV = _late("table", "parse_csv")

MEDIA_TYPES: dict[str, Parser] = {
    "application/rss+xml": _FEED,
    "application/atom+xml": _FEED,
    "application/rdf+xml": _FEED,
    "application/xml": _FEED,
    "text/xml": _FEED,
    "application/feed+json": _JSON,
    "application/json": _JSON,
    "application/x-ndjson": _JSONL,
    "application/jsonl": _JSONL,
    "text/csv": _CSV,
    "text/tab-separated-values": _CSV,
    "text/html": _ARTICLE,
    "application/xhtml+xml": _ARTICLE,
    "text/plain": _TEXT,
    "text/markdown": _TEXT,
}
"""What a document of a folder is read as; `sources.files` tells its media type."""


def _parse_folder(source: Source, document: Document) -> Parsed:
    parser = MEDIA_TYPES.get(document.media_type or "")
    if parser is None:
        kind = document.media_type or "an unknown type"
        raise ParseError(source.id, f"no reader for files of {kind}")
    return parser(source, document)


PARSERS: dict[Kind, Parser] = {
    "feed": _FEED,
    "page": _late("page", "parse_page"),
    "sitemap": _late("sitemap", "parse_sitemap"),
    "api": _late("api", "parse_api"),
    "folder": _parse_folder,
}


KIND_NAMES: dict[Kind, str] = {
    "feed": "a feed",
    "page": "a page",
    "sitemap": "a sitemap",
    "api": "the answer of an API",
    "folder": "a file",
}


def parse(source: Source, document: Document) -> Parsed:
    """The items of a document, and a line for each entry that could not be read.

    Raises ParseError when nothing is readable: an empty body, an error page, an unknown format.
    """
    if not document.body.strip():
        raise ParseError(source.id, "an empty document")
    try:
        return PARSERS[source.kind](source, document)
    except RecursionError as error:
        raise ParseError(source.id, "nested too deeply") from error
    except ParseError as error:
        raise _named(source, document, error) from error


def may_lead(source: Source) -> bool:
    """Whether a source's document can lead to others of the same look."""
    return source.kind == "sitemap" or (source.kind in ("page", "api") and source.pages > 1)


def lead(source: Source, document: Document) -> Lead:
    """Where a document leads (see `sources.pages.follow`); one that is not readable, nowhere."""
    if not may_lead(source):
        return Lead()
    try:
        found: Lead = _call(source.kind, f"lead_{source.kind}", source, document)
    except (ParseError, RecursionError):
        return Lead()
    return found


def survey(source: Source, documents: Sequence[Document]) -> tuple[str, ...]:
    """Problem lines of all documents of one look together."""
    if source.kind != "api" or not documents:
        return ()
    try:
        lines: tuple[str, ...] = _call("api", "survey_api", source, documents)
    except (ParseError, RecursionError):
        return ()
    return lines


def _named(source: Source, document: Document, error: ParseError) -> ParseError:
    """The error in words for what the document really is, where that is not what was asked for."""
    from parsers.nature import nature

    found = None if source.kind == "folder" else nature(document)
    if found is None or source.kind in found.kinds:
        return error
    advice = f"; write `kind: {found.advice}`" if found.advice else ""
    says = f": {found.says}" if found.says else ""
    return ParseError(source.id, f"{found.name}, not {KIND_NAMES[source.kind]}{advice}{says}")
