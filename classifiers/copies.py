"""Whether two items are copies of one text, or two texts in much the same words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from classifiers.minhash import shingles
from classifiers.wording import TEASER, headline_of, words_of

_ALIKE = 0.6
"""The least share (Jaccard) of the runs of three words of two copies of a text."""
_WITHIN = 0.8
"""The least share of a cut text's runs that stand where the other begins."""
_NAMELESS = 0.85
"""The least share where no name is told from a word."""
_LONG = 120
"""Words from which a name or figure of one's own is a byline or a date: in a shorter text it is the
subject, and all in which the texts of one template differ."""
_AGREEING = 0.7
"""The least share of a long text's names and figures that its copy has too: each desk adds its own
byline and date, and leaves out what its readers know."""
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
    text = unicodedata.normalize("NFKC", body[:_MOST])
    head = unicodedata.normalize("NFKC", title[:_MOST])
    words = words_of(text)
    known = frozenset(words)
    inside = (word.casefold() for word in _INSIDE.findall(text) if word[0].isupper())
    named = Counter(word for word in inside if word in known)
    return Gist(
        source_id=source_id,
        title=words_of(head),
        headline=words_of(headline_of(head)),
        body=words,
        runs=shingles(words),
        title_figures=_figures(_FIGURE.findall(head)),
        figures=_figures(_FIGURE.findall(text)),
        names=frozenset(named),
        main=frozenset(name for name, count in named.items() if count > 1),
        words=known,
        rates=_figures(_RATE.findall(f"{head}\n{text}")),
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


def _differ(one: Set[str], other: Set[str]) -> bool:
    """Whether each has what the other lacks; having more is no difference."""
    return not (one <= other or other <= one)


def _same_words(one: Gist, other: Gist) -> bool:
    """Of two texts of which one is short: the same words, or one headline and one text cut."""
    if [*one.title, *one.body] == [*other.title, *other.body]:
        return True
    short, long = sorted((one, other), key=lambda gist: len(gist.body))
    # Without a text of its own it is the headline's bare copy.
    return _same_headline(one, other) and _begins(short, long)


def _same_headline(one: Gist, other: Gist) -> bool:
    """Whether the headlines are the same, of two sources but for the name that one may add."""
    if one.title == other.title:
        return True
    unnamed = one.headline == other.title or one.title == other.headline
    return unnamed and one.source_id != other.source_id


def _begins(short: Gist, long: Gist) -> bool:
    """Whether the one text is the beginning of the other, its last word perhaps cut too."""
    kept = list(short.body[:-1])
    return list(long.body[: len(kept)]) == kept


def _subject(one: Gist, other: Gist) -> set[str]:
    """The words that headline and text of the one share and the other has nowhere."""
    return {*one.title}.intersection(one.body).difference(other.title, other.body)


def _copied(one: Gist, other: Gist) -> bool:
    """Whether the texts are copies: in the same words, with the same names and figures."""
    short, long = sorted((one, other), key=lambda gist: len(gist.body))
    return _is_alike(short, long) and _names_agree(short, long) and _figures_agree(short, long)


def _is_alike(short: Gist, long: Gist) -> bool:
    """Whether the texts are alike as wholes, or the shorter is how the longer begins."""
    shared = len(short.runs & long.runs)
    alike = shared / (len(short.runs) + len(long.runs) - shared)
    beginning = shingles(long.body[: len(short.body) * 3 // 2])
    within = len(short.runs & beginning) / len(short.runs)
    if len(short.body) < _LONG and not (short.names or long.names):
        return max(alike, within) >= _NAMELESS
    return alike >= _ALIKE or within >= _WITHIN


def _names_agree(short: Gist, long: Gist) -> bool:
    """Whether not each names what the other has nowhere, or a long text does so seldom."""
    if short.main - long.words and long.main - short.words:
        return False
    own, beyond = short.names - long.words, long.names - short.words
    if len(short.body) >= _LONG:
        return len(own) <= (1 - _AGREEING) * len(short.names)
    return not (own and beyond)


def _figures_agree(short: Gist, long: Gist) -> bool:
    """Whether one text has all figures of the other, or nearly all where both are long."""
    if len(short.body) < _LONG:
        return not _differ(short.figures, long.figures)
    fewer = min(len(short.figures), len(long.figures))
    return len(short.figures & long.figures) >= _AGREEING * fewer


def _figures(written: list[str]) -> frozenset[str]:
    """Numbers by their value: 1,000 and 1000, 25 and 25.0 are the same."""
    plain = (_THOUSANDS.sub("", figure).replace(",", ".") for figure in written)
    return frozenset(re.sub(r"(\.\d*?)0+$", r"\1", figure).rstrip(".") for figure in plain)
