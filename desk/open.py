"""The stored log, opened for a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.failures import NOTHING, DeskError

if TYPE_CHECKING:
    from storage.database import Session
    from storage.log import LogEntry


@contextmanager
def reading() -> "Iterator[Session]":
    """A session that only looks."""
    from config.settings import read_settings
    from storage.database import open_database

    database = open_database(read_settings().database)
    try:
        with database.read() as session:
            yield session
    finally:
        database.close()


@contextmanager
def writing() -> "Iterator[Session]":
    """A session whose changes are kept when the block ends well."""
    from config.settings import read_settings
    from storage.database import open_database

    database = open_database(read_settings().database)
    try:
        with database.write() as session:
            yield session
    finally:
        database.close()


def require_entry(session: "Session", item: int) -> "LogEntry":
    """The item of this id; DeskError when the log has none."""
    from storage.log import entry

    found = entry(session, item)
    if found is None:
        raise DeskError(f"no item {item} in the log: `tidewaiter log` lists them", NOTHING)
    return found
