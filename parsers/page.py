"""A page that lists items, read with the source's CSS selectors."""

import re
from collections.abc import Iterator
from itertools import islice

import soupsieve
from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml import html as lxml_html

from config.schema import Selectors, Source
from parsers.encoding import decode
from parsers.entry import ENTRY_LIMIT, Entry, collect
from parsers.item import Parsed, ParseError
from parsers.text import plain
from parsers.urls import absolute
from sources.document import Document

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def parse_page(source: Source, document: Document) -> Parsed:
    """The items of an HTML list; ParseError when no element fits the `item` selector."""
    selectors = source.selectors
    if selectors is None:
        raise ParseError(source.id, "a page needs selectors")
    # BeautifulSoup warns of text that is no markup and of an XML declaration on a page.
    text = _DECLARATION.sub("", decode(document.body, document.charset), count=1)
    if not text.strip():
        raise ParseError(source.id, "an empty document")
    if "<" not in text:
        raise ParseError(source.id, "not an HTML page")
    soup = BeautifulSoup(_level(text), "lxml")
    found = list(islice(_outermost(soup, selectors.item), ENTRY_LIMIT + 1))
    if not found:
        raise ParseError(source.id, f"nothing on the page fits the selector {selectors.item!r}")
    base = _base(soup, document.url)
    return collect(source, document, _entries(found, selectors, base, _language(soup)))


def _level(text: str) -> str:
    """The page cut where it is nested deeper than libxml2 allows (256), as BeautifulSoup never is.

    A hundred thousand nested lists would otherwise take hours.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except etree.ParserError:
        return "<html></html>"
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _outermost(soup: BeautifulSoup, selector: str) -> Iterator[Tag]:
    """The elements that fit; one inside another is part of it."""
    last: Tag | None = None
    for element in soupsieve.iselect(selector, soup):
        if last is None or not any(parent is last for parent in element.parents):
            last = element
            yield element


def _entries(
    found: list[Tag], selectors: Selectors, base: str, language: str | None
) -> Iterator[Entry]:
    for number, element in enumerate(found, 1):
        link = _link(element, selectors.link)
        heading = _pick(element, selectors.title) if selectors.title else link
        date = _pick(element, selectors.date)
        yield Entry(
            place=f"entry {number}",
            title=_text(heading) or ("" if selectors.title else _text(element)),
            summary=_text(_pick(element, selectors.summary)),
            link=_attribute(link, "href"),
            base=base,
            date=_attribute(date, "datetime") or _text(date) or None,
            languages=(_attribute(element, "lang"), language),
        )


def _link(element: Tag, selector: str | None) -> Tag | None:
    """The element that the link selector fits: one inside the item, or the item itself."""
    if selector is None:
        return None
    inside = _pick(element, selector)
    return element if inside is None and soupsieve.match(selector, element) else inside


def _pick(element: Tag, selector: str | None) -> Tag | None:
    return None if selector is None else element.select_one(selector)


def _text(element: Tag | None) -> str:
    return "" if element is None else plain(element.decode())


def _attribute(element: Tag | None, name: str) -> str | None:
    value = None if element is None else element.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _base(soup: BeautifulSoup, url: str) -> str:
    """What links are relative to: the page's <base>, or its URL."""
    declared = _attribute(soup.select_one("base[href]"), "href")
    return url if declared is None else absolute(url, declared) or url


def _language(soup: BeautifulSoup) -> str | None:
    return _attribute(soup.select_one("html[lang]"), "lang")
