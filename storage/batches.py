"""Statements over many rows, cut to what a database takes at once, and one worker at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

Value = TypeVar("Value")
Values = dict[str, Any]

_INSERT: dict[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
_AT_ONCE = 500


def batches(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in runs that fit one IN (…): SQLite takes 32,766 parameters, older ones 999."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def insert_new(
    session: Session,
    model: type[SQLModel],
    rows: Sequence[Values],
    *returning: Any,
) -> Sequence[Row[Any]]:
    """Insert the rows whose unique keys are not taken; `returning`'s columns of those inserted.

    Give rows in the order of their keys: two workers then wait for each other, never in a ring.
    """
    if not rows:
        return ()
    insert = _INSERT[session.get_bind().dialect.name]
    statement = insert(table_of(model)).on_conflict_do_nothing()
    if not returning:
        session.connection().execute(statement, rows)
        return ()
    return session.connection().execute(statement.returning(*returning), rows).all()


def lock(session: Session, *names: str) -> None:
    """Let one worker at a time do what is named, in one word or two, until its transaction ends.

    SQLite's writers take turns anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(*map(func.hashtext, names))))


def upsert(session: Session, model: type[SQLModel], key: str, row: Values) -> None:
    """Insert a row, or give the one under `key` the row's other values."""
    insert = _INSERT[session.get_bind().dialect.name]
    changes = {name: value for name, value in row.items() if name != key}
    statement = insert(table_of(model)).values(row)
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=changes))


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model, for statements over many rows: five times as fast as objects."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table
