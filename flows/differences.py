"""What differs between the log and a replay of its documents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from classifiers.facts import Facts
from storage.compared import Twin, find_twins, twins_after
from storage.database import Database
from storage.documents import KeptLook

What = Literal["only in the log", "only in the replay", "text", "facts", "revision", "story"]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that is not the same in both."""

    what: tuple[What, ...]
    source_id: str
    title: str
    item_id: int | None
    """In the log."""
    before: Facts | None
    """In the log, as is `after` in the replay."""
    after: Facts | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did and found."""

    looks: int
    items: int
    """In the replay's database."""
    compared: int
    beyond: int
    """Items of the log that came, or changed last, by a look whose documents are not kept or were
    not asked for: nothing is said of them."""
    differences: tuple[Difference, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Which moments of which sources were replayed."""

    moments: Mapping[str, frozenset[datetime]]
    partial: bool
    """Whether other looks gave items too: a story may have begun in one of them."""

    def covers(self, source_id: str, moment: datetime) -> bool:
        return moment in self.moments.get(source_id, ())


def find_differences(
    log: Database,
    anew: Database,
    looks: Sequence[KeptLook],
    source: str | None = None,
    *,
    partial: bool = False,
) -> Replayed:
    """What the log and the replay of these looks do not have in common."""
    reach = Reach(_moments(looks), partial or not _from_the_start(log, looks))
    compared = beyond = items = 0
    found: list[Difference] = []
    for batch, twins in _side_by_side(log, anew, source):
        for twin in batch:
            difference = compare(twin, twins.get(twin.identity), reach)
            beyond += difference is None
            compared += difference is not None
            found += [difference] if difference and difference.what else []
    for batch, twins in _side_by_side(anew, log, None):
        items += len(batch)
        extra = [_extra(twin) for twin in batch if twin.identity not in twins]
        # Where earlier looks are missing, the log may know the item by an earlier identity.
        beyond += len(extra) if reach.partial else 0
        found += [] if reach.partial else extra
    return Replayed(len(looks), items, compared, beyond, tuple(found))


def compare(before: Twin, after: Twin | None, reach: Reach) -> Difference | None:
    """What is different of an item of the log; None where too little of it was replayed."""
    came = reach.covers(before.identity[0], before.first_seen_at)
    if after is None:
        return _difference(("only in the log",), before, None) if came else None
    if not reach.covers(before.identity[0], before.changed_at):
        return None
    what: list[What] = []
    if before.content_hash != after.content_hash:
        what.append("text")
    if _said(before.facts) != _said(after.facts):
        what.append("facts")
    if came and before.revision != after.revision:
        what.append("revision")
    if came and not reach.partial and before.story != after.story:
        what.append("story")
    return _difference(tuple(what), before, after)


def _said(facts: Facts) -> Facts:
    """The facts but for what is no fact: the vocabulary's hash, and topics of which is nothing."""
    scores = {topic: score for topic, score in facts.scores.items() if score}
    return replace(facts, vocabulary="", scores=scores)


def _difference(what: tuple[What, ...], before: Twin, after: Twin | None) -> Difference:
    return Difference(
        what,
        before.identity[0],
        before.title,
        before.id,
        before.facts,
        after.facts if after is not None else None,
    )


def _extra(twin: Twin) -> Difference:
    what: tuple[What, ...] = ("only in the replay",)
    return Difference(what, twin.identity[0], twin.title, None, None, twin.facts)


def _from_the_start(log: Database, looks: Sequence[KeptLook]) -> bool:
    """Whether the log has no item from before the first of the looks."""
    with log.read() as session:
        first = twins_after(session, 0, 1)
    return not first or (bool(looks) and looks[0].fetched_at <= first[0].first_seen_at)


def _moments(looks: Sequence[KeptLook]) -> dict[str, frozenset[datetime]]:
    found: dict[str, set[datetime]] = {}
    for look in looks:
        found.setdefault(look.source_id, set()).add(look.fetched_at)
    return {source_id: frozenset(moments) for source_id, moments in found.items()}


def _side_by_side(
    one: Database, other: Database, source: str | None
) -> Iterator[tuple[tuple[Twin, ...], dict[tuple[str, str], Twin]]]:
    """The items of the one, batch by batch, with those of the same identity in the other."""
    last = 0
    while True:
        with one.read() as session:
            batch = twins_after(session, last, _BATCH, source)
        if not batch:
            return
        with other.read() as session:
            yield batch, find_twins(session, [twin.identity for twin in batch])
        last = batch[-1].id
