"""Which items tell the same story."""

import re
from hashlib import sha256

from parsers.item import Item

_GAPS = re.compile(r"[\W_]+")


def story_of(item: Item) -> str:
    """The key that word-for-word copies of a text share, whatever their markup and punctuation."""
    normal = _GAPS.sub(" ", f"{item.title} {item.body}".casefold()).strip()
    return sha256(normal.encode()).hexdigest()[:16]
