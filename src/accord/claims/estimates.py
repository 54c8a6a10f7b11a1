"""Words of estimative probability: adverbs, adjectives, nouns of chance, and what turns them.

A term of probability in `estimative.yaml` gives its clause a level and its band; a modal word gives
a level alone. A term's own degree counts ("very likely"), and a degree that makes no term of a
yardstick takes the band away ("quite likely"): what the words do not say is not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from accord.claims.phrases import lemma_of
from accord.claims.standings import Standing
from accord.claims.tokens import Token
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.codebooks.estimative import ProbabilityTerm, estimative
from accord.model import Level

_MODALS = ("may", "might", "could", "should", "must", "would", "will", "can")
_PASSIVE = re.compile(r"(?:is )?(\w+) to")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%?", re.ASCII)


@cache
def _terms() -> dict[str, Standing]:
    """Estimative words to what they say: with a band where they are words of probability."""
    book = estimative()
    found = {row.term: _of_row(row) for row in book.probability}
    for modal in book.modality:
        if modal.level in ("possible", "probable") and " " not in modal.term:
            found.setdefault(modal.term, Standing(1, modal.level, modal.term, shade=modal.level))
    for evidential in book.evidentials:
        if evidential.level == "probable":
            found[evidential.term] = Standing(1, "probable", evidential.term, shade="probable")
    for name in cues().adverbs:
        found[name] = Standing(1, "alleged", name, shade="alleged")
    for modal_verb in _MODALS:
        found.pop(modal_verb, None)
    return found


def _of_row(row: ProbabilityTerm) -> Standing:
    band = (row.low, row.high)
    if row.low >= 95:
        level: Level = "asserted" if row.high >= 100 else "probable"
        return Standing(1, level, row.term, band, "sure")
    if row.low >= 50:
        return Standing(1, "probable", row.term, band, "probable")
    return Standing(1, "possible", row.term, band, "even" if row.high >= 50 else "unlikely")


@cache
def _passives() -> dict[str, Standing]:
    """Participles over an infinitive or that-clause: "is believed to", "is feared to"."""
    found: dict[str, Standing] = {}
    for modal in estimative().modality:
        match = _PASSIVE.fullmatch(modal.term)
        if match and modal.level in ("possible", "probable"):
            found[match[1]] = Standing(1, modal.level, match[1], shade=modal.level)
    for name in ("presumed", "suspected"):
        found[name] = _terms()[name]
    return found


def passive_term(verb: Token) -> Standing | None:
    """What a passive of thinking without an agent says of its clause: "is believed to have"."""
    parts = {child.dep_ for child in verb.children}
    if "auxpass" not in parts or "agent" in parts:
        return None
    return _passives().get(str(verb.lower_))


def _before(word: Token, count: int) -> str:
    """The `count` words before a word, in lower case, within its sentence."""
    first = max(word.i - count, word.sent.start)
    return " ".join(token.lower_ for token in word.doc[first : word.i])


def term_at(word: Token) -> Standing | None:
    """What an adverb or adjective says of the predicate it belongs to, its degree counted."""
    base = str(word.lower_)
    found = _terms().get(base)
    if found is None and base not in ("certain", "certainly", "even"):
        return None
    if _before(word, 2) in certainty_words().estimates.undercutting:
        return Standing(1, "possible", f"{_before(word, 2)} {base}", shade="unlikely")
    found = _with_degree(word, base, found)
    if found is not None and any(c.dep_ == "neg" and c.i < word.i for c in word.children):
        return denied(found)
    return found


def _with_degree(word: Token, base: str, plain: Standing | None) -> Standing | None:
    """A term with the degree before it: one of its own, that of a stronger term, or none."""
    words = certainty_words().estimates
    degree = str(word.nbor(-1).lower_) if word.i > word.sent.start else ""
    full = f"{degree} {base}"
    if full in _terms():
        return _terms()[full]
    sure = base in ("certain", "certainly")
    if sure and (degree in words.nearly or _before(word, 2) == "all but"):
        near = _terms()[f"almost {base}"]
        name = full if degree in words.nearly else f"all but {base}"
        return Standing(1, near.level, name, near.band, near.shade)
    if degree in words.intensifiers and (strong := _terms().get(f"very {base}")) is not None:
        return Standing(1, strong.level, full, strong.band, strong.shade)
    if degree == "more" and _after(word, 2) == "than not":
        return _terms()["more likely than not"] if base == "likely" else plain
    if degree in words.degrees and plain is not None and plain.level != "alleged":
        level: Level = "possible" if degree in words.lowering else plain.level
        return Standing(1, level, full, shade="unlikely" if level != plain.level else plain.shade)
    return plain


def _after(word: Token, count: int) -> str:
    last = min(word.i + 1 + count, word.sent.end)
    return " ".join(token.lower_ for token in word.doc[word.i + 1 : last])


def denied(found: Standing) -> Standing:
    """A term with "not" before it. "Not likely" is likely not; "not unlikely", possible.

    None of them is a term of the yardstick, so none has a band.
    """
    if found.level == "alleged":
        return found
    if found.shade == "possible":
        return Standing(-1, shade="cannot")
    if found.shade == "probable":
        return Standing(-1, "probable", found.term, shade="probable")
    return Standing(1, "possible", f"not {found.term}", shade="possible")


# ------------------------------------------------------------------ nouns of chance


def phrase_term(preposition: Token) -> Standing | None:
    """ "In all likelihood", as an adverb."""
    for noun in preposition.children:
        if noun.dep_ == "pobj":
            start, end = preposition.i, noun.i
            text = " ".join(token.lower_ for token in preposition.doc[start : end + 1])
            return _terms().get(text) if end - start < 4 else None
    return None


def is_chance(noun: Token) -> bool:
    """Whether a noun holds a probability: "chance", "odds", "likelihood"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in certainty_words().estimates.nouns


def chance_of(noun: Token) -> Standing | None:
    """What a noun of chance says of its clause, by its modifiers or by what is said of it.

    "A slim chance", "a roughly even chance", "a 30% chance", "the odds are even"; None for another
    noun. A number is its own band.
    """
    if not is_chance(noun):
        return None
    first = max(noun.left_edge.i, noun.i - 6)
    modifiers = list(noun.doc[first : noun.i])
    while modifiers and modifiers[0].lower_ in ("a", "an", "the"):
        modifiers = modifiers[1:]
    return _of_modifiers(modifiers, noun) or _said_of(noun) or (
        Standing(1, "possible", lemma_of(noun), shade="possible")
    )  # fmt: skip


def _of_modifiers(modifiers: list[Token], noun: Token) -> Standing | None:
    lowered = [token.lower_ for token in modifiers]
    first = modifiers[0].i if modifiers else noun.i
    name = noun.doc.span(first, noun.i + 1).text.lower()
    for key in (name, " ".join(lowered), lowered[-1] if lowered else ""):
        if key in _terms():
            found = _terms()[key]
            return Standing(1, found.level, name, found.band, found.shade)
    if (band := _percent(lowered)) is not None:
        return _of_band(band, name)
    return _of_class(set(lowered), name)


def _of_class(lowered: set[str], name: str) -> Standing | None:
    words = certainty_words().estimates
    if lowered & words.none:
        return Standing(-1, shade="cannot")
    if lowered & words.low:
        return Standing(1, "possible", name, shade="unlikely")
    if lowered & words.even:
        return Standing(1, "possible", name, shade="even")
    if lowered & words.high:
        return Standing(1, "probable", name, shade="probable")
    return None


def _percent(lowered: list[str]) -> tuple[int, int] | None:
    """The band of "a 30% chance", "a 30 to 40 percent chance"."""
    if not any(word.endswith(("%", "percent")) or word == "cent" for word in lowered):
        return None
    numbers = [
        round(float(word.rstrip("%")))
        for word in (part for token in lowered for part in re.split("[-–]", token))
        if _PERCENT.fullmatch(word)
    ]
    kept = sorted(number for number in numbers if number <= 100)
    return (kept[0], kept[-1]) if kept else None


def _of_band(band: tuple[int, int], name: str) -> Standing:
    if band[0] > 50:
        return Standing(1, "probable", name, band, "sure" if band[0] >= 95 else "probable")
    return Standing(1, "possible", name, band, "even" if band[1] >= 50 else "unlikely")


def _said_of(noun: Token) -> Standing | None:
    """ "The chance of it is remote", "the odds are even", "the probability is 30 percent"."""
    copula = noun.head
    if noun.dep_ != "nsubj" or copula.lemma_ not in ("be", "remain", "seem", "appear", "look"):
        return None
    if any(child.dep_ == "neg" for child in copula.children):
        return None
    for word in copula.children:
        if word.i > copula.i and word.dep_ in ("acomp", "advmod", "attr", "oprd"):
            lowered = [token.lower_ for token in islice(word.subtree, 6)]
            name = " ".join(lowered)
            keys = (name, *(f"{name} {kind}" for kind in ("chance", "odds", lemma_of(noun))))
            known = next((_terms()[key] for key in keys if key in _terms()), None)
            if known is not None:
                return Standing(1, known.level, name, known.band, known.shade)
            if word.dep_ == "attr" and (band := _percent(lowered)) is not None:
                return _of_band(band, name)
            if (found := _of_class({word.lower_}, name)) is not None:
                return found
    return None


def chance_in(token: Token) -> Standing | None:
    """The chance that a copula or "have" is about: "there is a slim chance", "has little chance".

    A plain "chance" or "risk" as a subject says nothing of its predicate ("the risk is growing").
    """
    for child in token.children:
        if child.dep_ == "nsubj" and is_chance(child):
            return _said_of(child)
        if not is_chance(child) or child.i < token.i:
            continue
        if child.dep_ == "dobj" and (band := _put_at(token)) is not None:
            return _of_band(band, lemma_of(child))
        if child.dep_ == "attr" and token.lemma_ in ("be", "remain"):
            return chance_of(child)
        held = token.lemma_ in ("have", "stand", "see") and _opens_clause(child)
        if child.dep_ == "dobj" and held:
            return chance_of(child)
    return None


def _put_at(verb: Token) -> tuple[int, int] | None:
    """ "Put the chance of war at 30%", "estimates the risk at 10 to 20 percent"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "at":
            return _percent([token.lower_ for token in islice(child.subtree, 8)])
    return None


def _opens_clause(noun: Token) -> bool:
    """Whether a noun of chance tells of what: "a chance of rain", "a chance that it rains"."""
    return any(
        child.dep_ in ("acl", "relcl") or (child.dep_ == "prep" and child.lower_ in ("of", "for"))
        for child in noun.children
    )


def undercut_in(token: Token) -> Iterator[Token]:
    """The adjective in "is less than likely", "is far from certain"."""
    for child in token.children:
        if child.dep_ in ("acomp", "advmod"):
            for link in child.children:
                if link.dep_ == "prep" and link.lower_ in ("than", "from"):
                    yield from (c for c in link.children if c.pos_ in ("ADJ", "ADV"))
