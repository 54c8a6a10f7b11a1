"""The tables of a workspace, as they stand at the newest migration.

`migrations/versions/` is what makes them; a test holds the two together. Rows of `reports`,
`passages`, `claims` and what hangs on claims are written once. What is worked out from all claims
together (matters, inferred years) has tables of its own and is written anew after each read.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The revision that this program reads and writes."""

metadata = MetaData()

meta = Table(
    "meta", metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

reports = Table(
    "reports", metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("publisher_key", Text),
    Column("author", Text),
    Column("url", Text),
    Column("published", Text),
    Column("published_basis", Text, nullable=False),
    Column("published_text", Text),
    Column("published_first", Text),
    Column("published_last", Text),
    Column("language", Text),
    Column("media_type", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("furniture", Text, nullable=False),
    Column("read_by", Text),
    Index("ix_reports_published", "published_first", "id"),
    Index("ix_reports_sha256", "sha256"),
)  # fmt: skip

set_aside = Table(
    "set_aside", metadata,
    Column("n", Integer, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("origin", "sha256", "code", name="uq_set_aside_document"),
)  # fmt: skip

passages = Table(
    "passages", metadata,
    Column("n", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_passages_report", "report", "start"),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("maker", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("event_type", Text),
    Column("event_mode", Text),
    Column("time_first", Text),
    Column("time_last", Text),
    Column("supplier", Text),
    Column("recipient", Text),
    Column("item", Text),
    Column("category", Text),
    Column("stage", Text),
    Column("total", Boolean),
    Column("json", Text, nullable=False),
    Index("ix_claims_report", "report", "start"),
    Index("ix_claims_event", "event_type"),
    Index("ix_claims_time", "time_first"),
    Index("ix_claims_category", "category"),
)  # fmt: skip

claim_actors = Table(
    "claim_actors", metadata,
    Column("n", Integer, primary_key=True),
    Column("claim", Text, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("actor", Text),
    Column("name", Text, nullable=False),
    Column("actor_key", Text),
    Column("name_key", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Index("ix_claim_actors_claim", "claim"),
    Index("ix_claim_actors_actor", "actor_key"),
    Index("ix_claim_actors_name", "name_key"),
    Index("ix_claim_actors_country", "country"),
)  # fmt: skip

claim_quantities = Table(
    "claim_quantities", metadata,
    Column("n", Integer, primary_key=True),
    Column("claim", Text, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("bound", Text, nullable=False),
    Column("unit", Text),
    Column("item", Text),
    Column("text", Text, nullable=False),
    Index("ix_claim_quantities_claim", "claim"),
    Index("ix_claim_quantities_unit", "unit"),
)  # fmt: skip

matters = Table(
    "matters", metadata,
    Column("id", Text, primary_key=True),
    Column("json", Text, nullable=False),
)  # fmt: skip

matter_members = Table(
    "matter_members", metadata,
    Column("claim", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("matter", Text, ForeignKey("matters.id", ondelete="CASCADE"), nullable=False),
    Index("ix_matter_members_matter", "matter"),
)  # fmt: skip

inferred_times = Table(
    "inferred_times", metadata,
    Column("claim", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("first", Text),
    Column("last", Text),
    Column("json", Text, nullable=False),
)  # fmt: skip
