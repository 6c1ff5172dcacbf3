"""What Alembic runs; the connection is `storage.migrate`'s, its transaction too.

A new migration is a file in `versions/`, written by hand, and a new `storage.migrate.HEAD`; the
tests say where tables and migrations differ.
"""

from alembic import context
from sqlalchemy.schema import SchemaItem

from storage.tables import Table


def _is_ours(
    _thing: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None
) -> bool:
    """The search index is made by hand: no model can say what it is on both databases."""
    return not (kind == "table" and name is not None and name.startswith("item_search"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    include_object=_is_ours,
    render_as_batch=True,
)
context.run_migrations()
