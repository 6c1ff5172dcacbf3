"""Scenes: what is looked at to give the countries of a clause their parts."""

from dataclasses import dataclass, field

from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.instruments import Spoken
from classifiers.matcher import Hit
from classifiers.statuses import Verdict, requested

_DETER = 4
"""How far before the measure its "against" stands: warns of, not against imposing new tariffs."""


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
        marks = self.clause.of("mark")
        return any(hit.term.key == "answer" and hit.first > self.spoken.last for hit in marks)

    @property
    def disputed(self) -> bool:
        """Whether another contests the measure: the complainant is its target."""
        return any(hit.term.key == "dispute" for hit in self.actions)

    @property
    def asked(self) -> Hit | None:
        """The verb by which one asks another to undo the measure."""
        return requested(self.actions, self.spoken)

    @property
    def warned(self) -> tuple[Hit, int] | None:
        """A warning against the measure, and where the one who is warned is no longer named."""
        warning = next((hit for hit in self.actions if hit.term.key == "warn"), None)
        if warning is None or warning.first > self.spoken.first:
            return None
        reach = _DETER * self.clause.scale(self.spoken.first) ** 2  # 不要 stands before the goods
        for hit in self.clause.of("mark"):
            near = self.spoken.first - reach <= hit.first <= self.spoken.first
            if hit.term.key == "deter" and hit.first > warning.last and near:
                return warning, hit.first
        return None

    @property
    def threat(self) -> Hit | None:
        """The verb by which the measure is threatened, before it."""
        if self.verdict.status != "threatened":
            return None
        moods = (hit for hit in self.clause.of("mood") if hit.term.key == "threat")
        return next((hit for hit in moods if hit.first < self.spoken.first), None)

    @property
    def agreement(self) -> bool:
        return self.spoken.entry.family == "agreement"
