"""Who says it: the voice of a claim in reading order, "A said, citing B, quoting C".

A claim holds its voice innermost first. On the page the one who tells it stands first, and each
link can carry the citation of where it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from accord.brief.data import Index, has_words
from accord.brief.naming import licensed
from accord.brief.parts import Cell, Cite, Label, Name, Part, Plain, Speech, Verb, Where, Words
from accord.brief.parts import squeeze as flat
from accord.brief.words import words
from accord.codebooks.cues import cues
from accord.model import Claim, VoiceLink


def voice(claim: Claim, index: Index, *, read: bool = False) -> Cell:
    """Who says it, the outermost voice first; with `read`, where each link was read."""
    if not claim.voice:
        return Cell("voice", (Label(words().labels.voice["own"]),))
    return Cell("voice", tuple(_told(claim, index, read)))


def said_by(claim: Claim, index: Index) -> Cell:
    """The voice; nothing where it is the outlet's own or the claim's words name source and cue."""
    quoted = bool(claim.voice) and all(
        _within(link.source_span, claim) and _within(link.cue_span, claim) for link in claim.voice
    )
    return Cell("voice", ()) if quoted or not claim.voice else voice(claim, index)


def under_claimant(claim: Claim, index: Index) -> Cell:
    """What a line still has to say of the voice below its claimant's name: the cue, or the chain.

    Where the source's words stand in another sentence than the claim, it says where.
    """
    if len(claim.voice) != 1:
        return voice(claim, index, read=True) if claim.voice else Cell("voice", ())
    (link,) = claim.voice
    if not said_by(claim, index).parts:
        return Cell("voice", ())
    lead = [*_cue(link), *source(link, claim, index)] if leads(link) else _cue(link)
    start, end = claim.passage
    far = link.source_span is not None and not start <= link.source_span[0] < end
    return Cell("voice", (*lead, *(_where(link, claim) if far else ())))


def speech(claim: Claim) -> Cell:
    """How the innermost source says it: "said, quoted"; nothing where no source is given."""
    if not claim.voice or claim.voice[0].source is None:
        return Cell("speech", ())
    link = claim.voice[0]
    act = act_of(link)
    return Cell("speech", (Speech(speech_words(act, link), act, link.manner),))


def act_of(link: VoiceLink) -> str | None:
    """What a cue does (say, write, think, denial, …), or None where the codebook does not know."""
    if link.cue_lemma in words().writing.words:
        return "write"
    cue = cues().of(link.cue_lemma)
    known = words().labels.speech
    if cue is None:
        return None
    # A denial or a forecast tells more than that something was said or thought.
    turned = cue.factivity if cue.factivity in ("denial", "forecast") else cue.kind
    return turned if turned in known else None


def speech_words(act: str | None, link: VoiceLink) -> str:
    """The words of a `Speech`."""
    label = words().labels
    manner = label.manner[link.manner]
    return f"{label.speech[act]}, {manner}" if act else manner


# --- links -------------------------------------------------------------------------------------


def _told(claim: Claim, index: Index, read: bool) -> Iterator[Part]:
    """The parts of a voice from its outermost link inwards."""
    order = claim.voice[::-1]
    first = order[0]
    said = [*source(first, claim, index), *(_where(first, claim) if read else ())]
    yield from (*_cue(first), *said) if leads(first) else (*said, *_cue(first))
    for outer, inner in pairwise(order):
        if same_source(outer, inner):
            yield from (Plain(","), *_cue(inner)) if _cue(inner) else ()
            continue
        if outer.cue_lemma not in cues().relays:
            yield from (Plain(","), Plain(words().connectives.relay[inner.manner]))
        yield from source(inner, claim, index)
        yield from _where(inner, claim) if read else ()
        if inner is order[-1] and not cites_source(inner) and not leads(inner) and _cue(inner):
            yield from (Plain(":"), *_cue(inner))


def same_source(outer: VoiceLink, inner: VoiceLink) -> bool:
    """Whether two links are one source telling of itself: "Corvia denies that it planned"."""
    ids = [{actor.id for actor in link.claimants} for link in (outer, inner)]
    return bool(ids[0]) and ids[0] == ids[1]


def source(link: VoiceLink, claim: Claim, index: Index) -> tuple[Part, ...]:
    """A source in the report's words, with the actors it was resolved to."""
    if not link.source:
        return (Label(words().labels.voice["unnamed"]),)
    said = flat(link.source).casefold()
    inferred = [
        Name(actor.name, actor.id, "source", inferred=True)
        for actor in link.claimants
        if not has_words(said, actor.name) and licensed(actor, claim, index)
    ]
    # "It says" tells a reader nothing away from its paragraph; the name does.
    spoken: list[Part] = [] if inferred and is_pronoun(link) else [Words(link.source)]
    for name in inferred:
        # A joint source ("the two leaders") has several names.
        spoken += [Plain(","), name] if name is not inferred[0] else [name]
    return tuple(spoken)


def fullest(claim: Claim) -> VoiceLink:
    """The innermost source where it is named best: "its envoy said he expects" has it twice."""
    inner, *outer = claim.voice
    for link in outer:
        if not same_source(link, inner):
            break
        if is_pronoun(inner) and not is_pronoun(link):
            return link
    return inner


def is_pronoun(link: VoiceLink) -> bool:
    """Whether a source is named by a pronoun alone."""
    return flat(link.source or "").casefold() in words().pronouns.words


def leads(link: VoiceLink) -> bool:
    """Whether the cue stands before its source by nature ("according to")."""
    cue = (link.cue or "").casefold()
    return any(phrase.cue == cue for phrase in cues().phrases)


def cites_source(link: VoiceLink) -> bool:
    """Whether the cue is what the next outer source does with this one ("citing two officials")."""
    return link.cue_lemma in cues().citing


def _cue(link: VoiceLink) -> list[Part]:
    """The cue of a link, unless the source's own words hold it."""
    if not link.cue or (link.source and has_words(flat(link.source).casefold(), link.cue)):
        return []
    return [Verb(link.cue, link.cue_lemma)]


def _where(link: VoiceLink, claim: Claim) -> tuple[Part, ...]:
    """Where a link was read."""
    span = link.source_span or link.cue_span
    return (Where(Cite(claim.report, *span, role="source")),) if span else ()


def _within(span: tuple[int, int] | None, claim: Claim) -> bool:
    """Whether a span lies in the claim's own words; a span that is not there does."""
    return span is None or (claim.start <= span[0] and span[1] <= claim.end)
