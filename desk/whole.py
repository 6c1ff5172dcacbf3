"""A file for programs: it takes its name only when all of it is written."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desk.failures import NOTHING, DeskError


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file to write, whole or not at all; `-` is stdout, as is what no file can replace.

    DeskError when it cannot be written.
    """
    try:
        if str(path) == "-":
            yield from _open(sys.stdout.fileno(), closefd=False)
        elif path.exists() and not path.is_file():
            yield from _open(path)  # /dev/stdout, a pipe
        else:
            yield from _replaced(path.resolve())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DeskError(f"{path}: cannot be written: {error.strerror}", NOTHING) from error


def _replaced(path: Path) -> Iterator[IO[str]]:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield from _open(part)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _open(file: Path | int, *, closefd: bool = True) -> Iterator[IO[str]]:
    # A lone surrogate, which JSON can write and UTF-8 cannot, stays an escape of JSON's own.
    with open(file, "w", encoding="utf-8", errors="backslashreplace", closefd=closefd) as out:
        yield out
