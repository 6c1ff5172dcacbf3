"""What a text is about, by weighted terms.

A score is x / (1 + x) where x is the weight found over the weight needed: 0.5 is the threshold.
A headline needs the topic's `threshold`; a longer text more, either in one place (a paragraph of
its own) or in the whole, so that one passing word in an article gives no topic.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import sqrt

from classifiers.facts import Mention
from classifiers.matcher import Hit, Reading, Term, longest
from classifiers.passage import Passage
from config.vocabulary import Vocabulary

_HAN = re.compile(r"[\u3400-\u9fff]")
_KIND, _MASK = "topic", "topic-mask"
_HEADLINE = 32
"""Words; a text no longer than this needs the bare threshold."""
_PARAGRAPH = 90
"""Words; terms no further apart than this stand in one place."""
_PLACE_LIMIT = 1.8
"""However long the text, a place that holds this many thresholds counts."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Every topic's terms; those of weight 0 are of the kind `topic-mask`."""
    for topic, file in vocabulary.topics.items():
        for language, weights in file.terms.items():
            for weight, phrases in weights.items():
                kind = _KIND if weight else _MASK
                for phrase in phrases:
                    yield Term(phrase, kind, topic, float(weight), language)


def score(
    readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[dict[str, float], tuple[Mention, ...]]:
    """Every topic's score, 0 to 1 (0.5 and above: about it), and the words that it rests on."""
    scores = dict.fromkeys(vocabulary.topics, 0.0)
    found = [_by_topic(reading) for reading in readings]
    mentions: list[Mention] = []
    for topic in sorted(set(chain.from_iterable(found))):
        parts = [
            (reading, hits.get(topic, [])) for reading, hits in zip(readings, found, strict=True)
        ]
        ratio = _ratio(parts) / vocabulary.topics[topic].threshold
        scores[topic] = round(ratio / (1 + ratio), 4)
        mentions += (_mention(reading.passage, hit) for reading, hits in parts for hit in hits)
    return scores, tuple(mentions)


def _by_topic(reading: Reading) -> dict[str, list[Hit]]:
    """Each topic's hits, the longest where some overlap, without those inside a mask."""
    grouped: dict[str, list[Hit]] = {}
    for hit in reading.of(_KIND):
        grouped.setdefault(hit.term.key, []).append(hit)
    masks = reading.of(_MASK)
    kept = {topic: longest(_unmasked(hits, masks)) for topic, hits in grouped.items()}
    return {topic: hits for topic, hits in kept.items() if hits}


def _unmasked(hits: Iterable[Hit], masks: Sequence[Hit]) -> Iterator[Hit]:
    for hit in hits:
        if not any(
            mask.term.key == hit.term.key and mask.first <= hit.first and hit.last <= mask.last
            for mask in masks
        ):
            yield hit


def _ratio(parts: Sequence[tuple[Reading, list[Hit]]]) -> float:
    """The weight found over the need of a text of that length: the best of its places."""
    heads = [hit for reading, hits in parts if reading.passage.field == "title" for hit in hits]
    best = 0.0
    for reading, hits in parts:
        above = () if reading.passage.field == "title" else heads
        if not hits and not above:
            continue
        length = _length(reading.passage)
        best = max(
            best,
            _densest(hits, above) / _place_need(length),
            _weight([*above, *hits]) / _whole_need(length),
        )
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


def _length(passage: Passage) -> float:
    """Words; a Han character is about two thirds of one."""
    return len(passage.words) - len(_HAN.findall(passage.text)) / 3


def _place_need(length: float) -> float:
    return min(_PLACE_LIMIT, _whole_need(length))


def _whole_need(length: float) -> float:
    return max(1.0, sqrt(length / _HEADLINE))


def _mention(passage: Passage, hit: Hit) -> Mention:
    start, end = passage.starts[hit.first], passage.end(hit.last)
    return Mention(_KIND, hit.term.key, passage.field, start, end, passage.text[start:end])
