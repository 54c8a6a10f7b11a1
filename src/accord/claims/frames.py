"""Frames: what a verb of saying or thinking takes as content, and how that looks in a parse.

Which frames a verb takes stands in the codebook `cues.yaml`; this module finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from accord.claims.phrases import (
    agent_of,
    is_passive,
    lemma_of,
    matrix_of,
    noun_phrase,
    subject_of,
    subtree,
)
from accord.claims.tokens import Token
from accord.codebooks.cues import Cue, cues

Found = list[Token]


def children_of(verb: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these labels, in order."""
    return [child for child in verb.children if child.dep_ in deps]


def is_finite_or_bare(clause: Token) -> bool:
    """Whether a clause is no infinitive with "to"."""
    return not any(child.tag_ == "TO" for child in clause.children if child.dep_ == "aux")


def _f_clause(verb: Token) -> Found:
    clauses = [c for c in children_of(verb, "ccomp") if is_finite_or_bare(c) or _asks(c)]
    verbal = [c for c in clauses if c.pos_ in ("VERB", "AUX")] or clauses
    near = [c for c in verbal if not _across_colon(c, verb)] or verbal
    if near:
        return [token for clause in near for token in _without_strays(clause, verb)]
    for told in children_of(verb, "dobj", "dative"):
        if told.lemma_.lower() not in cues().nouns:
            for clause in children_of(told, "relcl", "acl"):
                if any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children):
                    return subtree(clause)
    # A question or a free relative that the parser took for something else.
    for clause in children_of(verb, "advcl"):
        marks = [c for c in clause.children if c.dep_ == "mark"]
        if any(mark.lower_ == "that" for mark in marks):
            return subtree(clause)
    return []


def _without_strays(clause: Token, verb: Token) -> Found:
    """A content without coordinate clauses in which somebody speaks anew."""
    strays = [t for t in clause.subtree if t.dep_ == "conj" and matrix_of(t) == verb]
    return subtree(clause, *strays)


def _asks(clause: Token) -> bool:
    return any(child.tag_ in ("WRB", "WP", "WDT") for child in clause.children)


def _across_colon(clause: Token, verb: Token) -> bool:
    """Whether a clause stands before a colon that the cue stands after."""
    return any(token.text == ":" for token in verb.doc[clause.right_edge.i : verb.i])


def _f_inf(verb: Token) -> Found:
    for clause in children_of(verb, "xcomp"):
        if not is_finite_or_bare(clause) and not children_of(verb, "dobj"):
            return subtree(clause)
    return []


def _f_np_inf(verb: Token) -> Found:
    for clause in children_of(verb, "ccomp"):
        if not is_finite_or_bare(clause):
            return subtree(clause)
    objects = children_of(verb, "dobj", "dative")
    for clause in children_of(verb, "xcomp", "advcl"):
        if objects and not is_finite_or_bare(clause) and objects[0].i < clause.i:
            return subtree(objects[0]) + subtree(clause)
    return []


def _f_np_as(verb: Token) -> Found:
    phrases = [p for p in children_of(verb, "prep") if p.lower_ == "as" and list(p.children)]
    if not phrases or verb.i > phrases[0].i:
        return []
    objects = children_of(verb, "dobj")
    return [token for part in (*objects[:1], phrases[0]) for token in subtree(part)]


def _f_np_oprd(verb: Token) -> Found:
    parts = children_of(verb, "oprd")
    named = [c for c in children_of(verb, "dobj") if any(x.dep_ == "appos" for x in c.children)]
    if named and not parts:
        return subtree(named[0])
    if not parts:
        parts = [c for c in children_of(verb, "ccomp") if c.pos_ not in ("VERB", "AUX")]
    else:
        parts = children_of(verb, "dobj")[:1] + parts
    return [token for part in parts for token in subtree(part)]


def _f_gerund(verb: Token) -> Found:
    for clause in children_of(verb, "xcomp", "dobj"):
        having = any(child.lower_ == "having" for child in clause.children)
        if clause.tag_ == "VBG" or having:
            return subtree(clause)
    return []


def _f_np(verb: Token) -> Found:
    objects = [c for c in children_of(verb, "dobj") if c.i > verb.i or c.tag_ in ("WDT", "WP")]
    return subtree(objects[0]) if objects and not _reflexive(objects[0]) else []


def _reflexive(token: Token) -> bool:
    return token.pos_ == "PRON" and str(token.lower_).endswith(("self", "selves"))


def _f_passive(verb: Token) -> Found:
    """ "X is said to be": subject and infinitive; "it is said that": the clause alone."""
    raising = any(cue.kind == "appear" for cue in cues().verbs.get(lemma_of(verb), ()))
    if not (raising or is_passive(verb)):
        return []
    clauses = children_of(verb, "xcomp", "oprd", "acomp")
    if raising and verb.tag_ == "VB" and not clauses:
        return []
    subject = subject_of(verb)
    if subject is None:
        return []
    if str(subject.lower_) == "it" and children_of(verb, "ccomp"):
        return subtree(children_of(verb, "ccomp")[0])
    parts = clauses[:1] or ([] if raising else _passive_phrases(verb)[:1])
    if not parts:
        return []
    return noun_phrase(subject, verb) + subtree(parts[0])


def _passive_phrases(verb: Token) -> list[Token]:
    """ "is seen as a threat", "was accused of lying", also "… by the court of lying"."""
    own = [p for p in children_of(verb, "prep") if children_of(p, "pobj", "pcomp")]
    agent = agent_of(verb)
    of_agent = children_of(agent, "prep") if agent is not None else []
    astray = [phrase for phrase in of_agent if children_of(phrase, "pcomp")]
    return [phrase for phrase in (*own, *astray) if phrase.lower_ in ("of", "as")]


_FRAMES: Mapping[str, Callable[[Token], Found]] = MappingProxyType(
    {
        "np_as": _f_np_as, "np_oprd": _f_np_oprd, "np_inf": _f_np_inf, "clause": _f_clause,
        "inf": _f_inf, "gerund": _f_gerund, "passive": _f_passive,
    }
)  # fmt: skip
"""Frames by name, in the order in which they are tried."""


def _phrases(verb: Token, word: str, *, of_object: bool) -> list[Token]:
    """Prepositional phrases with `word` below a verb, or below its object."""
    holders = [verb, *(children_of(verb, "dobj") if of_object else [])]
    return [
        child
        for holder in holders
        for child in holder.children
        if child.dep_ in ("prep", "prt", "dative") and child.lower_ == word
        and any(c.dep_ in ("pobj", "pcomp") for c in child.children)
    ]  # fmt: skip


def frame_of(verb: Token, cue: Cue) -> tuple[str, Found]:
    """The frame that holds at `verb` and the content's tokens; ("", []) where none does."""
    for frame, find in _FRAMES.items():
        if frame in cue.frames and (found := find(verb)):
            return frame, found
    for frame in sorted(cue.frames):
        if frame.startswith("np:"):
            phrases = _phrases(verb, frame[3:], of_object=True)
            objects = children_of(verb, "dobj")
            if phrases and objects:
                return frame, subtree(objects[0]) + subtree(phrases[0])
    for frame in sorted(cue.frames):
        if frame.startswith("prep:"):
            for phrase in _phrases(verb, frame[5:], of_object=False):
                return frame, [token for token in subtree(phrase) if token.i != phrase.i]
    if "np" in cue.frames and (found := _f_np(verb)):
        return "np", found
    return "", []
