"""One look at a source of which nothing is stored: what came back, and what can be read in it."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median
from urllib.parse import urlsplit

from config.schema import Source
from flows.gather import fetch_all
from flows.understand import read_all
from parsers.encoding import decode, unpack
from parsers.item import Item
from parsers.language import detect
from sources.document import Document, FetchError, FetchState
from sources.fetch import Fetcher, obeys_robots
from sources.heard import Heard, hear


@dataclass(frozen=True, slots=True)
class Contents:
    """What the documents of one look hold."""

    documents: int
    media_types: tuple[str, ...]
    charsets: tuple[str, ...]
    """As the servers declared them."""
    size: int
    """Bytes, unpacked."""
    garbled: int
    """Characters that could not be decoded."""
    items: tuple[Item, ...]
    skipped: int
    newest: datetime | None
    undated: int
    future: int
    """Entries dated after now."""
    languages: tuple[tuple[str, int], ...]
    """Detected languages with the entries in them, the most frequent first."""
    length: int
    """Characters of the middle entry's text."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One look at a source, or why there was none; `known` of its entries are stored already."""

    source: Source
    contents: Contents | None = None
    seconds: float = 0.0
    answers: tuple[Heard, ...] = ()
    known: int = 0
    stored: bool = False
    """Whether anything of this source is stored."""
    problems: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    """Those of the problems that say that it holds more than it gives."""
    error: str | None = None
    robots: str | None = None
    """What robots.txt says of its address, and whether that counts; None where there is none."""


def attempt(source: Source, fetcher: Fetcher, now: datetime) -> Trial:
    """Look at a source as a run that never saw it would, and store nothing."""
    begin = time.monotonic()
    with hear() as heard:
        trial = _look(source, fetcher, now)
    seconds = time.monotonic() - begin
    robots = _ask_robots(source, fetcher) if heard else None
    return replace(trial, seconds=seconds, answers=tuple(heard), robots=robots)


def _look(source: Source, fetcher: Fetcher, now: datetime) -> Trial:
    try:
        fetched = fetch_all(fetcher, source, FetchState(), now)
    except FetchError as error:
        return Trial(source, error=error.reason)
    readout = read_all(source, fetched.documents)
    contents = _contents(fetched.documents, readout.items, readout.skipped, now)
    if not readout.readable:
        return Trial(source, contents, error=readout.problems[0])
    problems = (*fetched.problems, *readout.problems)
    return Trial(source, contents, problems=problems, partial=readout.partial)


def _ask_robots(source: Source, fetcher: Fetcher) -> str:
    try:
        fetcher.robots.check(source.id, source.location)
    except FetchError as error:
        obeyed = obeys_robots(source, is_article=False)
        host = urlsplit(source.location).hostname
        reason = error.reason.removeprefix(f"robots.txt of {host}").lstrip(": ")
        return f"{reason} ({'obeyed' if obeyed else 'not asked for this source'})"
    return "lets us look at it"


def _contents(
    documents: Sequence[Document], items: tuple[Item, ...], skipped: int, now: datetime
) -> Contents:
    dates = [item.published_at for item in items if item.published_at is not None]
    found = Counter(detect(f"{item.title}\n{item.body}") for item in items)
    return Contents(
        documents=len(documents),
        media_types=tuple(dict.fromkeys(one.media_type or "no type" for one in documents)),
        charsets=tuple(dict.fromkeys(one.charset for one in documents if one.charset)),
        size=sum(len(one.body) for one in documents),
        garbled=sum(map(_garbled, documents)),
        items=items,
        skipped=skipped,
        newest=max(dates, default=None),
        undated=len(items) - len(dates),
        future=sum(date > now for date in dates),
        languages=tuple((code, count) for code, count in found.most_common() if code is not None),
        length=int(median([len(item.body) for item in items])) if items else 0,
    )


def _garbled(document: Document) -> int:
    try:
        body = unpack(document.body)
    except ValueError:  # what the parser says of it is a problem of its own
        return 0
    return decode(body, document.charset).count("\ufffd")
