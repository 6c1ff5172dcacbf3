"""Scenes: what is looked at to give the countries of a clause their parts."""

from dataclasses import dataclass, field

from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.instruments import Spoken
from classifiers.matcher import Hit
from classifiers.statuses import Verdict, requested

_SMALL = {"skip", "and", "of"}
"""Marks that are no preposition."""
_DETER = 4
"""How far before the measure its "against" stands: warns of, not against imposing new tariffs."""


@dataclass(slots=True)
class Parties:
    """The actors of one measure in one clause."""

    imposer: list[Actor] = field(default_factory=list)
    targeted: list[Actor] = field(default_factory=list)
    excluded: list[Actor] = field(default_factory=list)
    counterpart: list[Actor] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """What is looked at to place the actors; what each of them asks is found out once."""

    clause: Clause
    spoken: Spoken
    verdict: Verdict
    actions: list[Hit]
    agreement: bool = field(init=False)
    outward: bool = field(init=False)
    """Whether the measure is on exports: its targets are destinations."""
    disputed: bool = field(init=False)
    """Whether another contests the measure: the complainant is its target."""
    asked: Hit | None = field(init=False)
    """The verb by which one asks another to undo the measure."""
    warned: tuple[Hit, int] | None = field(init=False)
    """A warning against the measure, and where the one who is warned is no longer named."""
    threat: Hit | None = field(init=False)
    """The verb by which the measure is threatened, before it."""
    prepositions: list[Hit] = field(init=False)

    def __post_init__(self) -> None:
        self.agreement = self.spoken.entry.family == "agreement"
        self.outward = self.spoken.entry.family.startswith("export")
        self.disputed = any(hit.term.key == "dispute" for hit in self.actions)
        self.asked = requested(self.actions, self.spoken)
        self.warned = self._warned()
        self.threat = self._threat()
        marks = self.clause.of("mark")
        self.prepositions = [hit for hit in marks if hit.term.key not in _SMALL]

    @property
    def answers(self) -> bool:
        """Whether the measure is what another act answers."""
        return any(hit.first > self.spoken.last for hit in self.clause.keyed("mark", "answer"))

    def _warned(self) -> tuple[Hit, int] | None:
        warning = next((hit for hit in self.actions if hit.term.key == "warn"), None)
        if warning is None or warning.first > self.spoken.first:
            return None
        reach = _DETER * self.clause.scale(self.spoken.first) ** 2  # 不要 stands before the goods
        for hit in self.clause.keyed("mark", "deter"):
            near = self.spoken.first - reach <= hit.first <= self.spoken.first
            if hit.first > warning.last and near:
                return warning, hit.first
        return None

    def _threat(self) -> Hit | None:
        if self.verdict.status != "threatened":
            return None
        moods = self.clause.keyed("mood", "threat")
        return next((hit for hit in moods if hit.first < self.spoken.first), None)
