"""What servers say on the way to a document, for whoever wants to tell a person of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx


@dataclass(frozen=True, slots=True)
class Heard:
    """What a server said to one request."""

    url: str
    """Without user and password."""
    status: int
    content_type: str | None


_HEARD: ContextVar[list[Heard] | None] = ContextVar("heard", default=None)


@contextmanager
def listening(client: httpx.Client) -> Iterator[None]:
    """Lets `hear` take down the client's answers, in any thread."""
    hooks = client.event_hooks
    client.event_hooks = {**hooks, "response": [*hooks["response"], _note]}
    try:
        yield
    finally:
        client.event_hooks = hooks


@contextmanager
def hear() -> Iterator[list[Heard]]:
    """The answers that this thread gets within the block, redirects too, robots.txt left out."""
    heard: list[Heard] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def public(url: str) -> str:
    """The URL without user and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _note(response: httpx.Response) -> None:
    heard = _HEARD.get()
    if heard is not None and response.url.path != "/robots.txt":
        said = response.headers.get("content-type")
        heard.append(Heard(public(str(response.url)), response.status_code, said))
