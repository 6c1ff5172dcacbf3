"""The answer of a JSON API, taken apart by the source's JMESPath mapping."""

from collections.abc import Iterator, Sequence

import jmespath
from jmespath.exceptions import JMESPathError

from config.schema import Mapping, Source
from parsers.encoding import decode
from parsers.entry import ENTRY_LIMIT, Entry, Unreadable, collect
from parsers.item import Parsed, ParseError
from parsers.jsontext import read_json, scalar, shape
from parsers.nature import error_in
from parsers.text import plain, quoted
from parsers.urls import absolute, canonical
from sources.document import Document
from sources.pages import Lead

_TEXTS = ("title", "summary", "text", "link", "language")
_SCALARS = ("guid", "date")
"""These may be numbers too: identifiers and Unix times are."""


def parse_api(source: Source, document: Document) -> Parsed:
    """The items of an API's answer; ParseError when the mapping leads to no list of them."""
    mapping = _mapping(source)
    answer = _answer(source, document)
    problems = [*_capped(mapping, answer)]
    entries = list(_entries(_list(source, mapping, answer), mapping, document.url, problems))
    return collect(source, document, entries, problems=problems)


def lead_api(source: Source, document: Document) -> Lead:
    """The next page that an answer names, and what it lists."""
    mapping = _mapping(source)
    answer = _answer(source, document)
    found = _list(source, mapping, answer)
    entries = _entries(found, mapping, document.url, [])
    listed = (_key(entry) for entry in entries if isinstance(entry, Entry))
    onward = _next(mapping, answer, document.url)
    return Lead((onward,) if onward else (), frozenset(key for key in listed if key))


def survey_api(source: Source, documents: Sequence[Document]) -> tuple[str, ...]:
    """A line when the source holds more than can be had, all pages of a look together."""
    mapping = _mapping(source)
    answers = [_answer(source, document) for document in documents]
    count = _count(mapping, answers[0])
    if count is None:
        return ()
    if mapping.cap is not None and count >= mapping.cap:
        return tuple(_capped(mapping, answers[0]))
    if _next(mapping, answers[-1], documents[-1].url) is not None:
        return ()
    listed = sum(len(_list(source, mapping, answer)) for answer in answers)
    if listed >= count:
        return ()
    return (f"only {listed:,} of the {count:,} that the server counts can be had",)


def _mapping(source: Source) -> Mapping:
    if source.mapping is None:
        raise ParseError(source.id, "an api needs a mapping")
    return source.mapping


def _answer(source: Source, document: Document) -> object:
    try:
        return read_json(decode(document.body, document.charset))
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error


def _list(source: Source, mapping: Mapping, answer: object) -> list[object]:
    try:
        found = jmespath.search(mapping.items, answer)
    except JMESPathError as error:
        reason = f"mapping.items {mapping.items!r} does not fit the answer: {_line(error)}"
        raise ParseError(source.id, reason) from error
    if isinstance(found, list):
        return found[: ENTRY_LIMIT + 1]
    reason = f"no list at mapping.items {mapping.items!r} but {shape(found)}"
    raise ParseError(source.id, f"{reason}{_instead(answer)}")


def _instead(answer: object) -> str:
    """What the answer holds in place of a list of items."""
    said = error_in(answer)
    if said is not None:
        return f"; the server says {said}"
    if isinstance(answer, dict):
        return f"; the answer's keys: {quoted(', '.join(map(str, list(answer)[:12])))}"
    return ""


def _entries(
    found: list[object], mapping: Mapping, base: str, problems: list[str]
) -> Iterator[Entry | Unreadable]:
    for number, row in enumerate(found, 1):
        place = f"entry {number}"
        if not isinstance(row, dict | list):
            yield Unreadable(place, f"{shape(row)}, not an object")
            continue
        try:
            yield _entry(place, row, mapping, base, problems)
        except (JMESPathError, RecursionError) as error:
            yield Unreadable(place, f"the mapping does not fit it: {_line(error)}")


def _entry(place: str, row: object, mapping: Mapping, base: str, problems: list[str]) -> Entry:
    fields = {name: _field(name, row, mapping, place, problems) for name in (*_TEXTS, *_SCALARS)}
    return Entry(
        place=place,
        title=plain(fields["title"] or ""),
        summary=plain(fields["summary"] or ""),
        text=plain(fields["text"] or ""),
        guid=fields["guid"] or None,
        link=fields["link"] or None,
        base=base,
        date=fields["date"] or None,
        languages=(fields["language"],),
    )


def _field(name: str, row: object, mapping: Mapping, place: str, problems: list[str]) -> str | None:
    """A field's text; what is of another type is noted and left out, null is nothing."""
    expression = getattr(mapping, name)
    value = None if expression is None else jmespath.search(expression, row)
    if value is None or isinstance(value, str):
        return value
    known = scalar(value) if name in _SCALARS else None
    if known is None:
        problems.append(f"{place}: {name} left out, {shape(value)} at {expression!r}, not a text")
    return known


def _capped(mapping: Mapping, answer: object) -> Iterator[str]:
    count = _count(mapping, answer)
    if mapping.count is not None and count is None:
        yield f"no number at mapping.count {mapping.count!r}"
    elif mapping.cap is not None and count is not None and count >= mapping.cap:
        yield f"the server counts no further than {mapping.cap:,}: narrow the query"


def _count(mapping: Mapping, answer: object) -> int | None:
    value = scalar(_look_up(mapping.count, answer))
    return int(value) if value is not None and value.isdecimal() and len(value) < 20 else None


def _next(mapping: Mapping, answer: object, base: str) -> str | None:
    """The next page's URL; an empty text is none, as null is."""
    value = _look_up(mapping.next, answer)
    return absolute(base, value) if isinstance(value, str) and value.strip() else None


def _look_up(expression: str | None, answer: object) -> object:
    try:
        found: object = None if expression is None else jmespath.search(expression, answer)
    except JMESPathError:
        return None
    return found


def _key(entry: Entry) -> str | None:
    """What tells an entry from others of its list."""
    url = absolute(entry.base, entry.link) if entry.link else None
    return entry.guid or (canonical(url) if url else entry.title)


def _line(error: Exception) -> str:
    return quoted(str(error).splitlines()[0] if str(error) else type(error).__name__, 160)
