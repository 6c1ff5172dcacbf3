"""Whether two items are copies of one text, or two texts in much the same words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from classifiers.minhash import shingles
from classifiers.stories import TEASER, headline_of, words_of

_ALIKE = 0.6
"""The least share (Jaccard) of the runs of three words of two copies of a text."""
_WITHIN = 0.8
"""The least share of a cut text's runs that stand where the other begins."""
_NAMELESS = 0.85
"""The least share where no name is told from a word."""
_LONG = 120
"""Words from which a name or figure of one's own is a byline or a date."""
_AGREEING = 0.7
_MOST = 20_000
"""Letters."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_RATE = re.compile(
    r"(\d+(?:[.,]\d+)*)\s?(?:%|per ?cent|prozent|por cien|por cento|pour cent|процент)", re.I
)
# Past the first word of a sentence, and not the last of all, which may be cut.
_INSIDE = re.compile(r"(?<=[\w,;]\s)\w+(?=\W+\w)")


@dataclass(frozen=True, slots=True)
class Gist:
    """What two items are compared by."""

    source_id: str
    title: Sequence[str]
    headline: Sequence[str]
    """The title without its publisher (see `headline_of`)."""
    body: Sequence[str]
    runs: frozenset[int]
    """Of the body."""
    title_figures: frozenset[str]
    figures: frozenset[str]
    """Of the body, as are the names; in a headline every word may have a capital."""
    names: frozenset[str]
    main: frozenset[str]
    """The names that come again."""
    words: frozenset[str]
    """Of the body."""
    rates: frozenset[str]
    """Of title and body."""


@lru_cache(maxsize=512)
def gist_of(source_id: str, title: str, body: str) -> Gist:
    """The gist of an item's texts."""
    body = unicodedata.normalize("NFKC", body[:_MOST])
    title = unicodedata.normalize("NFKC", title[:_MOST])
    words = words_of(body)
    known = frozenset(words)
    inside = (word.casefold() for word in _INSIDE.findall(body) if word[0].isupper())
    named = Counter(word for word in inside if word in known)
    return Gist(
        source_id,
        words_of(title),
        words_of(headline_of(title)),
        words,
        shingles(words),
        _figures(_FIGURE.findall(title)),
        _figures(_FIGURE.findall(body)),
        frozenset(named),
        frozenset(name for name, count in named.items() if count > 1),
        known,
        _figures(_RATE.findall(f"{title}\n{body}")),
    )


def same_story(one: Gist, other: Gist) -> bool:
    """Whether both are copies of one text: uncut or cut at the end, under any headline.

    In doubt they are not: a story taken for another is never told. So two short texts are the same
    only word for word, and no two are where each has a number in its headline, a rate, or a subject
    that the other lacks.
    """
    if _differ(one.title_figures, other.title_figures) or _differ(one.rates, other.rates):
        return False
    if len(one.body) < TEASER or len(other.body) < TEASER:
        return _same_words(one, other)
    if one.source_id == other.source_id and _differ({*one.title}, {*other.title}):
        return False  # one publisher's boilerplate under each of its headlines
    return not _differ(_subject(one, other), _subject(other, one)) and _copied(one, other)


def _differ(one: "frozenset[str] | set[str]", other: "frozenset[str] | set[str]") -> bool:
    """Whether each has what the other lacks; having more is no difference."""
    return not (one <= other or other <= one)


def _same_words(one: Gist, other: Gist) -> bool:
    """Of two texts of which one is short: the same words, or one headline and one text cut."""
    if [*one.title, *one.body] == [*other.title, *other.body]:
        return True
    short, long = sorted((one, other), key=lambda gist: len(gist.body))
    same = one.title == other.title
    if one.source_id != other.source_id:
        same |= one.headline == other.title or one.title == other.headline
    # Without a text of its own it is the headline's bare copy.
    return same and _begins(short, long)


def _begins(short: Gist, long: Gist) -> bool:
    """Whether the one text is the beginning of the other, its last word perhaps cut too."""
    kept = short.body[:-1]
    return len(one := long.body[: len(kept)]) == len(kept) and list(one) == list(kept)


def _subject(one: Gist, other: Gist) -> set[str]:
    """The words that headline and text of the one share and the other has nowhere."""
    return {*one.title}.intersection(one.body).difference(other.title, other.body)


def _copied(one: Gist, other: Gist) -> bool:
    """Whether the texts are copies: alike as wholes, or the shorter is how the longer begins."""
    short, long = sorted((one, other), key=lambda gist: len(gist.body))
    shared = len(short.runs & long.runs)
    alike = shared / (len(short.runs) + len(long.runs) - shared)
    beginning = shingles(long.body[: len(short.body) * 3 // 2])
    within = len(short.runs & beginning) / len(short.runs)
    if alike < _ALIKE and within < _WITHIN:
        return False
    if one.main - other.words and other.main - one.words:
        return False
    own = (short.names - long.words, long.names - short.words)
    if len(short.body) >= _LONG:
        few = len(own[0]) <= (1 - _AGREEING) * len(short.names)
        return few and _agree(short.figures, long.figures)
    told = one.names or other.names or max(alike, within) >= _NAMELESS
    return bool(told) and not all(own) and not _differ(one.figures, other.figures)


def _agree(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether the one with more of them has nearly all of the other's."""
    return len(short & long) >= _AGREEING * min(len(short), len(long))


def _figures(written: list[str]) -> frozenset[str]:
    """Numbers by their value: 1,000 and 1000, 25 and 25.0 are the same."""
    plain = (_THOUSANDS.sub("", figure).replace(",", ".") for figure in written)
    return frozenset(re.sub(r"(\.\d*?)0+$", r"\1", figure).rstrip(".") for figure in plain)
