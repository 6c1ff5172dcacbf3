"""A text cut into words and sentences, with the places they stand at."""

import re
from dataclasses import dataclass

from classifiers.facts import Field

# Dotted abbreviations (U.S., EE.UU.) are one word; a Han character is a word of its own, so that
# Chinese needs no segmenter: its terms are phrases of characters.
_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
# A sentence ends before a capital or a figure, so not inside "bzw. über" or "и т. д. и".
_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«„¿¡(\[]*[^\Wa-zß-öø-ÿœа-яё])|[。！？；]"
    # A line ends one too, unless its text was only wrapped there: before a small letter, or behind
    # a comma or a small word that no sentence ends with.
    r"|\n\s*\n\s*|\n(?![^\S\n]*[a-zß-öø-ÿœа-яё])(?<![,;，、]\n)(?<!\b(?:of|on|in|to|by|an)\n)"
    r"(?<!\b(?:and|the|for|der|die|das|den|dem|und|von|aus|del|los|las|con|por|des|les|dos|das)\n)"
    r"(?<!\b(?:de|du|la|le|el|et|da|do|em|из|на|от|по|за|не|во|ко|zu|im|am)\n)"
    r"(?<!\b(?:from|with)\n)(?<!\b[авиксуey]\n)\s*"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nr|Art|art|Abs|Sec|vs|Inc|Ltd|Corp|Co|Sen|Rep|Gov|Gen|Sr|Sra|núm|EE|UU|"
    r"г|гг|млн|млрд|им|ст|руб|долл|bzw|ca|Mio|Mrd|etc|approx|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[^\W\d_]|[^\W\d_]\.[^\W\d_]|(?<!\d)\d{1,2})\.$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an item: `words[i]` stands at `starts[i]`; `sentences` are word ranges."""

    field: Field
    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    """(first, one past the last) word index of each sentence."""

    def end(self, word: int) -> int:
        """The offset just past a word."""
        return self.starts[word] + len(self.words[word])

    def quote(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.starts[first] : self.end(last)]


def is_han(word: str) -> bool:
    """Whether a word is a Chinese character."""
    return "\u3400" <= word[:1] <= "\u9fff"


def read(field: Field, text: str) -> Passage:
    """The passage of a text."""
    found = [(match.group(), match.start()) for match in _WORD.finditer(text)]
    words = tuple(word for word, _ in found)
    starts = tuple(start for _, start in found)
    return Passage(field, text, words, starts, _sentences(text, starts))


def _sentences(text: str, starts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    ranges, first, word = [], 0, 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start() + 1]):
            continue
        while word < len(starts) and starts[word] < match.end():
            word += 1
        if word > first:
            ranges.append((first, word))
            first = word
    if first < len(starts):
        ranges.append((first, len(starts)))
    return tuple(ranges)
