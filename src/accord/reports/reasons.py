"""Why a document is set aside: the codes, what each means, and what a user can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from accord.model import AccordError


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One set-aside code: what it means, and what to do (both are sentences)."""

    code: str
    meaning: str
    remedy: str


class UnreadableError(AccordError):
    """A document cannot be read. `reason` is one of `REASONS`; readers turn it into a SetAside."""

    code = "AC020"

    def __init__(self, reason: str, message: str | None = None, *, remedy: str | None = None):
        known = REASONS[reason]
        super().__init__(message or known.meaning, remedy=remedy or known.remedy)
        self.reason = reason

    @property
    def line(self) -> str:
        """What happened and what to do, as one line."""
        return " ".join(f"{self.message} {self.advice}".split())


def _table(*rows: tuple[str, str, str]) -> Mapping[str, Reason]:
    return MappingProxyType(
        {code: Reason(code=code, meaning=meaning, remedy=remedy) for code, meaning, remedy in rows}
    )


REASONS: Mapping[str, Reason] = _table(
    ("missing", "There is no such file or folder.", "Check the spelling of the path."),
    ("empty", "The document holds no text.", "Check that the file was saved completely."),
    ("encrypted", "The document is protected by a password.",
     "Save a copy without a password and read that."),
    ("too_large", "The document is larger than the bounds allow.",
     "Split it, or raise the bound in the settings if you trust it."),
    ("not_english", "The text is not in a language that is read.",
     "Translate it first, or read an English version."),
    ("binary", "The file is not text in any form.",
     "Read the document that it was made from instead."),
    ("unsupported", "This format is not read.",
     "Save it as text, HTML, PDF or DOCX and read that."),
    ("broken", "The document is damaged and could not be parsed.",
     "Get a fresh copy, or save it again from its program."),
    ("not_installed", "A library that reads this format is missing.",
     "Install Accord again; the document is not at fault."),
    ("timeout", "Parsing took longer than the time limit.",
     "Save its text by itself, or raise the time limit in the settings."),
    ("too_deep", "The document lies in too many archives or mails.",
     "Unpack the outer ones and read what is inside."),
    ("no_article", "No article text was found in the document.",
     "Save the article's text by itself and read that."),
    ("private_address", "The address leads into a private network.",
     "Allow private addresses explicitly if that is what you want."),
    ("fetch_failed", "The page could not be fetched.",
     "Check the address, or save the page and read the file."),
    ("unreadable", "The file could not be opened.", "Check its permissions."),
    ("known", "The document was read before.", "Nothing needs to be done."),
)  # fmt: skip
"""Code -> Reason, in the order of the documentation. "known" is no fault: see `read_reports`."""
