"""Exemptions: whom a clause says that a measure spares."""

from classifiers import actors
from classifiers.actors import Actor
from classifiers.clauses import Clause


def spared(clause: Clause, cast: list[Actor]) -> list[Actor]:
    """Those behind an `except`, and those of whom it is said that they are exempt."""
    exempted = [hit for hit in clause.of("mark") if hit.term.key == "exempted"]
    found: list[Actor] = []
    for i, actor in enumerate(cast):
        if "except" in actor.marks:
            found.append(actor)
        elif any(actor.last < hit.first <= actor.last + 2 for hit in exempted):
            found += _group(cast, i)
    return found


def alone(clause: Clause) -> list[Actor]:
    """Those spared by a clause that names no instrument: it goes on about the last one."""
    if not any(hit.term.key in ("except", "exempted") for hit in clause.of("mark")):
        return []
    return spared(clause, actors.find(clause, {hit.first for hit in clause.of("action")}))


def _group(cast: list[Actor], last: int) -> list[Actor]:
    """An actor with those that it continues: Mexico and Canada are exempt."""
    first = last
    while cast[first].joined and first:
        first -= 1
    return cast[first : last + 1]
