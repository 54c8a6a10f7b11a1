"""Mails and mailboxes: the message's text as a report, its attachments as reports of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from accord.reports.clean import clean_field, clean_line, clean_text
from accord.reports.cuebook import furniture_book, outlet_of
from accord.reports.dates import stamp
from accord.reports.decode import decode
from accord.reports.draft import Draft, Fault, Line, Part, Piece
from accord.reports.markup import safe_url
from accord.reports.reasons import UnreadableError
from accord.reports.text import text_lines

if TYPE_CHECKING:
    from accord.reports.formats import Job

_FROM_LINE = re.compile(rb"(?:\A|\r?\n\r?\n|\n)From [^\r\n]{1,300}\r?\n(?=[A-Za-z-]{2,40}:|>From )")
_FIELD = re.compile(r"\*?([A-Za-z-]{2,20}):\*?\s*(.*)")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")
_MAX_PARTS = 1000


def parse_mbox(job: Job) -> Iterator[Piece]:
    """Split a mailbox into its messages; each is a document of its own."""
    starts = [match.end() for match in _FROM_LINE.finditer(job.data)]
    lines = [match.start() for match in _FROM_LINE.finditer(job.data)]
    for number, start in enumerate(starts[: job.settings.max_items], 1):
        end = lines[number] if number < len(lines) else len(job.data)
        data = _ESCAPED.sub(rb"\1", job.data[start:end])
        yield Part(name="message.eml", data=data, part=f"#{number}")


def parse(job: Job) -> Iterator[Piece]:
    """Read a mail: a draft of its text, then its attachments as parts."""
    message = message_from_bytes(job.data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    texts, attachments, complete = _sort_parts(message)
    if any(texts.values()) or not attachments:
        yield _draft(message, texts)
    yield from attachments
    if not complete:
        limit = f"The mail has more than {_MAX_PARTS:,} parts; the others were not read."
        yield Fault(code="too_large", line=UnreadableError("too_large", limit).line)


def _sort_parts(message: EmailMessage) -> tuple[dict[str, list[Any]], list[Part], bool]:
    """Part a message's leaves into texts by type and attachments; False if not all were seen."""
    texts: dict[str, list[Any]] = {"plain": [], "html": []}
    attachments: list[Part] = []
    stack: list[Any] = [message]
    seen = 0
    while stack and seen < _MAX_PARTS:
        part = stack.pop()
        seen += 1
        kind = part.get_content_type()
        if kind == "message/rfc822":
            attachments += [
                Part(name="message.eml", data=inner.as_bytes()) for inner in part.get_payload()
            ]
        elif part.is_multipart():
            stack.extend(reversed(part.get_payload()))
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts[kind[5:]].append(part)
        elif _is_document(part, kind):
            data = part.get_payload(decode=True) or b""
            attachments.append(Part(name=_file_name(part), data=data))
    return texts, attachments, not stack


def _is_document(part: Any, kind: str) -> bool:
    """False for signatures, invitations and pictures that only dress the message."""
    if kind in furniture_book().mail.skipped_types:
        return False
    inline = part.get_content_disposition() != "attachment"
    return not (inline and kind.startswith(("image/", "text/css", "font/")))


def _file_name(part: Any) -> str:
    try:
        name = part.get_filename()
    except (ValueError, TypeError, LookupError, AttributeError):
        name = None
    return clean_line((name or "attachment").replace("\\", "/"))[:200]


def _draft(message: EmailMessage, texts: dict[str, list[Any]]) -> Draft:
    """The message's text with its headers as metadata; a forwarded article has its own headers."""
    lines, page = _lines(texts)
    draft = Draft(lines=lines, media_type="message/rfc822")
    sender, day = _header(message, "from"), _header(message, "date")
    draft.title = _subject(_header(message, "subject"))
    if page is not None:
        draft.title = page.title or draft.title
        draft.url = safe_url(_header(message, "snapshot-content-location")) or page.url
        draft.publisher, draft.author = page.publisher, page.author
        draft.dates, draft.furniture, draft.extracted = page.dates, page.furniture, True
        return draft
    forwarded = _forwarded(lines)
    if forwarded is not None:
        at, fields = forwarded
        draft.furniture = [line.text for line in lines[:at]]
        draft.lines = lines[at:]
        sender, day = fields.get("from") or sender, fields.get("date") or day
        draft.title = _subject(fields.get("subject")) or draft.title
    _cut_signature(draft)
    draft.publisher = _sender(sender)
    draft.dates = stamp(day)
    return draft


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's decoded value. The standard parser raises on some malformed ones."""
    try:
        value = message.get(name)
        return clean_field(str(value)) if value is not None else None
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return None


def _lines(texts: dict[str, list[Any]]) -> tuple[list[Line], Any]:
    """Lines of the plain text, or of the HTML where there is no plain text worth reading.

    A saved page (MHTML) is a mail whose only text is a whole HTML page: it is read as one, and its
    draft is returned as the second value.
    """
    plain = "\n\n".join(_content(part) for part in texts["plain"])
    markup = "\n".join(_content(part) for part in texts["html"][:1])
    from accord.reports.html import fragment_lines

    marked = fragment_lines(markup) if markup else []
    size = sum(len(line.text) for line in marked)
    if marked and len(plain) < 200 and size > 4 * len(plain):
        page = _saved_page(texts["html"][0], markup)
        return (page.lines, page) if page else (marked, None)
    flowed = any(part.get_param("format") == "flowed" for part in texts["plain"])
    return text_lines(_unquote(_unflow(plain) if flowed else plain)), None


def _saved_page(part: Any, markup: str) -> Draft | None:
    """The page of an MHTML file, which names its address in the part's headers."""
    from accord.reports.html import read_page

    address = safe_url(part.get("content-location"))
    if not address:
        return None
    try:
        return read_page(markup, address)
    except UnreadableError:
        return None


def _content(part: Any) -> str:
    data = part.get_payload(decode=True) or b""
    return decode(data, part.get_content_charset())


def _unflow(text: str) -> str:
    """Join the soft line ends of format=flowed (RFC 3676): those that follow a space."""
    return re.sub(r"(?<!\n--) \r?\n(?!>)", " ", text)


def _unquote(text: str) -> str:
    """Take quotation marks ("> ") off, so that a quoted article reads as an article."""
    return re.sub(r"(?m)^(?:> ?)+", "", clean_text(text))


@cache
def _forward_mark() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{mark})" for mark in furniture_book().mail.forward_marks), re.I)


def _forwarded(lines: Sequence[Line]) -> tuple[int, dict[str, str]] | None:
    """Where the innermost forwarded message's text begins, and its header fields; None if none.

    Every forwarding puts its own header lines above the last one's: the article is under the last.
    """
    best: tuple[int, dict[str, str]] | None = None
    left = list(accumulate((len(line.text) for line in reversed(lines)), initial=0))[::-1]
    index = 0
    while index < len(lines):
        end, fields = _header_block(lines, index)
        if "from" in fields and len(fields) >= 2:
            if left[end] >= 80:
                best = (end, fields)
            index = end
        else:
            index += 1
    return best


def _header_block(lines: Sequence[Line], start: int) -> tuple[int, dict[str, str]]:
    """Header lines from `start` on: where they end and what they say, by role."""
    marks = furniture_book().mail
    roles = dict.fromkeys(marks.from_fields, "from")
    roles |= dict.fromkeys(marks.date_fields, "date")
    roles |= dict.fromkeys(marks.subject_fields, "subject")
    roles |= {name: name for name in marks.other_fields}
    fields: dict[str, str] = {}
    end = start
    while end < len(lines) and end - start < 12:
        match = _FIELD.fullmatch(lines[end].text[:500])
        role = roles.get(match[1].casefold()) if match else None
        if match is None or role is None or (role in fields):
            break
        fields[role] = match[2].strip()
        end += 1
    return end, fields


def _cut_signature(draft: Draft) -> None:
    """Move what stands under "--" to the furniture, and the marks of forwarding with it."""
    for index, line in enumerate(draft.lines):
        if line.text == "--" and index:
            draft.furniture += [line.text for line in draft.lines[index:]]
            draft.lines = draft.lines[:index]
            break
    marks = {line.text for line in draft.lines if _forward_mark().fullmatch(line.text[:300])}
    draft.furniture += [line.text for line in draft.lines if line.text in marks]
    draft.lines = [line for line in draft.lines if line.text not in marks]


def _subject(value: str | None) -> str | None:
    """A subject without "Re:" and "Fwd:"."""
    marks = "|".join(furniture_book().mail.subject_marks)
    text = re.sub(rf"^(?:(?:{marks})(?:\[\d+\])?:\s*)+", "", value or "", flags=re.I)
    return clean_field(text)


def _sender(value: str | None) -> str | None:
    """The outlet behind a sender: by its domain, else the sender's name, else the domain."""
    name, address = parseaddr(value or "")
    domain = address.rpartition("@")[2]
    name = clean_field(name.strip("\"' ")) or ""
    if not domain and value and "<" not in value:
        name = name or value
    return outlet_of(domain) or clean_field(name) or clean_field(domain)
