"""Roles: what each country of an item is to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from classifiers import actors
from classifiers.actors import Actor
from classifiers.clauses import Clause, whole
from classifiers.countries import Named
from classifiers.facts import Field, Measure
from classifiers.matcher import Reading

ROLES = ("imposer", "targeted", "affected", "excluded", "counterpart", "mentioned")


def of(
    readings: Sequence[Reading], named: Sequence[Named], measures: Sequence[Measure]
) -> dict[str, tuple[str, ...]]:
    """Each code, in order of first mention, to its roles; `mentioned` where no other is known.

    Imposers, targets, the excluded and those who negotiate come from the measures; those who
    cooperate or are hurt without being aimed at come from the sentences.
    """
    found: dict[str, set[str]] = {each.code: set() for each in named}
    for measure in measures:
        for role, codes in _stated(measure):
            for code in codes:
                found.setdefault(code, set()).add(role)
    taken = {
        (quote.field, quote.start)
        for measure in measures
        for quote in measure.quotes
        if quote.kind in ("imposer", "targeted", "excluded")
    }
    for reading in readings:
        for role, code in _told(reading, named, taken):
            if role != "affected" or not found[code] & {"imposer", "targeted"}:
                found[code].add(role)
    return {
        code: tuple(role for role in ROLES if role in roles) or ("mentioned",)
        for code, roles in found.items()
    }


def _stated(measure: Measure) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "imposer", measure.imposer
    yield "targeted", measure.targeted
    yield "excluded", measure.excluded
    yield "counterpart", tuple(q.key for q in measure.quotes if q.kind == "counterpart")
    if measure.family == "agreement":
        yield "counterpart", measure.imposer


def _told(
    reading: Reading, named: Sequence[Named], taken: set[tuple[Field, int]]
) -> Iterator[tuple[str, str]]:
    """Roles that need no measure: who works with whom, whose industry is hit."""
    field = reading.passage.field
    mine = [each for each in named if each.field == field]
    if not mine:
        return
    joint, hurt = reading.holding("cooperation"), reading.holding("industry")
    for number in sorted(joint | hurt & reading.holding("instrument")):
        clause = whole(reading, reading.passage.sentences[number], mine)
        if clause.named and number in joint:
            free = tuple(each for each in clause.named if (field, each.start) not in taken)
            for actor in _partners(replace(clause, named=free)):
                yield "counterpart", actor.code
        if number in hurt and clause.of("instrument"):
            for code in _hurt(clause):
                yield "affected", code


def _partners(clause: Clause) -> list[Actor]:
    """Those named in one breath (X and Y, X-Y), and those with whom another acts."""
    cast = actors.find(clause, {hit.first for hit in clause.of("action")})
    partners: list[Actor] = []
    for before, actor in pairwise(cast):
        if before.code != actor.code and (actor.joined or "with" in actor.marks):
            partners += [before, actor]
    return partners


def _hurt(clause: Clause) -> Iterator[str]:
    """Whose exporters or industries the clause speaks of beside a measure."""
    industries = clause.of("industry")
    for named in clause.named:
        adjective = named.form == "demonym"
        before = range(named.first - 2, named.first) if adjective else range(0)
        after = range(named.last + 1, named.last + (4 if adjective else 3))
        if any(hit.first in after or hit.last in before for hit in industries):
            yield named.code
