"""Content-hash ids: the same content always has the same id, on every machine."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: str) -> str:
    """Return `prefix_` and 16 hex digits of the SHA-256 over `parts`.

    Parts are joined with the unit separator, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:16]}"
