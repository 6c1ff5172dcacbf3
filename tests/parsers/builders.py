"""Sources and documents for the parsers' tests."""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from config.schema import Selectors, Source
from sources.document import Document
from sources.files import MEDIA_TYPES

NOW = datetime(2026, 4, 4, 8, 0, tzinfo=UTC)

FEED = Source(id="feed", name="A feed", kind="feed", location="https://example.org/feed")
FOLDER = Source(id="folder", name="A folder", kind="folder", location="news")


def page(**selectors: str | None) -> Source:
    return Source(
        id="page",
        name="A page",
        kind="page",
        location="https://example.org/news/",
        selectors=Selectors.model_validate(selectors),
    )


def document(
    body: bytes | str,
    url: str = "https://example.org/feed",
    *,
    media_type: str | None = None,
    charset: str | None = None,
) -> Document:
    raw = body.encode() if isinstance(body, str) else body
    # A local file's media type is told by its name, as sources.files does it.
    named = media_type or MEDIA_TYPES.get(PurePosixPath(url).suffix)
    return Document(url, raw, named, charset, fetched_at=NOW)


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Notices</title>'
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )
