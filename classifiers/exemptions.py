"""Exemptions: whom a clause says that a measure spares."""

from classifiers import actors
from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.passage import is_han

_SHIPPED = 6
"""How far before its verb those who are exempt may stand, in words."""


def spared(clause: Clause, cast: list[Actor]) -> list[Actor]:
    """Those behind an `except`, and those of whom it is said that they are exempt."""
    exempted = [hit for hit in clause.keyed("mark", "exempted") if not clause.negates(hit)]
    spares = min((hit.last for hit in clause.keyed("mark", "spares")), default=None)
    part = spared_part(clause)
    found = [actor for actor in cast if actor.first in part]
    for i, actor in enumerate(cast):
        if "except" in actor.marks or _beyond(actor, spares) or _let_off(clause, actor):
            found.append(actor)
        elif any(actor.last < h.first <= actor.last + 2 * clause.scale(h.first) for h in exempted):
            found += _group(cast, i)
    return found


def spared_part(clause: Clause) -> range:
    """The words since the last comma that a Chinese 除外 spares; none without one."""
    passage = clause.reading.passage
    for hit in clause.keyed("mark", "exempted"):
        if is_han(passage.words[hit.first]):
            start = max(clause.first, hit.first - 1)
            while start > clause.first and not set(clause.gap(start - 1, start)) & set(",，;；"):
                start -= 1
            return range(start, hit.first) if start > clause.first else range(0)
    return range(0)


def alone(clause: Clause) -> list[Actor]:
    """Those spared by a clause that states no measure: it goes on about the last one."""
    if not any(clause.keyed("mark", key) for key in ("except", "exempted", "spares")):
        return []
    cast = actors.find(clause, {hit.first for hit in clause.of("action")})
    return spared(clause, cast) or _shipped(clause, cast)


def _shipped(clause: Clause, cast: list[Actor]) -> list[Actor]:
    """Those to or from whom what is shipped is exempt: deliveries to Chad under quota are …."""
    exempted = next(iter(clause.keyed("mark", "exempted")), None)
    before = [actor for actor in cast if exempted and actor.last < exempted.first]
    if not exempted or not before or clause.negates(exempted):
        return []
    if before[-1].first > clause.first + 1 and not before[-1].marks & {"to", "from", "against"}:
        return []
    near = exempted.first - before[-1].last <= _SHIPPED * clause.scale(exempted.first)
    return _group(cast, cast.index(before[-1])) if near else []


def _let_off(clause: Clause, actor: Actor) -> bool:
    """Whether words that spare have it as their object: exime a Chile, except shipments to Chad."""
    sparing = [hit for hit in clause.keyed("mark", "except") if hit.last < actor.first]
    if not sparing or actor.adjective:
        return False
    marks = [hit for hit in clause.of("mark") if hit.last < actor.first]
    small = {hit.first for hit in marks if hit.term.key in ("skip", "to", "against", "from")}
    between = range(sparing[-1].last + 1, actor.first)
    spoken = any(hit.first in between for hit in clause.of("instrument"))
    others = [word for word in between if word not in small]
    return len(between) <= 3 and len(others) <= 1 and others != [actor.first - 1] and not spoken


def _beyond(actor: Actor, spares: int | None) -> bool:
    """Whether it stands behind a verb that spares: the ban does not apply to Chad."""
    return spares is not None and actor.first > spares and "by" not in actor.marks


def _group(cast: list[Actor], last: int) -> list[Actor]:
    """An actor with those that it continues: Mexico and Canada are exempt."""
    first = last
    while cast[first].joined and first:
        first -= 1
    return cast[first : last + 1]
