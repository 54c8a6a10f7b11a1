"""Who says so: attributions in a reading, and the voice of a claim.

`find_attributions` marks source, cue and content in the sense of the PolNeAR corpus (said, thought,
meant, wanted); `Voices` makes of them the chain of claimants for one claim. A trained tagger takes
the place of the first by returning the same `Attribution` values; the second does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from accord.claims.layouts import find_layouts
from accord.claims.parts import Attribution, Mention, Reading
from accord.claims.quotes import Quotations, find_quotes
from accord.claims.quoting import is_same_speaker, join_quotes, manner_of
from accord.claims.speech import Draft, drafts_of
from accord.codebooks.cues import cues
from accord.model import ActorRef, Span, VoiceLink

_EDGE = ",;:—–-.)("
_LONGEST_CHAIN = 6
"""Links of a chain; what is nested deeper is the parser's despair, not anybody's sentence."""

_BUCKET = 1024
"""Characters for each bucket of an index over spans."""


def find_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """All attributions of a reading, in order of their cues."""
    text, quotes = reading.text, find_quotes(reading.text)
    drafts: list[Draft] = []
    for passage in reading.passages:
        sentence = reading.doc.char_span(passage.start, passage.end, alignment_mode="expand")
        if sentence is not None:
            drafts += drafts_of(sentence)
    drafts = [draft for draft in drafts if not is_same_speaker(draft, quotes)]
    taken = join_quotes(text, drafts, quotes)
    found = [_attribution(text, draft, quotes) for draft in drafts]
    found += find_layouts(reading, quotes, taken)
    unique = {(a.source, a.cue, a.content): a for a in found if a.content}
    return tuple(sorted(unique.values(), key=_order))


def _order(attribution: Attribution) -> tuple[Span, tuple[Span, ...]]:
    return attribution.cue[0], attribution.content


def _attribution(text: str, draft: Draft, quotes: Quotations) -> Attribution:
    content = tuple(_tidy(text, draft.content, quotes))
    return Attribution(
        source=_hull(draft.source), cue=_hull(draft.cue_tokens), content=content,
        cue_lemma=draft.lemma, manner=manner_of(content, quotes),
    )  # fmt: skip


def _hull(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """One span over tokens that stand together."""
    if not tokens:
        return ()
    first = min(tokens, key=lambda token: token.i)
    last = max(tokens, key=lambda token: token.i)
    return ((first.idx, last.idx + len(last)),)


def _tidy(text: str, spans: Iterable[Span], quotes: Quotations) -> Iterator[Span]:
    """Content without blanks and punctuation at its edges; what is quoted stays as it is."""
    for start, end in spans:
        while start < end and (text[start].isspace() or text[start] in _EDGE):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
            if text[end - 1] in ".-—–)" and quotes.at(end - 1) is not None:
                break
            end -= 1
        if any(char.isalnum() for char in text[start:end]):
            yield start, end


# ------------------------------------------------------------------ the voice of a claim


def voice_of(
    span: Span, attributions: Sequence[Attribution], mentions: Sequence[Mention], reading: Reading
) -> tuple[VoiceLink, ...]:
    """The chain of claimants for one claim: `Voices(...).of(span)`, where few are asked for."""
    return Voices(attributions, mentions, reading).of(span)


def is_opinion(voice: Sequence[VoiceLink]) -> bool:
    """Whether the innermost link thinks, fears, judges or foretells rather than says."""
    cue = cues().of(voice[0].cue_lemma) if voice else None
    return cue is not None and cue.kind == "think"


class Voices:
    """The voices of a reading, indexed once, so that each claim is answered in constant time.

    A claim belongs to every attribution whose content holds it; the smaller content is the inner
    link. Where a source was itself handed on ("the text published by the agency"), whoever handed
    it on is the next link. Wishes, attitudes and mere seeming ("wants", "opposes", "appears") are
    states of their holder or hedges: they are no voice.
    """

    def __init__(
        self, attributions: Sequence[Attribution], mentions: Sequence[Mention], reading: Reading
    ) -> None:
        self._reading = reading
        self._contents: dict[int, list[Attribution]] = {}
        self._relays: dict[int, list[Attribution]] = {}
        self._mentions: dict[int, list[Mention]] = {}
        for attribution in attributions:
            if self._is_voice(attribution):
                relays = attribution.cue_lemma in cues().relays
                for bucket in sorted({b for span in attribution.content for b in _buckets(span)}):
                    self._contents.setdefault(bucket, []).append(attribution)
                    if relays:
                        self._relays.setdefault(bucket, []).append(attribution)
        for mention in mentions:
            for bucket in _buckets((mention.start, mention.end)):
                self._mentions.setdefault(bucket, []).append(mention)

    def _is_voice(self, attribution: Attribution) -> bool:
        """Whether a source answers for what is in the content: not for what it did not know."""
        cue = cues().of(attribution.cue_lemma)
        if cue is None or not cue.voice:
            return cue is None
        if cue.kind != "know" or not attribution.cue:
            return True
        words = self._reading.doc.char_span(*attribution.cue[0], alignment_mode="expand")
        return words is None or not any(token.dep_ == "neg" for token in words)

    def of(self, span: Span) -> tuple[VoiceLink, ...]:
        """The chain for a claim at `span` (its predicate, or its clause), innermost first.

        () is the outlet in its own voice. An attribution's own event ("he said") is not in its own
        content.
        """
        near = {id(a): a for bucket in _buckets(span) for a in self._contents.get(bucket, ())}
        chain = sorted((a for a in near.values() if _holds(a, span)), key=_size)
        linked: dict[Attribution, None] = {}
        for attribution in chain[:_LONGEST_CHAIN]:
            linked[attribution] = None
            linked.update((relay, None) for relay in self._relays_of(attribution))
        return tuple(self._link(attribution) for attribution in linked)

    def _relays_of(self, attribution: Attribution) -> Iterator[Attribution]:
        """Attributions that hand on this one's source."""
        for span in attribution.source:
            for other in self._relays.get(span[0] // _BUCKET, ()):
                held = any(s <= span[0] and span[1] <= e for s, e in other.content)
                if held and other is not attribution:
                    yield other

    def _link(self, attribution: Attribution) -> VoiceLink:
        text = self._reading.text
        source = self._antecedent(attribution.source[0]) if attribution.source else None
        cue = attribution.cue[0] if attribution.cue else None
        return VoiceLink(
            source=text[slice(*source)] if source else None,
            source_span=source,
            cue=text[slice(*cue)] if cue else None,
            cue_lemma=attribution.cue_lemma,
            cue_span=cue,
            manner=attribution.manner,
            actor=self._actor(source) if source else None,
        )

    def _head(self, span: Span) -> Token | None:
        phrase = self._reading.doc.char_span(*span, alignment_mode="expand")
        return phrase.root if phrase is not None else None

    def _antecedent(self, source: Span) -> Span:
        """For "who" the noun that the relative clause hangs from, with what stands before it."""
        head = self._head(source)
        if head is None or head.tag_ not in ("WP", "WDT"):
            return source
        clause = next((up for up in head.ancestors if up.dep_ == "relcl"), None)
        if clause is None:
            return source
        noun = clause.head
        return noun.left_edge.idx, noun.idx + len(noun)

    def _actor(self, source: Span) -> ActorRef | None:
        """The actor of the mention that covers the head of the source; no mere modifier's."""
        head = self._head(source)
        if head is None:
            return None
        covering = [
            mention for mention in self._mentions.get(head.idx // _BUCKET, ())
            if mention.start <= head.idx and head.idx + len(head) <= mention.end
            and not mention.possessive and len(mention.actors) == 1
        ]  # fmt: skip
        if not covering:
            return None
        best = max(covering, key=lambda mention: (mention.end - mention.start, -mention.start))
        return best.actors[0]


def _buckets(span: Span) -> range:
    return range(span[0] // _BUCKET, max(span[1] - 1, span[0]) // _BUCKET + 1)


def _size(attribution: Attribution) -> tuple[int, bool, tuple[Span, ...]]:
    """From the inside out: the smaller content, and of two alike the source that was cited."""
    length = sum(end - start for start, end in attribution.content)
    return length, attribution.cue_lemma not in cues().citing, attribution.cue


def _holds(attribution: Attribution, span: Span) -> bool:
    """Whether content covers the claim, give or take the edges, and the cue is no part of it."""
    start, end = span
    if any(start <= s and e <= end for s, e in attribution.cue):
        return False
    covered = sum(max(0, min(e, end) - max(s, start)) for s, e in attribution.content)
    return covered >= 0.6 * (end - start)
