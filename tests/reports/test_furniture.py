"""Page furniture in plain-text copies: what goes, what stays, and that no body sentence is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.model import Report
from accord.reports.assemble import assemble, place
from accord.reports.clean import clean_line
from accord.reports.cuebook import furniture_book, outlet_of, publishers_book
from accord.reports.cues import match
from accord.reports.furniture import sort_lines
from accord.reports.settings import DEFAULTS
from accord.reports.text import read_text, text_lines

from .factory import blocks, cases, only

ROLES = {"T": "title", "S": "standfirst", "C": "caption", "H": "heading", "B": "body", "X": "out"}
PAGES: list[dict[str, Any]] = cases("pages")


def _rows(page: str) -> list[tuple[str, str]]:
    """(role, line) of a page's lines, ("", "") for blank ones."""
    rows = page.splitlines()
    return [("", "") if row.strip() == "_" else (ROLES[row[0]], row[2:]) for row in rows]


def _report(text: str) -> Report:
    return assemble(read_text(text), origin="test", settings=DEFAULTS)


@pytest.mark.parametrize("case", PAGES, ids=[case["name"] for case in PAGES])
def test_every_line_of_a_page_is_placed(case: dict[str, Any]) -> None:
    rows = _rows(case["page"])
    report = _report("\n".join(text for _, text in rows))
    kept = [(role, text) for role, text in rows if role not in ("", "out")]
    assert blocks(report) == kept
    out = [text for role, text in rows if role == "out"]
    assert sorted(report.furniture) == sorted(out)


@pytest.mark.parametrize("case", PAGES, ids=[case["name"] for case in PAGES])
def test_the_published_date_and_its_basis(case: dict[str, Any]) -> None:
    report = _report("\n".join(text for _, text in _rows(case["page"])))
    value, basis = case["published"]
    assert (report.published.value, report.published.basis) == (value, basis)
    for field in ("author", "publisher"):
        if field in case:
            assert getattr(report, field) == case[field]


@pytest.mark.parametrize("case", PAGES, ids=[case["name"] for case in PAGES])
def test_windows_line_ends_and_extra_blanks_change_nothing(case: dict[str, Any]) -> None:
    plain = "\n".join(text for _, text in _rows(case["page"]))
    other = plain.replace("\n\n", "\n \n\t\n").replace("\n", "\r\n")
    assert _report(other).id == _report(plain).id


@pytest.mark.parametrize("line", cases("cues")["body"])
def test_sentences_that_sound_like_furniture_match_no_cue_of_the_body(line: str) -> None:
    assert [hit.id for hit in match(line) if hit.where in ("anywhere", "after")] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [(line, kind) for kind, lines in cases("cues")["cues"].items() for line in lines],
)
def test_furniture_lines_match_a_cue_of_their_kind(line: str, kind: str) -> None:
    assert kind in {hit.kind for hit in match(line)}


def test_every_cue_is_tested() -> None:
    lines = [line for lines in cases("cues")["cues"].values() for line in lines]
    lines += [text for case in PAGES for _, text in _rows(case["page"])]
    used = {hit.id for line in lines for hit in match(line)}
    assert {cue.id for cue in furniture_book().cues} <= used


def test_every_cue_names_a_source_of_the_codebook() -> None:
    known = {source.id for source in furniture_book().meta.sources}
    assert {cue.source for cue in furniture_book().cues} <= known


def test_outlets_are_found_by_domain_and_subdomain() -> None:
    assert outlet_of("www.reuters.com") == "Reuters"
    assert outlet_of("asia.nikkei.com") == "Nikkei Asia"
    assert outlet_of("notreuters.com") is None
    assert outlet_of(None) is None
    assert all(name == name.casefold() for name in publishers_book().domains)


def test_a_known_title_is_found_in_the_text_and_not_doubled() -> None:
    lines = text_lines(
        "World\n\nFerry talks resume\n\nThe talks went on all night, officials said."
    )
    found = sort_lines(lines, title="Ferry Talks Resume")
    assert found.blocks[0] == ("title", "Ferry talks resume")
    assert [role for role, _ in found.blocks].count("title") == 1


def test_a_title_of_the_metadata_alone_becomes_a_block() -> None:
    found = sort_lines(text_lines("The talks went on all night, officials said."), title="Talks")
    assert found.blocks == [
        ("title", "Talks"),
        ("body", "The talks went on all night, officials said."),
    ]


def test_notes_without_full_stops_stay_body() -> None:
    text = "\n".join(
        [
            "Verrin ferry seized off Port Aldis by two patrol boats",
            "Aldovia says crew of nine held at a military pier",
            "Talks planned for Thursday in the customs house",
            "Price of herring up by half since last week",
        ]
    )
    assert len([1 for role, _ in blocks(_report(text)) if role == "body"]) >= 3


# ------------------------------------------------------------------ the shared reports


def test_the_first_shared_report_is_read_as_a_reader_would(shared_reports: dict[str, Path]) -> None:
    report = only(next(path for key, path in shared_reports.items() if key.startswith("000")))
    roles = [role for role, _ in blocks(report)]
    assert roles == ["title", "standfirst", "caption"] + ["body"] * 12
    assert (report.published.value, report.published.basis) == ("2024-06-22", "inferred")
    assert report.publisher is None
    assert report.language == "en"
    assert len(report.furniture) == 29
    # Kept and dropped lines together are the file: nothing is lost, nothing is doubled.
    assert report.text.startswith("Vladimir Putin’s dangerous")
    assert report.text.endswith("messy love triangle.")


def test_the_second_shared_report_has_no_year_and_no_date(shared_reports: dict[str, Path]) -> None:
    report = only(next(path for key, path in shared_reports.items() if key.startswith("004")))
    assert [role for role, _ in blocks(report)] == ["title", "standfirst"] + ["body"] * 11
    assert (report.published.value, report.published.basis) == (None, "unknown")
    assert report.furniture == ("top of page", "bottom of page")
    assert report.text.endswith("yet to be seen.")


def test_no_word_of_a_shared_report_is_lost(shared_reports: dict[str, Path]) -> None:
    for path in shared_reports.values():
        report = only(path)
        lines = [clean_line(line) for line in path.read_text(encoding="utf-8").splitlines()]
        kept = [text for _, text in blocks(report)]
        assert sorted([*kept, *report.furniture]) == sorted(line for line in lines if line)


# ------------------------------------------------------------------ properties

_VOCABULARY = (
    "Listen", "to", "this", "story", "Photograph:", "EPA", "More", "from", "Asia", "By", "Ada",
    "Brook", "June", "3", "2024", "the", "talks,", "went", "on.", "|", "›", "Read", "more:",
    "Related", "“quote”", "한국", "😀", "مرحبا", "\u202e", "\u200b", "[", "(", "©", "1,000",
)  # fmt: skip
WORDS = st.sampled_from(_VOCABULARY)
LINES = st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=25).map("\n".join)


@settings(max_examples=120, deadline=None)
@given(st.one_of(LINES, st.text(max_size=400)))
def test_lines_are_kept_or_put_aside_never_lost_or_made_up(text: str) -> None:
    lines = text_lines(text)
    found = sort_lines(lines)
    placed = [piece for _, piece in found.blocks] + found.furniture
    assert sorted(placed) == sorted(line.text for line in lines)
    joined, spans = place(found.blocks)
    for (_, piece), block in zip(found.blocks, spans, strict=True):
        assert joined[block.start : block.end] == piece == piece.strip()
    assert joined == "\n\n".join(piece for _, piece in found.blocks)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_text_with_any_line_beyond_the_cues_is_never_emptied(text: str) -> None:
    lines = text_lines(text)
    roles = {role for role, _ in sort_lines(lines).blocks}
    if any(not match(line.text) for line in lines):
        assert roles & {"body", "standfirst"}


@pytest.mark.parametrize(
    "unit", ["a", "A ", "Aa Bb, ", "By A", "(((", "“", "| ", "1 May ", "©", "한"]
)
def test_long_junk_lines_are_placed(unit: str) -> None:
    report = _report(f"{unit * (20_000 // len(unit))}x")
    assert [block.role for block in report.blocks] == ["body"]
    assert match(unit * (700 // len(unit))) is not None
