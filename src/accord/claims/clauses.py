"""Passages to clauses: every predicate with its arguments, read off the dependency parse.

A clause is the unit that a claim is made from: who, did what, to whom come from one clause or they
are left empty (DESIGN.md, principle 9). The relations are those of spaCy's English pipelines
(ClearNLP labels); control and coordination are resolved here once, so that nobody else has to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from accord.claims.parts import Clause, ClauseRole, Reading
from accord.claims.tokens import Span as TokenSpan
from accord.claims.tokens import Token
from accord.model import Passage

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
_ROLE_OF: dict[str, ClauseRole] = {
    "ROOT": "main",
    "conj": "coordinate",
    "ccomp": "complement",
    "csubj": "complement",
    "csubjpass": "complement",
    "relcl": "relative",
    "advcl": "adverbial",
    "acl": "participial",
    "pcomp": "participial",
    "xcomp": "infinitive",
    "parataxis": "parenthesis",
    "dep": "parenthesis",
    "appos": "parenthesis",
}
_CUT = frozenset({"coordinate", "parenthesis", "adverbial"})
"""Roles whose words, at the edge of the clause above, are no part of that clause's span."""

_CONDITIONAL_MARKS = frozenset({"if", "unless", "provided", "providing", "should", "were"})
"""Subordinators that tie a clause to the one above too closely to cut it off."""

_OBJECT_CONTROL = frozenset({"from", "of", "into", "as"})
"""Prepositions before a gerund whose doer is the object above: "kept Seoul from sending"."""

_QUOTES = {"“": "”", "‘": "’", '"': '"', "«": "»"}
_OPENERS = {end: frozenset({mark}) for mark, end in _QUOTES.items()}
MAX_SENTENCE = 600
"""Most tokens of a sentence that clauses are read from. What is longer is no sentence but a list or
was made to be slow: a chain of n predicates one inside the other costs n squared."""

_EDGE = ",;:—–-()[] ."


def find_clauses(reading: Reading) -> tuple[Clause, ...]:
    """All clauses of a reading's passages, in order of their predicates."""
    found: list[Clause] = []
    for passage in reading.passages:
        span = reading.doc.char_span(passage.start, passage.end, alignment_mode="expand")
        if span is not None:
            found += clauses_of(span, passage)
    return tuple(found)


def clauses_of(span: TokenSpan, passage: Passage) -> list[Clause]:
    """The clauses of one sentence. Parents come before their children in the tree, not the list."""
    if len(span) > MAX_SENTENCE:
        return []
    roles = {token: role for token in span if (role := _role(token)) is not None}
    made: dict[Token, Clause] = {}
    depths = _depths(span)
    nouns = _nouns_by_verb(span)
    for token in sorted(roles, key=lambda token: (depths[token], token.i)):
        made[token] = _clause(token, roles, made, passage)
        made[token].nouns = _nouns_in(made[token], nouns)
    return [made[token] for token in sorted(made, key=lambda token: token.i)]


def _depths(span: TokenSpan) -> dict[Token, int]:
    """How many words each token hangs below the root of its tree."""
    depths: dict[Token, int] = {}
    for token in span:
        chain = []
        while token not in depths and token.head != token:
            chain.append(token)
            token = token.head
        depth = depths.setdefault(token, 0)
        for below in reversed(chain):
            depth += 1
            depths[below] = depth
    return depths


def _nouns_by_verb(span: TokenSpan) -> dict[Token | None, list[Token]]:
    """The nouns of a sentence, parts of compounds apart, by the nearest verb above each."""
    above: dict[Token, Token | None] = {}
    found: dict[Token | None, list[Token]] = {}
    for noun in span:
        if noun.pos_ in ("NOUN", "PROPN") and noun.dep_ not in ("compound", "nmod"):
            found.setdefault(_verb_above(noun, above), []).append(noun)
    return found


def _verb_above(token: Token, known: dict[Token, Token | None]) -> Token | None:
    """The nearest verb above a word; what is found on the way is put into `known`."""
    chain = []
    while token not in known:
        chain.append(token)
        head = token.head
        if head is token or head.pos_ in ("VERB", "AUX"):
            known[token] = None if head is token else head
        else:
            token = head
    for below in chain:
        known[below] = known[token]
    return known[token]


def _nouns_in(clause: Clause, nouns: dict[Token | None, list[Token]]) -> tuple[Token, ...]:
    """The nouns below a clause's predicate, or below no verb, that stand within the clause."""
    span = clause.head.doc.char_span(clause.start, clause.end)
    if span is None:
        return ()
    own = [*nouns.get(clause.head, ()), *nouns.get(None, ())]
    inside = [noun for noun in own if span.start <= noun.i < span.end]
    return tuple(sorted(inside, key=lambda noun: noun.i))


def _role(token: Token) -> ClauseRole | None:
    """The role of the clause that `token` is the predicate of, or None if it is no predicate."""
    role = _ROLE_OF.get(token.dep_)
    if role is None or not _is_predicate(token):
        return None
    if role == "coordinate":
        head = _conjunct_root(token)
        if not _is_predicate(head):
            return None
        # "to visit and sign": the second infinitive stands in the role of the first.
        if not _own_subject(token) and head.dep_ in ("xcomp", "acl", "pcomp", "relcl"):
            return _ROLE_OF[head.dep_]
    if role == "participial" and token.tag_ == "VB":
        return "infinitive"
    return role


def _is_predicate(token: Token) -> bool:
    """A verb, a copula, or any word with a subject of its own ("the response, lukewarm")."""
    if token.pos_ in ("VERB", "AUX"):
        return token.dep_ not in ("aux", "auxpass", "amod", "compound")
    return _own_subject(token)


def _own_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.children)


def _conjunct_root(token: Token) -> Token:
    """The first conjunct of the coordination that `token` belongs to."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _clause(
    head: Token, roles: dict[Token, ClauseRole], made: dict[Token, Clause], passage: Passage
) -> Clause:
    parent = next((made[up] for up in head.ancestors if up in made), None)
    children = _dependents(head)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in children) or _reduced_passive(head)
    clause = Clause(
        head=head,
        start=head.idx,
        end=head.idx + len(head),
        role=roles[head],
        passage=passage,
        subjects=tuple(_subjects(head, roles[head], parent)),
        objects=tuple(_spread(c for c in children if c.dep_ in _OBJECTS)),
        agents=tuple(_spread(g for c in children if c.dep_ == "agent" for g in c.children)),
        obliques=_obliques(children),
        auxiliaries=tuple(_auxiliaries(head)),
        adverbs=tuple(c for c in children if c.dep_ in ("advmod", "npadvmod")),
        negated=_negated(head),
        passive=passive,
        mark=_mark(head),
        parent=parent,
    )
    clause.start, clause.end = _extent(head, roles, passage)
    return clause


def _dependents(head: Token) -> list[Token]:
    """Children of the predicate, with those of a verb that the parser made its auxiliary.

    In "advances might help deter them" the parser takes "help" for an auxiliary of "deter", and
    hangs the subject and the modal from it.
    """
    found = []
    for child in head.children:
        found.append(child)
        if child.dep_ == "aux":
            found += child.children
    return found


def _reduced_passive(head: Token) -> bool:
    """A past participle that modifies a noun: "the treaty signed in 1961".

    "That it had signed" is none, though the parser may hang it from a noun all the same.
    """
    if head.dep_ != "acl" or head.tag_ != "VBN":
        return False
    return not any(child.dep_ in ("nsubj", "aux") for child in head.children)


def _spread(tokens: Iterable[Token]) -> Iterator[Token]:
    """Each token with its conjuncts: "Russia and China" is two arguments."""
    for token in tokens:
        if token.dep_ == "punct":
            continue
        yield token
        yield from (c for c in token.conjuncts if c.i > token.i and _coordinated(c, token))


def _coordinated(later: Token, first: Token) -> bool:
    """Whether `later` hangs from `first` through conjunctions alone."""
    while later.dep_ == "conj":
        later = later.head
        if later == first:
            return True
    return False


def _obliques(children: list[Token]) -> dict[str, list[Token]]:
    """Objects of the prepositions below a predicate, by preposition; particles are left out.

    A preposition without an object makes one with the next: "according to", "due to", "because of".
    """
    found: dict[str, list[Token]] = {}
    queue = [(c, c.lower_) for c in children if c.dep_ in ("prep", "agent", "dative")]
    while queue:
        prep, name = queue.pop(0)
        objects = list(_spread(c for c in prep.children if c.dep_ in ("pobj", "pcomp")))
        if objects:
            found.setdefault(name, []).extend(objects)
        for child in prep.children:
            if child.dep_ in ("prep", "conj"):
                queue.append((child, child.lower_ if objects else f"{name} {child.lower_}"))
    return found


def _auxiliaries(head: Token) -> Iterator[Token]:
    """Auxiliaries of the predicate; a conjunct without its own takes those of the first one."""
    own = [c for c in _dependents(head) if c.dep_ in ("aux", "auxpass")]
    if not own and head.dep_ == "conj" and not _own_subject(head) and head.head.tag_ == head.tag_:
        return _auxiliaries(head.head)
    return iter(own)


def _negated(head: Token) -> bool:
    return any(child.dep_ == "neg" for child in head.children)


def _mark(head: Token) -> str | None:
    """The subordinator in lower case: "if", "that", "as"; "when" and its like as well."""
    for child in head.children:
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.tag_ == "WRB"):
            return str(child.lower_)
    if head.dep_ == "pcomp" and head.head.pos_ in ("ADP", "SCONJ"):
        return str(head.head.lower_)
    return None


def _subjects(head: Token, role: ClauseRole, parent: Clause | None) -> Iterator[Token]:
    """The subject's head tokens, looked for above the predicate where it has none of its own."""
    own = [c for c in _dependents(head) if c.dep_ in _SUBJECTS]
    if own:
        return _spread(chain.from_iterable(_antecedent(token, head, role) for token in own))
    if any(child.dep_ == "expl" for child in head.children):
        return iter(())  # "There was no deal": nobody did it.
    if head.dep_ == "relcl" or (head.dep_ == "acl" and role == "participial"):
        return iter((head.head,))
    if head.dep_ == "acl":
        return _of_noun(head.head)
    if _by_noun(head):
        return iter((head.head.head,))
    if parent is None:
        return iter(())
    if (head.dep_ == "xcomp" or _by_preposition(head, parent)) and _object_controls(parent):
        return iter([token for token in parent.objects if token.dep_ in ("dobj", "dative")])
    return iter(parent.subjects)


def _antecedent(token: Token, head: Token, role: ClauseRole) -> Iterator[Token]:
    """What "who", "which" or "that" stands for: the noun that the relative clause hangs from."""
    relative = head
    while relative.dep_ == "conj":
        relative = relative.head
    pronoun = token.tag_ in ("WDT", "WP") or token.lower_ == "that"
    if role == "relative" and relative.dep_ == "relcl" and pronoun:
        return iter((relative.head,))
    return iter((token,))


def _of_noun(noun: Token) -> Iterator[Token]:
    """Who is to act in "Moscow's pledge to help": the possessor, if there is one."""
    return _spread(child for child in noun.children if child.dep_ == "poss")


def _by_noun(head: Token) -> bool:
    """A gerund that tells what something is for: "a body for monitoring the truce"."""
    prep = head.head
    if head.dep_ != "pcomp" or prep.lower_ != "for" or prep.head.pos_ not in ("NOUN", "PROPN"):
        return False
    # Without an article the noun is part of a preposition: "in exchange for sending".
    return any(child.dep_ in ("det", "poss") for child in prep.head.children)


def _by_preposition(head: Token, parent: Clause) -> bool:
    prep = head.head
    return head.dep_ == "pcomp" and prep.head == parent.head and prep.lower_ in _OBJECT_CONTROL


def _object_controls(parent: Clause) -> bool:
    """Whether an infinitive's subject is the object above it: "asked Seoul to send"."""
    return parent.lemma != "promise" and any(t.dep_ in ("dobj", "dative") for t in parent.objects)


def _extent(head: Token, roles: dict[Token, ClauseRole], passage: Passage) -> tuple[int, int]:
    """First and last character of a clause, without coordinate clauses and asides at its edges."""
    tokens = sorted(_own_tokens(head, roles), key=lambda token: token.i)
    _trim(tokens)
    first, last = tokens[0], _closed(tokens)
    return max(first.idx, passage.start), min(last.idx + len(last), passage.end)


def _closed(tokens: list[Token]) -> Token:
    """The last token, or the mark just behind it that closes a quotation begun in the clause."""
    last, doc = tokens[-1], tokens[-1].doc
    opened = [token for token in tokens[1:] if token.text in _QUOTES]
    plain = sum(1 for token in opened if token.text == '"')
    if not opened or (opened[-1].text == '"' and plain % 2 == 0):
        return last
    closer = _QUOTES[opened[-1].text]
    if any(token.text == closer and token.i > opened[-1].i for token in tokens):
        return last
    behind = doc[last.i + 1 : last.i + 3]
    for token in behind:
        if token.text == closer:
            return token
        if not token.is_punct:
            break
    return last


def _trim(tokens: list[Token]) -> None:
    """Take off what is no part of a clause at its edges: stops, and marks of a quote around it."""
    while len(tokens) > 1 and (
        _is_edge(tokens[0]) or _strays_left(tokens) or _is_complementizer(tokens[0])
    ):
        tokens.pop(0)
    while len(tokens) > 1 and (_is_edge(tokens[-1]) or _strays_right(tokens)):
        tokens.pop()


def _is_complementizer(token: Token) -> bool:
    """ "That" that only opens what somebody says; the relative pronoun has another tag."""
    if token.lower_ != "that" or token.tag_ != "IN":
        return False
    complete = (
        "prep",
        "acomp",
        "attr",
    )  # The parser takes "the view that they belong to it" amiss.
    return token.dep_ == "mark" or any(c.dep_ in complete for c in token.head.children)


def _strays_left(tokens: list[Token]) -> bool:
    """Whether the first token is a quotation mark that has no business at the clause's start."""
    first = tokens[0]
    if first.text in _QUOTES:
        partner = any(token.text == _QUOTES[first.text] for token in tokens[1:])
        return not partner or tokens[1].i != first.i + 1
    return first.text in _QUOTES.values()


def _strays_right(tokens: list[Token]) -> bool:
    """Whether the last token is a quotation mark with no partner in the clause."""
    last = tokens[-1]
    openers = _OPENERS.get(last.text)
    if openers is not None:
        return not any(token.text in openers for token in tokens[:-1])
    return last.text in _QUOTES


def _is_edge(token: Token) -> bool:
    return token.is_space or token.dep_ == "cc" or not token.text.strip(_EDGE)


def _own_tokens(head: Token, roles: dict[Token, ClauseRole]) -> list[Token]:
    """The tokens below a predicate that are not in a clause that stands apart from it."""
    found, queue = [], [head]
    while queue:
        token = queue.pop()
        found.append(token)
        queue += [c for c in token.children if not _stands_apart(c, roles)]
    return found


def _is_set_off(token: Token) -> bool:
    """Whether a relative clause stands after a comma, dash or bracket: it makes its own claim."""
    first = token.left_edge
    before = first.nbor(-1) if first.i > 0 else first
    return first.tag_ in ("WP", "WDT") and before.is_punct and before.text not in _QUOTES


def _stands_apart(token: Token, roles: dict[Token, ClauseRole]) -> bool:
    role = roles.get(token)
    if role is None:
        return False
    if token.dep_ == "ccomp" and token.i < token.head.i and _mark(token) is None:
        return True  # "It is a mistake," says X: what is said stands on its own.
    if role == "relative" and token.dep_ == "relcl":
        return _is_set_off(token)
    if role not in _CUT:
        return False
    return not (role == "adverbial" and (_mark(token) or "") in _CONDITIONAL_MARKS)
