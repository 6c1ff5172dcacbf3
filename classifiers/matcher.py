"""Finds the terms of a vocabulary in a passage, in one walk over its words.

A term is written as its words. `*` stands for any ending or beginning (`tariff*`, `*zölle`).
A word in lower case matches any case, a Capitalised one needs a capital, a CAPITAL one capitals.
A word of the text may lack its accents (EXPORTACION), but has none too many.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from classifiers.passage import Passage, read

_JOINERS = frozenset(" \t\n\u00a0\u202f-‐‑–'’&/")
_MEMO_LIMIT = 200_000
_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})
_PLAIN_LENGTH = 5
"""Letters; a shorter word is only found with its accents."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the vocabulary; `language` is ISO 639-1, or None for every language."""

    phrase: str
    kind: str
    key: str
    weight: float = 1.0
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: from word `first` to word `last` of the passage, both included."""

    term: Term
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and every term found in it, by kind, in the order of the text."""

    passage: Passage
    hits: dict[str, list[Hit]]

    def of(self, kind: str) -> list[Hit]:
        return self.hits.get(kind, [])


@dataclass(slots=True)
class _Node:
    terms: list[Term] = field(default_factory=list)
    next: dict[str, "_Node"] = field(default_factory=dict)


class Matcher:
    """A trie over pattern words; which patterns a word fits is remembered per word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._root = _Node()
        self._exact: dict[str, list[str]] = {}
        self._prefixes: dict[str, list[str]] = {}
        self._suffixes: dict[str, list[str]] = {}
        self._memo: dict[str, tuple[str, ...]] = {}
        for term in terms:
            self._add(term)

    def find(self, passage: Passage) -> list[Hit]:
        """Every hit, overlapping ones too, by first word; the most exact term before others."""
        memo, root, hits = self._memo, self._root.next, list[Hit]()
        fits = [memo.get(word) for word in passage.words]
        for i, patterns in enumerate(fits):
            if patterns is None:
                patterns = fits[i] = self._fit(passage.words[i])
        for i, patterns in enumerate(fits):
            for pattern in patterns or ():
                node = root.get(pattern)
                if node is not None:
                    for term in node.terms:
                        hits.append(Hit(term, i, i))
                    if node.next:
                        hits.extend(self._walk(node, passage, fits, i, i))
        return hits

    def _add(self, term: Term) -> None:
        node = self._root
        for pattern in _pattern_words(term.phrase):
            self._learn(pattern)
            node = node.next.setdefault(pattern, _Node())
        node.terms.append(term)

    def _learn(self, pattern: str) -> None:
        table = self._exact
        if pattern.endswith("*"):
            table = self._prefixes
        elif pattern.startswith("*"):
            table = self._suffixes
        for spelling in _spellings(_fold(pattern.strip("*"))):
            known = table.setdefault(spelling, [])
            if pattern not in known:
                known.append(pattern)

    def _fit(self, word: str) -> tuple[str, ...]:
        """The patterns that a word of the text fits, the most exact first."""
        folded = _fold(word)
        found = list(self._exact.get(folded, ()))
        for cut in range(len(folded), 0, -1):
            found += self._prefixes.get(folded[:cut], ())
            found += self._suffixes.get(folded[-cut:], ())
        fitting = tuple(dict.fromkeys(pattern for pattern in found if _case_fits(pattern, word)))
        if len(self._memo) < _MEMO_LIMIT:
            self._memo[word] = fitting
        return fitting

    def _walk(
        self,
        node: _Node,
        passage: Passage,
        fits: Sequence[tuple[str, ...] | None],
        first: int,
        last: int,
    ) -> Iterator[Hit]:
        """The hits that begin so and go on after word `last`."""
        after = last + 1
        if after < len(fits) and fits[after] and _joined(passage, last):
            for pattern in fits[after] or ():
                onward = node.next.get(pattern)
                if onward is not None:
                    for term in onward.terms:
                        yield Hit(term, first, after)
                    if onward.next:
                        yield from self._walk(onward, passage, fits, first, after)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no earlier or longer hit overlaps, left to right."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


def _pattern_words(phrase: str) -> Iterator[str]:
    """The words of a term, cut as a text is cut, each with the stars it touches."""
    passage = read("body", phrase)
    if not passage.words:
        raise ValueError(f"a term without words: {phrase!r}")
    for word, start in zip(passage.words, passage.starts, strict=True):
        end = start + len(word)
        before, after = phrase[max(0, start - 1) : start] == "*", phrase[end : end + 1] == "*"
        if before and after:
            raise ValueError(f"a word takes one *, at its beginning or its end: {phrase!r}")
        yield ("*" if before else "") + word + ("*" if after else "")


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")


def _spellings(folded: str) -> Iterator[str]:
    """The word as written, and as capitals, telexes and hurried writers have it: without accents.

    Short words keep theirs, so that Irã is not ira, nor öl the Ol of a name.
    """
    yield folded
    plain = _LATIN_MARKS.sub("", normalize("NFD", folded.translate(_LIGATURES)))
    if len(plain) >= _PLAIN_LENGTH and plain != folded:
        yield normalize("NFC", plain)


def _case_fits(pattern: str, word: str) -> bool:
    bare = pattern.strip("*")
    if bare.islower() or not bare[:1].isupper():
        return True
    if len(bare) > 1 and bare.isupper():
        return word[: len(bare)].isupper() if pattern.endswith("*") else word.isupper()
    return word[:1].isupper()


def _joined(passage: Passage, word: int) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    end = passage.end(word)
    gap = passage.text[end : passage.starts[word + 1]]
    if gap == "" or gap == " ":
        return True
    if gap[0] == "." and len(passage.words[word]) <= 3:
        gap = gap[1:]
    return len(gap) <= 3 and _JOINERS.issuperset(gap)
