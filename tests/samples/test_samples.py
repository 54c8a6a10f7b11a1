"""The samples: readable, dated, marked as samples, reproducible, in this project's own words."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from functools import cache
from pathlib import Path

import pytest

from accord.model import Report, SetAside
from accord.reports import read_reports

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "samples"

PUBLISHED = {
    "01-kim-at-the-cosmodrome.txt": "2023-09-14",
    "02-a-thousand-containers.html": "2023-10-14",
    "03-a-million-shells.eml": "2023-11-02",
    "04-a-car-for-mr-kim.docx": "2024-02-21",
    "05-two-counts.html": "2024-02-28",
    "06-the-panel-ends.pdf": "2024-03-29",
    "07-a-pact-in-pyongyang.txt": "2024-06-20",
    "08-what-the-neighbours-make-of-it.md": None,
    "09-harbour-wire.xml#1": "2024-07-24",
    "09-harbour-wire.xml#2": "2024-08-28",
    "09-harbour-wire.xml#3": "2024-09-05",
    "10-two-articles.jsonl#1": "2024-10-21",
    "10-two-articles.jsonl#2": "2024-11-05",
    "11-the-first-report.pdf": "2025-05-30",
}
FURNITURE = (
    "cookie", "412 partners", "Azores", "socks", "newsletter", "Most read", "crossword",
    "Subscribe", "unsubscribe", "Quiz", "fold a map", "Terms of use", "letter from the Tumen",
)  # fmt: skip


@cache
def _outcomes() -> tuple[Report | SetAside, ...]:
    return tuple(read_reports([str(SAMPLES)]))


def _reports() -> dict[str, Report]:
    return {one.origin.split("/")[-1]: one for one in _outcomes() if isinstance(one, Report)}


def test_fourteen_are_read_with_their_dates_and_the_broken_one_is_set_aside() -> None:
    assert {name: one.published.value for name, one in _reports().items()} == PUBLISHED
    [broken] = [one for one in _outcomes() if isinstance(one, SetAside)]
    assert broken.origin.endswith("12-cut-short.pdf")


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_says_that_it_is_a_sample_and_carries_no_furniture(name: str) -> None:
    report = _reports()[name]
    whole = f"{report.publisher} {report.text} {' '.join(report.furniture)}"
    assert re.search(r"\bSample for the Accord project\b", whole)
    assert "(sample)" in whole
    body = " ".join(report.text[one.start : one.end] for one in report.blocks if one.role == "body")
    assert not [words for words in FURNITURE if words in body]
    assert 80 <= len(report.text.split()) <= 380


def test_the_binary_ones_are_made_the_same_every_time() -> None:
    pytest.importorskip("reportlab")
    made = runpy.run_path(str(REPOSITORY / "benchmarks" / "make_samples.py"))["make_all"]()
    assert made == runpy.run_path(str(REPOSITORY / "benchmarks" / "make_samples.py"))["make_all"]()
    for name, content in made.items():
        kept = (SAMPLES / name).read_bytes()
        # Another zlib may pack otherwise: in the Word file, what is inside counts.
        assert _members(kept) == _members(content) if name.endswith(".docx") else kept == content


def _members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_no_wording_is_taken_from_the_published_articles(shared_reports: dict[str, Path]) -> None:
    theirs = set().union(
        *(_runs(path.read_text(encoding="utf-8"), 8) for path in shared_reports.values())
    )
    for name, report in _reports().items():
        assert not _runs(report.text, 8) & theirs, name
