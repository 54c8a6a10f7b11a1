"""Estimative words: probability schemes, hedges, reporting verbs, bounds of numbers."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from accord.codebooks.load import load
from accord.codebooks.meta import Confidence, Meta
from accord.model import Bound, Level

Factivity = Literal[
    "neutral", "factive", "factive_leaning", "non_factive", "non_factive_leaning_true",
    "assessment", "attitude", "attitude_negative", "evaluative", "denial", "denial_factive",
    "forecast", "commissive", "directive", "performative",
]  # fmt: skip
"""What a reporting verb says about its content: taken for true (factive), left open (neutral,
non_factive), judged (assessment, attitude, evaluative), denied, foretold, promised, ordered."""

Stance = Literal["none", "positive", "slight_positive", "negative", "slight_negative"]
"""Where the writer who picks the verb stands towards the content."""

ModalUse = Literal[
    "epistemic", "ability", "permission", "obligation", "conditional", "reported-future",
    "forecast", "intent",
]  # fmt: skip


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a scheme: its terms mean `low` to `high` percent."""

    terms: tuple[str, ...]
    low: int
    high: int
    centre: int | None = None
    tolerance: int | None = None


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published scale of probability words."""

    id: str
    name: str
    issuer: str
    issued: str
    contiguous: bool
    confidence: Confidence
    sources: tuple[str, ...]
    bands: tuple[Band, ...]
    rules: tuple[str, ...] = ()
    note: str | None = None

    def band(self, term: str) -> tuple[int, int] | None:
        """Percent (low, high) of a term in this scheme, or None."""
        wanted = term.lower()
        for band in self.bands:
            if wanted in band.terms:
                return band.low, band.high
        return None


class ProbabilityTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that stands for a probability between `low` and `high` percent."""

    term: str
    pos: Literal["adj", "adv", "noun"]
    low: int
    high: int
    source: str
    note: str | None = None


class ModalTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A modal word or phrase. `level` is what it makes of a claim when it is used epistemically.

    `uses` lists its readings; `low`/`high` are a proposed band in percent, or None.
    """

    term: str
    uses: tuple[ModalUse, ...]
    source: str
    level: Level | None = None
    low: int | None = None
    high: int | None = None
    note: str | None = None


class ReportVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reporting verb by lemma ("point out" with its particle)."""

    term: str
    factivity: Factivity
    stance: Stance
    source: str
    note: str | None = None


class Evidential(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that moves the claim to somebody else, or to nobody in particular."""

    term: str
    source: str
    level: Level | None = None
    admiralty: str | None = None
    note: str | None = None


class BoundTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that bounds a number. `bound` is None for words that only qualify ("so far").

    `low`/`high` are set for vague numbers ("dozens").
    """

    term: str
    sense: str
    source: str
    bound: Bound | None = None
    low: int | None = None
    high: int | None = None
    note: str | None = None


class ConfidenceLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sound the basis of a judgement is, in a scheme's words."""

    scheme: str
    level: str
    meaning: str
    sources: tuple[str, ...]


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grade of the Admiralty code."""

    id: str
    label: str
    meaning: str
    source: str


class Admiralty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The Admiralty code: reliability of a source (A-F), credibility of an item (1-6)."""

    reliability: tuple[Grade, ...]
    credibility: tuple[Grade, ...]


class Estimative(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole codebook."""

    meta: Meta
    schemes: tuple[Scheme, ...]
    probability: tuple[ProbabilityTerm, ...]
    modality: tuple[ModalTerm, ...]
    report_verbs: tuple[ReportVerb, ...]
    evidentials: tuple[Evidential, ...]
    bounds: tuple[BoundTerm, ...]
    confidence_levels: tuple[ConfidenceLevel, ...]
    admiralty: Admiralty

    def scheme(self, scheme_id: str) -> Scheme | None:
        """The scheme with that id ("icd203", "kent1964", "phia", "nato-ajp2"), or None."""
        return next((scheme for scheme in self.schemes if scheme.id == scheme_id), None)

    def band(self, term: str, scheme: str | None = None) -> tuple[int, int] | None:
        """Percent (low, high) for a term: by a named scheme, or by the probability list."""
        if scheme is not None:
            found = self.scheme(scheme)
            return found.band(term) if found else None
        wanted = term.lower()
        return next(((t.low, t.high) for t in self.probability if t.term == wanted), None)

    def report_verb(self, lemma: str) -> ReportVerb | None:
        """The reporting verb with that lemma, or None."""
        wanted = lemma.lower()
        return next((verb for verb in self.report_verbs if verb.term == wanted), None)


@cache
def estimative() -> Estimative:
    """Read `estimative.yaml` (once)."""
    return load("estimative.yaml", Estimative)
