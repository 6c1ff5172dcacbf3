"""How much of a topic a text holds: the weight of its terms against what its length needs.

A headline needs the topic's threshold; a longer text more, either in one place (a paragraph of its
own) or in the whole, so that one passing word in an article gives no topic.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from classifiers.matcher import Hit
from classifiers.passage import Passage

_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADLINE = 32
"""Words; a text no longer than this needs the bare threshold."""
_PARAGRAPH = 90
"""Words; terms no further apart than this stand in one place."""
_PLACE_LIMIT = 1.8
"""However long the text, a place that holds this many thresholds counts."""
_FIRST_WORDS = 6
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a text, as long as so many words, and the terms of one topic in it."""

    is_title: bool
    length: float
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a text's being about a topic, whatever its language and topic."""

    reached: float
    """The weight found over the weight needed, in the best of its places."""
    decides: bool
    """Whether a single term reaches the threshold."""
    early: bool
    """Whether a term stands in the title or among the first words."""
    silent: bool
    """Whether there is a title without any of its terms."""
    cover: float
    """The share of the words that are part of terms."""
    held: float
    """The weight found over the threshold, however long the text."""


def length(passage: Passage) -> float:
    """Words; a Han character is about two thirds of one."""
    count = len(passage.words)
    return count if passage.text.isascii() else count - len(_HAN.findall(passage.text)) / 3


def signs(parts: Sequence[Part], threshold: float) -> Signs:
    """The signs of a topic whose terms stand in `parts`, at least one of them."""
    hits = [hit for part in parts for hit in part.hits]
    covered = sum(hit.last - hit.first + 1 for hit in hits)
    return Signs(
        reached=_reached(parts) / threshold,
        decides=any(hit.term.weight >= threshold for hit in hits),
        early=any(p.hits and (p.is_title or p.hits[0].first < _FIRST_WORDS) for p in parts),
        silent=any(p.is_title and p.length and not p.hits for p in parts),
        cover=covered / max(_SHORTEST, sum(part.length for part in parts)),
        held=_weight(hits) / threshold,
    )


def _reached(parts: Sequence[Part]) -> float:
    """The weight found over the need of a text of that length: the best of its places."""
    heads = [hit for part in parts if part.is_title for hit in part.hits]
    best = 0.0
    for part in parts:
        above = () if part.is_title else heads
        if part.hits or above:
            whole = max(1.0, sqrt(part.length / _HEADLINE))
            found = _weight([*above, *part.hits]) / whole
            best = max(best, found, _densest(part.hits, above) / min(_PLACE_LIMIT, whole))
    return best


def _weight(hits: Iterable[Hit]) -> float:
    """Summed weights; a term's second occurrence counts half, its third a quarter …"""
    counts = Counter(hit.term for hit in hits)
    return sum(term.weight * (2 - 2.0 ** (1 - count)) for term, count in counts.items())


def _densest(hits: Sequence[Hit], above: Sequence[Hit]) -> float:
    """The weight of the best place, together with that of the title above it."""
    counts = Counter(hit.term for hit in above)
    weight = best = _weight(above)
    left = 0
    for hit in hits:
        weight += hit.term.weight * 0.5 ** counts[hit.term]
        counts[hit.term] += 1
        while hit.last - hits[left].first >= _PARAGRAPH:
            counts[hits[left].term] -= 1
            weight -= hits[left].term.weight * 0.5 ** counts[hits[left].term]
            left += 1
        best = max(best, weight)
    return best
