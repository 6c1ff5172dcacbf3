"""Subjects: which of the countries that no small word places is the one that acts."""

from classifiers.actors import Actor
from classifiers.matcher import Hit
from classifiers.scenes import Parties, Scene


def seat(scene: Scene, open_actors: list[Actor], parties: Parties) -> None:
    """Give the clause's subject the part that its verb gives it."""
    free = [actor for actor in open_actors if actor not in parties.excluded]
    if scene.agreement:
        if scene.verdict.status is not None:
            parties.imposer += [actor for actor in free if not actor.adjective]
        return
    facing = next((hit for hit in scene.actions if hit.term.key in ("face", "dispute")), None)
    subject = _subject(scene, free, facing or scene.verdict.verb)
    if not subject:
        return
    if facing is not None:
        parties.targeted += subject
    elif scene.verdict.status == "under negotiation":
        parties.counterpart += subject
    elif not parties.imposer or _governed(scene, parties.imposer[0]):
        parties.imposer[:] = subject


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
