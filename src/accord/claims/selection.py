"""Which clauses make a claim, and what sort of claim each makes."""

from __future__ import annotations

from collections.abc import Sequence

from accord.claims.findings import Findings, Nearby, Neighbourhood
from accord.claims.parts import Clause, QuantityMention
from accord.codebooks.certainty import certainty_words
from accord.codebooks.clauses import clause_words
from accord.codebooks.cues import cues
from accord.model import Certainty, Event, Kind, Span, Transfer


def choose_clauses(findings: Findings, nearby: Neighbourhood) -> list[tuple[Clause, Clause]]:
    """The clauses that make claims, each with the clause that lends it its words.

    The two differ for "has yet to send": what is claimed is the sending, the words are those of the
    whole. A clause that only reports ("officials say that …") makes no claim of its own where what
    they say makes one.
    """
    carrying = set(findings.events) | set(findings.transfers)
    below = _catenations(findings, carrying)
    swallowed = set(below.values())
    chosen: list[tuple[Clause, Clause]] = []
    for clause in findings.clauses:
        inner = _innermost(clause, below)
        says = asserts(clause) or clause in carrying or inner in carrying
        says = says or clause in findings.conditions
        if not says or clause in swallowed:
            continue
        # "Appears to have fled" is one claim, of the flight, and no report of it.
        if inner is not clause or not _only_reports(clause, findings, nearby.of(clause.head.idx)):
            chosen.append((inner, clause))
    return chosen


def is_prohibited(clause: Clause) -> bool:
    """Whether what a clause names is only forbidden: "bars states from supplying luxury goods"."""
    verbs = clause_words().prohibition.verbs
    return clause.parent is not None and clause.parent.lemma in verbs and not is_finite(clause)


def is_topic(trigger: Span, clause: Clause) -> bool:
    """Whether a noun only names what is spoken of: "reported on purchases of arms"."""
    words = clause_words().topic.words
    return any(
        trigger[0] <= noun.idx < trigger[1]
        for word in words
        for noun in clause.obliques.get(word, ())
    )


def _catenations(findings: Findings, carrying: set[Clause]) -> dict[Clause, Clause]:
    """From each catenative verb's clause to the clause below that it colours."""
    return {
        clause.parent: clause
        for clause in findings.clauses
        if clause.parent is not None
        and (clause.head.dep_ in ("xcomp", "pcomp", "ccomp") or _follows(clause))
        and clause.role != "relative"
        and not is_finite(clause)
        and is_catenative(clause.parent)
        and not any(token.dep_ in ("dobj", "dative") for token in clause.parent.objects)
        and not any(c.dep_ in ("acomp", "oprd") for c in clause.parent.head.children)
        and not any(c.dep_ == "nsubj" for c in clause.head.children)  # "Helped them buy time."
        and clause.parent not in carrying
    }


def _follows(clause: Clause) -> bool:
    """Whether an infinitive stands right behind the verb above: "came to need"."""
    first = min((*clause.auxiliaries, clause.head), key=lambda token: token.i)
    below = clause.parent
    return first.tag_ == "TO" and below is not None and first.i == below.head.i + 1


def _innermost(clause: Clause, below: dict[Clause, Clause]) -> Clause:
    while clause in below:  # The parse is a tree, so this ends.
        clause = below[clause]
    return clause


def _only_reports(clause: Clause, findings: Findings, nearby: Nearby) -> bool:
    """Whether a clause is no more than the cue of an attribution whose content says something."""
    if clause in findings.events or clause in findings.transfers:
        return False
    at = clause.head.idx
    for attribution in nearby.attributions:
        if any(start <= at < end for start, end in attribution.cue):
            carrying = {c for c in nearby.clauses if _acts(c, findings)}
            cue = cues().of(attribution.cue_lemma)
            if cue is None or cue.factivity == "attitude":
                return False  # A feeling is news itself; so may be what no codebook knows.
            voiced = cue.voice  # "Seems ready to sign" does not say that they sign.
            heads = [
                c.head.idx
                for c in nearby.clauses
                if c is not clause
                and (_says(c) or (voiced and c in carrying and _completes(c, clause)))
            ]
            return any(s <= head < e for head in heads for s, e in attribution.content)
    return False


def _acts(clause: Clause, findings: Findings) -> bool:
    """Whether a clause's own verb tells of an event or a transfer."""
    events = findings.events.get(clause, ())
    return clause in findings.transfers or any(not event.nominal for event in events)


def _says(clause: Clause) -> bool:
    """Whether a clause would carry what somebody says: relative clauses only add to it."""
    return (is_finite(clause) and clause.role != "relative") or _is_foretold(clause)


def _completes(clause: Clause, above: Clause) -> bool:
    """ "Denies having sent arms": what is said stands in an infinitive or a gerund."""
    return clause.parent is above and clause.head.dep_ in ("xcomp", "ccomp")


_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUESTION_WORDS = frozenset({"how", "what", "why", "where", "who", "whom", "whether", "which"})


def asserts(clause: Clause) -> bool:
    """Whether a clause by its form says that something is so."""
    if clause.head.dep_ in ("csubj", "csubjpass") or _asks(clause) or _is_bare(clause):
        return False
    return is_finite(clause) or _adds(clause) or _is_foretold(clause)


def _is_foretold(clause: Clause) -> bool:
    """The infinitive of a forecast, with its own subject: "expects Ardania to sign"."""
    head = clause.head
    if head.dep_ != "ccomp" or head.tag_ != "VB" or not any(
        child.dep_ == "nsubj" for child in head.children
    ):  # fmt: skip
        return False
    kinds = cues().verbs.get(str(head.head.lemma_).lower(), ())
    return any(cue.factivity == "forecast" for cue in kinds)


def is_finite(clause: Clause) -> bool:
    """Whether a clause has a finite verb; a main clause with a subject is taken to have one."""
    if clause.role == "infinitive" or clause.role == "participial":
        return False
    first = min((*clause.auxiliaries, clause.head), key=lambda token: token.i)
    if first.tag_ in _FINITE_TAGS:
        there = any(child.dep_ == "expl" for child in clause.head.children)
        return bool(clause.subjects) or there or clause.role == "main"
    return bool(clause.subjects) and clause.role == "main"


def _is_bare(clause: Clause) -> bool:
    """Whether a relative clause is a verb alone: "the picture that emerges"."""
    if clause.role != "relative" or clause.negated:
        return False
    kinds = ("nsubj", "nsubjpass", "aux", "auxpass", "punct")
    words = list(clause.head.subtree)
    return len(words) < 4 and all(c.dep_ in kinds for c in words if c is not clause.head)


def _asks(clause: Clause) -> bool:
    """Whether a complement is an indirect question: "how deep it goes", "what they sent"."""
    if clause.role != "complement":
        return False
    first = clause.head.left_edge
    return first.lower_ in _QUESTION_WORDS and first.tag_ in ("WRB", "WP", "WDT", "IN")


def _adds(clause: Clause) -> bool:
    """Whether a participle adds a statement: "…, drawing a rebuke", "with Seoul sending arms"."""
    if clause.head.tag_ != "VBG" or clause.parent is None:
        return False
    own_subject = any(child.dep_ == "nsubj" for child in clause.head.children)
    if clause.role == "participial":
        return clause.mark == "with" and own_subject
    return (
        clause.role in ("adverbial", "coordinate")
        and clause.mark is None
        and clause.head.i > clause.parent.head.i
        and (clause.role == "adverbial" or _adds(clause.parent))
    )


def is_catenative(clause: Clause) -> bool:
    """Whether a clause's verb only colours the infinitive or gerund below it."""
    return clause.lemma in clause_words().catenative.verbs


def kind_of(
    clause: Clause,
    *,
    certainty: Certainty,
    event: Event | None,
    transfer: Transfer | None,
    quantities: Sequence[QuantityMention],
    conditional: bool,
    forecast: bool,
    opinion: bool,
) -> Kind:
    """The kind of claim that a clause makes; the first that fits, from the most particular on.

    `opinion` says that its voice is one of thinking rather than saying.
    """
    if conditional:
        return "conditional"
    if forecast:
        return "forecast"
    if is_goal(clause):
        return "state"
    if is_commitment(clause):
        return "commitment"
    unmeasured = clause_words().unmeasured.units
    if any(q.ordinal is None and q.unit and q.unit not in unmeasured for q in quantities):
        return "quantity"
    if event is not None or (transfer is not None and transfer.stage != "wanted"):
        return "event"
    if opinion or certainty.level in ("probable", "possible") or _judges(clause):
        return "assessment"
    return "state"


def is_goal(clause: Clause) -> bool:
    """Whether a clause says what somebody wants: a state of his, whatever he wants to do."""
    if clause.passive or clause.lemma not in certainty_words().goals.verbs:
        return False
    parts = {child.dep_ for child in clause.head.children}
    return bool(parts & {"xcomp", "ccomp", "dobj", "prep"})


def is_commitment(clause: Clause) -> bool:
    """Whether somebody binds himself in a clause, or a treaty binds its parties."""
    words = clause_words()
    if clause.parent is not None and _is_attribute(clause):
        return is_commitment(clause.parent)
    if clause.lemma in words.commitment.verbs:
        return True
    nouns = {t.lemma_.lower() for t in (*clause.subjects, *clause.objects)}
    if nouns & words.commitment.nouns and clause.lemma in words.commitment.with_nouns:
        return True
    subjects = {t.lemma_.lower() for t in clause.subjects}
    instruments = words.binding_instruments
    return bool(subjects & instruments.nouns) and clause.lemma in instruments.verbs


def _is_attribute(clause: Clause) -> bool:
    """ "Mandating trade and expanded cooperation": a participle that the parser took for a verb."""
    head = clause.head
    bare = head.tag_ in ("VBN", "VBD") and not clause.auxiliaries
    return head.dep_ == "conj" and head.head.tag_ == "VBG" and bare


def _judges(clause: Clause) -> bool:
    """An adjective said of something, or a verb of judging."""
    if clause.lemma in clause_words().assessment.verbs:
        return True
    if any(child.dep_ == "acomp" for child in clause.head.children):
        return True
    # "It is a mistake to trust them": the "it" stands for the infinitive that is judged.
    parts = {child.dep_ for child in clause.head.children}
    nominal = clause.lemma == "be" and bool(parts & {"attr", "dobj"})
    return nominal and "xcomp" in parts and any(t.lower_ == "it" for t in clause.subjects)
