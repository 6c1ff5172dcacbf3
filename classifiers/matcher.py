"""Finds the terms of a vocabulary in a passage, in one walk over its words.

A term is written as its words (see `patterns`). The first words of terms hang on the root of a
trie, the next ones on theirs. Which patterns a word of the text fits is remembered, so that a word
seen before costs one look into a dict, and no more where no term begins with it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from classifiers.passage import Passage
from classifiers.patterns import Memo, Patterns, words_of

Range = tuple[int, int]
"""(first, one past the last) word."""

_JOINERS = frozenset(" \t\n\u00a0\u202f-‐‑–'’&/")
_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the vocabulary; `language` is ISO 639-1, or None for every language."""

    phrase: str
    kind: str
    key: str
    weight: float = 1.0
    language: str | None = None

    def __hash__(self) -> int:
        return hash(self.phrase)  # counted by the thousand; five fields would be hashed each time


@dataclass(slots=True)
class Hit:
    """A term found: from word `first` to word `last` of the passage, both included.

    Never changed; not frozen, as every text makes hundreds and a frozen one costs three times as
    much to make.
    """

    term: Term
    first: int
    last: int


class Part(dict[str, list[Hit]]):
    """The hits of each kind that lie inside a range, taken from the whole when asked for."""

    def __init__(self, whole: Callable[[str], list[Hit] | None], span: Range) -> None:
        self._whole, self._span = whole, span

    def __missing__(self, kind: str) -> list[Hit]:
        hits = self._whole(kind)
        found = self[kind] = within(hits, self._span) if hits else []
        return found


@dataclass(slots=True)
class Reading:
    """A passage and the terms found in it, by kind, in the order of the text.

    `later` finds the kinds that only a sentence about a measure is asked for.
    """

    passage: Passage
    hits: dict[str, list[Hit]]
    later: "Matcher | None" = None
    _parts: dict[Range, Part] = field(default_factory=dict)

    def of(self, kind: str) -> list[Hit]:
        """Every hit of a kind."""
        if self.later is None or kind not in self.later.kinds:
            return self.hits.get(kind, [])
        return self.part((0, len(self.passage.words)))[kind]

    def within(self, kind: str, span: Range) -> list[Hit]:
        """The hits of a kind that lie inside a sentence."""
        if self.later is None or kind not in self.later.kinds:
            return within(self.hits.get(kind, ()), span)
        return self.part(span)[kind]

    def part(self, span: Range) -> Part:
        """The hits inside a sentence, of all kinds; it is searched only once."""
        part = self._parts.get(span)
        if part is None:
            part = self._parts[span] = Part(self.hits.get, span)
            if self.later is not None:
                hits = self.later.find(self.passage, *span)
                part.update(by_kind(hit for hit in hits if hit.last < span[1]))
        return part

    def holding(self, kind: str) -> set[int]:
        """The numbers of the sentences that a kind is found in."""
        sentences, number, numbers = self.passage.sentences, 0, set[int]()
        for hit in self.of(kind):
            while sentences[number][1] <= hit.first:
                number += 1
            if hit.last < sentences[number][1]:
                numbers.add(number)
        return numbers

    def covers(self, word: int) -> bool:
        """Whether a word is part of a term of the kinds that are found later."""
        return self.later is not None and self.later.covers(self.passage, word)


@dataclass(slots=True)
class _Node:
    terms: list[Term] = field(default_factory=list)
    next: dict[str, "_Node"] = field(default_factory=dict)


class Matcher:
    """Finds a set of terms, which are of these `kinds`."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.kinds: set[str] = set()
        self._root = _Node()
        self._longest = 1
        patterns = Patterns()
        self._fitting = Memo(patterns.fitting)
        self._begun = Memo(self._begin)
        for term in terms:
            self._add(term, patterns)

    def find(self, passage: Passage, first: int = 0, past: int | None = None) -> list[Hit]:
        """Every hit, overlapping ones too, by first word; the most exact term before others.

        With `first` and `past` those that begin from the one word to before the other.
        """
        hits: list[Hit] = []
        words = passage.words
        for word, nodes in enumerate(map(self._begun.__getitem__, words[first:past]), first):
            if not nodes:
                continue
            after = self._fitting[words[word + 1]] if word + 1 < len(words) else ()
            for node in nodes:
                for term in node.terms:
                    hits.append(Hit(term, word, word))
                if not node.next.keys().isdisjoint(after):
                    self._follow(node, passage, word, word, hits)
        return hits

    def covers(self, passage: Passage, word: int) -> bool:
        """Whether a word is part of any hit."""
        near = self.find(passage, max(0, word - self._longest + 1), word + 1)
        return any(hit.last >= word for hit in near)

    def _add(self, term: Term, patterns: Patterns) -> None:
        node, length = self._root, 0
        for pattern in words_of(term.phrase):
            patterns.add(pattern)
            node, length = node.next.setdefault(pattern, _Node()), length + 1
        node.terms.append(term)
        self.kinds.add(term.kind)
        self._longest = max(self._longest, length)

    def _begin(self, word: str) -> tuple[_Node, ...]:
        """Where the terms go on that begin with a word: nowhere for most words."""
        begun = map(self._root.next.get, self._fitting[word])
        return tuple(node for node in begun if node is not None)

    def _follow(
        self, node: _Node, passage: Passage, first: int, last: int, hits: list[Hit]
    ) -> None:
        """Add the hits that begin so and go on after word `last`."""
        after = last + 1
        if after == len(passage.words) or not _joined(passage, last):
            return
        for pattern in self._fitting[passage.words[after]]:
            onward = node.next.get(pattern)
            if onward is not None:
                for term in onward.terms:
                    hits.append(Hit(term, first, after))
                if onward.next:
                    self._follow(onward, passage, first, after, hits)


def by_kind(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The hits of each kind, in their order."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.term.kind, []).append(hit)
    return found


def within(hits: Sequence[Hit], span: Range) -> list[Hit]:
    """The hits, ordered by first word, that lie inside a range."""
    if not hits:
        return []
    start = bisect_left(hits, span[0], key=_FIRST)
    past = bisect_left(hits, span[1], start, key=_FIRST)
    return [hit for hit in hits[start:past] if hit.last < span[1]]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no earlier or longer hit overlaps, left to right."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


def _joined(passage: Passage, word: int) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    gap = passage.gaps[word + 1]
    if gap == " " or gap == "":
        return True
    if gap[0] == "." and len(passage.words[word]) <= 3:
        gap = gap[1:]
    return len(gap) <= 3 and _JOINERS.issuperset(gap)
