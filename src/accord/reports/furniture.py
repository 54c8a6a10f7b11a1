"""Telling an article from what surrounds it on a page, in text where nothing marks which is which.

The lines fall into a head (title, standfirst, bylines, captions, prompts), a body and a tail (links
to other stories, notices). Three kinds of evidence decide: curated cues that match a whole line
(`codebooks/furniture.yaml`); the shape of a line (prose ends a sentence; titles, menus and teasers
do not); and its position. Where they do not decide, a sentence stays: losing body text is the worse
error. After Kohlschütter et al. (2010): shallow features of short and long blocks carry most of the
information.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from accord.model import BlockRole
from accord.reports.cuebook import furniture_book
from accord.reports.cues import Hit, match
from accord.reports.draft import Line

_END = re.compile(r"[.!?…。][\"'”’»)\]]*(?: ?\[?\d{1,3}\]?)?$")
_STRONG_END = re.compile(r"[.…。][\"'”’»)\]]*$")
_INNER_END = re.compile(r"[.!?][\"'”’)]* [\"'“‘(]?[A-Z0-9]")
_BULLET = re.compile(r"(?:[-*•·‣▪●○–—]|\(?\d{1,2}[.)]) ?\S")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:de|van|von|der|bin|al|la|le|di|da|[A-Z][\w.'’-]*)){1,3}")
_WORDS = re.compile(r"\w+")
_LONG = 20
_BOX_LONG = 16
_RUN = 10
# A title stands among the first rows, whatever menus come before it.
_HEAD = 300
_MASTHEAD = 5


@dataclass(slots=True)
class Row:
    """A line with what is known about it. `verdict` is its role, "out", or None while open."""

    text: str
    gap: bool
    role: BlockRole | None
    hits: tuple[Hit, ...]
    words: int
    prose: bool
    long: bool
    verdict: str | None = None
    cue: str | None = None

    def hit(self, *kinds: str) -> Hit | None:
        """The first cue of one of `kinds` that this line matched."""
        return next((hit for hit in self.hits if hit.kind in kinds), None)

    @property
    def captioned(self) -> bool:
        """True for a caption by its own wording; a credit alone is none."""
        return self.hit("caption") is not None and self.hit("credit") is None


@dataclass(slots=True)
class Sorted:
    """The outcome: the article's blocks in order, what was taken out, and what the lines told."""

    blocks: list[tuple[BlockRole, str]]
    furniture: list[str]
    title: str | None = None
    author: str | None = None
    dated: list[tuple[str, str]] = field(default_factory=list)
    """(cue kind, line) for lines that carry a date: "date", "updated" or "edition"."""


def sort_lines(
    lines: Sequence[Line], *, title: str | None = None, extracted: bool = False
) -> Sorted:
    """Sort `lines` into the blocks of an article and its furniture.

    `title` is the title as metadata know it, if they do. With `extracted`, an extractor has parted
    article from page already: only cues take lines out then, never shape or position.
    """
    rows = [_row(line) for line in lines if line.text]
    start = _body_start(rows)
    notes = _is_notes(rows[start:] or rows)
    found = _head(rows, start, title, notes)
    _mark_repeats(rows, start)
    stop = len(rows) if start >= len(rows) else _body(rows, start, extracted, notes)
    _tail(rows, stop)
    author = _biography(rows, start)
    if not any(row.verdict in ("body", "standfirst") for row in rows):
        _rescue(rows)
    result = _outcome(rows, start, found, title)
    result.author = author or result.author
    return result


def _row(line: Line) -> Row:
    text = line.text
    words = text.count(" ") + 1
    given = line.role
    hits = () if given in ("title", "standfirst") else match(text)
    sentence = bool(_END.search(text)) or (words >= 40)
    prose = sentence and (words >= 6 or (bool(_STRONG_END.search(text)) and words >= 3))
    prose = prose and given in (None, "body", "standfirst") and not hits
    long = prose and (words >= _LONG or (words >= _BOX_LONG and bool(_INNER_END.search(text))))
    return Row(text, line.gap, given, hits, words, prose, long)


def _body_start(rows: Sequence[Row]) -> int:
    """Index of the first body row: long prose, or two rows of prose in a row; else any prose."""
    first = len(rows)
    for index, row in enumerate(rows):
        if not row.prose or row.role == "standfirst":
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        if row.long or (row.words >= _RUN and following is not None and following.prose):
            return index
        first = min(first, index)
    return first


def _is_notes(rows: Sequence[Row]) -> bool:
    """True for texts whose lines mostly do without a full stop: there, shape tells nothing."""
    lines = [row for row in rows if row.words >= 6 and not row.hits and row.role is None]
    prose = sum(1 for row in lines if row.prose)
    words = sum(row.words for row in lines if row.prose)
    return bool(lines) and prose < 0.4 * len(lines) and words < 150


# ---------------------------------------------------------------- head


def _head(rows: list[Row], start: int, title: str | None, notes: bool) -> str | None:
    """Judge the rows before `start`; return the title if one stands there."""
    head = rows[:start]
    at = _title_index(rows, start, title, notes)
    for index, row in enumerate(head):
        if row.role in ("title", "standfirst", "caption", "heading", "byline"):
            row.verdict = "out" if row.role == "byline" else row.role
            deck = row.role == "heading" and row.words >= 5
            if deck and index - 1 == (-1 if at is None else at) and (title or at is not None):
                row.verdict = "standfirst"
        elif at is not None and index < at:
            _before_title(row)
    if at is None:
        _under_title(rows, 0, start, notes, titled=title is not None)
        return None
    rows[at].verdict = "title"
    _under_title(rows, at + 1, start, notes, titled=True)
    return rows[at].text


def _title_index(rows: Sequence[Row], start: int, title: str | None, notes: bool) -> int | None:
    """Where the title stands among the first rows: the known one, or the first line shaped so."""
    head = rows[: max(start, 1)] if start < len(rows) else rows[: max(0, len(rows) - 1)]
    head = head[:_HEAD]
    for index, row in enumerate(head):
        if row.role == "title" or (title and _same(row.text, title)):
            return index
    if title:
        return None
    shaped = _title_shaped(rows, head, start, notes)
    if not shaped:
        return None
    # A masthead may stand above the section line; the title stands under it.
    kicker = max((at for at, row in enumerate(head[:start]) if row.hit("kicker")), default=-1)
    under = [at for at in shaped if at > kicker]
    return under[0] if under and rows[shaped[0]].words <= _MASTHEAD else shaped[0]


def _title_shaped(rows: Sequence[Row], head: Sequence[Row], start: int, notes: bool) -> list[int]:
    """The first rows that could be a title, fuller ones first where a place stands above them."""
    shaped: list[int] = []
    places: list[int] = []
    menu = _menu_rows(head)
    for index, row in enumerate(head[:start]):
        if row.prose and _STRONG_END.search(row.text):
            break
        if notes and not _stands_apart(rows, index):
            break
        if index in menu or row.hits or row.words > 30 or _BULLET.match(row.text):
            continue
        full = row.words >= 3 or not _followed_by_title(head, index)
        (shaped if full else places).append(index)
    return shaped or places


def _stands_apart(rows: Sequence[Row], index: int) -> bool:
    """True for a line with a blank one under it, in a text that does not part all its lines so."""
    following = rows[index + 1 : _HEAD]
    return bool(following) and following[0].gap and not all(row.gap for row in following)


def _followed_by_title(head: Sequence[Row], index: int) -> bool:
    """True when a line of one or two words stands above a fuller one: a place or a section."""
    rest = [row for row in head[index + 1 : index + 12] if not row.hits]
    return len(rest) >= 2 and 4 <= rest[0].words <= 25 and not _STRONG_END.search(rest[0].text)


def _menu_rows(head: Sequence[Row]) -> set[int]:
    """Rows in runs of four or more very short lines: menus and link lists."""
    menu: set[int] = set()
    run: list[int] = []
    for index, row in enumerate([*head, None]):
        if row is not None and row.words <= 3 and not row.prose and row.role is None:
            run.append(index)
            continue
        if len(run) >= 4:
            # The last line of a run that a blank line parts from it may be a short title.
            keep = head[run[-1]].gap and not head[run[-1]].hits and not head[run[-2]].gap
            menu.update(run[:-1] if keep else run)
        run = []
    return menu


def _before_title(row: Row) -> None:
    """What stands above a title is furniture, unless it is a full sentence of prose."""
    if row.prose and not row.hits:
        row.verdict = "body"
    elif row.captioned:
        row.verdict = "caption"
    else:
        row.verdict = "out"


def _under_title(rows: list[Row], first: int, start: int, notes: bool, titled: bool) -> None:
    """Judge the rows between the title and the body."""
    menu = {first + index for index in _menu_rows(rows[first:start])}
    standfirst = not titled or any(row.verdict == "standfirst" for row in rows[:first])
    between = any(row.hits for row in rows[first:start])
    gapped = all(row.gap for row in rows[first:start])
    for index in range(first, start):
        row = rows[index]
        if row.verdict:
            continue
        if row.hits or index in menu:
            row.verdict = "caption" if row.captioned else "out"
        elif _is_captioned(rows, index, start, standfirst, gapped):
            row.verdict = "caption"
        elif not standfirst and _is_standfirst(row, index, start, between):
            row.verdict, standfirst = "standfirst", True
        else:
            row.verdict = _loose(row, notes, titled)


def _is_captioned(rows: Sequence[Row], index: int, start: int, after: bool, gapped: bool) -> bool:
    """True for a line that a picture credit follows.

    Without a blank line between them that is sure; otherwise the first line under a title is the
    standfirst, and the credit is that of a picture without a caption.
    """
    following = rows[index + 1] if index + 1 < min(len(rows), start + 1) else None
    if following is None or not following.hit("credit"):
        return False
    return after or (not following.gap and not gapped and rows[index].gap)


def _is_standfirst(row: Row, index: int, start: int, between: bool) -> bool:
    """The line under a title is its standfirst unless it reads as the article's first paragraph."""
    if _BULLET.match(row.text) or row.words > 60 or row.words < 3:
        return False
    if _NAME.fullmatch(row.text):
        return False
    return not row.prose or between or not _STRONG_END.search(row.text) or index + 1 == start


def _loose(row: Row, notes: bool, titled: bool) -> str:
    """A head line that nothing else explains: prose stays, names and short lines go."""
    if row.prose or notes or not titled:
        return "body"
    if _BULLET.match(row.text) and row.words >= 5:
        return "standfirst"
    if row.words <= 3 or _NAME.fullmatch(row.text):
        return "out"
    return "body" if row.words >= 16 else "caption"


# ---------------------------------------------------------------- body


def _mark_repeats(rows: Sequence[Row], start: int) -> None:
    """Later copies of a line of four or more words are furniture (pull quotes, doubled boxes)."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        key = row.text.casefold()
        if row.words >= 4 and key in seen and index >= start and row.verdict is None:
            row.verdict, row.cue = "out", "repeat"
        seen.add(key)


def _body(rows: list[Row], start: int, extracted: bool, notes: bool) -> int:
    """Judge the rows from `start` on; return where the tail begins."""
    stop = _tail_start(rows, start, extracted, notes)
    boxed = False
    for index in range(start, stop):
        row = rows[index]
        if row.verdict:
            continue
        if row.hits:
            row.verdict = _cued(row)
            boxed = boxed or row.hit("box", "tail", "end") is not None
        elif row.role in ("heading", "caption", "standfirst", "title"):
            row.verdict = "heading" if row.role in ("title", "standfirst") else row.role
        elif boxed and not row.prose and not extracted and not notes:
            row.verdict = "out"
        else:
            boxed = False
            row.verdict = _body_role(rows, index, stop, extracted, notes)
    return stop


def _cued(row: Row) -> str:
    """Verdict on a body row that matched a cue; cues of the head do not hold here."""
    hits = [hit for hit in row.hits if hit.where in ("anywhere", "after")]
    if not hits:
        return "body" if _END.search(row.text) and row.words >= 4 else "heading"
    return "caption" if row.captioned else "out"


def _body_role(rows: Sequence[Row], index: int, stop: int, extracted: bool, notes: bool) -> str:
    """Role of an uncued row inside the body."""
    row = rows[index]
    following = rows[index + 1] if index + 1 < len(rows) else None
    credited = following is not None and following.hit("credit") is not None and row.words <= 60
    # A sentence is a caption only where it and the credit stand together by themselves.
    if credited and (not row.prose or (row.gap and following is not None and not following.gap)):
        return "caption"
    if row.prose or notes or row.role == "body" or row.words > 15:
        return "body"
    if row.text.endswith((":", ";", ",")) or _BULLET.match(row.text) or _END.search(row.text):
        return "body"
    before = rows[index - 1] if index else None
    if before and before.verdict == "body" and before.text.endswith((":", ";", ",")):
        return "body"
    return "body" if extracted else "heading"


def _tail_start(rows: Sequence[Row], start: int, extracted: bool, notes: bool) -> int:
    """Index of the first row that is no more of the article."""
    ahead = _Ahead(rows, start)
    for index in range(start + 1, len(rows)):
        row = rows[index]
        hit = row.hit("tail", "end", "box")
        if hit and hit.where != "head" and not ahead.resumes(index, hit.kind):
            return _trim(rows, start, index, extracted, notes)
    return _trim(rows, start, len(rows), extracted, notes)


class _Ahead:
    """What prose stands before and after each row, counted once for all markers."""

    def __init__(self, rows: Sequence[Row], start: int) -> None:
        long = [row.words if row.long and row.verdict != "out" else 0 for row in rows]
        self._before = [0, *accumulate(0 if at < start else words for at, words in enumerate(long))]
        self._total = sum(long)
        self._last_prose = max(
            (at for at, row in enumerate(rows) if row.prose and row.words >= _BOX_LONG), default=-1
        )
        self._last_pair = -1
        before: int | None = None
        for at, row in enumerate(rows):
            if long[at]:
                self._last_pair = self._last_pair if before is None else before
                before = at
            elif not (row.hits or row.role == "caption"):
                before = None

    def resumes(self, index: int, kind: str) -> bool:
        """True when the article clearly goes on after the marker at `index`.

        After a box of links any long prose is the article again; after a heading such as "More
        from …" two long paragraphs in a row are needed, for teasers alternate with headlines; after
        the end of an article only what holds more long prose than stood before it.
        """
        if kind == "box":
            return self._last_prose > index
        before = self._before[index]
        if self._total - self._before[index + 1] > before:
            return True
        return kind != "end" and self._last_pair > index


def _trim(rows: Sequence[Row], start: int, stop: int, extracted: bool, notes: bool) -> int:
    """Take headline-shaped lines off the end of the body: nothing stands under them."""
    if extracted or notes:
        return stop
    last = stop
    while last > start + 1 and _is_trailing(rows[last - 1]):
        last -= 1
    ended = rows[last - 1].text.endswith((":", ";", ","))
    loose = [row for row in rows[last:stop] if not row.hits and row.verdict is None]
    return stop if ended or (len(loose) == 1 and loose[0].words > 15) else last


def _is_trailing(row: Row) -> bool:
    if row.hits or row.verdict == "out":
        return True
    bullet = _BULLET.match(row.text) and row.words >= 8
    return not row.prose and not _END.search(row.text) and row.words <= 25 and not bullet


def _tail(rows: Sequence[Row], stop: int) -> None:
    for row in rows[stop:]:
        row.verdict = "caption" if row.role == "caption" else "out"


def _biography(rows: Sequence[Row], start: int) -> str | None:
    """Take out the note about the author that ends a body; return the author it is about.

    It is one only if its first words are a name that stands under the title, or in the byline.
    """
    names = [row.text for row in rows[:start] if row.verdict == "out" and _NAME.fullmatch(row.text)]
    names += [hit.author for row in rows[:start] for hit in row.hits if hit.author]
    body = [row for row in rows[start:] if row.verdict == "body"]
    for row in body[:0:-1][:3]:
        name = next((name for name in names if _is_about(row.text, name)), None)
        if name is not None:
            row.verdict = "out"
            return name
    return None


def _is_about(text: str, name: str) -> bool:
    """True for a sentence that begins with `name` and says what that person is or does."""
    verb = text[len(name) :].split(maxsplit=1)[:1]
    return text.startswith(f"{name} ") and bool(verb) and verb[0] in furniture_book().biography


# ---------------------------------------------------------------- outcome


def _rescue(rows: Sequence[Row]) -> None:
    """Where no body was found, every line that no cue explains is body, a lone title included."""
    loose = [row for row in rows if not row.hits and row.cue is None and row.role != "caption"]
    beyond = [row for row in loose if row.verdict != "title"]
    for row in beyond or loose:
        row.verdict = "body"


def _outcome(rows: Sequence[Row], start: int, found: str | None, title: str | None) -> Sorted:
    """Gather blocks and furniture, and what the taken-out lines say about author and date."""
    result = Sorted([], [], title or found)
    if title and found is None:
        result.blocks.append(("title", title))
    for index, row in enumerate(rows):
        inside = row.verdict not in ("out", None)
        if not inside:
            result.furniture.append(row.text)
            _note(result, row, index < start)
        elif row.verdict == "title" and title:
            result.blocks.append(("title", row.text))
        elif inside and row.verdict is not None:
            result.blocks.append((_as_role(row.verdict), row.text))
    return result


def _as_role(verdict: str) -> BlockRole:
    roles: dict[str, BlockRole] = {
        "title": "title", "standfirst": "standfirst", "body": "body", "caption": "caption",
        "heading": "heading", "byline": "byline",
    }  # fmt: skip
    return roles[verdict]


def _note(result: Sorted, row: Row, in_head: bool) -> None:
    """Keep the author and the dates that a taken-out line names."""
    for hit in row.hits:
        if hit.author and result.author is None and in_head:
            result.author = hit.author
        if hit.kind in ("date", "updated", "edition") and (in_head or hit.where != "head"):
            result.dated.append((hit.kind, row.text))


def _same(left: str, right: str) -> bool:
    """True for two writings of one title: case, marks and a site's name at the end aside."""
    first, second = (_WORDS.findall(text.casefold()) for text in (left, right))
    return bool(first) and (
        first == second
        or (len(second) >= 4 and first[: len(second)] == second and len(first) - len(second) <= 5)
    )
