"""Once more in the same run: after a stumble, or when the server names a moment."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from config.schema import Source
from sources.connect import Limits
from sources.document import FetchError, FetchState
from sources.due import again_after
from sources.fetch import Fetcher, fetch
from tests.servers import Answer, Handler, Raw, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]
NEWS = Answer(body=b"<rss/>")
QUICK = Limits(again=0.05)


def in_turn(*answers: Answer | Raw) -> Handler:
    """A handler that gives each answer once, the last for ever."""
    waiting = list(answers)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.mark.parametrize("first", [Answer(500), Answer(502), Raw(())])
def test_a_stumble_is_given_another_try(
    fetcher: Fetcher, feed: Feed, now: datetime, first: Answer | Raw
) -> None:
    with serving({"/feed": in_turn(first, NEWS)}) as server:
        fetched = fetch(feed(server.url("/feed")), FetchState(), within(fetcher, QUICK), now)
    assert [document.body for document in fetched.documents] == [b"<rss/>"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_retry_after_is_waited_for(
    fetcher: Fetcher, feed: Feed, now: datetime, status: int
) -> None:
    busy = Answer(status, headers={"Retry-After": "1"})
    begun = time.monotonic()
    with serving({"/feed": in_turn(busy, NEWS)}) as server:
        fetch(feed(server.url("/feed")), FetchState(), within(fetcher, QUICK), now)
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (Answer(404), 1),
        (Answer(429), 1),
        (Answer(429, headers={"Retry-After": "86400"}), 1),
        (Answer(204), 1),
        (Answer(500), 2),
        (Answer(503, headers={"Retry-After": "soon"}), 2),
    ],
)
def test_nobody_is_asked_more_than_twice_nor_in_vain(
    fetcher: Fetcher, feed: Feed, now: datetime, answer: Answer, asked: int
) -> None:
    with serving({"/feed": answer}) as server, pytest.raises(FetchError):
        fetch(feed(server.url("/feed")), FetchState(), within(fetcher, QUICK), now)
    assert len(server.requests) == asked


@pytest.mark.parametrize(
    ("ahead", "wait"), [(3.0, 3.0), (30.0, 30.0), (-2.0, 0.0), (31.0, None), (86_400.0, None)]
)
def test_a_moment_that_is_far_off_is_left_to_a_later_run(
    now: datetime, ahead: float, wait: float | None
) -> None:
    error = FetchError("gazette", "503", retry_after=now + timedelta(seconds=ahead))
    assert again_after(error, now, 0.1, 2.0) == wait


def test_a_server_that_took_long_to_fail_is_not_waited_for_again(now: datetime) -> None:
    error = FetchError("gazette", "not finished within 30 s")
    assert again_after(error, now, 30.0, 2.0) is None
    assert again_after(error, now, 1.0, 2.0) == 2.0
