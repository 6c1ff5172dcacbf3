"""One case through the project's own steps: fetch, read, understand, save, as often as it says."""

import json
import time
import urllib.request
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.email import write
from benchmarks.hostile.case import Case, Poll, Run
from benchmarks.hostile.memory import watched
from config.schema import EmailChannel, Selectors, Source
from flows import collect
from flows.gather import take
from flows.look import Look
from flows.report import SourceReport
from flows.resources import Resources
from flows.store import store
from sources.document import FetchError, FetchState
from sources.due import is_due
from sources.fetch import open_fetcher
from storage.database import open_database
from storage.outbox import claim
from storage.sources import load_state
from storage.stored import each_item

LISTS = Selectors(
    item="li, div:has(> a[href])",
    link="a[href]:not(:has(img))",
    next="a[rel~=next]",
)
"""Fits any list whose entries are list items, or boxes around a link: one for all listing cases."""
LONGEST_WAIT = 6.0
"""Seconds that are really waited where a case measures the wait; else the clock is put forward."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where cases are run: what the project opened, the server, and the guard's log."""

    resources: Resources
    base: str
    allowed: tuple[str, ...]
    guard_log: Path


def source_of(case: Case) -> Source:
    """The source that an operator would write for the case."""
    about: dict[str, Any] = {"id": case.source_id, "name": case.name, "location": case.url}
    if case.kind == "listing":
        return Source(**about, kind="page", selectors=LISTS, pages=5)
    if case.kind == "article":
        # A folder's HTML file is read as an article; here it comes over the network.
        return Source(**about, kind="feed").model_copy(update={"kind": "folder"})
    article = "always" if "canary" in case.check else "never"
    return Source(**about, kind="feed", article=article)


def run(case: Case, bench: Bench, folder: Path) -> Run:
    """Poll the case in a database of its own, and tell what came of it."""
    database = open_database(f"sqlite:///{folder / case.source_id}.db")
    refused = len(_lines(bench.guard_log))
    try:
        with open_fetcher(bench.allowed) as fetcher, watched() as peak:
            resources = replace(bench.resources, database=database, fetcher=fetcher)
            polls, alerts = _poll(case, resources, bench.base)
        return Run(
            polls=polls,
            stored=_stored(resources),
            html=_mails(resources),
            alerts=alerts,
            waited=_first_wait(_log(bench.base, case)),
            megabytes=peak.megabytes,
            outside=_lines(bench.guard_log)[refused:],
        )
    finally:
        database.close()


def _poll(case: Case, resources: Resources, base: str) -> tuple[list[Poll], int]:
    source, polls, alerts = source_of(case), list[Poll](), 0
    now = datetime.now(UTC)
    for _ in range(case.polls):
        state = _state(resources, source)
        now = _next_look(case, state, now)
        if not is_due(source, state, now):
            raise RuntimeError(f"not due at {now} though {state.next_due} is over")
        before = len(_log(base, case))
        started = time.monotonic()
        report = look(resources, source, state, now)
        seconds = time.monotonic() - started
        alerts += report.alerts
        polls.append(_told(report, state, seconds, _log(base, case)[before:]))
    return polls, alerts


def look(resources: Resources, source: Source, state: FetchState, now: datetime) -> SourceReport:
    """One look, as the collect flow takes it, without Prefect around its steps."""
    one = Look(resources, source, state, now, alert_baseline=True)
    try:
        return store(one, take(one))
    except FetchError as error:
        return collect._record_failure(one, error)


def _next_look(case: Case, state: FetchState, now: datetime) -> datetime:
    """When the next look is due: waited for, where the case measures it, else jumped to."""
    if state.next_due is None:
        return now
    if "min_wait" in case.check:
        wanted = (state.next_due - datetime.now(UTC)).total_seconds()
        time.sleep(max(0.0, min(wanted, LONGEST_WAIT)))
    return max(now, state.next_due)


def _told(
    report: SourceReport, state: FetchState, seconds: float, log: list[dict[str, Any]]
) -> Poll:
    outcome = "error" if report.failed else "ok"
    if not report.failed and report.seen == 0 and state.seen_before:
        outcome = "not_modified"
    return Poll(
        outcome=outcome,
        seconds=seconds,
        seen=report.seen,
        reason="; ".join(report.problems)[:300],
        requests=len(log),
        sent=max((entry["sent"] for entry in log), default=0),
    )


def _state(resources: Resources, source: Source) -> FetchState:
    with resources.database.read() as session:
        return load_state(session, source.id)


def _stored(resources: Resources) -> list[dict[str, str]]:
    with resources.database.read() as session:
        found = [one.item for one in each_item(session, 0, 100_000)]
    return [
        {"title": item.title, "summary": item.summary, "text": item.text, "url": item.url or ""}
        for item in found
    ]


def _mails(resources: Resources) -> str:
    """The HTML of the mails that are owed, a few hundred of them at most."""
    channel = resources.alerts.channels[0]
    if not isinstance(channel, EmailChannel):
        raise TypeError("the bench's channel is mail")
    now = datetime.now(UTC) + timedelta(days=400)
    with resources.database.write() as session:
        owed = claim(session, "bench", now, 200, timedelta(minutes=5))
    bodies = (write(delivery, channel, now).get_body(("html",)) for delivery in owed)
    return "\n".join(body.get_content() for body in bodies if body is not None)


def _log(base: str, case: Case) -> list[dict[str, Any]]:
    """The server's own log of the requests to the case, robots.txt and articles left out."""
    with urllib.request.urlopen(f"{base}/log.json", timeout=10) as answer:  # noqa: S310
        return [entry for entry in json.load(answer) if entry["case"] == case.name]


def _first_wait(log: list[dict[str, Any]]) -> float | None:
    return log[1]["t"] - log[0]["t"] if len(log) > 1 else None


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
