"""The links of a list page: which can be an item's, and which are the same item's."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsers.urls import canonical
from sources.addresses import refusal

if TYPE_CHECKING:
    from parsers.card import Card

_name = lru_cache(4_096)(canonical)
"""A list names the same few hundred pages over and over."""
_VIA = frozenset({"ref", "referrer", "referer", "from", "src", "source", "via"})
"""Names of a query that often only say where on the page the link stood."""


def is_usable(url: str, page: str) -> bool:
    """Whether a link of a page can be an item's: not the page itself, nor a private address."""
    return leads_elsewhere(url, page) and not _is_private(url, page)


def leads_elsewhere(url: str, page: str) -> bool:
    return _name(url) != _name(page)


def _is_private(url: str, page: str) -> bool:
    """Whether a page sends its readers into their own network, to where it is not itself."""
    there, here = urlsplit(url), urlsplit(page)
    host = there.hostname or ""
    if there.netloc == here.netloc:
        return False
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return refusal(host) is not None


def merged(cards: Sequence["Card"]) -> tuple["Card", ...]:
    """The cards, those that lead to one page as one: picture, title and "read more" of one item."""
    keys = _keys(cards)
    labels = _labels(cards, keys)
    groups: dict[str, list[Card]] = {}
    for card, key in zip(cards, keys, strict=True):
        groups.setdefault(key or card.place, []).append(card)
    return tuple(_one(group, labels) for group in groups.values())


def _keys(cards: Sequence["Card"]) -> list[str | None]:
    """What names the page each card leads to; None where it leads nowhere."""
    known = [None if card.url is None else _name(card.url) for card in cards]
    pages = set(known)
    return [None if key is None else _plainest(key, pages) for key in known]


def _plainest(key: str, pages: set[str | None]) -> str:
    """The key without `ref=…`, where the page links to that too."""
    parts = urlsplit(key)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if pair[0].lower() not in _VIA])
    bare = urlunsplit(parts._replace(query=query))
    return bare if bare in pages else key


def _labels(cards: Iterable["Card"], keys: Iterable[str | None]) -> set[str]:
    """Words that stand for more than one page are a label, as "Read more" is, and no title."""
    pairs = {(card.title, key) for card, key in zip(cards, keys, strict=True) if key is not None}
    counts = Counter(title for title, _ in pairs)
    return {title for title, count in counts.items() if count > 1}


def _one(group: list["Card"], labels: set[str]) -> "Card":
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
