"""The page as Markdown: the same lines with citations as [r1:120-180], and the reports' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from accord.brief.marks import signs, word
from accord.brief.page import Claimants, Dispute, Entry, FullReport, Group, Listing, Page
from accord.brief.parts import Cell, Mark, Where, spaced
from accord.brief.safe import visible
from accord.brief.words import words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LEADING = re.compile(r"^(\s*)([-+=>]|\d+[.)])(?=\s|$)")


def escape(text: str) -> str:
    """Text of a report on one line, so that Markdown sees no mark-up, link or HTML in it."""
    flat = " ".join(visible(text).split())
    flat = _SPECIAL.sub(r"\\\1", flat)
    flat = _LEADING.sub(r"\1\\\2", flat)
    return re.sub(r"(?i)\b(https?|ftp|www)([:.])", r"\1\\\2", flat)


def to_markdown(page: Page) -> str:
    """Print a page as Markdown."""
    out = [f"# {escape(page.head.title)}", "", *_masthead(page)]
    out += _section("Key points", (f"- {_text(entry)}" for entry in page.key))
    out += _section("Contested", _disputes(page.disputes, page.disputes_missing))
    out += _section("Updated", _disputes(page.updates, page.updates_missing))
    out += _section("Timeline", _groups(page.timeline.groups))
    out += _section("Transfers", _ledgers(page))
    out += _section("Who claims what", _claimants(page))
    out += _section("Treaties and sanctions", _groups(page.instruments))
    out += _section("Forecasts and conditions", _outlook(page))
    out += _section("Actors and relations", _actors(page))
    out += _section("Reports in full", _reports(page.reports, page.reports_missing))
    out += _section("Set aside", (
        f"- {escape(item.origin)}: {escape(item.reason)}" for item in page.set_aside
    ))  # fmt: skip
    out += _section("Left out by the check", _blocked(page))
    out += _section("Method", _method(page))
    return "\n".join(out).rstrip() + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    """A section, or nothing where it has no lines."""
    body = list(lines)
    return [f"## {title}", "", *body, ""] if body else []


def _masthead(page: Page) -> Iterator[str]:
    """Counts, period and sources."""
    counts = page.head.counts
    yield (
        f"{counts['claims']:,} claims by {counts['claimants']:,} claimants in "
        f"{counts['reports']:,} reports. {'; '.join(page.head.covers)}".strip()
    )
    if page.head.now:
        yield f"As of {escape(page.head.now)}."
    yield ""
    for source in page.head.sources:
        report = source.report
        dated = f", {source.dated}" if source.dated else ""
        name = escape(report.title or report.origin or "Untitled")
        publisher = escape(report.publisher or "publisher not known")
        yield f"- **{source.label}** {name}. {publisher}{dated} ({source.basis})"
    if page.head.sources_missing:
        yield f"- {page.head.sources_missing:,} further reports are not listed"
    yield ""
    yield from _legend()
    yield ""


def _text(entry: Entry) -> str:
    """A line with its citations. Brackets of Accord's stay, escaped; a mark has its signs."""
    cited = [entry.citation, *(citation for _, citation in entry.others)]
    cells = (_cell(cell, entry) for cell in entry.line.cells if cell.parts)
    return f"{' · '.join(cells)} {' '.join(f'[{c}]' for c in cited if c)}"


def _cell(cell: Cell, entry: Entry) -> str:
    """A cell: a mark after its signs, a link of a voice before where it was read."""
    out = ""
    for gap, part in spaced(cell.parts):
        if isinstance(part, Where):
            _, citation = entry.at(part.cite)
            out += f" [{citation}]" if citation else ""
            continue
        sign = f"{signs(part)} " if isinstance(part, Mark) else ""
        out += f"{gap}{sign}{escape(part.shown)}"
    return out


def _legend() -> Iterator[str]:
    """What the signs of certainty say."""
    yield "How sure the words are, in Accord’s reading:"
    yield ""
    for shape in words().marks.shapes:
        yield f"- {shape.sign} **{word(shape.name)}**: {escape(shape.says)}"
    yield ""
    yield escape("A mark may hold several signs: ✕◕ [not so, probable] is probably not so.")


def _listing(listing: Listing) -> Iterator[str]:
    """The entries of a listing, and how many are not printed."""
    for entry in listing.entries:
        yield f"- {_text(entry)}"
    if listing.missing > 0:
        yield f"- {listing.missing:,} further ones are not printed"


def _disputes(disputes: Iterable[Dispute], missing: int) -> Iterator[str]:
    """Matters with their rows."""
    for dispute in disputes:
        head = escape(dispute.heading.line.text) if dispute.heading else "One matter"
        how = f" ({', '.join(dispute.how)})" if dispute.how else ""
        yield f"### {head}{how}"
        yield ""
        yield from _listing(dispute.rows)
        yield ""
    if missing:
        yield f"{missing:,} further ones are not printed."


def _groups(groups: Iterable[Group]) -> Iterator[str]:
    """Groups with their lines."""
    for group in groups:
        head = escape(group.heading.line.text) if group.heading else escape(group.title)
        where = f" ({group.count:,} in {group.note})" if group.note else ""
        yield f"### {head}{where}"
        yield ""
        yield from _listing(group.lines)
        yield ""


def _ledgers(page: Page) -> Iterator[str]:
    """The ledger by phase."""
    for ledger in page.ledgers:
        yield f"### {ledger.title} ({ledger.note})"
        yield ""
        for group in ledger.groups:
            if group.heading is not None:
                yield f"**{escape(group.heading.line.text)}**"
                yield ""
            yield from _listing(group.lines)
            yield ""


def _claimants(page: Page) -> Iterator[str]:
    """Claimants by how sure they are, then the claims of each."""
    yield from _foremost(page.claimants)
    for title, groups in page.claimants.classes:
        yield f"### {title}"
        yield ""
        for group in groups:
            yield f"**{escape(_name(group))}** ({_tally(group)})"
            yield ""
            yield from _listing(group.lines)
            yield ""


def _name(group: Group) -> str:
    """A claimant's name."""
    return group.heading.line.text if group.heading else group.title


def _tally(group: Group) -> str:
    """How many claims of which certainty, and in which reports."""
    counted = f"{group.count:,} claim{'' if group.count == 1 else 's'}"
    where = f" in {', '.join(group.reports[:12])}{' …' if len(group.reports) > 12 else ''}"
    if group.profile is None or group.count < 2:
        return counted + where
    sure = (f"{number:,} {words().shapes[n].sign} {word(n)}" for n, number in group.profile.counts)
    return f"{counted}{where}: {', '.join(sure)}"


def _foremost(claimants: Claimants) -> Iterator[str]:
    """A table of the claimants with most claims."""
    if not claimants.tabled:
        return
    shapes = claimants.shapes
    heads = " | ".join(f"{words().shapes[name].sign} {word(name)}" for name in shapes)
    yield f"| Claimant | Claims | {heads} |"
    yield f"| --- | ---: | {' | '.join('---:' for _ in shapes)} |"
    for group in claimants.foremost:
        counts = " | ".join(str(group.profile.of(n) or "") if group.profile else "" for n in shapes)
        yield f"| {escape(_name(group))} | {group.count:,} | {counts} |"
    yield ""


def _outlook(page: Page) -> Iterator[str]:
    """Forecasts with their bands, and conditionals."""
    for entry in page.forecasts.entries:
        yield f"- {_text(entry)}"
    if page.forecasts.missing > 0:
        yield f"- {page.forecasts.missing:,} further ones are not printed"
    yield from _listing(page.conditionals)


def _actors(page: Page) -> Iterator[str]:
    """Relations and actors as tables."""
    if page.relations:
        yield "| Between | Cooperation, words | deeds | Conflict, words | deeds | Latest |"
        yield "| --- | ---: | ---: | ---: | ---: | --- |"
        for row in page.relations:
            counts = " | ".join(str(n) for n in row.counts)
            yield f"| {escape(row.heading.line.text)} | {counts} | {row.latest or '–'} |"
        yield ""
    if page.actors:
        yield "| Actor | State, sector | Acts | Is acted on | Speaks |"
        yield "| --- | --- | ---: | ---: | ---: |"
        for actor in page.actors:
            name, kind = escape(actor.heading.line.text), escape(actor.kind)
            yield f"| {name} | {kind} | {actor.acts} | {actor.receives} | {actor.speaks} |"


def _reports(reports: Iterable[FullReport], missing: int) -> Iterator[str]:
    """Each report as a quotation, its claims' sentences numbered by where they begin."""
    for full in reports:
        report = full.source.report
        yield f"### {full.source.label} {escape(report.title or report.origin or 'Untitled')}"
        yield ""
        if full.url:
            yield f"<{full.url}>"
            yield ""
        for paragraph in full.paragraphs:
            text = "".join(
                ("".join(s.text for s in sentence.segments)) for sentence in paragraph.sentences
            )
            if text.strip():
                yield f"> {escape(text)}"
                yield ">"
        if full.cut > 0:
            yield f"> {full.cut:,} further characters are not printed."
        yield ""
    if missing:
        yield f"{missing:,} further reports are not printed in full."


def _blocked(page: Page) -> Iterator[str]:
    """Lines that the check kept off the page."""
    for item in page.blocked:
        yield f"- ~~{escape(item.text)}~~ {escape('; '.join(item.reasons))} [{item.citation}]"


def _method(page: Page) -> Iterator[str]:
    """How the page was made."""
    yield (
        "Every line leads back to characters of a report, as \\[report:start-end\\]. Before a line "
        "was printed, each name, number and bound, unit, date, place, reporting verb and hedge in "
        "it was looked for in the characters it cites, without a model. What stands in brackets is "
        f"Accord's. {page.lines:,} lines passed, {page.blocked_total:,} did not. That a line is "
        "here says that a report says so, not that it is so."
    )
    if page.head.read_by:
        yield ""
        yield f"Read by {escape('; '.join(page.head.read_by))}."
