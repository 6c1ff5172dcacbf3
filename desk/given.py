"""What a command was given to read: words, a file or an address, as items."""

import re
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk.failures import NOTHING, DeskError

if TYPE_CHECKING:
    from config.schema import Source
    from parsers.item import Item
    from sources.document import Document

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH = re.compile(r"[~.]{0,2}/\S+|\S+\.(?:txt|md|x?html?|xml|rss|atom|rdf|jsonl?|ndjson|csv|tsv)")
"""What looks like a file: a mistyped name must not be explained as a text."""


@dataclass(frozen=True, slots=True)
class Given:
    """The items, where they are from, and what could not be read there."""

    items: "tuple[Item, ...]"
    place: str | None
    """A path or an address; None for words."""
    problems: tuple[str, ...] = ()


def read_given(words: tuple[str, ...], title: str | None, lang: str | None) -> Given:
    """The items of what was given; DeskError where nothing can be read.

    `-` is stdin. A path of a file that is there is read by its suffix, an address is fetched as
    any page is; everything else is a text.
    """
    if words == ("-",):
        text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
        return Given((_text(text, title, lang),), None)
    if len(words) == 1 and is_place(words[0]):
        read = _address if _ADDRESS.fullmatch(words[0]) else _file
        return _declared(read(words[0]), title, lang)
    return Given((_text(" ".join(words), title, lang),), None)


def is_place(word: str) -> bool:
    """Whether a word is an address, a file that is there, or what can only be meant as one."""
    return bool(_ADDRESS.fullmatch(word) or _PATH.fullmatch(word)) or _is_file(word)


def _is_file(word: str) -> bool:
    if not word.strip() or not word.isprintable():
        return False
    try:
        return Path(word).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # too long for a name, or of no user
        return False


def _text(text: str, title: str | None, lang: str | None) -> "Item":
    from parsers.item import Item
    from parsers.language import choose

    if not text.strip() and not title:
        raise DeskError("there is no text to explain", NOTHING)
    # Half a surrogate pair, as a terminal of another encoding gives it, is no character.
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    language = choose([lang], f"{title or ''}\n{text}")
    return Item("text", (), None, title or "", "", text, language, None, None)


def _declared(given: Given, title: str | None, lang: str | None) -> Given:
    """The items with the title and the language that the command line gives them."""
    if title and len(given.items) > 1:
        raise DeskError(f"--title: {given.place} holds {len(given.items)} items", NOTHING)
    changes = {"title": title, "language": lang}
    changes = {name: value for name, value in changes.items() if value}
    items = tuple(replace(item, **changes) for item in given.items)  # type: ignore[arg-type]
    return replace(given, items=items)


def _file(word: str) -> Given:
    from sources import files
    from sources.document import FetchError, FetchState

    path = Path(word).expanduser().resolve()
    try:
        fetched = files.read(_source(str(path)), FetchState(), datetime.now(UTC))
    except FetchError as error:
        raise DeskError(error.reason, NOTHING) from error
    return _read(word, fetched.documents, fetched.problems)


def _address(url: str) -> Given:
    """The page at an address, fetched under the same guard as any source's articles."""
    from config.schema import Source
    from config.settings import read_settings
    from sources.document import FetchError
    from sources.fetch import get_page, open_fetcher
    from sources.heard import public

    settings = read_settings()
    source = Source(id="given", name="what was given", kind="feed", location=url)
    with open_fetcher(settings.allow_networks, delay=0) as fetcher:
        try:
            document = get_page(fetcher, source, url, datetime.now(UTC))
        except FetchError as error:
            raise DeskError(f"{public(url)}: {error.reason}", NOTHING) from error
    return _read(public(url), (_typed(document),))


def _typed(document: "Document") -> "Document":
    """The document with the type that its bytes have where the server declared none we read."""
    from parsers.parse import MEDIA_TYPES

    if document.media_type in MEDIA_TYPES:
        return document
    start = document.body[:512].lstrip().lower()
    is_feed = start.startswith(b"<?xml") or b"<rss" in start
    return replace(document, media_type="application/xml" if is_feed else "text/html")


def _read(place: str, documents: "tuple[Document, ...]", problems: tuple[str, ...] = ()) -> Given:
    from flows.understand import read_all

    readout = read_all(_source("."), documents)
    told = (*problems, *readout.problems)
    if not readout.items:
        raise DeskError(f"{place}: {told[0] if told else 'holds nothing to read'}", NOTHING)
    return Given(readout.items, place, told)


def _source(location: str) -> "Source":
    """A source of kind `folder`: its documents are read as their media types say."""
    from config.schema import Source

    return Source(id="given", name="what was given", kind="folder", location=location)
