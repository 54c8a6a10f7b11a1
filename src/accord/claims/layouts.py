"""Layouts of releases, letters and transcripts, where no verb says who speaks.

`NAME: "…"`, `"…" — NAME` at the end of a line, and a line such as "From the desk of NAME" over a
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from accord.claims.parts import Attribution, Reading
from accord.claims.quotes import Quotation, Quotations
from accord.codebooks.cues import Layout, cues
from accord.model import Span

_NAME = r"[A-Z][^\s:“\"]*(?:[ \t]+[^\s:“\"]+){0,9}"
_TRANSCRIPT = re.compile(rf"^[ \t]*({_NAME})(:)[ \t]*(?=[“\"])", re.MULTILINE)
_SIGNED = re.compile(r"[”\"]\s{0,3}([—–]|--)[ \t]*([A-Z][^\n“”\"]{2,120})$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FIRST_LINES = 12
"""A line that says whose words a text is stands near its top."""

_LONGEST_NAME = 120


def find_layouts(
    reading: Reading, quotes: Quotations, taken: AbstractSet[Quotation]
) -> Iterator[Attribution]:
    """Attributions by layout, for quotations that no cue has `taken`."""
    text = reading.text
    for match in _TRANSCRIPT.finditer(text):
        quotation = quotes.at(match.end())
        if quotation is not None and quotation not in taken and _is_name(reading, match.span(1)):
            yield _laid_out(match.span(1), match.span(2), quotation.pieces, ":")
    for match in _SIGNED.finditer(text):
        quotation = quotes.at(match.start())
        source = _strip(text, match.span(2))
        if quotation is not None and quotation not in taken and _is_name(reading, source):
            yield _laid_out(source, match.span(1), quotation.pieces, "—")
    yield from _headed(reading)


def _is_name(reading: Reading, span: Span) -> bool:
    """Whether a stretch can name a speaker: no verb in it, and a name or a capital word."""
    phrase = reading.doc.char_span(*span, alignment_mode="expand")
    if phrase is None or span[1] - span[0] < 3:
        return False
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN" for token in phrase):
        return False
    return any(token.pos_ == "PROPN" or token.is_upper for token in phrase)


def _laid_out(source: Span, cue: Span, content: Sequence[Span], lemma: str) -> Attribution:
    return Attribution(
        source=(source,), cue=(cue,), content=tuple(content), cue_lemma=lemma, manner="direct"
    )


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return start, end


def _headed(reading: Reading) -> Iterator[Attribution]:
    """ "From the desk of the minister" on a line of its own: what follows is the minister's."""
    for number, match in enumerate(_LINE.finditer(reading.text)):
        if number >= _FIRST_LINES:
            return
        for layout in cues().layouts:
            found = _headed_by(reading, match.span(), layout)
            if found is not None:
                yield found
                return


def _headed_by(reading: Reading, line: Span, layout: Layout) -> Attribution | None:
    """The attribution that one line makes of the body below it, or None."""
    text = reading.text
    start, end = _strip(text, line)
    cue = (start, start + len(layout.cue))
    if text[slice(*cue)].lower() != layout.cue or end - cue[1] > _LONGEST_NAME:
        return None
    stop = text.find(":", cue[1], end)
    source = _strip(text, (cue[1], end if stop < 0 else stop))
    body = [passage for passage in reading.passages if passage.start >= line[1]]
    if not body or source[0] >= source[1]:
        return None
    content = (body[0].start, body[-1].end)
    return Attribution((source,), (cue,), (content,), layout.cue, "indirect")
