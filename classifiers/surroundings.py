"""What stands around a hit: looked up once per reading, asked by many rules."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field

from classifiers.matcher import Hit, Reading
from classifiers.passage import Passage

NAMES = ("country", "capital", "metonym")
_NOT_KNOWN = frozenset(
    (
        "namesake",
        "given name",
        "family name",
        "first name",
        "state",
        "town",
        "rival",
        "postal code",
        "homonym",
    )
)


@dataclass(slots=True)
class Surroundings:
    """A reading, and by word what covers it, begins or ends at it."""

    reading: Reading
    masks: frozenset[int] = field(init=False)
    """The words under a mask."""
    names: dict[int, int] = field(init=False)
    """Word to the length in words of the longest country name over it."""
    _masks: list[tuple[int, int]] = field(init=False)
    _spans: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _ends: dict[str, frozenset[int]] = field(default_factory=dict)
    _known: frozenset[int] | None = None

    def __post_init__(self) -> None:
        # 葡萄牙语, where each character is a word, is longer than 葡萄牙; Portuguese is no mask.
        tongues = [hit for hit in self.reading.of("language") if hit.first != hit.last]
        self._masks = [(hit.first, hit.last) for hit in (*self.reading.of("mask"), *tongues)]
        self.masks = frozenset(w for first, last in self._masks for w in range(first, last + 1))
        self.names = _longest_over([hit for kind in NAMES for hit in self.reading.of(kind)])

    @property
    def passage(self) -> Passage:
        return self.reading.passage

    def is_also(self, kind: str, hit: Hit) -> bool:
        """Whether a term of `kind` covers exactly the words of a hit."""
        return (hit.first, hit.last) in self._spans_of(kind)

    def is_masked(self, hit: Hit) -> bool:
        """Part of a phrase that is no country: Gulf of Mexico, Bank of Scotland."""
        return hit.first in self.masks and any(
            first <= hit.first and hit.last <= last for first, last in self._masks
        )

    def begins(self, kind: str, word: int) -> bool:
        return word in self._starts_of(kind)

    def past(self, kind: str, word: int) -> int | None:
        """The last word of the longest term of `kind` that begins at a word; None without one."""
        return self._starts_of(kind).get(word)

    def ends(self, kind: str, word: int) -> bool:
        if kind not in self._ends:
            self._ends[kind] = frozenset(last for _, last in self._spans_of(kind))
        return word in self._ends[kind]

    def has(self, kind: str, first: int, past: int) -> bool:
        """Whether a term of `kind` begins from word `first` to before word `past`."""
        return any(first <= hit.first < past for hit in self.reading.of(kind))

    def is_known(self, word: int) -> bool:
        """Whether a word belongs to any term but the names of people and towns."""
        if self._known is None:
            self._known = frozenset(
                each
                for kind, hits in self.reading.hits.items()
                if kind not in _NOT_KNOWN
                for hit in hits
                for each in range(hit.first, hit.last + 1)
            )
        return word in self._known or self.reading.covers(word)

    def is_spaced(self, word: int) -> bool:
        """Whether exactly a space stands between a word and the next."""
        return self.gap(word) == " "

    def gap(self, word: int) -> str | None:
        """The text between a word and the next; None before the first and after the last."""
        gaps = self.reading.passage.gaps
        return gaps[word + 1] if 0 <= word < len(gaps) - 2 else None

    def sentence(self, word: int) -> tuple[int, int]:
        """(first, one past the last) word of the sentence that a word is in."""
        ranges = self.passage.sentences
        return ranges[bisect_right(ranges, (word, len(self.passage.words) + 1)) - 1]

    def is_headline(self, word: int) -> bool:
        """Whether capitals say nothing in this sentence: most of its long words have one."""
        first, end = self.sentence(word)
        long = [each for each in self.passage.words[first:end] if len(each) > 3]
        return end - first > 2 and sum(each[0].isupper() for each in long) > 0.7 * len(long)

    def _starts_of(self, kind: str) -> dict[int, int]:
        if kind not in self._starts:
            self._starts[kind] = dict(sorted(self._spans_of(kind)))
        return self._starts[kind]

    def _spans_of(self, kind: str) -> Collection[tuple[int, int]]:
        if kind not in self._spans:
            self._spans[kind] = frozenset((hit.first, hit.last) for hit in self.reading.of(kind))
        return self._spans[kind]


def _longest_over(hits: list[Hit]) -> dict[int, int]:
    longest: dict[int, int] = {}
    for hit in hits:
        length = hit.last - hit.first + 1
        for word in range(hit.first, hit.last + 1):
            longest[word] = max(length, longest.get(word, 0))
    return longest
