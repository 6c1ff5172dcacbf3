"""What one element of a page says: an attribute, its words, its date."""

from collections.abc import Iterator
from datetime import datetime

from bs4 import Tag

from parsers.dates import read_date
from parsers.text import plain

_BREAKS = str.maketrans(dict.fromkeys("|·•—–,()", "\n"))
"""What stands between a date and other words of one line."""


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
