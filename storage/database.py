"""Opens the database, brings its schema up to date, and hands out sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from storage.columns import dump_json
from storage.migrate import NewerSchemaError, migrate

__all__ = ["Database", "Session", "StorageError", "open_database"]

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_PRAGMAS = ("busy_timeout = 30000", "foreign_keys = ON", "synchronous = NORMAL")


class StorageError(Exception):
    """The database cannot be used; `permanent` says whether trying again can help."""

    def __init__(self, reason: str, *, permanent: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.permanent = reason, permanent


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; sessions are not shared between threads, the database is."""

    _reader: Engine
    _writer: Engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose work is committed whole at the end, or not at all on an exception."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._reader.dispose()


def open_database(url: str) -> Database:
    """The database at a SQLAlchemy URL (sqlite:///PATH or postgresql://…), its schema current.

    A SQLite file, and the folder that it is to be in, are made when missing. StorageError, which
    never holds the password, when it cannot be opened or a newer program has changed its schema.
    """
    target = _target(url)
    try:
        _make_folder(target)
        return _current(_engine(target))
    except NewerSchemaError as error:
        raise StorageError(f"{_name(target)}: {error}") from error
    except (SQLAlchemyError, OSError) as error:
        reason = _without_secrets(target, str(getattr(error, "orig", error)))
        raise StorageError(
            f"{_name(target)}: cannot be opened: {reason}",
            permanent=not isinstance(error, OperationalError),
        ) from error


def _current(engine: Engine) -> Database:
    """The database of an engine once its schema is current; else the engine is put away."""
    database = Database(engine, engine.execution_options(begin="BEGIN IMMEDIATE"))
    try:
        migrate(database._writer)
    except BaseException:
        database.close()
        raise
    return database


def _target(url: str) -> URL:
    try:
        target = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(
            "the database URL is not one: use sqlite:///PATH or postgresql://…"
        ) from None
    if target.drivername not in _DRIVERS:
        raise StorageError(f"no such database: {target.drivername}; use sqlite or postgresql")
    if target.drivername == "sqlite" and target.database in (None, "", ":memory:"):
        raise StorageError("the database URL names no file: use sqlite:///PATH")
    return target.set(drivername=_DRIVERS[target.drivername])


def _make_folder(target: URL) -> None:
    if target.get_backend_name() == "sqlite":
        folder = Path(str(target.database)).parent
        # One folder at most: a mistyped path must not look like an empty log.
        folder.mkdir(exist_ok=True)


def _engine(target: URL) -> Engine:
    # hide_parameters: an error in a log must not hold what a message or a mail address says.
    is_remote = target.get_backend_name() != "sqlite"
    engine = create_engine(
        target, json_serializer=dump_json, hide_parameters=True, pool_pre_ping=is_remote
    )
    if not is_remote:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own: it would begin them deferred, and a
    # deferred one that comes to write fails at once when another writer was faster.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin", "BEGIN")
    if begin is not None:
        connection.exec_driver_sql(begin)


def _name(target: URL) -> str:
    """The database in words that may stand in a log."""
    if target.get_backend_name() == "sqlite":
        return str(target.database)
    port = f":{target.port}" if target.port else ""
    return f"postgresql://{target.host or ''}{port}/{target.database or ''}"


def _without_secrets(target: URL, reason: str) -> str:
    secrets = [target.password, target.query.get("password"), target.query.get("passfile")]
    for secret in secrets:
        if secret:
            reason = reason.replace(str(secret), "***")
    return " ".join(reason.split())
