"""A page that lists items, read with the source's CSS selectors."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import soupsieve
from bs4 import BeautifulSoup, Tag

from config.schema import Selectors, Source
from parsers.encoding import decode
from parsers.entry import ENTRY_LIMIT, Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.language import normalise
from parsers.pages.card import Card, attribute, read_card
from parsers.pages.cut import cut
from parsers.pages.links import leads_elsewhere, page_name
from parsers.text import quoted
from parsers.urls import absolute, canonical, has_path
from sources.document import Document
from sources.pages import Lead

_NEXT = "a[rel~=next][href], link[rel~=next][href]"
"""How HTML itself marks the next page of a list."""
_VIA = frozenset({"ref", "referrer", "referer", "from", "src", "source", "via"})
"""Names of a query that often only say where on the page the link stood."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A page taken apart."""

    soup: BeautifulSoup
    base: str
    language: str | None
    """As the page declares it."""
    cards: tuple[Card, ...]


def parse_page(source: Source, document: Document) -> Parsed:
    """The items of an HTML list; ParseError when the selectors fit nothing that can be used.

    Several cards that link to one page are one item.
    """
    selectors = _selectors(source)
    listing = _take_apart(source, selectors, document)
    wanted = [card for card in listing.cards if has_path(card.url, source.paths)]
    if not wanted:
        raise ParseError(source.id, f"no link has one of the paths {', '.join(source.paths)}")
    cards = _merged(wanted)
    problems = [*_unfit(selectors, wanted), *_dropped(cards)]
    entries = (_entry(card, listing.language) for card in cards)
    return collect(source, document, entries, problems=problems)


def lead_page(source: Source, document: Document) -> Lead:
    """The next page of the list, and the links that this one lists."""
    selectors = _selectors(source)
    listing = _take_apart(source, selectors, document)
    listed = frozenset(canonical(card.url) for card in listing.cards if card.url is not None)
    url = _next(listing, selectors.next or _NEXT, document.url)
    return Lead((url,) if url else (), listed)


def _selectors(source: Source) -> Selectors:
    if source.selectors is None:
        raise ParseError(source.id, "a page needs selectors")
    return source.selectors


def _take_apart(source: Source, selectors: Selectors, document: Document) -> _Listing:
    text = decode(document.body, document.charset)
    if not text.strip():
        raise ParseError(source.id, "an empty document")
    if "<" not in text:
        raise ParseError(source.id, "not an HTML page")
    whole = (selectors.item, selectors.next or _NEXT, "base[href]")
    inside = (selectors.title, selectors.link, selectors.date, selectors.summary)
    soup = BeautifulSoup(cut(text, whole, filter(None, inside)), "lxml")
    found = list(islice(_outermost(soup, selectors.item), ENTRY_LIMIT + 1))
    if not found:
        raise ParseError(source.id, f"nothing on the page fits the selector {selectors.item!r}")
    base = _base(soup, document.url)
    declared = attribute(soup.select_one("html[lang]"), "lang")
    language = source.language or normalise(declared) or ""
    cards = tuple(
        read_card(f"entry {number}", element, selectors, base, document, language)
        for number, element in enumerate(found, 1)
    )
    return _Listing(soup, base, declared, cards)


def _outermost(soup: BeautifulSoup, selector: str) -> Iterator[Tag]:
    """The elements that fit; one inside another is part of it."""
    last: Tag | None = None
    for element in soupsieve.iselect(selector, soup):
        if last is None or not any(parent is last for parent in element.parents):
            last = element
            yield element


def _merged(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards, those that lead to one page as one: picture, title and "read more" of one item."""
    keys = _keys(cards)
    labels = _labels(cards, keys)
    groups: dict[str, list[Card]] = {}
    for card, key in zip(cards, keys, strict=True):
        groups.setdefault(key or card.place, []).append(card)
    return tuple(_one(group, labels) for group in groups.values())


def _keys(cards: Sequence[Card]) -> list[str | None]:
    """What names the page each card leads to; None where it leads nowhere."""
    known = [None if card.url is None else page_name(card.url) for card in cards]
    pages = set(known)
    return [None if key is None else _plainest(key, pages) for key in known]


def _plainest(key: str, pages: set[str | None]) -> str:
    """The key without `ref=…`, where the page links to that too."""
    parts = urlsplit(key)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if pair[0].lower() not in _VIA])
    bare = urlunsplit(parts._replace(query=query))
    return bare if bare in pages else key


def _labels(cards: Iterable[Card], keys: Iterable[str | None]) -> set[str]:
    """Words that stand for more than one page are a label, as "Read more" is, and no title."""
    pairs = {(card.title, key) for card, key in zip(cards, keys, strict=True) if key is not None}
    counts = Counter(title for title, _ in pairs)
    return {title for title, count in counts.items() if count > 1}


def _one(group: list[Card], labels: set[str]) -> Card:
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda card: (card.title not in labels, card.is_headed, len(card.title)))
    return replace(
        group[0],
        title=best.title,
        summary=max((card.summary for card in group), key=len),
        date=next((card.date for card in group if card.date), None),
        language=next((card.language for card in group if card.language), None),
        is_headed=best.is_headed,
    )


def _entry(card: Card, language: str | None) -> Entry | Unreadable:
    if card.is_adrift and not (card.date or card.summary):
        return Unreadable(card.place, f"a link that leads to no page: {quoted(card.href)}")
    return Entry(
        place=card.place,
        title=card.title,
        summary=card.summary,
        link=card.url,
        date=card.date,
        languages=(card.language, language),
    )


def _dropped(cards: Sequence[Card]) -> Iterator[str]:
    """A line for each card that is an item all the same: it has a date or words of its own."""
    for card in cards:
        if card.is_adrift and (card.date or card.summary):
            reason = f"link dropped, not a usable http(s) URL: {quoted(card.href)}"
            yield f"{card.place}: {reason}"


def _unfit(selectors: Selectors, cards: Sequence[Card]) -> list[str]:
    """A line for each selector that fits nothing in any item: so a changed layout shows first."""
    missing = set.intersection(*(set(card.missing) for card in cards))
    return [
        f"nothing in any item fits selectors.{name} {getattr(selectors, name)!r}"
        for name in ("title", "link", "date", "summary")
        if name in missing
    ]


def _next(listing: _Listing, selector: str, page: str) -> str | None:
    """Where the next link leads; it may be around or inside of what the selector fits."""
    found = listing.soup.select_one(selector)
    if found is None:
        return None
    link = found if found.get("href") else found.select_one("a[href]") or found.find_parent("a")
    href = attribute(link, "href")
    url = absolute(listing.base, href) if href is not None else None
    return url if url is not None and leads_elsewhere(url, page) else None


def _base(soup: BeautifulSoup, url: str) -> str:
    """What links are relative to: the page's <base>, or its URL."""
    declared = attribute(soup.select_one("base[href]"), "href")
    return url if declared is None else absolute(url, declared) or url
