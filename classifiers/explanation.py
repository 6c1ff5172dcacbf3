"""Why a text has the facts that it has: terms and weights, margins, parts, and what fell short."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from classifiers import company, topics
from classifiers.casting import Part, parts
from classifiers.classify import classify
from classifiers.facts import Facts, Field
from classifiers.lookalikes import Refused, refused
from classifiers.matcher import Hit, Reading
from classifiers.topics import THRESHOLD
from classifiers.vocabulary import Lexicon
from classifiers.weights import Signs
from config.topics import TopicFile

_Place = tuple[str, int, int]
"""Topic, first and last word."""
Use = Literal["counted", "masked", "passed over"]


@dataclass(frozen=True, slots=True)
class Found:
    """A term of a topic where it stands, and what became of it."""

    term: str
    """As the vocabulary has it (tariff*)."""
    weight: float
    language: str | None
    field: Field
    start: int
    end: int
    phrase: str
    use: Use = "counted"
    """`passed over`: another term of the topic stands there, or it lacks the company it needs."""
    by: str | None = None
    """The words of the text that decide so: a mask, the other term, the company it is in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One topic: its score, how far that is from the threshold, and every term found."""

    topic: str
    score: float
    threshold: float
    """The summed weight that a headline needs."""
    signs: Signs | None
    """What the score is made of; None where nothing counts."""
    found: tuple[Found, ...]

    @property
    def is_given(self) -> bool:
        return self.score >= THRESHOLD

    @property
    def margin(self) -> float:
        """How far the score is above 0.5; negative where it falls short."""
        return round(self.score - THRESHOLD, 4)

    @property
    def counted(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.use == "counted")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The facts of a text with the reasons for each, near misses included."""

    facts: Facts
    topics: tuple[Verdict, ...]
    """Of which anything was found; best first."""
    parts: tuple[Part, ...]
    """Each country's roles, in the order in which the countries are first named."""
    refused: tuple[Refused, ...]
    """Names that are a country's elsewhere and were not taken for one here."""


def explain(
    title: str,
    body: str,
    language: str | None,
    published_at: datetime | None,
    lexicon: Lexicon,
) -> Explanation:
    """What `classify` gives for the text, and why."""
    facts = classify(title, body, language, published_at, lexicon)
    readings = (lexicon.read("title", title, language), lexicon.read("body", body, language))
    found = [verdict for verdict in _verdicts(readings, facts, lexicon) if _is_told(verdict)]
    return Explanation(
        facts,
        tuple(sorted(found, key=lambda verdict: (-verdict.score, verdict.topic))),
        parts(readings, facts),
        refused(readings, facts),
    )


def _is_told(verdict: Verdict) -> bool:
    """Whether there is something to say of it: a term of it, or a verdict without one."""
    return verdict.is_given or bool(verdict.found)


def _verdicts(readings: Sequence[Reading], facts: Facts, lexicon: Lexicon) -> Iterator[Verdict]:
    files = lexicon.vocabulary.topics
    hits = [topics.counted(reading, files) for reading in readings]
    signs = topics.signs_of(readings, hits, files)
    looks = [
        _Look(reading, files, counted) for reading, counted in zip(readings, hits, strict=True)
    ]
    for topic, file in files.items():
        found = tuple(one for look in looks for one in look.found(topic))
        score = facts.scores.get(topic, 0.0)
        yield Verdict(topic, score, file.threshold, signs.get(topic), found)


class _Look:
    """One field, with all that decides which of its terms count."""

    def __init__(
        self, reading: Reading, files: dict[str, TopicFile], counted: topics.Counted
    ) -> None:
        self.reading, self.counted = reading, counted
        self.hits = list(reading.of(company.TOPIC))
        self.void = list(company.void(reading, files))
        near = list(company.near(reading, files))
        self.hits += [hit for hit, _ in near]
        self.company = {(hit.term.key, hit.first, hit.last): other for hit, other in near}
        self.hits += [hit for hit in company.lonely(reading) if _place(hit) not in self.company]

    def found(self, topic: str) -> Iterator[Found]:
        """The topic's terms, each place once, in the order of the text."""
        counted = {_place(hit): hit for hit in self.counted.get(topic, ())}
        mine = [hit for hit in self.hits if hit.term.key == topic]
        told = set(counted)
        listed = [*counted.values()]
        for hit in mine:
            if _place(hit) not in told:
                told.add(_place(hit))
                listed.append(hit)
        for hit in sorted(listed, key=lambda hit: (hit.first, -hit.last)):
            yield self._found(hit, *self._use(hit, counted))

    def _use(self, hit: Hit, counted: dict[_Place, Hit]) -> tuple[Use, Hit | None]:
        if _place(hit) in counted:
            return "counted", self.company.get(_place(hit))
        for void in self.void:
            if void.term.key == hit.term.key and _holds(void, hit):
                return "masked", company.wrong(self.reading, void) or void
        over = (h for h in counted.values() if h.first <= hit.last and hit.first <= h.last)
        return "passed over", next(over, None)

    def _found(self, hit: Hit, use: Use, by: Hit | None) -> Found:
        passage, term = self.reading.passage, hit.term
        start, end = passage.starts[hit.first], passage.end(hit.last)
        words = passage.quote(by.first, by.last) if by is not None else None
        phrase = passage.text[start:end]
        return Found(
            term.phrase, term.weight, term.language, passage.field, start, end, phrase, use, words
        )


def _holds(around: Hit, hit: Hit) -> bool:
    return around.first <= hit.first and hit.last <= around.last


def _place(hit: Hit) -> _Place:
    return hit.term.key, hit.first, hit.last
