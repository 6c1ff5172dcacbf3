"""The collect flow: fetch in parallel, then read, understand, match and save in turn."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from prefect import flow, task
from prefect.futures import PrefectFuture, as_completed

from config.load import source_of
from config.schema import Source
from flows.report import Count, SourceReport
from flows.resources import Resources, open_resources
from flows.runlog import logged
from flows.steps import FLOW, TASK, whole
from flows.understand import Readout, enter, may_alert, read_all, understand
from parsers.item import Item
from sources.document import Fetched, FetchError, FetchState
from sources.due import after_failure, after_success, is_due
from sources.fetch import fetch
from storage.items import Entry, Known, Saved, find_known, save
from storage.known import learn
from storage.sources import load_state, save_state

_SPREAD = random.Random()  # noqa: S311 - spreads polls, guards nothing


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one source, and what is remembered of the last."""

    resources: Resources
    source: Source
    state: FetchState
    now: datetime
    alert_baseline: bool = False

    @property
    def alerting(self) -> int | None:
        """How many of the newest items may alert; None is all."""
        first_look = not self.state.seen_before
        return self.source.baseline_alerts if first_look and not self.alert_baseline else None


@flow(name="collect", **FLOW)
def collect(
    paths: Sequence[str] | None = None, alert_baseline: bool = False
) -> tuple[SourceReport, ...]:
    """Look at the sources that are due, or at files and folders in their place."""
    with open_resources() as resources:
        if paths is None:
            sources = due(resources, datetime.now(UTC))
        else:
            sources = tuple({source.id: source for source in map(source_of, paths)}.values())
        return collect_from(
            resources, sources, alert_baseline=alert_baseline, reread=paths is not None
        )


def due(resources: Resources, now: datetime) -> tuple[Source, ...]:
    """The configured sources to look at now."""
    with resources.database.read() as session:
        return tuple(
            source
            for source in resources.sources
            if is_due(source, load_state(session, source.id), now)
        )


def collect_from(
    resources: Resources,
    sources: Sequence[Source],
    *,
    flow_name: str = "collect",
    alert_baseline: bool = False,
    reread: bool = False,
) -> tuple[SourceReport, ...]:
    """Fetch all, save each as it arrives, and keep the run in our own log.

    `reread` reads a document again though it is the same as last time.
    """
    now = datetime.now(UTC)
    reports: list[SourceReport] = []
    with logged(resources, flow_name, reports):
        with resources.database.read() as session:
            states = [load_state(session, source.id) for source in sources]
        looks = [
            Look(resources, source, _blank(state) if reread else state, now, alert_baseline)
            for source, state in zip(sources, states, strict=True)
        ]
        found = _look_at(looks)
        reports += [found[source.id] for source in sources]
    return tuple(reports)


def _look_at(looks: Sequence[Look]) -> dict[str, SourceReport]:
    """The report of each source: fetched side by side, saved in turn as they arrive."""
    futures = {_fetch.submit(whole(look)): look for look in looks}
    count, found = Count(len(looks)), dict[str, SourceReport]()
    for future in as_completed(list(futures)):
        look = futures[future]
        found[look.source.id] = _conclude(look, future)
        count.step(look.source.name)
    return found


def _blank(state: FetchState) -> FetchState:
    """The state without what would let the source say that nothing has changed."""
    return state.after(etag=None, last_modified=None, digest=None)


def _may_help(_task: object, _run: object, state: object) -> bool:
    """Whether fetching again can help."""
    error = getattr(state, "data", None)
    if not isinstance(error, FetchError) or error.permanent or error.soft:
        return False
    return error.retry_after is None


@task(name="fetch", retries=1, retry_delay_seconds=2, retry_condition_fn=_may_help, **TASK)
def _fetch(look: Look) -> Fetched:
    return fetch(look.source, look.state, look.resources.client, look.now)


@task(name="read, understand, save", **TASK)
def _save(look: Look, fetched: Fetched) -> SourceReport:
    """One transaction: items, facts, alerts, deliveries and the source's state, or nothing."""
    readout = read_all(look.source, fetched.documents)
    if not readout.readable:
        raise FetchError(look.source.id, readout.problems[0], permanent=True)
    with look.resources.database.read() as session:
        known = find_known(session, look.source.id, readout.items)
    entries, unchanged = _sift(look, readout, known)
    state = after_success(look.source, look.state, fetched, look.now, _SPREAD)
    with look.resources.database.write() as session:
        saved = save(session, look.source.id, entries, look.now)
        learn(session, unchanged, look.now)
        save_state(session, look.source.id, state, look.now, new=len(saved.new))
    return _report(look, fetched, readout, saved, tuple(item_id for item_id, _ in unchanged))


def _sift(
    look: Look, readout: Readout, known: Mapping[int, Known]
) -> tuple[tuple[Entry, ...], tuple[tuple[int, Item], ...]]:
    """Entries for what is new or changed, and with its id what is neither."""
    entries, unchanged = [], []
    allowed = may_alert(readout.items, look.alerting)
    for index, item in enumerate(readout.items):
        earlier = known.get(index)
        if earlier is not None and earlier.content_hash == item.content_hash:
            unchanged.append((earlier.item_id, item))
            continue
        facts = understand(item, look.resources.lexicon)
        rules = look.resources.alerts
        entries.append(enter(look.source, item, facts, earlier, rules, alert=allowed(index)))
    return tuple(entries), tuple(unchanged)


def _report(
    look: Look, fetched: Fetched, readout: Readout, saved: Saved, unchanged: tuple[int, ...]
) -> SourceReport:
    return SourceReport(
        look.source.id,
        look.source.name,
        seen=len(readout.items),
        new=saved.new,
        changed=saved.changed,
        unchanged=unchanged,
        skipped=readout.skipped,
        alerts=saved.alerts,
        baseline=look.alerting is not None,
        problems=(*fetched.problems, *readout.problems),
    )


def _conclude(look: Look, future: "PrefectFuture[Fetched]") -> SourceReport:
    """The report of a look that was fetched, or of one that failed."""
    try:
        return _save(whole(look), whole(future.result()))
    except FetchError as error:
        return _record_failure(look, error)


def _record_failure(look: Look, error: FetchError) -> SourceReport:
    state = after_failure(look.source, look.state, error, look.now, _SPREAD)
    with look.resources.database.write() as session:
        save_state(session, look.source.id, state, look.now, error=error.reason)
    return SourceReport(look.source.id, look.source.name, problems=(error.reason,), failed=True)
