"""What the tests of fetching share."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from config.schema import Source
from sources.http import open_client

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A client to which 127.0.0.1, and nothing else that is private, is open."""
    with open_client(("127.0.0.1/32",)) as opened:
        yield opened


@pytest.fixture
def closed_client() -> Iterator[httpx.Client]:
    """A client as config makes it by default."""
    with open_client() as opened:
        yield opened


@pytest.fixture
def feed() -> Callable[[str], Source]:
    """A feed source at a location."""

    def make(location: str) -> Source:
        return Source(id="gazette", name="The gazette", kind="feed", location=location)

    return make
