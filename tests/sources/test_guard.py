"""What may not be reached, over real connections."""

import socket
from collections.abc import Callable
from datetime import datetime

import pytest

from config.schema import Source
from sources.connect import Limits
from sources.document import FetchError, FetchState
from sources.fetch import Fetcher, get, get_page, open_fetcher
from sources.http import open_client
from tests.servers import Answer, Server, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]
NEWS = Answer(body=b"<rss/>")
NOWHERE = f"{'a' * 64}.invalid"
"""A name with a label that is too long: no resolver is asked for it."""
NO_URL = "Invalid URL in location header: Invalid IPv4 address: '0177.0.0.1'."
ONLY_HTTP = "only http and https URLs are fetched"


def reason(fetcher: Fetcher, source: Source, now: datetime) -> str:
    """Why a get failed for good."""
    with pytest.raises(FetchError) as caught:
        get(fetcher, source, FetchState(), now)
    assert caught.value.permanent
    return caught.value.reason


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "127.0.0.1 is a loopback address"),
        ("2130706433", "2130706433: 127.0.0.1 is a loopback address"),
        ("0x7f.1", "0x7f.1: 127.0.0.1 is a loopback address"),
        ("0.0.0.0", "0.0.0.0 is an unspecified address"),  # noqa: S104
        ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1: 127.0.0.1 is a loopback address"),
        ("[::1]", "::1 is a loopback address"),
    ],
)
def test_this_machine_is_refused_under_every_spelling(
    closed_fetcher: Fetcher, feed: Feed, now: datetime, host: str, said: str
) -> None:
    with serving({"/feed": NEWS}) as server:
        assert reason(closed_fetcher, feed(server.url("/feed", host)), now) == said
    assert server.requests == []


def test_a_name_that_leads_to_a_private_address_is_refused(
    closed_fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": NEWS}) as server:
        said = reason(closed_fetcher, feed(server.url("/feed", "localhost")), now)
    assert said in (
        "localhost: 127.0.0.1 is a loopback address",
        "localhost: ::1 is a loopback address",
    )
    assert server.requests == []


def test_a_name_is_reached_at_the_address_that_is_open(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/feed": NEWS}) as server:
        get(fetcher, feed(server.url("/feed", "localhost")), FetchState(), now)
    assert server.paths() == ["/feed"]


def test_a_name_is_looked_up_once_and_that_address_is_reached(
    fetcher: Fetcher, feed: Feed, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name's second answer, after the check, would be another machine."""
    answers = iter(("127.0.0.1", "0.0.0.0"))  # noqa: S104
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: int, **kwargs: int) -> object:
        host = next(answers) if host == "rebind.example" else host
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with serving({"/feed": NEWS}) as server:
        get(fetcher, feed(server.url("/feed", "rebind.example")), FetchState(), now)
    assert server.requests[0].headers["host"] == f"rebind.example:{server.port}"
    assert list(answers) == ["0.0.0.0"]  # noqa: S104


def moved(server: Server, place: str) -> None:
    server.answers["/feed"] = Answer(302, headers={"Location": place})


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("http://10.0.0.1/secret", "10.0.0.1 is a private address"),
        ("http://127.0.0.2:{port}/secret", "127.0.0.2 is a loopback address"),
        ("http://0.0.0.0:{port}/secret", "0.0.0.0 is an unspecified address"),
        ("//[::1]:{port}/secret", "::1 is a loopback address"),
        ("http://169.254.169.254/latest/", "169.254.169.254 is a cloud metadata address"),
        ("ftp://127.0.0.1:{port}/secret", ONLY_HTTP),
        ("ws://127.0.0.1:{port}/secret", ONLY_HTTP),
        ("file:///etc/passwd", ONLY_HTTP),
        ("gopher://127.0.0.1:{port}/secret", ONLY_HTTP),
        ("http://0177.0.0.1:{port}/secret", NO_URL),
        ("/feed", "more than 5 redirects"),
    ],
)
def test_a_redirect_is_a_hop_that_is_checked_like_the_first(
    fetcher: Fetcher, feed: Feed, now: datetime, place: str, said: str
) -> None:
    with serving({"/secret": NEWS}) as server:
        moved(server, place.format(port=server.port))
        assert reason(fetcher, feed(server.url("/feed")), now) == said
    assert "/secret" not in server.paths()
    assert len(server.requests) <= 6


def test_a_redirect_to_an_open_address_is_followed(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with serving({"/new": NEWS}) as server:
        moved(server, "../new#top")
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
    assert document.url == server.url("/new")


@pytest.mark.parametrize("place", ["", "http://[", "http://a:99999/"])
def test_a_redirect_to_nowhere_is_a_failure(
    fetcher: Fetcher, feed: Feed, now: datetime, place: str
) -> None:
    with serving({}) as server:
        moved(server, place)
        with pytest.raises(FetchError):
            get(within(fetcher, Limits(connect=1)), feed(server.url("/feed")), FetchState(), now)


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/feed", "file:///etc/passwd", "gazette"])
def test_only_http_is_fetched(fetcher: Fetcher, feed: Feed, now: datetime, location: str) -> None:
    source = feed("http://127.0.0.1/").model_copy(update={"location": location})
    assert reason(fetcher, source, now) == ONLY_HTTP


def test_a_name_that_is_nowhere_is_a_temporary_failure(
    fetcher: Fetcher, feed: Feed, now: datetime
) -> None:
    with pytest.raises(FetchError) as caught:
        get(fetcher, feed(f"http://{NOWHERE}/feed"), FetchState(), now)
    assert caught.value.reason == f"no such host: {NOWHERE}"
    assert not caught.value.permanent


def test_a_network_that_is_none_stops_the_opening() -> None:
    with pytest.raises(ValueError, match="does not appear to be an IPv4 or IPv6 network"):
        open_client(("home",))


def test_one_port_of_this_machine_is_open_and_its_neighbour_is_not(
    feed: Feed, now: datetime
) -> None:
    with serving({"/secret": NEWS}) as inner, serving({"/feed": NEWS}) as server:
        server.answers["/trap"] = Answer(302, headers={"Location": inner.url("/secret")})
        with open_fetcher((f"127.0.0.1:{server.port}",), delay=0) as fetcher:
            get(fetcher, feed(server.url("/feed")), FetchState(), now)
            said = reason(fetcher, feed(server.url("/trap")), now)
            with pytest.raises(FetchError, match=r"127\.0\.0\.1 is a loopback address"):
                get_page(fetcher, feed(server.url("/feed")), inner.url("/secret"), now)
    assert said == "127.0.0.1 is a loopback address"
    assert inner.requests == []
