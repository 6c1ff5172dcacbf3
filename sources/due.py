"""When a source is looked at next; pure deciders."""

from datetime import datetime, timedelta
from random import Random

from config.schema import Source
from sources.answers import LONGEST_WAIT
from sources.document import Fetched, FetchError, FetchState, digest_of

SOON = timedelta(hours=1)
MOST_DOUBLINGS = 15.0


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


def after_success(
    source: Source, state: FetchState, fetched: Fetched, now: datetime, rng: Random
) -> FetchState:
    """The state after a full parse of what was fetched (or after `unchanged`)."""
    # A little early, never late: a cron line that ticks as often as `every` says must not find
    # the source not quite due and so look only every second time.
    next_due = now + source.every * rng.uniform(0.90, 0.98)
    state = state.after(failures=0.0, next_due=next_due, seen_before=True)
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
    return state.after(failures=failures, next_due=next_due)


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
