"""How much a text is trade policy, 0 to 1: the order of the log, and a threshold for rules.

Its terms are those of the topic that `relevance.yml` names, but goods that only move count for a
part there, unless it is their moving that a measure is on. The weight reached r gives r / (1 + r):
0.5 where a text of its length needs no more. A stated measure, unless it is only looked back on or
of an unknown imposer and target, halves what is left to the top of that half of the scale: it sets
acts before talk, and makes no trade policy of a text whose words are of something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from classifiers.facts import Measure
from classifiers.matcher import Hit, Reading, Term
from classifiers.passage import Passage
from classifiers.topics import Counted
from classifiers.weights import Part, length, signs
from config.vocabulary import Vocabulary

_FLOW = "trade-flow"


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """The words that tell of goods that move, of the kind `trade-flow`."""
    for language, phrases in vocabulary.relevance.flows.items():
        for phrase in phrases:
            yield Term(phrase, _FLOW, _FLOW, 0.0, language)


def relevance(
    readings: Sequence[Reading],
    found: Sequence[Counted],
    stated: Sequence[Measure],
    vocabulary: Vocabulary,
) -> float:
    """How much the text is trade policy, by the terms `found` in it and the measures it states."""
    words = vocabulary.relevance
    topic = vocabulary.topics.get(words.topic)
    parts = [
        Part(
            reading.passage.field == "title",
            length(reading.passage),
            list(_weighed(reading, hits.get(words.topic, ()), words.share, stated)),
        )
        for reading, hits in zip(readings, found, strict=True)
    ]
    if topic is None or not any(part.hits for part in parts):
        return 0.0
    reached = signs(parts, topic.threshold).reached
    told = reached / (1 + reached)
    top = 1.0 if reached >= 1 else 0.5
    return round(told + (top - told) / 2 if any(map(_is_firm, stated)) else told, 3)


def _weighed(
    reading: Reading, hits: Sequence[Hit], share: float, stated: Sequence[Measure]
) -> Iterator[Hit]:
    """The hits, those of goods that move with their share: unless a measure is on the moving."""
    flows = {(hit.first, hit.last) for hit in reading.of(_FLOW)}
    for hit in hits:
        if (hit.first, hit.last) in flows and not _is_named(hit, reading.passage, stated):
            part = replace(hit.term, weight=hit.term.weight * share)
            yield Hit(part, hit.first, hit.last)
        else:
            yield hit


def _is_named(hit: Hit, passage: Passage, stated: Sequence[Measure]) -> bool:
    """Whether words are part of what a measure is called: curbs on soybean exports."""
    start, end = passage.starts[hit.first], passage.end(hit.last)
    return any(
        quote.kind == "instrument"
        and quote.field == passage.field
        and quote.start <= start
        and end <= quote.end
        for measure in stated
        for quote in measure.quotes
    )


def _is_firm(measure: Measure) -> bool:
    return measure.modality != "analysis" and bool(measure.imposer or measure.targeted)
