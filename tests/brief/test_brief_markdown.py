"""The brief as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from brief_factory import world

from accord.brief import Limits, render
from accord.brief.data import Index


@cache
def printed() -> str:
    return render(replace(world(), limits=Limits(charts=0)), format="md")


def test_every_citation_gives_characters_of_a_report() -> None:
    index = Index(world())
    by_label = {label: index.report[report] for report, label in index.label.items()}
    found = re.findall(r"(?<!\\)\[(r\d+):(\d+)-(\d+)\]", printed())
    assert len(found) > 100
    for label, start, end in found:
        assert 0 <= int(start) < int(end) <= len(by_label[label].text)


def test_the_sections_are_those_of_the_page() -> None:
    out = printed()
    heads = [line[3:] for line in out.splitlines() if line.startswith("## ")]
    assert heads == [
        "Key points", "Contested", "Timeline", "Transfers", "Who claims what",
        "Treaties and sanctions", "Forecasts and conditions", "Actors and relations",
        "Reports in full", "Set aside", "Method",
    ]  # fmt: skip


def test_it_ends_with_one_line_end_and_has_no_trailing_blanks() -> None:
    out = printed()
    assert out.endswith("\n") and not out.endswith("\n\n")
    assert "\r" not in out
