"""`tidewaiter classify`: a file of texts understood, line by line, nothing stored."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from os import getpid
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from desk.failures import NOTHING, DeskError

if TYPE_CHECKING:
    from classifiers.vocabulary import Lexicon

_STEP = 1000


def classify(texts: Path, facts: Path, /) -> None:
    """Understand a JSONL file of texts without storing anything.

    A line {id, text, title?, lang?, date?} gives a line, in order: {id, topics, scores, relevance,
    countries, roles, measures, mentions}. What is unknown is null. OUT is written whole or not at
    all.

    Parameters
    ----------
    texts
        The file to read.
    facts
        The file to write.
    """
    from classifiers.vocabulary import Lexicon
    from config.settings import read_settings
    from config.vocabulary import load_vocabulary
    from desk.screen import progress
    from flows.report import Step

    lexicon = Lexicon(load_vocabulary(read_settings().config / "vocabulary"))
    lines = _lines(texts)
    with progress(f"Understanding {len(lines)} texts …") as watch, _whole(facts) as out:
        for number, line in enumerate(lines, start=1):
            out.write(_understand(texts, number, line, lexicon) + "\n")
            if number % _STEP == 0:
                watch(Step("texts understood", number, len(lines)))


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise DeskError(f"{path}: cannot be read: {error.strerror}", NOTHING) from error


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file that takes its name only when all of it is written."""
    part = path.with_name(f".{path.name}.{getpid()}.part")
    try:
        with part.open("w", encoding="utf-8") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise DeskError(f"{path}: cannot be written: {error.strerror}", NOTHING) from error
    finally:
        part.unlink(missing_ok=True)


def _understand(path: Path, number: int, line: bytes, lexicon: "Lexicon") -> str:
    """One line's facts as a line of JSON."""
    from classifiers.classify import classify as understand
    from desk.facts import facts_json
    from parsers.dates import read_date
    from parsers.language import choose

    row = _row(path, number, line)
    title, text = row.get("title") or "", row.get("text") or ""
    date = read_date(row["date"], now=datetime.now(UTC)) if row.get("date") else None
    language = choose([row.get("lang")], f"{title}\n{text}")
    facts = understand(title, text, language, date, lexicon)
    return json.dumps({"id": row["id"], **facts_json(facts)}, ensure_ascii=False)


def _row(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DeskError(f"{path}:{number}: not a line of JSON: {error}", NOTHING) from error
    if not isinstance(row, dict) or "id" not in row:
        raise DeskError(f"{path}:{number}: a line is {{id, text, title?, lang?, date?}}", NOTHING)
    for key in ("text", "title", "lang", "date"):
        if not isinstance(row.get(key), str | None):
            raise DeskError(f"{path}:{number}: {key}: not a string", NOTHING)
    return row
