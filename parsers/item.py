"""What reading gives."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as its source published it, its texts plain and clean.

    `keys` are its identities, strongest first: `guid:…`, `url:…` (canonical), `hash:…`.
    """

    source_id: str
    keys: tuple[str, ...]
    url: str | None
    title: str
    summary: str
    text: str
    language: str | None
    """ISO 639-1, declared by the entry, the document or the source, else detected."""
    published_at: datetime | None
    """Aware UTC; None when the source gave no date that can be trusted."""
    published_raw: str | None

    @property
    def body(self) -> str:
        """The longest text there is."""
        return self.text or self.summary

    @property
    def content_hash(self) -> str:
        return sha256("\0".join((self.title, self.summary, self.text)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's items, and a line for each entry that could not be read."""

    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()
    skipped: int = 0
    """Entries of which nothing was read."""


class ParseError(Exception):
    """A document had no readable entry."""

    def __init__(self, source_id: str, reason: str) -> None:
        super().__init__(f"{source_id}: {reason}")
        self.source_id, self.reason = source_id, reason
