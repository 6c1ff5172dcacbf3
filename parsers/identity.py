"""What makes an item the same item next time, so that doing it twice is doing it once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain

from parsers.item import Item

_TELLING = 40
"""Characters of body from which two items with the same words are one; "Read more" is not."""


def content_key(title: str, summary: str, text: str, raw_date: str, *, whole: bool) -> str | None:
    """The `hash:` key of an item's words.

    A short body does not tell two monthly notices of one title apart: then the date counts too,
    and without a date there is no such key. `whole`: the words are a document of their own.
    """
    length = len(summary) + len(text) + (1 if summary and text else 0)
    if whole or length >= _TELLING:
        return _hash(title, summary, text)
    return _hash(title, f"{summary} {text}".strip(), raw_date) if raw_date else None


def settle(items: Sequence[Item]) -> tuple[tuple[Item, ...], int]:
    """A document's items with the keys that name one item only, and the number of full repeats.

    A guid or URL that stands at two entries of a document is no identity of either. An item
    without guid and URL goes by its title and raw date, so that an edit does not make it new.
    """
    distinct = _distinct(items)
    named = [_with_last_resort(item) for item in distinct]
    counts = Counter(chain.from_iterable([item.keys for item in named]))
    if counts.total() == len(counts):  # as in most documents, no key stands twice
        return tuple(named), len(items) - len(distinct)
    return tuple(_own_keys(item, counts) for item in named), len(items) - len(distinct)


def _distinct(items: Sequence[Item]) -> list[Item]:
    """The items without those that equal an earlier one, which also has the same keys."""
    by_keys: dict[tuple[str, ...], list[Item]] = {}
    kept = []
    for item in items:  # looked up by keys: to hash whole texts takes longer than all else here
        alike = by_keys.setdefault(item.keys, [])
        if item not in alike:
            alike.append(item)
            kept.append(item)
    return kept


def _with_last_resort(item: Item) -> Item:
    # The strongest comes first: where that is of the words, there is no better one.
    if item.keys and not item.keys[0].startswith("hash:"):
        return item
    return replace(item, keys=(_hash(item.title, item.published_raw or ""),))


def _own_keys(item: Item, counts: Counter[str]) -> Item:
    own = tuple([key for key in item.keys if counts[key] == 1])
    if own == item.keys:
        return item
    if not own:  # every key is shared, yet the items differ: all that they say is what is left
        said = (item.title, item.summary, item.text, item.published_raw or "", *item.keys)
        own = (_hash(*said),)
    return replace(item, keys=own)


def _hash(*parts: str) -> str:
    # Clean text has no other blanks than one space and a newline (parsers.text.tidy).
    words = "\0".join(parts).replace("\n", " ")
    return f"hash:{sha256(words.encode()).hexdigest()[:32]}"
