"""Fetching from a real server."""

import gzip
from collections.abc import Callable
from datetime import datetime

import pytest

from config.schema import Source
from sources.connect import Limits
from sources.document import Document, Fetched, FetchError, FetchState, digest_of
from sources.fetch import Fetcher, get, open_fetcher
from tests.servers import Answer, Request, Server, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]
NEWS = "<rss><channel><title>Перечень пошлин</title></channel></rss>".encode()


def failure(
    fetcher: Fetcher, source: Source, now: datetime, limits: Limits | None = None
) -> tuple[str, bool, bool]:
    """The reason of a failed get, and whether it is permanent and soft."""
    with pytest.raises(FetchError) as caught:
        get(within(fetcher, limits or Limits()), source, FetchState(), now)
    return caught.value.reason, caught.value.permanent, caught.value.soft


def conditional(request: Request) -> Answer:
    """A server that knows its ETag."""
    headers = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"}
    if request.headers.get("if-none-match") == '"v1"':
        return Answer(304, headers=headers)
    headers["Content-Type"] = 'Application/RSS+XML; charset="utf-8"'
    return Answer(200, NEWS, headers)


def test_a_document_comes_with_what_the_server_said_of_it(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": conditional}) as server:
        fetched = get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert fetched == Fetched(
        (
            Document(
                url=server.url("/feed"),
                body=NEWS,
                media_type="application/rss+xml",
                charset="utf-8",
                fetched_at=now,
                etag='"v1"',
                last_modified="Mon, 02 Mar 2026 08:00:00 GMT",
            ),
        )
    )


def test_the_client_says_honestly_who_it_is(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": conditional}) as server:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    sent = server.requests[0].headers
    assert sent["user-agent"].startswith("tidewaiter/")
    assert "if-none-match" not in sent
    assert "cookie" not in sent


def test_an_unchanged_document_is_asked_for_conditionally_and_not_sent_again(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": conditional}) as server:
        source = feed(server.url("/feed"))
        (document,) = get(fetcher, source, FetchState(), now).documents
        state = FetchState(document.etag, document.last_modified, digest_of((document,)))
        assert get(fetcher, source, state, now) == Fetched((), True, not_modified=True)
    sent = server.requests[1].headers
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"


def test_without_a_full_parse_nothing_is_asked_for_conditionally(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": conditional}) as server:
        fetched = get(fetcher, feed(server.url("/feed")), FetchState(etag='"v1"'), now)
    assert [document.body for document in fetched.documents] == [NEWS]


def test_the_same_bytes_sent_again_are_unchanged(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": Answer(body=NEWS)}) as server:
        source = feed(server.url("/feed"))
        state = FetchState(digest=digest_of(get(fetcher, source, FetchState(), now).documents))
        assert get(fetcher, source, state, now) == Fetched((), unchanged=True)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, ("404 Not Found", True, False)),
        (410, ("410 Gone: taken away for good", True, False)),
        (401, ("401 Unauthorized", True, False)),
        (403, ("403 Forbidden", True, False)),
        (408, ("408 Request Timeout", False, True)),
        (429, ("429 Too Many Requests", False, True)),
        (500, ("500 Internal Server Error", False, False)),
        (503, ("503 Service Unavailable", False, False)),
        (599, ("599", False, False)),
        (204, ("204 No Content", False, True)),
        (304, ("304 Not Modified", False, False)),
    ],
)
def test_a_status_is_a_failure_of_its_grade(
    fetcher: Fetcher, feed: Feed, now: datetime, status: int, expected: tuple[str, bool, bool]
) -> None:
    with serving({"/feed": Answer(status, b"<p>an error page</p>")}) as server:
        assert failure(fetcher, feed(server.url("/feed")), now) == expected


def test_an_empty_answer_is_a_soft_failure(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": Answer(body=b" \n")}) as server:
        assert failure(fetcher, feed(server.url("/feed")), now) == ("an empty answer", False, True)


def test_retry_after_is_carried(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    slow = Answer(429, headers={"Retry-After": "Mon, 02 Mar 2026 12:30:00 GMT"})
    with serving({"/feed": slow}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.retry_after == datetime.fromisoformat("2026-03-02T12:30:00+00:00")


def test_a_gzipped_document_is_decoded(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    packed = Answer(
        body=gzip.compress(NEWS[:9]) + gzip.compress(NEWS[9:]), headers={"Content-Encoding": "gzip"}
    )
    with serving({"/feed": packed}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.body == NEWS


def test_a_gzip_bomb_is_refused(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    bomb = Answer(body=gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})
    with serving({"/feed": bomb}) as server:
        assert failure(fetcher, feed(server.url("/feed")), now) == (
            "larger than 8 MB",
            True,
            False,
        )


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(NEWS, mtime=0)[:-9], "gzip", "the gzip stream is cut short"),
        (b"\x1f\x8b<rss/>", "gzip", "cannot be unpacked: Error -3 while decompressing data: "),
        (b"<rss/>", "gzip, gzip, gzip", "packed 3 times over"),
        (b"<rss/>", "br", "sent in an encoding that was not asked for: 'br'"),
    ],
)
def test_a_body_that_cannot_be_decoded_is_a_failure(
    fetcher: Fetcher, feed: Feed, now: datetime, body: bytes, encoding: str, reason: str
) -> None:
    with serving({"/feed": Answer(body=body, headers={"Content-Encoding": encoding})}) as server:
        said, permanent, soft = failure(fetcher, feed(server.url("/feed")), now)
    assert said.startswith(reason)
    assert (permanent, soft) == (False, False)


def test_a_document_over_the_cap_is_refused(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": Answer(body=bytes(5001))}) as server:
        limits = Limits(size=5000)
        assert failure(fetcher, feed(server.url("/feed")), now, limits) == (
            "larger than 5 kB",
            True,
            False,
        )


def test_a_password_in_the_location_does_not_reach_the_document(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": Answer(body=NEWS)}) as server:
        source = feed(server.url("/feed", host="desk:secret@127.0.0.1"))
        (document,) = get(fetcher, source, FetchState(), now).documents
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert document.url == server.url("/feed")


def test_no_cookie_is_kept(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    answer = Answer(body=NEWS, headers={"Set-Cookie": "visitor=1; Path=/"})
    with serving({"/feed": answer}) as server:
        for _ in range(2):
            get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert [request.headers.get("cookie") for request in server.requests] == [None, None]


def test_a_proxy_of_the_environment_is_not_used(
    feed: Feed, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}) as proxy, serving({"/feed": Answer(body=NEWS)}) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        with open_fetcher(("127.0.0.1/32",)) as fetcher:
            get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (proxy.paths(), server.paths()) == ([], ["/feed"])


def test_a_server_that_is_gone_is_a_temporary_failure(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    server = Server({})
    server.start()
    server.stop()
    assert failure(fetcher, feed(server.url()), now) == ("Connection refused", False, False)
