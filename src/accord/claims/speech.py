"""Cue words in a parsed sentence to drafts of attributions: which words say what by whom.

Rules over the dependency parse. What a verb or noun may take as content (its frames) stands in the
codebook `cues.yaml`; `frames.py` finds them. Quotation marks are none of this module's business:
`voice.py` joins drafts with quotations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accord.claims.brackets import aside_around, without_brackets
from accord.claims.frames import Found, children_of, frame_of, is_finite_or_bare
from accord.claims.phrases import (
    SUBJECTS,
    PhraseIndex,
    agent_of,
    is_passive,
    is_relay,
    lemma_of,
    noun_phrase,
    runs,
    subject_of,
    subtree,
)
from accord.claims.tokens import Span as TokenSpan
from accord.claims.tokens import Token
from accord.codebooks.certainty import certainty_words
from accord.codebooks.cues import Cue, cues
from accord.model import Span

_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})


@dataclass(slots=True)
class Draft:
    """An attribution on the way: tokens still, so that spans can be joined and clipped.

    `verb` is the token that carries the cue, `frame` how its content was found.
    """

    cue: Cue
    verb: Token
    cue_tokens: list[Token]
    source: list[Token]
    content: list[Span]
    frame: str
    passage: Span
    lemma: str


# ------------------------------------------------------------------ cue words


def verb_cues(verb: Token) -> Iterator[Cue]:
    """The codebook's cues for a verb, the one with its particle first."""
    lemma = lemma_of(verb)
    after = [child for child in verb.children if child.i > verb.i]
    particles = [c.lower_ for c in after if c.dep_ in ("prt", "advmod") or c.pos_ == "ADJ"]
    for particle in particles[:1]:
        yield from cues().verbs.get(f"{lemma} {particle}", ())
    yield from cues().verbs.get(lemma, ())


def cue_words(verb: Token, frame: str) -> list[Token]:
    """The cue: the verb with auxiliaries, negation, adverbs and particles that touch it."""
    words = [verb]
    for index in range(verb.i - 1, max(verb.i - 6, -1), -1):
        token = verb.doc[index]
        if token.head.i != verb.i or token.dep_ not in (*_AUXILIARIES, "advmod"):
            break
        if token.tag_ in ("WRB", "TO"):
            break
        words.insert(0, token)
    word = frame.partition(":")[2] if frame.startswith("prep:") else None
    for token in verb.doc[verb.i + 1 : verb.i + 4]:
        joined = (
            token.dep_ == "prt"
            or token.lower_ == word
            or f"{verb.lemma_} {token.lower_}" in cues().verbs
        )
        if token.head.i == verb.i and joined:
            words.append(token)
        else:
            break
    return words


# ------------------------------------------------------------------ drafts


MOST_CUES = 40
"""A sentence with more words that might be cues is no sentence (a list, a loop of words): the parse
of it means nothing, and nothing is read from it."""


def drafts_of(sentence: TokenSpan) -> list[Draft]:
    """Every draft of one sentence: verbs, nouns, fixed phrases, adverbs and relays."""
    known = cues()
    candidates = sum(
        lemma_of(token) in known.verbs or token.lower_ in known.phrase_heads for token in sentence
    )
    if candidates > MOST_CUES:
        return []
    found: list[Draft] = []
    for token in sentence:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            found += _from_verb(token, sentence)
            found += _from_relay(token, sentence)
        elif token.pos_ == "NOUN":
            found += _from_noun(token, sentence)
        elif token.pos_ == "ADV" and token.lower_ in cues().adverbs:
            found += _from_adverb(token, sentence)
    found += _from_phrases(sentence)
    found += _from_views(sentence)
    return found + [cited for draft in found for cited in _from_citing(draft, sentence)]


def _passage(sentence: TokenSpan) -> Span:
    return sentence.start_char, sentence.end_char


def _from_verb(verb: Token, sentence: TokenSpan) -> Iterator[Draft]:
    if verb.dep_ == "amod":
        return
    for cue in verb_cues(verb):
        frame, content = frame_of(verb, cue)
        if not frame and "clause" in cue.frames:
            frame, content = _host_clause(verb)
        if not frame and "quote" not in cue.frames:
            continue
        source = _source(verb, frame)
        if source is None and not _may_lack_source(verb, frame, cue):
            continue
        words = cue_words(verb, frame)
        yield _draft(cue, verb, words, source, content, frame or "quote", sentence)
        return


def _from_citing(draft: Draft, sentence: TokenSpan) -> Iterator[Draft]:
    """ "…, the paper said, citing two officials": the officials are behind what the paper said."""
    for clause in children_of(draft.verb, "advcl"):
        objects = children_of(clause, "dobj")
        if clause.tag_ != "VBG" or lemma_of(clause) not in cues().citing or not objects:
            continue
        if draft.content and str(objects[0].lemma_).lower() in cues().informants:
            cue = Cue(lemma=lemma_of(clause), kind="say", factivity="neutral")
            cited = _draft(cue, clause, [clause], objects[0], [], "citing", sentence)
            cited.content = list(draft.content)
            yield cited


def _may_lack_source(verb: Token, frame: str, cue: Cue) -> bool:
    if frame == "passive" or cue.kind == "appear":
        return True
    return is_passive(verb) and frame in ("clause", "prep:about")


def _source(verb: Token, frame: str) -> Token | None:
    if frame == "passive" or is_passive(verb):
        return agent_of(verb)
    subject = subject_of(verb)
    if subject is None or subject.dep_ == "expl" or subject.tag_ in ("EX", "DT"):
        return None
    if subject.lower_ in certainty_words().negative.pronouns:
        return None
    return subject


def _host_clause(verb: Token) -> tuple[str, Found]:
    """The clause that a cue is wedged into or tagged onto: "the deal, he said, was off".

    With "as" only verbs that have no object of their own count: "as the ministry put it".
    """
    if verb.dep_ not in ("parataxis", "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
        return "", []
    marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
    if verb.dep_ == "advcl" and marks != ["as"]:
        return "", []
    if children_of(verb, "dobj", "ccomp", "xcomp") or subject_of(verb) is None:
        return "", []
    if not any(child.dep_ in SUBJECTS for child in verb.children):
        return "", []
    return "host", subtree(verb.head, verb)


def _draft(
    cue: Cue, verb: Token, words: list[Token], source: Token | None, content: Found, frame: str,
    sentence: TokenSpan, lemma: str | None = None,
) -> Draft:  # fmt: skip
    phrase = noun_phrase(source, verb) if source is not None else []
    content = _with_tail(verb, frame, _without_twins(verb, content))
    low, high = _window(verb, sentence, content)
    content = without_brackets(content, verb, sentence)
    taken = {token.i for token in (*words, *phrase)} if frame != "passive" else {w.i for w in words}
    kept = [token for token in content if low <= token.i < high and token.i not in taken]
    spans = [(run[0].idx, run[-1].idx + len(run[-1])) for run in runs(kept)]
    return Draft(
        cue=cue, verb=verb, cue_tokens=words, source=phrase, content=spans, frame=frame,
        passage=_passage(sentence), lemma=lemma or cue.lemma,
    )  # fmt: skip


def _without_twins(verb: Token, content: Found) -> Found:
    """Content without a participle that belongs beside the cue: "stressing unity and warning …"."""
    if verb.tag_ != "VBG":
        return content
    twins = [t for t in content if t.dep_ == "conj" and t.tag_ == "VBG" and t.head.tag_ != "VBG"]
    out = {token.i for twin in twins for token in twin.subtree}
    return [token for token in content if token.i not in out]


def _with_tail(verb: Token, frame: str, content: Found) -> Found:
    """What follows a content and belongs to it: its condition, or ", with X doing Y"."""
    if not content or frame in ("quote", "phrase", "adverb", "relay", "noun", "host"):
        return content
    last = max(token.i for token in content)
    for child in verb.children:
        if child.i <= last:
            continue
        marks = [c.lower_ for c in child.children if c.dep_ == "mark"]
        condition = child.dep_ == "advcl" and any(mark in ("if", "unless") for mark in marks)
        absolute = child.dep_ == "prep" and child.lower_ == "with" and _has_subject_below(child)
        if condition or (absolute and frame != "np"):
            return content + subtree(child)
    return content


def _has_subject_below(preposition: Token) -> bool:
    return any(
        any(c.dep_ in SUBJECTS for c in below.children)
        for below in preposition.children
        if below.dep_ == "pcomp"
    )


def _window(verb: Token, sentence: TokenSpan, content: Found) -> tuple[int, int]:
    """Tokens that content may come from: semicolons end it, and so does an aside round the cue.

    "The goods—the ministry suggests as many as ten—and …": what stands outside the dashes is none
    of the ministry's, unless nothing inside them is ("the goods—the ministry says—were late").
    """
    low, high = sentence.start, sentence.end
    for token in sentence:
        if token.text == ";":
            if token.i < verb.i:
                low = token.i + 1
            elif token.i > verb.i:
                high = token.i
                break
    aside = aside_around(verb, low, high)
    if aside and any(aside[0] <= token.i < aside[1] for token in content):
        return aside
    return low, high


def _from_noun(noun: Token, sentence: TokenSpan) -> Iterator[Draft]:
    """ "X's claim that …", "a pledge by X to …", "X made the claim that …"."""
    cue = cues().nouns.get(str(noun.lemma_).lower())
    if cue is None:
        return
    clause = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and _is_content(c)), None)
    if clause is None:
        return
    source, words = _noun_source(noun)
    if source is None:
        return
    yield _draft(cue, noun, words, source, subtree(clause), "noun", sentence)


def _is_content(clause: Token) -> bool:
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    infinitive = clause.tag_ == "VB" and not is_finite_or_bare(clause)
    return infinitive or "that" in marks


def _noun_source(noun: Token) -> tuple[Token | None, list[Token]]:
    """Whose word a noun is, and the cue: possessor, by-phrase, or subject of a light verb."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner, [noun]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among"):
            person = next((c for c in child.children if c.dep_ == "pobj"), None)
            if person is not None and child.lower_ != "of":
                return person, [noun]
    verb = noun.head
    if noun.dep_ == "dobj" and lemma_of(verb) in cues().light_verbs:
        subject = subject_of(verb) if not is_passive(verb) else agent_of(verb)
        return subject, [*cue_words(verb, ""), *noun.doc[verb.i + 1 : noun.i + 1]]
    return None, []


def _from_adverb(adverb: Token, sentence: TokenSpan) -> Iterator[Draft]:
    phrase = cues().adverbs[adverb.lower_]
    cue = Cue(lemma=phrase.cue, kind=phrase.kind, factivity=phrase.factivity)
    yield _draft(cue, adverb, [adverb], None, _clause_round(adverb), "adverb", sentence)


def _clause_round(adverb: Token) -> Found:
    """What an adverb governs: the phrase it modifies, or its own clause without later conjuncts."""
    head = adverb.head
    if head.pos_ not in ("VERB", "AUX"):
        return subtree(head, adverb)
    leave = [c for c in head.children if c.dep_ == "conj" and children_of(c, *SUBJECTS)]
    found = subtree(head, adverb, *leave)
    own = [child for child in head.children if child.dep_ in SUBJECTS]
    above = subject_of(head)
    if not own and head.dep_ == "conj" and above is not None:
        found = noun_phrase(above, head) + found
    return found


def _from_relay(verb: Token, sentence: TokenSpan) -> Iterator[Draft]:
    """ "the text published by the agency": the agency hands the text on."""
    if not is_relay(verb):
        return
    agent = agent_of(verb)
    top = _outermost(verb.head)
    if agent is None or str(top.lemma_).lower() not in cues().informants | cues().texts:
        return
    cue = Cue(lemma=lemma_of(verb), kind="say", factivity="neutral")
    content = noun_phrase(top, verb)
    yield _draft(cue, verb, cue_words(verb, ""), agent, content, "relay", sentence)


def _outermost(noun: Token) -> Token:
    """ "the text of the treaty": from "treaty" up to "text"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun


def _from_phrases(sentence: TokenSpan) -> Iterator[Draft]:
    """ "according to X", "in the words of X": the object is the source."""
    lowered = sentence.doc.lowered[sentence.start : sentence.end]
    for number, at, size in _cue_phrases().within(lowered):
        phrase, start = cues().phrases[number], sentence.start + at
        yield from _from_phrase(
            Cue(lemma=phrase.cue, kind=phrase.kind, factivity=phrase.factivity),
            list(sentence.doc[start : start + size]),
            sentence,
        )


@cache
def _cue_phrases() -> PhraseIndex:
    return PhraseIndex(phrase.cue for phrase in cues().phrases)


def _from_phrase(cue: Cue, words: list[Token], sentence: TokenSpan) -> Iterator[Draft]:
    head = next((c for c in words[-1].children if c.dep_ in ("pobj", "pcomp")), None)
    if head is None:
        return
    phrase = subtree(words[0])
    inside = {token.i for token in phrase} | {token.i for token in words}
    source = noun_phrase(head, words[-1])
    host = _host(words[0], inside, sentence)
    content = [token for token in host if token.i not in inside]
    draft = _draft(cue, words[0], words, None, content, "phrase", sentence)
    draft.source = source
    yield draft


def _from_views(sentence: TokenSpan) -> Iterator[Draft]:
    """ "in his view", "in the ministry's words": the possessor is the source."""
    for noun in sentence:
        if noun.dep_ != "pobj" or noun.lower_ not in cues().views or noun.head.lower_ != "in":
            continue
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        host = _clause_round(noun.head)
        if owner is None or not any(token.pos_ in ("VERB", "AUX") for token in host):
            continue
        cue = Cue(lemma=f"in {noun.lower_}", kind="think", factivity="attitude")
        draft = _draft(cue, noun, [noun], None, host, "phrase", sentence)
        draft.source = noun_phrase(owner, noun)
        yield draft


def _host(first: Token, inside: set[int], sentence: TokenSpan) -> Found:
    """What a phrase speaks for: all of the sentence from its edge, its own clause from within."""
    if first.i - sentence.start <= 2 or max(inside) >= sentence.end - 3:
        head = first.head
        while head.dep_ not in ("ROOT", "relcl", "parataxis") and head.head is not head:
            if head.dep_ == "ccomp" and head.head.pos_ == "VERB":
                break
            head = head.head
        return subtree(head)
    return _clause_round(first)
