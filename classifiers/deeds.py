"""Deeds: what a clause says is done, may be done or is not done with an instrument."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from classifiers.clauses import Clause, widest
from classifiers.instruments import Spoken
from classifiers.matcher import Hit, Term

_FIRST = attrgetter("first")
_WITHOUT_OBJECT = ("force", "expire")
_ENDING = {"lift", "expire", "pause", "withdraw"}
_OBJECT = 4
"""How far behind its verb the object stands: ended [the duty-free] exemption."""
_REACH = 7
"""How far after it a mood governs: considering [new 25% punitive] duties."""


def actions(clause: Clause) -> list[Hit]:
    """What the clause says is done, in order; a verb in two parts (schlägt … vor) is one action."""
    found = widest(clause.of("action"))
    if found and (named := _goods(clause)):
        found = [hit for hit in found if hit.first not in named]
    found = [h for h in found if h.term.key != "exempt" or not clause.negates(h)]
    found += _split_verbs(clause)
    return sorted(found, key=_FIRST)


def _goods(clause: Clause) -> set[int]:
    """The words of goods that are called by more than one: nobody cuts what are cut flowers."""
    long = (hit for hit in clause.of("product") if hit.first < hit.last)
    return {word for hit in long for word in range(hit.first, hit.last + 1)}


class Deeds:
    """The actions and moods of a clause that concern one instrument."""

    def __init__(
        self, clause: Clause, spoken: Spoken, beside: Sequence[Spoken], told: Sequence[Hit]
    ) -> None:
        self.clause, self.spoken = clause, spoken
        self.moods = widest(clause.of("mood"))
        edge = condition(clause, spoken)
        found = [hit for hit in _besides(told, spoken) if hit.first < edge]
        own = found
        if len(beside) > 1:
            own = [hit for hit in found if _about(hit, beside) == spoken.key]
            if not own and spoken.entry.family != "agreement":
                own = found
        self.actions = _without_exemptions(clause, sorted(own, key=_FIRST))
        self.keys = {hit.term.key for hit in self.actions}

    def first(self, *keys: str) -> Hit | None:
        if self.keys.isdisjoint(keys):
            return None
        return next((hit for hit in self.actions if hit.term.key in keys), None)

    def mood(self, key: str) -> Hit | None:
        """The first mood of a kind that governs an action or the instrument."""
        for mood in self.moods:
            if mood.term.key == key and self._reaches(mood, self._targets(self.actions)):
                return mood
        return None

    def governs(self, mood: str, *actions: str) -> bool:
        """Whether a mood bears on the instrument or on one of these actions."""
        moods = [hit for hit in self.moods if hit.term.key == mood]
        if not moods:
            return False
        targets = self._targets(hit for hit in self.actions if hit.term.key in actions)
        return any(self._reaches(hit, targets) for hit in moods)

    def _targets(self, actions: Iterable[Hit]) -> list[int]:
        return [self.spoken.first, *(action.last for action in actions)]

    def _reaches(self, mood: Hit, targets: list[int]) -> bool:
        reach = _REACH * self.clause.scale(mood.first)
        return any(mood.first <= target <= mood.last + reach for target in targets)


def _without_exemptions(clause: Clause, found: list[Hit]) -> list[Hit]:
    """The actions, the end of an exemption among them as a change: a duty is not lifted by it."""
    if all(hit.term.key != "exempt" for hit in found):
        return found
    kept: list[Hit] = []
    for hit in found:
        near = bool(kept) and hit.first - kept[-1].last <= _OBJECT * clause.scale(hit.first)
        if hit.term.key == "exempt" and near and kept[-1].term.key in _ENDING:
            ended = kept.pop()
            hit = Hit(Term("", "action", "change"), ended.first, ended.last)
        kept.append(hit)
    return kept


def _besides(found: Sequence[Hit], spoken: Spoken) -> Sequence[Hit]:
    """The actions that say more than the instrument's own words do: an anti-dumping probe."""
    built, taken = spoken.head, range(spoken.first, spoken.last + 1)
    if built is None:
        naming = ("impose", "strike", "change")
        return [hit for hit in found if hit.term.key not in naming or hit.first not in taken]
    if built.term.key not in ("ban", "stop"):
        return found
    banned = Hit(Term("", "action", "impose"), built.first, built.last)
    return [*(hit for hit in found if hit.first != built.first), banned]


def _about(action: Hit, beside: Sequence[Spoken]) -> str:
    """The key of the instrument that an action is about: the next, else the last before it.

    A verb without an object is about its subject, so the other way round: the agreement took
    effect and ends duties.
    """
    after = [each for each in beside if each.last >= action.first]
    before = [each for each in beside if each.last < action.first]
    if before and (not after or action.term.key in _WITHOUT_OBJECT):
        return before[-1].key
    return after[0].key


def condition(clause: Clause, spoken: Spoken) -> int:
    """Where a condition begins behind the instrument: what it says is not done with it."""
    for hit in clause.keyed("mood", "if"):
        if hit.first > spoken.last:
            return hit.first
    return clause.past


def _split_verbs(clause: Clause) -> Iterator[Hit]:
    """Verbs whose particle closes the clause, as the actions they are."""
    passage = clause.reading.passage
    for hit in clause.of("split"):
        action, particle = hit.term.key.split()
        for word in range(hit.last + 1, clause.past):
            after = passage.text[passage.end(word) : passage.end(word) + 1]
            closes = word == clause.past - 1 or after in ",.;:!?"
            if passage.words[word] == particle and closes:
                yield Hit(Term(hit.term.phrase, "action", action), hit.first, hit.last)
                break
