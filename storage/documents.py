"""Documents as they were fetched, kept so that what was read of them can be read again."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select
from sqlalchemy.orm import Session

from sources.document import Document
from storage.batches import Values, batches, insert_new, table_of
from storage.tables import DocumentRow, LookRow

ARTICLES = ":articles"
"""Ends the source id under which article pages are kept; no source's own id can have a colon."""
_LEVEL = 6
"""zlib's: on feeds and pages 4.8 to 1 at 52 MB/s; bz2 5.7 at 15, lzma 5.8 at 4."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One look at a source whose documents are kept."""

    source_id: str
    fetched_at: datetime
    ids: tuple[int, ...]
    """Of its rows, one a document."""


def keep(session: Session, source_id: str, documents: Sequence[Document], now: datetime) -> None:
    """Keep the documents of one look that was stored; a body that is kept already, only once.

    They come back as fetched at `now`, the look's own moment: a second try is some seconds later.
    """
    bodies = {document.digest: document.body for document in documents}
    there = _known(session, sorted(bodies))
    rows = [
        {"digest": digest, "body": zlib.compress(body, _LEVEL)}
        for digest, body in sorted(bodies.items())
        if digest not in there
    ]
    insert_new(session, DocumentRow, rows)
    looks = [_look(source_id, document, now) for document in documents]
    if looks:
        session.connection().execute(insert(table_of(LookRow)), looks)


def recorded(
    session: Session,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Recorded, ...]:
    """The looks of which documents are kept, in the order in which they were taken.

    `since <= fetched_at < until`; article pages are not among them (see `recorded_articles`).
    """
    look = table_of(LookRow)
    chosen = select(look.c.id, look.c.source_id, look.c.fetched_at)
    chosen = chosen.where(look.c.source_id.not_like(f"%{ARTICLES}"))
    if source is not None:
        chosen = chosen.where(look.c.source_id == source)
    if since is not None:
        chosen = chosen.where(look.c.fetched_at >= since)
    if until is not None:
        chosen = chosen.where(look.c.fetched_at < until)
    looks: dict[tuple[str, datetime], list[int]] = {}
    for row in session.execute(chosen.order_by(look.c.fetched_at, look.c.id)):
        looks.setdefault((row.source_id, row.fetched_at), []).append(row.id)
    return tuple(Recorded(*key, tuple(ids)) for key, ids in looks.items())


def documents_of(session: Session, look: Recorded) -> tuple[Document, ...]:
    """The documents of a look as they were fetched, byte for byte, in their order."""
    table = table_of(LookRow)
    chosen = (_joined().where(table.c.id.in_(ids)) for ids in batches(look.ids))
    rows = [row for one in chosen for row in session.execute(one)]
    return tuple(_document(row) for row in sorted(rows, key=lambda row: row.id))


def recorded_articles(
    session: Session, source_id: str, urls: Sequence[str], until: datetime
) -> dict[str, Document]:
    """The article page kept for each URL: the last one fetched at `until` or before."""
    look, found = table_of(LookRow), dict[str, Document]()
    for batch in batches(sorted(set(urls))):
        chosen = _joined().where(
            look.c.source_id == source_id + ARTICLES,
            look.c.url.in_(batch),
            look.c.fetched_at <= until,
        )
        for row in session.execute(chosen.order_by(look.c.fetched_at, look.c.id)):
            found[row.url] = _document(row)
    return found


def prune_documents(session: Session, before: datetime, most: int = 500) -> int:
    """Forget looks before a moment, and documents of which none is left; how many looks.

    Of the `most` oldest looks at once, so that the step is short; 0 is the end. A document that a
    later look saw again stays.
    """
    look, document = table_of(LookRow), table_of(DocumentRow)
    oldest = select(look.c.id).order_by(look.c.id).limit(most).subquery()
    old = select(look.c.id, look.c.digest).join(oldest, oldest.c.id == look.c.id)
    rows = session.execute(old.where(look.c.fetched_at < before)).all()
    for ids in batches([row.id for row in rows]):
        session.execute(delete(look).where(look.c.id.in_(ids)))
    for digests in batches(sorted({row.digest for row in rows})):
        seen = select(look.c.digest).where(look.c.digest.in_(digests))
        session.execute(
            delete(document).where(document.c.digest.in_(digests), document.c.digest.not_in(seen))
        )
    return len(rows)


def _known(session: Session, digests: Sequence[str]) -> frozenset[str]:
    document = table_of(DocumentRow)
    return frozenset(
        digest
        for batch in batches(digests)
        for digest in session.scalars(select(document.c.digest).where(document.c.digest.in_(batch)))
    )


def _look(source_id: str, document: Document, now: datetime) -> Values:
    return {
        "source_id": source_id,
        "digest": document.digest,
        "url": document.url,
        "media_type": document.media_type,
        "charset": document.charset,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "fetched_at": now,
    }


def _joined() -> Select[Any]:
    look, document = table_of(LookRow), table_of(DocumentRow)
    return select(look, document.c.body).join(document, document.c.digest == look.c.digest)


def _document(row: Row[Any]) -> Document:
    return Document(
        row.url,
        zlib.decompress(row.body),
        row.media_type,
        row.charset,
        row.fetched_at,
        row.etag,
        row.last_modified,
    )
