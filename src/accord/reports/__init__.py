"""Bytes to reports: formats, page furniture, metadata, dates.

>>> from accord.reports import read_reports
>>> for outcome in read_reports(["today/"]):        # doctest: +SKIP
...     ...                                         # a Report, or a SetAside with its reason
"""

from accord.reports.read import read_reports
from accord.reports.reasons import REASONS, Reason, UnreadableError
from accord.reports.settings import DEFAULTS, Settings
from accord.reports.sources import Source, find_sources

__all__ = [
    "DEFAULTS",
    "REASONS",
    "Reason",
    "Settings",
    "Source",
    "UnreadableError",
    "find_sources",
    "read_reports",
]
