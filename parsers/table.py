"""Rows of JSONL, a JSON list or CSV, one item each.

Names of the fields, in any case; the first that a row fills is taken, other fields are ignored:
`id`/`guid` · `title`/`headline` · `text`/`body`/`content` · `summary`/`description` ·
`url`/`link` · `date`/`published`/`published_at` · `lang`/`language`. A row needs a title or a
text. CSV has a header line and commas, semicolons or tabs.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from config.schema import Source
from parsers.encoding import decode
from parsers.entry import Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.jsontext import read_json, scalar
from parsers.text import plain, quoted
from sources.document import Document

ROW_LIMIT = 100_000
_NAMES = {
    "guid": ("id", "guid"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "summary": ("summary", "description"),
    "link": ("url", "link"),
    "date": ("date", "published", "published_at"),
    "language": ("lang", "language"),
}
_FIELD_LIMIT = 10_000_000

Row = tuple[str, Mapping[str, Any] | str]
"""Where a row stands, and its fields or why it has none."""


def parse_jsonl(source: Source, document: Document) -> Parsed:
    """The items of a file with one JSON object a line."""
    return _collect(source, document, _jsonl(_text(source, document)))


def parse_json(source: Source, document: Document) -> Parsed:
    """The items of a JSON Feed, or of a JSON list of objects."""
    from parsers.feeds.jsonfeed import parse_jsonfeed

    text = _text(source, document)
    if text.lstrip().startswith("["):
        return _collect(source, document, _json_list(source, text))
    return parse_jsonfeed(source, document, text)


def parse_csv(source: Source, document: Document) -> Parsed:
    """The items of a CSV file; ParseError when its header names neither title nor text."""
    text = _text(source, document)
    csv.field_size_limit(_FIELD_LIMIT)
    header_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise ParseError(source.id, f"its header is not CSV: {error}") from error
    if not set(header) & {*_NAMES["title"], *_NAMES["text"], *_NAMES["summary"]}:
        raise ParseError(source.id, "the header line names neither a title nor a text")
    return _collect(source, document, _csv(reader, header))


def _text(source: Source, document: Document) -> str:
    text = decode(document.body, document.charset)
    if not text.strip():
        raise ParseError(source.id, "an empty document")
    return text


def _collect(source: Source, document: Document, rows: Iterator[Row]) -> Parsed:
    entries = (_entry(place, fields, document.url) for place, fields in rows)
    return collect(source, document, entries, limit=ROW_LIMIT)


def _jsonl(text: str) -> Iterator[Row]:
    # Not splitlines(): JSON strings may hold U+2028 and the like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}", _object(line)


def _object(line: str) -> Mapping[str, Any] | str:
    try:
        fields = read_json(line)
    except ValueError as error:
        return str(error)
    return fields if isinstance(fields, dict) else "not a JSON object"


def _json_list(source: Source, text: str) -> Iterator[Row]:
    try:
        rows = read_json(text)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    for number, fields in enumerate(rows if isinstance(rows, list) else [], 1):
        yield f"entry {number}", fields if isinstance(fields, dict) else "not a JSON object"


def _csv(reader: Any, header: list[str]) -> Iterator[Row]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"line {reader.line_num}", f"not CSV: {error}"
            continue
        if len(row) > len(header):
            yield f"line {reader.line_num}", f"{len(row)} fields under {len(header)} names"
        elif any(field.strip() for field in row):
            yield f"line {reader.line_num}", dict(zip(header, row, strict=False))


def _entry(place: str, fields: Mapping[str, Any] | str, base: str) -> Entry | Unreadable:
    if isinstance(fields, str):
        return Unreadable(place, fields)
    try:
        found = {field: _value(fields, names) for field, names in _NAMES.items()}
    except ValueError as error:
        return Unreadable(place, str(error))
    return Entry(
        place=place,
        title=plain(found["title"]),
        text=plain(found["text"]),
        summary=plain(found["summary"]),
        guid=found["guid"] or None,
        link=found["link"] or None,
        base=base,
        date=found["date"] or None,
        languages=(found["language"] or None,),
    )


def _value(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of the named fields that is filled, as text."""
    for name, value in fields.items():
        if str(name).strip().lower() not in names or value in (None, ""):
            continue
        if isinstance(value, str):
            return value
        number = scalar(value) if names in (_NAMES["guid"], _NAMES["date"]) else None
        if number is not None:
            return number
        raise ValueError(f"{quoted(name)} is not text: {quoted(value)}")
    return ""
