"""Treaties, resolutions, sanctions regimes and monitoring bodies that a report names.

Some are named outright (`instrument_names`). Others are described: "a treaty signed between the
two in 1961", "the commitment that Moscow made in 2000", "the new agreement". A description is
resolved by what it says itself (year, parties, a name that several treaties share), then by what
stands round it, then by what the report named before. Where more than one treaty fits, none is
taken: the instrument stays without an id. A year alone is no instrument.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from accord.claims.instrument_names import (
    Named,
    StateName,
    find_named,
    find_states,
    name_book,
    shared_names,
)
from accord.claims.parts import Mention, Reading
from accord.claims.tokens import Token
from accord.codebooks.instruments import instrument_words
from accord.codebooks.treaties import Treaty
from accord.model import Instrument, Passage, Span

RECENT = 400
"""A treaty that is called new was signed at most this many days before the report."""

_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass(slots=True)
class _Phrase:
    """A noun for an instrument, with what the words that hang on it say."""

    noun: Token
    start: int
    end: int
    years: frozenset[int] = frozenset()
    parties: tuple[StateName, ...] = ()
    shared: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    made: bool = False
    topical: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing in it tells it from other instruments but "new" or "old"."""
        return not (self.years or self.parties or self.shared or self.topical)


@dataclass(slots=True)
class _Report:
    """What is known of the report so far: states by place, and treaties in order of naming."""

    reading: Reading
    states: list[StateName]
    introduced: list[str] = field(default_factory=list)

    @property
    def published(self) -> str | None:
        """The published date, as fine as it is known."""
        return self.reading.report.published.value

    def states_before(self, end: int) -> list[frozenset[str]]:
        """What states may be meant by each name before `end`, the nearest first."""
        return [name.states for name in reversed(self.states) if name.start < end]


def find_instruments(reading: Reading, mentions: Sequence[Mention] = ()) -> tuple[Instrument, ...]:
    """Instruments in the passages of a report, in order, none inside another.

    `mentions` are the report's actors, where they are at hand: they say whose "their treaty" is.
    """
    # Titles and captions are no passages, but they name parties.
    spans = [(block.start, block.end) for block in reading.report.blocks]
    named = [name for span in spans for name in find_states(reading.text, *span)]
    resolved = [
        StateName(mention.start, mention.end, frozenset({actor.country}))
        for mention in mentions
        for actor in mention.actors
        if actor.country is not None
    ]
    states = sorted({*named, *resolved}, key=lambda name: (name.start, name.end))
    report = _Report(reading, states)
    everywhere = frozenset[str]().union(*(name.states for name in states))
    tokens = _tokens(reading)
    found: list[Named] = []
    for passage in reading.passages:
        outright = list(find_named(reading.text, passage.start, passage.end, everywhere))
        phrases = _phrases(tokens.get(passage, ()), passage, report)
        found += _passage(outright, phrases, passage, report)
    return tuple(
        Instrument(id=one.id, name=one.name, span=(one.start, one.end)) for one in _outermost(found)
    )


def _tokens(reading: Reading) -> dict[Passage, list[Token]]:
    """The tokens of each passage."""
    found: dict[Passage, list[Token]] = {}
    passages = iter(reading.passages)
    passage = next(passages, None)
    for token in reading.doc:
        while passage is not None and token.idx >= passage.end:
            passage = next(passages, None)
        if passage is not None and token.idx >= passage.start:
            found.setdefault(passage, []).append(token)
    return found


def _passage(
    outright: list[Named], phrases: Iterable[_Phrase], passage: Passage, report: _Report
) -> Iterator[Named]:
    """The instruments of one passage, in order; each may be taken up by those after it."""
    items: list[Named | _Phrase] = [*outright, *phrases]
    taken: list[Span] = [(one.start, one.end) for one in outright]
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        if isinstance(item, Named):
            found: Named | None = item
        elif any(start <= item.noun.idx < end for start, end in taken):
            found = None
        else:
            found = _resolve(item, passage, report)
        if found is None:
            continue
        if found.id in name_book().treaties:
            report.introduced.append(str(found.id))
        yield found


def _phrases(tokens: Sequence[Token], passage: Passage, report: _Report) -> Iterator[_Phrase]:
    """Each singular noun for an instrument in a passage, with what hangs on it."""
    words = instrument_words()
    if not any(token.lemma_.lower() in words.nouns.all for token in tokens):
        return
    shared = shared_names(report.reading.text, passage.start, passage.end)
    named_before = False
    for token in tokens:
        lemma = token.lemma_.lower()
        takes_up = named_before and token.lower_ in words.takes_up and token.dep_ != "nummod"
        if lemma in words.nouns.all and token.tag_ in ("NN", "NNP"):
            if token.dep_ == "compound":
                continue  # "treaty obligations" are not the treaty
            named_before = True
        elif not takes_up:
            continue
        yield _phrase(token, passage, report, shared)


def _phrase(
    noun: Token, passage: Passage, report: _Report, shared: list[tuple[Span, frozenset[str]]]
) -> _Phrase:
    """A noun with the years, parties and shared names that belong to it."""
    before = [child for child in noun.lefts if child.dep_ not in ("det", "punct", "predet", "cc")]
    core_start = min([noun.idx, *(child.left_edge.idx for child in before if _is_near(child))])
    core_end = noun.idx + len(noun)
    own, made = _belonging(noun)
    years = {int(token.text) for token in own if _YEAR.fullmatch(token.text)}
    places = {token.idx for token in own}
    parties = tuple(
        name
        for name in report.states
        if passage.start <= name.start < passage.end and name.start in places
    )
    names = [(span, ids) for span, ids in shared if span[0] <= noun.idx < span[1]]
    ids = frozenset[str]().union(*(found for _, found in names))
    starts = [core_start, *(span[0] for span, _ in names)]
    tail = [token.idx + len(token) for token in own if token.i > noun.i and _tells(token, parties)]
    return _Phrase(
        noun=noun,
        start=min(starts),
        end=max([core_end, *(span[1] for span, _ in names), *tail]),
        years=frozenset(years),
        parties=parties,
        shared=ids,
        words=frozenset(child.lower_ for child in noun.lefts),
        made=made,
        topical=_is_topical(noun),
    )


def _is_near(child: Token) -> bool:
    """Whether a dependent before a noun is part of its name."""
    near = child.dep_ in ("amod", "compound", "nummod", "nmod", "npadvmod")
    return near and child.lower_ != "own"


def _tells(token: Token, parties: Sequence[StateName]) -> bool:
    """Whether a token is a year or lies in the name of a party."""
    inside = any(name.start <= token.idx < name.end for name in parties)
    return inside or _YEAR.fullmatch(token.text) is not None


def _belonging(noun: Token) -> tuple[list[Token], bool]:
    """Tokens that say whose and of when an instrument is, and whether it is said to be made.

    They are the words before the noun, its phrases with "of", "between", "in", clauses on it that
    tell of its making ("signed in 2000"), and the clause that makes it ("signed a treaty in 2000").
    """
    words = instrument_words()
    found = [token for child in noun.lefts for token in child.subtree]
    made = False
    for child in noun.rights:
        clause = child.dep_ in ("acl", "relcl") and child.lemma_.lower() in words.making
        phrase = child.dep_ == "prep" and child.lower_ in words.of_year | words.of_parties
        if clause or phrase:
            found += child.subtree
            made = made or clause
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "conj") and verb.lemma_.lower() in words.making:
        made = True
        for child in verb.children:
            if child.i != noun.i and child.dep_ in ("prep", "agent", "npadvmod", "nsubj", "tmod"):
                found += child.subtree
    return found, made


def _is_topical(noun: Token) -> bool:
    """Whether a noun says what it is about, and so may be another than the one named before.

    "The grain deal", "an agreement on fishing".
    """
    words = instrument_words()
    neutral = words.plain | words.newer | words.older
    for child in noun.children:
        before = child.i < noun.i and child.dep_ in ("amod", "compound", "nmod", "poss")
        if before and child.lower_ not in neutral and not _YEAR.fullmatch(child.text):
            return True
        if child.dep_ == "prep" and child.lower_ not in words.of_year | words.of_parties:
            return child.lower_ in ("on", "about", "for", "over")
    return False


def _resolve(phrase: _Phrase, passage: Passage, report: _Report) -> Named | None:
    """What instrument a phrase means: without an id if it cannot be told, None if it is none."""
    words = instrument_words()
    if phrase.bare:
        known = _take_up(phrase, report)
        if known is None and phrase.made and phrase.words & words.newer:
            known = _new_one(phrase, passage, report)
        return _named(phrase, known) if known is not None else None
    fitting = _fitting(phrase, passage, report)
    if len(fitting) == 1:
        return _named(phrase, fitting[0])
    firm = phrase.noun.lemma_.lower() in words.nouns.firm
    named = any(child.pos_ == "PROPN" and child.dep_ == "compound" for child in phrase.noun.lefts)
    told = phrase.years or len(_sides(phrase.parties)) > 1 or named
    return _named(phrase, None) if phrase.shared or (firm and told) else None


def _named(phrase: _Phrase, treaty: Treaty | None) -> Named:
    """A phrase as a treaty of the codebook, or by its own words."""
    if treaty is not None:
        return Named(phrase.start, phrase.end, treaty.id, treaty.short_name)
    words = phrase.noun.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    text = words.text if words is not None else phrase.noun.text
    return Named(phrase.start, phrase.end, None, " ".join(text.split()))


def _sides(parties: Iterable[StateName]) -> set[frozenset[str]]:
    """Different states among names."""
    return {name.states for name in parties}


def _fitting(phrase: _Phrase, passage: Passage, report: _Report) -> list[Treaty]:
    """The treaties that fit all that a phrase says, narrowed by its surroundings if need be."""
    found = [
        treaty
        for treaty in name_book().treaties.values()
        if (not phrase.years or treaty.year in phrase.years)
        and (not phrase.shared or treaty.id in phrase.shared)
        and all(_binds(treaty, name.states) for name in phrase.parties)
        and _is_signed(treaty, report.published)
    ]
    enough = bool(phrase.shared or phrase.years) or len(_sides(phrase.parties)) > 1
    if not enough or not found:
        return []
    if len(_sides(phrase.parties)) > 1:
        exact = [treaty for treaty in found if len(treaty.parties) == 2]
        found = exact or found
    if len(found) > 1 or len(_sides(phrase.parties)) < 2:
        found = _by_context(found, passage, report)
    return _by_age(found, phrase, report) if len(found) > 1 else found


def _binds(treaty: Treaty, states: frozenset[str]) -> bool:
    """Whether any of `states` is a party, or the successor of one."""
    return any(treaty.binds(state) for state in states)


def _is_signed(treaty: Treaty, published: str | None) -> bool:
    """Whether a treaty was there when the report was published (or that is not known)."""
    if treaty.signed is None or published is None:
        return True
    return treaty.signed[: len(published)] <= published


def _by_context(found: list[Treaty], passage: Passage, report: _Report) -> list[Treaty]:
    """Those of `found` whose parties stand nearest before the passage's end, or were named before.

    A treaty of two states counts only if both are named; the one whose later party is nearer wins.
    """
    before = [treaty for treaty in found if treaty.id in report.introduced]
    if len(before) == 1:
        return before
    nearest = report.states_before(passage.end)
    distance: dict[str, int] = {}
    for treaty in found:
        sides = [{treaty.parties[at], *treaty.successors[at : at + 1]} for at in range(2)]
        places = [
            next((at for at, states in enumerate(nearest) if side & states), None) for side in sides
        ]
        if None not in places:
            distance[treaty.id] = max(place for place in places if place is not None)
    best = min(distance.values(), default=None)
    return [treaty for treaty in found if distance.get(treaty.id, -1) == best]


def _by_age(found: list[Treaty], phrase: _Phrase, report: _Report) -> list[Treaty]:
    """The one that "new" means, or those in force when the report was published."""
    words = instrument_words()
    if phrase.words & words.newer:
        newest = max(found, key=lambda treaty: treaty.signed or "")
        return [newest] if _is_recent(newest, report.published) else []
    day = report.published
    if phrase.words & words.older or day is None:
        return []
    # One signed and not yet in force may be meant as well as the one that it replaces.
    standing = [treaty for treaty in found if not treaty.ended or day < treaty.ended]
    return (
        standing if all(treaty.in_force and treaty.in_force <= day for treaty in standing) else []
    )


def _is_recent(treaty: Treaty, published: str | None) -> bool:
    """Whether a treaty was signed shortly before the report."""
    signed = _day(treaty.signed)
    day = _day(published)
    return signed is not None and day is not None and 0 <= (day - signed).days <= RECENT


def _day(text: str | None) -> date | None:
    """An ISO day, or None."""
    if text is None or len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _take_up(phrase: _Phrase, report: _Report) -> Treaty | None:
    """The treaty named before that "the treaty", "the new pact", "the older one" takes up."""
    words = instrument_words()
    if not phrase.words & words.definite or not report.introduced:
        return None
    known = name_book().treaties
    treaties = sorted(
        {name: known[name] for name in report.introduced}.values(),
        key=lambda treaty: treaty.signed or "",
    )
    if phrase.words & words.older:
        return treaties[0] if len(treaties) == 2 else None
    return treaties[-1]


def _new_one(phrase: _Phrase, passage: Passage, report: _Report) -> Treaty | None:
    """The treaty that two states are said to have signed anew, if one was on the day it says."""
    sides = _sides(phrase.parties) | set(
        islice(dict.fromkeys(report.states_before(passage.end)), 2)
    )
    found = [
        treaty
        for treaty in name_book().treaties.values()
        if len(treaty.parties) == 2
        and len(sides) == 2
        and all(_binds(treaty, states) for states in sides)
        and _is_signed(treaty, report.published)
        and (_is_recent(treaty, report.published) or _names_day(treaty, passage, report))
    ]
    return found[0] if len(found) == 1 else None


def _names_day(treaty: Treaty, passage: Passage, report: _Report) -> bool:
    """Whether a passage names the day of the year on which a treaty was signed."""
    signed = _day(treaty.signed)
    if signed is None or report.published is not None:
        return False
    month, day = month_name[signed.month], signed.day
    number = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s*[-–]\s*)?{day}(?:st|nd|rd|th)?"
    pattern = rf"\b{month}\s+{number}\b|\b{number}\s+(?:of\s+)?{month}\b"
    return re.search(pattern, report.reading.text[passage.start : passage.end]) is not None


def _outermost(found: Iterable[Named]) -> list[Named]:
    """Those that lie in no other, in order; of two that overlap the earlier, then the longer."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.id or "~", one.name)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
