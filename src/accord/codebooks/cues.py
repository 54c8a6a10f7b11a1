"""Attribution cues: the words by which a report hands a statement or a thought to somebody."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Meta

CueKind = Literal[
    "say", "think", "know", "perceive", "order", "commit", "want", "attitude", "appear"
]
Factivity = Literal[
    "neutral", "factive", "non_factive", "distancing", "denial", "doubt", "attitude", "forecast",
    "commissive", "directive", "desire",
]  # fmt: skip
MannerTendency = Literal["direct", "indirect", "any"]
Place = Literal["before", "after"]


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Verbs that share a kind. `members` maps a lemma (and particle) to the frames it takes."""

    kind: CueKind
    factivity: Factivity
    source: str
    members: dict[str, tuple[str, ...]]
    manner: MannerTendency = "any"
    voice: bool = True
    note: str | None = None


class _Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: CueKind
    factivity: Factivity
    source: str
    members: tuple[str, ...]
    voice: bool = True


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fixed phrase ("according to") or an adverb ("reportedly") that is a cue by itself."""

    cue: str
    kind: CueKind
    factivity: Factivity
    source: str


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line in a release or a letter that says whose words the lines `place` it are."""

    cue: str
    place: Place
    source: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    meta: Meta
    verbs: tuple[_Group, ...]
    lemma_slips: dict[str, str]
    nouns: tuple[_Nouns, ...]
    adjectives: tuple[_Nouns, ...]
    marks: tuple[Phrase, ...]
    further: tuple[_Nouns, ...]
    light_verbs: tuple[str, ...]
    empty_verbs: tuple[str, ...]
    rejecting: tuple[str, ...]
    alleged: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    adverbs: tuple[Phrase, ...]
    relays: tuple[str, ...]
    informants: tuple[str, ...]
    texts: tuple[str, ...]
    views: tuple[str, ...]
    citing: tuple[str, ...]
    titles: tuple[str, ...]
    layouts: tuple[Layout, ...]


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """What a cue word is: its lemma (with particle), kind, factivity and the frames it takes.

    `voice` says whether a claim inside the content is made in the source's voice.
    """

    lemma: str
    kind: CueKind
    factivity: Factivity
    frames: frozenset[str] = frozenset()
    manner: MannerTendency = "any"
    voice: bool = True


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """The whole codebook. `verbs` maps a lemma to its cues (a lemma can be of several kinds)."""

    meta: Meta
    verbs: dict[str, tuple[Cue, ...]]
    lemma_slips: dict[str, str]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    marks: dict[str, Phrase]
    further: dict[str, Cue]
    light_verbs: frozenset[str]
    empty_verbs: frozenset[str]
    rejecting: frozenset[str]
    alleged: frozenset[str]
    phrases: tuple[Phrase, ...]
    adverbs: dict[str, Phrase]
    relays: frozenset[str]
    informants: frozenset[str]
    texts: frozenset[str]
    views: frozenset[str]
    citing: frozenset[str]
    titles: frozenset[str]
    layouts: tuple[Layout, ...]
    phrase_heads: frozenset[str]

    def of(self, lemma: str | None) -> Cue | None:
        """The cue that `lemma` names, or None if it is unknown.

        Verbs come before nouns, nouns before adjectives, those before phrases, adverbs and marks,
        and `further` words, for which no rule looks, come last.
        """
        if lemma is None:
            return None
        if lemma in self.verbs:
            return self.verbs[lemma][0]
        fixed = (*self.phrases, *self.adverbs.values(), *self.marks.values())
        word = self.nouns.get(lemma) or self.adjectives.get(lemma) or _fixed(lemma, fixed)
        if word is None and (lemma in self.relays or any(lemma == x.cue for x in self.layouts)):
            return Cue(lemma=lemma, kind="say", factivity="neutral")
        return word or self.further.get(lemma)


@cache
def cues() -> Cues:
    """Read `cues.yaml`. Raises `CodebookError` if a record has not the right shape."""
    file = load("cues.yaml", _File)
    verbs: dict[str, tuple[Cue, ...]] = {}
    for group in file.verbs:
        for lemma, frames in group.members.items():
            verbs[lemma] = (*verbs.get(lemma, ()), _verb(group, lemma, frames))
    return Cues(
        meta=file.meta, verbs=verbs, lemma_slips=file.lemma_slips, nouns=_words(file.nouns),
        adjectives=_words(file.adjectives), marks={phrase.cue: phrase for phrase in file.marks},
        further=_words(file.further), empty_verbs=frozenset(file.empty_verbs),
        rejecting=frozenset(file.rejecting), alleged=frozenset(file.alleged),
        light_verbs=frozenset(file.light_verbs), phrases=file.phrases,
        adverbs={phrase.cue: phrase for phrase in file.adverbs}, relays=frozenset(file.relays),
        citing=frozenset(file.citing), views=frozenset(file.views),
        informants=frozenset(file.informants), texts=frozenset(file.texts),
        titles=frozenset(file.titles), layouts=file.layouts,
        phrase_heads=frozenset(phrase.cue.split()[-2] for phrase in file.phrases),
    )  # fmt: skip


def _words(groups: tuple[_Nouns, ...]) -> dict[str, Cue]:
    return {
        lemma: Cue(lemma=lemma, kind=group.kind, factivity=group.factivity, voice=group.voice)
        for group in groups
        for lemma in group.members
    }


def _verb(group: _Group, lemma: str, frames: tuple[str, ...]) -> Cue:
    return Cue(
        lemma=lemma, kind=group.kind, factivity=group.factivity, frames=frozenset(frames),
        manner=group.manner, voice=group.voice,
    )  # fmt: skip


def _fixed(lemma: str, phrases: tuple[Phrase, ...]) -> Cue | None:
    for phrase in phrases:
        if phrase.cue == lemma:
            return Cue(lemma=lemma, kind=phrase.kind, factivity=phrase.factivity)
    return None
