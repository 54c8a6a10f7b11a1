"""What a predicate's own words say of it: denied or not, modal verbs, adverbs of probability."""

from __future__ import annotations

from collections.abc import Iterator

from accord.claims.estimates import chance_in, denied, phrase_term, term_at, undercut_in
from accord.claims.phrases import SUBJECTS, lemma_of
from accord.claims.standings import Standing
from accord.claims.tokens import Token, once
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues

_AUXILIARIES = frozenset({"aux", "auxpass"})


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
    if any(_child_denies(child) for child in token.children):
        return True
    if token.dep_ == "conj" and _is_passed_over(token):
        return True
    if depth >= _MOST_CONJUNCTS or not _leans(token):
        return False
    if any(c.lower_ == "nor" for c in token.head.children if c.dep_ == "cc" and c.i < token.i):
        return True
    if not _shares_negation(token):
        return False
    return is_negated(token.head, depth + 1)


def _child_denies(child: Token) -> bool:
    """Whether a word below a predicate denies it."""
    kind = child.dep_
    if kind in ("neg", "advmod", "preconj", "cc"):
        return _denies(child)
    if kind in ("nsubj", "nsubjpass", "dobj", "attr", "expl"):
        return _is_none(child)
    if kind == "det":
        return child.lower_ in certainty_words().negative.determiners
    if kind == "acomp":
        return any(_denies(c) for c in child.children if c.dep_ == "neg")
    if kind == "prep":
        return any(_is_never(c) for c in child.children)
    if kind in _AUXILIARIES:
        if child.lower_.endswith(("n't", "n’t")):
            return True  # "Hasn't" in one piece.
        return any(_is_never(c) for p in child.children if p.dep_ == "prep" for c in p.children)
    return False


def _shares_negation(token: Token) -> bool:
    """ "did not send or receive" denies both, "is not ready and is wary" the first alone."""
    if any(child.dep_ in _AUXILIARIES for child in token.children) or token.tag_ != token.head.tag_:
        return False
    between = {c.lower_ for c in token.head.children if c.dep_ == "cc"}
    finite = token.tag_ in ("VBZ", "VBP", "VBD")
    return "or" in between or "nor" in between or not (finite or between & {"but", "yet"})


def _denies(word: Token) -> bool:
    words = certainty_words()
    if word.lower_ == "longer":
        return any(c.lower_ == "no" for c in word.children)
    if word.lower_ in words.almost and word.dep_ == "advmod":
        return _is_last_before(word, word.head)
    if word.lower_ not in words.negative.adverbs or word.lower_ == "yet":
        return False
    if word.i > word.sent.start and word.nbor(-1).lower_ == "than":
        return False  # "More likely than not to sign".
    return not (word.i + 1 < len(word.doc) and word.nbor().lower_ in words.not_denied)


def _is_passed_over(token: Token) -> bool:
    """ "Waited rather than attack": what stands behind "than" was not done."""
    joined = [c for c in token.head.children if c.dep_ == "cc" and c.i < token.i]
    if not joined or joined[-1].lower_ != "than" or joined[-1].i == token.sent.start:
        return False
    return joined[-1].nbor(-1).lower_ in certainty_words().without


def _is_never(noun: Token) -> bool:
    """ "At no time", "under no circumstances", "by no means"."""
    words = certainty_words().negative
    denied = any(c.lower_ in words.determiners for c in noun.children)
    return noun.dep_ == "pobj" and denied and noun.lower_ in words.occasions


def _is_last_before(word: Token, verb: Token) -> bool:
    """ "Almost sent", "was nearly sent": the adverb stands right before the verb itself."""
    return verb.pos_ == "VERB" and word.i == verb.i - 1


def _is_none(noun: Token) -> bool:
    """ "no evidence", "none of them", "nobody"."""
    words = certainty_words().negative
    if noun.lower_ in words.pronouns:
        return True
    if any(c.dep_ in ("det", "neg") and c.lower_ in words.determiners for c in noun.children):
        return True
    kinds = {c.dep_ for c in noun.children if c.lower_ not in words.quantifiers}
    if any(c.dep_ == "preconj" and c.lower_ in words.determiners for c in noun.children):
        return True  # "Neither Iran nor Oman".
    few = any(c.lower_ in words.quantifiers for c in noun.children)
    return few and not kinds & {"det", "poss"}  # "Few states", not "the few states".


# ------------------------------------------------------------------ modal verbs


@once
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
    perfect = is_perfect(token)
    negated = -1 if is_negated(token) else 1
    if modal in ("may", "might"):
        return Standing(negated, "possible", _well(token, modal), shade="possible")
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
        if perfect and not _has_horizon(token):
            return Standing(negated, "probable", "will have", shade="probable")
        return Standing(negated, shade="forecast")
    return Standing(negated)


def is_perfect(token: Token) -> bool:
    """Whether "have" stands among the auxiliaries: "may have sent"."""
    return any(child.lower_ in ("have", "'ve", "’ve") for child in auxiliaries(token))


def _has_horizon(token: Token) -> bool:
    """ "Will have sent 300 by May" looks ahead; "will have heard it" supposes."""
    return any(c.dep_ == "prep" and c.lower_ in ("by", "within", "before") for c in token.children)


def _well(token: Token, modal: str) -> str:
    """ "May well": the two are one term."""
    for child in auxiliaries(token):
        if child.lower_ == modal and child.i + 1 < token.i and child.nbor().lower_ == "well":
            return f"{modal} well"
    return modal


def _by_can(token: Token, modal: str, perfect: bool, negated: int) -> Standing:
    """ "could" is possibility or past ability, "can" ability; "cannot" denies."""
    if negated < 0 and not perfect:
        return Standing(-1, shade="cannot")
    if negated < 0:  # "Cannot have known", "could not have known".
        return Standing(
            -1, "probable", f"{modal}{'' if modal == 'can' else ' '}not have", shade="cannot"
        )
    if modal == "can":
        return Standing(1, "possible", shade="ability")
    if not perfect and is_past_ability(token):
        return Standing(1, shade="was_able")
    if not perfect and is_capability(token):
        return Standing(1, "possible", modal, shade="ability")
    return Standing(1, "possible", _well(token, modal), shade="possible")


def is_capability(token: Token) -> bool:
    """Whether "could" tells what a thing is made for: "the missile could carry a warhead".

    A thing that holds, carries or reaches something, in no stated future.
    """
    words = certainty_words().capability
    subject = own_subject(token)
    if subject is None or lemma_of(token) not in words.verbs:
        return False
    lemma = str(subject.lemma_).lower()
    ahead = any(child.dep_ == "npadvmod" for child in token.children)
    return subject.dep_ == "nsubj" and lemma in words.things and not ahead


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


def by_adverbs(token: Token) -> Standing:
    """What adverbs that hang from a predicate or from its auxiliaries say."""
    standing = Standing()
    for word in _adverbs(token):
        found = phrase_term(word) if word.dep_ == "prep" else term_at(word)
        if found is not None:
            standing = standing.hedged(found)
    return standing


def _adverbs(token: Token, depth: int = 0) -> Iterator[Token]:
    for child in token.children:
        if child.i > token.i and _is_of_number(child):
            continue
        if child.dep_ == "advmod" or (child.dep_ == "acomp" and token.lemma_ == "be"):
            yield child
            yield from (c for c in child.children if c.dep_ == "advmod" and c.i < child.i)
            continue
        if child.dep_ == "prep" and child.lower_ == "in":
            yield child
        if child.dep_ == "nsubj":  # "The envoy in all likelihood signed it".
            yield from (c for c in child.children if c.dep_ == "prep" and c.lower_ == "in")
        if child.dep_ in _AUXILIARIES or child.dep_ in ("attr", "prep"):
            near = child.dep_ in _AUXILIARIES
            yield from (c for c in child.children if c.dep_ == "advmod" and (near or c.i < child.i))
    if token.lemma_ == "be":
        yield from undercut_in(token)
    alone = not any(child.dep_ in _AUXILIARIES for child in token.children)
    if depth < _MOST_CONJUNCTS and alone and _leans(token):
        yield from (word for word in _adverbs(token.head, depth + 1) if word.i < token.head.i)


def _is_of_number(adverb: Token) -> bool:
    """ "300 troops, possibly more": the adverb is about the number."""
    if adverb.tag_ in ("JJR", "RBR"):
        return True
    following = adverb.nbor() if adverb.i + 1 < adverb.sent.end else None
    return following is not None and following.tag_ in ("JJR", "RBR", "CD")


@once
def own_standing(token: Token) -> Standing:
    """How a predicate stands by its own words alone."""
    standing = by_modal(token)
    if (found := _denied_term(token)) is not None:
        return Standing(1, standing.level, shade=standing.shade).hedged(found)
    adverbs = by_adverbs(token)
    if (chance := chance_in(token)) is not None:
        adverbs = adverbs.hedged(chance)
        standing = Standing(1, standing.level, standing.term, standing.band, standing.shade)
    if (foretold := _foretold(token)) is not None:
        adverbs = adverbs.hedged(foretold)
    if _seems(token):
        adverbs = adverbs.hedged(Standing(1, "probable", str(token.lower_), shade="seems"))
    if _not_necessarily(token):
        standing = Standing(1, standing.level, shade=standing.shade)
        adverbs = adverbs.hedged(Standing(1, "possible", "not necessarily", shade="possible"))
    if standing.shade == "forecast" and adverbs.level == "asserted":
        return Standing(standing.polarity * adverbs.polarity, "asserted", adverbs.term,
                        adverbs.band, "forecast")  # fmt: skip
    return standing.hedged(adverbs)


def _denied_term(token: Token) -> Standing | None:
    """ "Is not likely", "is not certain", "is not unlikely": the term itself is denied."""
    if token.lemma_ != "be" or not is_negated(token):
        return None
    for child in token.children:
        if child.dep_ == "acomp" and (found := term_at(child)) is not None:
            return found if any(c.dep_ == "neg" for c in child.children) else denied(found)
    return None


def _not_necessarily(token: Token) -> bool:
    """ "Does not necessarily mean": it may, or not."""
    around = [*token.children, *(c for aux in auxiliaries(token) for c in aux.children)]
    return any(
        c.lower_ == "necessarily" and c.i > c.sent.start and c.nbor(-1).dep_ == "neg"
        for c in around
    )


def _foretold(token: Token) -> Standing | None:
    """ "Is expected to meet", "is set to meet": somebody foretells or has scheduled it."""
    words = certainty_words().adjectives
    for child in token.children:
        below = child.dep_ == "acomp" and any(c.dep_ == "xcomp" for c in child.children)
        if below and child.lower_ in words.scheduled:
            return Standing(1, "probable", str(child.lower_), shade="forecast")
        if below and child.lower_ in words.forecast and term_at(child) is None:
            return Standing(1, shade="forecast")
    if not any(child.dep_ in ("xcomp", "oprd") for child in token.children):
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children)
    kinds = cues().verbs.get(lemma_of(token), ())
    if passive and any(cue.factivity == "forecast" for cue in kinds):
        return Standing(1, "probable", lemma_of(token), shade="probable")
    if token.lower_ in words.scheduled and (passive or token.tag_ == "VBG"):
        return Standing(1, "probable", str(token.lower_), shade="forecast")
    return None


def _seems(token: Token) -> bool:
    """A verb of seeming with what it seems: "appears keen", not "appeared in the paper"."""
    if not any(cue.kind == "appear" for cue in cues().verbs.get(str(token.lemma_).lower(), ())):
        return False
    return any(child.dep_ in ("oprd", "acomp", "xcomp", "ccomp") for child in token.children)


def is_order(token: Token) -> bool:
    """An imperative: a bare verb at the top of a sentence, without subject or helper."""
    while token.tag_ == "VB" and own_subject(token) is None and not is_helped(token):
        if token.dep_ != "conj":
            return token.dep_ in ("ROOT", "ccomp")
        token = token.head
    return False


def is_helped(token: Token) -> bool:
    """Whether a verb has an auxiliary of its own, but for the "do" of an emphatic imperative."""
    return any(
        child.dep_ in _AUXILIARIES and child.lower_ not in ("do", "please")
        for child in token.children
    )
