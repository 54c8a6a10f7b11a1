"""What hangs on what: conditions and their consequences; and what is said of the future."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from accord.claims.estimates import is_chance
from accord.claims.modality import (
    auxiliaries,
    is_capability,
    is_negated,
    is_order,
    is_perfect,
    modal_of,
    own_subject,
)
from accord.claims.parts import Clause, Reading
from accord.claims.phrases import PhraseIndex, lemma_of
from accord.claims.tokens import Token, once
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import cues
from accord.model import Condition, Span, Time

_EDGE = ",;:—–-. "
_MOST_CONJUNCTS = 8
"""How far back along a coordination a condition is looked for."""


def find_conditions(clauses: Sequence[Clause], reading: Reading) -> dict[Clause, Condition]:
    """For each consequence its condition: "if", "unless", "in case of", "were X to", …

    The condition's span has its marker in it. A condition in a content ("he threatened aid would
    stop if …") belongs to the clause that it hangs from in the parse.
    """
    found: dict[Clause, Condition] = {}
    for clause in clauses:
        condition = condition_of(clause.head, reading)
        if condition is not None and clause not in found:
            rest = _consequence((clause.start, clause.end), condition.span, clause.head, reading)
            found[clause] = msgspec.structs.replace(condition, consequence=rest)
    return found


def _consequence(clause: Span, condition: Span, head: Token, reading: Reading) -> Span:
    """A clause without the condition at its edge; the whole where the condition parts it."""
    before = clause[0], min(clause[1], condition[0])
    after = max(clause[0], condition[1]), clause[1]
    parts = [_trimmed(part, reading.text) for part in (before, after)]
    holding = [part for part in parts if part is not None and part[0] <= head.idx < part[1]]
    if len(holding) == 1 and None in parts:
        return holding[0]
    if len(holding) == 1 and not clause[0] < condition[0] < clause[1]:
        return holding[0]
    return _trimmed(clause, reading.text) or clause


def _trimmed(span: Span, text: str) -> Span | None:
    """A span without punctuation and blanks at its edges, and without "then" before it."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if text[start : start + 5].lower() == "then ":
        start += 5
    return (start, end) if start < end else None


def condition_of(head: Token, reading: Reading) -> Condition | None:
    """The condition that a predicate hangs on: its own, or one that it shares with a conjunct."""
    return _own_condition(head) or _shared_condition(head, reading)


@once
def _own_condition(head: Token) -> Condition | None:
    for start, end, counterfactual in _conditions(head):
        text = head.doc.text[start:end]
        lead = len(text) - len(text.lstrip(_EDGE))
        start, text = start + lead, text[lead:].rstrip(_EDGE)
        if text:
            return Condition(
                text=text, span=(start, start + len(text)), counterfactual=counterfactual
            )
    return None


def _shared_condition(head: Token, reading: Reading) -> Condition | None:
    """ "If they attack, we will close the border and expel the envoy": both hang on it.

    A condition before the first conjunct is that of them all; one behind the last is that of those
    before which have no subject between. "Attack us and we will respond": the order is a condition.
    """
    modal = modal_of(head)
    alone = own_subject(head) is None
    first, steps = head, 0
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX") and steps < _MOST_CONJUNCTS:
        first, steps = first.head, steps + 1
        if is_order(first) and modal is not None and not alone:
            return _ordered_condition(first, head, reading)
        found = _own_condition(first)
        if found is not None and not first.idx < found.span[0] < head.idx:
            return found if alone or modal is not None else None
        alone = alone and own_subject(first) is None
    for later in head.children:
        if later.dep_ == "conj" and later.i > head.i and own_subject(later) is None:
            found = _own_condition(later)
            if found is not None and found.span[0] > later.idx and modal is not None:
                return found
    return None


def _ordered_condition(order: Token, head: Token, reading: Reading) -> Condition | None:
    joined = [c for c in order.children if c.dep_ == "cc" and order.i < c.i < head.i]
    if not joined or joined[-1].lower_ != "and":
        return None
    span = _trimmed((order.left_edge.idx, joined[-1].idx), reading.text)
    if span is None:
        return None
    return Condition(text=reading.text[span[0] : span[1]], span=span)


def _conditions(head: Token) -> Iterator[tuple[int, int, bool]]:
    """Spans of conditional clauses and phrases below a predicate, nearest first."""
    for child in head.children:
        if is_conditional(child):
            start, end = _extent(child)
            yield start, end, _is_counterfactual(child)
        elif _is_lacking(child, head):
            last = child.right_edge
            start = child.nbor(-1).idx if _follows_but(child) else child.idx
            yield start, last.idx + len(last), _would_have(head)
        elif child.dep_ == "nsubj":
            for aside in child.children:
                if aside.dep_ == "relcl" and is_inverted(aside):
                    yield (*_extent(aside), _is_counterfactual(aside))
    for start, end in _phrases(head):
        yield start, end, _would_have(head)


def _is_lacking(child: Token, head: Token) -> bool:
    """ "Without aid the front would have collapsed", "but for the drones", "without which"."""
    if child.dep_ != "prep":
        return False
    words = certainty_words().conditionals
    modal = modal_of(head)
    objects = [c for c in child.children if c.dep_ == "pobj"]
    if not objects or modal is None:
        return False
    if child.lower_ in words.lacking:
        fronted = child.i < head.i
        return modal in _UNREAL or fronted or objects[0].lower_ == "which"
    if _follows_but(child):
        return modal in _UNREAL
    subject = own_subject(head)
    fronted = subject is not None and child.i < subject.i and child.i == head.sent.start
    return child.lower_ in words.given and fronted and _would_have(head)


def _follows_but(child: Token) -> bool:
    at_start = child.i == child.sent.start
    return child.lower_ == "for" and not at_start and child.nbor(-1).lower_ == "but"


_UNREAL = ("would", "could", "might")


def _would_have(head: Token) -> bool:
    return modal_of(head) in _UNREAL and is_perfect(head)


@once
def is_conditional(clause: Token) -> bool:
    """Whether an adverbial clause is a condition by its subordinator, or by inversion."""
    if clause.dep_ == "relcl":  # "Ardania, should it be attacked, will respond".
        return is_inverted(clause)
    if clause.dep_ not in ("advcl", "ccomp", "prep", "dep", "parataxis"):
        return False
    words = certainty_words().conditionals
    if clause.dep_ == "prep":
        return clause.lower_ in words.marks and any(c.dep_ == "pcomp" for c in clause.children)
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    if "as" in marks or asks_if(clause):
        return False  # "As if it had attacked".
    if clause.dep_ == "advcl" and any(mark in words.marks for mark in marks):
        return True
    if clause.dep_ == "ccomp" and ("if" in marks or "unless" in marks):
        return True
    return not marks and (is_inverted(clause) or _is_participle(clause))


def _is_participle(clause: Token) -> bool:
    """ "Assuming the truce holds", "barring a surprise"."""
    known = clause.lower_ in certainty_words().conditionals.participles
    if not known or clause.dep_ != "advcl" or own_subject(clause) is not None:
        return False
    return any(child.dep_ in ("ccomp", "dobj") for child in clause.children)


def asks_if(clause: Token) -> bool:
    """ "Nobody knows if they came": "if" below a verb or adjective of asking asks."""
    marked = any(c.dep_ == "mark" and c.lower_ == "if" for c in clause.children)
    if not marked or clause.dep_ not in ("ccomp", "advcl"):
        return False
    head = clause.head
    asking = certainty_words().conditionals.asking
    near = {lemma_of(head), str(head.lower_)}
    near |= {str(c.lower_) for c in head.children if c.dep_ == "acomp"}
    if clause.i < head.i or not near & asking:
        return False
    if clause.dep_ == "ccomp":
        return True
    return not any(c.dep_ in ("dobj", "ccomp", "prep", "advmod") for c in head.children)


def _is_swapped(token: Token) -> bool:
    """ "It would hold, had they agreed", parsed with the condition on top."""
    subject = own_subject(token)
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if token.dep_ != "ROOT" or subject is None or not helpers or helpers[0].i > subject.i:
        return False
    first = helpers[0]
    at_edge = first.i == token.sent.start or first.nbor(-1).text == ","
    if first.lower_ not in certainty_words().conditionals.inverted or not at_edge:
        return False
    return any(c.dep_ in ("ccomp", "parataxis") and modal_of(c) in _UNREAL for c in token.children)


@once
def stands_in_condition(token: Token) -> bool:
    """Whether a predicate is what a phrase of condition introduces.

    "In the event that they attack", "provided that they pay", "as long as the war goes on".
    """
    if _is_swapped(token):
        return True
    if token.dep_ not in ("advcl", "relcl", "acl", "ccomp", "pcomp"):
        return False
    if token.dep_ == "ccomp" and token.head.lower_ in certainty_words().conditionals.participles:
        helped = any(c.dep_ in ("aux", "auxpass", "nsubj") for c in token.head.children)
        return token.head.tag_ in ("VBG", "VBN") and not helped
    left = token.left_edge.i
    words = token.doc.lowered[max(left - 4, token.sent.start) : left + 1]
    phrases = _long_phrases()
    return any(row[-size:] in phrases for row in (words, words[:-1]) for size in range(2, 6))


@cache
def _long_phrases() -> frozenset[tuple[str, ...]]:
    """Phrases of condition of several words."""
    rows = (tuple(phrase.split()) for phrase in certainty_words().conditionals.phrases)
    return frozenset(row for row in rows if len(row) > 1)


def is_inverted(clause: Token) -> bool:
    """ "Should talks fail", "Were Seoul to send", "Had it not": the verb before its subject."""
    if clause.dep_ not in ("advcl", "ccomp", "parataxis", "relcl"):
        return False
    words = certainty_words().conditionals.inverted
    if clause.lower_ in words and clause.i == clause.left_edge.i and clause.dep_ == "ccomp":
        # "Were Ardania to leave", "had it not slept", with the subject taken for something else.
        below = any(c.dep_ in ("attr", "ccomp") and c.i > clause.i for c in clause.children)
        return below and modal_of(clause.head) in _UNREAL
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
    helpers = sorted((*auxiliaries(clause), clause), key=lambda token: token.i)
    first = helpers[0].lower_
    main = modal_of(clause.head)
    if main not in _UNREAL:
        return is_inverted(clause) and first == "had"
    past = clause.tag_ in ("VBN", "VBD") and len(helpers) > 1
    if (first in ("had", "'d", "’d") and past) or _would_have(clause.head):
        return True
    subject = own_subject(clause)
    singular = subject is not None and "Number=Sing" in str(subject.morph)
    to = any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in clause.children)
    return first == "were" and (singular or to or is_inverted(clause))


def _extent(clause: Token) -> Span:
    """A conditional clause with its marker, "even" and "only" before it included."""
    left, right = clause.left_edge, clause.right_edge
    if left.i > clause.sent.start and left.nbor(-1).lower_ in ("even", "only"):
        left = left.nbor(-1)
    return left.idx, right.idx + len(right)


def _phrases(head: Token) -> Iterator[Span]:
    """ "in case of", "as long as", "in the event of" below a predicate or its objects."""
    first, stop = head.left_edge.i, head.right_edge.i + 1
    for _, at, size in _condition_phrases().within(head.doc.lowered[first:stop]):
        marked = head.doc[first + at : first + at + size]
        if not _belongs(marked[0], head) or _is_duration(marked):
            continue
        owners = [word.head if word.dep_ == "mark" else word for word in marked]
        last = head.doc[min(max(owner.right_edge.i for owner in owners), stop - 1)]
        yield marked[0].idx, last.idx + len(last)


@cache
def _condition_phrases() -> PhraseIndex:
    listed = certainty_words().conditionals.phrases
    return PhraseIndex(p for p in listed if " " in p and p not in ("even if", "only if"))


def _is_duration(marked: Sequence[Token]) -> bool:
    """ "as long as the war" tells how long; "as long as they pay" is a condition."""
    last = marked[-1]
    if last.lower_ != "as":
        return False
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
    if is_conditional(head) or stands_in_condition(head):
        return False
    modal = modal_of(head)
    if modal in ("will", "shall"):
        return not is_perfect(head) or _by_then(head)
    if modal == "would":
        return _under_past_speech(head) and not is_perfect(head)
    if modal in ("may", "might", "could") and not is_perfect(head):
        barred = modal == "could" and (is_negated(head) or is_capability(head))
        return _is_dynamic(head) and not barred and clause.mark not in certainty_words().concessive
    return _below_forecast(head) or _announces(head)


def is_timetabled(clause: Clause, time: Time | None, reading: Reading) -> bool:
    """ "Parliament votes on Tuesday": the present tense with a day after that of the report."""
    published = reading.report.published.value
    if time is None or time.start is None or published is None or len(published) < 10:
        return False
    helpers = auxiliaries(clause.head)
    present = clause.head.tag_ in ("VBZ", "VBP") or any(h.tag_ in ("VBZ", "VBP") for h in helpers)
    done = any(h.lemma_ == "have" for h in helpers) or clause.head.tag_ == "VBN"
    return present and not done and time.start > published[:10]


def _by_then(head: Token) -> bool:
    """ "Will have sent 300 by May": done by a time that is to come."""
    return any(c.dep_ == "prep" and c.lower_ in ("by", "within", "before") for c in head.children)


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


def _under_past_speech(head: Token) -> bool:
    steps = 0
    while head.dep_ == "conj" and steps < _MOST_CONJUNCTS:
        head, steps = head.head, steps + 1
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
    words = certainty_words().adjectives
    if up.lower_ in words.forecast and head.tag_ == "VB" and up.dep_ != "dobj":
        return True
    if up.lower_ == "preparing" and head.tag_ == "VB":
        return True
    progressive = up.lower_ == "going" and any(c.lemma_ == "be" for c in up.children)
    if (progressive and head.dep_ == "xcomp") or is_plain_infinitive(head):
        return True
    return any(cue.factivity == "forecast" for cue in cues().verbs.get(str(up.lemma_).lower(), ()))


def _announces(head: Token) -> bool:
    """The frame of a forecast: "is expected to", "is set to", "is likely to", "is to"."""
    if head.lemma_ == "be" and any(is_plain_infinitive(child) for child in head.children):
        return True
    if _puts_odds(head):
        return True
    if not any(child.dep_ in ("xcomp", "acomp", "oprd") for child in head.children):
        return False
    if head.lower_ == "preparing" and any(c.dep_ == "xcomp" for c in head.children):
        return True
    passive = any(child.dep_ == "auxpass" for child in head.children)
    kinds = cues().verbs.get(str(head.lemma_).lower(), ())
    if passive and any(cue.factivity == "forecast" for cue in kinds):
        return True
    words = certainty_words().adjectives.forecast
    if passive and head.lower_ in words:
        return True
    for child in head.children:
        if child.dep_ in ("acomp", "oprd") and child.lower_ in words:
            return any(c.dep_ == "xcomp" for c in child.children) or any(
                c.dep_ == "xcomp" for c in head.children
            )
    return False


def _puts_odds(head: Token) -> bool:
    """ "There is a slim chance that they will leave", "has a good chance of winning"."""
    for noun in head.children:
        if noun.dep_ in ("attr", "dobj", "nsubj") and is_chance(noun):
            for below in noun.children:
                ahead = below.dep_ in ("acl", "relcl") and modal_of(below) in ("will", "would")
                if ahead or (below.dep_ == "prep" and below.lower_ == "of"):
                    return True
    return False
