"""Reports in full: each sentence with the spans of its claims marked, and the claims beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from accord.brief import compose
from accord.brief.data import Index
from accord.brief.marks import leading
from accord.brief.masthead import sources
from accord.brief.page import Entry, FullReport, Gate, Note, Paragraph, Segment, Sentence, Source
from accord.brief.safe import web_address
from accord.model import Block, Claim, Report, Span


def which_printed(index: Index) -> dict[str, int]:
    """How many characters of each report are printed in full, by its id, within the limits.

    Reports with most claims come first; one that is cut ends at its limit.
    """
    limits = index.data.limits
    order = sorted(index.reports, key=lambda r: (-len(index.by_report[r.id]), index.rank[r.id]))
    left = limits.all_chars
    found: dict[str, int] = {}
    for report in order[: limits.reports]:
        most = min(len(report.text), limits.report_chars, left)
        if most <= 0 and report.text:
            break
        found[report.id] = most
        left -= most
    return found


def printed_claims(index: Index, printed: dict[str, int]) -> frozenset[str]:
    """Ids of the claims whose sentence is printed in full."""
    found: set[str] = set()
    for report_id, most in printed.items():
        blocks = blocks_of(index.report[report_id])
        for claim in index.by_report[report_id]:
            start, end = claim.passage
            if end <= most and any(b.start <= start and end <= b.end for b in blocks):
                found.add(claim.id)
    return frozenset(found)


def paragraphs(
    index: Index, report: Report, most: int, printed: frozenset[str],
    read: Callable[[Claim], Entry | None],
) -> tuple[Paragraph, ...]:  # fmt: skip
    """The blocks of a report up to `most` characters, as sentences and segments."""
    label = index.label[report.id]
    claims = index.by_report[report.id]
    number = {claim.id: i for i, claim in enumerate(claims, 1)}
    by_passage: dict[Span, list[Claim]] = {}
    for claim in claims:
        if claim.id in printed:
            by_passage.setdefault(claim.passage, []).append(claim)
    out = []
    for block in blocks_of(report):
        if block.start >= most:
            break
        end = min(block.end, most)
        inside = sorted(s for s in by_passage if block.start <= s[0] and s[1] <= end)
        sentences = []
        for span, passage in _pieces((block.start, end), inside):
            members = by_passage[passage] if passage else []
            notes = tuple(
                Note(f"{label}-c{number[c.id]}", number[c.id], c, read(c)) for c in members
            )
            anchor = f"{label}-s{span[0]}" if passage else ""
            sentences.append(Sentence(anchor, segments(report.text, span, members, notes), notes))
        out.append(Paragraph(block.role, tuple(sentences)))
    return tuple(out)


def full_reports(index: Index, gate: Gate, printed: dict[str, int]) -> tuple[FullReport, ...]:
    """Reports in full, within the limits, in the order of their labels."""

    def read(claim: Claim) -> Entry | None:
        return gate.entry(compose.note_line(claim, index))

    listed = {source.report.id: source for source in sources(index, printed)}
    return tuple(
        _one(index, listed[report.id], report, printed[report.id], gate, read)
        for report in index.reports
        if report.id in printed
    )


def _one(
    index: Index, source: Source, report: Report, most: int, gate: Gate,
    read: Callable[[Claim], Entry | None],
) -> FullReport:  # fmt: skip
    """One report in full."""
    made = paragraphs(index, report, most, gate.printed, read)
    return FullReport(source, made, len(report.text) - most, web_address(report.url))


def blocks_of(report: Report) -> tuple[Block, ...]:
    """The blocks of a report in order; its whole text where it has none."""
    if report.blocks:
        return tuple(sorted(report.blocks, key=lambda block: (block.start, block.end)))
    return (Block(start=0, end=len(report.text), role="body"),) if report.text.strip() else ()


def segments(
    text: str, span: Span, claims: Sequence[Claim], notes: Sequence[Note]
) -> tuple[Segment, ...]:
    """Cut a sentence where any claim begins or ends; each piece knows the claims that cover it.

    The pieces joined are the sentence again. A piece leads to the shortest claim over it, and looks
    as sure as that claim is.
    """
    start, end = span
    cuts = {start, end}
    for claim in claims:
        cuts |= {min(max(claim.start, start), end), min(max(claim.end, start), end)}
    edges = sorted(cuts)
    anchors = {note.claim.id: note.id for note in notes}
    out = []
    for left, right in pairwise(edges):
        over = [c for c in claims if c.start <= left and right <= c.end]
        if not over:
            out.append(Segment(text[left:right]))
            continue
        inner = min(over, key=lambda c: (c.end - c.start, c.id))
        ids = tuple(anchors[c.id] for c in over)
        look = leading(inner)
        out.append(Segment(text[left:right], ids, anchors[inner.id], look, len(over)))
    return tuple(out)


def _pieces(block: Span, passages: Sequence[Span]) -> Iterator[tuple[Span, Span | None]]:
    """Cut a block into its passages and what lies between; a passage that overlaps is left out."""
    at, end = block
    for passage in passages:
        if passage[0] < at:
            continue
        if at < passage[0]:
            yield (at, passage[0]), None
        yield passage, passage
        at = passage[1]
    if at < end:
        yield (at, end), None
