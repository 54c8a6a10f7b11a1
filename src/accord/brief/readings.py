"""What a line says of certainty and voice, read off its words and held against its claims.

The finished string is all that is known here: a mark is a bracket with a word of certainty, a
chain is two sources with "citing" between them. Shapes, slots and parts play no role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from accord.brief.ground import Ground
from accord.brief.parts import squeeze, unbracketed
from accord.brief.voices import act_of, same_source, speech_words
from accord.brief.words import phrases, words
from accord.model import Claim, Level, Polarity, VoiceLink

Reading = tuple[Polarity, Level, bool, tuple[int, int] | None]
"""Polarity, level, whether it is foretold, and its band."""

_BAND = re.compile(r"(\d{1,3})–(\d{1,3})%")


# --- certainty ---------------------------------------------------------------------------------


def is_mark(content: str) -> bool:
    """Whether the words of a bracket speak of certainty."""
    known = {*words().labels.levels.values(), *words().labels.polarity.values()}
    return any(piece in known or _BAND.fullmatch(piece) for piece in content.split(", "))


def mark_in(content: str) -> Reading | None:
    """How sure a bracket says a claim is; None if its words make no reading."""
    label = words().labels
    polarities: dict[str, Polarity] = {
        label.polarity["negative"]: "negative", label.polarity["unknown"]: "unknown",
    }  # fmt: skip
    levels: dict[str, Level] = {word: level for level, word in label.levels.items()}  # type: ignore[misc]
    found: dict[str, object] = {}
    for piece in content.split(", "):
        band = _BAND.fullmatch(piece)
        if piece in polarities:
            found["polarity"] = polarities[piece]
        elif piece in levels:
            found["level"] = levels[piece]
        elif piece == label.kinds["forecast"]:
            found["foretold"] = True
        elif band:
            found["band"] = (int(band[1]), int(band[2]))
        else:
            return None
    return (
        found.get("polarity", "positive"), found.get("level", "asserted"),
        bool(found.get("foretold")), found.get("band"),
    )  # type: ignore[return-value]  # fmt: skip


def wrong_mark(content: str, base: Ground) -> str | None:
    """Why a mark is none of the asserted claims' own, or None if it is."""
    said = mark_in(content)
    if said is not None and any(said == _reading(claim) for claim in base.asserted):
        return None
    return f"no claim of the line is “{content}”"


def _reading(claim: Claim) -> Reading:
    """How sure a claim is, straight from its fields."""
    sure = claim.certainty
    return (sure.polarity, sure.level, claim.kind == "forecast", sure.band)


def wrong_counts(counts: Iterable[tuple[str, int]], claims: Iterable[Claim]) -> str | None:
    """Why counts by shape are not those of some claims, or None if they are."""
    found = list(claims)
    said = dict(counts)
    for shape, number in said.items():
        real = sum(1 for claim in found if _counts_as(claim, shape))
        if real != number:
            return f"{number} claims are said to be {shape}, and {real} are"
    lost = len(found) - sum(said.values())
    return f"{lost} claims are not counted" if lost else None


def _counts_as(claim: Claim, shape: str) -> bool:
    """Whether a claim is counted under a shape: not so or open first, then foretold, then level."""
    polarity, level, foretold, _ = _reading(claim)
    if polarity != "positive":
        return shape == polarity
    return shape == ("forecast" if foretold else level)


# --- voice -------------------------------------------------------------------------------------


def is_speech(content: str) -> bool:
    """Whether the words of a bracket say how a source speaks."""
    return content.split(", ")[-1] in words().labels.manner.values()


def wrong_speech(content: str, base: Ground) -> str | None:
    """Why no source of the claims speaks as a bracket says, or None if one does."""
    links = [link for claim in base.claims for link in claim.voice]
    if any(speech_words(act_of(link), link) == content for link in links):
        return None
    return f"no source of the claim says it so: [{content}]"


@cache
def relay_pattern() -> re.Pattern[str]:
    """Finds the words by which a line hands on one voice within another."""
    return phrases(words().connectives.relay.values())


def wrong_chains(text: str, base: Ground) -> Iterator[str]:
    """Chains of a line (its quotations taken out) in which nobody hands on what is said to be."""
    if not base.chained:
        return
    pairs = [pair for claim in base.claims for pair in pairwise(claim.voice[::-1])]
    for cell in text.split(" · "):
        pieces = relay_pattern().split(_masked(cell, pairs))
        for left, right in pairwise(pieces):
            if not any(_hands_on(o, i, left, right, base) for o, i in pairs):
                yield f"nobody in the claim cites “{right.strip()[:40]}”"


def _masked(cell: str, pairs: Iterable[tuple[VoiceLink, VoiceLink]]) -> str:
    """A cell whose sources' own words hold no relay: a source may be called "those citing it"."""
    for link in {id(link): link for pair in pairs for link in pair}.values():
        said = unbracketed(link.source or "")
        if said and relay_pattern().search(said):
            cell = cell.replace(said, relay_pattern().sub("¦", said))
    return cell


def _hands_on(outer: VoiceLink, inner: VoiceLink, left: str, right: str, base: Ground) -> bool:
    """Whether `outer` is named at the left of a relay and `inner` right after it."""
    if same_source(outer, inner):
        return False
    before, after = squeeze(left).casefold(), squeeze(right).casefold().lstrip("[")
    return any(name in before for name in _called(outer, base)) and any(
        after.startswith(name) for name in _called(inner, base)
    )


def _called(link: VoiceLink, base: Ground) -> list[str]:
    """What a link may be called, in lower case: its words, its actors' names, "unnamed source"."""
    said = relay_pattern().sub("¦", unbracketed(link.source or "")).casefold()
    if not said:
        return [words().labels.voice["unnamed"]]
    known = (base.called.get(actor.id, frozenset()) for actor in link.claimants)
    return [said, *(name for names in known for name in names if name)]
