"""What the tests of sending share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from alerts.outlets import Outlets
from sources.http import open_client

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  the standard's own example


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with open_client(("127.0.0.1/32",)) as opened:
        yield opened


@pytest.fixture
def outlets(tmp_path: Path, client: httpx.Client) -> Callable[..., Outlets]:
    """Outlets with a mail server, or other secrets, where a test needs them."""

    def make(smtp_url: str | None = None, secrets: dict[str, str] | None = None) -> Outlets:
        known = {"HOOK_SECRET": SECRET} if secrets is None else secrets
        return Outlets(smtp_url, tmp_path / "outbox", client, known)

    return make
