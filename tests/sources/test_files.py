"""Reading a file or a folder."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from config.schema import Selectors, Source
from sources import files
from sources.document import Document, Fetched, FetchError, FetchState, digest_of


def folder(path: Path) -> Source:
    return Source(id="inbox", name="The inbox", kind="folder", location=str(path))


def page(path: Path) -> Source:
    return Source(
        id="list",
        name="The list",
        kind="page",
        location=str(path),
        selectors=Selectors(item="li"),
    )


def document(path: Path, media_type: str | None, now: datetime) -> Document:
    return Document(path.as_uri(), path.read_bytes(), media_type, charset=None, fetched_at=now)


def reason(source: Source, now: datetime) -> str:
    with pytest.raises(FetchError) as caught:
        files.read(source, FetchState(), now)
    assert caught.value.permanent
    return caught.value.reason


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two notes, one of them in a folder below."""
    root = tmp_path / "inbox"
    (root / "sub").mkdir(parents=True)
    (root / "b note.TXT").write_text("Ставка пошлины", encoding="utf-8")
    (root / "sub" / "a.jsonl").write_text('{"id": 1, "text": "A quota"}\n', encoding="utf-8")
    return root


def test_a_folder_gives_every_known_file_in_order(inbox: Path, now: datetime) -> None:
    assert files.read(folder(inbox), FetchState(), now) == Fetched(
        (
            document(inbox / "b note.TXT", "text/plain", now),
            document(inbox / "sub" / "a.jsonl", "application/jsonl", now),
        )
    )


def test_a_folder_is_unchanged_until_any_of_its_files_changes(inbox: Path, now: datetime) -> None:
    state = FetchState(digest=digest_of(files.read(folder(inbox), FetchState(), now).documents))
    assert files.read(folder(inbox), state, now) == Fetched((), unchanged=True)
    (inbox / "b note.TXT").rename(inbox / "c.txt")
    assert not files.read(folder(inbox), state, now).unchanged


def test_what_is_not_read_is_reported_and_what_is_hidden_is_not(
    inbox: Path, tmp_path: Path, now: datetime
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("not for this folder")
    (inbox / "leak.txt").symlink_to(outside)
    (inbox / "up").symlink_to(tmp_path)
    (inbox / "again").symlink_to(inbox / "sub")
    (inbox / "inside.txt").symlink_to(inbox / "b note.TXT")
    (inbox / "scan.pdf").write_bytes(b"%PDF")
    (inbox / "Makefile").touch()
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "broken.txt").symlink_to(inbox / "nothing.txt")
    (inbox / ".hidden.txt").write_text("hidden")
    (inbox / ".git").mkdir()
    (inbox / ".git" / "config.txt").write_text("hidden")

    fetched = files.read(folder(inbox), FetchState(), now)

    assert [Path(document.url).name for document in fetched.documents] == [
        "b%20note.TXT",
        "inside.txt",
        "a.jsonl",
    ]
    assert fetched.problems == (
        "Makefile: no reader for a file without a suffix",
        "again: a link to a folder is not followed",
        "broken.txt: not a regular file",
        "leak.txt: a link that leads out of the folder",
        "pipe.txt: not a regular file",
        "scan.pdf: no reader for .pdf",
        "up: a link that leads out of the folder",
    )


def test_an_unchanged_folder_still_tells_its_problems(inbox: Path, now: datetime) -> None:
    (inbox / "scan.pdf").touch()
    first = files.read(folder(inbox), FetchState(), now)
    again = files.read(folder(inbox), FetchState(digest=digest_of(first.documents)), now)
    assert again == Fetched((), unchanged=True, problems=("scan.pdf: no reader for .pdf",))


def test_a_hostile_file_name_is_reported_as_clean_text(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "red\x1b[31m\n.pdf").touch()
    assert files.read(folder(tmp_path), FetchState(), now) == Fetched(
        (), problems=("red\ufffd[31m\ufffd.pdf: no reader for .pdf",)
    )


def test_a_file_over_the_cap_is_left_and_the_rest_is_read(inbox: Path, now: datetime) -> None:
    with (inbox / "big.csv").open("wb") as file:
        file.truncate(files.LARGEST_FILE + 1)
    fetched = files.read(folder(inbox), FetchState(), now)
    assert len(fetched.documents) == 2
    assert fetched.problems == ("big.csv: larger than 50 MB",)


def test_a_folder_source_may_be_one_file(inbox: Path, now: datetime) -> None:
    path = inbox / "sub" / "a.jsonl"
    assert files.read(folder(path), FetchState(), now) == Fetched(
        (document(path, "application/jsonl", now),)
    )


def test_a_page_may_be_a_local_file_of_any_name(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"<ul></ul>")
    fetched = files.read(page(path), FetchState(), now)
    assert fetched == Fetched((document(path, None, now),))
    state = FetchState(digest=digest_of(fetched.documents))
    assert files.read(page(path), state, now) == Fetched((), unchanged=True)


def test_a_path_that_cannot_be_a_document_is_a_permanent_failure(
    inbox: Path, now: datetime
) -> None:
    (inbox / "scan.pdf").touch()
    missing = inbox / "gone.txt"
    assert reason(folder(missing), now) == f"{missing}: there is no such file or folder"
    assert reason(page(inbox), now) == f"{inbox}: is a folder, not a page"
    assert reason(folder(inbox / "scan.pdf"), now) == f"{inbox / 'scan.pdf'}: no reader for .pdf"


def test_a_path_that_the_system_refuses_is_a_permanent_failure(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / ("x" * 300)
    assert reason(folder(path), now) == f"{path}: File name too long"
