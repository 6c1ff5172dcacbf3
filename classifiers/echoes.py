"""Echoes: sentences that go on about the last measure without stating one of their own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from classifiers import authorities, drafts, rates, when
from classifiers.details import Stated
from classifiers.drafts import Draft
from classifiers.matcher import Hit, Range, Reading, Term
from classifiers.passage import is_han
from config.measures import MeasureWords

_BEGINNING = 4
"""Among how many first words of a sentence what it is about stands."""
_VALID = ("effective", "expires")


def terms(words: MeasureWords) -> Iterator[Term]:
    """Terms of kind echo: nouns for a measure (the ban), and first words that mean one (it)."""
    for key, by_language in words.grammar.echoes.items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                yield Term(phrase, "echo", key, language=language)


def hear(
    draft: Draft,
    stated: Stated,
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> None:
    """Give a draft what a later sentence says about it.

    `stated` are the sentence's own drafts, none of which says enough to be a measure: The duties
    rest on Section 232. A sentence without any gives its rate, law and days: They expire in May.
    """
    for _, again in stated:
        if drafts.is_same(draft, again) and not drafts.differ_in_goods(draft, again):
            drafts.fill(draft, again)
    if not stated and _is_about_last(reading, sentence):
        _hear_details(draft, reading, sentence, published_at, language)


def names(reading: Reading, sentence: Range) -> bool:
    """Whether a sentence begins with a noun for the last measure (The ban …)."""
    nouns = (hit for hit in reading.within("echo", sentence) if hit.term.key == "noun")
    return any(_is_bare(reading, sentence, hit) for hit in nouns)


def _hear_details(
    draft: Draft,
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> None:
    """The rate, law and days of a sentence, but no day of announcement: it may be another one's."""
    if draft.rate is None and (told := rates.find(reading, sentence)):
        drafts.rate(draft, *told)
    if draft.authority is None and (found := authorities.find(reading, sentence)):
        draft.authority = found[0]
        draft.quotes.append(found[1])
    dates, quotes = when.find(reading, sentence, published_at, language)
    lacking = {
        name: getattr(dates, name)
        for name in ("effective", "expires", "removed")
        if getattr(draft.dates, name) is None
    }
    draft.dates = replace(draft.dates, **lacking)
    draft.quotes += [quote for quote in quotes if lacking.get(quote.kind) is not None]


def _is_about_last(reading: Reading, sentence: Range) -> bool:
    """Whether a sentence that names no instrument begins with what means the last one."""
    if any(hit.term.key == "meeting" for hit in reading.within("sense", sentence)):
        return False
    is_echo = {"noun": _is_bare, "subject": _is_in_force}
    return any(
        is_echo[hit.term.key](reading, sentence, hit) for hit in reading.within("echo", sentence)
    )


def _is_bare(reading: Reading, sentence: Range, noun: Hit) -> bool:
    """Whether a noun begins the sentence and nothing says of what: not rules on data protection."""
    words, after = reading.passage.words, noun.last + 1
    reach = _BEGINNING * (2 if is_han(words[noun.first]) else 1)
    if noun.first - sentence[0] >= reach or after >= sentence[1]:
        return False
    if is_han(words[noun.first]):
        return True
    marks = reading.within("mark", sentence)
    told = {hit.first for hit in marks if hit.term.key not in ("skip", "spares", "exempted")}
    return after not in told and not words[after][0].isdigit()


def _is_in_force(reading: Reading, sentence: Range, subject: Hit) -> bool:
    """Whether the sentence's first words are followed by a verb of validity: it takes effect."""
    near = range(subject.first, subject.last + _BEGINNING)
    verbs = (hit for hit in reading.within("when-verb", sentence) if hit.term.key in _VALID)
    return subject.first == sentence[0] and any(hit.first in near for hit in verbs)
