"""One clause to its claims: voice, certainty, actors, time and quantities put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec

from accord.claims.actor_refs import Refs
from accord.claims.certainty import judge, unsettled
from accord.claims.conditions import is_forecast, is_timetabled
from accord.claims.events import CodedEvent
from accord.claims.findings import Findings, Shares
from accord.claims.horizons import horizon_of
from accord.claims.mention_index import joint_owner
from accord.claims.nominal import judge_noun
from accord.claims.parts import Clause, Mention, QuantityMention, TimeExpression
from accord.claims.selection import asserts, is_finite, is_goal, kind_of
from accord.claims.tokens import Token
from accord.claims.transfers import FoundTransfer, share_of
from accord.claims.voice import is_opinion
from accord.codebooks.actors import actors as actor_book
from accord.codebooks.certainty import certainty_words
from accord.codebooks.clauses import clause_words
from accord.codebooks.cues import cues
from accord.codebooks.times import time_words
from accord.model import (
    ActorRef,
    Certainty,
    Claim,
    Instrument,
    Place,
    Quantity,
    ReadBy,
    Report,
    Span,
    Time,
    Transfer,
    VoiceLink,
    make_claim,
)

T = TypeVar("T")


class Assembly:
    """Makes the claims of one clause.

    `clause` is what is claimed, `frame` the clause that lends its words (the same but for
    catenative verbs: see `selection.choose_clauses`).
    """

    def __init__(
        self, findings: Findings, shares: Shares, clause: Clause, frame: Clause, read_by: ReadBy
    ) -> None:
        self.findings = findings
        self.shares = shares
        self.clause = clause
        self.frame = frame
        self.read_by = read_by
        self.nearby = shares.nearby.of(clause.head.idx)
        self.span: Span = (min(clause.start, frame.start), max(clause.end, frame.end))

    def claims(self) -> list[Claim]:
        """One claim for each transfer or event of the clause, a plain one if it has neither.

        Events that are only named by a noun ("during their talks") make claims of their own, on the
        words of the noun phrase.
        """
        events = self.findings.events.get(self.clause, ())
        verbal = [event for event in events if not event.nominal]
        transfers = self.findings.transfers.get(self.clause, ()) or (None,)
        event = verbal[0] if verbal else None
        made = []
        if event is not None or transfers[0] is not None or self._says_so():
            made = [self._claim(event, transfer) for transfer in transfers]
        made += [self._claim(other, None) for other in verbal[1:]]
        made += [denied for claim in made for denied in self._denied(claim)]
        named = [named_event(self, event) for event in events if event.nominal]
        return made + [claim for claim in named if claim is not None]

    def _denied(self, claim: Claim) -> list[Claim]:
        """The same words as denied by others: "it had sent shells, which Minsk denies"."""
        head = self.clause.head
        chains = self.shares.voices.denials_of((head.idx, head.idx + len(head)))
        return [deny(claim, chain, self.findings.reading.report) for chain in chains]

    def _says_so(self) -> bool:
        """Whether the clause itself asserts, or says what holds under a condition.

        A purpose ("to pay for the war") that only names an event makes no claim of its own.
        """
        pair = (self.clause, self.frame)
        return any(asserts(c) or c in self.findings.conditions for c in pair)

    def _claim(self, event: CodedEvent | None, found: FoundTransfer | None) -> Claim:
        reading, clause = self.findings.reading, self.clause
        quantities = self._quantities(found)
        voice = self.voice(self._anchor(quantities))
        certainty = self._certainty(voice, found)
        if found is not None and found.told is not None and not voice:
            voice, certainty = self._as_told(found.told, found, certainty)
        condition = self.findings.conditions.get(clause) or self.findings.conditions.get(self.frame)
        actors, recipients = self._parties(event, found)
        time = self._time(found)
        forecast = self._is_forecast(time)
        if forecast:
            time = self._horizon() or time
        transfer = _between_states(found) if found else None
        kind = kind_of(
            clause,
            certainty=certainty,
            event=event.event if event else None,
            transfer=transfer,
            quantities=quantities,
            conditional=condition is not None,
            forecast=forecast,
            opinion=is_opinion(voice),
        )
        return make_claim(
            reading.report, *self.span, kind=kind,
            passage=(clause.passage.start, clause.passage.end),
            voice=voice, certainty=certainty,
            event=event.event if event and not is_goal(clause) else None,
            actors=actors, recipients=recipients, time=time, place=self._place(),
            quantities=_shown(quantities, found),
            transfer=transfer, condition=condition,
            instruments=tuple(self._instruments()),
            abstained=self._abstained(event, actors, time, voice), read_by=self.read_by,
        )  # fmt: skip

    def _is_forecast(self, time: Time | None) -> bool:
        """Whether the clause speaks of what is to come: by its words, or by a day still ahead."""
        reading = self.findings.reading
        if is_forecast(self.clause, reading) or is_forecast(self.frame, reading):
            return True
        return is_timetabled(self.clause, time, reading)

    def _horizon(self) -> Time | None:
        """How far ahead a forecast looks, where that is to be reckoned."""
        reading = self.findings.reading
        times = sorted(self._own_times(), key=_time_order)
        return horizon_of(times, reading.text, self.span, reading.report.published.value)

    def _certainty(self, voice: Sequence[VoiceLink], found: FoundTransfer | None) -> Certainty:
        """How surely the clause is claimed; a gerund is no surer than the clause it hangs on.

        In "they read it as letting him receive arms in exchange for supplying fuel" neither has
        happened.
        """
        reading, above = self.findings.reading, self.clause.parent
        encoded = self.findings.encoded
        certainty = _not_yet(judge(self.clause, reading, voice, encoded), found)
        if certainty.level != "asserted" or above is None or is_finite(self.clause):
            return certainty
        if judge(above, reading, voice, encoded).level == "hypothetical":
            return unsettled(certainty)
        return certainty

    def _as_told(
        self, told: Clause, found: FoundTransfer, certainty: Certainty
    ) -> tuple[tuple[VoiceLink, ...], Certainty]:
        """Voice and certainty of what "the goods include …" details: as those goods were told."""
        voice = self.voice((told.head.idx, told.head.idx + len(told.head)))
        if certainty.level != "asserted" or certainty.polarity != "positive":
            return voice, certainty
        return voice, _not_yet(
            judge(told, self.findings.reading, voice, self.findings.encoded), found
        )

    def voice(self, anchor: Span) -> tuple[VoiceLink, ...]:
        """Who answers for the words at `anchor`."""
        return self.shares.voices.of(anchor)

    def _anchor(self, quantities: Sequence[QuantityMention]) -> Span:
        """The words that must stand inside a content for its source to be answerable for them.

        Mostly the predicate; but where the predicate is itself the cue and what it reports is a
        mere figure ("the minister speaks of 5m rounds"), that figure.
        """
        head = self.clause.head
        for quantity in quantities:
            for attribution in self.nearby.attributions:
                cued = any(start <= head.idx < end for start, end in attribution.cue)
                inside = any(s <= quantity.start < e for s, e in attribution.content)
                if cued and inside:
                    return quantity.start, quantity.end
        return head.idx, head.idx + len(head)

    def _parties(
        self, event: CodedEvent | None, found: FoundTransfer | None
    ) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
        """Who acts and who is acted on: from the event, the transfer, or the clause's arguments."""
        if event is not None and (event.actors or event.recipients):
            return event.actors, event.recipients or self._host(event)
        if found is not None and (found.supplier_refs or found.recipient_refs):
            if found.transfer.stage == "wanted":  # Who wants acts; who has it is asked.
                return found.recipient_refs, found.supplier_refs
            return found.supplier_refs, found.recipient_refs
        subjects = self._named(self.clause.subjects)
        others = self._targets()
        objects = tuple(ref for ref in self._named(others) if ref.id not in _ids(subjects))
        if self.clause.passive and self.clause.agents:
            return self._named(self.clause.agents), subjects
        return subjects, objects

    def _targets(self) -> list[Token]:
        """Objects, and what stands after the verb with a preposition that points at somebody.

        A phrase before the verb ("with both behind it, …") sets a scene, and "from the capital" a
        place; but "for Ardania, …" names whom it is good or bad for.
        """
        found = [*self.clause.objects]
        for child in self.clause.head.children:
            # Of "helped them buy time" the parser makes a clause; it has no auxiliary.
            parts = {c.dep_ for c in child.children}
            if child.dep_ == "ccomp" and child.tag_ == "VB" and "aux" not in parts:
                found += [c for c in child.children if c.dep_ == "nsubj"]
        pointing = clause_words().pointing.words
        for prep, tokens in self.clause.obliques.items():
            if prep in pointing:
                found += [
                    token
                    for token in tokens
                    if token.pos_ not in ("VERB", "AUX")
                    and (token.i > self.clause.head.i or prep == "for")
                ]
        return found

    def _host(self, event: CodedEvent) -> tuple[ActorRef, ...]:
        """Whom a visit is to, where only the place says so: PLOVER's recipient is the host."""
        place = self._place()
        if event.event.type != "CONSULT" or event.event.mode != "visit" or place is None:
            return ()
        if place.country is None or place.country in {ref.country for ref in event.actors}:
            return ()
        if place.country not in (book := actor_book()).states:
            return ()
        date = self.findings.reading.report.published.value
        return (Refs(book, date).state(place.country, place.span),)

    def _named(self, tokens: Sequence[Token]) -> tuple[ActorRef, ...]:
        """The actors that argument heads stand for; of a thing, the actor whose it is."""
        found: dict[str, ActorRef] = {}
        for token in tokens:
            mention = self._mention_at(token) or self._possessor_of(token)
            mentions = [mention] if mention else self._parties_to(token)
            for ref in (ref for one in mentions for ref in one.actors):
                found.setdefault(ref.id, ref)
        return tuple(found.values())

    def _mention_at(self, token: Token) -> Mention | None:
        return next(
            (m for m in self._mentions() if not m.possessive and m.start <= token.idx < m.end),
            None,
        )

    def _possessor_of(self, token: Token) -> Mention | None:
        """The owner in "China's feelings" and "the feelings of China", or "the Russian economy"'s.

        Only words that hang from the noun itself count: an "anti-Ardanian bloc" is not Ardania's.
        """
        owners = [c for c in token.children if c.dep_ in ("poss", "amod", "compound")]
        if token.lemma_.lower() not in clause_words().relational.words:
            owners += [o for c in token.children if c.lower_ in ("of", "from") for o in c.children]
        return next((m for m in self._mentions() for o in owners if m.start <= o.idx < m.end), None)

    def _parties_to(self, token: Token) -> list[Mention]:
        """Both sides of "ties between Ardania and Belmark"."""
        between = [c for c in token.children if c.lower_ == "between"]
        sides = [o for prep in between for o in prep.children if o.dep_ == "pobj"]
        found = [self._mention_at(side) for first in sides for side in (first, *first.conjuncts)]
        return [mention for mention in found if mention is not None]

    def _mentions(self) -> Sequence[Mention]:
        return self.nearby.mentions

    def _time(self, found: FoundTransfer | None) -> Time | None:
        """The time that the clause gives, a date before a duration, the finest first."""
        times = self._own_times() or self._time_of_antecedent()
        text = self.findings.reading.text
        best = min(
            self._times_of_item(times, found),
            key=lambda time: (_of_a_thing(time, times, text), *_time_order(time)),
            default=None,
        )
        spans = [span for time in times if (span := self._span_of(time)) is not None]
        if spans:
            return spans[0]
        return _time(best) if best is not None else None

    def _span_of(self, first: TimeExpression) -> Time | None:
        """The interval that `first` opens: "between March and November", "from May to June"."""
        text = self.findings.reading.text
        opening = text[: first.start].rstrip().rsplit(maxsplit=1)[-1:]
        second = next((t for t in self.nearby.times if t.start > first.end), None)
        if opening not in (["between"], ["from"]) or second is None or not second.last:
            return None
        start, end = first.first, second.last
        if text[first.end : second.start].strip() not in ("and", "to", "until", "and the"):
            return None
        if start is None and first.precision == "month" and first.value.startswith("XXXX-"):
            start = f"{end[:4]}{first.value[4:]}-01"  # The year stands behind the second alone.
        elif start is not None and start > end and first.basis == "relative":
            start = end[:4] + start[4:]
        return Time(
            start=start,
            end=end,
            text=text[first.start : second.end],
            value=f"{first.value}/{second.value}",
            precision="interval",
            basis="relative" if "relative" in (first.basis, second.basis) else "stated",
            span=(first.start, second.end),
        )

    def _own_times(self) -> list[TimeExpression]:
        """The clause's times, but for those in an instrument's name: "Resolution 1718 (2006)"."""
        head = self.clause.head.idx
        names = [i.span for i in self._owned(self.shares.instruments) if i.span]
        naming = [(s, e) for s, e in names if not s <= head < e]
        text = self.findings.reading.text
        return [
            time
            for time in self._owned(self.shares.times)
            # "A treaty in Aachen in 2019" is dated; only a bare or bracketed year is a name's.
            if not _is_offset(time, text)
            and (
                text[max(time.start - 3, 0) : time.start] in ("in ", "on ")
                or not any(start <= time.start and time.end <= end for start, end in naming)
            )
        ]

    def _times_of_item(
        self, times: list[TimeExpression], found: FoundTransfer | None
    ) -> list[TimeExpression]:
        """Of several things that passed, each its own date: "a car in May and a boat in June".

        A date before the first thing, or none but one after the last, is that of them all.
        """
        siblings = self.findings.transfers.get(self.clause, ())
        starts = sorted({s.item_span[0] for s in siblings if s.item_span is not None})
        if found is None or found.item_span is None or len(starts) < 2:
            return times
        if not any(starts[0] < time.start < starts[-1] for time in times):
            return times
        own = found.item_span[0]
        following = min((start for start in starts if start > own), default=self.span[1])
        return [time for time in times if own < time.start < following or time.start < starts[0]]

    def _time_of_antecedent(self) -> list[TimeExpression]:
        """The date that a relative clause is about: "on 19 June, when they signed"."""
        if self.clause.role != "relative":
            return []
        noun = self.clause.head.head
        chain = {noun.i, noun.head.i} if noun.dep_ == "appos" else {noun.i}
        starts = [self.findings.reading.doc[i].idx for i in chain]
        found = [t for t in self.nearby.times if any(t.start <= at < t.end for at in starts)]
        return found or self._time_before(noun)

    def _time_before(self, noun: Token) -> list[TimeExpression]:
        """The year in "since 2000, the year he took office": the year alone, not what follows."""
        left = noun.left_edge
        if noun.lemma_.lower() not in time_words().units or left.i < 2 or left.nbor(-1).text != ",":
            return []
        at = left.nbor(-2).idx
        years = [t for t in self.nearby.times if t.start <= at < t.end and t.precision == "year"]
        return [
            replace(t, first=f"{t.value}-01-01", last=f"{t.value}-12-31")
            for t in years
            if t.type == "DATE" and len(t.value) == 4 and t.value.isdigit()
        ]

    def _place(self) -> Place | None:
        found = self._owned(self.shares.places)
        return found[0] if found else None

    def _instruments(self) -> list[Instrument]:
        """Those that the clause owns, or else the one it is said of: "a pact signed in May"."""
        owned = self._owned(self.shares.instruments)
        head = self.clause.head
        if owned or head.dep_ not in ("acl", "relcl") or head.tag_ == "VB":
            return owned
        spans = [(i, i.span) for i in self.findings.instruments if i.span]
        return [i for i, (start, end) in spans if start <= head.head.idx < end]

    def _quantities(self, found: FoundTransfer | None) -> list[QuantityMention]:
        """The quantities of the claim: those of its transfer, or all that its clause owns."""
        owned = [
            quantity
            for quantity in self._owned(self.shares.quantities)
            if not (self._is_calibre(quantity) or self._counts_sources(quantity))
        ]
        if found is None or not found.quantities:
            return owned
        of_others = {
            id(q)
            for other in self.findings.transfers.get(self.clause, ())
            if other is not found
            for q in other.quantities
        }
        own = [q for q in found.quantities if not self._counts_sibling(q, found)]
        kept = [q for q in owned if id(q) not in of_others and q not in found.quantities]
        return [*own, *kept]

    def _counts_sibling(self, quantity: QuantityMention, found: FoundTransfer) -> bool:
        """Whether a number counts another of several things: the 2.5m in "2.5m shells and fuel"."""
        if quantity.noun is None or found.item_span is None:
            return False
        at = quantity.noun[0]
        others = [
            other.item_span
            for other in self.findings.transfers.get(self.clause, ())
            if other.item_span is not None and other.item_span != found.item_span
        ]
        inside = found.item_span[0] <= at < found.item_span[1]
        return not inside and any(start <= at < end for start, end in others)

    def _counts_sources(self, quantity: QuantityMention) -> bool:
        """ "…, according to two officials": how many say so is no part of what they say."""
        head = self.clause.head.idx
        spans = [
            span
            for attribution in self.nearby.attributions
            if any(start <= head < end for start, end in attribution.content)
            for span in attribution.source
        ]
        return any(start <= quantity.start and quantity.end <= end for start, end in spans)

    def _is_calibre(self, quantity: QuantityMention) -> bool:
        """ "155 mm shells": a size that tells which kind, not how much ("250 mm of rain")."""
        doc = self.findings.reading.doc
        span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if quantity.unit not in clause_words().calibres.units or span is None:
            return False
        return span.end < len(doc) and doc[span.end].pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ")

    def _owned(self, shares: dict[int, list[T]]) -> list[T]:
        """What the clause owns, or its frame does, in the order of the text."""
        found = list(shares.get(self.frame.head.i, ()))
        if self.clause is not self.frame:
            found += shares.get(self.clause.head.i, ())
        return found

    def _abstained(
        self,
        event: CodedEvent | None,
        actors: Sequence[ActorRef],
        time: Time | None,
        voice: Sequence[VoiceLink],
    ) -> tuple[str, ...]:
        """What could not be decided, each as one word of a fixed list, sorted."""
        reasons = set(event.abstained) if event is not None else set()
        if event is not None and time is None:
            reasons.add("no_time")
        if time is not None and time.start is None and time.end is None:
            reasons.add("no_year" if time.value.startswith("XXXX") else "open_time")
        if not actors and not (event and event.recipients):
            reasons.add("no_actor")
        if any(self._is_unresolved(link) for link in voice):
            reasons.add("unresolved_source")
        if any(link.cue_lemma and cues().of(link.cue_lemma) is None for link in voice):
            reasons.add("unknown_cue")
        left, right = self.span
        for mention in self.nearby.mentions:
            if mention.reason and left <= mention.start and mention.end <= right:
                reasons.add(mention.reason)
        return tuple(sorted(reasons))

    def _is_unresolved(self, link: VoiceLink) -> bool:
        """Whether nobody is known for a source, or not everyone; whoever is nameless is known."""
        if link.source_span is None or link.source_kind in _KNOWN_KINDS:
            return False
        partly = link.actor is None and len(link.actors) == 1
        return partly or not link.claimants


_KNOWN_KINDS = frozenset({"anonymous", "people", "document"})


def deny(claim: Claim, voice: tuple[VoiceLink, ...], report: Report) -> Claim:
    """The claim that whoever speaks in `voice` makes by denying `claim`."""
    sure = claim.certainty
    negative = sure.polarity != "negative"
    scores = certainty_words().scores.values
    certainty = Certainty(
        polarity="negative" if negative else "positive",
        level="asserted" if sure.level in ("alleged", "probable", "possible") else sure.level,
        factuality=scores.get("not denied") if negative else scores.get("said"),
    )
    transfer = claim.transfer
    if transfer is not None and negative:
        transfer = msgspec.structs.replace(transfer, stage="denied")
    abstained = tuple(reason for reason in claim.abstained if reason != "unresolved_source")
    fields = {name: getattr(claim, name) for name in _KEPT}
    return make_claim(
        report, claim.start, claim.end, kind=claim.kind, **fields,
        voice=voice, certainty=certainty, transfer=transfer, abstained=abstained,
    )  # fmt: skip


_KEPT = (
    "passage", "event", "actors", "recipients", "time", "place", "quantities", "condition",
    "instruments", "read_by",
)  # fmt: skip


def named_event(clause: Assembly, event: CodedEvent) -> Claim | None:
    """The claim that an event named by a noun makes, on the words of its noun phrase.

    "During their talks", "the invasion of Ukraine": a definite or dated noun takes it for granted
    that the thing took place, whatever the clause says about it. An indefinite one ("a deal", "in
    case of war") does not, and makes no claim.
    """
    reading = clause.findings.reading
    span = reading.doc.char_span(*event.trigger, alignment_mode="expand")
    if span is None or not (event.actors or event.recipients) or not _presupposed(span.root):
        return None
    noun = span.root
    joint = next((o for c in noun.children if (o := joint_owner(c)) is not None), None)
    start = joint.left_edge.idx if joint is not None else noun.left_edge.idx
    end = min(noun.right_edge.idx + len(noun.right_edge), clause.clause.passage.end)
    start = max(start, clause.clause.passage.start)
    voice = clause.voice((noun.idx, noun.idx + len(noun)))
    inside = [t for t in clause.nearby.times if start <= t.start and t.end <= end]
    best = min(inside, key=_time_order, default=None)
    spots = [p for p in clause.findings.places if p.span]
    place = next((p for p in spots if p.span and start <= p.span[0] and p.span[1] <= end), None)
    abstained = set(event.abstained) | ({"no_time"} if best is None else set())
    return make_claim(
        reading.report, start, end, kind="event",
        passage=(clause.clause.passage.start, clause.clause.passage.end),
        voice=voice, certainty=judge_noun(noun, clause.findings.encoded), event=event.event,
        actors=event.actors, recipients=event.recipients,
        time=_time(best) if best else None, place=place, abstained=tuple(sorted(abstained)),
        read_by=clause.read_by,
    )  # fmt: skip


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def _presupposed(noun: Token) -> bool:
    """Whether a noun takes it for granted that what it names took place."""
    determiners = [c for c in noun.children if c.dep_ in ("det", "poss")]
    if any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in determiners):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in clause_words().presupposing.words


def _ids(refs: Sequence[ActorRef]) -> set[str]:
    return {ref.id for ref in refs}


def _not_yet(certainty: Certainty, found: FoundTransfer | None) -> Certainty:
    """The certainty of a transfer that is only spoken of as possible: it has not happened."""
    if found is None or not found.hypothetical or certainty.level not in ("asserted", "alleged"):
        return certainty
    return unsettled(certainty)


def _between_states(found: FoundTransfer) -> Transfer:
    """The transfer with states in place of their officers: the ledger is one of states.

    Who handed it over stays among the claim's actors.
    """
    return msgspec.structs.replace(
        found.transfer,
        supplier=_state_or_self(found.supplier_refs, found.transfer.supplier),
        recipient=_state_or_self(found.recipient_refs, found.transfer.recipient),
    )


def _state_or_self(refs: Sequence[ActorRef], otherwise: str | None) -> str | None:
    if len(refs) != 1 or refs[0].country is None or refs[0].sector not in ("GOV", "MIL"):
        return otherwise
    return refs[0].country


_FINENESS = {"day": 0, "week": 1, "month": 2, "season": 3, "quarter": 3, "year": 4, "decade": 5}


def _time_order(time: TimeExpression) -> tuple[bool, bool, int, int]:
    """Dates before durations, resolved before unresolved, fine before coarse, early in the text."""
    fineness = _FINENESS.get(time.precision, 6)
    return time.type not in ("DATE", "TIME"), time.value.endswith("_REF"), fineness, time.start


_OFFSET_REACH = 13
"""Characters that " before the " takes up between a length of time and its date."""


def _is_offset(time: TimeExpression, text: str) -> bool:
    """True for the "two days" of "two days after the vote": how far off, not when."""
    follow = text[time.end : time.end + 8].split()[:1]
    words = time_words().after_words | time_words().before_words
    undated = time.type == "DURATION" and time.first is None
    return undated and bool(follow) and follow[0] in words


def _of_a_thing(time: TimeExpression, times: Sequence[TimeExpression], text: str) -> bool:
    """True for the date of a thing ("condemned the attack of May 5 on Thursday"), and for one that
    another is counted from ("three weeks before May 20").
    """
    counted = any(
        other.type == "DURATION" and other.first and 0 < time.start - other.end < _OFFSET_REACH
        for other in times
    )
    return counted or text[max(time.start - 4, 0) : time.start] == " of "


def _time(time: TimeExpression) -> Time:
    return Time(
        start=time.first,
        end=time.last,
        text=time.text,
        value=time.value,
        precision=time.precision,
        basis=time.basis,
        span=(time.start, time.end),
    )


def _shown(
    mentions: Sequence[QuantityMention], found: FoundTransfer | None
) -> tuple[Quantity, ...]:
    """Quantities as claimed: of what several have together, one has no more than all of it."""
    plain = [_quantity(mention) for mention in mentions]
    if found is None or not found.shared:
        return tuple(plain)
    return tuple(share for share in map(share_of, plain) if share is not None)


def _quantity(mention: QuantityMention) -> Quantity:
    return Quantity(
        value=mention.value,
        low=mention.low,
        high=mention.high,
        bound=mention.bound,
        unit=mention.unit,
        item=mention.item,
        text=mention.text,
        span=(mention.start, mention.end),
    )
