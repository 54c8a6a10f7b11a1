"""What hangs on what: conditions and their consequences; and what is said of the future."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from accord.claims.modality import auxiliaries, is_negated, modal_of, own_subject
from accord.claims.parts import Clause, Reading
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.model import Condition, Span

_EDGE = ",;:—–-. "


def find_conditions(clauses: Sequence[Clause], reading: Reading) -> dict[Clause, Condition]:
    """For each consequence its condition: "if", "unless", "in case of", "were X to", …

    The condition's span has its marker in it. A condition in a content ("he threatened aid would
    stop if …") belongs to the clause that it hangs from in the parse.
    """
    found: dict[Clause, Condition] = {}
    for clause in clauses:
        condition = condition_of(clause.head, reading)
        if condition is not None and clause not in found:
            found[clause] = condition
    return found


def condition_of(head: Token, reading: Reading) -> Condition | None:
    """The condition that hangs from a predicate, or None."""
    for start, end, counterfactual in _conditions(head):
        text = reading.text[start:end]
        lead = len(text) - len(text.lstrip(_EDGE))
        start, text = start + lead, text[lead:].rstrip(_EDGE)
        if text:
            return Condition(
                text=text, span=(start, start + len(text)), counterfactual=counterfactual
            )
    return None


def _conditions(head: Token) -> Iterator[tuple[int, int, bool]]:
    """Spans of conditional clauses and phrases below a predicate, nearest first."""
    for child in head.children:
        if is_conditional(child):
            start, end = _extent(child)
            yield start, end, _is_counterfactual(child)
    for start, end in _phrases(head):
        yield start, end, False


def is_conditional(clause: Token) -> bool:
    """Whether an adverbial clause is a condition by its subordinator, or by inversion."""
    if clause.dep_ not in ("advcl", "ccomp", "prep", "dep", "parataxis"):
        return False
    words = certainty_words().conditionals
    if clause.dep_ == "prep":
        return clause.lower_ in words.marks and any(c.dep_ == "pcomp" for c in clause.children)
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    if clause.dep_ == "advcl" and any(mark in words.marks for mark in marks):
        return True
    return not marks and is_inverted(clause)


def is_inverted(clause: Token) -> bool:
    """ "Should talks fail", "Were Seoul to send", "Had it not": the verb before its subject."""
    if clause.dep_ not in ("advcl", "ccomp", "parataxis"):
        return False
    words = certainty_words().conditionals.inverted
    if clause.tag_ == "MD" and clause.lower_ in words and clause.i == clause.sent.start:
        # "Should the truce collapse" with "collapse" taken for a noun.
        return clause.dep_ == "advcl"
    subject = own_subject(clause)
    if subject is None:
        return False
    helpers = [*auxiliaries(clause), clause]
    first = min(helpers, key=lambda token: token.i)
    opened = first.lower_ in words
    return (
        opened
        and first.i < subject.i
        and first.i == clause.left_edge.i
        and clause.sent[-1].text != "?"
    )


def is_concessive(clause: Token) -> bool:
    """ "even if": the consequence holds all the same."""
    mark = next((c for c in clause.children if c.dep_ == "mark"), None)
    if mark is None:
        return False
    return mark.i > 0 and mark.nbor(-1).lower_ == "even"


def _is_counterfactual(clause: Token) -> bool:
    """ "had it not been", "were they to": past perfect or subjunctive over a "would"."""
    first = min([*auxiliaries(clause), clause], key=lambda token: token.i)
    main = modal_of(clause.head)
    if main not in ("would", "could", "might"):
        return is_inverted(clause) and first.lower_ == "had"
    perfect = first.lower_ in ("had", "'d", "’d") and clause.tag_ == "VBN"
    subject = own_subject(clause)
    singular = subject is not None and "Number=Sing" in str(subject.morph)
    return perfect or (first.lower_ == "were" and (singular or is_inverted(clause)))


def _extent(clause: Token) -> Span:
    """A conditional clause with its marker, "even" and "only" before it included."""
    left, right = clause.left_edge, clause.right_edge
    if left.i > clause.sent.start and left.nbor(-1).lower_ in ("even", "only"):
        left = left.nbor(-1)
    return left.idx, right.idx + len(right)


def _phrases(head: Token) -> Iterator[Span]:
    """ "in case of", "as long as", "in the event of" below a predicate or its objects."""
    left, right = head.left_edge, head.right_edge
    words = list(head.doc[left.i : right.i + 1])
    lowered = [token.lower_ for token in words]
    for phrase in certainty_words().conditionals.phrases:
        parts = phrase.split()
        if len(parts) < 2 or phrase in ("even if", "only if"):
            continue
        for at in range(len(lowered) - len(parts)):
            if lowered[at : at + len(parts)] == parts and _belongs(words[at], head):
                if _is_duration(words[at], parts):
                    continue
                marked = words[at : at + len(parts)]
                owners = [word.head if word.dep_ == "mark" else word for word in marked]
                end = min(max(owner.right_edge.i for owner in owners), right.i)
                last = head.doc[end]
                yield words[at].idx, last.idx + len(last)


def _is_duration(first: Token, parts: list[str]) -> bool:
    """ "as long as the war" tells how long; "as long as they pay" is a condition."""
    if parts[-1] != "as":
        return False
    last = first.nbor(len(parts) - 1)
    return not any(t.pos_ in ("VERB", "AUX") for t in last.subtree if t.i > last.i) and (
        last.dep_ != "mark"
    )


def _belongs(word: Token, head: Token) -> bool:
    """Whether `head` is the nearest predicate above a word."""
    for up in word.ancestors:
        if up.pos_ in ("VERB", "AUX"):
            return up.i == head.i
    return False


# ------------------------------------------------------------------ forecasts


def is_forecast(clause: Clause, reading: Reading) -> bool:
    """Whether a clause is about the future as seen from the report.

    "will", "shall", "is going to", "is set to", "is expected to", "is likely to" and "may" or
    "might" with a verb of lasting or changing; "would" below a past verb of saying. What somebody
    wants or promises is no forecast, nor is a condition.
    """
    head = clause.head
    if is_conditional(head):
        return False
    modal = modal_of(head)
    if modal in ("will", "shall"):
        return not _is_perfect(head)
    if modal == "would":
        return _under_past_speech(head) and not _is_perfect(head)
    if modal in ("may", "might", "could") and not _is_perfect(head):
        barred = modal == "could" and is_negated(head)
        return _is_dynamic(head) and not barred and clause.mark not in certainty_words().concessive
    return _below_forecast(head) or _announces(head)


def is_plain_infinitive(token: Token) -> bool:
    """The infinitive in "the assembly is to debate it"; "its aim is to last" has a noun before."""
    if token.dep_ != "xcomp" or token.tag_ != "VB" or token.head.lemma_ != "be":
        return False
    if not any(child.tag_ == "TO" for child in token.children):
        return False
    if any(c.dep_ in ("attr", "dobj", "acomp", "oprd") for c in token.head.children):
        return False  # "It is a mistake to think so."
    subject = own_subject(token.head)
    named = subject is not None and (subject.ent_type_ or subject.pos_ in ("PROPN", "PRON"))
    return bool(named) and token.head.tag_ in ("VBZ", "VBP", "VBD")


def _is_perfect(head: Token) -> bool:
    return any(child.lower_ in ("have", "'ve", "’ve") for child in auxiliaries(head))


def _under_past_speech(head: Token) -> bool:
    up = head.head
    return head.dep_ == "ccomp" and up.tag_ in ("VBD", "VBN") and str(up.lemma_) in cues().verbs


def _is_dynamic(head: Token) -> bool:
    """A finite "may" over a verb that is no state of the present ("may be", "may have")."""
    return str(head.lemma_).lower() not in certainty_words().stative


def _below_forecast(head: Token) -> bool:
    """The infinitive in "is going to fall", "is set to fall", "is expected to fall"."""
    if head.dep_ not in ("xcomp", "ccomp", "advcl", "acl"):
        return False
    up = head.head
    words = certainty_words().adjectives.forecast
    if up.dep_ in ("acomp", "oprd", "ROOT", "conj") and up.lower_ in words and head.tag_ == "VB":
        return True
    progressive = up.lower_ == "going" and any(c.lemma_ == "be" for c in up.children)
    if progressive and head.dep_ == "xcomp":
        return True
    return any(cue.factivity == "forecast" for cue in cues().verbs.get(str(up.lemma_).lower(), ()))


def _announces(head: Token) -> bool:
    """The frame of a forecast: "is expected to", "is set to", "is likely to", "is to"."""
    if head.lemma_ == "be" and any(is_plain_infinitive(child) for child in head.children):
        return True
    if not any(child.dep_ in ("xcomp", "acomp", "oprd") for child in head.children):
        return False
    passive = any(child.dep_ == "auxpass" for child in head.children)
    kinds = cues().verbs.get(str(head.lemma_).lower(), ())
    if passive and any(cue.factivity == "forecast" for cue in kinds):
        return True
    words = certainty_words().adjectives.forecast
    for child in head.children:
        if child.dep_ in ("acomp", "oprd") and child.lower_ in words:
            return any(c.dep_ == "xcomp" for c in child.children) or any(
                c.dep_ == "xcomp" for c in head.children
            )
    return False
