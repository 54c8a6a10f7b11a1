"""What goes first: which claims tell most, who a claimant is, which phase a transfer is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from accord.brief.data import Index
from accord.brief.parts import squeeze
from accord.brief.words import words
from accord.matters.matter import goods
from accord.model import ActorRef, Claim, VoiceLink

ClaimantClass = Literal[
    "officials", "scholars", "media", "documents", "others", "unnamed", "own"
]  # fmt: skip
Phase = Literal["reported", "wanted", "foreseen", "denied"]


def weight(claim: Claim) -> float:
    """How much a claim tells at first sight: what passed, how much, under what, who says so.

    The numbers only order a list; nothing is computed from them. Claims that differ from others are
    put first elsewhere.
    """
    total = 0.0
    total += 3.0 if claim.transfer is not None else 0.0
    total += 2.0 if claim.quantities else 0.0
    total += 2.0 if claim.instruments else 0.0
    total += 1.5 if claim.kind in ("commitment", "conditional") else 0.0
    total += _standing_of(claim)
    sides = len(claim.actors) + len(claim.recipients)
    total += 1.0 if claim.event is not None and sides > 1 else 0.0
    total += 0.5 if claim.time is not None else 0.0
    total += 0.5 if claim.time is not None and claim.time.precision == "day" else 0.0
    # A clause of a few words or half a paragraph seldom makes a good line.
    length = claim.end - claim.start
    total -= 1.5 if length < 25 or length > 320 else 0.0
    return total - (2.5 if hangs(claim) else 0.0) - (1.0 if _leans(claim) else 0.0)


def _standing_of(claim: Claim) -> float:
    """A source that is known counts most, then the report itself; "the team" tells little."""
    if not claim.voice:
        return 0.0
    return 1.0 if claim.voice[0].claimants else -0.5


def _leans(claim: Claim) -> bool:
    """Whether the first words hold a pronoun: the line cannot be understood by itself."""
    first = squeeze(claim.quote).casefold().split()[:6]
    return any(word in words().pronouns.words for word in first)


def hangs(claim: Claim) -> bool:
    """Whether a claim's words are a dependent clause: "which …", "supplying arms"."""
    opener = squeeze(claim.quote).partition(" ")[0]
    if claim.voice and opener in words().connectives.openers:
        return False
    return opener in words().hanging.words or (opener.islower() and opener.endswith("ing"))


def topic(claim: Claim) -> tuple[str, ...]:
    """What a claim is about, roughly: goods and their way, an instrument, or an event and parties.

    Two claims of one topic on a short list tell a reader less than two of different topics.
    """
    if claim.transfer is not None:
        return ("transfer", goods(claim))
    if claim.instruments:
        return ("law", claim.instruments[0].id or claim.instruments[0].name.casefold())
    parties = sorted({actor.country or actor.id for actor in (*claim.actors, *claim.recipients)})
    return ("event", claim.event.type if claim.event else claim.kind, *parties)


def telling(claims: Iterable[Claim], index: Index, most: int) -> list[Claim]:
    """The `most` telling claims, one for each sentence, in reading order."""
    best = sorted(claims, key=lambda c: (-weight(c), index.order(c)))
    seen: set[tuple[str, tuple[int, int]]] = set()
    found: list[Claim] = []
    for claim in best:
        if len(found) == most:
            break
        if (claim.report, claim.passage) not in seen:
            seen.add((claim.report, claim.passage))
            found.append(claim)
    return sorted(found, key=index.order)


def widest(claims: Sequence[Claim], index: Index) -> list[Claim]:
    """Claims whose words no other of them holds, in reading order: the list without repetition."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (index.rank[c.report], c.start, -c.end, c.id)):
        last = kept[-1] if kept else None
        if last is None or last.report != claim.report or claim.end > last.end:
            kept.append(claim)
    return _without_scraps(kept)


SCRAP = 5
"""A claim of fewer words is not listed beside a longer one of its sentence."""


def _without_scraps(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without the few-worded ones ("it is") of a sentence that has a longer one."""
    length = {claim.id: len(claim.quote.split()) for claim in claims}
    longest: dict[tuple[str, tuple[int, int]], int] = {}
    for claim in claims:
        key = (claim.report, claim.passage)
        longest[key] = max(longest.get(key, 0), length[claim.id])
    return [
        claim for claim in claims
        if length[claim.id] >= SCRAP or longest[claim.report, claim.passage] < SCRAP
    ]  # fmt: skip


def is_unnamed(claim: Claim) -> bool:
    """Whether a claim's innermost source is nobody that can be named: none, or a loose pronoun."""
    inner = claim.voice[0] if claim.voice else None
    if inner is None or inner.claimants:
        return False
    return inner.source is None or squeeze(inner.source).casefold() in words().pronouns.words


def claimant_key(claim: Claim, index: Index) -> str:
    """Who a claim rests on: its innermost source's actors, else its words, else the publisher.

    A state speaks through many mouths, so sources that are resolved to a state alone are told apart
    by their words, unless they name the state itself: what a navy estimates is not what a ministry
    says, but "it" and "Corvia" are one.
    """
    if not claim.voice:
        publisher = squeeze(index.report[claim.report].publisher or "").casefold()
        return f"own:{publisher}" if publisher else f"own:{claim.report}"
    inner = claim.voice[0]
    if is_unnamed(claim):
        return "unnamed"
    ids = sorted({actor.id for actor in inner.claimants})
    if (len(ids) == 1 and not _is_one_mouth(inner, inner.claimants[0], index)) or len(ids) > 1:
        return f"actor:{'+'.join(ids)}"
    said = _spoken(inner)
    return f"words:{'+'.join(ids)}:{said}" if said else "unnamed"


def _is_one_mouth(link: VoiceLink, actor: ActorRef, index: Index) -> bool:
    """Whether a source is one of many of the state that it was resolved to."""
    if actor.id != actor.country or link.source_kind in ("named", "pronoun"):
        return False
    said = _spoken(link)
    known = {_ARTICLE.sub("", name) for name in index.known_names(actor)} | {actor.name.casefold()}
    return said not in words().pronouns.words and said not in known


def _spoken(link: VoiceLink) -> str:
    """A source's words in lower case, without the article."""
    return _ARTICLE.sub("", squeeze(link.source or "").casefold().replace("’", "'"))


_ARTICLE = re.compile(r"^(?:the|a|an) ")


def claimant_class(claim: Claim) -> ClaimantClass:
    """What kind of claimant a claim rests on, by the sector of its innermost source."""
    if not claim.voice:
        return "own"
    inner = claim.voice[0]
    if is_unnamed(claim) or (not inner.claimants and inner.source_kind in ("anonymous", "people")):
        return "unnamed"
    if not inner.claimants and inner.source_kind == "document":
        return "documents"
    sectors = {actor.sector for actor in inner.claimants}
    known = words().claimants
    if sectors & set(known.officials):
        return "officials"
    if sectors & set(known.scholars):
        return "scholars"
    return "media" if sectors & set(known.media) else "others"


def phase(claim: Claim) -> Phase:
    """Whether a transfer is reported, wanted or pledged, foreseen or feared, or denied."""
    transfer = claim.transfer
    if claim.certainty.polarity == "negative" or (transfer and transfer.stage == "denied"):
        return "denied"
    if transfer and transfer.stage in ("wanted", "offered", "promised", "ordered"):
        return "wanted"
    uncertain = claim.certainty.level in ("hypothetical", "possible")
    return "foreseen" if uncertain or claim.kind in ("forecast", "conditional") else "reported"


def time_key(claim: Claim) -> str:
    """ISO date that a claim sorts by; "" where it has none."""
    return (claim.time.start or claim.time.end or "") if claim.time else ""
