"""The first shape: reports, passages, claims, what is worked out from them, and text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {table}_text USING fts5({column}, content='{table}', "
        "content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')",
        "CREATE TRIGGER {table}_text_insert AFTER INSERT ON {table} BEGIN "
        "INSERT INTO {table}_text(rowid, {column}) VALUES (new.n, new.{column}); END",
        "CREATE TRIGGER {table}_text_delete AFTER DELETE ON {table} BEGIN "
        "INSERT INTO {table}_text({table}_text, rowid, {column}) "
        "VALUES ('delete', old.n, old.{column}); END",
    ),
    "postgresql": (
        "CREATE INDEX ix_{table}_text ON {table} USING gin (to_tsvector('accord_text', {column}))",
    ),
}

# English stems without stop words: "US" is a word to look for, and FTS5 drops none either.
POSTGRESQL_WORDS = (
    "CREATE TEXT SEARCH DICTIONARY accord_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION accord_text (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION accord_text "
    "ALTER MAPPING REPLACE english_stem WITH accord_stem",
)


def upgrade() -> None:
    """Make every table and the text indexes."""
    _reports()
    _claims()
    _parts_of_claims()
    _derived()
    _full_text()


def _reports() -> None:
    """Reports, their passages, and what could not be read."""
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("publisher_key", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("published_basis", sa.Text, nullable=False),
        sa.Column("published_text", sa.Text),
        sa.Column("published_first", sa.Text),
        sa.Column("published_last", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("blocks", sa.Text, nullable=False),
        sa.Column("furniture", sa.Text, nullable=False),
        sa.Column("read_by", sa.Text),
    )
    op.create_index("ix_reports_published", "reports", ["published_first", "id"])
    op.create_index("ix_reports_sha256", "reports", ["sha256"])
    op.create_table(
        "set_aside",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.UniqueConstraint("origin", "sha256", "code", name="uq_set_aside_document"),
    )
    op.create_table(
        "passages",
        sa.Column("n", sa.Integer, primary_key=True),
        _on("report", "reports.id"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_passages_report", "passages", ["report", "start"])


def _claims() -> None:
    """Claims: the columns that are asked for, and the whole claim as JSON."""
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _on("report", "reports.id"),
        sa.Column("maker", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("voices", sa.Integer, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("event_type", sa.Text),
        sa.Column("event_mode", sa.Text),
        sa.Column("time_first", sa.Text),
        sa.Column("time_last", sa.Text),
        sa.Column("supplier", sa.Text),
        sa.Column("recipient", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("category", sa.Text),
        sa.Column("stage", sa.Text),
        sa.Column("total", sa.Boolean),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index("ix_claims_report", "claims", ["report", "start"])
    op.create_index("ix_claims_event", "claims", ["event_type"])
    op.create_index("ix_claims_time", "claims", ["time_first"])
    op.create_index("ix_claims_category", "claims", ["category"])


def _parts_of_claims() -> None:
    """Actors and quantities of claims, one row each."""
    op.create_table(
        "claim_actors",
        sa.Column("n", sa.Integer, primary_key=True),
        _on("claim", "claims.id"),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("actor_key", sa.Text),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("sector", sa.Text),
    )
    op.create_index("ix_claim_actors_claim", "claim_actors", ["claim"])
    op.create_index("ix_claim_actors_actor", "claim_actors", ["actor_key"])
    op.create_index("ix_claim_actors_name", "claim_actors", ["name_key"])
    op.create_index("ix_claim_actors_country", "claim_actors", ["country"])
    op.create_table(
        "claim_quantities",
        sa.Column("n", sa.Integer, primary_key=True),
        _on("claim", "claims.id"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("bound", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_claim_quantities_claim", "claim_quantities", ["claim"])
    op.create_index("ix_claim_quantities_unit", "claim_quantities", ["unit"])


def _derived() -> None:
    """What is worked out from all claims together."""
    op.create_table(
        "matters",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "matter_members",
        _on("claim", "claims.id", primary_key=True),
        _on("matter", "matters.id"),
    )
    op.create_index("ix_matter_members_matter", "matter_members", ["matter"])
    op.create_table(
        "inferred_times",
        _on("claim", "claims.id", primary_key=True),
        sa.Column("first", sa.Text),
        sa.Column("last", sa.Text),
        sa.Column("json", sa.Text, nullable=False),
    )


def _full_text() -> None:
    """Text search over passages and quotes: FTS5 on SQLite, a GIN index on PostgreSQL."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in POSTGRESQL_WORDS:
            connection.exec_driver_sql(statement)
    for table, column in (("passages", "text"), ("claims", "quote")):
        for statement in FULL_TEXT[connection.dialect.name]:
            connection.exec_driver_sql(statement.format(table=table, column=column))


def _on(name: str, target: str, *, primary_key: bool = False) -> sa.Column[str]:
    """A column that points at a row of another table and goes when that row goes."""
    return sa.Column(
        name,
        sa.Text,
        sa.ForeignKey(target, ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )
