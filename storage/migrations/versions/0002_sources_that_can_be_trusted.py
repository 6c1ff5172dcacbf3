"""Health of sources, kept documents, bands of near-duplicates, closed channels, killed runs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns, and the tables `body`, `document`, `band` and `closed_channel`."""
    _health()
    _documents()
    _bands()
    _channels()
    op.add_column("item", sa.Column("article_tries", sa.Integer(), nullable=True))
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("worker", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Nothing: a kept document has no place in the schema before."""
    raise NotImplementedError


def _health() -> None:
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("gap", sa.Float(), nullable=True))
        source.add_column(sa.Column("unchanged", sa.Integer(), nullable=False, server_default="0"))
        source.add_column(sa.Column("moved_to", sa.Text(), nullable=True))
        source.add_column(sa.Column("last_count", sa.Integer(), nullable=True))
        source.add_column(sa.Column("troubles", sa.JSON(), nullable=False, server_default="[]"))


def _documents() -> None:
    op.create_table(
        "body",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_body")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["body.digest"], name=op.f("fk_document_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    names = ["source_id", "fetched_at"]
    op.create_index(op.f("ix_document_source_id_fetched_at"), "document", names)
    op.create_index(op.f("ix_document_digest"), "document", ["digest"])


def _bands() -> None:
    op.create_table(
        "band",
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_band_item_id")),
        sa.PrimaryKeyConstraint("value", "band", "item_id", name=op.f("pk_band")),
    )
    op.create_index(op.f("ix_band_item_id"), "band", ["item_id"])


def _channels() -> None:
    op.create_table(
        "closed_channel",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_closed_channel")),
    )
