"""What robots.txt forbids is not asked for."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from config.schema import Selectors, Source
from sources.document import FetchError, FetchState
from sources.fetch import Fetcher, fetcher_of, get, get_page
from sources.pace import Pace
from tests.servers import Answer, Server, serving

RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: tidewaiter\nDisallow: /members/\n"
PAGE = Answer(body=b"<p>A safeguard on tubes</p>")


@pytest.fixture
def server() -> Iterator[Server]:
    answers = {"/robots.txt": Answer(body=RULES), "/members/list": PAGE, "/list": PAGE}
    with serving(answers) as running:
        yield running


@pytest.fixture
def page() -> Callable[..., Source]:
    def make(location: str, robots: bool | None = None) -> Source:
        selectors = Selectors(item="li")
        return Source(
            id="notices",
            name="Notices",
            kind="page",
            location=location,
            selectors=selectors,
            robots=robots,
        )

    return make


Page = Callable[..., Source]
Feed = Callable[[str], Source]


def test_a_page_that_is_forbidden_is_not_asked_for(
    fetcher: Fetcher, server: Server, page: Page, now: datetime
) -> None:
    with pytest.raises(FetchError) as caught:
        get(fetcher, page(server.url("/members/list")), FetchState(), now)
    assert caught.value.reason == "robots.txt of 127.0.0.1 forbids /members/list"
    assert caught.value.permanent
    assert server.paths() == ["/robots.txt"]


def test_what_is_not_forbidden_is_fetched_and_the_rules_are_asked_for_once(
    fetcher: Fetcher, server: Server, page: Page, now: datetime
) -> None:
    for _ in range(2):
        get(fetcher, page(server.url("/list")), FetchState(), now)
    assert server.paths() == ["/robots.txt", "/list", "/list"]


def test_a_feed_is_made_for_programs_and_its_articles_are_not(
    fetcher: Fetcher, server: Server, feed: Feed, now: datetime
) -> None:
    source = feed(server.url("/members/list"))
    get(fetcher, source, FetchState(), now)
    get_page(fetcher, source, server.url("/members/list"), now, is_article=False)
    with pytest.raises(FetchError, match="forbids /members/list"):
        get_page(fetcher, source, server.url("/members/list"), now)
    assert server.paths() == ["/members/list", "/members/list", "/robots.txt"]


def test_config_has_the_last_word(
    fetcher: Fetcher, server: Server, page: Page, feed: Feed, now: datetime
) -> None:
    place = server.url("/members/list")
    assert get(fetcher, page(place, robots=False), FetchState(), now).documents
    strict = feed(place).model_copy(update={"robots": True})
    with pytest.raises(FetchError, match="forbids /members/list"):
        get(fetcher, strict, FetchState(), now)


def test_a_redirect_to_what_is_forbidden_is_not_followed(
    fetcher: Fetcher, server: Server, page: Page, now: datetime
) -> None:
    server.answers["/news"] = Answer(302, headers={"Location": "/members/list"})
    with pytest.raises(FetchError, match="forbids /members/list"):
        get(fetcher, page(server.url("/news")), FetchState(), now)
    assert server.paths() == ["/robots.txt", "/news"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_where_there_are_no_rules_all_is_allowed(
    fetcher: Fetcher, server: Server, page: Page, now: datetime, status: int
) -> None:
    server.answers["/robots.txt"] = Answer(status, RULES)
    assert get(fetcher, page(server.url("/members/list")), FetchState(), now).documents


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_the_rules_cannot_be_had_nothing_is_allowed_for_now(
    fetcher: Fetcher, server: Server, page: Page, now: datetime, status: int
) -> None:
    server.answers["/robots.txt"] = Answer(status)
    with pytest.raises(FetchError) as caught:
        get(fetcher, page(server.url("/list")), FetchState(), now)
    said = f"robots.txt of 127.0.0.1: answered {status}, so all is forbidden for now"
    assert (caught.value.reason, caught.value.permanent) == (said, False)
    assert server.paths() == ["/robots.txt"]


def test_a_crawl_delay_slows_the_pace(
    fetcher: Fetcher, server: Server, page: Page, now: datetime
) -> None:
    server.answers["/robots.txt"] = Answer(body=b"User-agent: *\nCrawl-delay: 0.4\n")
    times: list[float] = []

    class Noting(Pace):
        def widen(self, host: str, delay: float) -> None:
            times.append(delay)
            super().widen(host, delay)

    paced = fetcher_of(fetcher.client, Noting(1, 0.01))
    get(paced, page(server.url("/list")), FetchState(), now)
    assert times == [0.4]


def test_any_bytes_may_stand_in_robots_txt(
    fetcher: Fetcher, server: Server, page: Page, now: datetime
) -> None:
    stars = b"Disallow: /" + b"*a" * 5000 + b"$\n"
    junk = b"\xff\xfe\0User-agent: *\n" + stars * 20 + b"Crawl-delay: nan\nCrawl-delay: -5\n"
    server.answers["/robots.txt"] = Answer(body=junk)
    assert get(fetcher, page(server.url("/list")), FetchState(), now).documents
