"""What a brief is made from: reports, claims, how they stand to each other, what was set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accord.brief.parts import squeeze
from accord.matters.matter import Matter
from accord.matters.standing import Standing
from accord.model import ActorRef, Claim, Report, SetAside, Span


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a large workspace goes on one page. What is left out is counted on the page.

    `shown` lines of a list stand open, up to `listed` behind a fold; where lists stand in a row,
    those after the first `full_lists` hold at most `short` lines; `reports` are printed in full
    with at most `report_chars` characters each; `quote_chars` bounds one quoted line. `charts` is
    the number of contested points that get a chart; 0 draws no chart at all.
    """

    shown: int = 6
    listed: int = 60
    full_lists: int = 6
    short: int = 12
    claimants: int = 40
    contested: int = 12
    charts: int = 6
    instruments: int = 40
    actors: int = 60
    reports: int = 20
    sources: int = 400
    report_chars: int = 40_000
    all_chars: int = 240_000
    quote_chars: int = 420
    left_out: int = 100
    set_aside: int = 200

    def lines(self, place: int) -> int:
        """How many lines the list at `place` (from 1) of a row of lists may hold."""
        return self.listed if place <= self.full_lists else min(self.short, self.listed)


@dataclass(frozen=True)
class BriefData:
    """Everything that a brief prints.

    `standings` says how pairs of claims stand to each other (those of relation "differs" and
    "updates" are printed); `matters` brings claims together. `names` are the codebook's names of an
    actor or instrument, by its id: what Accord may call one that the report names otherwise.
    """

    reports: Sequence[Report] = ()
    claims: Sequence[Claim] = ()
    matters: Sequence[Matter] = ()
    standings: Sequence[Standing] = ()
    set_aside: Sequence[SetAside] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


class Index:
    """Look-ups over a `BriefData`: reports by id and label, claims by id and report, known names.

    Reports are labelled r1, r2, … by published date (the undated last), publisher, title and id;
    claims are put in the order of that list and of their characters. Claims whose report is not
    there are dropped, since nothing could be cited for them; `orphans` counts them.
    """

    def __init__(self, data: BriefData) -> None:
        self.data = data
        self.reports = sorted(data.reports, key=_report_order)
        self.report = {report.id: report for report in self.reports}
        self.label = {report.id: f"r{i}" for i, report in enumerate(self.reports, 1)}
        self.rank = {report.id: i for i, report in enumerate(self.reports)}
        unique = {claim.id: claim for claim in data.claims if claim.report in self.report}
        self.claims = sorted(unique.values(), key=self.order)
        self.orphans = len({c.id for c in data.claims}) - len(unique)
        self.claim = {claim.id: claim for claim in self.claims}
        self._folded: dict[str, str] = {}
        self._found: dict[tuple[str, str], bool] = {}

    def order(self, claim: Claim) -> tuple[int, int, int, str]:
        """Where a claim stands: its report's place, its first and last character, its id."""
        return (self.rank[claim.report], claim.start, claim.end, claim.id)

    @cached_property
    def by_report(self) -> dict[str, list[Claim]]:
        """Claims of each report, in the order of their characters."""
        found: dict[str, list[Claim]] = {report.id: [] for report in self.reports}
        for claim in self.claims:
            found[claim.report].append(claim)
        return found

    def text(self, report: str, span: Span) -> str | None:
        """The characters that a span cites, or None where there are none."""
        known = self.report.get(report)
        start, end = span
        if known is None or not 0 <= start < end <= len(known.text):
            return None
        return known.text[start:end]

    def stands_in(self, report: str, name: str) -> bool:
        """Whether `name` stands in a report as whole words, whatever its case and white space."""
        key = (report, name)
        if key not in self._found:
            if report not in self._folded:
                self._folded[report] = squeeze(self.report[report].text).casefold()
            self._found[key] = has_words(self._folded[report], name)
        return self._found[key]

    def known_names(self, actor: ActorRef) -> frozenset[str]:
        """The codebook's names for an actor and its country, in lower case."""
        ids = {actor.id, actor.country or actor.id}
        return frozenset(name.casefold() for i in ids for name in self.data.names.get(i, ()))


def has_words(folded: str, words: str) -> bool:
    """Whether `words` stand in `folded` (already squeezed and case-folded) as whole words."""
    wanted = squeeze(words).casefold()
    if not wanted:
        return False
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        opens = at == 0 or not (folded[at - 1].isalnum() and wanted[0].isalnum())
        closes = end == len(folded) or not (folded[end].isalnum() and wanted[-1].isalnum())
        if opens and closes:
            return True
        at = folded.find(wanted, at + 1)
    return False


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _report_order(report: Report) -> tuple[str, str, str, str]:
    """Dated reports first, by date; then publisher, title, id."""
    value = report.published.value or ""
    dated = value if _DATE.match(value) else "9999"
    return (dated, report.publisher or "", report.title or "", report.id)
