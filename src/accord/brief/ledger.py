"""The ledger: transfers by phase, direction and goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from accord.brief import compose, rank
from accord.brief.data import Index
from accord.brief.lists import by_figure, main_unit, plainest
from accord.brief.page import (
    Gate,
    Group,
    Ledger,
)
from accord.matters.matter import goods
from accord.model import Claim

_PHASES: tuple[tuple[rank.Phase, str, str], ...] = (
    ("reported", "Reported", "said to have been sent, delivered, received or seized"),
    ("wanted", "Wanted, offered or promised", "not said to have passed"),
    ("foreseen", "Possible, feared or foreseen", "not said outright to have passed"),
    ("denied", "Denied", "said not to have passed"),
)


def ledgers(index: Index, gate: Gate) -> tuple[Ledger, ...]:
    """Transfers by phase, then by direction and goods."""
    transfers = [claim for claim in index.claims if claim.transfer is not None]
    out = []
    for phase, title, note in _PHASES:
        members = [claim for claim in transfers if rank.phase(claim) == phase]
        groups, missing = _directions(members, phase, index, gate)
        if groups:
            out.append(Ledger(f"ledger-{phase}", title, note, groups, missing))
    return tuple(out)


def _directions(
    claims: Sequence[Claim], phase: str, index: Index, gate: Gate
) -> tuple[tuple[Group, ...], int]:
    """Groups of transfers with one supplier, recipient and kind of goods; the fullest first."""
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.transfer is not None:
            ends = (claim.transfer.supplier or "", claim.transfer.recipient or "")
            found[(*ends, goods(claim))].append(claim)
    ordered = sorted(
        found.items(),
        key=lambda pair: (-sum(1 for c in pair[1] if c.quantities), -len(pair[1]), pair[0]),
    )
    merged = _merge_same_words([members for _, members in ordered])
    limits = index.data.limits
    groups = []
    for number, goods_of in enumerate(merged[: limits.listed], 1):
        members = goods_of[0]
        largest_first = by_figure(main_unit(members))
        ranked = sorted(members, key=lambda c: (not c.quantities, *largest_first(c)))
        made = [compose.ledger_line(claim, index) for claim in ranked[: limits.lines(number)]]
        rows = gate.listing(made, limits.shown, len(members))
        heads = _heads([claim for kind in goods_of for claim in kind])
        heading = plainest(gate, (compose.about_lines(head, index) for head in heads))
        if rows.entries and heading is not None:
            groups.append(Group(f"{phase}-{number}", heading, "", "", rows, len(members)))
    return tuple(groups), max(0, len(merged) - limits.listed)


def _heads(members: list[Claim]) -> list[list[Claim]]:
    """What a group of transfers may be headed by: one claim of it, or all where all rest on the
    same words, in the order in which those name the goods."""

    def named_at(claim: Claim) -> int:
        item = claim.transfer.item if claim.transfer else None
        return claim.quote.find(item) if item else -1

    if len({(c.report, c.start, c.end) for c in members}) == 1:
        return [sorted(members, key=named_at)[:8]]
    return [[claim] for claim in members[:8]]


def _merge_same_words(groups: Iterable[list[Claim]]) -> list[list[list[Claim]]]:
    """Groups of one direction that rest on the very same words ("food and fuel") together."""
    found: dict[object, list[list[Claim]]] = {}
    for members in groups:
        ends = [(c.transfer.supplier, c.transfer.recipient) for c in members if c.transfer]
        said = sorted({(c.report, c.start, c.end) for c in members})
        found.setdefault((ends[0], tuple(said)), []).append(members)
    return list(found.values())
