"""A document to its items, by the kind of its source and by what the bytes are.

A reader whose libraries are slow to import is imported when its first document comes.
"""

from collections.abc import Callable, Sequence

from config.schema import Kind, Source
from parsers.item import Parsed, ParseError
from parsers.plaintext import parse_text
from parsers.table import parse_csv, parse_json, parse_jsonl
from sources.document import Document
from sources.pages import Lead

Parser = Callable[[Source, Document], Parsed]


def _feed(source: Source, document: Document) -> Parsed:
    from parsers.feeds.feed import parse_feed

    return parse_feed(source, document)


def _page(source: Source, document: Document) -> Parsed:
    from parsers.pages.page import parse_page

    return parse_page(source, document)


def _sitemap(source: Source, document: Document) -> Parsed:
    from parsers.sitemap import parse_sitemap

    return parse_sitemap(source, document)


def _api(source: Source, document: Document) -> Parsed:
    from parsers.api import parse_api

    return parse_api(source, document)


def _article(source: Source, document: Document) -> Parsed:
    from parsers.articles.article import parse_article

    return parse_article(source, document)


MEDIA_TYPES: dict[str, Parser] = {
    "application/rss+xml": _feed,
    "application/atom+xml": _feed,
    "application/rdf+xml": _feed,
    "application/xml": _feed,
    "text/xml": _feed,
    "application/feed+json": parse_json,
    "application/json": parse_json,
    "application/x-ndjson": parse_jsonl,
    "application/jsonl": parse_jsonl,
    "text/csv": parse_csv,
    "text/tab-separated-values": parse_csv,
    "text/html": _article,
    "application/xhtml+xml": _article,
    "text/plain": parse_text,
    "text/markdown": parse_text,
}
"""What a document of a folder is read as; `sources.files` tells its media type."""


def _file(source: Source, document: Document) -> Parsed:
    parser = MEDIA_TYPES.get(document.media_type or "")
    if parser is None:
        kind = document.media_type or "an unknown type"
        raise ParseError(source.id, f"no reader for files of {kind}")
    return parser(source, document)


PARSERS: dict[Kind, Parser] = {
    "feed": _feed,
    "page": _page,
    "sitemap": _sitemap,
    "api": _api,
    "folder": _file,
}
KIND_NAMES: dict[Kind, str] = {
    "feed": "a feed",
    "page": "a page",
    "sitemap": "a sitemap",
    "api": "the answer of an API",
    "folder": "a file",
}


def _lead_page(source: Source, document: Document) -> Lead:
    from parsers.pages.page import lead_page

    return lead_page(source, document)


def _lead_sitemap(source: Source, document: Document) -> Lead:
    from parsers.sitemap import lead_sitemap

    return lead_sitemap(source, document)


def _lead_api(source: Source, document: Document) -> Lead:
    from parsers.api import lead_api

    return lead_api(source, document)


LEADS: dict[Kind, Callable[[Source, Document], Lead]] = {
    "page": _lead_page,
    "sitemap": _lead_sitemap,
    "api": _lead_api,
}
"""The kinds whose documents can lead to others."""


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
    return source.kind in LEADS and (source.kind == "sitemap" or source.pages > 1)


def lead(source: Source, document: Document) -> Lead:
    """Where a document leads (see `sources.pages.follow`); one that is not readable, nowhere."""
    if not may_lead(source):
        return Lead()
    try:
        return LEADS[source.kind](source, document)
    except (ParseError, RecursionError):
        return Lead()


def survey(source: Source, documents: Sequence[Document]) -> tuple[str, ...]:
    """Problem lines of all documents of one look together; of an API only."""
    if source.kind != "api" or not documents:
        return ()
    from parsers.api import survey_api

    try:
        return survey_api(source, documents)
    except (ParseError, RecursionError):
        return ()


def _named(source: Source, document: Document, error: ParseError) -> ParseError:
    """The error in words for what the document really is, where that is not what was asked for."""
    from parsers.nature import nature

    found = None if source.kind == "folder" else nature(document)
    if found is None or source.kind in found.kinds:
        return error
    advice = f"; write `kind: {found.advice}`" if found.advice else ""
    says = f": {found.says}" if found.says else ""
    return ParseError(source.id, f"{found.name}, not {KIND_NAMES[source.kind]}{advice}{says}")
