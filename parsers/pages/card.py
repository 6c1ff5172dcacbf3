"""One element of a list page: where it leads, and what it says of the item there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import soupsieve
from bs4 import Tag

from config.schema import Selectors
from parsers.dates import read_date
from parsers.language import normalise
from parsers.pages.links import is_usable, leads_elsewhere
from parsers.text import plain
from parsers.urls import absolute
from sources.document import Document

_BREAKS = str.maketrans(dict.fromkeys("|·•—–,()", "\n"))
"""What stands between a date and other words of one line."""
_LINKS_MOST = 20
"""Links of one card that are looked at: a card that holds the whole page is no card."""
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def attribute(element: Tag | None, name: str) -> str | None:
    """An attribute's value, None where it is missing or blank."""
    value = None if element is None else element.get(name)
    return value if isinstance(value, str) and value.strip() else None


def pick(element: Tag, selector: str | None) -> Tag | None:
    """The first element inside that the selector fits."""
    return None if selector is None else element.select_one(selector)


def text_of(element: Tag | None) -> str:
    """The element's words, plain and clean."""
    return "" if element is None else plain(element.decode())


def date_of(element: Tag | None, now: datetime, language: str | None) -> str | None:
    """The date as it stands in an attribute for programs, else in words."""
    if element is None:
        return None
    for stamped in (element, element.select_one("time[datetime]")):
        for name in ("datetime", "content"):
            if (value := attribute(stamped, name)) is not None:
                return value
    text, tip = text_of(element), attribute(element, "title") or ""
    for piece in (text, *_pieces(text), tip):
        if read_date(piece, now=now, language=language) is not None:
            return piece
    return text or tip or None


def _pieces(text: str) -> Iterator[str]:
    """Parts of a line that may be the date in it: "Brussels | 2 April 2026", "Date: 2 April"."""
    for line in text.translate(_BREAKS).splitlines():
        yield line
        yield line.partition(": ")[2]


@dataclass(frozen=True, slots=True)
class Card:
    """What one element of a list says, plain and clean."""

    place: str
    title: str
    url: str | None
    href: str | None
    """The link as it stands there; set without `url` where it leads to no page."""
    summary: str = ""
    date: str | None = None
    language: str | None = None
    is_headed: bool = False
    """The title is a heading, or of the user's own selector."""
    missing: tuple[str, ...] = ()
    """The selectors, of those that the user wrote, that fit nothing in it."""

    @property
    def is_adrift(self) -> bool:
        """Whether it has a link, and none that leads to a page."""
        return self.url is None and self.href is not None


@dataclass(frozen=True, slots=True)
class _Link:
    element: Tag
    href: str
    url: str | None
    words: str
    is_heading: bool


def read_card(
    place: str, element: Tag, selectors: Selectors, base: str, document: Document, language: str
) -> Card:
    """What the element says of one item; its links are relative to `base`.

    `language` settles what 03/04/2026 is, where the element itself declares none.
    """
    links = list(_links(element, selectors.link, base, document.url))
    link = _chosen(links)
    title, is_headed = _title(element, selectors, links, link)
    summary = pick(element, selectors.summary)
    own = attribute(element, "lang")
    dated = pick(element, selectors.date or "time")
    return Card(
        place=place,
        title=title,
        url=link.url if link else None,
        href=link.href if link else None,
        summary=text_of(summary),
        date=date_of(dated, document.fetched_at, normalise(own) or language),
        language=own,
        is_headed=is_headed,
        missing=tuple(_missing(selectors, title, links, dated, summary)),
    )


def _links(element: Tag, selector: str | None, base: str, page: str) -> Iterator[_Link]:
    """The links that the selector fits: those inside the card, or the card itself."""
    if selector is None:
        return
    found = list(element.select(selector, limit=_LINKS_MOST))
    if not found and soupsieve.match(selector, element):
        found = [element]
    for link in found:
        href = link.get("href")
        if isinstance(href, str):
            url = absolute(base, href)
            usable = url if url is not None and is_usable(url, page) else None
            yield _Link(link, href, usable, text_of(link), _is_heading(link, element))


def _is_heading(link: Tag, card: Tag) -> bool:
    """Whether the link is in a heading of its card, or around one."""
    for above in link.parents:
        if above.name in _HEADINGS:
            return True
        if above is card:
            break
    return link.find(_HEADINGS) is not None


def _chosen(links: list[_Link]) -> _Link | None:
    """The link to the item: a usable one in a heading, else with words, else any."""
    ranked = sorted(
        links,
        key=lambda link: (link.url is not None, link.is_heading, bool(link.words)),
        reverse=True,
    )
    return ranked[0] if ranked else None


def _title(
    element: Tag, selectors: Selectors, links: list[_Link], link: _Link | None
) -> tuple[str, bool]:
    """The item's title, and whether it is a heading or the user's own choice."""
    if selectors.title is not None:
        return text_of(pick(element, selectors.title)), True
    headings = element.find_all(_HEADINGS, limit=2)
    if len(headings) == 1 and (heading := text_of(headings[0])):
        return _whole(heading, link), True
    if link is None:
        return text_of(element), False
    same = [other for other in links if _is_same(other, link)]
    # "Read more" leads to the same page as the title, which is longer.
    words = max((other.words for other in same or [link]), key=len)
    said = _whole(words, link) or _unseen_words(link.element)
    return said or text_of(element), link.is_heading


def _whole(words: str, link: _Link | None) -> str:
    """A title that the page cut short, whole where the link's own attribute has it so."""
    tip = plain(attribute(link.element, "title") or "") if link else ""
    opening = words.rstrip(" .…")
    return tip if words.endswith(("…", "...")) and tip.startswith(opening) else words


def _unseen_words(link: Tag) -> str:
    """What a link without words says to those who cannot see its picture."""
    image = link.select_one("img[alt]")
    said = (attribute(link, "title"), attribute(link, "aria-label"), attribute(image, "alt"))
    return plain(next((words for words in said if words), ""))


def _is_same(one: _Link, other: _Link) -> bool:
    """Whether both links lead to the same page."""
    return one.url is not None and other.url is not None and not leads_elsewhere(one.url, other.url)


def _missing(
    selectors: Selectors, title: str, links: list[_Link], dated: Tag | None, summary: Tag | None
) -> Iterator[str]:
    found = {"title": title, "link": links, "date": dated, "summary": summary}
    for name, value in found.items():
        written = name in selectors.model_fields_set and getattr(selectors, name) is not None
        if written and (value is None or value in ("", [])):
            yield name
