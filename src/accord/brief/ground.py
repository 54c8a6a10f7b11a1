"""What a line may say: the words it cites and what Accord may add to them, gathered for the check.

The ground is made from reports and claims alone, never from the parts of a line, so that a fault in
composing a line cannot license itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from accord.brief.data import Index, has_words
from accord.brief.numbers import Figure, figures
from accord.brief.parts import Cite, Line, squeeze, unbracketed, unquoted
from accord.brief.words import verb_forms, words
from accord.model import ActorRef, Claim, Report, Time

WORD = re.compile(r"[^\W\d_]+(?:['’‘][^\W\d_]+)*")
"""A word: letters, with apostrophes inside it."""

MAX_CITED = 20_000
"""Characters of one cited span that a line is checked against; a longer one fails the check."""


@dataclass(frozen=True)
class Ground:
    """Cited texts of a line and what its claims license.

    `cited` are the cited characters, `focus` those of the claims that the line asserts. Brackets
    may hold the `names` of the actors of its `claims` (those it asserts and those it is about) that
    the report itself or the codebook bears out, dates that agree with `times`, and the claims'
    `items` and numbers. `called` gives each actor's own names, so that none is given another's.
    """

    cited: tuple[str, ...]
    focus: tuple[str, ...]
    asserted: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    names: frozenset[str]
    called: Mapping[str, frozenset[str]]
    items: frozenset[str]

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The times of the line's claims."""
        return tuple(claim.time for claim in self.claims if claim.time is not None)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The cited texts, squeezed and case-folded."""
        return tuple(squeeze(text).casefold() for text in self.cited)

    @cached_property
    def printable(self) -> tuple[str, ...]:
        """The cited texts as they look inside quotation marks and in brackets' stead."""
        return tuple(unquoted(t) for t in self.cited) + tuple(unbracketed(t) for t in self.cited)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every number in the cited texts."""
        return tuple(figure for text in self.cited for figure in figures(text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the cited texts, in lower case, without possessive endings."""
        return frozenset(bare(w[0]).lower() for text in self.cited for w in WORD.finditer(text))

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """The words of the cited texts that begin with a capital, in lower case."""
        found = (bare(w[0]) for text in self.cited for w in WORD.finditer(text))
        return frozenset(word.lower() for word in found if word[:1].isupper())

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Lemmas of the reporting verbs in the cited texts."""
        forms = verb_forms()
        return frozenset(forms[word] for word in self.words if word in forms)

    @cached_property
    def units(self) -> frozenset[str]:
        """Canonical units whose forms stand in the cited texts."""
        known = words().unit_of
        found = {known[form[0]] for text in self.folded for form in _unit_pattern().finditer(text)}
        signs = ((form, unit) for form, unit in known.items() if not form[0].isalpha())
        found |= {unit for form, unit in signs if any(form in text for text in self.folded)}
        return frozenset(found)

    @cached_property
    def chained(self) -> bool:
        """Whether a claim of the line has a chain of two voices."""
        return any(len(claim.voice) > 1 for claim in self.claims)

    def has(self, text: str) -> bool:
        """Whether `text` stands in a cited text as whole words."""
        return any(has_words(folded, text) for folded in self.folded)


def ground(line: Line, index: Index) -> Ground | str:
    """The ground of a line, or why it has none: a span that is not there, a claim nobody knows."""
    if not line.cites:
        return "it cites nothing"
    for cite in line.cites:
        if index.text(cite.report, cite.span) is None:
            return f"characters {cite.start}-{cite.end} of its report do not exist"
        if cite.end - cite.start > MAX_CITED:
            return f"it cites {cite.end - cite.start} characters at once"
    members = (*line.claims, *line.about)
    missing = [claim for claim in members if claim not in index.claim]
    if missing:
        return f"claim {missing[0]} is not known"
    claims = tuple(index.claim[claim] for claim in members)
    asserted = tuple(index.claim[claim] for claim in line.claims)
    return Ground(
        cited=tuple(_texts(line.cites, index)),
        focus=tuple(index.report[c.report].text[c.start : c.end] for c in asserted),
        asserted=asserted,
        claims=claims,
        reports=tuple(index.report[r] for r in sorted({cite.report for cite in line.cites})),
        names=frozenset(_names(claims, index)),
        called=_called(claims, index),
        items=frozenset(_items(claims)),
    )


def actors_of(claim: Claim) -> Iterable[ActorRef]:
    """Every actor that a claim refers to, its sources included."""
    yield from claim.actors
    yield from claim.recipients
    yield from (actor for link in claim.voice for actor in link.claimants)


def bare(word: str) -> str:
    """A word without a possessive ending."""
    for ending in ("'s", "’s", "‘s", "'", "’", "‘"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _texts(cites: Iterable[Cite], index: Index) -> Iterable[str]:
    """The cited characters of each cite."""
    for cite in cites:
        yield index.report[cite.report].text[cite.start : cite.end]


def _names(claims: Iterable[Claim], index: Index) -> Iterable[str]:
    """Names (lower case) of the claims' actors that the report or the codebook bears out."""
    for claim in claims:
        for actor in actors_of(claim):
            yield from index.known_names(actor)
            if index.stands_in(claim.report, actor.name):
                yield unbracketed(actor.name).casefold()
        if claim.transfer is not None:
            for end in (claim.transfer.supplier, claim.transfer.recipient):
                yield from (known.casefold() for known in index.data.names.get(end or "", ()))
        if claim.place is not None and claim.place.country is not None:
            yield unbracketed(claim.place.name).casefold()
        for instrument in claim.instruments:
            yield from (n.casefold() for n in index.data.names.get(instrument.id or "", ()))


def _called(claims: Iterable[Claim], index: Index) -> dict[str, frozenset[str]]:
    """What each actor of the claims may be called, by its id: its names and the words naming it."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for actor in actors_of(claim):
            words_of = index.text(claim.report, actor.span) if actor.span else None
            said = [unbracketed(text).casefold() for text in (actor.name, words_of) if text]
            found[actor.id] |= {*said, *index.known_names(actor)}
            if actor.country is not None:
                state = index.data.names.get(actor.country, ())
                found[actor.country] |= {known.casefold() for known in state}
        if claim.transfer is not None:
            for end in (claim.transfer.supplier, claim.transfer.recipient):
                found[end or ""] |= {n.casefold() for n in index.data.names.get(end or "", ())}
        for instrument in claim.instruments:
            key = instrument.id or ""
            found[key] |= {n.casefold() for n in index.data.names.get(key, ())}
    return {actor: frozenset(names) for actor, names in found.items()}


def _items(claims: Iterable[Claim]) -> Iterable[str]:
    """What the claims' transfers and quantities are about, in lower case."""
    for claim in claims:
        if claim.transfer is not None and claim.transfer.item:
            yield unbracketed(claim.transfer.item).casefold()
        for quantity in claim.quantities:
            if quantity.item:
                yield unbracketed(quantity.item).casefold()


@cache
def _unit_pattern() -> re.Pattern[str]:
    """Finds a form of a unit that is a word; a figure may stand right before it ("5km")."""
    forms = sorted((f for f in words().unit_of if f[0].isalpha()), key=lambda f: (-len(f), f))
    body = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<![^\W\d_])(?:{body})(?![^\W_])")
