"""The gate: no line is printed that says what its cited characters do not.

A line passes two checks that know nothing of each other. The first goes through its typed parts.
The second reads the finished string as a stranger would: it looks for quotations, numbers and
their bounds, months, units, capitalised names, reporting verbs, hedges and every other word, and
asks for each of them in the cited characters; and it asks that no negation and no hedge of the
claim is lost. No model takes part in either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from accord.brief import readings
from accord.brief.data import Index, has_words
from accord.brief.ground import WORD, Ground, bare, ground
from accord.brief.numbers import Figure, bound_words, figures, same_bound, same_value
from accord.brief.parts import (
    Date,
    Hedge,
    Item,
    Label,
    Line,
    Mark,
    Name,
    Number,
    Part,
    Place,
    Plain,
    Quote,
    Speech,
    Unit,
    Verb,
    Where,
    Words,
    squeeze,
    unbracketed,
    unquoted,
)
from accord.brief.voices import act_of
from accord.brief.words import hedge_pattern, negation_pattern, verb_forms, words
from accord.model import Claim

FailureKind = Literal[
    "citation", "quote", "name", "number", "bound", "unit", "date", "place", "verb", "hedge",
    "negation", "word", "label", "certainty", "voice",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a line is not printed: what kind of thing is not borne out, and which words."""

    kind: FailureKind
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


def check(line: Line, index: Index) -> tuple[Failure, ...]:
    """All reasons not to print a line; none if every part and every word of it is borne out."""
    base = ground(line, index)
    if isinstance(base, str):
        return (Failure("citation", base),)
    found = [*check_parts(line.parts, base), *check_text(line.text, base)]
    return tuple(dict.fromkeys(found))


# --- the typed parts ---------------------------------------------------------------------------


def check_parts(parts: Iterable[Part], base: Ground) -> Iterator[Failure]:
    """Check each part by what it says it is."""
    for part in parts:
        detail = _PART_CHECKS[type(part)](part, base)
        if detail:
            yield Failure(_PART_KINDS[type(part)], detail)


def _quote(part: Quote, base: Ground) -> str | None:
    wanted = unquoted(part.text)
    if wanted and any(wanted in unquoted(text) for text in base.cited):
        return None
    return f"“{_short(part.text)}” is not in the cited words"


def _verbatim(part: Words | Unit | Hedge, base: Ground) -> str | None:
    return None if base.has(part.text) else f"“{_short(part.text)}” is not in the cited words"


def _name(part: Name, base: Ground) -> str | None:
    if part.inferred and part.text.casefold() not in base.names:
        return f"nothing licenses “{_short(part.text)}”"
    if not part.inferred and not base.has(part.text):
        return f"“{_short(part.text)}” is not in the cited words"
    known = base.called.get(part.actor or "")
    if part.actor is not None and (not known or unbracketed(part.text).casefold() not in known):
        return f"“{_short(part.text)}” is not what the claim's actor is called"
    if part.role is not None and not any(_holds(claim, part) for claim in base.claims):
        return f"“{_short(part.text)}” is not the {part.role} of the claim"
    return None


def _holds(claim: Claim, part: Name) -> bool:
    """Whether the actor of a name has the role in a claim that the line gives it."""
    transfer = claim.transfer
    known: dict[str, set[str | None]] = {
        "actor": {a.id for a in claim.actors},
        "recipient": {a.id for a in claim.recipients},
        "supplier": {transfer.supplier} if transfer else set(),
        "taker": {transfer.recipient} if transfer else set(),
        "source": {actor.id for link in claim.voice for actor in link.claimants},
    }
    return part.role is not None and part.actor in known[part.role]


def _item(part: Item, base: Ground) -> str | None:
    if part.inferred:
        known = part.text.casefold() in base.items
        return None if known else f"no claim is about “{_short(part.text)}”"
    return None if base.has(part.text) else f"“{_short(part.text)}” is not in the cited words"


def _number(part: Number, base: Ground) -> str | None:
    if part.inferred:
        return None if _licensed(part.value, base) else f"no claim says {part.text}"
    same = [f for f in base.figures if same_value(f.value, part.value)]
    if not same:
        return f"{part.text} is not in the cited words"
    printed = figures(part.text)
    if len(printed) != 1 or not same_value(printed[0].value, part.value):
        return f"{part.text} is not {part.value:g}"
    if printed[0].bound != "exact" and not same_bound(printed[0].bound, part.bound):
        return f"{part.text} is not {part.bound}"
    if not any(same_bound(figure.bound, part.bound) for figure in same):
        return f"{part.text} is {same[0].bound} in the cited words, not {part.bound}"
    return None


def _unit(part: Unit, base: Ground) -> str | None:
    known = words().unit_of.get(part.text.lower())
    if known is not None and known in base.units:
        return None
    return _verbatim(part, base)


def _date(part: Date, base: Ground) -> str | None:
    if part.inferred:
        return _foreign_date(part.text, base)
    loose = _loose_numbers(part.text, base) + _loose_months(part.text, base)
    return f"{', '.join(loose)} not in the cited words" if loose else None


def _place(part: Place, base: Ground) -> str | None:
    if part.inferred:
        known = part.text.casefold() in base.names
        return None if known else f"nothing licenses “{_short(part.text)}”"
    return None if base.has(part.text) else f"“{_short(part.text)}” is not in the cited words"


def _verb(part: Verb, base: Ground) -> str | None:
    if base.has(part.text):
        return None
    lemma = verb_forms().get(part.text.lower())
    known = lemma is not None and lemma in base.lemmas
    return None if known else f"“{_short(part.text)}” is not in the cited words"


def _mark(part: Mark, base: Ground) -> str | None:
    said = part.text
    if readings.mark_in(said) != (part.polarity, part.level, part.forecast, part.band):
        return f"[{_short(said)}] does not say what its shapes show"
    return readings.wrong_mark(said, base)


def _speech(part: Speech, base: Ground) -> str | None:
    links = [link for claim in base.claims for link in claim.voice]
    if any(link.manner == part.manner and act_of(link) == part.act for link in links):
        return readings.wrong_speech(part.text, base)
    return f"no source of the claim says it so: [{_short(part.text)}]"


def _where(part: Where, base: Ground) -> str | None:
    spans = {
        (claim.report, *span)
        for claim in base.claims for link in claim.voice
        for span in (link.source_span, link.cue_span) if span is not None
    }  # fmt: skip
    known = (part.cite.report, part.cite.start, part.cite.end) in spans
    return None if known else f"no link of a voice was read at {part.cite.span}"


def _label(part: Label, base: Ground) -> str | None:
    return None if part.text.lower() in words().label_words else f"“{part.text}” is not a label"


def _plain(part: Plain, base: Ground) -> str | None:
    loose = [w[0] for w in WORD.finditer(_without_relay(part.text, base)) if not _connects(w[0])]
    return f"“{loose[0]}” is not a connecting word" if loose else None


_PART_CHECKS: dict[type[Part], Callable[[Any, Ground], str | None]] = {
    Quote: _quote, Words: _verbatim, Name: _name, Item: _item, Number: _number, Unit: _unit,
    Date: _date, Place: _place, Verb: _verb, Hedge: _verbatim, Mark: _mark, Label: _label,
    Plain: _plain, Speech: _speech, Where: _where,
}  # fmt: skip

_PART_KINDS: dict[type[Part], FailureKind] = {
    Quote: "quote", Words: "word", Name: "name", Item: "word", Number: "number", Unit: "unit",
    Date: "date", Place: "place", Verb: "verb", Hedge: "hedge", Mark: "certainty", Label: "label",
    Plain: "word", Speech: "voice", Where: "citation",
}  # fmt: skip


# --- the finished string -----------------------------------------------------------------------

_QUOTED = re.compile(r"“([^”]*)”")
_BRACKETED = re.compile(r"\[([^\]]*)\]")
_CURRENCY = re.compile(r"[$€£¥₩%]")


def check_text(text: str, base: Ground) -> Iterator[Failure]:
    """Check a printed string against the cited characters, knowing nothing of its parts."""
    quotes = [m[1] for m in _QUOTED.finditer(text)]
    rest = _QUOTED.sub(" ¦ ", text)
    brackets = [m[1] for m in _BRACKETED.finditer(rest)]
    rest = _without_relay(_BRACKETED.sub(" ¦ ", rest), base)
    yield from _quotes(quotes, base)
    yield from _brackets(brackets, base)
    for detail in readings.wrong_chains(_QUOTED.sub(" ¦ ", text), base):
        yield Failure("voice", detail)
    yield from _figures(rest, base)
    for month in _loose_months(rest, base):
        yield Failure("date", f"{month} is not in the cited words")
    yield from _reporting(rest, base)
    yield from _hedging(rest, base)
    yield from _measures(rest, base)
    yield from _names(rest, base)
    yield from _other_words(rest, base)
    yield from _lost(text, rest, brackets, base)


def _quotes(quotes: Iterable[str], base: Ground) -> Iterator[Failure]:
    for quote in quotes:
        wanted = quote.removesuffix("…").strip()
        if not wanted or not any(wanted in text for text in base.printable):
            yield Failure("quote", f"“{_short(quote)}” is not in the cited words")


def _brackets(brackets: Iterable[str], base: Ground) -> Iterator[Failure]:
    """What Accord adds must be a label, a licensed name or item, a date or a number of a claim."""
    for content in brackets:
        if readings.is_mark(content) or readings.is_speech(content):
            yield from _reading(content, base)
            continue
        pieces = [content, *content.split(", ")]
        if _may_add(content, base) or all(_may_add(piece, base) for piece in pieces[1:]):
            continue
        yield Failure(_bracket_kind(content), f"nothing licenses [{_short(content)}]")


def _reading(content: str, base: Ground) -> Iterator[Failure]:
    """What a bracket reads out of a claim's certainty or voice must be the claim's own."""
    if readings.is_mark(content):
        kind, detail = "certainty", readings.wrong_mark(content, base)
    else:
        kind, detail = "voice", readings.wrong_speech(content, base)
    if detail:
        yield Failure(kind, detail)  # type: ignore[arg-type]


def _bracket_kind(content: str) -> FailureKind:
    """What kind of thing a bracket tries to add."""
    if not WORD.search(content):
        plain = [figure.value for figure in figures(content)]
        return "date" if any(1000 <= value < 2200 for value in plain) else "number"
    return "date" if _dated(content) else "name"


def _may_add(content: str, base: Ground) -> bool:
    folded = content.casefold()
    if folded in words().label_words or folded in base.names or folded in base.items:
        return True
    if _dated(content) and _foreign_date(content, base) is None:
        return True
    numbers = figures(content)
    plain = not WORD.search(re.sub(r"\band\b|\bto\b", " ", content))
    return bool(numbers) and plain and all(_licensed(f.value, base) for f in numbers)


def _figures(rest: str, base: Ground) -> Iterator[Failure]:
    for figure in figures(rest):
        same = [f for f in base.figures if same_value(f.value, figure.value)]
        if not same:
            yield Failure("number", f"{figure.text} is not in the cited words")
        elif not any(same_bound(f.bound, figure.bound) for f in same):
            yield Failure("bound", _bound_detail(figure, same[0]))


def _bound_detail(printed: Figure, cited: Figure) -> str:
    return f"{printed.text} is printed as {printed.bound}, but cited as {cited.bound}"


def _reporting(rest: str, base: Ground) -> Iterator[Failure]:
    forms = verb_forms()
    for match in WORD.finditer(rest):
        lemma = forms.get(bare(match[0]).lower())
        if lemma is not None and lemma not in base.lemmas and not _connects(match[0]):
            yield Failure("verb", f"“{match[0]}” is not in the cited words")


def _hedging(rest: str, base: Ground) -> Iterator[Failure]:
    for match in hedge_pattern().finditer(rest):
        if not base.has(match[0]):
            yield Failure("hedge", f"“{match[0]}” is not in the cited words")


def _measures(rest: str, base: Ground) -> Iterator[Failure]:
    units = words().unit_of
    found = [m[0].lower() for m in (*WORD.finditer(rest), *_CURRENCY.finditer(rest))]
    for form in found:
        unit = units.get(form)
        if unit is not None and unit not in base.units:
            yield Failure("unit", f"“{form}” is not in the cited words")


def _names(rest: str, base: Ground) -> Iterator[Failure]:
    """Runs of capitalised words must stand in the cited words as they stand in the line."""
    for run in _capital_runs(rest):
        names = [bare(word) for word in run if word.lower() not in words().month_of]
        if not names or all(_connects(word) for word in names):
            continue
        loose = [w for w in names if w.lower() not in base.capitalised and not _connects(w)]
        if loose:
            yield Failure("name", f"“{loose[0]}” is not in the cited words")
        elif len(run) > 1 and not base.has(" ".join([*run[:-1], bare(run[-1])])):
            yield Failure("name", f"“{' '.join(run)}” is not in the cited words")


def _capital_runs(rest: str) -> Iterator[list[str]]:
    run: list[str] = []
    end = -1
    for match in WORD.finditer(rest):
        if run and (rest[end : match.start()] != " " or not match[0][0].isupper()):
            yield run
            run = []
        if match[0][0].isupper():
            run.append(match[0])
            end = match.end()
    if run:
        yield run


def _other_words(rest: str, base: Ground) -> Iterator[Failure]:
    """Every word that is no name must be a connecting word or stand in the cited words."""
    units = words().unit_of
    bounds = bound_words(rest)  # checked with their numbers
    for match in WORD.finditer(rest):
        if any(start <= match.start() < end for start, end in bounds):
            continue
        word = bare(match[0])
        low = word.lower()
        if word[:1].isupper() or _connects(word) or low in base.words:
            continue
        if units.get(low) in base.units or figures(f" {low} ") or _glued(rest, match):
            continue
        yield Failure("word", f"“{word}” is not in the cited words")


def _glued(rest: str, match: re.Match[str]) -> bool:
    """Whether letters hang on a figure ("5m", "19th"): the figure has been checked with them."""
    return match.start() > 0 and rest[match.start() - 1].isdigit()


def _lost(text: str, rest: str, brackets: list[str], base: Ground) -> Iterator[Failure]:
    """No negation and no hedge of the claims may be missing from the line."""
    shown = squeeze(text).casefold()
    negative = words().labels.polarity["negative"]
    marked = any(content.startswith(negative) for content in brackets)
    if any(claim.certainty.polarity == "negative" for claim in base.asserted) and not (
        marked or negation_pattern().search(rest)
    ):
        yield Failure("negation", "the claim is negative, and the line does not say so")
    for focus in base.focus:
        lost = [m[0] for m in negation_pattern().finditer(focus) if not _carried(m[0], shown)]
        if lost and not marked:
            yield Failure("negation", f"“{lost[0]}” of the cited words is lost")
        for match in hedge_pattern().finditer(focus):
            if not _carried(match[0], shown):
                yield Failure("hedge", f"“{match[0]}” of the cited words is lost")


def _carried(term: str, shown: str) -> bool:
    """Whether a word of the claim stands in the line ("n't" inside a word counts)."""
    wanted = term.casefold().replace("'", "’")
    shown = shown.replace("'", "’")
    return wanted in shown if wanted == "n’t" else has_words(shown, wanted)


# --- shared ------------------------------------------------------------------------------------


def _loose_numbers(text: str, base: Ground) -> list[str]:
    values = [f.value for f in base.figures]
    return [f.text for f in figures(text) if not any(same_value(f.value, v) for v in values)]


def _loose_months(text: str, base: Ground) -> list[str]:
    months = words().month_of
    cited = {months[word] for word in base.words if word in months and word in base.capitalised}
    return [
        m[0] for m in WORD.finditer(text)
        if m[0][0].isupper() and months.get(m[0].lower(), 0) not in {0, *cited}
    ]  # fmt: skip


def _dated(content: str) -> bool:
    """Whether a bracket holds a date: month names, figures and joining words only."""
    months = words().month_of
    loose = [w[0] for w in WORD.finditer(content) if w[0].lower() not in months]
    return all(_connects(w) or w in ("st", "nd", "rd", "th") for w in loose) and bool(
        figures(content) or WORD.search(content)
    )


def _foreign_date(text: str, base: Ground) -> str | None:
    """Why an inferred date is not one of the claims' own, or None if it is."""
    numbers = {round(f.value) for f in figures(text)}
    months = {words().month_of[w[0].lower()] for w in WORD.finditer(text)
              if w[0].lower() in words().month_of}  # fmt: skip
    for time in base.times:
        ends = [_pieces(end) for end in (time.start, time.end) if end]
        known = {n for pieces in ends for n in pieces}
        known_months = {pieces[1] for pieces in ends if len(pieces) > 1}
        if ends and numbers <= known and months <= known_months and base.has(time.text):
            return None
    return f"no claim is dated {_short(text)}"


def _pieces(iso: str) -> list[int]:
    """Year, month and day of an ISO date, as far as it has them."""
    return [int(piece) for piece in iso.split("-") if piece.isdigit()]


def _licensed(value: float, base: Ground) -> bool:
    """Whether Accord may read this number out of a vague word: it is an end of such a range.

    Words that hold a written number ("11,000 crates") license no other one.
    """
    for claim in base.claims:
        for quantity in claim.quantities:
            vague = quantity.bound == "range" and quantity.value is None
            if not vague or not base.has(quantity.text) or _written(quantity.text):
                continue
            if any(e is not None and same_value(e, value) for e in (quantity.low, quantity.high)):
                return True
    return False


def _written(text: str) -> bool:
    """Whether a text names a number outright; a bare scale ("several dozen") does not."""
    scales = set(words().numbers.scales.values())
    return any(f.text[0].isdigit() or f.value not in scales for f in figures(text))


def _connects(word: str) -> bool:
    return word.lower() in words().connectives.words


def _without_relay(text: str, base: Ground) -> str:
    """Take out "citing" where a claim of the line does have a chain of two voices."""
    return readings.relay_pattern().sub(" ¦ ", text) if base.chained else text


def _short(text: str, most: int = 60) -> str:
    plain = unquoted(text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
