"""Asking only for what has changed, of servers that get it wrong."""

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest

from config.schema import Source
from sources.document import Fetched, FetchError, FetchState, digest_of
from sources.due import after_success
from sources.fetch import Fetcher, get
from tests.servers import Answer, Raw, Request, serving

Feed = Callable[[str], Source]
READ = FetchState('"v1"', digest="of the last full parse", seen_before=True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('"v1"', '"v1"'),
        ('W/"v1"', 'W/"v1"'),
        ('""', '""'),
        ("v1", None),
        ('"v1', None),
        ('"v 1"', None),
        ('w/"v1"', None),
        (f'"{"v" * 600}"', None),
        ("", None),
    ],
)
def test_an_etag_that_is_none_is_never_sent_back(
    fetcher: Fetcher, feed: Feed, now: datetime, sent: str, kept: str | None
) -> None:
    with serving({"/feed": Answer(body=b"<rss/>", headers={"ETag": sent})}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.etag == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Mon, 02 Mar 2026 08:00:00 GMT", "Mon, 02 Mar 2026 08:00:00 GMT"),
        ("Mon, 2 Mar 2026 08:00:00 +0000", "Mon, 2 Mar 2026 08:00:00 +0000"),
        ("never", None),
        ("0", None),
    ],
)
def test_a_last_modified_that_is_no_date_is_never_sent_back(
    fetcher: Fetcher, feed: Feed, now: datetime, sent: str, kept: str | None
) -> None:
    with serving({"/feed": Answer(body=b"<rss/>", headers={"Last-Modified": sent})}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.last_modified == kept


def test_a_server_that_says_not_modified_for_ever_is_found_out(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    def stale(request: Request) -> Answer:
        return Answer(304) if "if-none-match" in request.headers else Answer(body=b"<rss/>")

    asked, state = 0, READ
    with serving({"/feed": stale}) as server:
        source = feed(server.url("/feed"))
        while not (fetched := get(fetcher, source, state, now)).documents:
            state = after_success(source, state, fetched, now, Random(1))  # noqa: S311
            asked += 1
    assert asked == 9
    assert after_success(source, state, fetched, now, Random(1)).unchanged == 0  # noqa: S311


def test_not_modified_to_an_unconditional_request_is_a_failure(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": Answer(304)}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == ("304 Not Modified", False)


def test_a_body_after_not_modified_is_nobodys(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    wire = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n<rss>new!"
    with serving({"/feed": Raw((wire,)), "/other": Answer(body=b"<rss/>")}) as server:
        source = feed(server.url("/feed"))
        assert get(fetcher, source, READ, now) == Fetched((), True, not_modified=True)
        (document,) = get(fetcher, feed(server.url("/other")), FetchState(), now).documents
    assert document.body == b"<rss/>"


def test_new_etags_on_the_same_bytes_are_no_change(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    tags = iter(('"a"', '"b"'))
    with serving(
        {"/feed": lambda _: Answer(body=b"<rss/>", headers={"ETag": next(tags)})}
    ) as server:
        source = feed(server.url("/feed"))
        (document,) = get(fetcher, source, FetchState(), now).documents
        state = FetchState(document.etag, digest=digest_of((document,)))
        assert get(fetcher, source, state, now) == Fetched((), unchanged=True)
