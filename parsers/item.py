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
    published_hash: str | None = None
    """`content_hash` as its source published it, where the text was taken from the article's page:
    by that the entry is known as unchanged at the next look."""

    @property
    def body(self) -> str:
        """The longest text there is."""
        return self.text or self.summary

    @property
    def is_bare(self) -> bool:
        """Whether a link is all there is: its texts are to come from the page it leads to."""
        return not (self.title or self.summary or self.text)

    @property
    def content_hash(self) -> str:
        """Of what the source published; the same words again are no change."""
        if self.published_hash is not None:
            return self.published_hash
        return sha256("\0".join((self.title, self.summary, self.text)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's items, and a line for each entry that could not be read."""

    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()
    skipped: int = 0
    """Entries of which nothing was read."""
    repeats: int = 0
    """Entries that are left out because they say the same as another one in every respect."""


class ParseError(Exception):
    """A document had no readable entry."""

    def __init__(self, source_id: str, reason: str) -> None:
        super().__init__(source_id, reason)  # both, so that it can come out of another process
        self.source_id, self.reason = source_id, reason

    def __str__(self) -> str:
        return f"{self.source_id}: {self.reason}"
