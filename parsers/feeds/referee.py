"""feedparser, which reads what no other reader does, and is kept apart for it."""

import io
from collections.abc import Iterator
from typing import Any

from parsers.apart import Stopped, apart
from parsers.entry import ENTRY_LIMIT, Entry
from parsers.text import plain

MEGABYTES = 200.0


class GaveUp(Exception):  # noqa: N818 - said of the reader
    """The last reader found no feed either, or broke; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refer(body: bytes, url: str) -> tuple[tuple[Entry, ...], str | None]:
    """The entries that feedparser finds in a feed in UTF-8, and what it says is wrong with it.

    Runs in another process, with three seconds and one more for each quarter of a megabyte, ten in
    all, and 200 MB. Raises GaveUp.
    """
    seconds = min(10.0, 3.0 + len(body) / 250_000)
    try:
        return apart(judge, body, url, seconds=seconds, megabytes=MEGABYTES)
    except Stopped as stopped:
        raise GaveUp(stopped.reason) from stopped


def judge(body: bytes, url: str) -> tuple[tuple[Entry, ...], str | None]:
    """What `refer` gives, in this process and without limits."""
    feed = _parse(body)
    if not feed.get("version") and not feed["entries"]:
        raise GaveUp("neither RSS, RDF, Atom nor JSON Feed")
    reason = str(feed["bozo_exception"]).removeprefix("<unknown>:") if feed["bozo"] else None
    language = _text_of(feed["feed"], "language")
    found = enumerate(feed["entries"][: ENTRY_LIMIT + 1], 1)
    return tuple(_entry(number, entry, url, language) for number, entry in found), reason


def _parse(body: bytes) -> Any:
    import feedparser  # type: ignore[import-untyped]

    try:
        # Bytes in a file object: a str could name a file or a URL, and feedparser would open it.
        return feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # KeyError, ValueError, AssertionError …: damage makes it raise any
        raise GaveUp(f"not well-formed beyond repair ({type(error).__name__})") from error


def _entry(number: int, found: Any, base: str, feed_language: str | None) -> Entry:
    title, summary = _text_of(found, "title") or "", _text_of(found, "summary") or ""
    contents = list(_contents(found))
    own = _language_of(found)
    return Entry(
        place=f"entry {number}",
        title=plain(title),
        summary="" if summary in contents else plain(summary),
        text=plain(max(contents, key=len, default="")),
        guid=_text_of(found, "id"),
        link=_link_of(found),
        base=base,
        date=_first(found, "published", "updated", "created"),
        languages=(own if own != feed_language else None, feed_language),
    )


def _contents(found: Any) -> Iterator[str]:
    for content in dict.get(found, "content") or ():
        kind, value = dict.get(content, "type") or "", dict.get(content, "value")
        if isinstance(value, str) and (kind == "" or kind.startswith(("text/", "application/xh"))):
            yield value


def _link_of(found: Any) -> str | None:
    """The entry's link; a guid stands for it only where it is a URL itself."""
    link, guid = _text_of(found, "link"), _text_of(found, "id")
    return None if link == guid and guid is not None and not guid.startswith("http") else link


def _language_of(found: Any) -> str | None:
    detail = dict.get(found, "title_detail") or {}
    return _text_of(found, "language") or _text_of(detail, "language")


def _first(found: Any, *names: str) -> str | None:
    return next((value for name in names if (value := _text_of(found, name))), None)


def _text_of(found: Any, name: str) -> str | None:
    """A field as it was set: feedparser's own look-up fills in others and warns of it."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else None
