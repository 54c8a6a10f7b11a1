"""What a document is: by its content first, by its name second."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from accord.reports.decode import decode
from accord.reports.reasons import UnreadableError

Format = Literal[
    "text", "markdown", "html", "pdf", "docx", "mail", "mbox", "feed", "json", "jsonl",
    "zip", "tar", "gzip", "bzip2", "xz",
]  # fmt: skip

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that are known and not read: the start of the file, and what to call it.
_UNREAD = (
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "a database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"PAR1", "a Parquet table"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"%!PS", "a PostScript file"),
)
_SUFFIXES: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".eml": "mail", ".mht": "mail", ".mhtml": "mail", ".mbox": "mbox",
}  # fmt: skip
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}:(?:[ \t]|$)")
_MAIL_HEADERS = re.compile(
    r"(?im)^(from|to|subject|date|message-id|mime-version|received|return-path|reply-to"
    r"|delivered-to|content-type):"
)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HTML = re.compile(
    r"(?i)<!doctype\s+html|<(?:html|head|body|title|meta|article|main|div|section)[\s>/]"
)
_HTML_PARTS = re.compile(r"(?i)</(?:p|div|h[1-6]|a|span|li|article|body)>")
_MARKDOWN = re.compile(r"(?m)^(?:#{1,6} \S|---\s*$|\[[^\]]{1,80}\]: )|\[[^\]\n]{1,200}\]\(\S+\)")


def detect(data: bytes, name: str = "") -> Format:
    """Say which format `data` has; `name` (a file name) decides only where the content does not.

    Raises `UnreadableError` ("empty", "encrypted", "unsupported", "binary").
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableError("empty")
    found = _by_magic(data)
    if found:
        return found
    if _is_binary(data):
        raise UnreadableError("binary")
    return _by_text(data, name)


def _by_magic(data: bytes) -> Format | None:
    """Formats that show themselves in their first bytes."""
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if b"%PDF-" in data[:1024] and not data.lstrip().startswith(b"<"):
        return "pdf"
    if data[257:262] == b"ustar":
        return "tar"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError("encrypted")
        raise UnreadableError("unsupported", "This is an old Office or Outlook file.")
    for magic, what in _UNREAD:
        if data.startswith(magic):
            raise UnreadableError("unsupported", f"This is {what}, which is not read.")
    return None


def _zip_kind(data: bytes) -> Format:
    """Tell a Word document, another packaged document and a plain archive apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableError("broken", "The archive is damaged.") from error
    if "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise UnreadableError(
            "unsupported", "This is a packaged document (spreadsheet, slides, ODT or e-book)."
        )
    return "zip"


def _is_binary(data: bytes) -> bool:
    """True for data with many control characters that is no 16- or 32-bit text."""
    sample = data[: _HEAD // 4 * 4]
    if b"\x00" in sample:
        # Zero bytes belong to 16- and 32-bit encodings only: read as one, none is left.
        sample = decode(sample).encode("utf-8", "replace")
    wild = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b")
    return wild > max(2, len(sample) // 50)


def _by_text(data: bytes, name: str) -> Format:
    """Formats that are text: markup, mail, records, prose."""
    head = decode(data[: _HEAD * 4]).lstrip("\ufeff \t\r\n")[:_HEAD]
    suffix = _suffix(name)
    if head.startswith("<"):
        markup = _markup(head)
        if markup:
            return markup
    if head.startswith(("{", "[")):
        records = _records(head, suffix)
        if records:
            return records
    if head.startswith("From ") and _MAIL_HEADERS.search(head.partition("\n")[2][:2000]):
        return "mbox"
    if _is_mail(head, suffix):
        return "mail"
    # A name decides only for prose; a mail without headers is prose as well.
    if suffix in (".md", ".markdown") or (not suffix and len(_MARKDOWN.findall(head)) >= 3):
        return "markdown"
    if _SUFFIXES.get(suffix) == "html" or len(_HTML_PARTS.findall(head)) >= 3:
        return "html" if "<" in head else "text"
    return "text"


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem and len(suffix) <= 10 else ""


def _markup(head: str) -> Format | None:
    if _FEED.search(head[:2000]):
        return "feed"
    if _HTML.search(head) or _HTML_PARTS.search(head):
        return "html"
    if head.startswith("<?xml"):
        raise UnreadableError("unsupported", "This XML is neither a feed nor a page.")
    return None


def _records(head: str, suffix: str) -> Format | None:
    """JSON lines have a whole object on their first line; anything else that fits is JSON."""
    import json

    first, _, rest = head.partition("\n")
    if suffix in (".jsonl", ".ndjson") or (first.startswith("{") and rest.lstrip().startswith("{")):
        return "jsonl"
    if suffix == ".json":
        return "json"
    if first.startswith("{"):
        try:
            json.loads(first)
            return "jsonl"
        except (ValueError, RecursionError):
            pass
    return "json" if re.match(r'(?:\{\s*"|\[\s*[\[{"])', head) else None


def _is_mail(head: str, suffix: str) -> bool:
    """True when the text opens with mail headers, two of them known ones."""
    block = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = block.splitlines()
    if not lines or not _HEADER.match(lines[0]):
        return False
    fields = [line for line in lines if not line.startswith((" ", "\t"))]
    headers = sum(1 for line in fields if _HEADER.match(line))
    names = {match.group(1).lower() for match in _MAIL_HEADERS.finditer(block)}
    needed = 1 if _SUFFIXES.get(suffix) == "mail" else 2
    return (
        headers >= 0.9 * len(fields) and len(names) >= needed and bool(names & {"from", "subject"})
    )
