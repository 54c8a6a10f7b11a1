"""Accord reads reporting about relations between states and keeps a sourced account of it.

>>> import accord
>>> ws = accord.open("x.accord")            # doctest: +SKIP
>>> ws.read(["today/"])                     # doctest: +SKIP
>>> ws.claims(actor="PRK").to_polars()      # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["AccordError", "Workspace", "__version__", "open"]

if TYPE_CHECKING:
    from accord.api import Workspace, open
    from accord.model import AccordError


def __getattr__(name: str) -> Any:
    """Load the public names on first use, so that `import accord` stays fast."""
    if name in ("Workspace", "open"):
        from accord import api

        return getattr(api, name)
    if name == "AccordError":
        from accord.model import AccordError

        return AccordError
    raise AttributeError(f"module 'accord' has no attribute {name!r}")
