"""A source that moved: remembered when it is for good, and given up when the new place fails."""

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest

from config.schema import Source
from sources.document import FetchError, FetchState
from sources.due import after_failure, after_success, place
from sources.fetch import Fetcher, get
from tests.servers import Answer, Server, serving

Feed = Callable[[str], Source]
NEWS = Answer(body=b"<rss/>")
CALM = Random(1)  # noqa: S311 - spreads the load, keeps no secret


def to(path: str, status: int = 301) -> Answer:
    return Answer(status, headers={"Location": path})


def looked(fetcher: Fetcher, source: Source, state: FetchState, now: datetime) -> FetchState:
    return after_success(source, state, get(fetcher, source, state, now), now, CALM)


def paths_of_two_looks(
    server: Server, fetcher: Fetcher, source: Source, now: datetime
) -> list[str]:
    looked(fetcher, source, looked(fetcher, source, FetchState(), now), now)
    return server.paths()


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_remembered(
    fetcher: Fetcher, feed: Feed, now: datetime, status: int
) -> None:
    with serving({"/feed": to("/new", status), "/new": NEWS}) as server:
        source = feed(server.url("/feed"))
        assert paths_of_two_looks(server, fetcher, source, now) == ["/feed", "/new", "/new"]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_move_for_now_is_not(fetcher: Fetcher, feed: Feed, now: datetime, status: int) -> None:
    with serving({"/feed": to("/new", status), "/new": NEWS}) as server:
        source = feed(server.url("/feed"))
        assert paths_of_two_looks(server, fetcher, source, now) == [
            *("/feed", "/new"),
            *("/feed", "/new"),
        ]


def test_only_the_hops_for_good_are_remembered(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    answers = {"/feed": to("/new"), "/new": to("/today", 302), "/today": NEWS}
    with serving(answers) as server:
        source = feed(server.url("/feed"))
        fetched = get(fetcher, source, FetchState(), now)
    assert fetched.moved_to == f"{source.location} {server.url('/new')}"


def test_a_new_place_that_fails_is_given_up(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": to("/new"), "/new": NEWS}) as server:
        source = feed(server.url("/feed"))
        state = looked(fetcher, source, FetchState(), now)
        server.answers |= {"/feed": NEWS, "/new": Answer(404)}
        with pytest.raises(FetchError) as caught:
            get(fetcher, source, state, now)
        state = after_failure(source, state, caught.value, now, CALM)
        get(fetcher, source, state, now)
        assert server.paths() == ["/feed", "/new", "/new", "/feed"]


def test_a_new_place_that_only_asks_for_patience_is_kept(feed: Feed, now: datetime) -> None:
    source = feed("https://gazette.example/feed")
    state = FetchState(moved_to="https://gazette.example/feed https://gazette.example/new")
    busy = FetchError("gazette", "429 Too Many Requests", soft=True)
    kept = after_failure(source, state, busy, now, CALM)
    assert place(source, kept) == "https://gazette.example/new"


def test_a_location_that_config_changed_is_where_we_look(feed: Feed) -> None:
    state = FetchState(moved_to="https://gazette.example/feed https://gazette.example/new")
    assert place(feed("https://gazette.example/atom"), state) == "https://gazette.example/atom"


def test_a_password_is_not_left_behind(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/feed": to("/new"), "/new": NEWS}) as server:
        source = feed(server.url("/feed", host="desk:secret@127.0.0.1"))
        assert get(fetcher, source, FetchState(), now).moved_to is None
    assert "authorization" in server.requests[1].headers


def test_a_redirect_gives_no_password(fetcher: Fetcher, feed: Feed, now: datetime) -> None:
    with serving({"/new": NEWS}) as server:
        server.answers["/feed"] = to(server.url("/new", host="desk:secret@127.0.0.1"))
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert "authorization" not in server.requests[1].headers
