"""Which items tell the same story: where to look for the copies of one, and which it joins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from classifiers.copies import Gist, gist_of, same_story
from classifiers.minhash import bands, number, shingles
from classifiers.wording import TEASER, headline_of, words_of
from parsers.item import Item

WINDOW = timedelta(days=14)
"""Between two items of one story at the most."""
_LEDE = 40
_HEADLINE = 4
_WHOLE_BANDS, _LEDE_BANDS = 16, 4

_GAPS = re.compile(r"[\W_]+")

Band = tuple[int, int]
"""A band's number and its value."""
Bands = tuple[Band, ...]
"""Near-duplicates share at least one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A text that tells a story, when it was published and when it was seen."""

    source_id: str
    title: str
    body: str
    moment: datetime
    seen: datetime
    story: str


def join(item: Item, rivals: Sequence[Telling], now: datetime) -> Telling:
    """The item as one of the first rival's story whose copy it is, or as the first of its own."""
    moment = min(item.published_at or now, now)
    near = [
        rival
        for rival in rivals
        if abs(rival.moment - moment) <= WINDOW and rival.seen >= now - WINDOW
    ]
    if near:  # most items have no rival, and a gist costs more than to find that out
        gist = gist_of(item.source_id, item.title, item.body)
        near = [rival for rival in near if same_story(gist, _gist(rival))]
    story = near[0].story if near else story_of(item, moment)
    return Telling(item.source_id, item.title, item.body, moment, now, story)


def story_of(item: Item, moment: datetime) -> str:
    """The key of a story that begins with this item; the moment's day keeps it from that of an
    old story in the same words."""
    normal = _GAPS.sub(" ", f"{item.title} {item.body}".casefold()).strip()
    dated = f"{normal}\0{moment.date()}"
    return sha256(dated.encode(errors="replace")).hexdigest()[:16]


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


def _gist(telling: Telling) -> Gist:
    return gist_of(telling.source_id, telling.title, telling.body)
