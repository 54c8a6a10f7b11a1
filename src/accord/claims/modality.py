"""What a predicate's own words say of it: denied or not, modal verbs, adverbs of probability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from accord.claims.phrases import lemma_of
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.codebooks.estimative import estimative
from accord.model import Level

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
RANK: dict[Level, int] = {
    "asserted": 0, "alleged": 1, "probable": 2, "possible": 3, "hypothetical": 4,
}  # fmt: skip
"""From the surest to the least sure; of two hedges the one that says less counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a predicate stands. `shade` names the reading more finely, for the factuality score.

    `polarity` is 1, -1, or 0 where neither is said.
    """

    polarity: int = 1
    level: Level = "asserted"
    term: str | None = None
    band: tuple[int, int] | None = None
    shade: str = ""

    def hedged(self, other: Standing) -> Standing:
        """This standing with another's level where that is less sure; the polarities multiply."""
        polarity = self.polarity * other.polarity
        weaker, surer = (other, self) if RANK[other.level] > RANK[self.level] else (self, other)
        return Standing(
            polarity=polarity, level=weaker.level, term=weaker.term or surer.term,
            band=weaker.band if weaker.term else surer.band, shade=weaker.shade or surer.shade,
        )  # fmt: skip


def own_subject(token: Token) -> Token | None:
    """The subject that hangs from a predicate itself, or None."""
    return next((child for child in token.children if child.dep_ in SUBJECTS), None)


_MOST_CONJUNCTS = 8
"""How far back along a coordination auxiliaries, negation and adverbs are looked for."""


def auxiliaries(token: Token, depth: int = 0) -> list[Token]:
    """A predicate's auxiliaries; a conjunct without subject and auxiliaries has the first one's."""
    own = [child for child in token.children if child.dep_ in _AUXILIARIES]
    # "might help deter": the parser makes "help" an auxiliary with one of its own.
    own = [inner for aux in own for inner in (*aux.children, aux) if inner.dep_ in _AUXILIARIES]
    if not own and depth < _MOST_CONJUNCTS and _leans(token) and token.tag_ == token.head.tag_:
        return auxiliaries(token.head, depth + 1)
    return own


def _leans(token: Token) -> bool:
    """Whether a predicate is a later conjunct that has no subject of its own."""
    return (
        token.dep_ == "conj" and own_subject(token) is None and token.head.pos_ in ("VERB", "AUX")
    )


def is_negated(token: Token, depth: int = 0) -> bool:
    """Whether a predicate is denied: by "not" or "never", or by "no" on its subject or object."""
    words = certainty_words().negative
    for child in token.children:
        if child.dep_ in ("neg", "advmod", "preconj", "cc") and _denies(child):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and _is_none(child):
            return True
        if child.dep_ == "det" and child.lower_ in words.determiners:
            return True
        if child.dep_ == "acomp" and any(_denies(c) for c in child.children if c.dep_ == "neg"):
            return True
    if depth >= _MOST_CONJUNCTS or not _leans(token):
        return False
    if any(c.lower_ == "nor" for c in token.head.children if c.dep_ == "cc" and c.i < token.i):
        return True
    if not _shares_negation(token):
        return False
    return is_negated(token.head, depth + 1)


def _shares_negation(token: Token) -> bool:
    """ "did not send or receive" denies both, "is not ready and is wary" the first alone."""
    if any(child.dep_ in _AUXILIARIES for child in token.children) or token.tag_ != token.head.tag_:
        return False
    between = {c.lower_ for c in token.head.children if c.dep_ == "cc"}
    finite = token.tag_ in ("VBZ", "VBP", "VBD")
    return "or" in between or "nor" in between or not (finite or between & {"but", "yet"})


def _denies(word: Token) -> bool:
    if word.lower_ not in certainty_words().negative.adverbs or word.lower_ == "yet":
        return False
    return not (word.i + 1 < len(word.doc) and word.nbor().lower_ in certainty_words().not_denied)


def _is_none(noun: Token) -> bool:
    """ "no evidence", "none of them", "nobody"."""
    words = certainty_words().negative
    if noun.lower_ in words.pronouns:
        return True
    if any(c.dep_ in ("det", "neg") and c.lower_ in words.determiners for c in noun.children):
        return True
    kinds = {c.dep_ for c in noun.children if c.lower_ not in words.quantifiers}
    few = any(c.lower_ in words.quantifiers for c in noun.children)
    return few and not kinds & {"det", "poss"}  # "Few states", not "the few states".


# ------------------------------------------------------------------ modal verbs


def modal_of(token: Token) -> str | None:
    """The modal auxiliary of a predicate in its full form ("'ll" is "will"), or None."""
    for child in auxiliaries(token):
        if child.tag_ == "MD":
            return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would",
                    "’d": "would"}.get(child.lower_, str(child.lower_))  # fmt: skip
    return None


def by_modal(token: Token) -> Standing:
    """What the modal verb says."""
    modal = modal_of(token)
    perfect = any(child.lower_ in ("have", "'ve", "’ve") for child in auxiliaries(token))
    negated = -1 if is_negated(token) else 1
    if modal in ("may", "might"):
        return Standing(negated, "possible", modal, shade="possible")
    if modal in ("can", "could"):
        return _by_can(token, modal, perfect, negated)
    if modal in ("must", "should", "ought", "shall"):
        if modal == "must" and perfect:
            return Standing(negated, "probable", modal, shade="probable")
        if modal == "should" and perfect:
            return Standing(-negated, "hypothetical", shade="counterfactual")
        return Standing(negated, "hypothetical", shade="obligation")
    if modal == "would":
        return Standing(negated, "hypothetical", shade="counterfactual" if perfect else "would")
    if modal == "will":
        if perfect:
            return Standing(negated, "probable", "will have", shade="probable")
        return Standing(negated, shade="forecast")
    return Standing(negated)


def _by_can(token: Token, modal: str, perfect: bool, negated: int) -> Standing:
    """ "could" is possibility or past ability, "can" ability; "cannot" denies."""
    if negated < 0 and not perfect:
        return Standing(-1, shade="cannot")
    if modal == "can":
        return Standing(negated, "possible", shade="ability")
    if not perfect and is_past_ability(token):
        return Standing(negated, shade="was_able")
    return Standing(negated, "possible", "could", shade="possible")


def is_past_ability(token: Token) -> bool:
    """Whether "could" tells what somebody was able to do: an animate subject in a past story."""
    subject = own_subject(token)
    if subject is None or not _is_person(subject) or token.dep_ == "ccomp":
        return False
    own = {child.i for child in auxiliaries(token)}
    finite = ("VBD", "VBZ", "VBP", "MD")
    others = [t for t in token.sent if t.tag_ in finite and t.i not in own and t.i != token.i]
    return bool(others) and all(t.tag_ == "VBD" for t in others)


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ in ("PERSON", "NORP") or noun.lower_ in certainty_words().personal


# ------------------------------------------------------------------ adverbs and adjectives


@cache
def _terms() -> dict[str, Standing]:
    """Estimative words to what they say: bands by ICD 203 alone, no band where it has none."""
    book = estimative()
    found: dict[str, Standing] = {}
    for row in book.probability:
        level: Level = "probable" if row.high > 50 else "possible"
        band = book.band(row.term, "icd203")
        shade = "probable" if row.low >= 50 else ("even" if row.high > 50 else "unlikely")
        if row.low < 95 or row.high < 100:
            found[row.term] = Standing(1, level, row.term, band, "sure" if row.low >= 95 else shade)
    for modal in book.modality:
        if modal.level in ("possible", "probable") and " " not in modal.term:
            found.setdefault(modal.term, Standing(1, modal.level, modal.term, shade=modal.level))
    for evidential in book.evidentials:
        if evidential.level == "probable":
            found[evidential.term] = Standing(1, "probable", evidential.term, shade="probable")
    for name in cues().adverbs:
        found[name] = Standing(1, "alleged", name, shade="alleged")
    for modal_verb in ("may", "might", "could", "should", "must", "would", "will", "can"):
        found.pop(modal_verb, None)
    return found


def term_at(word: Token) -> Standing | None:
    """What an adverb or adjective says of the predicate it belongs to, its own adverbs counted."""
    degrees = [c.lower_ for c in word.children if c.dep_ == "advmod" and c.i < word.i]
    for degree in degrees[-1:]:
        found = _terms().get(f"{degree} {word.lower_}")
        if found:
            return found
    found = _terms().get(str(word.lower_))
    if found is not None and any(c.dep_ == "neg" for c in word.children):
        return Standing(-found.polarity, found.level, found.term, None, found.shade)
    return found


def by_adverbs(token: Token) -> Standing:
    """What adverbs that hang from a predicate or from its auxiliaries say."""
    standing = Standing()
    for word in _adverbs(token):
        found = term_at(word)
        if found is not None:
            standing = standing.hedged(found)
    return standing


def _adverbs(token: Token, depth: int = 0) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "advmod" or (child.dep_ == "acomp" and token.lemma_ == "be"):
            yield child
            yield from (c for c in child.children if c.dep_ == "advmod" and c.i < child.i)
        elif child.dep_ in _AUXILIARIES or child.dep_ in ("attr", "prep"):
            near = child.dep_ in _AUXILIARIES
            yield from (c for c in child.children if c.dep_ == "advmod" and (near or c.i < child.i))
    alone = not any(child.dep_ in _AUXILIARIES for child in token.children)
    if depth < _MOST_CONJUNCTS and alone and _leans(token):
        yield from (word for word in _adverbs(token.head, depth + 1) if word.i < token.head.i)


def own_standing(token: Token) -> Standing:
    """How a predicate stands by its own words alone."""
    standing = by_modal(token)
    adverbs = by_adverbs(token)
    if _foretold(token):
        adverbs = adverbs.hedged(Standing(1, "probable", lemma_of(token), shade="probable"))
    if _seems(token):
        adverbs = adverbs.hedged(Standing(1, "probable", str(token.lower_), shade="seems"))
    if standing.shade == "forecast" and adverbs.level == "asserted":
        return standing
    return standing.hedged(adverbs)


def _foretold(token: Token) -> bool:
    """ "Is expected to meet", "was anticipated to be": somebody foretells it."""
    kinds = cues().verbs.get(lemma_of(token), ())
    passive = any(child.dep_ == "auxpass" for child in token.children)
    if not passive or not any(cue.factivity == "forecast" for cue in kinds):
        return False
    return any(child.dep_ in ("xcomp", "oprd") for child in token.children)


def _seems(token: Token) -> bool:
    """A verb of seeming with what it seems: "appears keen", not "appeared in the paper"."""
    if not any(cue.kind == "appear" for cue in cues().verbs.get(str(token.lemma_).lower(), ())):
        return False
    return any(child.dep_ in ("oprd", "acomp", "xcomp", "ccomp") for child in token.children)
