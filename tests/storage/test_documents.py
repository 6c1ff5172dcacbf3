"""Documents come back byte for byte, are kept once, and are forgotten in time."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from sources.document import Document
from storage.database import Database, Session
from storage.documents import (
    ARTICLES,
    KeptLook,
    documents_of,
    find_articles,
    find_looks,
    keep,
    prune_documents,
)
from storage.tables import BodyRow
from tests.storage.samples import HOUR, NOW

DAY = timedelta(days=1)
FEED = Document(
    "https://gazette.example/feed",
    b"<rss>\x00\xff\xe9" + b"<item/>" * 500,
    "application/rss+xml",
    "latin-1",
    NOW,
    '"one"',
    "Thu, 02 Apr 2026 09:30:00 GMT",
)
LIST = Document("https://gazette.example/list", b"", None, None, NOW)


def digests(session: Session) -> set[str]:
    return set(session.scalars(select(col(BodyRow.digest))))


def test_documents_come_back_as_they_were_fetched(database: Database) -> None:
    with database.write() as session:
        keep(session, "gazette", [FEED, LIST], NOW)
    with database.read() as session:
        (look,) = find_looks(session)
        assert (look.source_id, look.fetched_at) == ("gazette", NOW)
        assert documents_of(session, look) == (FEED, LIST)
        (kept,) = session.scalars(
            select(col(BodyRow.compressed)).where(col(BodyRow.digest) == FEED.digest)
        )
    assert len(kept) < len(FEED.body) / 20


def test_a_body_seen_again_is_kept_once_and_its_look_noted(database: Database) -> None:
    again = replace(FEED, etag=None)
    with database.write() as session:
        keep(session, "gazette", [FEED], NOW)
        keep(session, "gazette", [again], NOW + HOUR)
        keep(session, "wire", [again], NOW + HOUR)
    with database.read() as session:
        assert [(one.source_id, one.fetched_at) for one in find_looks(session)] == [
            ("gazette", NOW),
            ("gazette", NOW + HOUR),
            ("wire", NOW + HOUR),
        ]
        assert digests(session) == {FEED.digest}


def test_looks_are_chosen_by_source_and_time(database: Database) -> None:
    with database.write() as session:
        for hour, source in enumerate(("wire", "gazette", "wire", "wire")):
            keep(session, source, [FEED], NOW + hour * HOUR)
        keep(session, "wire" + ARTICLES, [LIST], NOW + HOUR)
    with database.read() as session:
        asked = find_looks(session, "wire", NOW + HOUR, NOW + 3 * HOUR)
    assert asked == (KeptLook("wire", NOW + 2 * HOUR, (3,)),)


def test_an_article_is_the_last_one_kept_by_then(database: Database) -> None:
    versions = [replace(LIST, body=b"%d" % hour, fetched_at=NOW + hour * HOUR) for hour in range(3)]
    with database.write() as session:
        for version in versions:
            keep(session, "wire" + ARTICLES, [version], version.fetched_at)
    with database.read() as session:
        wanted = [LIST.url, "https://gazette.example/none"]
        found = find_articles(session, "wire", wanted, NOW + HOUR)
        assert found == {LIST.url: versions[1]}
        assert find_articles(session, "gazette", wanted, NOW + HOUR) == {}
        assert find_looks(session) == ()


def test_old_documents_are_forgotten_but_not_one_that_a_later_look_saw(database: Database) -> None:
    with database.write() as session:
        keep(session, "gazette", [FEED, LIST], NOW)
        keep(session, "gazette", [FEED], NOW + DAY)
        assert [prune_documents(session, NOW + HOUR, most=1) for _ in range(3)] == [1, 1, 0]
        assert digests(session) == {FEED.digest}
        assert prune_documents(session, NOW + 2 * DAY) == 1
        assert (digests(session), find_looks(session)) == (set(), ())
