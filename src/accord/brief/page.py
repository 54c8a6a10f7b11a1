"""The page as values: what stands in each section, checked and bounded, before it has a format.

HTML and Markdown are two prints of one `Page`; neither adds a fact to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from accord.brief.check import Failure, check
from accord.brief.data import Index
from accord.brief.marks import Profile, profile
from accord.brief.parts import Cite, Line, Where
from accord.brief.readings import wrong_counts
from accord.brief.words import words
from accord.model import Claim, Report, SetAside, Span

Row = tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """One chart, drawn for a desk and for a phone (SVG elements)."""

    wide: str
    narrow: str


@dataclass(frozen=True)
class Entry:
    """A checked line with where it leads: the anchor of its sentence, its citation, its claim.

    `outlet` is the publisher of the report that it cites first, as the report gives it; `where` is
    where links of its voice were read, as (characters, anchor, citation).
    """

    line: Line
    anchor: str
    citation: str
    outlet: str
    claim: Claim | None = None
    others: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[Cite, str, str], ...] = ()

    def at(self, cite: Cite) -> tuple[str, str]:
        """Anchor and citation of characters that a link of the voice was read at."""
        return next(((a, c) for known, a, c in self.where if known == cite), ("", ""))


@dataclass(frozen=True)
class Listing:
    """Entries that stand open and those behind a fold; `total` counts what the cap left out too."""

    shown: tuple[Entry, ...] = ()
    folded: tuple[Entry, ...] = ()
    total: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that are printed."""
        return self.shown + self.folded

    @property
    def missing(self) -> int:
        """How many lines the cap kept off the page."""
        return self.total - len(self.shown) - len(self.folded)


@dataclass(frozen=True)
class Group:
    """Lines under one heading (a checked entry, or a plain title of Accord's own).

    Of a claimant, `profile` counts how sure its `count` claims are, and `reports` are the labels of
    those that hold them.
    """

    id: str
    heading: Entry | None
    title: str
    note: str
    lines: Listing
    count: int = 0
    profile: Profile | None = None
    reports: tuple[str, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Whether any of its lines names a figure."""
        return any(entry.line.cell("figure") for entry in self.lines.entries)


@dataclass(frozen=True)
class Dispute:
    """A contested point: heading, in what claims differ, the rows, why, a chart of figures."""

    id: str
    heading: Entry | None
    how: tuple[str, ...]
    rows: Listing
    notes: tuple[str, ...]
    chart: Chart | None = None

    @property
    def has_figures(self) -> bool:
        """Whether any of its rows names a figure."""
        return any(entry.line.cell("figure") for entry in self.rows.entries)


@dataclass(frozen=True)
class Ledger:
    """Transfers of one phase (reported, wanted, denied, foreseen), by direction and goods."""

    id: str
    title: str
    note: str
    groups: tuple[Group, ...]
    missing: int = 0


@dataclass(frozen=True)
class ActorRow:
    """An actor with how often it acts, is acted on and speaks."""

    heading: Entry
    kind: str
    acts: int
    receives: int
    speaks: int


@dataclass(frozen=True)
class RelationRow:
    """Two states and the count of claims of each quad class between them."""

    heading: Entry
    counts: tuple[int, int, int, int]
    claims: int
    reports: int
    latest: str


@dataclass(frozen=True)
class Source:
    """A report in the list of sources."""

    label: str
    report: Report
    dated: str
    basis: str
    claims: int
    printed: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence under the same claims. `anchor` leads to the innermost one's note."""

    text: str
    claims: tuple[str, ...] = ()
    anchor: str = ""
    look: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence (or the stretch between two) with its segments and its claims."""

    id: str
    segments: tuple[Segment, ...]
    claims: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Note:
    """A claim beside its sentence: its number, and its fields as Accord reads them.

    `entry` is None where the check refused the reading; the claim's words are shown all the same.
    """

    id: str
    number: int
    claim: Claim
    entry: Entry | None


@dataclass(frozen=True)
class Paragraph:
    """A block of a report."""

    role: str
    sentences: tuple[Sentence, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The claims of its sentences."""
        return tuple(note for sentence in self.sentences for note in sentence.claims)


@dataclass(frozen=True)
class FullReport:
    """A report in full; `cut` characters at its end are not printed."""

    source: Source
    paragraphs: tuple[Paragraph, ...]
    cut: int
    url: str


@dataclass(frozen=True)
class Blocked:
    """A line that the check kept off the page, and why."""

    text: str
    reasons: tuple[str, ...]
    anchor: str
    citation: str


@dataclass(frozen=True)
class Claimants:
    """Claimants by class, those with most claims of any class, and how many are not printed."""

    classes: tuple[tuple[str, tuple[Group, ...]], ...]
    foremost: tuple[Group, ...]
    missing: int

    @property
    def tabled(self) -> bool:
        """Whether there are enough of them for a table to show more than the lists do."""
        return len(self.foremost) > 2

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that any of the foremost has, in the order of the legend."""
        found = {name for g in self.foremost if g.profile for name, _ in g.profile.counts}
        return tuple(name for name in words().shapes if name in found)


@dataclass(frozen=True)
class Head:
    """The head of the page: title, what it covers, its reports, counts, what read the claims."""

    title: str
    kicker: str
    covers: tuple[str, ...]
    now: str
    sources: tuple[Source, ...]
    sources_missing: int
    counts: dict[str, int]
    read_by: tuple[str, ...]


@dataclass(frozen=True)
class Timeline:
    """Dated claims by period; how many there are and how many give no date; the chart."""

    groups: tuple[Group, ...]
    total: int
    undated: int
    chart: Chart | None
    table: tuple[Row, ...]


@dataclass(frozen=True)
class Page:
    """Everything on the page, in its order."""

    head: Head
    key: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    disputes_missing: int
    updates: tuple[Dispute, ...]
    updates_missing: int
    timeline: Timeline
    ledgers: tuple[Ledger, ...]
    claimants: Claimants
    instruments: tuple[Group, ...]
    forecasts: Listing
    conditionals: Listing
    actors: tuple[ActorRow, ...]
    actors_missing: int
    relations: tuple[RelationRow, ...]
    relations_chart: Chart | None
    reports: tuple[FullReport, ...]
    reports_missing: int
    set_aside: tuple[SetAside, ...]
    set_aside_missing: int
    blocked: tuple[Blocked, ...]
    blocked_total: int
    lines: int


class Gate:
    """Passes lines to the page, or keeps them with their reasons. Each line is judged once."""

    def __init__(self, index: Index, printed: frozenset[str]) -> None:
        self.index = index
        self.printed = printed
        self.passed = 0
        self._blocked: dict[str, tuple[Line, tuple[Failure, ...]]] = {}

    def entry(self, line: Line) -> Entry | None:
        """The line as an entry, or None if it has no words or the check refuses it."""
        if not line.parts or not (line.claims or line.about):
            return None
        found = check(line, self.index)
        if found:
            self._blocked.setdefault(line.text, (line, found))
            return None
        self.passed += 1
        cites = tuple(dict.fromkeys(self._at(claim) for claim in (*line.claims, *line.about)))
        (anchor, citation), *others = cites
        known = [self.index.claim[claim] for claim in (*line.claims, *line.about)]
        outlet = self.index.report[known[0].report].publisher or ""
        asserted = known[0] if line.claims else None
        where = tuple(self._read_at(p.cite) for p in line.parts if isinstance(p, Where))
        return Entry(line, anchor, citation, outlet, asserted, tuple(others), where)

    def profile(self, claims: Sequence[Claim]) -> Profile | None:
        """How sure some claims are, counted; None if a second count does not bear it out."""
        made = profile(claims)
        return None if wrong_counts(made.counts, claims) else made

    def entries(self, lines: Iterable[Line]) -> list[Entry]:
        """Entries of the lines that pass."""
        return [entry for entry in map(self.entry, lines) if entry is not None]

    def listing(self, lines: Sequence[Line], shown: int, total: int | None = None) -> Listing:
        """A listing of the lines that pass; `total` counts those that a cap left out before."""
        passed = self.entries(lines)
        # Two claims on the same words with the same reading to show are one line.
        found = list({entry.line.text: entry for entry in reversed(passed)}.values())[::-1]
        lost = len(lines) - len(found)
        most = (len(lines) if total is None else total) - lost
        # A fold that hides one line costs more room than the line.
        cut = len(found) if len(found) <= shown + 1 else shown
        return Listing(tuple(found[:cut]), tuple(found[cut:]), most)

    @property
    def refused(self) -> int:
        """How many different lines were kept off the page."""
        return len(self._blocked)

    def blocked(self, most: int) -> tuple[Blocked, ...]:
        """The lines that were kept off the page, with their reasons."""
        out = []
        for text, (line, failures) in list(self._blocked.items())[:most]:
            known = [c for c in (*line.claims, *line.about) if c in self.index.claim]
            anchor, citation = self._at(known[0]) if known else ("", "")
            out.append(Blocked(text, tuple(str(f) for f in failures), anchor, citation))
        return tuple(out)

    def _at(self, claim_id: str) -> tuple[str, str]:
        """Anchor and citation of a claim: its sentence, or its report where that is not printed."""
        claim = self.index.claim[claim_id]
        label = self.index.label[claim.report]
        citation = f"{label}:{claim.start}-{claim.end}"
        if claim_id in self.printed:
            return (f"{label}-s{claim.passage[0]}", citation)
        return (label, citation)

    def _read_at(self, cite: Cite) -> tuple[Cite, str, str]:
        """Anchor and citation of characters: their sentence's, or their report's without one."""
        label = self.index.label[cite.report]
        starts = self._sentences.get(cite.report, [])
        at = bisect_right(starts, (cite.start, len(self.index.report[cite.report].text))) - 1
        inside = at >= 0 and cite.end <= starts[at][1]
        anchor = f"{label}-s{starts[at][0]}" if inside else label
        return (cite, anchor, f"{label}:{cite.start}-{cite.end}")

    @cached_property
    def _sentences(self) -> dict[str, list[Span]]:
        """The sentences of each report that are printed with an anchor, in order."""
        found: dict[str, set[Span]] = {}
        for claim_id in self.printed:
            claim = self.index.claim[claim_id]
            found.setdefault(claim.report, set()).add(claim.passage)
        return {report: sorted(spans) for report, spans in found.items()}
