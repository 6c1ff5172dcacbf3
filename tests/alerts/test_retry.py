from datetime import datetime, timedelta
from random import Random

import pytest

from alerts.alert import SendError
from alerts.retry import SCHEDULE, next_attempt
from tests.alerts.made import NOW


class Even(Random):
    """Jitter at one end of its range."""

    def __init__(self, end: int) -> None:
        super().__init__(0)
        self.end = end

    def uniform(self, a: float, b: float) -> float:
        return (a, b)[self.end]


def after(attempts: int, error: SendError) -> timedelta | None:
    at = next_attempt(attempts, NOW, error, Even(0))
    return at - NOW if at is not None else None


def test_the_schedule_lasts_about_76_hours() -> None:
    assert sum(SCHEDULE, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize("attempts", range(1, len(SCHEDULE) + 1))
def test_each_failure_waits_longer_give_or_take_a_tenth(attempts: int) -> None:
    error, planned = SendError("busy"), SCHEDULE[attempts - 1]
    assert next_attempt(attempts, NOW, error, Even(0)) == NOW + planned * 0.9
    assert next_attempt(attempts, NOW, error, Even(1)) == NOW + planned * 1.1


def test_the_end_of_the_schedule_is_a_dead_letter() -> None:
    assert after(len(SCHEDULE) + 1, SendError("busy")) is None


def test_a_permanent_failure_is_a_dead_letter_at_once() -> None:
    assert after(1, SendError("no such user", permanent=True)) is None
    assert after(1, SendError("closed", gone=True)) is None


@pytest.mark.parametrize(
    ("wanted", "waits"),
    [
        (NOW + timedelta(minutes=7), timedelta(minutes=7)),
        (NOW - timedelta(days=1), timedelta(seconds=4.5)),
        (NOW + timedelta(days=300), timedelta(hours=24)),
    ],
)
def test_the_other_side_may_put_us_off_for_a_day_at_most(
    wanted: datetime, waits: timedelta
) -> None:
    assert after(1, SendError("busy", retry_after=wanted)) == waits
