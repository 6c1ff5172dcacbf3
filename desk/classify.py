"""`tidewaiter classify`: a file of texts understood, line by line, nothing stored."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from desk.failures import NOTHING, DeskError

if TYPE_CHECKING:
    from classifiers.vocabulary import Lexicon

_STEP = 500
_MOST_FAULTS = 20
# Else cyclopts takes the `-` that stands for stdin or stdout for an option it does not know.
_File = Annotated[Path, Parameter(allow_leading_hyphen=True)]


class _LineError(Exception):
    """A line that is not as agreed."""


def classify(texts: _File, facts: _File, /) -> None:
    """Understand a JSONL file of texts without storing anything.

    A line {id, text, title?, lang?, date?} gives a line, in order: {id, topics, scores, relevance,
    countries, roles, measures, mentions}. What is unknown is null. Empty lines are skipped. OUT is
    written whole or not at all.

    Parameters
    ----------
    texts
        The file to read; - is stdin.
    facts
        The file to write; - is stdout.
    """
    from classifiers.vocabulary import Lexicon
    from config.settings import read_settings
    from config.vocabulary import load_vocabulary
    from desk.screen import complain, progress
    from desk.view import counted
    from desk.whole import whole
    from flows.report import Step

    lexicon = Lexicon(load_vocabulary(read_settings().config / "vocabulary"))
    lines = _lines(texts)
    undated = 0
    with progress(f"Understanding {len(lines)} texts …") as watch, whole(facts) as out:
        for count, line in enumerate(lines.values(), start=1):
            row = _read(line)
            date = _date(row)
            undated += bool(row.get("date")) and date is None
            out.write(_understand(row, date, lexicon) + "\n")
            if count % _STEP == 0:
                watch(Step("texts understood", count, len(lines)))
    if undated:
        complain(f"{counted(undated, 'date')} could not be read: taken as unknown")


def _lines(path: Path) -> dict[int, bytes]:
    """The lines that hold something, by number; DeskError names those that are not as agreed."""
    stdin = str(path) == "-"
    name = "stdin" if stdin else path
    try:
        content = sys.stdin.buffer.read() if stdin else path.read_bytes()
    except OSError as error:
        raise DeskError(f"{name}: cannot be read: {error.strerror}", NOTHING) from error
    numbered = enumerate(content.split(b"\n"), start=1)
    lines = {number: line for number, line in numbered if line.strip()}
    faults = list(_faults(lines))
    if faults:
        more = [f"… and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []
        shown = [f"{name}:{fault}" for fault in faults[:_MOST_FAULTS]]
        raise DeskError("\n".join([*shown, *more]), NOTHING)
    return lines


def _faults(lines: dict[int, bytes]) -> Iterator[str]:
    for number, line in lines.items():
        try:
            _read(line)
        except _LineError as error:
            yield f"{number}: {error}"


def _read(line: bytes) -> dict[str, Any]:
    """One line's keys; _LineError says what is not as agreed."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError(f"not a line of JSON: {error}") from error
    if not isinstance(row, dict):
        raise _LineError("not an object {id, text, title?, lang?, date?}")
    for key in ("id", "text"):
        if row.get(key) is None:
            raise _LineError(f"{key}: is missing")
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int):
        raise _LineError("id: not a string or a whole number")
    for key in ("text", "title", "lang", "date"):
        if not isinstance(row.get(key), str | None):
            raise _LineError(f"{key}: not a string")
    return row


def _date(row: dict[str, Any]) -> datetime | None:
    from parsers.dates import read_date

    written = row.get("date")
    return read_date(written, now=datetime.now(UTC), language=row.get("lang")) if written else None


def _characters(text: str) -> str:
    """The text with U+FFFD for half a surrogate pair, which JSON can write and nobody can read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _understand(row: dict[str, Any], date: datetime | None, lexicon: "Lexicon") -> str:
    """One line's facts as a line of JSON."""
    from classifiers.classify import classify as understand
    from desk.facts import facts_json
    from parsers.language import choose

    title, text = _characters(row.get("title") or ""), _characters(row["text"])
    language = choose([row.get("lang")], f"{title}\n{text}")
    facts = understand(title, text, language, date, lexicon)
    return json.dumps({"id": row["id"], **facts_json(facts)}, ensure_ascii=False)
