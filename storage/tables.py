"""Every table. What the columns mean beyond their names stands beside them."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import PlainText, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """The tables' own metadata, apart from any other SQLModel in the process."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class ItemRow(Table, table=True):
    """An item as last published; its search index is `item_search` (see `fulltext`)."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("source_id", "identity"),
        Index(None, "listed_at", "id"),
        Index(None, "source_id", "listed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(sa_type=PlainText)
    identity: str = Field(sa_type=PlainText)
    """The strongest key it was first stored under."""
    url: str | None = Field(sa_type=PlainText)
    title: str = Field(sa_type=PlainText)
    summary: str = Field(sa_type=PlainText)
    text: str = Field(sa_type=PlainText)
    language: str | None = Field(sa_type=PlainText)
    published_at: datetime | None = Field(sa_type=UtcDateTime)
    published_raw: str | None = Field(sa_type=PlainText)
    content_hash: str = Field(sa_type=PlainText)
    story: str = Field(sa_type=PlainText, index=True)
    revision: int
    """1 when first stored."""
    first_seen_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    listed_at: datetime = Field(sa_type=UtcDateTime)
    """By which the log is sorted: published, or first seen where no date or a future one."""
    article_tries: int | None
    """How often its article was asked for in vain; None where none is owed."""
    search: str = Field(sa_type=PlainText)
    """The words that full-text search indexes (see `fulltext.searchable`)."""


class ItemKeyRow(Table, table=True):
    """An identity by which a source's item is known again; `rank` 0 is the strongest."""

    __tablename__ = "item_key"

    source_id: str = Field(sa_type=PlainText, primary_key=True)
    key: str = Field(sa_type=PlainText, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    rank: int
    learned_at: datetime = Field(sa_type=UtcDateTime)


class RevisionRow(Table, table=True):
    """An earlier version of an item, with the facts it gave.

    People read it in SQL; `show` of earlier versions is to come.
    """

    __tablename__ = "revision"

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    revision: int = Field(primary_key=True)
    url: str | None = Field(sa_type=PlainText)
    title: str = Field(sa_type=PlainText)
    summary: str = Field(sa_type=PlainText)
    text: str = Field(sa_type=PlainText)
    published_at: datetime | None = Field(sa_type=UtcDateTime)
    published_raw: str | None = Field(sa_type=PlainText)
    content_hash: str = Field(sa_type=PlainText)
    stored_at: datetime = Field(sa_type=UtcDateTime)
    facts: dict[str, Any] = Field(sa_type=JSON)


class FactsRow(Table, table=True):
    """All that is understood of an item, whole; the three tables below are its index."""

    __tablename__ = "facts"

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    vocabulary: str = Field(sa_type=PlainText)
    relevance: float
    signature: str = Field(sa_type=PlainText)
    """Changes when what is worth telling changes (see `alerts.signature`)."""
    facts: dict[str, Any] = Field(sa_type=JSON)
    """As `codec.facts_to_json` writes them."""
    classified_at: datetime = Field(sa_type=UtcDateTime)


class ItemTopicRow(Table, table=True):
    __tablename__ = "item_topic"

    topic: str = Field(sa_type=PlainText, primary_key=True)
    item_id: int = Field(foreign_key="item.id", primary_key=True, index=True)
    score: float


class ItemCountryRow(Table, table=True):
    __tablename__ = "item_country"

    code: str = Field(sa_type=PlainText, primary_key=True)
    role: str = Field(sa_type=PlainText, primary_key=True)
    item_id: int = Field(foreign_key="item.id", primary_key=True, index=True)


class MeasureRow(Table, table=True):
    """One measure that an item states; `position` is its place in the facts."""

    __tablename__ = "measure"
    __table_args__ = (Index(None, "instrument", "status"), Index(None, "status"))

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    position: int = Field(primary_key=True)
    instrument: str = Field(sa_type=PlainText)
    family: str = Field(sa_type=PlainText)
    mast: str | None = Field(sa_type=PlainText)
    direction: str = Field(sa_type=PlainText)
    status: str | None = Field(sa_type=PlainText)
    modality: str = Field(sa_type=PlainText)
    authority: str | None = Field(sa_type=PlainText)
    imposer: list[str] = Field(sa_type=JSON)
    targeted: list[str] = Field(sa_type=JSON)
    excluded: list[str] = Field(sa_type=JSON)
    hs: list[str] = Field(sa_type=JSON)


class AlertRow(Table, table=True):
    """A rule that an item met, and why."""

    __tablename__ = "alert"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    rule: str = Field(sa_type=PlainText)
    story: str = Field(sa_type=PlainText)
    kind: str = Field(sa_type=PlainText)
    reasons: list[str] = Field(sa_type=JSON)
    evidence: list[Any] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime, index=True)


class DeliveryRow(Table, table=True):
    """The outbox. `id` is the told key: a second message under it is never stored."""

    __tablename__ = "delivery"
    __table_args__ = (Index(None, "status", "next_attempt_at"),)

    id: str = Field(sa_type=PlainText, primary_key=True)
    channel: str = Field(sa_type=PlainText)
    recipient: str = Field(sa_type=PlainText)
    message: dict[str, Any] = Field(sa_type=JSON)
    status: str = Field(sa_type=PlainText)
    """pending, sending, sent, dead or cancelled."""
    attempts: int
    lease_owner: str | None = Field(default=None, sa_type=PlainText)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_attempt_at: datetime = Field(sa_type=UtcDateTime)
    last_error: str | None = Field(default=None, sa_type=PlainText)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ClosedChannelRow(Table, table=True):
    """A channel whose other side wants no more deliveries (410 Gone)."""

    __tablename__ = "closed_channel"

    channel: str = Field(sa_type=PlainText, primary_key=True)
    place: str = Field(sa_type=PlainText)
    """A digest of where it led: led elsewhere, it is open again."""
    reason: str = Field(sa_type=PlainText)
    closed_at: datetime = Field(sa_type=UtcDateTime)


class SourceRow(Table, table=True):
    """A source's FetchState, and when it last did what."""

    __tablename__ = "source"

    source_id: str = Field(sa_type=PlainText, primary_key=True)
    etag: str | None = Field(sa_type=PlainText)
    last_modified: str | None = Field(sa_type=PlainText)
    digest: str | None = Field(sa_type=PlainText)
    failures: float
    next_due: datetime | None = Field(sa_type=UtcDateTime)
    seen_before: bool
    gap: float | None
    unchanged: int
    moved_to: str | None = Field(sa_type=PlainText)
    last_fetch_at: datetime = Field(sa_type=UtcDateTime)
    last_success_at: datetime | None = Field(sa_type=UtcDateTime)
    last_new_at: datetime | None = Field(sa_type=UtcDateTime)
    last_error: str | None = Field(sa_type=PlainText)
    last_count: int | None
    """Entries of the last document that was read."""
    troubles: list[dict[str, Any]] = Field(sa_type=JSON)
    """What is wrong with it, and how far the operator was told (see `alerts.trouble`)."""


class BodyRow(Table, table=True):
    """The bytes of a document as fetched, kept once however often they were seen."""

    __tablename__ = "body"

    digest: str = Field(sa_type=PlainText, primary_key=True)
    compressed: bytes
    """With zlib."""


class DocumentRow(Table, table=True):
    """One document of one look at a source: with its `body`, all that a replay needs."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "source_id", "fetched_at"), Index(None, "digest"))

    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(sa_type=PlainText)
    digest: str = Field(sa_type=PlainText, foreign_key="body.digest")
    url: str = Field(sa_type=PlainText)
    media_type: str | None = Field(sa_type=PlainText)
    charset: str | None = Field(sa_type=PlainText)
    etag: str | None = Field(sa_type=PlainText)
    last_modified: str | None = Field(sa_type=PlainText)
    fetched_at: datetime = Field(sa_type=UtcDateTime)


class BandRow(Table, table=True):
    """A band of an item's MinHash: near-duplicates share at least one (see `storage.stories`)."""

    __tablename__ = "band"

    value: int = Field(sa_type=BigInteger, primary_key=True)
    band: int = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", primary_key=True, index=True)


class RunRow(Table, table=True):
    """Our own run log: Prefect's loses task runs at exit."""

    __tablename__ = "run"

    id: int | None = Field(default=None, primary_key=True)
    flow: str = Field(sa_type=PlainText)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    worker: str = Field(sa_type=PlainText)
    """`host:process`: a run whose process is gone was killed."""
    status: str = Field(sa_type=PlainText)
    reports: list[Any] = Field(sa_type=JSON)


class ReviewRow(Table, table=True):
    """What a person said of an item's facts; rows are added, never changed."""

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    verdict: str = Field(sa_type=PlainText)
    corrections: dict[str, Any] = Field(sa_type=JSON)
    note: str = Field(sa_type=PlainText)
    reviewer: str = Field(sa_type=PlainText)
    at: datetime = Field(sa_type=UtcDateTime)
