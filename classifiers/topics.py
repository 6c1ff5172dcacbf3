"""What a text is about, by weighted terms.

`company` says which terms count where they stand, `weights` how much of a topic they make of a
text of that length, `calibration` how surely the text is then about it.
"""

from collections.abc import Iterator, Sequence

from classifiers import company
from classifiers.calibration import probability
from classifiers.company import MASK, TOPIC
from classifiers.facts import Mention
from classifiers.matcher import Hit, Reading, Term, longest
from classifiers.passage import Passage
from classifiers.weights import Part, Signs, length, signs
from config.topics import TopicFile
from config.vocabulary import Vocabulary

THRESHOLD = 0.5
"""The score from which on a text is about a topic."""
Counted = dict[str, list[Hit]]
"""By topic, the hits that count, in the order of the text."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Every topic's terms; those of weight 0 are of the kind `topic-mask`."""
    for topic, file in vocabulary.topics.items():
        for language, weights in file.terms.items():
            for weight, phrases in weights.items():
                kind = TOPIC if weight else MASK
                for phrase in phrases:
                    yield Term(phrase, kind, topic, float(weight), language)
        yield from company.terms(topic, file)


def score(
    readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[dict[str, float], tuple[Mention, ...]]:
    """Every topic's score, 0 to 1 (0.5 and above: about it), and the words that it rests on."""
    found = find(readings, vocabulary)
    return scores(readings, found, vocabulary), mentions(readings, found)


def find(readings: Sequence[Reading], vocabulary: Vocabulary) -> tuple[Counted, ...]:
    """What counts in each of the readings."""
    return tuple(counted(reading, vocabulary.topics) for reading in readings)


def scores(
    readings: Sequence[Reading], found: Sequence[Counted], vocabulary: Vocabulary
) -> dict[str, float]:
    """Every topic's score by the terms that were found."""
    told = dict.fromkeys(vocabulary.topics, 0.0)
    for topic, each in signs_of(readings, found, vocabulary.topics).items():
        told[topic] = round(probability(each, vocabulary.calibration), 4)
    return told


def mentions(readings: Sequence[Reading], found: Sequence[Counted]) -> tuple[Mention, ...]:
    """The words that the scores rest on, topic by topic."""
    return tuple(
        _mention(reading.passage, hit)
        for topic in sorted(set().union(*found))
        for reading, hits in zip(readings, found, strict=True)
        for hit in hits.get(topic, ())
    )


def counted(reading: Reading, topics: dict[str, TopicFile]) -> Counted:
    """Each topic's hits, the longest where some overlap, without those that are void."""
    grouped: Counted = {}
    for hit in reading.of(TOPIC):
        grouped.setdefault(hit.term.key, []).append(hit)
    for hit, _ in company.near(reading, topics):
        grouped.setdefault(hit.term.key, []).append(hit)
    voids: Counted = {}
    for hit in company.void(reading, topics):
        voids.setdefault(hit.term.key, []).append(hit)
    kept = {topic: _chosen(hits, voids.get(topic, ())) for topic, hits in grouped.items()}
    return {topic: hits for topic, hits in kept.items() if hits}


def signs_of(
    readings: Sequence[Reading], found: Sequence[Counted], topics: dict[str, TopicFile]
) -> dict[str, Signs]:
    """The signs of each topic of which anything counts."""
    fields = [(reading.passage.field == "title", length(reading.passage)) for reading in readings]
    told = {}
    for topic in set().union(*found):
        parts = [
            Part(*field, hits.get(topic, ())) for field, hits in zip(fields, found, strict=True)
        ]
        told[topic] = signs(parts, topics[topic].threshold)
    return told


def _chosen(hits: Sequence[Hit], voids: Sequence[Hit]) -> list[Hit]:
    """Of a topic the longest that are not void; of two terms in one place the heavier."""
    kept = [hit for hit in hits if not _is_void(hit, voids)] if voids else hits
    return longest(sorted(kept, key=lambda hit: -hit.term.weight))


def _is_void(hit: Hit, voids: Sequence[Hit]) -> bool:
    return any(void.first <= hit.first and hit.last <= void.last for void in voids)


def _mention(passage: Passage, hit: Hit) -> Mention:
    start, end = passage.starts[hit.first], passage.end(hit.last)
    return Mention(TOPIC, hit.term.key, passage.field, start, end, passage.text[start:end])
