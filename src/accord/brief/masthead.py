"""The head of the page: title, counts, what it covers, the list of reports."""

from __future__ import annotations

from accord.brief import rank
from accord.brief.data import Index
from accord.brief.dates import say_date
from accord.brief.page import (
    Head,
    Source,
)
from accord.brief.safe import visible
from accord.brief.words import words
from accord.model import Claim


def head(index: Index, printed: dict[str, int], title: str | None, now: str | None) -> Head:
    """The head of the page; `title` replaces the one made from counts."""
    most = index.data.limits.sources
    return Head(
        title=visible(title, 200) if title else _title(index),
        kicker="Accord brief",
        covers=_covers(index),
        now=visible(now, 60) if now else "",
        sources=sources(index, printed)[:most],
        sources_missing=max(0, len(index.reports) - most),
        counts=_counts(index),
        read_by=tuple(sorted({_reader(c) for c in index.claims if c.read_by is not None})),
    )


def _title(index: Index) -> str:
    """A title out of counts: what reports say is for the lines below."""
    number = len(index.reports)
    if not number:
        return "Nothing has been read yet"
    return f"What {in_words(number)} reports say" if number > 1 else "What one report says"


def in_words(number: int) -> str:
    """A number as a headline spells it: in words up to twenty, in figures above."""
    names = {value: name for name, value in words().numbers.units.items() if value <= 20}
    return names.get(number, f"{number:,}")


def _counts(index: Index) -> dict[str, int]:
    """Counts for the masthead."""
    return {
        "reports": len(index.reports), "claims": len(index.claims), "orphans": index.orphans,
        "claimants": len({rank.claimant_key(claim, index) for claim in index.claims}),
        "publishers": len({r.publisher for r in index.reports if r.publisher}),
        "hedged": sum(1 for c in index.claims if c.certainty.level != "asserted"),
        "negative": sum(1 for c in index.claims if c.certainty.polarity == "negative"),
        "set_aside": len(index.data.set_aside),
    }  # fmt: skip


def _covers(index: Index) -> tuple[str, ...]:
    """What the page covers: the period of publication and how the dates are known."""
    dates = sorted(r.published.value for r in index.reports if r.published.value)
    undated = len(index.reports) - len(dates)
    out = []
    if dates:
        first, last = say_date(dates[0]), say_date(dates[-1])
        out.append(f"Published {first}" if first == last else f"Published {first} to {last}")
    if undated:
        out.append(f"{undated} of {len(index.reports)} without a known date")
    return tuple(out)


_BASES = {
    "given": "date given by the reader", "stated": "date stated in the text",
    "metadata": "date from the document's metadata", "inferred": "date inferred from the text",
    "file": "date of the file", "unknown": "no date known",
}  # fmt: skip


def sources(index: Index, printed: dict[str, int]) -> tuple[Source, ...]:
    """The list of reports."""
    return tuple(
        Source(
            label=index.label[report.id], report=report, dated=say_date(report.published.value),
            basis=_BASES[report.published.basis], claims=len(index.by_report[report.id]),
            printed=report.id in printed,
        )
        for report in index.reports
    )  # fmt: skip


def _reader(claim: Claim) -> str:
    """What read a claim."""
    read_by = claim.read_by
    return f"Accord {read_by.accord}, models {read_by.models}" if read_by else ""
