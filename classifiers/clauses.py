"""Sentences cut into clauses: the stretch within which words belong to one act."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from classifiers.countries import Named
from classifiers.facts import Mention
from classifiers.matcher import Hit, Part, Range, Reading
from classifiers.passage import is_han

_FIRST = attrgetter("first")
_NO = frozenset({"not", "no", "nicht", "не", "não", "pas", "未", "不"})


@dataclass(slots=True)
class Clause:
    """Words `first` to `past` of a reading, and the countries named there."""

    reading: Reading
    first: int
    past: int
    named: tuple[Named, ...]
    hits: Part = field(repr=False)
    """What is found there, by kind."""
    _keyed: dict[str, dict[str, list[Hit]]] = field(default_factory=dict, repr=False)

    def of(self, kind: str) -> list[Hit]:
        """The hits of a kind that lie within, in the order of the text."""
        return self.hits[kind]

    def keyed(self, kind: str, key: str) -> Sequence[Hit]:
        """The same, of one key."""
        found = self._keyed.get(kind)
        if found is None:
            found = self._keyed[kind] = {}
            for hit in self.hits[kind]:
                found.setdefault(hit.term.key, []).append(hit)
        return found.get(key, ())

    def gap(self, after: int, before: int) -> str:
        """The text between two words."""
        passage = self.reading.passage
        if before == after + 1:
            return passage.gaps[before]
        return passage.text[passage.ends[after] : passage.starts[before]]

    def scale(self, word: int) -> int:
        """How many words stand for one: a Chinese word is about two characters."""
        words = self.reading.passage.words
        return 2 if 0 <= word < len(words) and is_han(words[word]) else 1

    def negates(self, hit: Hit) -> bool:
        """Whether a bare no stands right before a hit: nicht ausgenommen."""
        words = self.reading.passage.words
        return hit.first > self.first and words[hit.first - 1].lower() in _NO

    def has(self, quote: Mention) -> bool:
        """Whether a quote begins within."""
        passage = self.reading.passage
        inside = passage.starts[self.first] <= quote.start < passage.ends[self.past - 1]
        return quote.field == passage.field and inside


def widest(hits: list[Hit]) -> list[Hit]:
    """The hits that no longer hit contains; of one span, all that are equally exact."""
    if len(hits) < 2:
        return hits
    kept = list[Hit]()
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        for other in kept:
            if (
                hit.last <= other.last
                and other.first <= hit.first
                and (other.first, other.last) != (hit.first, hit.last)
            ):
                break
        else:
            kept.append(hit)
    return kept


def whole(reading: Reading, sentence: Range, named: Sequence[Named]) -> Clause:
    """A sentence as one clause; `named` are in the order of the text."""
    return Clause(reading, *sentence, _named_in(named, sentence), reading.part(sentence))


def clauses(reading: Reading, sentence: Range, named: Sequence[Named]) -> Iterator[Clause]:
    """The sentence cut at semicolons and before each word that begins another act (after)."""
    every = whole(reading, sentence, named)
    first, past = sentence
    breaks = {hit.first for hit in widest(every.of("break"))}
    cuts = sorted(breaks | _after_semicolons(reading, sentence))
    if cuts and cuts[0] == first:
        cuts = [*cuts[1:], *_main_clause(reading, sentence, every.named)]
    if not cuts:
        yield every
        return
    for span in pairwise(sorted({first, *cuts, past})):
        yield Clause(reading, *span, _named_in(every.named, span), Part(every.of, span))


def _named_in(named: Sequence[Named], span: Range) -> tuple[Named, ...]:
    start = bisect_left(named, span[0], key=_FIRST)
    return tuple(named[start : bisect_left(named, span[1], start, key=_FIRST)])


def _after_semicolons(reading: Reading, sentence: Range) -> set[int]:
    """Where a sentence goes on after a semicolon, unless that only parts a list: (a) …; (b) …."""
    passage = reading.passage
    if passage.text.find(";", passage.starts[sentence[0]], passage.ends[sentence[1] - 1]) < 0:
        return set()
    gaps = {word: passage.gaps[word] for word in range(sentence[0] + 1, sentence[1])}
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
        if passage.gaps[word + 1][:1] in (",", "，"):
            yield word + 1
            return
