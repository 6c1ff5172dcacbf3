"""Reading feeds: our whole parse against feedparser, fastfeedparser and reader, in one run.

`python -m benchmarks.reading FOLDER…`; a folder holds `files/` and `manifest.jsonl`, whose lines
have `id` (the file's name), `url`, and `gold_entries` where the right count is known. Ours is bytes
to clean items (identities, dates, plain text, language); theirs is what their `parse` gives.
"""

import argparse
import gc
import io
import json
import logging
import os
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.schema import Source
from parsers.item import ParseError
from parsers.parse import parse
from sources.document import Document

Peer = Callable[[bytes, str], int]
"""Bytes and address to the number of entries; an error stands for none."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document and the entries that it has; `gold` is None where nobody counted."""

    name: str
    url: str
    body: bytes
    gold: int | None


def samples(folders: list[Path]) -> Iterator[Sample]:
    for folder in folders:
        for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            body = (folder / "files" / row["id"]).read_bytes()
            yield Sample(row["id"], row.get("url") or "", body, row.get("gold_entries"))


def ours(body: bytes, url: str) -> int:
    source = Source(id="bench", name="bench", kind="feed", location="https://example.org/feed")
    document = Document(url or source.location, body, None, None, fetched_at=datetime.now(UTC))
    try:
        parsed = parse(source, document)
    except ParseError as error:
        if error.reason.startswith("no readable entry"):
            return 0
        raise
    return len(parsed.items) + parsed.repeats + parsed.skipped


def _feedparser() -> Peer:
    import feedparser  # type: ignore[import-untyped]

    return lambda body, _url: len(feedparser.parse(io.BytesIO(body)).entries)


def _fastfeedparser() -> Peer:
    import fastfeedparser

    return lambda body, _url: len(fastfeedparser.parse(body).entries)


def _reader() -> Peer:
    # Its own copy of feedparser needs a module that only sgmllib3k brings.
    os.environ.setdefault("READER_NO_VENDORED_FEEDPARSER", "1")
    from reader._parser.feedparser import FeedparserParser
    from reader._parser.jsonfeed import JSONFeedParser

    xml, as_json = FeedparserParser(), JSONFeedParser()

    def read(body: bytes, url: str) -> int:
        parser = as_json if body.lstrip()[:1] == b"{" else xml
        return len(list(parser(url or "https://example.org/", io.BytesIO(body))[1]))

    return read


PEERS: dict[str, Callable[[], Peer]] = {
    "tidewaiter": lambda: ours,
    "feedparser": _feedparser,
    "fastfeedparser": _fastfeedparser,
    "reader": _reader,
}


_FIRST = tuple(
    Sample(name, "https://example.org/", body, None)
    for name, body in (
        ("damaged", b"<rss><channel><item><title>Duty on steel</item></channel></rss>"),
        ("json", b'{"version": "https://jsonfeed.org/version/1", "items": [{"title": "Duty"}]}'),
        (
            "undeclared",
            "<rss><channel><item><title>Ministerstwo podnosi c\u0142o na przyw\u00f3z stali"
            "</title></item></channel></rss>".encode("iso-8859-2"),
        ),
    )
)
"""What each gets before the clock: imports, models and child processes are then there, as they are
in a service that runs."""


def timed(peer: Peer, sample: Sample, repeat: int) -> tuple[int, float]:
    """The count and the least of `repeat` wall-clock times, in seconds."""
    best, count = float("inf"), 0
    for _ in range(repeat):
        started = time.perf_counter()
        try:
            count = peer(sample.body, sample.url)
        except Exception:  # noqa: BLE001 - a peer may raise anything; it then counts as none
            count = 0
        best = min(best, time.perf_counter() - started)
    return count, best


def main() -> None:
    options = _options()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    known = list(samples(options.folder))
    peers = {name: PEERS[name]() for name in PEERS if name not in options.without}
    for peer in peers.values():
        for sample in (*_FIRST, *known[:3]):
            timed(peer, sample, 1)
    gc.freeze()
    results = {name: list[tuple[int, float]]() for name in peers}
    for sample in known:
        for name, peer in peers.items():
            results[name].append(timed(peer, sample, options.repeat))
    _table(known, results)
    if options.misses:
        _misses(known, results)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="+", type=Path)
    options.add_argument("--repeat", type=int, default=1, help="the least of so many times counts")
    options.add_argument("--without", nargs="*", default=[], choices=list(PEERS))
    options.add_argument("--misses", action="store_true", help="name each document counted wrong")
    return options.parse_args()


def _table(known: list[Sample], results: dict[str, list[tuple[int, float]]]) -> None:
    counted = sum(sample.gold is not None for sample in known)
    megabytes = sum(len(sample.body) for sample in known) / 1e6
    print(f"{len(known)} documents, {megabytes:.1f} MB, {counted} of them counted")  # noqa: T201
    print(f"{'':16}{'right':>7}{'seconds':>10}{'MB/s':>8}{'× total':>9}{'× median':>10}")  # noqa: T201
    base = results.get("feedparser")
    for name, rows in results.items():
        pairs = zip(known, rows, strict=True)
        right = sum(s.gold is not None and s.gold == count for s, (count, _) in pairs)
        total = sum(seconds for _, seconds in rows)
        line = f"{name:16}{right:7}{total:10.3f}{megabytes / total:8.1f}"
        if base is not None:
            ratios = [b[1] / row[1] for b, row in zip(base, rows, strict=True)]
            whole = sum(b[1] for b in base) / total
            line += f"{whole:9.1f}{statistics.median(ratios):10.1f}"
        print(line)  # noqa: T201


def _misses(known: list[Sample], results: dict[str, list[tuple[int, float]]]) -> None:
    for place, sample in enumerate(known):
        counts = {name: rows[place][0] for name, rows in results.items()}
        if sample.gold is not None and any(count != sample.gold for count in counts.values()):
            print(f"{sample.name}: {sample.gold} entries, {counts}")  # noqa: T201


if __name__ == "__main__":
    main()
