"""The error family: every error that a user can meet has a code, a sentence and a remedy.

Each kind is declared next to where it is raised; this module holds only the root.
"""

from __future__ import annotations

from typing import ClassVar


class AccordError(Exception):
    """Root of all errors that Accord raises on purpose.

    `code` is stable and listed in the documentation; `remedy` says what to do about it.
    """

    code: ClassVar[str] = "AC000"
    remedy: ClassVar[str] = ""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = self.remedy if remedy is None else remedy

    def __str__(self) -> str:
        tail = f" {self.advice}" if self.advice else ""
        return f"[{self.code}] {self.message}{tail}"


class SpanError(AccordError):
    """A span does not point at the characters that it claims to point at."""

    code = "AC001"
    remedy = "This is a defect in Accord: nothing was stored."
