"""Sources and documents for the parsers' tests."""

from datetime import UTC, datetime

from config.schema import Selectors, Source
from sources.document import Document

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
    return Document(url, raw, media_type, charset, fetched_at=NOW)


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Notices</title>'
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )
