"""Article pages with a gold text: how much of it we and others find, the date, and how fast.

`python -m benchmarks.articles FOLDER…`, each folder with `gold.jsonl` (id, url, body and, where
known, date) and `html/ID.html`. Peers that are not installed (extra `bench`) are left out.
"""

import argparse
import json
import logging
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any
from unicodedata import normalize

from bs4 import BeautifulSoup

from config.schema import Source
from parsers.dates import read_date
from parsers.item import ParseError
from parsers.parse import parse
from sources.document import Document

_NOW = datetime.now(UTC)
_LIMIT = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Gold:
    """A page, and what people found on it."""

    url: str
    page: bytes
    body: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives of a page; None for what it does not look for."""

    text: str
    date: str | None = None


Reader = Callable[[Gold], Found]


def score(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """F1, precision and recall of (gold, found) texts by their shingles of four words.

    For a page tp, fp and fn count the shingles (with repeats) that both have, that only the
    found text and that only the gold text has; precision tp/(tp+fp) is averaged over the pages
    where anything was found, recall tp/(tp+fn) over those with a gold text, and F1 is the
    harmonic mean of the two averages. Source: evaluate.py of
    github.com/scrapinghub/article-extraction-benchmark; here both texts are in NFC first.
    """
    precisions, recalls = [], []
    for gold, found in pairs:
        true, seen = _shingles(gold), _shingles(found)
        both = sum((true & seen).values())
        precisions += [both / seen.total()] if seen else []
        recalls += [both / true.total()] if true else []
    precision, recall = mean(precisions or [0]), mean(recalls or [0])
    return 2 * precision * recall / (precision + recall or 1), precision, recall


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(normalize("NFC", text))
    cut = (tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))
    return Counter(shingle for shingle in cut if shingle)


def same_day(gold: str, found: str | None) -> bool:
    """Whether a date names the gold one's day, as it reads on the page or in UTC."""
    moment = None if found is None else read_date(found, now=_NOW + timedelta(days=3_650))
    if moment is None:
        return False
    true = datetime.fromisoformat(gold)
    days = {true.date(), (true if true.tzinfo else true.replace(tzinfo=UTC)).astimezone(UTC).date()}
    return bool(days & {moment.date(), _written_day(str(found))})


def _written_day(raw: str) -> date | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}", raw)
    return datetime.fromisoformat(match[0]).date() if match else None


def _ours(gold: Gold) -> Found:
    source = Source(id="bench", name="Bench", kind="folder", location="pages")
    page = Document(gold.url, gold.page, "text/html", None, _NOW)
    try:
        [item] = parse(source, page).items
    except ParseError:
        return Found("")
    return Found(item.text, item.published_raw if item.published_at else None)


def _trafilatura(**options: Any) -> Reader:
    import trafilatura

    def read(gold: Gold) -> Found:
        found: Any = trafilatura.bare_extraction(
            gold.page, include_comments=False, with_metadata=True, **options
        )
        return Found(found.text or "", found.date) if found is not None else Found("")

    return read


def _trafilatura_text() -> Reader:
    import trafilatura

    def read(gold: Gold) -> Found:
        return Found(trafilatura.extract(gold.page, include_comments=False) or "")

    return read


def _readability() -> Reader:
    from readability import Document as Readable

    def read(gold: Gold) -> Found:
        summary = Readable(gold.page).summary(html_partial=True)
        return Found(BeautifulSoup(summary, "lxml").get_text("\n"))

    return read


def _newspaper() -> Reader:
    import newspaper

    def read(gold: Gold) -> Found:
        article = newspaper.Article(gold.url, fetch_images=False)
        article.download(input_html=gold.page.decode("utf-8", "replace"))
        try:
            article.parse()
        except ImportError:  # a language for which it wants one library more
            return Found("")
        moment = article.publish_date
        return Found(article.text, str(moment) if moment else None)

    return read


def _paragraphs(gold: Gold) -> Found:
    soup = BeautifulSoup(gold.page, "lxml")
    published = soup.select_one("meta[property='article:published_time'], meta[name=date]")
    named = str(published["content"]) if published and published.get("content") else None
    return Found("\n".join(found.get_text() for found in soup.find_all("p")), named)


def readers() -> dict[str, Reader]:
    """Name of each reader that is installed → what reads a page with it."""
    found: dict[str, Reader] = {
        "tidewaiter": _ours,
        "trafilatura": _trafilatura(),
        "trafilatura, text only": _trafilatura_text(),
        "trafilatura fast": _trafilatura(fast=True),
        "trafilatura precision": _trafilatura(favor_precision=True),
        "bs4 all <p>": _paragraphs,
    }
    for name, make in {"readability": _readability, "newspaper": _newspaper}.items():
        if find_spec(name) is not None:
            found[name] = make()
    return found


def load(folder: Path) -> list[Gold]:
    """The gold pages of a folder."""
    rows = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Gold(
            row["url"],
            (folder / "html" / f"{row['id']}.html").read_bytes(),
            row["body"],
            row.get("date"),
        )
        for row in rows
    ]


def measure(reader: Reader, pages: Sequence[Gold]) -> tuple[list[Found], float]:
    """What the reader finds on each page, and the processor's seconds that took.

    A page that keeps it busy for more than 20 seconds has nothing for it.
    """
    signal.signal(signal.SIGALRM, _give_up)
    reader(pages[0])  # what a reader loads at its first page is no part of its speed
    started = time.process_time()
    found = [_limited(reader, page) for page in pages]
    return found, time.process_time() - started


def _limited(reader: Reader, page: Gold) -> Found:
    signal.alarm(_LIMIT)
    try:
        return reader(page)
    except TimeoutError:
        return Found("")
    finally:
        signal.alarm(0)


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError


def row(name: str, pages: Sequence[Gold], found: Sequence[Found], seconds: float) -> str:
    """One line of the table."""
    f1, precision, recall = score(
        (gold.body, seen.text) for gold, seen in zip(pages, found, strict=True)
    )
    dated = [(gold.date, seen.date) for gold, seen in zip(pages, found, strict=True) if gold.date]
    reads_dates = any(seen for _, seen in dated)
    same = f"{mean(same_day(*pair) for pair in dated):8.3f}" if reads_dates else f"{'–':>8}"
    return f"{name:24} {f1:6.4f} {precision:9.4f} {recall:7.4f} {same} {len(pages) / seconds:9.1f}"


def main() -> None:
    """Print a table for each folder: every reader, on the same pages, one after another."""
    parser = argparse.ArgumentParser(description="Article text and dates, ours and others'.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only", nargs="*", help="readers by name")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    chosen = {n: r for n, r in readers().items() if asked.only is None or n in asked.only}
    for folder in asked.folders:
        pages = load(folder)
        print(f"\n{folder} ({len(pages)} pages)")  # noqa: T201
        print(f"{'reader':24}     F1 precision  recall same day   pages/s")  # noqa: T201
        for name, reader in chosen.items():
            print(row(name, pages, *measure(reader, pages)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
