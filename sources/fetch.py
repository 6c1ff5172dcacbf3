"""One look at a source, wherever it is, and at any page on its behalf."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx

from config.schema import Source
from sources import files
from sources.answers import Answer, blocked, conditions, document_of, is_wall, refused, status_words
from sources.connect import LIMITS, Limits
from sources.document import Document, Fetched, FetchError, FetchState, digest_of
from sources.due import again_after, place
from sources.http import Check, Line, ask, open_client
from sources.pace import CONNECTIONS, DELAY, Pace
from sources.robots import Robots

_FOR_PROGRAMS = ("feed", "api")


@dataclass(frozen=True, slots=True)
class Fetcher:
    """What a run fetches with: one client, one pace, one memory of what robots.txt says."""

    line: Line
    robots: Robots

    @property
    def client(self) -> httpx.Client:
        """The guarded client, for what has manners of its own (webhooks)."""
        return self.line.client


@contextmanager
def open_fetcher(
    allow_networks: tuple[str, ...] = (),
    *,
    connections: int = CONNECTIONS,
    delay: float = DELAY,
    limits: Limits = LIMITS,
) -> Iterator[Fetcher]:
    """A fetcher until the block ends; ValueError for a bad network.

    It makes at most `connections` at once to one host, `delay` seconds after one another at the
    least; 0 is no limit.
    """
    with open_client(allow_networks) as client:
        yield fetcher_of(client, Pace(connections, delay), limits)


def fetcher_of(client: httpx.Client, pace: Pace, limits: Limits = LIMITS) -> Fetcher:
    line = Line(client, pace, limits)
    return Fetcher(line, Robots(line))


def fetch(source: Source, state: FetchState, fetcher: Fetcher, now: datetime) -> Fetched:
    """The source's documents as they are now; FetchError says why there are none.

    `source.location` is a URL or an absolute path (see `config.load.resolve`). A server that
    stumbled, or that wants to be asked again in a moment, is asked once more.
    """
    if not source.is_remote:
        return files.read(source, state, now)
    started = time.monotonic()
    try:
        return get(fetcher, source, state, now)
    except FetchError as error:
        spent = time.monotonic() - started
        pause = again_after(error, now + timedelta(seconds=spent), spent, fetcher.line.limits.again)
        if pause is None:
            raise
    time.sleep(pause)
    return get(fetcher, source, state, now + timedelta(seconds=time.monotonic() - started))


def get(fetcher: Fetcher, source: Source, state: FetchState, now: datetime) -> Fetched:
    """The document at the source's URL, or `unchanged`; FetchError for everything else."""
    headers, started = conditions(state), time.monotonic()
    check = _check(fetcher, source, is_article=False)
    answer = ask(fetcher.line, source.id, place(source, state), headers, check)
    if answer.status == HTTPStatus.NOT_MODIFIED and headers:
        return Fetched((), unchanged=True, not_modified=True)
    arrived = now + timedelta(seconds=time.monotonic() - started)
    document = _document(source, answer, now, arrived)
    moved_to = None if answer.moved_to is None else f"{source.location} {answer.moved_to}"
    if digest_of((document,)) == state.digest:
        return Fetched((), unchanged=True, moved_to=moved_to)
    return Fetched((document,), moved_to=moved_to)


def get_page(
    fetcher: Fetcher, source: Source, url: str, now: datetime, *, is_article: bool = True
) -> Document:
    """The document at any URL that a source leads to, under the same guard; else FetchError.

    An article's page is for people, so robots.txt is obeyed; what is no article (the next page of
    a list or an API) goes by the source's own kind. `source.robots` decides where it is given.
    """
    started = time.monotonic()
    answer = ask(fetcher.line, source.id, url, check=_check(fetcher, source, is_article=is_article))
    arrived = now + timedelta(seconds=time.monotonic() - started)
    return _document(source, answer, now, arrived)


def obeys_robots(source: Source, *, is_article: bool) -> bool:
    """Whether robots.txt decides; not of feeds and APIs, which are made for programs."""
    if source.robots is not None:
        return source.robots
    return is_article or source.kind not in _FOR_PROGRAMS


def _check(fetcher: Fetcher, source: Source, *, is_article: bool) -> Check | None:
    if not obeys_robots(source, is_article=is_article):
        return None
    return lambda url: fetcher.robots.check(source.id, url)


def _document(source: Source, answer: Answer, now: datetime, arrived: datetime) -> Document:
    """What the answer brought; FetchError, its waits counted from `arrived`, when it is nothing."""
    if answer.status != HTTPStatus.OK:
        raise refused(source.id, answer, arrived)
    if not answer.body.strip():
        raise FetchError(source.id, "an empty answer", soft=True)
    if is_wall(answer):
        raise blocked(source.id, status_words(answer.status), arrived)
    return document_of(answer, now)
