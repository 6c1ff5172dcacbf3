"""From what a reader found to an item: texts cut, links judged, dates understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from config.schema import Source
from parsers.dates import DateError, understand_date
from parsers.identity import content_key, settle
from parsers.item import Item, Parsed, ParseError
from parsers.language import choose, normalise
from parsers.text import clean, one_line, quoted
from parsers.urls import absolute, canonical
from sources.document import Document

TITLE_LIMIT = 500
TEXT_LIMIT = 200_000
"""Characters of one text."""
ENTRY_LIMIT = 2_000
_OPENING_LIMIT = 120
_GUID_LIMIT = 300
_PROBLEM_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a reader found it: its texts already plain, all else as it stood there."""

    place: str
    """Where in the document, as a problem names it: "entry 3", "line 12"."""
    title: str = ""
    summary: str = ""
    text: str = ""
    guid: str | None = None
    link: str | None = None
    base: str | None = None
    """What a relative link is relative to."""
    date: str | None = None
    languages: tuple[str | None, ...] = ()
    """Declared ones, the nearest to the entry first."""
    is_bare: bool = False
    """It has nothing but its link: its texts are to come from the page it leads to."""
    is_document: bool = False
    """The document is this one entry, and the document's URL is its own."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that could not be read."""

    place: str
    reason: str


def collect(
    source: Source,
    document: Document,
    entries: Iterable[Entry | Unreadable],
    *,
    limit: int = ENTRY_LIMIT,
    problems: Iterable[str] = (),
) -> Parsed:
    """The items of a document's entries; ParseError when it has entries and none is readable."""
    noted, skipped = list(problems), 0
    items: list[Item] = []
    for number, entry in enumerate(entries):
        if number >= limit:
            noted.append(f"only the first {limit} entries were read")
            break
        if isinstance(entry, Unreadable):
            skipped += 1
            noted.append(f"{entry.place}: {entry.reason}")
        elif not (entry.title or entry.summary or entry.text or entry.is_bare):
            skipped += 1
            noted.append(f"{entry.place}: neither title nor text")
        else:
            items.append(_item(source, document, entry, noted))
    if noted and not items:
        raise ParseError(source.id, f"no readable entry: {noted[0]}")
    kept, repeats = settle(items)
    if repeats:
        noted.append(f"left out as full repeats of other entries: {repeats}")
    return Parsed(kept, _fewer(noted), skipped, repeats)


def _item(source: Source, document: Document, entry: Entry, noted: list[str]) -> Item:
    summary = _cut("summary", entry.summary, entry, noted)
    text = _cut("text", entry.text, entry, noted)
    title = one_line(entry.title, TITLE_LIMIT)
    if summary in (text, title):
        summary = ""
    if not title:
        title, summary, text = _entitle(summary, text)
    url = document.url if entry.is_document else _link(entry, noted)
    declared = _declared(source, entry)
    language = choose(declared, f"{title}\n{(text or summary)[: _OPENING_LIMIT * 10]}")
    known = next((code for code in map(normalise, declared) if code is not None), language)
    raw = one_line(clean(entry.date), 100) if entry.date else ""
    guid = clean(entry.guid) if entry.guid else ""
    return Item(
        source_id=source.id,
        keys=_keys(guid, url, content_key(title, summary, text, raw, whole=entry.is_document)),
        url=url,
        title=title,
        summary=summary,
        text=text,
        language=language,
        published_at=_date(raw, document.fetched_at, known, entry, noted) if raw else None,
        published_raw=raw or None,
    )


def _declared(source: Source, entry: Entry) -> list[str | None]:
    """The entry's own word first, then the operator's, then the document's, often a template's."""
    return [*entry.languages[:1], source.language, *entry.languages[1:]]


def _keys(guid: str, url: str | None, content: str | None) -> tuple[str, ...]:
    keys = []
    if guid:
        short = guid if len(guid) <= _GUID_LIMIT else sha256(guid.encode()).hexdigest()
        keys.append(f"guid:{short}")
    if url is not None:
        keys.append(f"url:{canonical(url)}")
    if content is not None:
        keys.append(content)
    return tuple(keys)


def _cut(name: str, text: str, entry: Entry, noted: list[str]) -> str:
    if len(text) <= TEXT_LIMIT:
        return text
    noted.append(f"{entry.place}: {name} cut at {TEXT_LIMIT} characters")
    return text[:TEXT_LIMIT].rstrip()


def _entitle(summary: str, text: str) -> tuple[str, str, str]:
    """A title where there is none, summary and text: a short first line is moved, not copied."""
    first, _, rest = (text or summary).partition("\n")
    title = one_line(first, _OPENING_LIMIT)
    if title == first:
        return (title, summary, rest) if text else (title, rest, "")
    return title, summary, text


def _link(entry: Entry, noted: list[str]) -> str | None:
    if entry.link is None or not entry.link.strip():
        return None
    url = absolute(entry.base, entry.link)
    if url is None:
        noted.append(f"{entry.place}: link dropped, not a usable http(s) URL: {quoted(entry.link)}")
    return url


def _date(
    raw: str, now: datetime, language: str | None, entry: Entry, noted: list[str]
) -> datetime | None:
    try:
        return understand_date(raw, now=now, language=language)
    except DateError as error:
        noted.append(f"{entry.place}: date not used, {error}: {quoted(raw)}")
        return None


def _fewer(problems: list[str]) -> tuple[str, ...]:
    if len(problems) <= _PROBLEM_LIMIT:
        return tuple(problems)
    left = len(problems) - _PROBLEM_LIMIT
    return (*problems[:_PROBLEM_LIMIT], f"and {left} more")
