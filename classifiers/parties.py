"""Parties: who imposes a measure on whom, by where a clause names them."""

import re
from collections.abc import Sequence

from classifiers import actors, deeds, subjects
from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.exemptions import spared
from classifiers.instruments import Spoken
from classifiers.matcher import Hit
from classifiers.passage import is_han
from classifiers.scenes import Parties, Scene
from classifiers.statuses import Verdict

_ACTING = {
    "impose",
    "strike",
    "decide",
    "raise",
    "cut",
    "change",
    "pause",
    "extend",
    "lift",
    "withdraw",
}
_CYRILLIC, _SMALL_CYRILLIC = re.compile("[А-Яа-яЁё]"), re.compile("[а-яё]")
_SHORT = re.compile(r"(?:[A-Z]{2,4}|(?:[A-Z]{1,2}\.)+(?: ?[A-Z]{1,2}\.)*)")


def find(clause: Clause, spoken: Spoken, verdict: Verdict, told: Sequence[Hit]) -> Parties:
    """The parties that the clause gives its instrument; nobody where it does not say.

    `told` is all that the clause says is done (see `deeds.actions`).
    """
    if not clause.named:
        return Parties()
    edge, span = deeds.condition(clause, spoken), range(spoken.first, spoken.last + 1)
    told = [hit for hit in told if hit.first not in span and hit.first < edge]
    scene = Scene(clause, spoken, verdict, told)
    walls = {*span, *(hit.first for hit in told)}
    cast = [actor for actor in actors.find(clause, walls) if actor.first < edge]
    parties, open_actors = Parties(), list[Actor]()
    role: str | None = None
    for actor in cast:
        role = role if actor.joined else _addressed(scene, actor) or _role(scene, actor)
        if role is None:
            open_actors.append(actor)
        elif role != "none":
            getattr(parties, role).append(actor)
    _exempt(clause, cast, parties)
    subjects.seat(scene, open_actors, parties)
    return _settled(scene, parties)


def _role(scene: Scene, actor: Actor) -> str | None:
    """The role that an actor's mark or place gives it; None where it may be a subject."""
    marks = actor.marks
    if "except" in marks:
        return "excluded"
    if "under" in marks:
        return "none"
    if scene.disputed and marks & {"with", "against"} and actor.last < scene.spoken.first:
        return "imposer"
    if marks & {"with", "between"} and not _is_origin(scene, actor):
        return "imposer" if scene.agreement else "counterpart"
    if scene.agreement:
        return None if not marks or marks == {"of"} or "skip" in marks else "none"
    if _inside(scene, actor):
        return "none" if scene.outward else "targeted"
    if scene.spoken.last < actor.first:
        return _role_after(scene, actor)
    return _role_before(scene, actor)


def _addressed(scene: Scene, actor: Actor) -> str | None:
    """The role of one who is asked, warned or threatened: threatens China with tariffs."""
    if actor.last >= scene.spoken.first or "except" in actor.marks:
        return None
    if (asked := scene.asked) and asked.last < actor.first and not actor.adjective:
        return "imposer" if _right_behind(scene, asked, actor) else None
    if warned := scene.warned:
        told = warned[0].last < actor.first and actor.last < warned[1]
        return "imposer" if told and not actor.adjective else None
    threat = scene.threat
    if threat and threat.last < actor.first and not actor.adjective:
        return "targeted" if _right_behind(scene, threat, actor) else None
    return None


def _right_behind(scene: Scene, verb: Hit, actor: Actor) -> bool:
    """Whether an actor is the verb's object: only articles and a preposition stand between."""
    between = range(verb.last + 1, actor.first)
    if len(between) > 2:
        return False
    marks = scene.clause.of("mark")
    small = {hit.first for hit in marks if hit.term.key in ("skip", "to", "against")}
    return small.issuperset(between)


def _is_origin(scene: Scene, actor: Actor) -> bool:
    """Whether a word for both with and from (Russian с) means where the goods come from."""
    goods = scene.spoken.last < actor.first and scene.verdict.status != "under negotiation"
    return bool(actor.marks & {"against", "from"}) and goods and not scene.agreement


def _inside(scene: Scene, actor: Actor) -> bool:
    """Whether it stands between a verb and its imports: bans Brazilian beef imports."""
    head = scene.spoken.head
    return head is not None and head.last < actor.first and actor.last < scene.spoken.last


def _role_after(scene: Scene, actor: Actor) -> str | None:
    """An actor that stands after the instrument."""
    marks, apart = actor.marks - {"skip"}, actor.marked_at - scene.spoken.last - 1
    if not marks:
        return _unmarked_after(scene, actor)
    if "of" in marks and _adjoins(scene, actor, apart):
        return "imposer"
    if "by" in marks and "against" not in marks and ("of" not in marks or _acted(scene, actor)):
        return "imposer"
    if scene.outward:
        return "targeted" if marks & {"to", "against"} else "none"
    if marks & {"against", "from", "of"}:
        return "targeted"
    return "none"


def _adjoins(scene: Scene, actor: Actor, apart: int) -> bool:
    """Whether a genitive belongs to the instrument: tariffs of …, not imports of goods of …."""
    if not 0 <= apart <= 4 or _ends_in_flow(scene):
        return False
    if any(hit.last == scene.spoken.last for hit in scene.prepositions):
        return False  # a duty on goods of a country
    between = range(scene.spoken.last + 1, actor.marked_at)
    small = {hit.first for hit in scene.clause.of("mark") if hit.term.key in ("of", "skip")}
    words = scene.clause.reading.passage.words
    if len(between) > 1 and not all(words[i].isdigit() or i in small for i in between):
        return False
    return not any(hit.first in between for hit in scene.clause.of("action"))


def _ends_in_flow(scene: Scene) -> bool:
    return any(hit.last == scene.spoken.last for hit in scene.clause.of("flow"))


def _acted(scene: Scene, actor: Actor) -> bool:
    """Whether a participle stands right beside: von den USA verhängt."""
    return any(
        actor.last < hit.first <= actor.last + 2 or hit.last == actor.marked_at - 1
        for hit in scene.actions
    )


def _unmarked_after(scene: Scene, actor: Actor) -> str | None:
    apart = actor.first - scene.spoken.last - 1
    if _ends_in_flow(scene) and apart <= 1 and (actor.adjective or is_han(actor.named.phrase)):
        return "none" if scene.outward and actor.adjective else "targeted"
    followed = any(
        hit.first in (actor.last + 1, actor.last + 2) and hit.term.key in _ACTING
        for hit in scene.actions
    )
    if followed:
        return "imposer"
    if _struck(scene, actor):
        return "targeted"
    if apart == 0 and _genitive_by_place(scene, actor) and not _ends_in_flow(scene):
        return "imposer"
    return None


def _genitive_by_place(scene: Scene, actor: Actor) -> bool:
    """пошлины США, Zölle Chinas, aranceles estadounidenses: no preposition is needed."""
    if scene.clause.gap(scene.spoken.last, actor.first).strip():
        return False
    cyrillic = bool(_CYRILLIC.search(actor.named.phrase))
    if actor.named.form == "demonym":
        return not cyrillic
    return cyrillic or actor.named.phrase.endswith("s")


def _role_before(scene: Scene, actor: Actor) -> str | None:
    """An actor that stands before the instrument."""
    han = is_han(actor.named.phrase)
    # Portuguese `a` is the article of a subject at least as often as a preposition.
    marks = frozenset[str]() if "skip" in actor.marks else actor.marks
    apart = scene.spoken.first - actor.last - 1
    if not han and _attributive(scene, actor, apart):
        return "imposer"
    if "from" in marks and not scene.outward:
        return "targeted"
    if "against" in marks and (han or marks == {"against"}):
        return "imposer" if scene.answers else "targeted"
    if "by" in marks and (_acted(scene, actor) or han):
        return "imposer"
    if marks - {"of", "place"}:
        return "none"
    if _struck(scene, actor):
        return "targeted"
    if _attributive(scene, actor, apart):
        return "imposer"
    return None if not marks else "none"


def _struck(scene: Scene, actor: Actor) -> bool:
    """Whether a verb falls on it directly: slaps China with duties, обложила украинское масло."""
    before = [hit for hit in scene.actions if hit.last < actor.first]
    return bool(before) and before[-1].term.key == "strike"


def _attributive(scene: Scene, actor: Actor, apart: int) -> bool:
    """US tariffs, China's new tariffs, 美国关税: the measure's owner stands right before it."""
    if actor.possessive:
        apart -= 1
    if (
        scene.spoken.head is not None
    ):  # Nigeria's ban on shea exports, but not Nigerian shea exports
        noun = scene.spoken.head.first == scene.spoken.first
        return noun and apart == 0 and (actor.adjective or actor.possessive)
    # A Russian adjective stands next to its noun; in English goods come between: US steel duties.
    reach = 1 if _SMALL_CYRILLIC.search(actor.named.phrase) else 2 * scene.clause.scale(actor.first)
    if not 0 <= apart <= reach or "," in scene.clause.gap(actor.last, scene.spoken.first):
        return False
    if any(actor.last < each.first < scene.spoken.first for each in scene.clause.named):
        return False  # drohen Schweizer Uhren US-Zölle
    between = range(actor.last + 1, scene.spoken.first)
    if any(hit.first in between for hit in scene.actions):
        return False
    if any(hit.first in between for hit in scene.prepositions):
        return False
    named = actor.named
    if is_han(named.phrase):
        return apart <= 1
    owns = named.form in ("demonym", "bloc", "capital", "metonym") or actor.possessive
    return owns or bool(_SHORT.fullmatch(named.phrase))


def _exempt(clause: Clause, cast: list[Actor], parties: Parties) -> None:
    """Move those whom the clause spares out of every other part."""
    parties.excluded = spared(clause, cast)
    if not parties.excluded:
        return
    for seats in (parties.imposer, parties.targeted, parties.counterpart):
        seats[:] = [actor for actor in seats if actor not in parties.excluded]


def _settled(scene: Scene, parties: Parties) -> Parties:
    """One part for each code: exempt before imposer before targeted."""
    parties.excluded = _once(parties.excluded, set())
    out = {actor.code for actor in parties.excluded}
    parties.imposer = _once(parties.imposer, out)
    parties.targeted = _once(parties.targeted, out | {a.code for a in parties.imposer})
    if scene.spoken.entry.family in ("subsidy", "export_subsidy", "agreement"):
        parties.targeted = []
    return parties


def _once(seats: list[Actor], without: set[str]) -> list[Actor]:
    kept: dict[str, Actor] = {}
    for actor in seats:
        if actor.code not in without:
            kept.setdefault(actor.code, actor)
    return list(kept.values())
