"""When a source is looked at next."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import Source
from sources.document import Document, Fetched, FetchError, FetchState, digest_of
from sources.due import after_failure, after_success, by_turns, gap_of, grade, is_due, wait_for

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

everys = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=60))
errors = st.builds(
    FetchError,
    st.just("gazette"),
    st.just("503 Service Unavailable"),
    permanent=st.booleans(),
    soft=st.booleans(),
    retry_after=st.none() | st.timedeltas(-60 * DAY, 300 * DAY).map(lambda ahead: NOW + ahead),
)


def jitter(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - spreads the load, keeps no secret


def source(every: timedelta = HOUR, *, enabled: bool = True) -> Source:
    return Source(
        id="gazette",
        name="The gazette",
        kind="feed",
        location="https://gazette.example/feed",
        every=every,
        enabled=enabled,
    )


def document(body: bytes = b"<rss/>") -> Document:
    return Document(
        "https://gazette.example/feed", body, "text/xml", None, NOW, '"v2"', "Mon, 02 Mar 2026"
    )


@pytest.mark.parametrize(
    ("next_due", "due"),
    [
        (None, True),
        (NOW - HOUR, True),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
        (NOW + DAY, False),
        (NOW + 400 * DAY, True),
    ],
)
def test_a_source_is_due_from_its_time_on_and_when_that_time_is_absurd(
    next_due: datetime | None, due: bool
) -> None:
    assert is_due(source(), FetchState(next_due=next_due), NOW) is due


def test_a_disabled_source_is_never_due() -> None:
    assert not is_due(source(enabled=False), FetchState(), NOW)


def test_a_success_keeps_the_validators_and_forgets_the_failures() -> None:
    before = FetchState('"v1"', None, "an old digest", failures=2.5, next_due=NOW)
    after = after_success(source(), before, Fetched((document(),)), NOW, jitter(1))
    assert after.after(next_due=None) == FetchState(
        '"v2"', "Mon, 02 Mar 2026", digest_of((document(),)), failures=0.0, seen_before=True
    )


def test_no_change_keeps_what_was_known() -> None:
    before = FetchState('"v1"', "Sun, 01 Mar 2026", "a digest", failures=0.5, seen_before=True)
    after = after_success(source(), before, Fetched((), unchanged=True), NOW, jitter(1))
    assert after.after(next_due=None) == before.after(failures=0.0)


def test_several_documents_have_one_digest_and_no_validators() -> None:
    documents = (document(b"one"), document(b"two"))
    after = after_success(source(), FetchState(), Fetched(documents), NOW, jitter(1))
    assert (after.etag, after.last_modified, after.digest) == (None, None, digest_of(documents))


@given(everys, st.integers())
def test_a_schedule_that_ticks_as_often_finds_the_source_due(every: timedelta, seed: int) -> None:
    after = after_success(source(every), FetchState(), Fetched((), True), NOW, jitter(seed))
    assert is_due(source(every), after, NOW + every)
    assert not is_due(source(every), after, NOW + every * 0.89)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FetchError("gazette", "404 Not Found", permanent=True), 1.0),
        (FetchError("gazette", "500 Internal Server Error"), 0.5),
        (FetchError("gazette", "429 Too Many Requests", soft=True), 0.25),
        (ValueError("no readable entry"), 0.5),
    ],
)
def test_failures_are_graded(error: Exception, expected: float) -> None:
    assert grade(error) == expected
    after = after_failure(source(), FetchState(failures=1.0), error, NOW, jitter(1))
    assert after.failures == 1.0 + expected


def test_a_failure_keeps_the_validators() -> None:
    before = FetchState('"v1"', "Sun, 01 Mar 2026", "a digest", seen_before=True)
    error = FetchError("gazette", "500 Internal Server Error")
    after = after_failure(source(), before, error, NOW, jitter(1))
    assert after.after(next_due=None) == before.after(failures=0.5)


def test_a_daily_source_that_stumbled_is_tried_again_the_same_day() -> None:
    error = FetchError("gazette", "no answer within 20 s")
    after = after_failure(source(DAY), FetchState(), error, NOW, jitter(1))
    assert after.next_due is not None
    assert NOW + HOUR < after.next_due < NOW + 2 * HOUR


def test_retry_after_is_waited_for() -> None:
    wanted = NOW + 5 * HOUR
    error = FetchError("gazette", "429 Too Many Requests", soft=True, retry_after=wanted)
    assert after_failure(source(), FetchState(), error, NOW, jitter(1)).next_due == wanted


@given(everys, st.lists(errors, min_size=1, max_size=60), st.integers())
def test_a_source_that_keeps_failing_is_always_tried_again_within_its_bound(
    every: timedelta, failed: list[FetchError], seed: int
) -> None:
    state = FetchState()
    for error in failed:
        state = after_failure(source(every), state, error, NOW, jitter(seed))
    assert state.next_due is not None
    assert NOW < state.next_due <= NOW + max(DAY, every)
    assert not is_due(source(every), state, NOW)
    assert is_due(source(every), state, NOW + max(DAY, every))


@given(everys, errors, st.floats(min_value=0, max_value=1e9), st.integers())
def test_another_failure_never_brings_the_next_look_much_nearer(
    every: timedelta, error: FetchError, failures: float, seed: int
) -> None:
    first = after_failure(source(every), FetchState(failures=failures), error, NOW, jitter(seed))
    second = after_failure(source(every), first, error, NOW, jitter(seed))
    assert first.next_due is not None
    assert second.next_due is not None
    assert first.next_due <= second.next_due


def dates(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=hour) for hour in hours]


@pytest.mark.parametrize(
    ("published", "gap"),
    [
        (dates(), None),
        (dates(1, 2, 3), None),
        (dates(1, 1, 1, 1, 1), None),
        (dates(0, 2, 4, 6), 7200.0),
        (dates(6, 0, 4, 2, 2), 7200.0),
        (dates(0, 1, 2, 300), 3600.0),
        (dates(*range(30), *range(100, 900, 100)), 3600.0),
    ],
)
def test_the_gap_is_the_middle_one_of_the_newest(
    published: list[datetime], gap: float | None
) -> None:
    assert gap_of(published) == gap


@pytest.mark.parametrize(
    ("up_to", "gap", "wait"),
    [
        (None, 36_000.0, HOUR),
        (6 * HOUR, None, HOUR),
        (6 * HOUR, 60.0, HOUR),
        (6 * HOUR, 18_000.0, 2.5 * HOUR),
        (6 * HOUR, 1e9, 6 * HOUR),
    ],
)
def test_the_wait_is_half_the_gap_within_what_config_gives(
    up_to: timedelta | None, gap: float | None, wait: timedelta
) -> None:
    adaptive = source().model_copy(update={"up_to": up_to})
    assert wait_for(adaptive, gap) == wait
    after = after_success(adaptive, FetchState(gap=gap), Fetched((), True), NOW, jitter(1))
    assert after.next_due is not None
    assert NOW + wait * 0.9 <= after.next_due <= NOW + wait * 0.98


def test_a_gap_is_kept_until_another_is_known() -> None:
    before = FetchState(gap=7200.0)
    assert after_success(source(), before, Fetched((), True), NOW, jitter(1)).gap == 7200.0
    assert after_success(source(), before, Fetched((), True), NOW, jitter(1), 60.0).gap == 60.0


def test_answers_of_no_change_are_counted_until_there_is_another() -> None:
    state = FetchState(digest="a digest")
    for count in (1, 2):
        again = Fetched((), unchanged=True, not_modified=True)
        state = after_success(source(), state, again, NOW, jitter(1))
        assert state.unchanged == count
    assert after_success(source(), state, Fetched((), True), NOW, jitter(1)).unchanged == 0


def test_the_sources_of_one_host_take_turns_with_others() -> None:
    a1, a2, a3 = (f"https://a.example/{number}" for number in (1, 2, 3))
    b1, c1 = "https://b.example/1", "https://c.example/1"
    given = [source().model_copy(update={"location": place}) for place in (a1, a2, a3, b1, c1)]
    assert [one.location for one in by_turns(given)] == [a1, b1, c1, a2, a3]
