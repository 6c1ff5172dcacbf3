"""A document to its items, by the kind of its source and by what the bytes are."""

from collections.abc import Callable
from importlib import import_module

from config.schema import Kind, Source
from parsers.item import Parsed, ParseError
from sources.document import Document

Parser = Callable[[Source, Document], Parsed]


def _late(module: str, function: str) -> Parser:
    """A parser whose libraries are imported when its first document comes."""

    def parser(source: Source, document: Document) -> Parsed:
        found: Parser = getattr(import_module(f"parsers.{module}"), function)
        return found(source, document)

    return parser


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
    "folder": _parse_folder,
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
