"""What passed, or is to pass, from whom to whom: transfers of things from clauses.

Things only: a visit, a statement or support in words is no transfer. The stage says how far it has
come by the words (wanted, offered, promised, ordered, sent, delivered, received, seized, denied);
how sure that is belongs to another module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from msgspec import structs

from accord.claims.clauses import clauses_of
from accord.claims.goods import GoodsBook, GoodsFinder, Item, TransferGroup, goods_book
from accord.claims.mention_index import MentionIndex, refs
from accord.claims.parts import Clause, Mention, QuantityMention, Reading
from accord.claims.patterns import Match, Matcher, PatternTable, after_role, words_of
from accord.claims.slots import Slots, lemma, of_clause, of_noun, of_verb
from accord.claims.tokens import Token
from accord.model import ActorRef, Span, Stage, Transfer

_ENTITY = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_MODALS = frozenset({"could", "may", "might", "can", "would", "should"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
MAX_BACK = 2
"""How many sentences back "the goods" may have been spoken of."""

MAX_UP = 6
"""How many verbs and nouns above a transfer are asked for its stage."""


@dataclass(frozen=True, slots=True)
class FoundTransfer:
    """A transfer with the clause it is from, its quantities, and where its item and parties stand.

    `hypothetical` is True for one that could or might take place, or is only talked of. `told` is
    the clause that told of the transfer before, where this one gives the details of it.
    """

    transfer: Transfer
    clause: Clause
    quantities: tuple[QuantityMention, ...]
    item_span: Span | None
    supplier_refs: tuple[ActorRef, ...] = ()
    recipient_refs: tuple[ActorRef, ...] = ()
    trigger: Span = (0, 0)
    hypothetical: bool = False
    told: Clause | None = None


class TransferFinder:
    """Finds transfers. Holds the compiled patterns; make one and keep it."""

    def __init__(self, codebook: GoodsBook | None = None) -> None:
        book = codebook or goods_book()
        classes = {name: words_of(text) for name, text in book.classes.items()}
        self.goods = GoodsFinder(book)
        self.matcher = Matcher(PatternTable(book.groups, classes), frozenset())
        self.barring = words_of(book.barring)
        self.stages = {name: words_of(text) for name, text in book.stages.items()}
        # Longest first, so that "so far" is not taken for part of something else.
        totals = sorted(words_of(book.totals), key=lambda word: (-len(word), word))
        self.listing = words_of(book.listing)
        self.granting = words_of(book.granting)
        self.totals = re.compile(
            r"\b(?:" + "|".join(map(re.escape, totals)) + r")\b", re.IGNORECASE
        )

    def find(
        self,
        clause: Clause,
        mentions: MentionIndex,
        quantities: Sequence[QuantityMention],
        reading: Reading,
        *,
        follow: bool = True,
    ) -> tuple[FoundTransfer, ...]:
        """The transfers of one clause: those of its predicate, then those that its nouns name.

        With `follow`, a clause that only details a transfer ("the goods include …", "—Seoul says
        40,000 rounds—") takes the parties from the clause that it details.
        """
        job = _Job(self, clause, mentions, quantities, reading)
        found = tuple(job.run())
        return found or (tuple(job.details()) if follow else ())


class _Job:
    """Finds the transfers of one clause."""

    def __init__(
        self,
        finder: TransferFinder,
        clause: Clause,
        index: MentionIndex,
        quantities: Sequence[QuantityMention],
        reading: Reading,
    ) -> None:
        self.finder = finder
        self.clause = clause
        self.index = index
        self.quantities = quantities
        self.reading = reading

    def run(self) -> Iterator[FoundTransfer]:
        seen: set[int] = set()
        for found, head in self._by_verb():
            seen.add(head.i)
            yield found
        for found, head in self._by_nouns():
            if head.i not in seen:
                seen.add(head.i)
                yield found

    # ------------------------------------------------------------------ details

    def details(self) -> Iterator[FoundTransfer]:
        """Transfers that the clause adds detail to: their goods, or their quantity."""
        if self.clause.role == "parenthesis" and self.clause.parent is not None:
            yield from self._estimate(self.clause.parent)
        elif lemma(self.clause.head) in self.finder.listing:
            yield from self._listed()

    def _estimate(self, parent: Clause) -> Iterator[FoundTransfer]:
        """ "Shells (the ministry estimates 40,000)": a figure for the goods named just before."""
        start, end = self.clause.start, self.clause.end
        inside = tuple(q for q in self.quantities if start <= q.start and q.end <= end)
        if not inside:
            return
        above = self.finder.find(parent, self.index, self.quantities, self.reading)
        before = [f for f in above if f.item_span is not None and f.item_span[1] <= start]
        if before:
            yield replace(before[-1], clause=self.clause, quantities=inside)

    def _listed(self) -> Iterator[FoundTransfer]:
        """ "The goods include shells": the goods of the transfer that was told before."""
        slots = of_clause(self.clause)
        if not any(self._is_definite_goods(t) for t in slots.subjects):
            return
        tokens = [*slots.objects, *slots.after(("of", "from"), far=False)]
        items = [item for token in tokens for item in self.finder.goods.items(token)]
        told = self._told_before() if items else None
        if told is None:
            return
        for item in items:
            transfer = structs.replace(told.transfer, item=item.name, category=item.category)
            yield replace(
                told, transfer=transfer, clause=self.clause, item_span=item.span,
                quantities=self._quantities_of(item),
                trigger=(self.clause.head.idx, self.clause.head.idx + len(self.clause.head)),
                told=told.clause,
            )  # fmt: skip

    def _is_definite_goods(self, token: Token) -> bool:
        named = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in token.children)
        is_transfer = bool(self.finder.matcher.noun_patterns(token))
        return named and (is_transfer or self.finder.goods.category(token) is not None)

    def _told_before(self) -> FoundTransfer | None:
        """The last transfer with parties in the two passages before this one."""
        ends = [passage.end for passage in self.reading.passages]
        at = bisect_right(ends, self.clause.passage.start)
        for passage in reversed(self.reading.passages[max(at - MAX_BACK, 0) : at]):
            span = self.reading.doc.char_span(passage.start, passage.end, alignment_mode="expand")
            clauses = clauses_of(span, passage) if span is not None else []
            for clause in reversed(clauses):
                found = self.finder.find(
                    clause, self.index, self.quantities, self.reading, follow=False
                )
                if found and (found[-1].supplier_refs or found[-1].recipient_refs):
                    return found[-1]
        return None

    # ------------------------------------------------------------------ verbs

    def _by_verb(self) -> Iterator[tuple[FoundTransfer, Token]]:
        known = lemma(self.clause.head) in self.finder.matcher.table.verbs
        if not known or self.clause.mark == "without":
            return
        slots = of_clause(self.clause)
        if lemma(slots.head) in self.finder.barring and not self._is_seizure(slots):
            return
        for match in self.finder.matcher.verb(slots, self._is_actor):
            items = self._items(match, slots)
            if items and self._has_parties(match):
                yield from ((self._make(match, item, slots), item.head) for item in items)
                return

    def _is_seizure(self, slots: Slots) -> bool:
        patterns = self.finder.matcher.table.verbs.get(lemma(slots.head), [])
        return any(p.group.id in {"seize", "withhold"} for p in patterns)

    def _items(self, match: Match, slots: Slots) -> list[Item]:
        return [i for token in match.roles.get("I", ()) for i in self.finder.goods.items(token)]

    def _has_parties(self, match: Match) -> bool:
        group = _group(match)
        if group.stage == "seized":
            return True
        return any(match.roles.get(role) for role in ("S", "T")) or group.id == "want"

    # ------------------------------------------------------------------ nouns

    def _by_nouns(self) -> Iterator[tuple[FoundTransfer, Token]]:
        for noun in self.clause.nouns:
            patterns = self.finder.matcher.noun_patterns(noun)
            if not patterns or self._is_barred(noun):
                continue
            slots = of_noun(noun)
            best: Match | None = None
            for pattern in patterns:
                match = Match(pattern)
                for slot in pattern.slots:
                    if slot.role is None:
                        continue
                    tokens = after_role(slots, slot.preps, self._is_actor)
                    match.roles.setdefault(slot.role, []).extend(tokens)
                    match.score += bool(tokens)
                if best is None or match.score > best.score:
                    best = match
            if best is not None:
                yield from self._nominal(best, noun, slots)

    def _nominal(
        self, match: Match, noun: Token, slots: Slots
    ) -> Iterator[tuple[FoundTransfer, Token]]:
        """Transfers that a noun names: its item ("arms shipments") and one party at least."""
        compounds = [c for c in noun.children if c.dep_ in {"compound", "nmod"}]
        tokens = match.roles.get("I", []) or compounds
        items = [item for token in tokens for item in self.finder.goods.items(token)]
        owners = self.index.owner(noun, ("by",)) or self._grantors(noun, match)
        if not items or not (owners or match.roles.get("S") or match.roles.get("T")):
            return
        for item in items:
            found = self._make(match, item, slots, noun=noun, owners=owners)
            if found.supplier_refs or found.recipient_refs:
                yield found, item.head

    def _grantors(self, noun: Token, match: Match) -> tuple[Mention, ...]:
        """Whoever approves or announces a sale is its supplier, where no other is named."""
        head = self.clause.head
        grants = noun.dep_ == "dobj" and noun.head == head and lemma(head) in self.finder.granting
        if not grants or self.clause.passive or match.roles.get("S"):
            return ()
        if _group(match).owner != "S":
            return ()
        return tuple(m for t in self.clause.subjects for m in self.index.at(t))

    def _is_barred(self, noun: Token) -> bool:
        """Whether what is above forbids it: "bars the export of", "a ban on sales of"."""
        return any(lemma(up) in self.finder.barring for up in _above(noun))

    # ------------------------------------------------------------------ parties

    def _is_actor(self, token: Token) -> bool:
        if self.finder.goods.category(token) is not None and not self.index.at(token):
            return False
        if self.index.at(token) or token.ent_type_ in _ENTITY or token.pos_ == "PROPN":
            return True
        return token.pos_ == "PRON" and token.lower_ not in {"it", "this", "that", "which", "what"}

    def _refs(self, tokens: Sequence[Token]) -> tuple[ActorRef, ...]:
        found: list[Mention] = []
        for token in tokens:
            found += self.index.at(token) or self.index.owner(token, ("of", "in", "by"))
        return refs(found)

    def _make(
        self,
        match: Match,
        item: Item,
        slots: Slots,
        *,
        noun: Token | None = None,
        owners: Sequence[Mention] = (),
    ) -> FoundTransfer:
        group = _group(match)
        supplier = self._refs(match.roles.get("S", ()))
        recipient = self._refs(match.roles.get("T", ()))
        if owners and group.owner == "S":
            supplier = supplier or refs(owners)
        elif owners and group.owner == "T":
            recipient = recipient or refs(owners)
        supplier, recipient = self._complete(match, item, slots, supplier, recipient)
        head = noun if noun is not None else slots.head
        stage, hypothetical = self._stage(group, head, slots)
        transfer = Transfer(
            supplier=supplier[0].id if supplier else None,
            recipient=recipient[0].id if recipient else None,
            item=item.name, category=item.category, stage=stage, total=self._is_total(slots),
        )  # fmt: skip
        return FoundTransfer(
            transfer=transfer, clause=self.clause, quantities=self._quantities_of(item),
            item_span=item.span, supplier_refs=supplier, recipient_refs=recipient,
            trigger=(head.idx, head.idx + len(head)), hypothetical=hypothetical,
        )  # fmt: skip

    def _complete(
        self,
        match: Match,
        item: Item,
        slots: Slots,
        supplier: tuple[ActorRef, ...],
        recipient: tuple[ActorRef, ...],
    ) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
        """A wish-list's owner; the origin of goods received; nobody on both sides."""
        group = _group(match)
        if group.id == "want" and not recipient and match.roles.get("A"):
            recipient = self._refs(match.roles["A"])
        if group.owner == "T" and not supplier and group.stage != "seized":
            origin = [m for c in item.head.children if c.dep_ == "amod" for m in self.index.at(c)]
            supplier = refs(origin)
        both = {ref.id for ref in supplier} & {ref.id for ref in recipient}
        if both and group.owner == "T":
            supplier = tuple(ref for ref in supplier if ref.id not in both)
        elif both:
            recipient = tuple(ref for ref in recipient if ref.id not in both)
        return supplier, recipient

    # ------------------------------------------------------------------ stage, total, quantity

    def _stage(self, group: TransferGroup, head: Token, slots: Slots) -> tuple[Stage, bool]:
        """How far it has come, by the verb, its tense, and what stands above it."""
        stage = group.stage
        hypothetical = slots.modal in _MODALS or self.clause.mark in {"if", "unless"}
        if slots.negated or _yet(head):
            return "denied", hypothetical
        if slots.future and stage not in {"wanted", "offered"}:
            stage = "promised"
        for up in _above(head):
            word = lemma(up)
            if word in self.finder.stages["hypothetical"]:
                hypothetical = True
            for name in ("denied", "offered", "wanted", "promised"):
                if word in self.finder.stages[name] and self._carries(up, head):
                    found = "denied" if name != "denied" and of_verb(up).negated else name
                    return cast(Stage, found), hypothetical
        return cast(Stage, stage), hypothetical

    def _carries(self, up: Token, head: Token) -> bool:
        """Whether a word above speaks for the transfer, rather than about it in a that-clause."""
        at = head
        while at.head != up and at.head != at:
            if any(c.dep_ == "mark" and c.lower_ == "that" for c in at.children):
                return False
            at = at.head
        return at.dep_ in {"xcomp", "pcomp", "prep", "dobj", "pobj", "acl", "ccomp"} and not (
            at.dep_ == "ccomp" and any(c.dep_ == "mark" for c in at.children)
        )

    def _is_total(self, slots: Slots) -> bool:
        """Whether words of a running total stand in the clause, with no single date beside it."""
        text = self.reading.text[self.clause.start : self.clause.end]
        return self.finder.totals.search(text) is not None

    def _quantities_of(self, item: Item) -> tuple[QuantityMention, ...]:
        """Quantities inside the item's phrase."""
        start, end = item.span
        return tuple(q for q in self.quantities if start <= q.start and q.end <= end + 1)


def _group(match: Match) -> TransferGroup:
    group = match.pattern.group
    if not isinstance(group, TransferGroup):
        raise TypeError("a transfer pattern belongs to a transfer group")
    return group


def _above(token: Token) -> Iterator[Token]:
    """Verbs, nouns and adjectives above a word within its own statement, nearest first."""
    at = token
    for _ in range(MAX_UP):
        stop = at.dep_ in {"ROOT", "relcl", "advcl", "parataxis", "conj", "nsubj", "nsubjpass"}
        if at.dep_ in {"nsubj", "nsubjpass"}:
            yield at.head
        if stop or at.head == at:
            return
        at = at.head
        if at.pos_ in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
            yield at


def _yet(head: Token) -> bool:
    """ "Has yet to send", "is yet to arrive"."""
    above = head.head
    return head.dep_ in {"xcomp", "advcl", "acl"} and any(
        c.lower_ == "yet" for c in (*above.children, *head.children)
    )
