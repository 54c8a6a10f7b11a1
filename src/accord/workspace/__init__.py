"""Storing, finding, changing: SQLite or PostgreSQL, with migrations."""

from accord.workspace.errors import WorkspaceError
from accord.workspace.events import EventEntry, Ontology, check_ontology
from accord.workspace.exports import ExportSummary, Tally, check_layout, export_lines
from accord.workspace.filter import Filter, FilterArgs, make_filter
from accord.workspace.listing import Listing
from accord.workspace.queries import ActorLine, ReportLine
from accord.workspace.search import SearchHit
from accord.workspace.standing import TimelineEntry, TransferEntry
from accord.workspace.store import Store

__all__ = [
    "ActorLine",
    "EventEntry",
    "ExportSummary",
    "Filter",
    "FilterArgs",
    "Listing",
    "Ontology",
    "ReportLine",
    "SearchHit",
    "Store",
    "Tally",
    "TimelineEntry",
    "TransferEntry",
    "WorkspaceError",
    "check_layout",
    "check_ontology",
    "export_lines",
    "make_filter",
]
