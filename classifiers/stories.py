"""Which items tell the same story: the key of one, and where to look for its copies."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from operator import add

from classifiers.minhash import bands, number, shingles
from parsers.item import Item

TEASER = 30
"""The fewest words of a text that can show by itself, under whatever headline, what it tells."""
_MOST = 2000
"""Words that are looked at: the rest of a book-length page changes nothing."""
_LEDE = 40
_HEADLINE = 4
_WHOLE_BANDS, _LEDE_BANDS = 16, 4

_GAPS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"\w+")
# Scripts that put no space between words: Thai to Lao, Burmese, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = re.compile(f"[{_UNSPACED}]")
_APART = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_PUBLISHER = re.compile(r"(.{20,}) [-|] [^-|\d]{2,40}")
_BETWEEN = "".join(chr(code) if chr(code).isalnum() or code == 95 else " " for code in range(128))

Bands = tuple[tuple[int, int], ...]
"""Pairs of a band's number and its value; near-duplicates share at least one pair."""


def story_of(item: Item, moment: datetime | None = None) -> str:
    """The key of a story that begins with this item; the moment's day keeps it from that of an
    old story in the same words."""
    normal = _GAPS.sub(" ", f"{item.title} {item.body}".casefold()).strip()
    if moment is not None:
        normal += f"\0{moment.date()}"
    return sha256(normal.encode(errors="replace")).hexdigest()[:16]


def bands_of(item: Item) -> Bands:
    """Where to look for the item's near-duplicates: by its text, its lede and its headline.

    A text shorter than `TEASER` counts only together with its headline.
    """
    title, body = words_of(item.title), words_of(item.body)
    whole = body if len(body) >= TEASER else [*title, *body]
    found = list(enumerate(bands(shingles(whole), _WHOLE_BANDS, rows=3)))
    if len(body) >= TEASER:
        # A copy cut short shares its beginning with the whole.
        lede = bands(shingles(body[:_LEDE]), _LEDE_BANDS, rows=2)
        found += enumerate(lede, start=_WHOLE_BANDS)
    headline = words_of(headline_of(item.title))
    if len(headline) >= _HEADLINE:
        found.append((_WHOLE_BANDS + _LEDE_BANDS, number(headline)))
    return tuple(found)


def headline_of(title: str) -> str:
    """The title without the name of its publisher (` - The Gazette`), if it seems to end in one."""
    published = _PUBLISHER.fullmatch(title)
    return published[1] if published else title


def words_of(text: str) -> Sequence[str]:
    """The text's words, whatever their case and punctuation; where a script has no spaces, every
    two letters that stand side by side."""
    return _split(unicodedata.normalize("NFKC", text).casefold())[:_MOST]


def _split(text: str) -> Sequence[str]:
    """The words of a text as they are written."""
    if text.isascii():
        return text.translate(_BETWEEN).split()  # four times as fast as the pattern
    if _LETTER.search(text) is None:
        return _WORDS.findall(text)
    parts: list[str] = _APART.findall(text)
    unspaced = sum(1 for part in parts if len(part) == 1 and _LETTER.match(part))
    return list(map(add, parts, parts[1:])) if unspaced * 2 > len(parts) else parts
