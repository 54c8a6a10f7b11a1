"""Storing, finding, changing: SQLite or PostgreSQL, with migrations."""

from accord.workspace.errors import WorkspaceError
from accord.workspace.filter import Filter, FilterArgs, make_filter
from accord.workspace.listing import Listing
from accord.workspace.queries import ActorLine, ReportLine
from accord.workspace.search import SearchHit
from accord.workspace.standing import TimelineEntry, TransferEntry
from accord.workspace.store import Store

__all__ = [
    "ActorLine",
    "Filter",
    "FilterArgs",
    "Listing",
    "ReportLine",
    "SearchHit",
    "Store",
    "TimelineEntry",
    "TransferEntry",
    "WorkspaceError",
    "make_filter",
]
