"""Subjects: which of the countries that no small word places is the one that acts."""

from classifiers.actors import Actor
from classifiers.matcher import Hit
from classifiers.scenes import Parties, Scene

_OF_ITSELF = {"force", "expire"}
"""What a measure does, not what its imposer does."""
_DOING = {"impose", "strike", "decide", "raise", "cut", "change", "announce", "extend"}


def seat(scene: Scene, open_actors: list[Actor], parties: Parties) -> None:
    """Give the clause's subject the part that its verb gives it."""
    free = [actor for actor in open_actors if actor not in parties.excluded]
    if scene.asked or scene.warned:
        return
    if scene.agreement:
        if _rejected(scene):
            parties.imposer += _named_in(scene, free)
        elif scene.verdict.status is not None:
            parties.imposer += [actor for actor in free if not actor.adjective]
        return
    facing = next((hit for hit in scene.actions if hit.term.key in ("face", "dispute")), None)
    verb = facing or _acting(scene)
    if verb is not None and verb.term.key in _OF_ITSELF and verb.first > scene.spoken.last:
        free = [actor for actor in free if actor.first > scene.spoken.last]
    subject = _subject(scene, free, verb)
    if not subject:
        return
    if facing is not None:
        parties.targeted += subject
    elif scene.verdict.status == "under negotiation":
        parties.counterpart += subject
    elif not parties.imposer or _governed(scene, parties.imposer[0]):
        parties.imposer[:] = subject


def _acting(scene: Scene) -> Hit | None:
    """The verb whose subject acts; of `the duty X imposed took effect` it is the first one."""
    verb = scene.verdict.verb
    if verb is None or verb.term.key not in _OF_ITSELF or verb.first < scene.spoken.last:
        return verb
    others = (hit for hit in scene.actions if hit.term.key not in _OF_ITSELF)
    return next((hit for hit in others if hit.term.key in _DOING), verb)


def _rejected(scene: Scene) -> bool:
    """Whether the clause tells of an agreement that somebody is against."""
    return any(hit.term.key == "reject" for hit in scene.actions)


def _named_in(scene: Scene, free: list[Actor]) -> list[Actor]:
    """The row of actors that stands right before or behind the instrument: the EU-Chile deal."""
    rows = list[list[Actor]]()
    for actor in free:
        if actor.joined and rows:
            rows[-1].append(actor)
        else:
            rows.append([actor])
    spoken = scene.spoken
    touching = (
        row
        for row in rows
        if len(row) > 1
        and (row[-1].last == spoken.first - 1 or row[0].first in (spoken.last + 1, spoken.last + 2))
    )
    return next(touching, [])


def _governed(scene: Scene, owner: Actor) -> bool:
    """Whether the verb's object is another's measure: China suspends US tariffs."""
    verb = scene.verdict.verb
    near = verb is not None and 0 < owner.first - verb.last <= 2
    return near and owner.last < scene.spoken.first and not owner.marks


def _subject(scene: Scene, free: list[Actor], verb: Hit | None) -> list[Actor]:
    """The actors that do what the verb says: nearest before it, or between it and its object."""
    able = [actor for actor in free if not actor.adjective or actor.joined]
    label = [actor for actor in able if _labels(scene, actor)]
    if label:
        return label
    if verb is None:
        return []
    edge = max(verb.first, scene.spoken.first)
    before = [actor for actor in able if actor.last < verb.first]
    between = [actor for actor in able if verb.last < actor.first and actor.last < edge]
    row = before or between
    if not row:
        return []
    last = row[-1]
    group = [last]
    for actor in reversed(row[:-1]):
        if not group[0].joined:
            break
        group.insert(0, actor)
    return group


def _labels(scene: Scene, actor: Actor) -> bool:
    """Whether the actor heads the sentence as a label: `Canada: …`."""
    passage = scene.clause.reading.passage
    after = passage.text[passage.end(actor.last) : passage.end(actor.last) + 1]
    return actor.first == scene.clause.first and after in (":", "：")
