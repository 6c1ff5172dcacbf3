"""What fetching gives."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as a source sent them. `url` is absolute; a local file's is a file: URL."""

    url: str
    body: bytes
    media_type: str | None
    """The declared type without parameters, lower case."""
    charset: str | None
    """The charset parameter of the Content-Type header."""
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None

    @property
    def digest(self) -> str:
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class FetchState:
    """What the next fetch of a source needs to know of the last ones."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """Of all documents of the last full parse, together."""
    failures: float = 0.0
    """Graded: permanent 1, temporary 0.5, soft 0.25 each; 0 after a success."""
    next_due: datetime | None = None
    seen_before: bool = False
    """False until a first full parse was stored: the first look is a baseline."""
    gap: float | None = None
    """Median seconds between the items it published last; None is not known."""
    unchanged: int = 0
    """Looks in a row to which the server answered that nothing has changed."""
    moved_to: str | None = None
    """`FROM TO`: the source's URL, and where it was moved for good (301, 308)."""

    def after(self, **changes: object) -> "FetchState":
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One look at a source: its documents, or none when nothing changed since the last."""

    documents: tuple[Document, ...]
    unchanged: bool = False
    problems: tuple[str, ...] = ()
    """A line for each thing that was there and could not be read."""
    not_modified: bool = False
    """That nothing changed is the server's word (304) and not seen from the bytes."""
    moved_to: str | None = None
    """As in FetchState, when it was found out by this look."""


def digest_of(documents: Iterable[Document]) -> str:
    """One digest of all documents together, their urls and order included (SHA-256, hex)."""
    whole = sha256()
    for document in documents:
        whole.update(f"{document.url}\0{document.digest}\n".encode())
    return whole.hexdigest()


class FetchError(Exception):
    """A source could not be fetched; `permanent` says whether trying again can help.

    `soft` marks what is no fault of the source (asked too often, nothing there yet);
    `retry_after` is the earliest time (aware UTC) at which the other side wants to be asked again.
    """

    def __init__(
        self,
        source_id: str,
        reason: str,
        *,
        permanent: bool = False,
        soft: bool = False,
        retry_after: datetime | None = None,
    ) -> None:
        super().__init__(source_id, reason)
        self.source_id, self.reason, self.permanent = source_id, reason, permanent
        self.soft, self.retry_after = soft, retry_after

    def __str__(self) -> str:
        return f"{self.source_id}: {self.reason}"
