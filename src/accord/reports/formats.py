"""Which module parses which format, and whether it must do so in the worker process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from accord.reports.detect import Format
from accord.reports.draft import Fault, Piece
from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

INLINE: frozenset[Format] = frozenset({"text", "markdown", "json", "jsonl", "mbox"})
"""Formats whose parsing is linear and our own or the standard library's: no process is needed."""

ARCHIVES: frozenset[Format] = frozenset({"zip", "tar", "gzip", "bzip2", "xz"})
"""Formats that only hold other documents; `archive` unpacks them under a shared budget."""


class Job(msgspec.Struct, kw_only=True):
    """One document to parse: its bytes, format, name, and what transport said about it."""

    data: bytes
    format: Format
    name: str = ""
    url: str | None = None
    charset: str | None = None
    settings: Settings = Settings()


Parser = Callable[[Job], Iterator[Piece]]


def parse(job: Job) -> Iterator[Piece]:
    """Parse `job` here and now, yielding drafts, documents inside it, and faults of single items.

    Never raises for what is in the document: a failure of any parser becomes a Fault ("broken").
    """
    try:
        yield from _parser(job.format)(job)
    except UnreadableError as error:
        yield Fault(code=error.reason, line=error.line)
    except MemoryError:
        yield _fault("too_large", "Parsing it would take more memory than allowed.")
    except RecursionError:
        yield _fault("broken", "It is nested too deeply to be parsed.")
    except ImportError as error:
        # An incomplete installation must not be blamed on the document.
        missing = f"A library that reads this format cannot be loaded ({error.name or error})."
        yield _fault("not_installed", " ".join(missing.split()))
    except Exception:
        # Parsers of hostile formats raise whatever they like; none of it may end the run.
        yield _fault("broken", None)


def _fault(code: str, message: str | None) -> Fault:
    return Fault(code=code, line=UnreadableError(code, message).line)


def _parser(format: Format) -> Parser:
    """The parser of a format. Imports are here so that only what is needed is loaded."""
    from accord.reports import docx, feed, html, mail, markdown, pdf, records, text

    parsers: dict[Format, Any] = {
        "text": text.parse, "markdown": markdown.parse, "html": html.parse, "pdf": pdf.parse,
        "docx": docx.parse, "mail": mail.parse, "mbox": mail.parse_mbox, "feed": feed.parse,
        "json": records.parse_json, "jsonl": records.parse_lines,
    }  # fmt: skip
    found: Parser = parsers[format]
    return found
