"""Brings a database's schema to the program's, one process at a time."""

import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

HEAD = "0002"
"""The newest migration: a database that is there already needs no Alembic, whose import is slow."""

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7469_6465  # "tide": any number of our own will do
_PATIENCE = 30.0


class NewerSchemaError(Exception):
    """A newer program has changed the schema."""


def migrate(engine: Engine) -> None:
    """Upgrade the schema, if it is not at HEAD; NewerSchemaError where its version is unknown."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with engine.begin() as connection:
        # SQLite's BEGIN IMMEDIATE is lock enough.
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if _version(connection) != HEAD:
            _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _use_wal(engine: Engine) -> None:
    """Set the file's journal for good; SQLite does not wait for a lock here, so we do."""
    deadline = time.monotonic() + _PATIENCE
    with engine.execution_options(begin=None).connect() as connection:
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                return
            except OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    version = _version(connection)
    if version is not None and version not in known:
        raise NewerSchemaError(f"its schema ({version}) is newer than this program ({HEAD})")
    command.upgrade(config, "head")
