"""Sources and documents for the parsers' tests."""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from config.schema import Mapping, Selectors, Source
from sources.document import Document
from sources.files import SUFFIXES

NOW = datetime(2026, 4, 4, 8, 0, tzinfo=UTC)

FEED = Source(id="feed", name="A feed", kind="feed", location="https://example.org/feed")
FOLDER = Source(id="folder", name="A folder", kind="folder", location="news")

SITEMAP = Source(
    id="sitemap", name="A sitemap", kind="sitemap", location="https://example.org/sitemap.xml"
)
REGISTER = Source(
    id="register",
    name="The register",
    kind="api",
    location="https://www.federalregister.gov/api/v1/documents.json?conditions[term]=tariff",
    pages=2,
    mapping=Mapping(
        items="results",
        title="title",
        link="html_url",
        date="publication_date",
        summary="abstract",
        guid="document_number",
        next="next_page_url",
        count="count",
        cap=10_000,
    ),
)


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
    named = media_type or SUFFIXES.get(PurePosixPath(url).suffix)
    return Document(url, raw, named, charset, fetched_at=NOW)


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Notices</title>'
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )
