"""Why a country has the role that it has: the words of a measure, or of the sentence it is in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifiers.facts import Facts, Mention
from classifiers.matcher import Reading

_CUES = {"counterpart": "cooperation", "affected": "industry"}
"""Roles that need no measure, and the kind of word that gives each (see `classifiers.roles`)."""
_WHY = {
    "counterpart": "works with another: “{}” in its sentence",
    "affected": "whose industry is spoken of: “{}” in its sentence",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One role of one country, why it has it, and the words that say so."""

    code: str
    role: str
    why: str
    quotes: tuple[Mention, ...]


def parts(readings: Sequence[Reading], facts: Facts) -> tuple[Part, ...]:
    """A part for each role of each country of the facts, in their order."""
    return tuple(
        _part(code, role, readings, facts)
        for code in facts.countries
        for role in facts.roles.get(code, ())
    )


def _part(code: str, role: str, readings: Sequence[Reading], facts: Facts) -> Part:
    named = tuple(m for m in facts.mentions if m.kind == "country" and m.key == code)
    if role == "mentioned":
        return Part(code, role, "named, without a part in a measure", named)
    for why, quotes in (*_stated(code, role, facts), *_told(code, role, readings, named)):
        return Part(code, role, why, quotes)
    return Part(code, role, "as its sentence says", named)


def _stated(code: str, role: str, facts: Facts) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """What the measures say of it, the first of them that quotes words for it first."""
    several = len(facts.measures) > 1
    held: list[tuple[str, tuple[Mention, ...]]] = []
    for number, measure in enumerate(facts.measures, start=1):
        name = f"measure {number}" if several else "the measure"
        quotes = tuple(q for q in measure.quotes if (q.kind, q.key) == (role, code))
        if quotes:
            yield f"in {name}", quotes
        elif code in getattr(measure, role, ()):
            held.append((f"in {name}, which names it in other words", ()))
        elif role == "counterpart" and measure.family == "agreement" and code in measure.imposer:
            quotes = tuple(q for q in measure.quotes if (q.kind, q.key) == ("imposer", code))
            yield f"a party to {name}, an agreement", quotes
    yield from held


def _told(
    code: str, role: str, readings: Sequence[Reading], named: Sequence[Mention]
) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """The cue word in a sentence that names it."""
    if role not in _CUES:
        return
    for reading in readings:
        passage = reading.passage
        here = [m for m in named if m.field == passage.field]
        for sentence in passage.sentences:
            start, end = passage.starts[sentence[0]], passage.end(sentence[1] - 1)
            of_it = [m for m in here if start <= m.start < end]
            cues = reading.within(_CUES[role], sentence) if of_it else []
            for hit in cues[:1]:
                cue = passage.quote(hit.first, hit.last)
                at = passage.starts[hit.first]
                words = Mention(role, code, passage.field, at, at + len(cue), cue)
                yield _WHY[role].format(cue), (*of_it, words)
