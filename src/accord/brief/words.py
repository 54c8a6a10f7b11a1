"""The word lists of the brief and of its check, read once from the codebooks.

`brief.yaml` holds Accord's own words (connectives, labels) and the word classes that the check
looks for; probability words and bounds are those of `estimative.yaml`, reporting verbs those and
the ones of `cues.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

import msgspec

from accord.codebooks.cues import cues
from accord.codebooks.estimative import Estimative, estimative
from accord.codebooks.load import load
from accord.codebooks.meta import Meta
from accord.model import Bound, Manner


class Connectives(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that join the parts of a line; `relay` phrases need a chain of two voices.

    `openers` only tie a clause to its verb: a quoted clause may begin after them. `relay` is by the
    manner of the voice that is handed on.
    """

    source: str
    words: tuple[str, ...]
    openers: tuple[str, ...]
    relay: dict[Manner, str]


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Accord's own words, by what they name (stage, level, kind, …) and by code."""

    source: str
    voice: dict[str, str]
    stages: dict[str, str]
    totals: dict[str, str]
    levels: dict[str, str]
    polarity: dict[str, str]
    speech: dict[str, str]
    manner: dict[Manner, str]
    kinds: dict[str, str]
    time: dict[str, str]
    parties: dict[str, str]
    condition: dict[str, str]
    standing: dict[str, str]
    how: dict[str, str]
    bounds: dict[str, str]
    events: dict[str, str]
    modes: dict[str, str]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shape of certainty: its name, its character, what it says, its outline."""

    name: str
    sign: str
    says: str
    path: str


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shapes, in the order of the legend."""

    source: str
    shapes: tuple[Shape, ...]


class Sectors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a PLOVER sector is called in a table."""

    source: str
    names: dict[str, str]


class Claimants(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which PLOVER sectors make a claimant an official, a scholar or a news outlet."""

    source: str
    officials: tuple[str, ...]
    scholars: tuple[str, ...]
    media: tuple[str, ...]


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Number words and magnitudes."""

    source: str
    units: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of words or phrases with its source."""

    source: str
    words: tuple[str, ...]


class BoundWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signs and words that bound a number, before or after it."""

    source: str
    before: dict[str, Bound]
    after: dict[str, Bound]


class Irregular(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemma by irregular form."""

    source: str
    forms: dict[str, str]


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each row holds the forms of one unit, the canonical one first."""

    source: str
    forms: tuple[tuple[str, ...], ...]


class BriefWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole of `brief.yaml`."""

    meta: Meta
    connectives: Connectives
    labels: Labels
    claimants: Claimants
    marks: Marks
    writing: WordList
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    numbers: Numbers
    negations: WordList
    bounds: BoundWords
    units: Units
    irregular_verbs: Irregular
    sectors: Sectors
    pronouns: WordList
    time_words: WordList
    hanging: WordList

    @cached_property
    def month_of(self) -> dict[str, int]:
        """Month number by lower-case name or abbreviation."""
        return {name: i for i, names in enumerate(self.months, 1) for name in names}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Canonical unit by lower-case form."""
        return {form.lower(): row[0].lower() for row in self.units.forms for form in row}

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The shapes of certainty by name."""
        return {shape.name: shape for shape in self.marks.shapes}

    @cached_property
    def label_words(self) -> frozenset[str]:
        """Every label, in lower case."""
        groups = (getattr(self.labels, name) for name in self.labels.__struct_fields__)
        return frozenset(
            word.lower() for group in groups if isinstance(group, dict) for word in group.values()
        )


@cache
def words() -> BriefWords:
    """Read `brief.yaml` (once)."""
    return load("brief.yaml", BriefWords)


def phrases(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `terms` as whole words, the longest first, any case."""
    ordered = sorted({t.lower() for t in terms if t}, key=lambda t: (-len(t), t))
    body = "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in ordered)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE) if body else re.compile(r"(?!)")


@cache
def hedge_pattern() -> re.Pattern[str]:
    """Finds probability words, modals of uncertainty and evidentials (from `estimative.yaml`)."""
    book: Estimative = estimative()
    terms = [t.term for t in book.probability]
    terms += [m.term for m in book.modality if m.level is not None]
    terms += [e.term for e in book.evidentials if e.level is not None or e.term.endswith("ly")]
    return phrases(terms)


@cache
def negation_pattern() -> re.Pattern[str]:
    """Finds negating words, contracted ones included ("n't" as in "won't")."""
    inner = phrases(words().negations.words).pattern
    return re.compile(rf"{inner}|n['’]t(?!\w)", re.IGNORECASE)


@cache
def bound_terms() -> dict[str, Bound]:
    """Words and signs that bound the number after them, by lower-case form."""
    terms = {b.term: b.bound for b in estimative().bounds if b.bound and " x " not in f" {b.term} "}
    vague = {b.term for b in estimative().bounds if b.low is not None}
    found: dict[str, Bound] = {t: bound for t, bound in terms.items() if bound and t not in vague}
    return found | words().bounds.before


@cache
def bound_before() -> re.Pattern[str]:
    """Finds a bound at the end of the words that stand before a number."""
    ordered = sorted(bound_terms(), key=lambda t: (-len(t), t))
    body = "|".join(
        (rf"(?<!\w){re.escape(t)}" if t[0].isalpha() else re.escape(t)).replace(r"\ ", r"\s+")
        for t in ordered
    )
    return re.compile(rf"({body})\s*(?:[$€£¥₩]|US\$)?\s*$", re.IGNORECASE)


@cache
def bound_after() -> re.Pattern[str]:
    """Finds a bound in the words that follow a number, with at most three words between."""
    ordered = sorted(words().bounds.after, key=lambda t: (-len(t), t))
    body = "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in ordered)
    return re.compile(rf"\s*(?:[\w-]+\s+){{0,3}}?({body})(?!\w)", re.IGNORECASE)


@cache
def report_lemmas() -> frozenset[str]:
    """Lemmas of reporting verbs that are one word ("say", "confirm")."""
    known = {v.term for v in estimative().report_verbs} | set(cues().verbs)
    return frozenset(lemma for lemma in known if " " not in lemma)


@cache
def verb_forms() -> dict[str, str]:
    """Lemma of every form of the reporting verbs, regular or not."""
    irregular = words().irregular_verbs.forms
    forms = {form: lemma for form, lemma in irregular.items() if lemma in report_lemmas()}
    for lemma in sorted(report_lemmas()):
        for form in (lemma, *_inflected(lemma)):
            forms.setdefault(form, lemma)
    return forms


def _inflected(lemma: str) -> tuple[str, ...]:
    """The regular English inflections of a verb: -s, -ed, -ing with their spelling rules."""
    if lemma.endswith("e"):
        return (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    doubled = lemma + lemma[-1]
    return (plural, lemma + "ed", lemma + "ing", doubled + "ed", doubled + "ing")
