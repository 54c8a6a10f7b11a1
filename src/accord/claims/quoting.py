"""Drafts of attributions joined with the quotations that they introduce.

A quotation belongs to the cue that touches it ("…," she said), from which a colon leads to it (he
told reporters: "…"), or whose content runs into it; further quotations of whole sentences that
follow in the same paragraph belong to the same speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from accord.claims.quotes import Quotation, Quotations
from accord.claims.speech import Draft
from accord.codebooks.cues import cues
from accord.model import Manner, Span

_SENTENCE_END = frozenset(".?!…")
_MARKS = "“”\"'‘’«»„`"


def is_same_speaker(draft: Draft, quotes: Quotations) -> bool:
    """Whether the cue stands in a quotation and its subject is whoever speaks there.

    "I think", "you know", "we want": the speaker's own words, no second claimant.
    """
    inside = quotes.at(draft.verb.idx)
    if inside is None or draft.verb.idx == inside.start:
        return False
    if not draft.source:
        return draft.frame in ("quote", "passive")
    if draft.cue.kind not in ("say", "perceive"):
        return True
    head = draft.source[0]
    return len(draft.source) == 1 and head.pos_ == "PRON" and "Person=3" not in str(head.morph)


def join_quotes(text: str, drafts: list[Draft], quotes: Quotations) -> set[Quotation]:
    """Give quotations to the drafts that introduce them; say which ones were given."""
    taken: set[Quotation] = set()
    order = sorted(drafts, key=lambda draft: draft.verb.idx)
    for draft in order:
        inside = quotes.at(draft.verb.idx)
        if inside is not None:
            draft.content = _clip(draft.content, inside)
            continue
        taken |= _extend(text, draft, quotes)
    speakers = [draft for draft in order if _speaks(draft) and quotes.at(draft.verb.idx) is None]
    taken |= _continue(text, speakers, quotes, taken)
    return taken


def _speaks(draft: Draft) -> bool:
    return bool(draft.source) and any(
        "quote" in cue.frames for cue in cues().verbs.get(draft.lemma, ())
    )


def _clip(content: list[Span], quotation: Quotation) -> list[Span]:
    """Content of a cue inside a quotation ends with the quotation."""
    return [
        (max(s, start), min(e, end)) for s, e in content for start, end in quotation.pieces
        if max(s, start) < min(e, end)
    ]  # fmt: skip


def _extend(text: str, draft: Draft, quotes: Quotations) -> set[Quotation]:
    """Quotations that a draft's content runs into, or that touch its cue and source."""
    given: set[Quotation] = set()
    reach = list(draft.content)
    for start, end in reach:
        for quotation in quotes.within(start, end):
            given.add(quotation)
    if _speaks(draft):
        given |= _touching(text, draft, quotes)
    spans = draft.content + [piece for quotation in given for piece in quotation.pieces]
    draft.content = _without(_merge(text, spans), _own_words(draft))
    return given if draft.frame != "np" else set()


def _own_words(draft: Draft) -> list[Span]:
    tokens = [*draft.cue_tokens, *([] if draft.frame == "passive" else draft.source)]
    return [(token.idx, token.idx + len(token)) for token in tokens]


def _touching(text: str, draft: Draft, quotes: Quotations) -> set[Quotation]:
    """A quotation right before source and cue ("…," she said) or right after (She said: "…")."""
    tokens = sorted([*draft.cue_tokens, *draft.source], key=lambda token: token.i)
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    found: set[Quotation] = set()
    before = quotes.at(_skip_back(text, first))
    if (
        before is not None
        and before.end <= first
        and text[before.end - 2 : before.end - 1] in ",?!—-"
    ):
        found.add(before)
    after = quotes.at(_skip_on(text, last))
    if after is not None and after.start >= last:
        found.add(after)
    found |= _after_colon(text, draft, quotes, last)
    return found


def _skip_back(text: str, at: int) -> int:
    at -= 1
    while at > 0 and text[at] in " \u00a0":
        at -= 1
    return at


def _skip_on(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u00a0,:":
        at += 1
    return at


_COLON = re.compile(r"[:,]\s+(?=[“\"'‘«„`])")


def _after_colon(text: str, draft: Draft, quotes: Quotations, last: int) -> set[Quotation]:
    """ "He told reporters in Osaka on Tuesday: “…”": the rest of the clause stands between."""
    stop = min(max(draft.passage[1], last), last + 160)
    match = _COLON.search(text, last, stop + 2)
    if match is None or "\n" in text[last : match.start()]:
        return set()
    if match.group()[0] == "," and draft.content:
        return set()
    quotation = quotes.at(match.end())
    return {quotation} if quotation is not None and quotation.start == match.end() else set()


def _merge(text: str, spans: list[Span]) -> list[Span]:
    """Spans in order; those that overlap, or have blanks alone between them, become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip(" \u00a0"):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    for low, high in sorted(holes):
        cut: list[Span] = []
        for start, end in spans:
            if high <= start or end <= low:
                cut.append((start, end))
                continue
            cut += [(s, e) for s, e in ((start, low), (high, end)) if s < e]
        spans = cut
    return spans


def _continue(
    text: str, speakers: list[Draft], quotes: Quotations, taken: set[Quotation]
) -> set[Quotation]:
    """Whole-sentence quotations that follow in the same paragraph belong to the last speaker.

    `"A," said X. "B."`: nothing but the end of the attributing sentence stands between them, or
    nothing but another quotation that was given to the same speaker.
    """
    given: set[Quotation] = set()
    ends = [draft.verb.idx for draft in speakers]
    open_until: dict[int, int] = {}
    for quotation in quotes.found:
        if quotation in taken or quotation in given:
            continue
        index = bisect_left(ends, quotation.start) - 1
        if index < 0:
            continue
        draft = speakers[index]
        resume = open_until.get(index, _sentence_end(text, draft))
        if not _follows(text, draft, quotation, resume, quotes):
            continue
        draft.content = _merge(text, [*draft.content, *quotation.pieces])
        open_until[index] = quotation.end
        given.add(quotation)
    return given


def _sentence_end(text: str, draft: Draft) -> int:
    """Where the narrative of the attributing sentence ends; a tail may go on ("said X, 34.")."""
    return max(draft.passage[1], draft.verb.idx)


def _follows(
    text: str, draft: Draft, quotation: Quotation, resume: int, quotes: Quotations
) -> bool:
    if not draft.content or not _whole(text, quotation):
        return False
    between = text[resume : quotation.start] if resume <= quotation.start else ""
    if between.strip(" \u00a0") or "\n" in text[draft.verb.idx : quotation.start]:
        return False
    if resume > quotation.start:
        # The sentence splitter ran on: the mark before the quotation has to end a sentence.
        before = text[_skip_back(text, quotation.start)]
        return before in _SENTENCE_END
    return True


def _whole(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is whole sentences by itself."""
    inner = text[quotation.start : quotation.end].strip(_MARKS + " ")
    return bool(inner) and inner[-1] in _SENTENCE_END | {"—", "-"}


def manner_of(content: Sequence[Span], quotes: Quotations) -> Manner:
    """Direct if all the words of a content are quoted, mixed if some are, else indirect."""
    total = sum(end - start for start, end in content)
    quoted = sum(quotes.quoted(start, end) for start, end in content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * total else "mixed"
