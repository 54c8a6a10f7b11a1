"""Workspace to page: `render` prints a brief that cannot cite what it does not say.

Names load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.brief.data import BriefData, Limits
    from accord.brief.material import gather
    from accord.brief.printing import render

__all__ = ["BriefData", "Limits", "gather", "render"]


def __getattr__(name: str) -> Any:
    """Load the public names on first use."""
    if name in ("BriefData", "Limits"):
        from accord.brief import data

        return getattr(data, name)
    if name == "gather":
        from accord.brief.material import gather

        return gather
    if name == "render":
        from accord.brief.printing import render

        return render
    raise AttributeError(f"module 'accord.brief' has no attribute {name!r}")
