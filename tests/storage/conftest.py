"""Every storage test runs twice: on a SQLite file and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.database import Database, open_database
from storage.migrate import HEAD
from storage.tables import Table
from tests.postgres import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a running PostgreSQL, with a database `tidewaiter` at the newest schema."""
    with postgres() as url:
        _execute(url, "CREATE DATABASE tidewaiter")
        open_database(named(url, "tidewaiter")).close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a row, at the newest schema once it was opened."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tidewaiter.db'}"
    url = named(request.getfixturevalue("server"), "tidewaiter")
    _empty(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tidewaiter.db'}"
    server = request.getfixturevalue("server")
    _execute(server, "DROP DATABASE IF EXISTS bare")
    _execute(server, "CREATE DATABASE bare")
    return named(server, "bare")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database without a row."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def named(server: str, name: str) -> str:
    """The URL of one of the server's databases."""
    return server.replace("/postgres?", f"/{name}?")


def _empty(url: str) -> None:
    # Five milliseconds; a database of its own for each test, from a template, takes half a second.
    tables = ["item_search", *(table.name for table in reversed(Table.metadata.sorted_tables))]
    statements = [f"DELETE FROM {name}" for name in tables]  # noqa: S608 - our own names
    statements += [f"UPDATE alembic_version SET version_num = '{HEAD}'"]  # noqa: S608
    statements += ["SELECT setval(sequencename::text::regclass, 1, false) FROM pg_sequences"]
    _execute(url, "; ".join(statements))


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
