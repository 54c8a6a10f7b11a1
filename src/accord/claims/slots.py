"""What stands round a predicate: its arguments by slot, read from the parse of one clause.

A pattern asks for "the object", "what stands after *to*", "the infinitive". `Slots` answers for a
verb (with the subjects and objects that `Clause` has already resolved), and for an event noun.
Parsers attach prepositional phrases to the wrong neighbour often ("filled with arms to Russia"), so
a preposition is looked for at the predicate first, then inside its object, then deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from accord.claims.parts import Clause
from accord.claims.tokens import Token, once

MAX_DEPTH = 6
"""How far down a noun phrase is followed: junk text can nest without end."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
INNER = frozenset({"xcomp", "ccomp"})
PREP_TAGS = frozenset({"ADP", "SCONJ", "VERB", "PART", "ADV"})
COMPOUND_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
HYPHENS = frozenset({"-", "‐", "–"})
NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "DET"})


_OUR = re.compile(
    r"(lab|col|fav|neighb|hon|harb|arm|vap|behavi|endeav|flav|hum|rum|vig|sav|tum|val|ard|parl)our"
)


@lru_cache(maxsize=65_536)
def canonical(word: str) -> str:
    """One spelling for British and American forms, in lower case, without hyphens."""
    word = word.lower().replace("-", "").replace("’", "'")
    for british, american in (("isation", "ization"), ("yse", "yze")):
        word = word.replace(british, american)
    word = _OUR.sub(r"\1or", word)
    if word.endswith("ise"):
        return word[:-3] + "ize"
    return word[:-4] + "ense" if word.endswith("ence") and len(word) < 9 else word


def lemma(token: Token) -> str:
    """The token's lemma in one spelling; plural names ("Talks" in a headline) lose their s.

    A verb whose ending shows that its base has an e gets it back ("hopes" is not of "hop").
    """
    return _lemma(token.lemma_ or token.text, token.lower_, token.pos_, token.tag_)


@lru_cache(maxsize=65_536)
def _lemma(base: str, word: str, pos: str, tag: str) -> str:
    text = canonical(base)
    if pos == "VERB":
        return text + "e" if _lost_e(word, text) else text
    if tag == "NNPS" and text.endswith("s") and not text.endswith("ss"):
        return text[:-1]
    return text


_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_HISSES = ("s", "x", "z", "ch", "sh", "o")


def _lost_e(word: str, base: str) -> bool:
    """Whether `base` cannot be the base of `word`: "hop" would give "hops" and "hopped"."""
    if word == base + "es":
        return not base.endswith(_HISSES)
    return word in {base + "ed", base + "ing"} and _SHORT.fullmatch(base) is not None


@once
def forms(token: Token) -> tuple[str, ...]:
    """Names by which a noun can be looked up, longest first: "hunger strike", "strike".

    A hyphened compound also counts as one word ("cease-fire" is ceasefire), and a noun with an
    of-phrase as three ("state of emergency").
    """
    base = lemma(token)
    found = [f"{base} of {lemma(obj)}" for obj in prep_objects(token, ("of",))]
    joined = base
    at = token
    for _ in range(3):
        left = _left(at)
        if left is None:
            break
        at, hyphen = left
        joined = lemma(at) + ("" if hyphen else " ") + joined
        found.append(joined)
    found.sort(key=lambda form: (-form.count(" "), -len(form)))
    return (*dict.fromkeys(found), base)


def may_be(token: Token, ends: frozenset[str]) -> bool:
    """Whether any of `forms(token)` can end in, or begin an of-phrase with, a word of `ends`.

    A cheap test that spares most nouns the making of their forms; a hyphen before the noun may join
    it with what stands there ("cease-fire"), so those are let through.
    """
    return lemma(token) in ends or (token.i > 0 and token.nbor(-1).text in HYPHENS)


def ends_of(names: Iterable[str]) -> frozenset[str]:
    """The words of which `may_be` wants one: last words, and first words before "of"."""
    return frozenset(
        word for name in names for word in (name.split(" of ")[0].split()[-1], name.split()[-1])
    )


def _left(token: Token) -> tuple[Token, bool] | None:
    """The word to the left within the same compound, and whether a hyphen joins them."""
    if token.i == 0:
        return None
    before = token.nbor(-1)
    if before.text in HYPHENS and before.i > 0 and not before.whitespace_:
        return before.nbor(-1), True
    if before.pos_ in COMPOUND_TAGS and before.text.replace("-", "").isalpha():
        return before, False
    return None


def prep_objects(token: Token, preps: Sequence[str]) -> list[Token]:
    """Objects of prepositions hanging on `token`, in text order."""
    return [
        obj for prep in token.children if _is_prep(prep) and prep.lower_ in preps
        for obj in _objects_of(prep)
    ]  # fmt: skip


def _is_prep(token: Token) -> bool:
    return token.dep_ in {"prep", "agent", "dative"} and token.pos_ in PREP_TAGS


def _objects_of(prep: Token) -> Iterator[Token]:
    """Objects of a preposition, through "out of", "because of", and coordination."""
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield child
            yield from conjuncts(child)
        elif child.dep_ == "prep" and prep.pos_ in {"ADP", "SCONJ", "ADV"}:
            yield from (obj for obj in child.children if obj.dep_ in {"pobj", "pcomp"})


def conjuncts(token: Token) -> list[Token]:
    """Later members of a coordination of noun phrases that `token` begins."""
    found: list[Token] = []
    at = [token]
    while at and len(found) < 40:
        at = [
            c for t in at for c in t.children
            if c.dep_ == "conj" and (c.pos_ in NOUN_TAGS) == (token.pos_ in NOUN_TAGS)
        ]  # fmt: skip
        found += at
    return found


@dataclass(slots=True)
class Slots:
    """Arguments of one predicate. `near` holds prepositions of its own, `far` those in its objects.

    `inner` maps "" to infinitive and clause complements, a preposition to its gerunds.
    `future` is True for "will", "is to", "is going to"; `modal` is the lower-case modal or None.
    """

    head: Token
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    agents: list[Token] = field(default_factory=list)
    near: dict[str, list[Token]] = field(default_factory=dict)
    far: dict[str, list[Token]] = field(default_factory=dict)
    inner: dict[str, list[Token]] = field(default_factory=dict)
    adjective: Token | None = None
    particles: frozenset[str] = frozenset()
    passive: bool = False
    negated: bool = False
    future: bool = False
    modal: str | None = None

    def after(self, preps: Sequence[str], *, far: bool = True) -> list[Token]:
        """Noun phrases after any of `preps`: the predicate's own first, then those further in."""
        found = [t for p in preps for t in self.near.get(p, ())]
        if far and not found:
            found = [t for p in preps for t in self.far.get(p, ())]
        return found


def of_clause(clause: Clause) -> Slots:
    """Slots of a clause: its own subjects, objects and agents over what the tree alone shows."""
    slots = of_verb(clause.head)
    slots.passive, slots.negated = clause.passive, clause.negated or slots.negated
    slots.subjects = list(clause.subjects) or slots.subjects
    slots.agents = list(clause.agents) or slots.agents
    slots.objects = _merge(slots.objects, clause.objects)
    if not slots.subjects and clause.parent is not None and _is_of_object(clause.head):
        slots.subjects = list(clause.parent.subjects)
    for prep, heads in clause.obliques.items():
        known = slots.near.setdefault(prep, [])
        known += [head for head in heads if head not in known]
    return slots


def _is_of_object(head: Token) -> bool:
    """Whether a gerund hangs on the object of the verb above: "suggested the idea of sending"."""
    return head.dep_ == "pcomp" and head.head.head.dep_ == "dobj"


def _merge(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    """Both, without repeats, in text order."""
    return sorted({token.i: token for token in (*first, *second)}.values(), key=lambda t: t.i)


def of_verb(head: Token, subjects: Sequence[Token] = ()) -> Slots:
    """Slots of a verb from the tree; `subjects` are inherited ones (control)."""
    slots = Slots(head, subjects=list(subjects))
    particles: set[str] = set()
    for child in head.children:
        dep = child.dep_
        if dep in SUBJECTS:
            slots.subjects = [child, *conjuncts(child)]
            slots.passive = slots.passive or dep == "nsubjpass"
        elif dep in OBJECTS or (dep == "dative" and child.pos_ != "ADP"):
            slots.objects += [child, *conjuncts(child)]
        elif dep == "acomp":
            slots.adjective = child
        elif dep == "prt":
            particles.add(child.lower_)
        elif dep == "advmod" and child.i > head.i:
            _prepositions(slots, child, slots.near, 1)
        elif dep in INNER:
            _complement(slots, child)
        elif dep == "conj" and child.pos_ in {"NOUN", "NUM", "PRON"} and slots.objects:
            slots.objects.append(child)  # "gave him a boat in May, and a second one in June"
        _auxiliary(slots, child)
    slots.particles = frozenset(particles)
    _prepositions(slots, head, slots.near, 0)
    if slots.adjective is not None:
        _adjective(slots, slots.adjective)
    for obj in slots.objects:
        _dig(slots, obj, 0)
    slots.agents = slots.near.get("by", []) if slots.passive else []
    given = [t for t in slots.objects if any(c.dep_ == "dative" for c in (t, *t.conjuncts))]
    if given and len(given) < len(slots.objects):
        slots.near.setdefault("to", given)  # "Sent Ardania workers" is "sent workers to Ardania".
    return slots


OBLIGATIONS = frozenset({"must", "should", "ought", "need", "have"})


def _complement(slots: Slots, verb: Token) -> None:
    """File a complement: under "" as it is, under "must" too if it says what somebody has to do.

    The subject of an infinitive is the object of the verb above ("want them to stop").
    """
    slots.inner.setdefault("", []).append(verb)
    auxiliaries = [c for c in verb.children if c.dep_ == "aux"]
    if any(c.tag_ == "MD" and c.lower_ in OBLIGATIONS for c in auxiliaries):
        slots.inner.setdefault("must", []).append(verb)
    elif lemma(verb) in {"need", "have"} and not any(c.lower_ == "yet" for c in verb.children):
        slots.inner.setdefault("must", []).extend(c for c in verb.children if c.dep_ == "xcomp")
    bare = verb.tag_ == "VB" or verb.pos_ == "ADJ"
    if any(c.lower_ == "to" for c in auxiliaries) or (bare and not auxiliaries):
        for child in verb.children:
            if child.dep_ == "nsubj":
                slots.objects += [child, *conjuncts(child)]


def subjects_of(verb: Token) -> list[Token]:
    """The subjects that stand with a verb itself, or with the one above its infinitive."""
    at = verb
    for _ in range(3):
        found = [c for c in at.children if c.dep_ in SUBJECTS]
        if found or at.dep_ != "xcomp":
            return [t for c in found for t in (c, *conjuncts(c))]
        at = at.head
    return []


def _auxiliary(slots: Slots, child: Token) -> None:
    """Take up tense, mood, voice and negation."""
    if child.dep_ in {"aux", "auxpass"}:
        word = canonical(child.lemma_)
        if child.tag_ == "MD":
            slots.modal = child.lower_
            slots.future = slots.future or word in {"will", "shall", "'ll", "wo"}
        slots.passive = slots.passive or child.dep_ == "auxpass"
    elif child.dep_ == "neg":
        slots.negated = True


def _adjective(slots: Slots, adjective: Token) -> None:
    """Complements of a predicate adjective count as the copula's: "ready to meet"."""
    for child in adjective.children:
        if child.dep_ in INNER:
            slots.inner.setdefault("", []).append(child)
    _prepositions(slots, adjective, slots.near, 1)


def _prepositions(slots: Slots, head: Token, into: dict[str, list[Token]], depth: int) -> None:
    """File the prepositional phrases of `head` under their (lower-case) prepositions."""
    if depth > MAX_DEPTH:
        return
    for prep in head.children:
        if not _is_prep(prep):
            continue
        for obj in _objects_of(prep):
            if obj.pos_ in {"VERB", "AUX"} and obj.dep_ in {"pcomp", "conj"}:
                slots.inner.setdefault(prep.lower_, []).append(obj)
            else:
                into.setdefault(prep.lower_, []).append(obj)
            _dig(slots, obj, depth + 1)


def _dig(slots: Slots, noun: Token, depth: int) -> None:
    """File what hangs on an object: its prepositions, and those of a participle after it."""
    if depth > MAX_DEPTH:
        return
    _prepositions(slots, noun, slots.far, depth + 1)
    for child in noun.children:
        if child.dep_ == "acl":
            slots.inner.setdefault("of object", []).append(child)
            _prepositions(slots, child, slots.far, depth + 1)


def of_noun(head: Token) -> Slots:
    """Slots of an event noun: only its prepositional phrases and infinitives."""
    slots = Slots(head)
    _prepositions(slots, head, slots.near, 0)
    for child in head.children:
        if child.dep_ == "acl":
            slots.inner.setdefault("", []).append(child)
            _prepositions(slots, child, slots.far, 1)
    return slots
