"""Cue words to a lemma: "has repeatedly said" is say, "accused … of" accuse, "made clear" that.

A cue may be tagged with auxiliaries, adverbs, light verbs and where it was said. The lemma is that
of the word in it which tells what kind of cue it is, whether or not the codebook knows the word; a
word that it does not know has a lemma but no kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.claims.parts import Reading
from accord.claims.phrases import lemma_of
from accord.claims.tokens import Token
from accord.codebooks.cues import Cue, Cues, cues
from accord.model import Span

_VERBAL = ("VERB", "AUX")
_AUXILIARY = frozenset(("aux", "auxpass"))
_SKIPPED = ("SPACE", "DET", "PUNCT")
_LONGEST = 40
"""How many words of a cue are looked at; a longer one is a tagger's slip."""


def cue_lemma_of(reading: Reading, spans: Sequence[Span]) -> str | None:
    """The lemma of a cue given by its spans; None if there is no word or mark in them."""
    tokens = _tokens(reading, spans)
    if not tokens:
        return None
    return _fixed(tokens) or _from_words(tokens) or _mark(tokens) or _any_word(tokens)


def cue_of(reading: Reading, spans: Sequence[Span]) -> Cue | None:
    """What the codebook knows of a cue: its kind and factivity; None if it is not known.

    Of a verb with several kinds it is the one whose preposition is there: "call for" is an order.
    """
    lemma = cue_lemma_of(reading, spans)
    known = cues().verbs.get(lemma or "", ())
    words = {token.lower_ for token in _tokens(reading, spans)}
    for cue in known:
        if any(frame.partition(":")[2] in words for frame in cue.frames if ":" in frame):
            return cue
    return cues().of(lemma)


def _tokens(reading: Reading, spans: Sequence[Span]) -> list[Token]:
    found: dict[int, Token] = {}
    for start, end in spans:
        phrase = reading.doc.char_span(start, end, alignment_mode="expand")
        if phrase is not None:
            found.update((token.i, token) for token in phrase)
    return [found[i] for i in sorted(found) if not found[i].is_space][:_LONGEST]


def _fixed(tokens: Sequence[Token]) -> str | None:
    """A fixed phrase ("according to") or an adverb ("reportedly") of the codebook."""
    lowered = f" {' '.join(token.lower_ for token in tokens)} "
    for phrase in cues().phrases:
        if f" {phrase.cue} " in lowered:
            return phrase.cue
    words = [token for token in tokens if token.pos_ not in _SKIPPED]
    if len(words) == 1 and words[0].lower_ in cues().adverbs:
        return str(words[0].lower_)
    return None


def _from_words(tokens: Sequence[Token]) -> str | None:
    """The lemma of the verb, noun or adjective that the codebook knows, topmost first."""
    inside = {token.i for token in tokens}
    verbs = [t for t in tokens if t.pos_ in _VERBAL and t.dep_ not in _AUXILIARY]
    nouns = [t for t in tokens if t.pos_ == "NOUN"]
    adjectives = [t for t in tokens if t.pos_ in ("ADJ", "VERB") or t.tag_ in ("VBN", "VBD")]
    ranked = sorted(verbs, key=lambda verb: (_depth(verb, inside), verb.i))
    return next(_candidates(ranked, nouns, adjectives, inside), None)


def _candidates(
    verbs: Sequence[Token], nouns: Sequence[Token], adjectives: Sequence[Token], inside: set[int]
) -> Iterator[str]:
    known = cues()
    late: list[str] = []
    for verb in verbs:
        lemma = lemma_of(verb)
        joined = _with_particle(verb, inside, known)
        light = lemma in known.light_verbs and any(_is_known(n, known) for n in nouns)
        if joined is not None:
            yield joined
        elif light or _only_goes_on(lemma, known):
            late += [lemma] if lemma in known.verbs else []
        elif lemma in known.verbs:
            yield lemma
    yield from (str(n.lemma_).lower() for n in nouns if _is_known(n, known))
    yield from (t.lower_ for t in adjectives if t.lower_ in known.adjectives)
    yield from (found for t in (*verbs, *nouns) if (found := lemma_of(t)) in known.further)
    yield from late


def _depth(token: Token, inside: set[int]) -> int:
    """How many words of the cue stand above a word."""
    steps = 0
    while token.head.i != token.i and token.head.i in inside and steps < len(inside):
        token = token.head
        steps += 1
    return steps


def _with_particle(verb: Token, inside: set[int], known: Cues) -> str | None:
    """ "point out", "make clear", "make it clear": a verb with a word that the codebook joins."""
    lemma = lemma_of(verb)
    for token in verb.doc[verb.i + 1 : verb.i + 4]:
        joined = f"{lemma} {token.lower_}"
        if token.i in inside and joined in known.verbs and not _only_goes_on(joined, known):
            return joined
    return None


def _only_goes_on(lemma: str, known: Cues) -> bool:
    """Whether a verb is a cue beside a quotation alone: "continue", "go on", "begin"."""
    kinds = known.verbs.get(lemma, ())
    return bool(kinds) and all(cue.frames == {"quote"} for cue in kinds)


def _is_known(noun: Token, known: Cues) -> bool:
    return str(noun.lemma_).lower() in known.nouns


def _mark(tokens: Sequence[Token]) -> str | None:
    """A colon or a dash that stands for the cue, if nothing else does."""
    if all(token.is_punct or token.text in cues().marks for token in tokens):
        return next((t.text for t in tokens if t.text in cues().marks), None)
    return None


def _any_word(tokens: Sequence[Token]) -> str | None:
    """The lemma of a cue that the codebook does not know: its verb, noun, or any other word."""
    inside = {token.i for token in tokens}
    for parts in (_VERBAL, ("NOUN",), ("ADJ", "ADV"), ("ADP", "SCONJ", "PROPN", "PART")):
        found = [t for t in tokens if t.pos_ in parts and t.dep_ not in _AUXILIARY]
        found = [t for t in found if t.lemma_ not in cues().empty_verbs]
        if found:
            top = min(found, key=lambda token: (_depth(token, inside), token.i))
            return lemma_of(top)
    found = [token for token in tokens if token.is_alpha]
    return lemma_of(found[0]) if found else None
