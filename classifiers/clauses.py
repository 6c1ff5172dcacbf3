"""Sentences cut into clauses: the stretch within which words belong to one act."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from classifiers.countries import Named
from classifiers.matcher import Hit, Reading
from classifiers.passage import is_han

Range = tuple[int, int]
"""(first, one past the last) word."""

_FIRST = attrgetter("first")
_NO = frozenset({"not", "no", "nicht", "не", "não", "pas", "未", "不"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to `past` of a reading, and the countries named there."""

    reading: Reading
    first: int
    past: int
    named: tuple[Named, ...]
    _found: dict[str, list[Hit]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: str) -> list[Hit]:
        """The hits of a kind that lie within, in the order of the text; asked for often."""
        found = self._found.get(kind)
        if found is None:
            found = self._found[kind] = within(self.reading.of(kind), (self.first, self.past))
        return found

    def gap(self, after: int, before: int) -> str:
        """The text between two words."""
        passage = self.reading.passage
        return passage.text[passage.end(after) : passage.starts[before]]

    def scale(self, word: int) -> int:
        """How many words stand for one: a Chinese word is about two characters."""
        words = self.reading.passage.words
        return 2 if 0 <= word < len(words) and is_han(words[word]) else 1

    def negates(self, hit: Hit) -> bool:
        """Whether a bare no stands right before a hit: nicht ausgenommen."""
        words = self.reading.passage.words
        return hit.first > self.first and words[hit.first - 1].lower() in _NO

    def holds(self, field: str, start: int) -> bool:
        """Whether an offset of a field lies within."""
        passage = self.reading.passage
        inside = passage.starts[self.first] <= start < passage.end(self.past - 1)
        return field == passage.field and inside


def within(hits: Sequence[Hit], span: Range) -> list[Hit]:
    """The hits, ordered by first word, that lie inside a range."""
    if not hits:
        return []
    found = []
    for at in range(bisect_left(hits, span[0], key=_FIRST), len(hits)):
        hit = hits[at]
        if hit.first >= span[1]:
            break
        if hit.last < span[1]:
            found.append(hit)
    return found


def widest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer hit contains; of one span, all that are equally exact."""
    kept = list[Hit]()
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not any(
            other.first <= hit.first <= hit.last <= other.last
            and (other.first, other.last) != (hit.first, hit.last)
            for other in kept
        ):
            kept.append(hit)
    return kept


def clauses(reading: Reading, sentence: Range, named: Sequence[Named]) -> Iterator[Clause]:
    """The sentence cut at semicolons and before each word that begins another act (after)."""
    first, past = sentence
    here = [each for each in named if first <= each.first < past]
    breaks = {hit.first for hit in widest(within(reading.of("break"), sentence))}
    cuts = sorted(breaks | _after_semicolons(reading, sentence))
    if cuts and cuts[0] == first:
        cuts = [*cuts[1:], *_main_clause(reading, sentence, here)]
    edges = sorted({first, *cuts, past})
    for start, end in pairwise(edges):
        inside = tuple(each for each in here if start <= each.first < end)
        yield Clause(reading, start, end, inside)


def _after_semicolons(reading: Reading, sentence: Range) -> set[int]:
    """Where a sentence goes on after a semicolon, unless that only parts a list: (a) …; (b) …."""
    passage = reading.passage
    start, end = passage.starts[sentence[0]], passage.end(sentence[1] - 1)
    if ";" not in passage.text[start:end]:
        return set()
    words = range(sentence[0], sentence[1] - 1)
    gaps = {word + 1: passage.text[passage.end(word) : passage.starts[word + 1]] for word in words}
    if any("(" in gap for gap in gaps.values() if ";" in gap):
        return set()
    return {word for word, gap in gaps.items() if ";" in gap}


def _main_clause(reading: Reading, sentence: Range, here: Sequence[Named]) -> Iterator[int]:
    """Where a sentence that began with a break goes on: at a name next to a name, or a comma."""
    passage = reading.passage
    for before, named in pairwise(here):
        if passage.text[before.end : named.start] == " ":
            yield named.first
            return
    for word in range(sentence[0], sentence[1] - 1):
        if passage.text[passage.end(word)] in ",，":
            yield word + 1
            return
