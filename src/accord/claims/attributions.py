"""Who says what in a reading: the encoder's attributions, and what stands inside them by rules.

The encoder marks what PolNeAR's annotators marked: each attribution that does not stand inside the
content of another. What a quoted person says of others ("he said the ministry had denied it") is
found by the rules in `voice`, so that a chain has all its links.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from accord.claims.brackets import aside_around
from accord.claims.cue_lemmas import cue_lemma_of
from accord.claims.encoder import Encoded, Tagged
from accord.claims.parts import Attribution, Reading
from accord.claims.quotes import Quotations, find_quotes
from accord.claims.quoting import manner_of
from accord.claims.tokens import Span as TokenSpan
from accord.codebooks.cues import cues
from accord.model import Span


def read_attributions(reading: Reading, encoded: Encoded) -> tuple[Attribution, ...]:
    """All attributions of a reading, in order of their cues.

    Of those by rules are kept what stands inside a content, what hands a source on ("the text
    released by the agency"), a "reportedly" inside another cue, and denials, whose content the
    rules look for in other clauses.
    """
    quotes = find_quotes(reading.text)
    ruled = _ByCue(encoded.ruled)
    tagged = [
        _whole(reading, one, ruled.touching(one.cue), quotes)
        for one in encoded.attributions
        if one.content
    ]
    found = _Stretches(span for one in tagged for span in one.cue)
    tagged += [one for one in encoded.ruled if _is_plain(one) and not found.touch(one.cue)]
    denials = [one for one in encoded.ruled if one.cue_lemma in cues().rejecting]
    denied = _Stretches(span for one in denials for span in one.cue)
    outer = [one for one in tagged if not denied.touch(one.cue)] + denials
    contents = _Stretches(span for one in outer for span in one.content)
    sources = _Stretches(span for one in outer for span in one.source)
    tagged_cues = _Stretches(span for one in outer for span in one.cue)
    inner = [
        one
        for one in encoded.ruled
        if contents.hold(one.cue)
        or sources.hold(one.cue)
        or (not one.source and tagged_cues.hold(one.cue) and one.cue_lemma in cues().adverbs)
    ]
    unique = dict.fromkeys((*outer, *inner))
    return tuple(sorted(unique, key=lambda one: (one.cue or one.content, one.content)))


def _is_plain(attribution: Attribution) -> bool:
    """Whether somebody is named and said to say something, in so many words."""
    cue = cues().of(attribution.cue_lemma)
    return (
        bool(attribution.source and attribution.content) and cue is not None and cue.kind == "say"
    )


def _whole(
    reading: Reading, one: Tagged, same: Attribution | None, quotes: Quotations
) -> Attribution:
    """An attribution of the encoder's with what the parse knows better.

    `same` is the attribution by rules with its cue; its source serves where the encoder has none.
    """
    source = one.source or (same.source if same is not None else ())
    content = _within_aside(reading, one)
    return Attribution(
        source=_named(reading, source), cue=one.cue, content=content,
        cue_lemma=cue_lemma_of(reading, one.cue), manner=manner_of(content, quotes),
    )  # fmt: skip


def _within_aside(reading: Reading, one: Tagged) -> tuple[Span, ...]:
    """A content that begins with its cue inside dashes or brackets ends where they end."""
    cue = reading.doc.char_span(*one.cue[0], alignment_mode="expand")
    if cue is None or not len(cue):
        return one.content
    sentence = cue.root.sent
    aside = aside_around(cue.root, sentence.start, sentence.end)
    if aside is None:
        return one.content
    first, last = reading.doc[aside[0]], reading.doc[aside[1] - 1]
    start, end = first.idx, last.idx + len(last)
    inside = [(max(s, start), min(e, end)) for s, e in one.content if s < end and e > start]
    return tuple(inside) or one.content


def _named(reading: Reading, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """A source that only explains who speaks, with the name that it explains.

    "Ardania, an ally of both, said" and "Although an ally of both, Ardania said": the encoder may
    take the description alone.
    """
    if not source:
        return source
    start, end = source[0]
    phrase = reading.doc.char_span(start, end, alignment_mode="expand")
    if phrase is None:
        return source
    phrase = _without_pronoun(phrase)
    start, end = phrase.start_char, phrase.end_char
    source = ((start, end), *source[1:])
    root = phrase.root
    if root.dep_ == "appos" and root.head.idx < start:
        return ((root.head.left_edge.idx, end),)
    later = [c for c in root.head.children if c.dep_ == "nsubj" and root.i < c.i < root.head.i]
    if root.dep_ == "nsubj" and later:
        last = later[-1].right_edge
        return ((later[-1].left_edge.idx, last.idx + len(last)),)
    return source


def _without_pronoun(phrase: TokenSpan) -> TokenSpan:
    """ "Two officials, who" without the relative clause's pronoun, whose clause is not in it."""
    tokens = list(phrase)
    if len(tokens) < 2 or tokens[-1].tag_ not in ("WP", "WDT"):
        return phrase
    last = next((t for t in reversed(tokens[:-1]) if t.text != ","), tokens[0])
    return phrase.doc.span(tokens[0].i, last.i + 1)


def outermost(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those whose cue stands in no other's content, nor is a part of another's cue."""
    contents = _Stretches(span for one in attributions for span in one.content)
    return tuple(
        one
        for one in attributions
        if not contents.hold(one.cue)
        and not any(other is not one and _inside(one.cue, other.cue) for other in attributions)
    )


def _inside(part: tuple[Span, ...], whole: tuple[Span, ...]) -> bool:
    """Whether a cue is a smaller part of another."""
    return (
        bool(part and whole)
        and part != whole
        and (whole[0][0] <= part[0][0] and part[0][1] <= whole[0][1])
    )


class _ByCue:
    """Attributions asked which of them shares a character with a cue."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._order = sorted(
            (span, n, one) for n, one in enumerate(attributions) for span in one.cue
        )
        self._ends = [span[1] for span, _, _ in self._order]

    def touching(self, cue: tuple[Span, ...]) -> Attribution | None:
        """The first attribution whose cue touches a cue; cues do not overlap one another much."""
        for start, end in cue:
            at = bisect_right(self._ends, start)
            if at < len(self._order) and self._order[at][0][0] < end:
                return self._order[at][2]
        return None


class _Stretches:
    """Stretches of text, which may overlap, asked whether one of them holds a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def hold(self, spans: tuple[Span, ...]) -> bool:
        """Whether the first of some spans lies inside a stretch."""
        if not spans:
            return False
        index = bisect_right(self._starts, spans[0][0]) - 1
        return index >= 0 and spans[0][1] <= self._ends[index]

    def touch(self, spans: tuple[Span, ...]) -> bool:
        """Whether the first of some spans shares a character with a stretch."""
        if not spans:
            return False
        index = bisect_left(self._starts, spans[0][1]) - 1
        return index >= 0 and spans[0][0] < self._ends[index]
