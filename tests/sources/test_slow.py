"""Servers that try to hold us: none outlasts the limits."""

import itertools
import time
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest

from config.schema import Source
from sources.connect import Limits, time_limit
from sources.document import FetchError, FetchState
from sources.fetch import Fetcher, get
from tests.servers import Raw, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
SHORT = Limits(connect=1, read=0.4, total=0.8)


def dripped_header() -> Raw:
    start = (b"HTTP/1.1 200 OK\r\nX-Slow: ",)
    return Raw(itertools.chain(start, itertools.repeat(b"a")), pause=0.1)


def dripped_hints() -> Raw:
    return Raw(itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"), pause=0.1)


def dripped_body() -> Raw:
    return Raw(itertools.chain((HEAD,), itertools.repeat(b"<")), pause=0.1)


@pytest.mark.parametrize("drip", [dripped_header, dripped_hints, dripped_body])
def test_a_drip_does_not_outlast_the_limit(
    fetcher: Fetcher, feed: Feed, now: datetime, drip: Callable[[], Raw]
) -> None:
    with serving({"/feed": drip()}) as server:
        begun = time.monotonic()
        with pytest.raises(FetchError) as caught:
            get(within(fetcher, SHORT), feed(server.url("/feed")), FetchState(), now)
        taken = time.monotonic() - begun
    assert (caught.value.reason, caught.value.permanent) == ("not finished within 0.8 s", False)
    assert 0.7 < taken < 3


def test_a_silent_server_is_left_after_the_read_timeout(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": Raw((b"",), pause=5)}) as server, pytest.raises(FetchError) as caught:
        get(within(fetcher, SHORT), feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("no answer within 0.4 s", False)


def test_a_body_that_is_declared_too_large_is_not_waited_for(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n"
    with serving({"/feed": Raw((head,), pause=5)}) as server, pytest.raises(FetchError) as caught:
        get(within(fetcher, SHORT), feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("larger than 8 MB", True)


def test_an_endless_body_is_cut_at_the_cap(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    flood = Raw(itertools.chain((HEAD,), itertools.repeat(bytes(50_000))))
    with serving({"/feed": flood}) as server, pytest.raises(FetchError) as caught:
        get(within(fetcher, Limits(size=1_000_000)), feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("larger than 1 MB", True)


@pytest.mark.parametrize(
    ("wire", "reason"),
    [
        (b"", "Server disconnected without sending a response."),
        (b"220 mail ready\r\n\r\n", "illegal status line: "),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n<rss>", "peer closed connection without"),
    ],
)
def test_what_is_not_a_whole_answer_is_a_temporary_failure(
    fetcher: Fetcher, feed: Feed, now: datetime, wire: bytes, reason: str
) -> None:
    with serving({"/feed": Raw((wire,))}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.reason.startswith(reason)
    assert not caught.value.permanent


def test_a_time_limit_holds_for_any_request_of_the_client(fetcher: Fetcher) -> None:
    with (
        serving({"/hook": dripped_header()}) as server,
        time_limit(0.3) as deadline,
        pytest.raises(httpx.ReadTimeout),
    ):
        fetcher.client.post(server.url("/hook"), content=b"{}")
    assert deadline.is_over
