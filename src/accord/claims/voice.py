"""Who says so: attributions in a reading, and the voice of a claim.

`find_attributions` marks source, cue and content in the sense of the PolNeAR corpus (said, thought,
meant, wanted); `Voices` makes of them the chain of claimants for one claim. A trained tagger takes
the place of the first by returning the same `Attribution` values; the second does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from accord.claims.brackets import remark_around
from accord.claims.denials import find_denials
from accord.claims.layouts import find_layouts
from accord.claims.parts import Attribution, Mention, Reading
from accord.claims.phrases import SUBJECTS
from accord.claims.quotes import Quotations, find_quotes
from accord.claims.quoting import is_same_speaker, join_quotes, manner_of
from accord.claims.sources import BUCKET, Source, Sources, buckets, is_first_person
from accord.claims.speech import Draft, drafts_of
from accord.claims.tokens import Token
from accord.codebooks.cues import cues
from accord.model import Span, VoiceLink

_CLOSING = ",;:—–- "
_EDGE = ",;:—–-.)("
_LONGEST_CHAIN = 6
"""Links of a chain; what is nested deeper is the parser's despair, not anybody's sentence."""


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


def with_speakers(
    mentions: Sequence[Mention], attributions: Sequence[Attribution], reading: Reading
) -> tuple[Mention, ...]:
    """Mentions with those of the "I" and "we" of quotations, who are their speakers."""
    voices = Voices(attributions, mentions, reading)
    return tuple(sorted([*mentions, *voices.first_persons()], key=lambda m: (m.start, -m.end)))


class Voices:
    """The voices of a reading, indexed once, so that each claim is answered in constant time.

    A claim belongs to every attribution whose content holds it; the smaller content is the inner
    link. Where a source was itself handed on ("the text published by the agency"), whoever handed
    it on is the next link. Who denies what others say stands apart (`denials_of`). Wishes,
    attitudes and mere seeming ("wants", "opposes", "appears") are states of their holder or
    hedges: they are no voice.
    """

    def __init__(
        self, attributions: Sequence[Attribution], mentions: Sequence[Mention], reading: Reading
    ) -> None:
        self._reading = reading
        self._contents: dict[int, list[Attribution]] = {}
        self._relays: dict[int, list[Attribution]] = {}
        self._asking: set[int] = set()
        self._resolved: dict[tuple[Span, ...], Source] = {}
        self._denials = find_denials(attributions, reading)
        self._sources = Sources(mentions, reading, self._speaker_at)
        for attribution in attributions:
            if self._is_voice(attribution):
                relays = attribution.cue_lemma in cues().relays
                for bucket in sorted({b for span in attribution.content for b in buckets(span)}):
                    self._contents.setdefault(bucket, []).append(attribution)
                    if relays:
                        self._relays.setdefault(bucket, []).append(attribution)

    def _is_voice(self, attribution: Attribution) -> bool:
        """Whether a source answers for what is in the content: not for what it did not know."""
        cue = cues().of(attribution.cue_lemma)
        if cue is None:
            return self._says_something(attribution)
        if not cue.voice:
            return False
        if cue.kind != "know" or not attribution.cue:
            return True
        words = self._reading.doc.char_span(*attribution.cue[0], alignment_mode="expand")
        return words is None or not any(token.dep_ == "neg" for token in words)

    def _says_something(self, attribution: Attribution) -> bool:
        """Whether the content of a cue that no codebook knows is a clause or a quotation.

        "Bemoans that they left" is a voice; "chose to stay" is an act.
        """
        if attribution.manner != "indirect":
            return True
        phrases = (
            self._reading.doc.char_span(*span, alignment_mode="expand")
            for span in attribution.content
        )
        return any(
            child.dep_ in SUBJECTS and any(s <= child.idx < e for s, e in attribution.content)
            for phrase in phrases
            if phrase is not None
            for child in phrase.root.children
        )

    def of(self, span: Span) -> tuple[VoiceLink, ...]:
        """The chain for a claim at `span` (its predicate, or its clause), innermost first.

        () is the outlet in its own voice. An attribution's own event ("he said") is not in its own
        content.
        """
        linked: dict[Attribution, None] = {}
        for attribution in self._chain(span)[:_LONGEST_CHAIN]:
            linked[attribution] = None
            linked.update((relay, None) for relay in self._relays_of(attribution))
        return (*self._unsaid(span), *(self._link(attribution) for attribution in linked))

    def denials_of(self, span: Span) -> tuple[tuple[VoiceLink, ...], ...]:
        """The chains of those who deny the claim at `span` where it is not they who make it."""
        head = self._head(span)
        found = self._denials.denied.get(head.i, ()) if head is not None else ()
        return tuple(
            (self._link(a), *(self.of(a.cue[0]) if a.cue else ())) for a in found[:_LONGEST_CHAIN]
        )

    def _chain(self, span: Span) -> list[Attribution]:
        """The attributions that hold a claim, from the inside out."""
        near = {id(a): a for bucket in buckets(span) for a in self._contents.get(bucket, ())}
        apart = self._denials.apart
        holding = [a for a in near.values() if id(a) not in apart and _holds(a, span)]
        head = self._head(span)
        if head is not None and head.i in self._denials.asides:
            holding = [a for a in holding if a.manner != "indirect"]
        remark = remark_around(head) if head is not None and holding else None
        if remark is not None:  # In brackets the writer speaks, except where all is quoted.
            holding = [a for a in holding if a.manner == "direct" or _in(a.cue, remark)]
        spoken = any(a.manner != "indirect" and not self._is_first_person(a) for a in holding)
        if spoken:  # "I think" and "we know" in a quotation are the speaker's: no second claimant.
            holding = [a for a in holding if not self._is_first_person(a)]
        return sorted(holding, key=_size)

    def _unsaid(self, span: Span) -> Iterator[VoiceLink]:
        """The link of an allegation that nobody is said to make: "rejected claims that …"."""
        head = self._head(span)
        noun = self._denials.alleged.get(head.i) if head is not None else None
        if noun is not None:
            yield VoiceLink(
                source=None, source_span=None, cue=noun.text, cue_lemma=str(noun.lemma_).lower(),
                cue_span=(noun.idx, noun.idx + len(noun)), manner="indirect",
            )  # fmt: skip

    def _head(self, span: Span) -> Token | None:
        phrase = self._reading.doc.char_span(*span, alignment_mode="expand")
        return phrase.root if phrase is not None else None

    def _relays_of(self, attribution: Attribution) -> Iterator[Attribution]:
        """Attributions that hand on this one's source."""
        for span in attribution.source:
            for other in self._relays.get(span[0] // BUCKET, ()):
                held = any(s <= span[0] < e for s, e in other.content)
                if held and other is not attribution:
                    yield other

    def _shown(self, attribution: Attribution, source: Span) -> Span:
        """A source without the comma that closes it and what is a link of its own."""
        start, end = self._without_relay(attribution, source)
        kept = len(self._reading.text[start:end].rstrip(_CLOSING))
        return (start, start + kept) if kept else (start, end)

    def _without_relay(self, attribution: Attribution, source: Span) -> Span:
        """A source up to where it says who handed it on."""
        for relay in self._relays_of(attribution):
            if relay.cue and source[0] < relay.cue[0][0] < source[1]:
                ends = [e for s, e in relay.content if source[0] <= s and e <= relay.cue[0][0]]
                if ends:
                    return source[0], max(ends)
        return source

    def _link(self, attribution: Attribution) -> VoiceLink:
        text = self._reading.text
        source = self.source_of(attribution)
        span = self._shown(attribution, source.span) if source.span else None
        cue = attribution.cue[0] if attribution.cue else None
        return VoiceLink(
            source=text[slice(*span)] if span else None,
            source_span=span,
            cue=text[slice(*cue)] if cue else None,
            cue_lemma=attribution.cue_lemma,
            cue_span=cue,
            manner=attribution.manner,
            actor=source.actor,
            actors=source.actors,
            source_kind=source.kind,
        )

    def source_of(self, attribution: Attribution) -> Source:
        """Whom an attribution's source stands for."""
        if not attribution.source:
            return Source(None)
        if self._asking:  # Half-way through another: what comes out may lack what is asked for.
            return self._sources.resolve(attribution.source)
        if attribution.source not in self._resolved:
            self._resolved[attribution.source] = self._sources.resolve(attribution.source)
        return self._resolved[attribution.source]

    def first_persons(self) -> Iterator[Mention]:
        """Mentions for the first-person pronouns of quotations whose speaker is known."""
        for token in self._reading.doc:
            if not is_first_person(token):
                continue
            speaker = self._speaker_at(token.idx)
            if speaker is None or not speaker.actors:
                continue
            span = token.idx, token.idx + len(token)
            refs = tuple(msgspec.structs.replace(ref, span=span) for ref in speaker.actors)
            yield Mention(*span, token.text, "pronoun", refs, possessive=token.dep_ == "poss")

    def _speaker_at(self, at: int) -> Source | None:
        """Who speaks in the quotation that holds a character: the "I" and the "we" of it."""
        if at in self._asking:  # Two sources that each stand in the other's content: junk.
            return None
        near = [
            a for a in self._contents.get(at // BUCKET, ())
            if a.manner != "indirect" and a.source and any(s <= at < e for s, e in a.content)
            and not any(s <= at < e for s, e in a.source)
        ]  # fmt: skip
        spoken = (a for a in sorted(near, key=_size) if not self._is_first_person(a))
        speaker = next(spoken, None)
        if speaker is None:
            return None
        self._asking.add(at)
        found = self.source_of(speaker)
        self._asking.discard(at)
        return found

    def _is_first_person(self, attribution: Attribution) -> bool:
        return self._sources.is_first_person(attribution.source)


def _size(attribution: Attribution) -> tuple[int, bool, tuple[Span, ...]]:
    """From the inside out: the smaller content, and of two alike the source that was cited."""
    length = sum(end - start for start, end in attribution.content)
    return length, attribution.cue_lemma not in cues().citing, attribution.cue


def _in(spans: Sequence[Span], stretch: Span) -> bool:
    return any(stretch[0] <= start and end <= stretch[1] for start, end in spans)


def _holds(attribution: Attribution, span: Span) -> bool:
    """Whether content covers the claim, give or take the edges, and the cue is no part of it."""
    start, end = span
    if any(start <= s and e <= end for s, e in attribution.cue):
        return False
    covered = sum(max(0, min(e, end) - max(s, start)) for s, e in attribution.content)
    return covered >= 0.6 * (end - start)
