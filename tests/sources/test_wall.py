"""Bot filters are named for what they are, and knocked at rarely."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest

from config.schema import Source
from sources.document import FetchError, FetchState
from sources.due import after_failure
from sources.fetch import Fetcher, get
from tests.servers import Answer, serving

Feed = Callable[[str], Source]
WALL = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(403, WALL), "403 Forbidden: blocked by a bot filter"),
        (Answer(503, WALL), "503 Service Unavailable: blocked by a bot filter"),
        (Answer(200, WALL), "200 OK: blocked by a bot filter"),
        (
            Answer(403, b"no", {"cf-mitigated": "challenge"}),
            "403 Forbidden: blocked by a bot filter",
        ),
        (
            Answer(200, b"<html><iframe src='/_Incapsula_Resource?x=1'></iframe></html>"),
            "200 OK: blocked by a bot filter",
        ),
    ],
)
def test_a_wall_is_named_and_left_alone_for_half_a_day(
    fetcher: Fetcher, feed: Feed, now: datetime, answer: Answer, reason: str
) -> None:
    with serving({"/feed": answer}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert (caught.value.reason, caught.value.permanent) == (reason, True)
    state = after_failure(feed(server.url()), FetchState(), caught.value, now, Random(1))  # noqa: S311
    assert state.next_due is not None
    assert now + timedelta(hours=12) <= state.next_due < now + timedelta(hours=12, minutes=1)


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><title>Just a moment...</title></channel></rss>",
        b"<html><title>Access denied to the steel market, importers say</title></html>",
        b"<html><title>Notices</title><script src='/_Incapsula_Resource'></script>"
        + b"<p>Duties on tubes</p>" * 400,
    ],
)
def test_a_document_with_a_filters_words_in_it_is_a_document(
    fetcher: Fetcher, feed: Feed, now: datetime, body: bytes
) -> None:
    with serving({"/feed": Answer(200, body)}) as server:
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.body == body


def test_what_is_gone_is_asked_for_once_a_day(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": Answer(410)}) as server, pytest.raises(FetchError) as caught:
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.retry_after is not None
    assert now + timedelta(hours=24) <= caught.value.retry_after < now + timedelta(hours=25)
