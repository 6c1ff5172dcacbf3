"""Reading local files: one as a document, or every known one in a folder."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from config.schema import Source
from sources.body import size_words
from sources.document import Document, Fetched, FetchError, FetchState, digest_of

SUFFIXES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/x-ndjson",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
"""The files of a folder that are read, and the media type of each."""
LARGEST_FILE = 50_000_000
LARGEST_FOLDER = 250_000_000
"""All documents of one look are in memory at once."""


class SkipError(Exception):
    """Why a file is not read."""


def read(source: Source, state: FetchState, now: datetime) -> Fetched:
    """The documents at the source's path (absolute), or `unchanged`; FetchError if there is none.

    A file is one document. A folder, for kind `folder` only, gives every known file under it in
    order of its path; what is not read is a problem line.
    """
    path = Path(source.location)
    try:
        documents, problems = _look(source, path, now)
    except SkipError as error:
        raise FetchError(source.id, f"{path}: {error}", permanent=True) from error
    except OSError as error:
        raise FetchError(source.id, f"{path}: {error.strerror}", permanent=True) from error
    if digest_of(documents) == state.digest:
        return Fetched((), unchanged=True, problems=problems)
    return Fetched(documents, problems=problems)


def _look(
    source: Source, path: Path, now: datetime
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    if not path.exists():
        raise SkipError("there is no such file or folder")
    if not path.is_dir():
        return (_document(path, now, known=source.kind == "folder"),), ()
    if source.kind != "folder":
        raise SkipError(f"is a folder, not a {source.kind}")
    return _walk(path, now)


def _walk(root: Path, now: datetime) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    documents: list[Document] = []
    problems: list[str] = []
    total = 0
    for path in sorted(_visible(root, problems)):
        try:
            document = _document(path, now, inside=root.resolve())
            total += len(document.body)
            if total > LARGEST_FOLDER:
                raise SkipError(f"the folder holds more than {size_words(LARGEST_FOLDER)}")
            documents.append(document)
        except SkipError as error:
            problems.append(f"{_shown(path.relative_to(root))}: {error}")
    return tuple(documents), tuple(problems)


def _visible(root: Path, problems: list[str]) -> Iterator[Path]:
    """Every file under the folder, less the hidden; a link to a folder stands as a file."""

    def note(error: OSError) -> None:
        problems.append(f"{_shown(Path(error.filename))}: cannot be read: {error.strerror}")

    for place, subfolders, names in os.walk(root, onerror=note):
        folder = Path(place)
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        links = [name for name in subfolders if (folder / name).is_symlink()]
        yield from (folder / name for name in (*names, *links) if not name.startswith("."))


def _document(
    path: Path, now: datetime, *, known: bool = True, inside: Path | None = None
) -> Document:
    media_type = SUFFIXES.get(path.suffix.lower())
    if inside is not None and not path.resolve().is_relative_to(inside):
        raise SkipError("a link that leads out of the folder")
    if path.is_dir():
        raise SkipError("a link to a folder is not followed")
    if known and media_type is None:
        raise SkipError(f"no reader for {path.suffix or 'a file without a suffix'}")
    body = _bytes(path)
    return Document(path.absolute().as_uri(), body, media_type, charset=None, fetched_at=now)


def _bytes(path: Path) -> bytes:
    # Opening a pipe would wait for its writer.
    if not path.is_file():
        raise SkipError("not a regular file")
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise SkipError(f"cannot be read: {error.strerror}") from error
    if len(body) > LARGEST_FILE:
        raise SkipError(f"larger than {size_words(LARGEST_FILE)}")
    return body


def _shown(path: Path) -> str:
    """The path as text that any screen or database takes, whatever bytes its name is made of."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
