"""The collect flow: fetch and read side by side, then understand, match and save in turn."""

import random
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from queue import Empty, SimpleQueue

from prefect import flow, task
from prefect.futures import PrefectFuture

from config.load import source_of
from config.schema import Source
from flows.contained import contained_look
from flows.gather import Gathered, take
from flows.look import Look
from flows.oversee import note_look, tell_operator
from flows.report import Count, SourceReport
from flows.resources import Resources, open_resources
from flows.runlog import logged
from flows.steps import AT_ONCE, FLOW, TASK, whole
from flows.store import prune, store
from sources.document import FetchError, FetchState
from sources.due import after_failure, by_turns, is_due
from storage.sources import states

Arrival = tuple[Look, Gathered | FetchError]
Arrivals = SimpleQueue[Arrival]

_BATCH = 25
_WATCH = 2.0
"""Seconds."""
_SPREAD = random.Random()  # noqa: S311 - spreads polls, guards nothing


@flow(name="collect", **FLOW)
def collect(
    paths: Sequence[str] | None = None, alert_baseline: bool = False
) -> tuple[SourceReport, ...]:
    """Look at the sources that are due, or at files and folders in their place."""
    with open_resources() as resources:
        if paths is None:
            sources = by_turns(due(resources, datetime.now(UTC)))
        else:
            sources = tuple({source.id: source for source in map(source_of, paths)}.values())
        return collect_from(
            resources, sources, alert_baseline=alert_baseline, reread=paths is not None
        )


def due(resources: Resources, now: datetime) -> tuple[Source, ...]:
    """The configured sources to look at now."""
    known = _states(resources)
    return tuple(
        source
        for source in resources.sources
        if is_due(source, known.get(source.id, FetchState()), now)
    )


def _states(resources: Resources) -> dict[str, FetchState]:
    with resources.database.read() as session:
        return {record.source_id: record.state for record in states(session)}


def collect_from(
    resources: Resources,
    sources: Sequence[Source],
    *,
    flow_name: str = "collect",
    alert_baseline: bool = False,
    reread: bool = False,
) -> tuple[SourceReport, ...]:
    """Fetch all, save each as it arrives, tell the operator, and keep the run in our own log.

    `reread` reads a document again though it is the same as last time.
    """
    now = datetime.now(UTC)
    reports: list[SourceReport] = []
    with logged(resources, flow_name, reports):
        known = _states(resources)
        kept = [known.get(source.id, FetchState()) for source in sources]
        looks = [
            Look(resources, source, _blank(state) if reread else state, now, alert_baseline)
            for source, state in zip(sources, kept, strict=True)
        ]
        found = _look_at(looks)
        reports += [found[source.id] for source in sources]
        tell_operator(resources, now)
        prune(resources, now)
    return tuple(reports)


def _look_at(looks: Sequence[Look]) -> dict[str, SourceReport]:
    """The report of each source: fetched side by side, saved in turn as they arrive.

    A Prefect task a source and step would cost more than the step: so some lanes take the sources
    one after another, and what has arrived is saved in batches.
    """
    ahead, arrived = deque(looks), Arrivals()
    lanes = [_gather.submit(whole(ahead), whole(arrived)) for _ in looks[:AT_ONCE]]
    count, found = Count(len(looks)), dict[str, SourceReport]()
    while len(found) < len(looks):
        for report in _store(whole(_next(arrived, lanes))):
            found[report.source_id] = report
            count.step(report.name)
    return found


def _next(arrived: Arrivals, lanes: "Sequence[PrefectFuture[None]]") -> list[Arrival]:
    """What has arrived since; a lane that broke breaks the run instead of being waited for."""
    while True:
        try:
            batch = [arrived.get(timeout=_WATCH)]
        except Empty:
            for lane in lanes:
                if lane.state.is_final():
                    lane.result()
            continue
        while len(batch) < _BATCH and not arrived.empty():
            batch.append(arrived.get())
        return batch


def _blank(state: FetchState) -> FetchState:
    """The state without what would let the source say that nothing has changed."""
    return state.after(etag=None, last_modified=None, digest=None)


@task(name="fetch, read", **TASK)
def _gather(ahead: deque[Look], arrived: Arrivals) -> None:
    """Look at one source after another while there are any."""
    while (look := _pop(ahead)) is not None:
        arrived.put((look, _attempt(look)))


def _pop(ahead: deque[Look]) -> Look | None:
    """The next look; None when other lanes have taken the last."""
    try:
        return ahead.popleft()
    except IndexError:
        return None


def _attempt(look: Look) -> Gathered | FetchError:
    try:
        with contained_look(look.source.id):
            return take(look)
    except FetchError as error:
        return error


@task(name="understand, save", **TASK)
def _store(batch: Sequence[Arrival]) -> tuple[SourceReport, ...]:
    """Each in a transaction of its own."""
    return tuple(_conclude(look, found) for look, found in batch)


def _conclude(look: Look, found: Gathered | FetchError) -> SourceReport:
    """The report of a look that was fetched, or of one that failed."""
    try:
        if isinstance(found, FetchError):
            raise found
        return store(look, found)
    except FetchError as error:
        return _record_failure(look, error)


def _record_failure(look: Look, error: FetchError) -> SourceReport:
    state = after_failure(look.source, look.state, error, look.now, _SPREAD)
    with look.resources.database.write() as session:
        note_look(session, look.source, state, look.now, error=error.reason)
    return SourceReport(look.source.id, look.source.name, problems=(error.reason,), failed=True)
