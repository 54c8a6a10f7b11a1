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
from functools import cache
from typing import cast

from msgspec import structs

from accord.claims.clauses import clauses_of
from accord.claims.goods import GoodsBook, GoodsFinder, Item, TransferGroup, goods_book
from accord.claims.mention_index import MentionIndex, refs
from accord.claims.parts import Clause, Mention, QuantityMention, Reading
from accord.claims.patterns import Match, Matcher, PatternTable, after_role, words_of
from accord.claims.slots import (
    Slots,
    conjuncts,
    forms,
    lemma,
    of_clause,
    of_noun,
    of_verb,
    prep_objects,
)
from accord.claims.tokens import Token
from accord.codebooks.units import unit_book
from accord.model import ActorRef, Quantity, Span, Stage, Transfer

_ENTITY = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_MODALS = frozenset({"could", "may", "might", "can", "would", "should"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
_OF_STATE = frozenset({"GOV", "MIL"})
_NO_WAYS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY", "EVENT"})
MAX_PAIRS = 12
"""Above so many pairs of supplier and recipient they are not told apart."""

MAX_FIRST = 8
"""How many words before "since" are asked whether it dates a single thing."""

MAX_ROUTE = 12
"""How many words a route may have."""

MAX_BACK = 2
"""How many sentences back "the goods" may have been spoken of."""

MAX_UP = 6
"""How many verbs and nouns above a transfer are asked for its stage."""


@dataclass(frozen=True, slots=True)
class FoundTransfer:
    """A transfer with the clause it is from, its quantities, and where its item and parties stand.

    `hypothetical` is True for one that could or might take place, or is only talked of. `told` is
    the clause that told of the transfer before, where this one gives the details of it. `shared` is
    True where the quantities are those of several suppliers or recipients together, of whom this is
    one.
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
    shared: bool = False


def share_of(quantity: Quantity) -> Quantity | None:
    """What one of several can have of a quantity that they have together: no more than all of it.

    None where there is no upper end ("at least 40 tanks" to two).
    """
    if quantity.high is None and quantity.bound == "at_least":
        return None
    high = quantity.value if quantity.high is None else quantity.high
    return structs.replace(quantity, value=high, low=None, high=high, bound="at_most")


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
        self.firsts, self.waning = words_of(book.firsts), words_of(book.waning)
        self.several = words_of(book.each)
        self.routes, self.ways = words_of(book.routes), words_of(book.ways)
        self.granting, self.giving = words_of(book.granting), words_of(book.giving)
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

        What goes to several, or comes from several, is a transfer for each.

        With `follow`, a clause that only details a transfer ("the goods include …", "—Seoul says
        40,000 rounds—") takes the parties from the clause that it details.
        """
        job = _Job(self, clause, mentions, quantities, reading)
        found = tuple(job.run()) or (tuple(job.details()) if follow else ())
        return tuple(one for several in found for one in job.each(several))


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
        for found, item in self._by_verb():
            seen |= {item.head.i, item.content.i}
            yield found
        for found, item in self._by_nouns():
            if not seen & {item.head.i, item.content.i}:
                seen |= {item.head.i, item.content.i}
                yield found

    # ------------------------------------------------------------------ several parties

    def each(self, found: FoundTransfer) -> Iterator[FoundTransfer]:
        """The transfer for each pair of a supplier and a recipient."""
        suppliers, recipients = _by_party(found.supplier_refs), _by_party(found.recipient_refs)
        pairs = [(s, r) for s in suppliers for r in recipients if not _ids(s) & _ids(r)]
        if len(pairs) < 2 or len(pairs) > MAX_PAIRS:
            yield found
            return
        shared = not self._says_each()
        for supplier, recipient in pairs:
            transfer = structs.replace(
                found.transfer,
                supplier=supplier[0].id if supplier else None,
                recipient=recipient[0].id if recipient else None,
            )
            yield replace(
                found, transfer=transfer, supplier_refs=supplier, recipient_refs=recipient,
                shared=shared,
            )  # fmt: skip

    def _says_each(self) -> bool:
        """Whether the clause says that its numbers hold for each of several."""
        return any(token.lower_ in self.finder.several for token in self._tokens())

    def _tokens(self) -> Iterator[Token]:
        """The tokens of the clause."""
        for token in self.clause.head.sent:
            if self.clause.start <= token.idx < self.clause.end:
                yield token

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

    def _by_verb(self) -> Iterator[tuple[FoundTransfer, Item]]:
        known = lemma(self.clause.head) in self.finder.matcher.table.verbs
        if not known or self.clause.mark == "without":
            return
        slots = of_clause(self.clause)
        if lemma(slots.head) in self.finder.barring and not self._is_seizure(slots):
            return
        for match in self.finder.matcher.verb(slots, self._is_actor):
            items = self._items(match, slots)
            if items and self._has_parties(match) and not self._unwanted(match, slots):
                yield from ((self._make(match, item, slots), item) for item in items)
                return

    def _unwanted(self, match: Match, slots: Slots) -> bool:
        """Whether a wish is denied ("no longer needs shells"): that is no transfer of any kind."""
        return _group(match).stage == "wanted" and (slots.negated or _no_longer(slots.head))

    def _is_seizure(self, slots: Slots) -> bool:
        patterns = self.finder.matcher.table.verbs.get(lemma(slots.head), [])
        return any(p.group.id in {"seize", "withhold"} for p in patterns)

    def _items(self, match: Match, slots: Slots) -> list[Item]:
        tokens = match.roles.get("I", ())
        found = [i for token in tokens for i in self.finder.goods.items(token)]
        return found or [i for token in tokens for i in self._sums(token)]

    def _sums(self, token: Token) -> list[Item]:
        """A sum of money that stands for itself: "lent Ardania $2bn"."""
        at = token.idx
        return [
            Item("money", token, token, (q.start, q.end), q.text)
            for q in self.quantities
            if q.start <= at < q.end and q.noun is None and q.unit in _currencies()
        ]

    def _has_parties(self, match: Match) -> bool:
        group = _group(match)
        if group.stage == "seized":
            return True
        return any(match.roles.get(role) for role in ("S", "T")) or group.id == "want"

    # ------------------------------------------------------------------ nouns

    def _by_nouns(self) -> Iterator[tuple[FoundTransfer, Item]]:
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

    def _wanes(self, match: Match, noun: Token) -> bool:
        """Whether a need is said to go away ("its need for shells may wane"): nothing is asked for.

        That there was one is kept, but as no more than possible, so that it is in no ledger.
        """
        if _group(match).stage != "wanted" or noun.dep_ not in {"nsubj", "nsubjpass"}:
            return False
        return lemma(noun.head) in self.finder.waning

    def _nominal(
        self, match: Match, noun: Token, slots: Slots
    ) -> Iterator[tuple[FoundTransfer, Item]]:
        """Transfers that a noun names: its item ("arms shipments") and one party at least."""
        compounds = [c for c in noun.children if c.dep_ in {"compound", "nmod"}]
        tokens = match.roles.get("I", []) or compounds
        items = [item for token in tokens for item in self.finder.goods.items(token)]
        owners = self.index.owner(noun, ("by",)) or self._grantors(noun, match)
        if not items or not (owners or match.roles.get("S") or match.roles.get("T")):
            return
        for item in items:
            found = self._make(match, item, slots, noun=noun, owners=owners)
            if self._wanes(match, noun):
                found = replace(found, hypothetical=True)
            if found.supplier_refs or found.recipient_refs:
                yield found, item

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
            found += self._torn_off(token)
        return refs(found)

    def _torn_off(self, token: Token) -> tuple[Mention, ...]:
        """Actors that "and" ties to one after a preposition, tied to the verb by the parser."""
        if token.dep_ != "pobj" or token.i + 2 >= len(token.doc):
            return ()
        joiner = token.nbor(1)
        verb = token.head.head
        if joiner.dep_ != "cc" or joiner.head != verb:
            return ()
        named = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "PROPN"]
        return tuple(m for c in named if c.left_edge.i == joiner.i + 1 for m in self.index.at(c))

    def _swallowed(self, item: Item, slots: Slots) -> tuple[tuple[ActorRef, ...], Item]:
        """A receiver that a parser took into the goods: "give Ardania rocket technology".

        An abbreviation may well say where the goods are from ("US weapons"), so it stays.
        """
        if lemma(slots.head) not in self.finder.giving or slots.passive:
            return (), item
        first = item.head.left_edge
        mentions = self.index.at(first) if first.head == item.head else ()
        alone = first.dep_ == "compound" and first.i == slots.head.i + 1 and first.i < item.head.i
        if not (alone and mentions) or first.text.isupper():
            return (), item
        rest = first.nbor(1)
        name = item.name.removeprefix(first.text).strip()
        return refs(mentions), replace(item, span=(rest.idx, item.span[1]), name=name or item.name)

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
        if noun is None and not recipient:
            recipient, item = self._swallowed(item, slots)
        if owners and group.owner == "S":
            supplier = supplier or refs(owners)
        elif owners and group.owner == "T":
            recipient = recipient or refs(owners)
        supplier, recipient = self._complete(match, item, slots, supplier, recipient)
        head = noun if noun is not None else slots.head
        stage, hypothetical = self._stage(group, head, slots)
        if any(c.dep_ == "det" and c.lower_ == "no" for c in item.head.children):
            stage = "denied"
        transfer = Transfer(
            supplier=supplier[0].id if supplier else None,
            recipient=recipient[0].id if recipient else None,
            item=item.name, category=item.category, stage=stage, total=self._is_total(),
            route=self._route(),
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
        """A wish-list's owner; what the goods' own phrase says; nobody on both sides."""
        group = _group(match)
        if group.id == "want" and not recipient and match.roles.get("A"):
            recipient = self._refs(match.roles["A"])
        if group.owner == "T" and not supplier and group.stage != "seized":
            origin = [m for c in item.head.children if c.dep_ == "amod" for m in self.index.at(c)]
            supplier = refs(origin)
        supplier = supplier or self._within(item, ("from",))
        if group.stage == "seized":
            recipient = recipient or self._within(item, ("to", "for"))
        both = _ids(supplier) & _ids(recipient)
        if both and group.owner == "T":
            supplier = tuple(ref for ref in supplier if ref.id not in both)
        elif both:
            recipient = tuple(ref for ref in recipient if ref.id not in both)
        return supplier, recipient

    def _within(self, item: Item, preps: Sequence[str]) -> tuple[ActorRef, ...]:
        """Actors that the goods' own phrase names: "a tanker with oil from Ardania"."""
        found: list[Mention] = []
        for prep in item.head.subtree:
            if prep.dep_ == "prep" and prep.lower_ in preps:
                objects = [c for c in prep.children if c.dep_ == "pobj" and self._is_actor(c)]
                found += [m for token in objects for m in self.index.at(token)]
        return refs(found)

    # ------------------------------------------------------------------ stage, total, quantity

    def _stage(self, group: TransferGroup, head: Token, slots: Slots) -> tuple[Stage, bool]:
        """How far it has come, by the verb, its tense, and what stands above it."""
        stage = group.stage
        hypothetical = slots.modal in _MODALS or self.clause.mark in {"if", "unless"}
        if slots.negated or _yet(head):
            return "denied", hypothetical
        plain = stage
        if slots.future and stage not in {"wanted", "offered"}:
            stage = "promised"
        for up in _above(head):
            word = lemma(up)
            if word in self.finder.stages["hypothetical"]:
                hypothetical, stage = True, plain  # What is feared is not promised.
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

    def _is_total(self) -> bool:
        """Whether words of a running total stand in the clause.

        "Since" has to govern a time, and not date a single thing ("the first delivery since May").
        """
        text = self.reading.text[self.clause.start : self.clause.end]
        for found in self.finder.totals.finditer(text):
            if found[0].lower() != "since" or self._counts_since(self.clause.start + found.start()):
                return True
        return False

    def _counts_since(self, at: int) -> bool:
        token = next((t for t in self.clause.head.sent if t.idx == at), None)
        if token is None or token.i + 1 >= len(token.doc):
            return False
        after = token.nbor(1)
        if token.dep_ == "mark" and after.ent_type_ != "DATE" and not after.text.isdigit():
            return False
        before = list(token.sent)[max(token.i - token.sent.start - MAX_FIRST, 0) :]
        return not any(t.lower_ in self.finder.firsts for t in before if t.i < token.i)

    def _route(self) -> str | None:
        """The words for the way that things went: "via Duvria", "by rail"; several as they come."""
        found: list[str] = []
        end = -1
        for token in self._tokens():
            if token.i <= end or not self._leads(token):
                continue
            last = max(_named_by(token), key=lambda t: t.i, default=token)
            if last.i - token.i <= MAX_ROUTE:
                found.append(self.reading.text[token.idx : last.idx + len(last)])
                end = last.i
        return "; ".join(found) or None

    def _leads(self, token: Token) -> bool:
        """Whether a preposition begins words of a route."""
        routes, word = self.finder.routes, token.lower_
        if token.pos_ == "ADV":
            return word in routes and not any(True for _ in token.children)
        objects = [c for c in token.children if c.dep_ == "pobj"]
        if token.dep_ not in {"prep", "agent"} or not objects:
            return False
        if any(f"{word}:{form}" in routes for c in objects for form in forms(c)):
            return True
        return word in routes and any(self._is_way(c) for c in objects)

    def _is_way(self, token: Token) -> bool:
        """Whether goods can go through it: a name, or a noun of what lies on a way."""
        if token.ent_type_ in _NO_WAYS:
            return False
        return token.pos_ == "PROPN" or any(form in self.finder.ways for form in forms(token))

    def _quantities_of(self, item: Item) -> tuple[QuantityMention, ...]:
        """Quantities inside the item's phrase."""
        start, end = item.span
        return tuple(q for q in self.quantities if start <= q.start and q.end <= end + 1)


@cache
def _currencies() -> frozenset[str]:
    """ISO 4217 codes of the currencies in the codebook."""
    return frozenset(currency.code for currency in unit_book().currencies)


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


def _ids(side: Sequence[ActorRef]) -> set[str]:
    return {ref.id for ref in side}


def _by_party(side: tuple[ActorRef, ...]) -> list[tuple[ActorRef, ...]]:
    """Actors of a side by whom they act for: officers and organs of one state are one party."""
    parties: dict[str, tuple[ActorRef, ...]] = {}
    for ref in side:
        state = ref.country if ref.sector in _OF_STATE else None
        key = state or ref.id
        parties[key] = (*parties.get(key, ()), ref)
    return list(parties.values()) or [()]


def _named_by(prep: Token) -> Iterator[Token]:
    """What a preposition governs, with what "of" ties to it, but not where it leads from there."""
    for child in prep.children:
        if child.dep_ == "pobj":
            for noun in (child, *conjuncts(child)):
                yield noun
                yield from (t for t in prep_objects(noun, ("of",)) if t.i > noun.i)


def _no_longer(head: Token) -> bool:
    """ "No longer needs", "never wanted"."""
    words = [c.lower_ for c in head.children if c.dep_ == "advmod"]
    return "never" in words or any(
        c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in head.children
    )


def _yet(head: Token) -> bool:
    """ "Has yet to send", "is yet to arrive"."""
    above = head.head
    return head.dep_ in {"xcomp", "advcl", "acl"} and any(
        c.lower_ == "yet" for c in (*above.children, *head.children)
    )
