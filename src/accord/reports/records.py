"""JSON and JSON lines of articles: common field names read, unknown ones kept aside by name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from accord.model import Published
from accord.reports.clean import clean_field
from accord.reports.cuebook import furniture_book
from accord.reports.dates import stamp
from accord.reports.decode import decode
from accord.reports.draft import Draft, Fault, Piece
from accord.reports.markup import safe_url
from accord.reports.reasons import UnreadableError
from accord.reports.text import text_lines

if TYPE_CHECKING:
    from accord.reports.formats import Job


def parse_lines(job: Job) -> Iterator[Piece]:
    """Read JSON lines: one draft for each line that is an object with a text."""
    number = 0
    for number, row in enumerate(decode(job.data, job.charset).split("\n"), 1):
        if not row.strip():
            continue
        if number > job.settings.max_items:
            yield _fault("too_large", f"It holds more than {job.settings.max_items:,} lines.", "")
            return
        part = f"#{number}"
        try:
            record = json.loads(row)
        except (ValueError, RecursionError):
            yield _fault("broken", "The line is not valid JSON.", part)
            continue
        digest = hashlib.sha256(row.strip().encode("utf-8", "surrogatepass")).hexdigest()
        yield _piece(record, part, digest)


def parse_json(job: Job) -> Iterator[Piece]:
    """Read a JSON file: an article, a list of them, or an object that holds such a list."""
    text = decode(job.data, job.charset)
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise UnreadableError("broken", "The JSON is nested too deeply.") from error
    except ValueError as error:
        raise UnreadableError("broken", "The file is not valid JSON.") from error
    records = _records(data)
    if records is None:
        raise UnreadableError("no_article", "The JSON holds no field with an article's text.")
    for number, record in enumerate(records[: job.settings.max_items], 1):
        yield _piece(record, "" if record is data else f"#{number}", "")


def _records(data: Any) -> list[Any] | None:
    """The list of records in `data`, or None if there is nothing like one."""
    fields = furniture_book().records
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return None
    if _text(data):
        return [data]
    for key in fields.lists:
        found = data.get(key)
        if isinstance(found, list):
            return found
        if isinstance(found, Mapping):
            return _records(found)
    return None


def _piece(record: Any, part: str, digest: str) -> Piece:
    if not isinstance(record, Mapping):
        return _fault("no_article", "The record is not an object with named fields.", part)
    text = _text(record)
    if not text:
        return _fault("empty", "The record has no text in a field that is read.", part)
    fields = furniture_book().records
    used: set[str] = set()

    def value(names: list[str]) -> Any:
        lowered = {str(key).casefold(): key for key in reversed(list(record))}
        for name in names:
            key = lowered.get(name)
            if key is not None and record[key] not in (None, "", [], {}):
                used.add(str(key))
                return record[key]
        return None

    value(fields.text)
    draft = Draft(lines=_lines(text), media_type="application/json", part=part, sha256=digest)
    draft.title = clean_field(value(fields.title))
    draft.publisher = _name(value(fields.publisher))
    draft.author = _name(value(fields.author))
    draft.url = safe_url(value(fields.url))
    draft.dates = _date(value(fields.published))
    draft.furniture = [_unused(key, record[key]) for key in record if str(key) not in used]
    return draft


def _text(record: Mapping[Any, Any]) -> str | None:
    """The article's text: the first of the known fields that holds one."""
    lowered = {str(key).casefold(): value for key, value in reversed(list(record.items()))}
    for name in furniture_book().records.text:
        value = lowered.get(name)
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _lines(text: str) -> list[Any]:
    """Lines of a record's text, which some data sets keep as HTML."""
    if text.lstrip().startswith("<") and "</" in text:
        from accord.reports.html import fragment_lines

        return fragment_lines(text)
    return text_lines(text)


def _date(value: Any) -> list[Published]:
    """A date field: text, or a number such as 20240622. Seconds since 1970 are taken in UTC."""
    if isinstance(value, bool):
        return []
    if isinstance(value, (int, float)) and 1e9 <= value < 4e12:
        from datetime import UTC, datetime

        seconds = value / 1000 if value > 1e11 else value
        return stamp(datetime.fromtimestamp(seconds, UTC).date().isoformat())
    return stamp(str(value)) if isinstance(value, (str, int)) else []


def _name(value: Any) -> str | None:
    """A name given as text, as an object with a name, or as a list of either."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        names = [name for name in map(_name, value[:10]) if name]
        return clean_field(", ".join(names))
    return clean_field(value)


def _unused(key: Any, value: Any) -> str:
    """A field that is not read, as a line for the furniture."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"{clean_field(str(key)) or '?'}: {clean_field(shown) or ''}".strip()


def _fault(code: str, message: str, part: str) -> Fault:
    remedy = "Put the text in a field named text and read it again." if code == "empty" else None
    return Fault(code=code, line=UnreadableError(code, message, remedy=remedy).line, part=part)
