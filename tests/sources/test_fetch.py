"""One look at a source, wherever it is."""

from datetime import datetime
from pathlib import Path

from config.load import load_sources
from sources.document import FetchState
from sources.fetch import Fetcher, fetch
from tests.servers import Answer, serving


def test_the_sources_of_a_file_are_fetched_from_where_they_are(
    fetcher: Fetcher, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_bytes(b"# A safeguard")
    with serving({"/feed": Answer(body=b"<rss/>")}) as server:
        declared = tmp_path / "config" / "sources.yml"
        declared.write_text(
            "sources:\n"
            "- {id: notes, name: Notes, kind: folder, location: ../notes}\n"
            f"- {{id: gazette, name: Gazette, kind: feed, location: '{server.url('/feed')}'}}\n"
        )
        fetched = [
            fetch(source, FetchState(), fetcher, now).documents for source in load_sources(declared)
        ]
    found = [(document.url, document.body) for (document,) in fetched]
    assert found == [
        ((tmp_path / "notes" / "a.md").resolve().as_uri(), b"# A safeguard"),
        (server.url("/feed"), b"<rss/>"),
    ]
