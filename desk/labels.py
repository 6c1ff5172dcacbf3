"""Labelled texts in JSONL, read line by line as often as they are needed."""

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from classifiers.labelled import Labelled
from desk.failures import NOTHING, DeskError
from parsers.language import choose

_MOST_FAULTS = 20
_TEXTS = ("text", "title", "lang", "source")
_LISTS = ("labels", "unsure", "countries", "optional")
_SAID = ("labels", "countries", "relevant")
_NO_SOURCE = "no source"


class _LineError(Exception):
    """A line that is not as agreed."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The rows of a file; each iteration reads them anew."""

    name: str
    _open: Callable[[], IO[bytes]]

    def __iter__(self) -> Iterator[Labelled]:
        with self._open() as lines:
            for line in lines:
                if line.strip():
                    yield _labelled(_read(line))


def open_labels(path: Path) -> tuple[Labels, int]:
    """The rows of a file (.jsonl, or that in .gz; `-` is stdin), and how many there are.

    DeskError when it cannot be read, and names the lines that are not as agreed.
    """
    labels = _opened(path)
    count, said, faults = 0, False, list[str]()
    try:
        with labels._open() as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                count += 1
                try:
                    row = _read(line)
                    said = said or any(row.get(key) is not None for key in _SAID)
                except _LineError as error:
                    faults.append(f"{labels.name}:{number}: {error}")
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeskError(f"{labels.name}: cannot be read: {reason}", NOTHING) from error
    _require(labels.name, faults, said=said)
    return labels, count


def _opened(path: Path) -> Labels:
    if str(path) == "-":
        content = sys.stdin.buffer.read()
        return Labels("stdin", partial(_bytes, content))
    opener = gzip.open if path.suffix == ".gz" else open
    return Labels(str(path), partial(opener, path, "rb"))  # type: ignore[arg-type]


def _bytes(content: bytes) -> IO[bytes]:
    from io import BytesIO

    return BytesIO(content)


def _require(name: str, faults: list[str], *, said: bool) -> None:
    if faults:
        more = [f"… and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []
        raise DeskError("\n".join([*faults[:_MOST_FAULTS], *more]), NOTHING)
    if not said:
        raise DeskError(f"{name}: no line says {', '.join(_SAID[:2])} or {_SAID[2]}", NOTHING)


def _read(line: bytes) -> dict[str, Any]:
    """One line's keys; _LineError says what is not as agreed. Keys it does not know are nobody's:
    data sets come with many of their own."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError(f"not a line of JSON: {error}") from error
    if not isinstance(row, dict):
        raise _LineError("not an object {id, text, title?, lang?, labels?, countries?, …}")
    for key in ("id", "text"):
        if row.get(key) is None:
            raise _LineError(f"{key}: is missing")
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int):
        raise _LineError("id: not a string or a whole number")
    for key in _TEXTS:
        if not isinstance(row.get(key), str | None):
            raise _LineError(f"{key}: not a string")
    for key in _LISTS:
        if not _is_list(row.get(key)):
            raise _LineError(f"{key}: not a list of strings")
    if row.get("relevant") not in (None, 0, 1):
        raise _LineError("relevant: not true or false")
    return row


def _is_list(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _labelled(row: dict[str, Any]) -> Labelled:
    title, text = _characters(row.get("title") or ""), _characters(row["text"])
    relevant = row.get("relevant")
    return Labelled(
        id=row["id"],
        title=title,
        text=text,
        language=choose([row.get("lang")], f"{title}\n{text}"),
        source=row.get("source") or _NO_SOURCE,
        topics=_set(row.get("labels")),
        unsure=frozenset(row.get("unsure") or ()),
        countries=_set(row.get("countries")),
        optional=frozenset(row.get("optional") or ()),
        relevant=None if relevant is None else bool(relevant),
        weak=bool(row.get("weak")),
    )


def _set(values: Iterable[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _characters(text: str) -> str:
    """The text with U+FFFD for half a surrogate pair, which JSON can write and nobody can read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
