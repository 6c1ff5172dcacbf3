"""Sitemaps (sitemaps.org 0.9), of a site's news (Google's sitemap-news 0.9) or of all its pages.

Of a `url` are read: loc, lastmod, news:title, news:publication_date, news:language, news:keywords;
images, videos, tickers, priorities and other languages' addresses are not. `lastmod` is no date of
publication: many a site writes today's into every line.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from config.schema import Source
from parsers.dates import read_date
from parsers.encoding import decode
from parsers.entry import Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.text import local_name, plain, quoted
from parsers.urls import absolute, canonical, has_path
from sources.body import BodyError, gunzipped, size_words
from sources.document import Document
from sources.pages import Lead

_LARGEST = 50_000_000
"""Bytes, unpacked: as the standard has it."""
_CUT_SHORT = "Premature end of data"
_ROOTS = ("urlset", "sitemapindex")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """One `url` or `sitemap`, its values as they stand there."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class _Urlset:
    is_index: bool
    listed: tuple[Listed, ...]
    problems: tuple[str, ...]


def _read_urlset(body: bytes, charset: str | None) -> _Urlset:
    """What a sitemap or an index lists, packed or not; ValueError when the bytes are neither."""
    text = decode(_unpacked(body), charset).lstrip()
    try:
        root, found = _walk(text.encode("utf-8", "replace"))
    except etree.LxmlError as error:
        raise ValueError(f"not a sitemap: {quoted(error, 120)}") from error
    if root not in _ROOTS:
        raise ValueError("not a sitemap")
    return found


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzipped(body, _LARGEST)
    except BodyError as error:
        reason = str(error)
        if reason.startswith("larger"):
            reason = f"larger than {size_words(_LARGEST)} when unpacked"
        raise ValueError(reason) from error


def _walk(body: bytes) -> tuple[str, _Urlset]:
    """The root's name and what is under it, each entry dropped from memory once it is read."""
    events = etree.iterparse(
        io.BytesIO(body),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        huge_tree=False,
        encoding="utf-8",
    )
    listed = []
    for _, element in events:
        listed.append(_listed(element))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    root = "" if events.root is None else local_name(events.root.tag)
    faults = [
        str(fault.message) for fault in events.error_log if fault.level >= etree.ErrorLevels.ERROR
    ]
    if any(_CUT_SHORT in fault for fault in faults):
        listed = listed[:-1]  # whose URL may be cut short too
    problems = [f"not well-formed, read as far as it goes: {quoted(faults[0])}"] if faults else []
    return root, _Urlset(root == "sitemapindex", tuple(listed), tuple(problems))


def _listed(element: etree._Element) -> Listed:
    own = _texts(element)
    news = next((child for child in element if local_name(child.tag) == "news"), None)
    if news is None:
        return Listed(own.get("loc", ""), own.get("lastmod", ""))
    said = _texts(news)
    publication = next((child for child in news if local_name(child.tag) == "publication"), None)
    language = {} if publication is None else _texts(publication)
    return Listed(
        loc=own.get("loc", ""),
        lastmod=own.get("lastmod", ""),
        title=said.get("title", ""),
        date=said.get("publication_date", ""),
        language=language.get("language", "") or said.get("language", ""),
        keywords=said.get("keywords", ""),
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """The texts of an element's own children, of each name the first."""
    texts: dict[str, str] = {}
    for child in element:
        # Not itertext(): that gives the names of entities, which are left unresolved.
        pieces = (child.text, *(inner.tail for inner in child))
        texts.setdefault(local_name(child.tag), "".join(piece or "" for piece in pieces).strip())
    return texts


def parse_sitemap(source: Source, document: Document) -> Parsed:
    """The items of a sitemap, the newest first; ParseError when it lists none.

    An entry without a title is bare (`Item.is_bare`) where `article` lets it be completed from its
    page; the words of its URL are no title.
    """
    sitemap = _read(source, document)
    if sitemap.is_index:
        raise ParseError(source.id, "an index of sitemaps, of which none was read")
    if not sitemap.listed:
        reason = next(iter(sitemap.problems), "a sitemap without entries")
        raise ParseError(source.id, reason)
    kept = [one for one in sitemap.listed if has_path(_url(one, document), source.paths)]
    if not kept:
        raise ParseError(source.id, f"no entry has one of the paths {', '.join(source.paths)}")
    newest = sorted(kept, key=lambda one: _moment(one, document), reverse=True)
    distinct = {one.loc: one for one in reversed(newest)}
    ordered = tuple(reversed(distinct.values()))
    readable = [one for one in ordered if one.title.strip() or source.article != "never"]
    untitled = len(ordered) - len(readable)
    problems = [*sitemap.problems, *_untitled(untitled)]
    parsed = collect(source, document, _entries(document, readable), problems=problems)
    return replace(parsed, skipped=parsed.skipped + untitled)


def lead_sitemap(source: Source, document: Document) -> Lead:
    """Where an index leads: its sitemaps, the newest first."""
    sitemap = _read(source, document)
    newest = sorted(sitemap.listed, key=lambda one: _moment(one, document), reverse=True)
    urls = [url for one in newest if (url := _url(one, document)) is not None]
    if sitemap.is_index:
        return Lead(tuple(urls), is_index=True)
    return Lead(listed=frozenset(map(canonical, urls)))


def _untitled(count: int) -> Iterator[str]:
    if count:
        yield f"no title: {count}; `article: when-short` takes titles from the pages"


def _entries(document: Document, listed: list[Listed]) -> Iterator[Entry | Unreadable]:
    for number, one in enumerate(listed, 1):
        name = f"entry {number}"
        url, title = _url(one, document), plain(one.title)
        if url is None:
            yield Unreadable(name, f"no usable http(s) URL: {quoted(one.loc)}")
        else:
            yield Entry(
                place=name,
                title=title,
                summary=plain(one.keywords),
                link=url,
                date=one.date or None,
                languages=(one.language or None,),
                is_bare=not title,
            )


def _url(one: Listed, document: Document) -> str | None:
    return absolute(document.url, one.loc) if one.loc else None


def _moment(one: Listed, document: Document) -> datetime:
    """When it was new, as far as that is said: to put in order only."""
    said = one.date or one.lastmod
    return (read_date(said, now=document.fetched_at) if said else None) or _NEVER


def _read(source: Source, document: Document) -> _Urlset:
    try:
        return _read_urlset(document.body, document.charset)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
