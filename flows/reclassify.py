"""The reclassify flow: stored items understood anew; shows the difference, alerts nobody."""

from dataclasses import dataclass
from datetime import UTC, datetime

from prefect import flow, task

from alerts.signature import signature
from classifiers.facts import Facts
from flows.report import Count
from flows.resources import Resources, open_resources
from flows.steps import FLOW, TASK, whole
from flows.understand import understand
from storage.facts import write_facts
from storage.stored import count_items, each_item

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """An item whose facts differ under today's vocabulary."""

    item_id: int
    title: str
    before: Facts
    after: Facts


@flow(name="reclassify", **FLOW)
def reclassify(apply: bool = False) -> tuple[Difference, ...]:
    """What differs under today's vocabulary, oldest item first; stored only when `apply`."""
    with open_resources() as resources:
        with resources.database.read() as session:
            count = Count(count_items(session) // _BATCH + 1)
        differences: list[Difference] = []
        last: int | None = 0
        while last is not None:
            found, last = _reclassify_batch(whole(resources), last, apply)
            differences += found
            count.step(f"{len(differences)} differ")
        return tuple(differences)


@task(name="reclassify batch", **TASK)
def _reclassify_batch(
    resources: Resources, after: int, apply: bool
) -> tuple[list[Difference], int | None]:
    """One batch in one transaction: its differences, and the id to go on after, if any."""
    with resources.database.read() as session:
        stored = each_item(session, after, _BATCH)
    anew = [(entry, understand(entry.item, resources.lexicon)) for entry in stored]
    if apply:
        with resources.database.write() as session:
            write_facts(session, {entry.id: facts for entry, facts in anew}, datetime.now(UTC))
    differences = [
        Difference(entry.id, entry.item.title, entry.facts, facts)
        for entry, facts in anew
        if signature(entry.facts) != signature(facts)
    ]
    return differences, stored[-1].id if len(stored) == _BATCH else None
