"""Sitemaps, of a site's news or of all its pages, and indexes of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from config.schema import Source
from parsers.dates import read_date
from parsers.entry import Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.paths import fits
from parsers.text import plain, quoted
from parsers.urls import absolute, canonical
from parsers.urlset import Place, Urlset, read_urlset
from sources.document import Document
from sources.pages import Lead

_NEVER = datetime.min.replace(tzinfo=UTC)


def parse_sitemap(source: Source, document: Document) -> Parsed:
    """The items of a sitemap, the newest first; ParseError when it lists none.

    An entry without a title is bare (`Item.is_bare`) where `article` lets it be completed from its
    page; the words of its URL are no title.
    """
    sitemap = _read(source, document)
    if sitemap.is_index:
        raise ParseError(source.id, "an index of sitemaps, of which none was read")
    if not sitemap.places:
        reason = next(iter(sitemap.problems), "a sitemap without entries")
        raise ParseError(source.id, reason)
    kept = [place for place in sitemap.places if fits(_url(place, document), source.paths)]
    if not kept:
        raise ParseError(source.id, f"no entry has one of the paths {', '.join(source.paths)}")
    newest = sorted(kept, key=lambda place: _moment(place, document), reverse=True)
    distinct = {place.loc: place for place in reversed(newest)}
    listed = tuple(reversed(distinct.values()))
    readable = [place for place in listed if place.title.strip() or source.article != "never"]
    untitled = len(listed) - len(readable)
    problems = [*sitemap.problems, *_untitled(untitled)]
    parsed = collect(source, document, _entries(document, readable), problems=problems)
    return replace(parsed, skipped=parsed.skipped + untitled)


def lead_sitemap(source: Source, document: Document) -> Lead:
    """Where an index leads: its sitemaps, the newest first."""
    sitemap = _read(source, document)
    newest = sorted(sitemap.places, key=lambda place: _moment(place, document), reverse=True)
    urls = [url for place in newest if (url := _url(place, document)) is not None]
    if sitemap.is_index:
        return Lead(tuple(urls), is_index=True)
    return Lead(listed=frozenset(map(canonical, urls)))


def _untitled(count: int) -> Iterator[str]:
    if count:
        yield f"no title: {count}; `article: when-short` takes titles from the pages"


def _entries(document: Document, places: list[Place]) -> Iterator[Entry | Unreadable]:
    for number, place in enumerate(places, 1):
        name = f"entry {number}"
        url, title = _url(place, document), plain(place.title)
        if url is None:
            yield Unreadable(name, f"no usable http(s) URL: {quoted(place.loc)}")
        else:
            yield Entry(
                place=name,
                title=title,
                summary=plain(place.keywords),
                link=url,
                date=place.date or None,
                languages=(place.language or None,),
                is_bare=not title,
            )


def _url(place: Place, document: Document) -> str | None:
    return absolute(document.url, place.loc) if place.loc else None


def _moment(place: Place, document: Document) -> datetime:
    """When it was new, as far as that is said: to put in order only."""
    said = place.date or place.lastmod
    return (read_date(said, now=document.fetched_at) if said else None) or _NEVER


def _read(source: Source, document: Document) -> Urlset:
    try:
        return read_urlset(document.body, document.charset)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
