"""When a source is looked at next; pure deciders."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median
from urllib.parse import urlsplit

from config.schema import Source
from sources.answers import LONGEST_WAIT
from sources.document import Fetched, FetchError, FetchState, digest_of

SOON = timedelta(hours=1)
MOST_DOUBLINGS = 15.0
WITHIN_A_RUN = 30.0
"""Seconds: a Retry-After that is further off is the next run's."""
A_STUMBLE = 5.0
"""Seconds: what took longer to fail is not tried again at once."""
_RECENT = 30
_FEWEST = 4


def is_due(source: Source, state: FetchState, now: datetime) -> bool:
    """Whether an enabled source is to be looked at now.

    A time further off than any we would set (the clock was wrong, `every` was shortened) is due:
    no source stops for good silently.
    """
    if not source.enabled:
        return False
    if state.next_due is None or state.next_due <= now:
        return True
    return state.next_due > now + _longest_wait(source)


def by_turns(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with those of one host far apart: threads that wait for its turn are few."""
    rounds: dict[str, int] = {}
    placed = []
    for source in sources:
        host = urlsplit(source.location).netloc
        rounds[host] = rounds.get(host, -1) + 1
        placed.append((rounds[host], source))
    return tuple(source for _, source in sorted(placed, key=lambda pair: pair[0]))


def place(source: Source, state: FetchState) -> str:
    """The URL to ask: where the location was moved for good, unless config names another since."""
    location, _, moved_to = (state.moved_to or "").partition(" ")
    return moved_to if moved_to and location == source.location else source.location


def again_after(error: FetchError, now: datetime, spent: float, pause: float) -> float | None:
    """Seconds after which to try once more in this run; None leaves it to a later one.

    `spent` are the seconds that the failed try took, `pause` those before another one.
    """
    if error.permanent:
        return None
    if error.retry_after is not None:
        wait = (error.retry_after - now).total_seconds()
        return max(wait, 0.0) if wait <= WITHIN_A_RUN else None
    return None if error.soft or spent > A_STUMBLE else pause


def gap_of(published: Sequence[datetime]) -> float | None:
    """The median of the seconds between the newest dates of a source; None of fewer than four.

    Dates that are the same count as one, as what is published in a batch is met in one look.
    """
    newest = sorted(set(published), reverse=True)[:_RECENT]
    if len(newest) < _FEWEST:
        return None
    return median((later - earlier).total_seconds() for later, earlier in pairwise(newest))


def wait_for(source: Source, gap: float | None) -> timedelta:
    """How long to wait after a success: half of the source's gap, between `every` and `up_to`."""
    if source.up_to is None or gap is None:
        return source.every
    return min(max(timedelta(seconds=gap / 2), source.every), source.up_to)


def after_success(
    source: Source,
    state: FetchState,
    fetched: Fetched,
    now: datetime,
    rng: Random,
    gap: float | None = None,
) -> FetchState:
    """The state after a full parse of what was fetched (or after `unchanged`).

    `gap` is that of the dates just read (see `gap_of`); None keeps what was known.
    """
    gap = state.gap if gap is None else gap
    # A little early, never late: a cron line that ticks as often as `every` says must not find
    # the source not quite due and so look only every second time.
    state = state.after(
        failures=0.0,
        next_due=now + wait_for(source, gap) * rng.uniform(0.90, 0.98),
        seen_before=True,
        gap=gap,
        unchanged=state.unchanged + 1 if fetched.not_modified else 0,
        moved_to=fetched.moved_to or state.moved_to,
    )
    if fetched.unchanged:
        return state
    only = fetched.documents[0] if len(fetched.documents) == 1 else None
    return state.after(
        etag=only.etag if only else None,
        last_modified=only.last_modified if only else None,
        digest=digest_of(fetched.documents),
    )


def after_failure(
    source: Source, state: FetchState, error: Exception, now: datetime, rng: Random
) -> FetchState:
    """The state after a failed fetch or parse: validators stay, the next look comes later.

    Where it was moved to is given up, unless it only asked us to come back.

    The wait doubles with each whole failure and is at most a day, or `every` when that is more;
    a Retry-After is kept to within the same bound.
    """
    failures = state.failures + grade(error)
    # A rare source that only stumbled is tried again long before its next turn.
    base = source.every if grade(error) == 1.0 else min(source.every, SOON)
    wait = base * 2.0 ** min(failures, MOST_DOUBLINGS)
    longest = _longest_wait(source)
    next_due = now + min(wait, longest) * rng.uniform(0.8, 1.0)
    wanted = error.retry_after if isinstance(error, FetchError) else None
    if wanted is not None:
        next_due = max(next_due, min(wanted, now + longest))
    moved_to = state.moved_to if grade(error) < 0.5 else None
    return state.after(failures=failures, next_due=next_due, moved_to=moved_to)


def grade(error: Exception) -> float:
    """How much of a failure it is: permanent 1, temporary 0.5, soft 0.25."""
    if not isinstance(error, FetchError):
        return 0.5
    if error.permanent:
        return 1.0
    return 0.25 if error.soft else 0.5


def _longest_wait(source: Source) -> timedelta:
    """However often a source failed, it is tried again within a day, or its own `every`."""
    return max(LONGEST_WAIT, source.every)
