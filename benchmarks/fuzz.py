"""Every parser on inputs made worse by chance: no crash, no hang, no hunger for memory.

`python -m benchmarks.fuzz --inputs 1000000 --state FILE` goes on where it was stopped; `--only N`
runs input N alone and shows what came of it. Inputs are our own sample documents, mutated; two
processes take turns at batches of them, each stopped at its limits of time and memory.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from benchmarks.mutation import mutate
from config.schema import Kind, Mapping, Selectors, Source
from parsers.apart import Stopped, apart
from parsers.dates import read_date
from parsers.encoding import decode, unpack
from parsers.feeds.repair import repair, without_prolog
from parsers.item import Item, ParseError
from parsers.language import detect
from parsers.opml import read_opml
from parsers.parse import parse
from parsers.text import clean, plain
from parsers.urls import absolute, canonical
from sources.document import Document
from sources.files import SUFFIXES

Read = Callable[[bytes, random.Random], tuple[Item, ...]]

SECONDS, MEGABYTES = 1.0, 200.0
BATCH = 400
_ROOT = Path(__file__).parents[1]
_NOW = datetime(2026, 4, 4, 8, 0, tzinfo=UTC)
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CHARSETS = (None, None, None, "utf-8", "latin-1", "windows-1251", "gb18030", "utf-16", "x-none")
_SELECTORS = Selectors(item="li, tr, p, div", date=".date, time", summary="p")
_MAPPING = Mapping(items="results", title="title", link="html_url", date="publication_date")


def _source(kind: Kind) -> Source:
    return Source(
        id="fuzz",
        name="fuzz",
        kind=kind,
        location="news" if kind == "folder" else "https://example.org/news/",
        selectors=_SELECTORS if kind == "page" else None,
        mapping=_MAPPING if kind == "api" else None,
    )


def _document(kind: Kind, suffix: str = "") -> Read:
    source = _source(kind)
    url = f"file:///news/a{suffix}" if suffix else source.location

    def read(body: bytes, chance: random.Random) -> tuple[Item, ...]:
        charset = chance.choice(_CHARSETS)
        document = Document(url, body, SUFFIXES.get(suffix), charset, fetched_at=_NOW)
        with suppress(ParseError):
            return parse(source, document).items
        return ()

    return read


def _opml(body: bytes, _chance: random.Random) -> tuple[Item, ...]:
    with suppress(ParseError):
        read_opml("fuzz", body)
    return ()


def _strings(body: bytes, chance: random.Random) -> tuple[Item, ...]:
    """Everything that reads a text, on a piece of a document or all of it."""
    start = chance.randint(0, len(body))
    piece = body[start : start + chance.choice((20, 60, 300, 60_000))]
    text = piece.decode("utf-8", "surrogateescape" if chance.random() < 0.2 else "replace")
    read_date(text, now=_NOW, language=chance.choice((None, "en", "es", "zh")))
    for result in (plain(text), clean(text)):
        result.encode()
    detect(text)
    url = absolute("https://example.org/a/", text)
    if url is not None and canonical(canonical(url)) != canonical(url):
        raise AssertionError(f"canonical is not settled: {url!r}")
    return ()


def _bytes(body: bytes, chance: random.Random) -> tuple[Item, ...]:
    with suppress(ValueError):
        unpack(body)
    decode(body, chance.choice(_CHARSETS)).encode("utf-8", "replace")
    repaired = repair(without_prolog(body))
    if repair(repaired) != repaired:
        raise AssertionError("a repair of a repaired feed changes it")
    return ()


TARGETS: dict[str, tuple[int, Read, str]] = {
    "feed": (30, _document("feed"), r"\.xml|feed\.json|jsonfeed\.json"),
    "sitemap": (8, _document("sitemap"), r"newsmap\.xml|rss20\.xml"),
    "api": (8, _document("api"), r"register\.json|jsonfeed\.json|rows\.jsonl"),
    "page": (6, _document("page"), r"\.html"),
    "article": (3, _document("folder", ".html"), r"\.html"),
    "json": (6, _document("folder", ".json"), r"\.jsonl?$"),
    "jsonl": (6, _document("folder", ".jsonl"), r"\.jsonl?$"),
    "csv": (6, _document("folder", ".csv"), r"\.csv|\.txt"),
    "text": (6, _document("folder", ".txt"), r"\.txt|\.html"),
    "opml": (4, _opml, r"\.xml"),
    "strings": (25, _strings, r"."),
    "bytes": (12, _bytes, r"."),
}
"""How often each is tried, what reads, and which samples it is given."""


@cache
def _samples() -> dict[str, list[bytes]]:
    folders = (_ROOT / "seeds", _ROOT / "seeds" / "texts", _ROOT / "tests" / "data" / "parsers")
    files = [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file() and ".expected." not in path.name and path.suffix != ".yml"
    ]
    return {
        name: [path.read_bytes() for path in files if re.search(pattern, path.name)]
        for name, (_, _, pattern) in TARGETS.items()
    }


def made(number: int) -> tuple[str, bytes, random.Random]:
    """Which parser input `number` is for, and the input."""
    chance = random.Random(number)  # noqa: S311 - to be repeated, not to be secret
    [name] = chance.choices(list(TARGETS), weights=[weight for weight, _, _ in TARGETS.values()])
    samples = _samples()[name]
    return name, mutate(chance.choice(samples), samples, chance), chance


def trial(number: int) -> str | None:
    """What is wrong with how input `number` was read; None when nothing is."""
    name, body, chance = made(number)
    started = time.process_time()  # others may be busy, so not the wall's
    try:
        items = TARGETS[name][1](body, chance)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{name}: {error!r:.300}"
    taken = time.process_time() - started
    unclean = next((fault for item in items if (fault := _fault(item)) is not None), None)
    if unclean is not None:
        return f"{name}: {unclean}"
    return f"{name}: {taken:.1f} s" if taken > SECONDS else None


def _fault(item: Item) -> str | None:
    """What an item must never be."""
    for value in astuple(item):
        text = " ".join(value) if isinstance(value, tuple) else value
        if isinstance(text, str) and _UNCLEAN.search(text):
            return f"unclean: {text[:200]!r}"
    if item.url is not None and not item.url.startswith(("http://", "https://", "file:///")):
        return f"no web address: {item.url[:200]!r}"
    if not item.keys or len(item.title) > 500 or "\n" in item.title:
        return f"no keys, or too long a title: {item.title[:200]!r}"
    if item.published_at is not None and item.published_at > _NOW + timedelta(days=4):
        return f"from the future: {item.published_at}"
    return None


@cache
def _warm() -> None:
    """Imports, models and child processes are there before the clock."""
    rough = random.Random(0)  # noqa: S311 - the same each time
    for name, (_, read, _) in TARGETS.items():
        for sample in (b"<rss><item><title>x</rss>", *_samples()[name]):
            read(sample, rough)  # the first takes the forgiving reader's process


def batch(start: int, stop: int) -> list[tuple[int, str]]:
    """The inputs from `start` to `stop` that were read wrong."""
    _warm()
    faults = ((number, trial(number) and trial(number)) for number in range(start, stop))
    # What is slow once may have waited for another process; what is slow twice is slow.
    return [(number, fault) for number, fault in faults if fault is not None]


def _batch_apart(start: int, stop: int) -> list[tuple[int, str]]:
    """The same in a process of its own; where that is stopped, each input for itself."""
    try:
        return apart(batch, start, stop, seconds=120.0 + SECONDS * 20, megabytes=MEGABYTES)
    except Stopped:
        return [fault for number in range(start, stop) for fault in _alone(number)]


def _alone(number: int) -> list[tuple[int, str]]:
    try:
        return apart(batch, number, number + 1, seconds=SECONDS * 20, megabytes=MEGABYTES)
    except Stopped as stopped:
        return [(number, f"{made(number)[0]}: {stopped.reason}")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--from", type=int, default=0, dest="first")
    options.add_argument("--minutes", type=float, default=1e9)
    options.add_argument("--state", type=Path, help="where to go on from, a JSON file")
    options.add_argument("--only", type=int, help="the one input to run here and show")
    chosen = options.parse_args()
    if chosen.only is not None:
        name, body, _ = made(chosen.only)
        print(f"{name}: {body[:2_000]!r}\n{trial(chosen.only) or 'read well'}")  # noqa: T201
        return
    _run(chosen)


def _run(chosen: argparse.Namespace) -> None:
    state = chosen.state if chosen.state is not None and chosen.state.exists() else None
    done = json.loads(state.read_text()) if state else {"next": chosen.first, "faults": []}
    first, end = done["next"], done["next"] + chosen.inputs
    started = time.monotonic()
    batches = ((n, min(n + BATCH, end)) for n in range(first, end, BATCH))
    with ThreadPoolExecutor(2) as pool:
        while time.monotonic() - started < chosen.minutes * 60 and done["next"] < end:
            taken = list(islice(batches, 8))
            for faults in pool.map(lambda bounds: _batch_apart(*bounds), taken):
                done["faults"] += faults
            done["next"] = taken[-1][1]
            if chosen.state is not None:
                chosen.state.write_text(json.dumps(done))
    spent = time.monotonic() - started
    print(f"{done['next'] - first} inputs in {spent:.0f} s; {len(done['faults'])} faults")  # noqa: T201
    for number, fault in done["faults"]:
        print(f"  {number}: {fault}")  # noqa: T201


if __name__ == "__main__":
    # Under its real name, so that another process knows what it is asked for.
    from benchmarks.fuzz import main as start

    start()
