"""Whether a run passed, by the checks that the server's index gives; pure."""

import json
import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any

from benchmarks.hostile.case import Case, Poll, Run

MOST_MEGABYTES = 300.0
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def verdict(case: Case, run: Run) -> list[str]:
    """A line for each thing that does not hold; none is a pass."""
    if run.crash is not None:
        return [f"crashed: {run.crash}"]
    faults = list(_always(run))
    for key, wanted in case.check.items():
        check = CHECKS.get(key)
        if check is None:
            faults.append(f"a check that is not known: {key}")
        else:
            faults += check(wanted, case, run)
    return faults


def _always(run: Run) -> Iterator[str]:
    """What holds for every case, whether its check says so or not."""
    if run.megabytes > MOST_MEGABYTES:
        yield f"took {run.megabytes:.0f} MB"
    if run.alerts > len(run.stored):
        yield f"{run.alerts} alerts of {len(run.stored)} items"
    if "\0" in _text(run) or _LONE_SURROGATE.search(_text(run)):
        yield "NUL or a lone surrogate is stored"
    for item in run.stored:
        if item["url"] and not re.match(r"https?://[^\s]+$", item["url"]):
            yield f"a link that is no web address is stored: {item['url'][:40]!r}"


def _outcome(wanted: str, case: Case, run: Run) -> Iterator[str]:
    reached = run.polls[-1].outcome
    if reached == "not_modified" and any(poll.outcome == "ok" for poll in run.polls):
        reached = "ok"
    if wanted != "any" and reached != wanted:
        yield f"{reached}, not {wanted}: {run.polls[-1].reason or 'no reason given'}"
    if wanted == "error" and run.stored:
        yield f"{len(run.stored)} items stored of an error"


def _items(wanted: Any, case: Case, run: Run) -> Iterator[str]:
    read = [poll.seen for poll in run.polls if poll.outcome == "ok"]
    count = len(run.stored) if case.polls == 1 else (read or [0])[0]
    yield from _count("items", count, wanted, run)


def _new_after(wanted: Any, case: Case, run: Run) -> Iterator[str]:
    yield from _count("items stored", len(run.stored), wanted, run)


def _count(what: str, count: int, wanted: Any, run: Run) -> Iterator[str]:
    least, most = wanted if isinstance(wanted, list) else (wanted, wanted)
    if not least <= count <= most:
        reason = next((poll.reason for poll in run.polls if poll.reason), "")
        yield f"{count} {what}, not {wanted}" + (f" ({reason})" if reason else "")


def _most(what: str, measure: Callable[[Poll], float]) -> Callable[[Any, Case, Run], Iterator[str]]:
    def check(wanted: float, case: Case, run: Run) -> Iterator[str]:
        worst = max(measure(poll) for poll in run.polls)
        if worst > wanted:
            yield f"{worst:.4g} {what}, at most {wanted}"

    return check


def _contains(wanted: str, case: Case, run: Run) -> Iterator[str]:
    if wanted not in _text(run):
        yield f"{wanted!r} is not in what is stored"


def _not_contains(refused: str, case: Case, run: Run) -> Iterator[str]:
    if refused in _text(run):
        yield f"{refused!r} is in what is stored"


def _html(refused: str, case: Case, run: Run) -> Iterator[str]:
    if refused in run.html:
        yield f"{refused!r} is in a mail's HTML"


def _canary(wanted: int, case: Case, run: Run) -> Iterator[str]:
    if run.canary != wanted:
        yield f"{run.canary} requests to what must not be touched"
    for line in run.outside:
        refused = json.loads(line)
        # The guard refuses public addresses too, and those may be asked for.
        if refused["kind"] == "blocked-connect" and not ip_address(refused["what"][0]).is_global:
            yield f"tried to reach {refused['what'][0]}"


def _min_wait(wanted: float, case: Case, run: Run) -> Iterator[str]:
    if run.waited is not None and run.waited < wanted - 0.1:
        yield f"asked again after {run.waited:.1f} s, not {wanted}"


def _polls(wanted: int, case: Case, run: Run) -> Iterator[str]:
    if len(run.polls) != wanted:
        yield f"{len(run.polls)} looks, not {wanted}"


def _text(run: Run) -> str:
    return "\n".join(value for item in run.stored for value in item.values())


CHECKS: dict[str, Callable[[Any, Case, Run], Iterator[str]]] = {
    "outcome": _outcome,
    "items": _items,
    "new_after": _new_after,
    "polls": _polls,
    "max_seconds": _most("s", lambda poll: poll.seconds),
    "max_requests": _most("requests", lambda poll: poll.requests),
    "max_mb": _most("MB taken", lambda poll: poll.sent / 1e6),
    "must_contain": _contains,
    "must_not_contain": _not_contains,
    "html_must_not_contain": _html,
    "canary": _canary,
    "min_wait": _min_wait,
}
