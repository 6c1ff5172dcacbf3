"""What servers say on the way is taken down where somebody listens."""

from collections.abc import Callable
from datetime import datetime
from threading import Thread

from config.schema import Source
from sources.document import FetchState
from sources.fetch import Fetcher, fetch
from sources.heard import Heard, hear, listening, public
from tests.servers import Answer, serving

SITE = {
    "/old": Answer(301, headers={"Location": "/new"}),
    "/new": Answer(200, b"<rss/>", {"Content-Type": "application/rss+xml"}),
}


def test_every_answer_of_this_thread_is_heard_but_robots_txt(
    fetcher: Fetcher, feed: Callable[[str], Source], now: datetime
) -> None:
    with serving(SITE) as server, listening(fetcher.client):
        source = feed(server.url("/old"))
        with hear() as heard:
            fetcher.robots.check(source.id, source.location)
            fetch(source, FetchState(), fetcher, now)
            other = Thread(target=fetch, args=(source, FetchState(), fetcher, now))
            other.start()
            other.join()
        fetch(source, FetchState(), fetcher, now)
    assert heard == [
        Heard(server.url("/old"), 301, None),
        Heard(server.url("/new"), 200, "application/rss+xml"),
    ]


def test_a_url_is_shown_without_its_password() -> None:
    assert public("https://me:secret@x.example:8443/feed?a=b") == "https://x.example:8443/feed?a=b"
