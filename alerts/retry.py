"""When a delivery that failed is tried again."""

from datetime import datetime, timedelta
from random import Random

from alerts.alert import SendError

# The schedule that Standard Webhooks 1.0 suggests: about 76 hours, which outlasts a weekend.
SCHEDULE = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
LONGEST = timedelta(hours=24)
"""How long a Retry-After may put us off."""
JITTER = 0.1


def next_attempt(attempts: int, now: datetime, error: SendError, rng: Random) -> datetime | None:
    """The time of the next attempt after `attempts` (at least one) that failed; None is a dead
    letter, because the failure is permanent or the schedule is at its end."""
    if error.permanent or attempts > len(SCHEDULE):
        return None
    delay = SCHEDULE[attempts - 1] * rng.uniform(1 - JITTER, 1 + JITTER)
    if error.retry_after is None:
        return now + delay
    return max(now + delay, min(error.retry_after, now + LONGEST))
