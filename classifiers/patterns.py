"""Which pattern words of the vocabulary a word of a text fits.

`*` stands for any ending or beginning (`tariff*`, `*zölle`). A word in lower case matches any case,
a Capitalised one needs a capital, a CAPITAL one capitals. A word of the text may lack its accents
(EXPORTACION), but has none too many.
"""

import re
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar
from unicodedata import normalize

from classifiers.passage import read

_MEMO_LIMIT = 20_000
"""Words; 2 MB, and nearly all that the news of a day in one language uses."""
_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})
_PLAIN_LENGTH = 5
"""Letters; a shorter word is only found with its accents."""
T = TypeVar("T")


class Memo(dict[str, T], Generic[T]):
    """What was made of each word; all is forgotten when it grows large."""

    def __init__(self, make: Callable[[str], T], limit: int = _MEMO_LIMIT) -> None:
        self._make, self._limit = make, limit

    def __missing__(self, word: str) -> T:
        if len(self) >= self._limit:
            self.clear()
        made = self[word] = self._make(word)
        return made


class Patterns:
    """Pattern words; those that a word of a text fits are looked up letter by letter."""

    def __init__(self) -> None:
        self._exact: dict[str, list[str]] = {}
        self._prefixes: dict[str, list[str]] = {}
        self._suffixes: dict[str, list[str]] = {}

    def add(self, pattern: str) -> None:
        table = self._exact
        if pattern.endswith("*"):
            table = self._prefixes
        elif pattern.startswith("*"):
            table = self._suffixes
        for spelling in _spellings(_fold(pattern.strip("*"))):
            known = table.setdefault(spelling, [])
            if pattern not in known:
                known.append(pattern)

    def fitting(self, word: str) -> tuple[str, ...]:
        """The patterns that a word of the text fits, the most exact first."""
        folded = _fold(word)
        found = list(self._exact.get(folded, ()))
        for cut in range(len(folded), 0, -1):
            found += self._prefixes.get(folded[:cut], ())
            found += self._suffixes.get(folded[-cut:], ())
        return tuple(dict.fromkeys(pattern for pattern in found if _case_fits(pattern, word)))


def words_of(phrase: str) -> Iterator[str]:
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
