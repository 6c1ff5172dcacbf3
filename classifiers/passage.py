"""A text cut into words and sentences, with the places they stand at."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from classifiers.facts import Field

# Dotted abbreviations (U.S., EE.UU.) are one word; a Han character is a word of its own, so that
# Chinese needs no segmenter: its terms are phrases of characters.
_WORD = re.compile(r"((?:[^\W\d_]{1,2}\.){2,}|[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+)")
_PLAIN_WORD = re.compile(r"(\w+)")
"""The same words at twice the speed, in a text without `_`, Han and dotted abbreviations."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTTED = re.compile(r"\.[^\W\d_]{1,2}\.")
# A sentence ends before a capital or a figure, so not inside "bzw. über" or "и т. д. и". That all
# ends begin with one set of characters lets the search skip the others.
_SENTENCE_END = re.compile(
    r"[.!?…。！？；\n](?:"
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„¿¡(\[]*[^\Wa-zß-öø-ÿœа-яё])|(?<=[。！？；])"
    # A line ends one too, unless its text was only wrapped there: before a small letter, or behind
    # a comma or a small word that no sentence ends with.
    r"|(?<=\n)\s*\n\s*|(?<=\n)(?![^\S\n]*[a-zß-öø-ÿœа-яё])"
    r"(?<![,;，、]\n)(?<!\b(?:of|on|in|to|by|an)\n)"
    r"(?<!\b(?:and|the|for|der|die|das|den|dem|und|von|aus|del|los|las|con|por|des|les|dos|das)\n)"
    r"(?<!\b(?:de|du|la|le|el|et|da|do|em|из|на|от|по|за|не|во|ко|zu|im|am)\n)"
    r"(?<!\b(?:from|with)\n)(?<!\b[авиксуey]\n)\s*)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nr|Art|art|Abs|Sec|vs|Inc|Ltd|Corp|Co|Sen|Rep|Gov|Gen|Sr|Sra|núm|EE|UU|"
    r"г|гг|млн|млрд|им|ст|руб|долл|bzw|ca|Mio|Mrd|etc|approx|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[^\W\d_]|[^\W\d_]\.[^\W\d_]|(?<!\d)\d{1,2})\.$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an item: `words[i]` stands from `starts[i]` to before `ends[i]`."""

    field: Field
    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    """What stands between: `gaps[i]` before word i, the last one behind all words."""
    sentences: tuple[tuple[int, int], ...]
    """(first, one past the last) word index of each sentence."""

    def end(self, word: int) -> int:
        """The offset just past a word."""
        return self.ends[word]

    def quote(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]


def is_han(word: str) -> bool:
    """Whether a word is a Chinese character."""
    return "\u3400" <= word[:1] <= "\u9fff"


def read(field: Field, text: str) -> Passage:
    """The passage of a text."""
    parts = (_PLAIN_WORD if _is_plain(text) else _WORD).split(text)
    at = tuple(accumulate(map(len, parts)))
    words, starts, ends = tuple(parts[1::2]), at[:-1:2], at[1::2]
    return Passage(field, text, words, starts, ends, tuple(parts[::2]), _sentences(text, starts))


def _is_plain(text: str) -> bool:
    return not ("_" in text or _HAN.search(text) or _DOTTED.search(text))


def _sentences(text: str, starts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    ranges, first, word = [], 0, 0
    for match in _SENTENCE_END.finditer(text):
        if _is_abbreviation(text, match.start()):
            continue
        word = bisect_left(starts, match.end(), word)
        if word > first:
            ranges.append((first, word))
            first = word
    if first < len(starts):
        ranges.append((first, len(starts)))
    return tuple(ranges)


def _is_abbreviation(text: str, end: int) -> bool:
    """Whether what seems to end a sentence is the full stop of Mr., U.S. or the 2. of a date."""
    before = text[max(0, end - 6) : end]
    if len(before) == 6 and before[1:].isalpha() and before != "approx":
        return False  # asked of every sentence: of five letters and more there is no other
    return text[end] in ".\n" and _ABBREVIATION.search(before + text[end]) is not None
