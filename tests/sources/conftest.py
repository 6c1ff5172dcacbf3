"""What the tests of fetching share."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from config.schema import Source
from sources.connect import Limits
from sources.fetch import Fetcher, fetcher_of, open_fetcher
from sources.pace import Pace

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A fetcher to which 127.0.0.1, and nothing else that is private, is open, at any pace."""
    with open_fetcher(("127.0.0.1/32",), connections=0, delay=0) as opened:
        yield opened


@pytest.fixture
def closed_fetcher() -> Iterator[Fetcher]:
    """A fetcher as config makes it by default."""
    with open_fetcher() as opened:
        yield opened


def within(fetcher: Fetcher, limits: Limits, delay: float = 0.0) -> Fetcher:
    """The same fetcher under other limits."""
    return fetcher_of(fetcher.client, Pace(0, delay), limits)


@pytest.fixture
def feed() -> Callable[[str], Source]:
    """A feed source at a location."""

    def make(location: str) -> Source:
        return Source(id="gazette", name="The gazette", kind="feed", location=location)

    return make
