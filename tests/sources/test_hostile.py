"""Answers made to break a client: each ends as a document or as a failure in words, in bounds."""

import gzip
import itertools
import time
import zlib
from collections.abc import Callable
from datetime import datetime

import pytest

from config.schema import Source
from sources.connect import Limits
from sources.document import FetchError, FetchState
from sources.fetch import Fetcher, get
from tests.servers import Answer, Raw, Request, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]
NEWS = "<rss><channel><title>Antidumpingzölle</title></channel></rss>".encode()
BOMB = gzip.compress(bytes(30_000_000))


def packed(body: bytes, *codings: str) -> Answer:
    return Answer(body=body, headers={"Content-Encoding": ", ".join(codings)} if codings else {})


@pytest.mark.parametrize(
    "answer",
    [
        packed(gzip.compress(NEWS)),
        packed(gzip.compress(NEWS), "gzip"),
        packed(gzip.compress(NEWS), "x-gzip"),
        packed(gzip.compress(gzip.compress(NEWS)), "gzip"),
        packed(gzip.compress(zlib.compress(NEWS)), "deflate", "gzip"),
        packed(zlib.compress(NEWS), "deflate"),
        packed(NEWS, "gzip"),
        packed(NEWS, "identity"),
    ],
)
def test_a_document_is_had_however_it_is_packed(
    fetcher: Fetcher, feed: Feed, now: datetime, answer: Answer
) -> None:
    with serving({"/feed": answer}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.body == NEWS


@pytest.mark.parametrize(
    "answer",
    [
        packed(BOMB),
        packed(gzip.compress(BOMB), "gzip"),
        packed(gzip.compress(BOMB), "gzip", "gzip"),
        packed(zlib.compress(bytes(30_000_000)), "deflate"),
    ],
)
def test_a_bomb_is_refused_however_it_is_packed(
    fetcher: Fetcher, feed: Feed, now: datetime, answer: Answer
) -> None:
    with serving({"/feed": answer}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("larger than 8 MB", True)


def test_an_error_page_may_be_a_bomb_too(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    bomb = Answer(403, BOMB, {"Content-Encoding": "gzip"})
    with serving({"/feed": bomb}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.reason == "403 Forbidden"


@pytest.mark.parametrize(
    "wire",
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Notice: tariff\r\n" * 20_000, b"\r\n<rss/>"),
        (b"HTTP/1.1 200 OK\r\nX-Notice: ", b"t" * 1_000_000, b"\r\n\r\n<rss/>"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n0\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<rss/>",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Length: 5\r\n\r\n<rss/>",),
        (b"\0\1\2",),
    ],
)
def test_what_is_not_http_is_a_temporary_failure(
    fetcher: Fetcher, feed: Feed, now: datetime, wire: tuple[bytes, ...]
) -> None:
    with serving({"/feed": Raw(wire)}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.reason.isprintable()
    assert not caught.value.permanent


def test_a_slow_server_that_ends_in_time_is_heard_out(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    pieces = (head, *(NEWS[start : start + 10] for start in range(0, len(NEWS), 10)))
    with serving({"/feed": Raw(pieces, pause=0.05)}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.body == NEWS


def test_a_redirect_that_waits_for_its_cookie_is_left(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    def gate(request: Request) -> Answer:
        if "cookie" in request.headers:
            return Answer(body=NEWS)
        return Answer(302, headers={"Location": "/feed", "Set-Cookie": "seen=1; Path=/"})

    with serving({"/feed": gate}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, len(server.requests)) == ("more than 5 redirects", 6)


def test_a_line_break_in_a_redirect_makes_no_header(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": Answer(302, headers={"Location": "/new%0d%0aX-More:%201"})}) as server:
        with pytest.raises(FetchError, match="404 Not Found"):
            get(fetcher, feed(server.url("/feed")), FetchState(), now)
        assert "x-more" not in server.requests[1].headers


def test_the_body_of_an_error_is_no_document(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": Answer(500, NEWS)}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("500 Internal Server Error", False)


def test_a_wait_for_the_hosts_turn_is_not_counted_against_it(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    patient = within(fetcher, Limits(total=0.5), delay=0.6)
    with serving({"/feed": Answer(body=NEWS)}) as server:
        begun = time.monotonic()
        for _ in range(2):
            get(patient, feed(server.url("/feed")), FetchState(), now)
    assert time.monotonic() - begun >= 0.6


def test_after_a_drip_was_cut_off_the_next_fetch_goes_well(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    drip = Raw(itertools.chain((head,), itertools.repeat(b" ")), pause=0.05)
    hurried = within(fetcher, Limits(read=0.3, total=0.5))
    with serving({"/feed": drip, "/other": Answer(body=NEWS)}) as server:
        with pytest.raises(FetchError, match=r"not finished within 0\.5 s"):
            get(hurried, feed(server.url("/feed")), FetchState(), now)
        assert get(hurried, feed(server.url("/other")), FetchState(), now).documents
