"""The keys of a condition that ask about the item as a whole."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from alerts.measured import MEASURE_KEYS, ROLE_WORDS
from alerts.verdict import Match, Subject
from classifiers.facts import Facts, Field, Mention
from classifiers.matcher import Matcher, Term
from classifiers.passage import Passage, read
from config.schema import Condition

_PIECE = re.compile(r"[^\W_]+")


def topics(condition: Condition, subject: Subject) -> Match | None:
    facts = subject.facts
    found = [topic for topic in facts.topics if topic in condition.topics]
    return _match((f"topic {topic}" for topic in found), _mentions(facts, "topic", found))


def countries(condition: Condition, subject: Subject) -> Match | None:
    """Named in the item, or there in one of the roles; roles in a measure are `measured`'s."""
    facts = subject.facts
    found = [code for code in facts.countries if code in condition.countries]
    reasons = [f"country {code} is named" for code in found]
    if condition.roles and MEASURE_KEYS.isdisjoint(condition.model_fields_set):
        held = {code: _roles(condition, facts, code) for code in found}
        found = [code for code in found if held[code]]
        reasons = [f"country {code} {ROLE_WORDS[r]}" for code in found for r in held[code]]
    return _match(reasons, _mentions(facts, "country", found))


def _roles(condition: Condition, facts: Facts, code: str) -> list[str]:
    return [role for role in facts.roles.get(code, ()) if role in condition.roles]


def words(condition: Condition, subject: Subject) -> Match | None:
    """Whole words or phrases in any case, cut as the classifiers cut them."""
    item = subject.item
    evidence = [
        *_find(condition.words, _passage("title", item.title)),
        *_find(condition.words, _passage("body", item.body)),
    ]
    said = dict.fromkeys(mention.key for mention in evidence)
    return _match((f"the words “{word}”" for word in said), evidence)


def sources(condition: Condition, subject: Subject) -> Match | None:
    if subject.source.id not in condition.sources:
        return None
    return Match((f"source {subject.source.id}",))


def languages(condition: Condition, subject: Subject) -> Match | None:
    if subject.item.language not in condition.languages:
        return None
    return Match((f"language {subject.item.language}",))


def relevance(condition: Condition, subject: Subject) -> Match | None:
    least = condition.relevance or 0.0
    if subject.facts.relevance < least:
        return None
    return Match((f"relevance {subject.facts.relevance:.2f} is at least {least:g}",))


def _match(reasons: Iterable[str], evidence: Iterable[Mention]) -> Match | None:
    listed = tuple(reasons)
    return Match(listed, tuple(evidence)) if listed else None


def _mentions(facts: Facts, kind: str, keys: Iterable[str]) -> Iterator[Mention]:
    wanted = frozenset(keys)
    return (m for m in facts.mentions if m.kind == kind and m.key in wanted)


def _find(phrases: tuple[str, ...], passage: Passage) -> Iterator[Mention]:
    if not any(_may_stand(phrase, passage) for phrase in phrases):
        return
    for hit in _matcher(phrases).find(passage):
        start, end = passage.starts[hit.first], passage.end(hit.last)
        yield Mention("word", hit.term.key, passage.field, start, end, passage.text[start:end])


def _may_stand(phrase: str, passage: Passage) -> bool:
    """Whether the letters are there at all: spares most texts the walk over their words, and the
    matcher from remembering those."""
    text = _folded(passage.text)
    return all(piece in text for piece in _PIECE.findall(_folded(phrase)))


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=512)
def _matcher(phrases: tuple[str, ...]) -> Matcher:
    # A lower-case term fits every case, which is what a rule's words promise.
    return Matcher(Term(phrase.lower(), "word", phrase) for phrase in phrases)


@lru_cache(maxsize=4)
def _passage(field: Field, text: str) -> Passage:
    """Kept for the next rule, which asks about the same item."""
    return read(field, text)
