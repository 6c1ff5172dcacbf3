"""Scenes: what is looked at to give the countries of a clause their parts."""

from dataclasses import dataclass, field

from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.instruments import Spoken
from classifiers.matcher import Hit
from classifiers.statuses import Verdict


@dataclass(slots=True)
class Parties:
    """The actors of one measure in one clause."""

    imposer: list[Actor] = field(default_factory=list)
    targeted: list[Actor] = field(default_factory=list)
    excluded: list[Actor] = field(default_factory=list)
    counterpart: list[Actor] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is looked at to place one actor."""

    clause: Clause
    spoken: Spoken
    verdict: Verdict
    actions: list[Hit]

    @property
    def outward(self) -> bool:
        """Whether the measure is on exports: its targets are destinations."""
        return self.spoken.entry.family.startswith("export")

    @property
    def answers(self) -> bool:
        """Whether the measure is what another act answers."""
        return any(hit.term.key == "answer" for hit in self.clause.of("mark"))

    @property
    def disputed(self) -> bool:
        """Whether another contests the measure: the complainant is its target."""
        return any(hit.term.key == "dispute" for hit in self.actions)

    @property
    def agreement(self) -> bool:
        return self.spoken.entry.family == "agreement"
