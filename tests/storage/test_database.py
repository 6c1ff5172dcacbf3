"""A database opens at the newest schema, or says why not without giving a password away."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage.database import Database, StorageError, open_database
from storage.migrate import HEAD, MIGRATIONS
from storage.tables import Table
from tests.storage.conftest import named


def test_the_tables_are_what_the_migrations_make(database: Database) -> None:
    with database.read() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_object": _not_search, "compare_type": True}
        )
        assert compare_metadata(context, Table.metadata) == []


def _not_search(_thing: object, name: str | None, kind: str, *_: object) -> bool:
    return not (kind == "table" and str(name).startswith("item_search"))


def test_the_program_knows_its_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_database_opens_again_as_it_was(database_url: str) -> None:
    open_database(database_url).close()
    database = open_database(database_url)
    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    database.close()


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'var' / 'tidewaiter.db'}").close()
    assert (tmp_path / "var" / "tidewaiter.db").exists()


def test_a_mistyped_path_is_no_empty_database(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file or directory"):
        open_database(f"sqlite:///{tmp_path / 'no' / 'such' / 'tidewaiter.db'}")
    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_in_wal_mode_with_its_keys_on(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'tidewaiter.db'}")
    names = ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
    with database.read() as session:
        pragmas = {name: session.scalar(text(f"PRAGMA {name}")) for name in names}
    database.close()
    assert pragmas == {
        "journal_mode": "wal",
        "busy_timeout": 30_000,
        "foreign_keys": 1,
        "synchronous": 1,
    }


def test_a_current_database_opens_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tidewaiter.db'}"
    open_database(url).close()
    program = (
        "import sys; from storage.database import open_database;"
        f"open_database({url!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_a_newer_schema_is_refused(database_url: str) -> None:
    database = open_database(database_url)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StorageError, match=r"its schema \(9999\) is newer than this program"):
        open_database(database_url)


def test_what_is_no_database_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, though long enough to look like one. " * 20)
    with pytest.raises(StorageError, match=r"notes\.txt: cannot be opened: file is not a database"):
        open_database(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("tidewaiter.db:hunter2", "is not one"),
        ("mysql://desk:hunter2@localhost/log", "no such database: mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://desk:hunter2@127.0.0.1:1/log", r"postgresql://127\.0\.0\.1:1/log: cannot"),
        ("postgresql:///log?host=127.0.0.1&port=1&password=hunter2", "cannot be opened"),
        ("postgresql://desk@127.0.0.1:port/hunter2", "is not one"),
    ],
)
def test_a_wrong_url_is_told_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(StorageError, match=reason) as told:
        open_database(url)
    assert "hunter2" not in f"{told.value}"


def test_a_missing_postgresql_database_is_named(server: str) -> None:
    with pytest.raises(StorageError, match='database "absent" does not exist'):
        open_database(named(server, "absent"))


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(StorageError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'folder' / 'tidewaiter.db'}")
