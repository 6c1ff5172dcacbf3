"""How well facts agree with what people say: precision, recall and the worst mistakes."""

from bisect import insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from classifiers.facts import Facts
from classifiers.labelled import Labelled, Scope
from classifiers.topics import THRESHOLD
from config.codes import blocs

Axis = Literal["language", "source"]
FEWEST_POSITIVES, FEWEST_NEGATIVES = 15, 50
"""Texts that a source must have of a topic, and not of it, for its F1 to be averaged."""
_BINS = 100


@dataclass(slots=True)
class Confusion:
    """Counts of found and given, found alone, given alone, and neither."""

    true_positives: int = 0
    false_positives: int = 0
    missed: int = 0
    true_negatives: int = 0

    def add(self, given: bool, found: bool) -> None:
        if given:
            self.true_positives += found
            self.missed += not found
        else:
            self.false_positives += found
            self.true_negatives += not found

    @property
    def positives(self) -> int:
        return self.true_positives + self.missed

    @property
    def negatives(self) -> int:
        return self.false_positives + self.true_negatives

    @property
    def precision(self) -> float | None:
        """None where nothing was found; the others are None where they would divide by nothing."""
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float | None:
        return _share(self.true_positives, self.positives)

    @property
    def f1(self) -> float | None:
        wrong = self.false_positives + self.missed
        return _share(2 * self.true_positives, 2 * self.true_positives + wrong)

    @property
    def false_positive_rate(self) -> float | None:
        return _share(self.false_positives, self.negatives)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(slots=True)
class Curve:
    """How many texts have a score from each hundredth on, given and not given."""

    given: list[int] = field(default_factory=lambda: [0] * (_BINS + 1))
    others: list[int] = field(default_factory=lambda: [0] * (_BINS + 1))

    def add(self, score: float, given: bool) -> None:
        # Half a millionth, so that a score of 0.29 is not put below 0.29 by its last bit.
        place = min(_BINS, max(0, int(score * _BINS + 5e-7)))
        (self.given if given else self.others)[place] += 1

    def at(self, threshold: float) -> Confusion:
        """What would be found from a threshold on, taken in whole hundredths."""
        cut = round(threshold * _BINS)
        found, wrong = sum(self.given[cut:]), sum(self.others[cut:])
        return Confusion(found, wrong, sum(self.given[:cut]), sum(self.others[:cut]))

    def best(self) -> float:
        """The threshold of the highest F1, the middle one of several."""
        scores = [(self.at(cut / _BINS).f1 or 0.0, cut) for cut in range(1, _BINS + 1)]
        cuts = [cut for f1, cut in scores if f1 == max(scores)[0]]
        return cuts[len(cuts) // 2] / _BINS


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A text that was understood otherwise than people say."""

    surety: float
    """How far the score is on the wrong side of the threshold; the surest come first."""
    what: str = field(compare=False)
    """A topic, or `relevance`."""
    found: bool = field(compare=False)
    """Found and not given; else given and not found."""
    score: float = field(compare=False)
    row: Labelled = field(compare=False)
    words: tuple[str, ...] = field(compare=False)
    """The words that its score rests on."""


@dataclass(slots=True)
class Scored:
    """All that was counted, over everything and by language and source."""

    scope: Scope
    examples: int
    """Mistakes of each kind that are kept for each topic."""
    texts: int = 0
    topics: dict[str, Confusion] = field(default_factory=dict)
    cells: dict[tuple[Axis, str, str], Confusion] = field(default_factory=dict)
    """By axis, group on it, and topic."""
    countries: Confusion = field(default_factory=Confusion)
    country_cells: dict[tuple[Axis, str], Confusion] = field(default_factory=dict)
    curves: dict[str, Curve] = field(default_factory=dict)
    """Of each topic, and of `relevance` where anybody said what is relevant."""
    mistakes: dict[tuple[str, bool], list[Mistake]] = field(default_factory=dict)

    def add(self, row: Labelled, facts: Facts) -> None:
        """Count one text."""
        self.texts += 1
        if row.topics is not None:
            for topic in self.scope.topics:
                if topic not in row.unsure:
                    self._add_topic(row, facts, topic)
        if row.countries is not None:
            self._add_countries(row, facts)
        if row.relevant is not None:
            self.curves.setdefault(RELEVANCE, Curve()).add(facts.relevance, row.relevant)
            self._note(row, facts, RELEVANCE, facts.relevance, row.relevant)

    def groups(self, axis: Axis) -> tuple[str, ...]:
        """The groups on an axis, in order."""
        found = {group for on, group, _ in self.cells if on == axis}
        return tuple(sorted(found | {group for on, group in self.country_cells if on == axis}))

    def mean_f1(self, topic: str) -> tuple[float, int] | None:
        """The mean F1 over sources with enough texts, and how many these are."""
        cells = [c for (on, _, of), c in self.cells.items() if (on, of) == ("source", topic)]
        cells = [c for c in cells if c.positives >= FEWEST_POSITIVES]
        cells = [c for c in cells if c.negatives >= FEWEST_NEGATIVES]
        return (sum(c.f1 or 0.0 for c in cells) / len(cells), len(cells)) if cells else None

    def _add_topic(self, row: Labelled, facts: Facts, topic: str) -> None:
        given, found = topic in (row.topics or ()), topic in facts.topics
        if row.weak and not given:
            return
        self._cell("source", row.source, topic).add(given, found)
        if row.weak:
            return
        self._cell("language", row.language or UNKNOWN, topic).add(given, found)
        self.topics.setdefault(topic, Confusion()).add(given, found)
        score = facts.scores.get(topic, 0.0)
        self.curves.setdefault(topic, Curve()).add(score, given)
        self._note(row, facts, topic, score, given)

    def _cell(self, axis: Axis, group: str, topic: str) -> Confusion:
        return self.cells.setdefault((axis, group, topic), Confusion())

    def _add_countries(self, row: Labelled, facts: Facts) -> None:
        given = (row.countries or frozenset()) - row.optional
        found = frozenset(facts.countries) - row.optional
        if row.source not in self.scope.bloc_sources:
            found -= blocs().keys()
        for cell in (
            self.countries,
            self.country_cells.setdefault(("language", row.language or UNKNOWN), Confusion()),
            self.country_cells.setdefault(("source", row.source), Confusion()),
        ):
            cell.true_positives += len(given & found)
            cell.false_positives += len(found - given)
            cell.missed += len(given - found)

    def _note(self, row: Labelled, facts: Facts, what: str, score: float, given: bool) -> None:
        found = score >= THRESHOLD
        if found == given or not self.examples:
            return
        kept = self.mistakes.setdefault((what, found), [])
        topic = "tariffs" if what == RELEVANCE else what
        words = dict.fromkeys(m.phrase for m in facts.mentions if (m.kind, m.key) == _of(topic))
        mistake = Mistake(-abs(score - THRESHOLD), what, found, score, row, tuple(words))
        insort(kept, mistake)
        del kept[self.examples :]


UNKNOWN = "unknown"
"""The group of texts whose language nobody said and nothing showed."""
RELEVANCE = "relevance"


def _of(topic: str) -> tuple[str, str]:
    return "topic", topic


def in_figures(confusion: Confusion) -> Mapping[str, float | int | None]:
    """A confusion's counts and shares by name, the shares to four places."""
    return dict(_figures(confusion))


def _figures(confusion: Confusion) -> Iterator[tuple[str, float | int | None]]:
    for name in ("precision", "recall", "f1", "false_positive_rate"):
        value = getattr(confusion, name)
        yield name, value if value is None else round(value, 4)
    for name in Confusion.__slots__:
        yield name, getattr(confusion, name)
