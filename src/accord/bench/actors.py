"""`accord bench actors`: phrases resolved to a country and a role, on NGEC's cases.

Data: one case a line with phrase, context, date, date_iso, country_hint, expect (country, code_1,
title, …), maybe expect_one_of, expect_not and expect_no_result. A case counts for the country if it
expects one (an empty string is "none"), and for the role if it expects a main sector (`code_1`).
Cases that expect nothing at all count on their own, and so do page titles, compared by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from accord.bench.outcome import Outcome, Record, Table
from accord.claims.actor_names import fold
from accord.claims.actors import ActorFinder
from accord.codebooks.actors import ActorBook
from accord.model import ActorRef

NAME = "actors"
SUMMARY = "Which country and role a phrase stands for (NGEC's cases): share right, by kind of call."

TODAY = "2022-06-30"
"""The day that cases without a date mean: the data says about the middle of 2022."""

ENTITIES = frozenset(("IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG"))
"""Sectors that the data writes in place of a country where there is none."""

DEFENCE = ("-defence-minister", "-defence-ministry")
"""Actors that Accord counts among the armed forces (MIL) and the data with the government (GOV)."""

WITHIN = {"IGO": frozenset(("IGO", "UNO", "EUR"))}
"""Codes that an expected one is met by as well: the UN and the EU are intergovernmental."""


class Verdict(NamedTuple):
    """What was found for a case, and for each question whether it was right (None: not asked)."""

    call: str
    ref: ActorRef | None
    country: str
    role: str
    right: dict[str, bool | None]


def run(records: Iterable[dict[str, Any]], finder: ActorFinder | None = None) -> Outcome:
    """Resolve every phrase and count what is right."""
    finder = finder or ActorFinder()
    rows = [(row, judge(row, finder)) for row in records]
    verdicts = [verdict for _, verdict in rows]
    metrics: dict[str, Any] = {"cases": len(verdicts), **_shares(verdicts)}
    calls = sorted({verdict.call for verdict in verdicts})
    by_call = {call: [v for v in verdicts if v.call == call] for call in calls}
    metrics["by_call"] = {call: _shares(group) for call, group in by_call.items()}
    return Outcome(
        name=NAME,
        metrics=metrics,
        predictions=[_prediction(row, verdict) for row, verdict in rows],
        tables=[_table(verdicts, by_call)],
        notes=[
            f"A case without a date, or dated today, is read as of {TODAY}.",
            "Defence ministers and ministries, MIL in Accord, are written GOV here as in the data.",
            "A bare state has no role; a body of states has its kind (IGO, UNO, EUR) as country.",
        ],
    )


def judge(row: dict[str, Any], finder: ActorFinder) -> Verdict:
    """Resolve one case and compare."""
    record = row if isinstance(row, Record) else Record(row)
    ref = finder.resolve(
        record.need("phrase", str),
        date=_date(record.get("date_iso"), record.get("date")),
        country_hint=_hint(record.get("country_hint"), finder.book),
        context=record.get("context") or "",
    )
    country, role = _codes(ref, finder.book)
    expect: dict[str, Any] = record["expect"]
    choices: dict[str, list[str]] = record.get("expect_one_of") or {}
    barred: dict[str, Any] = record.get("expect_not") or {}
    right: dict[str, bool | None] = {
        "country": _right(country, "country", expect, choices, barred),
        "role": _right(role, "code_1", expect, choices, barred),
        "nothing": (ref is None) if record.get("expect_no_result") else None,
        "name": None,
    }
    if "title" in expect:
        right["name"] = ref is not None and fold(ref.name) == fold(str(expect["title"]))
    return Verdict(str(record["call"]), ref, country, role, right)


def _right(
    got: str, field: str, expect: dict[str, Any], choices: dict[str, list[str]],
    barred: dict[str, Any],
) -> bool | None:  # fmt: skip
    """Whether a code is as expected; None where the case expects nothing of it."""
    if field in expect:
        wanted = str(expect[field] or "")
        return got == wanted or got in WITHIN.get(wanted, ())
    if field in choices:
        return got in choices[field]
    if field in barred:
        return got != str(barred[field])
    return None


def _codes(ref: ActorRef | None, book: ActorBook) -> tuple[str, str]:
    """Country and role as the data writes them; empty strings where there is none."""
    if ref is None:
        return "", ""
    sector = ref.sector or ""
    body = _body(ref, book)
    country = ref.country or (body if body in ENTITIES else "")
    if ref.id in book.states:
        return country, ""
    people = ref.id not in book.organisations and body in ENTITIES and sector == body
    minister = sector == "MIL" and ref.id in book.terms_of
    if ref.id.endswith(DEFENCE) or people or minister:
        return country, "GOV"
    return country, sector


def _body(ref: ActorRef, book: ActorBook) -> str:
    """The sector of the organisation that an actor is, or belongs to; empty if there is none."""
    parts = ref.id.split("-")
    for upto in range(len(parts), 0, -1):
        organisation = book.organisations.get("-".join(parts[:upto]))
        if organisation is not None:
            return organisation.sector
    return ""


def _date(iso: Any, written: Any) -> str:
    """The case's date as ISO; a full year, or a month, where that is all there is."""
    if isinstance(iso, str) and iso:
        return iso
    found = re.search(r"\b(?:19|20)\d\d\b", written) if isinstance(written, str) else None
    return found.group() if found else TODAY


def _hint(hint: Any, book: ActorBook) -> str | None:
    """A country hint as alpha-3: it may be given as a code or as a name."""
    if not isinstance(hint, str) or not hint:
        return None
    if hint in book.states:
        return hint
    return next((s.id for s in book.states.values() if s.name == hint), None)


def _shares(verdicts: list[Verdict]) -> dict[str, Any]:
    """For each question the cases that ask it and the share that is right."""
    shares: dict[str, Any] = {}
    for question in ("country", "role", "nothing", "name"):
        asked = [v.right[question] for v in verdicts if v.right[question] is not None]
        shares[question] = round(sum(map(bool, asked)) / len(asked), 4) if asked else None
        shares[f"{question}_cases"] = len(asked)
    return shares


def _table(verdicts: list[Verdict], by_call: dict[str, list[Verdict]]) -> Table:
    rows = []
    for name, group in [*by_call.items(), ("all", verdicts)]:
        share = _shares(group)
        cells = [share[key] for key in ("country", "role", "nothing", "name")]
        rows.append((name, len(group), *cells))
    return Table(
        title="Share right, of the cases that ask",
        columns=("call", "cases", "country", "role", "no result", "name"),
        rows=tuple(rows),
    )


def _prediction(row: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    ref = verdict.ref
    return {
        "id": row.get("id"),
        "country": verdict.country,
        "code_1": verdict.role,
        "actor": ref.id if ref else None,
        "name": ref.name if ref else None,
        "right": verdict.right,
    }
