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
from storage.tables import BodyRow, DocumentRow

ARTICLES = ":articles"
"""Ends the source id under which article pages are kept; no source's own id can have a colon."""
_LEVEL = 6
"""zlib's: on feeds and pages 4.8 to 1 at 52 MB/s; bz2 5.7 at 15, lzma 5.8 at 4."""


@dataclass(frozen=True, slots=True)
class KeptLook:
    """One look at a source whose documents are kept."""

    source_id: str
    fetched_at: datetime
    ids: tuple[int, ...]
    """Of its documents."""


def keep(session: Session, source_id: str, documents: Sequence[Document], now: datetime) -> None:
    """Keep the documents of one look that was stored; a body that is kept already, only once.

    They come back as fetched at `now`, the look's own moment: a second try is some seconds later.
    """
    bodies = {document.digest: document.body for document in documents}
    there = _known(session, sorted(bodies))
    rows = [
        {"digest": digest, "compressed": zlib.compress(body, _LEVEL)}
        for digest, body in sorted(bodies.items())
        if digest not in there
    ]
    insert_new(session, BodyRow, rows)
    kept = [_document_row(source_id, document, now) for document in documents]
    if kept:
        session.connection().execute(insert(table_of(DocumentRow)), kept)


def find_looks(
    session: Session,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[KeptLook, ...]:
    """The looks of which documents are kept, in the order in which they were taken.

    `since <= fetched_at < until`; article pages are not among them (see `find_articles`).
    """
    document = table_of(DocumentRow)
    chosen = select(document.c.id, document.c.source_id, document.c.fetched_at)
    chosen = chosen.where(document.c.source_id.not_like(f"%{ARTICLES}"))
    if source is not None:
        chosen = chosen.where(document.c.source_id == source)
    if since is not None:
        chosen = chosen.where(document.c.fetched_at >= since)
    if until is not None:
        chosen = chosen.where(document.c.fetched_at < until)
    looks: dict[tuple[str, datetime], list[int]] = {}
    for row in session.execute(chosen.order_by(document.c.fetched_at, document.c.id)):
        looks.setdefault((row.source_id, row.fetched_at), []).append(row.id)
    return tuple(KeptLook(*key, tuple(ids)) for key, ids in looks.items())


def documents_of(session: Session, look: KeptLook) -> tuple[Document, ...]:
    """The documents of a look as they were fetched, byte for byte, in their order."""
    table = table_of(DocumentRow)
    chosen = (_whole().where(table.c.id.in_(ids)) for ids in batches(look.ids))
    rows = [row for one in chosen for row in session.execute(one)]
    return tuple(_document(row) for row in sorted(rows, key=lambda row: row.id))


def find_articles(
    session: Session, source_id: str, urls: Sequence[str], until: datetime
) -> dict[str, Document]:
    """The article page kept for each URL: the last one fetched at `until` or before."""
    document, found = table_of(DocumentRow), dict[str, Document]()
    for batch in batches(sorted(set(urls))):
        chosen = _whole().where(
            document.c.source_id == source_id + ARTICLES,
            document.c.url.in_(batch),
            document.c.fetched_at <= until,
        )
        for row in session.execute(chosen.order_by(document.c.fetched_at, document.c.id)):
            found[row.url] = _document(row)
    return found


def prune_documents(session: Session, before: datetime, most: int = 500) -> int:
    """Forget documents fetched before a moment; how many.

    Of the `most` oldest at once, so that the step is short; 0 is the end. A body that a later look
    saw again stays.
    """
    document, body = table_of(DocumentRow), table_of(BodyRow)
    oldest = select(document.c.id).order_by(document.c.id).limit(most).subquery()
    old = select(document.c.id, document.c.digest).join(oldest, oldest.c.id == document.c.id)
    rows = session.execute(old.where(document.c.fetched_at < before)).all()
    for ids in batches([row.id for row in rows]):
        session.execute(delete(document).where(document.c.id.in_(ids)))
    for digests in batches(sorted({row.digest for row in rows})):
        seen = select(document.c.digest).where(document.c.digest.in_(digests))
        unseen = body.c.digest.in_(digests), body.c.digest.not_in(seen)
        session.execute(delete(body).where(*unseen))
    return len(rows)


def _known(session: Session, digests: Sequence[str]) -> frozenset[str]:
    body = table_of(BodyRow)
    return frozenset(
        digest
        for batch in batches(digests)
        for digest in session.scalars(select(body.c.digest).where(body.c.digest.in_(batch)))
    )


def _document_row(source_id: str, document: Document, now: datetime) -> Values:
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


def _whole() -> Select[Any]:
    """Documents with their bytes, to be narrowed."""
    document, body = table_of(DocumentRow), table_of(BodyRow)
    return select(document, body.c.compressed).join(body, body.c.digest == document.c.digest)


def _document(row: Row[Any]) -> Document:
    return Document(
        row.url,
        zlib.decompress(row.compressed),
        row.media_type,
        row.charset,
        row.fetched_at,
        row.etag,
        row.last_modified,
    )
