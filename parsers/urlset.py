"""The XML of sitemaps (sitemaps.org 0.9) and of their news (Google's sitemap-news 0.9).

Of a `url` are read: loc, lastmod, news:title, news:publication_date, news:language, news:keywords;
images, videos, tickers, priorities and other languages' addresses are not. `lastmod` is no date of
publication: many a site writes today's into every line.
"""

import io
from dataclasses import dataclass

from lxml import etree

from parsers.encoding import decode
from parsers.text import quoted
from sources.body import BodyError, gunzipped, size_words

LARGEST = 50_000_000
"""Bytes, unpacked: as the standard has it."""
_CUT_SHORT = "Premature end of data"
_ROOTS = ("urlset", "sitemapindex")


@dataclass(frozen=True, slots=True)
class Place:
    """One `url` or `sitemap`, its values as they stand there."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Urlset:
    is_index: bool
    places: tuple[Place, ...]
    problems: tuple[str, ...]


def read_urlset(body: bytes, charset: str | None) -> Urlset:
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
        return gunzipped(body, LARGEST)
    except BodyError as error:
        reason = str(error)
        if reason.startswith("larger"):
            reason = f"larger than {size_words(LARGEST)} when unpacked"
        raise ValueError(reason) from error


def _walk(body: bytes) -> tuple[str, Urlset]:
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
    places = []
    for _, element in events:
        places.append(_place(element))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    root = "" if events.root is None else _name(events.root)
    faults = [
        str(fault.message) for fault in events.error_log if fault.level >= etree.ErrorLevels.ERROR
    ]
    if any(_CUT_SHORT in fault for fault in faults):
        places = places[:-1]  # whose URL may be cut short too
    problems = [f"not well-formed, read as far as it goes: {quoted(faults[0])}"] if faults else []
    return root, Urlset(root == "sitemapindex", tuple(places), tuple(problems))


def _place(element: etree._Element) -> Place:
    own = _texts(element)
    news = next((child for child in element if _name(child) == "news"), None)
    if news is None:
        return Place(own.get("loc", ""), own.get("lastmod", ""))
    said = _texts(news)
    publication = next((child for child in news if _name(child) == "publication"), None)
    language = {} if publication is None else _texts(publication)
    return Place(
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
        texts.setdefault(_name(child), "".join(piece or "" for piece in pieces).strip())
    return texts


def _name(element: etree._Element) -> str:
    """The name without its namespace: publishers spell that in many ways."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
