"""The finished page: its words are checked again from the outside, its links lead somewhere."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from brief_factory import Maker, report, world
from brief_reader import PageText, read_page

from accord.brief import BriefData, Limits, gather, render
from accord.brief.check import check_text
from accord.brief.data import Index
from accord.brief.ground import Ground, ground
from accord.brief.parts import Line
from accord.brief.spans import cites
from accord.model import Claim, Report


@cache
def html() -> str:
    return render(world(), now=date(2025, 6, 1))


def plain() -> BriefData:
    """The invented world without charts, which take most of the time."""
    return replace(world(), limits=Limits(charts=0))


@cache
def page() -> PageText:
    return read_page(html())


def test_every_printed_line_is_borne_out_by_its_claims_when_read_off_the_page() -> None:
    """The text check, run on the words that a browser shows, not on what the composer meant."""
    index = Index(world())
    seen = 0
    for printed in page().lines:
        if not printed.cells:
            continue
        members = [index.claim[c] for c in (*printed.claims, *printed.about)]
        spans = tuple(cite for claim in members for cite in cites(claim))
        base = ground(Line((), spans, printed.claims, printed.about), index)
        assert isinstance(base, Ground)
        assert list(check_text(printed.text, base)) == [], printed.text
        seen += 1
    assert seen > 150


def test_every_inner_link_leads_somewhere_and_ids_are_unique() -> None:
    ids = Counter(page().ids)
    assert [name for name, count in ids.items() if count > 1] == []
    inner = [href for href, _ in page().links if href.startswith("#")]
    assert [href for href in inner if href[1:] not in ids] == []
    assert len(inner) > 200


def test_outer_links_are_web_links_that_give_nothing_away() -> None:
    outer = [(href, given) for href, given in page().links if not href.startswith("#")]
    assert {href for href, _ in outer} == {
        "https://harbour.example/crates", "https://wire.example/crates-again",
        "https://times.example/a-year-on",
    }  # fmt: skip
    assert all(given["rel"] == "noopener noreferrer" for _, given in outer)


def test_the_page_needs_no_network_and_no_script() -> None:
    assert page().tags["script"] == 1
    assert not page().attributes & {"src", "srcset", "onclick", "onload", "style-src", "action"}
    assert "url(" not in html()
    assert "default-src 'none'" in html() and "script-src 'sha256-" in html()
    assert page().tags.get("link", 0) == 0


def test_headings_descend_one_step_at_a_time() -> None:
    levels = page().headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_stand_in_the_order_of_a_newspaper() -> None:
    wanted = [
        "contested", "timeline", "transfers", "claims", "law", "outlook", "actors", "reports",
        "set-aside", "method",
    ]  # fmt: skip
    assert [name for name in page().ids if name in wanted] == wanted


def test_what_is_wanted_feared_or_denied_is_kept_apart_from_what_is_reported() -> None:
    text = page().text
    reported, rest = text[text.index("Reported") :].split("Wanted, offered or promised", 1)
    assert "20,000" in reported and "rocket engines" not in reported
    assert "rocket engines" in rest


def test_the_reports_stand_in_full() -> None:
    flat = "".join(page().text.split())
    for known in world().reports:
        for block in known.blocks:
            assert "".join(known.text[block.start : block.end].split()) in flat


def test_an_inferred_year_is_bracketed_and_a_stated_one_is_not() -> None:
    assert "since September [2023]" in page().text
    assert "since September 2023" in page().text
    assert "June 18-19 [" not in page().text


def test_the_same_data_in_any_order_give_the_same_page() -> None:
    data = plain()
    whole = render(data)
    for seed in (1, 2):
        shuffled = random.Random(seed)
        reports, claims = list(data.reports), list(data.claims)
        matters, standings = list(data.matters), list(data.standings)
        for some in (reports, claims, matters):
            shuffled.shuffle(some)
        other = replace(data, reports=reports, claims=claims, matters=matters, standings=standings)
        assert render(other) == whole


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "import hashlib; from dataclasses import replace; from brief_factory import world;"
        "from accord.brief import Limits, render; data = replace(world(), limits=Limits(charts=0));"
        "print(hashlib.sha256(render(data).encode()).hexdigest())"
    )
    here = str(Path(__file__).parent)
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": here},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_the_clock_is_not_read() -> None:
    assert "As of 1 June 2025" in page().text
    assert "As of" not in read_page(render(plain())).text


def test_a_title_is_printed_as_text() -> None:
    assert "<title>Crates &amp; &lt;b&gt;</title>" in render(plain(), title="Crates & <b>")


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="html or md"):
        render(world(), format="pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["html", "md"])
def test_an_empty_workspace_says_so(format: str) -> None:
    out = render(BriefData(), format=format)  # type: ignore[arg-type]
    assert "Nothing has been read yet" in out


@pytest.mark.parametrize("format", ["html", "md"])
def test_a_report_without_claims_reads_well(format: str) -> None:
    alone = report("Quiet", "The Post", ["Nothing happened."], None, "unknown")
    out = render(BriefData(reports=[alone]), format=format)  # type: ignore[arg-type]
    assert "What one report says" in out and "Nothing happened." in out
    assert "without a known date" in out


def test_a_line_that_fails_the_check_is_listed_with_its_reason() -> None:
    """A reading whose figure is not in the report's words is not printed as a line."""
    data = plain()
    wrong = [
        msgspec.structs.replace(claim, quantities=(_swollen(claim),))
        if "11,000 containers of arms" in claim.quote else claim
        for claim in data.claims
    ]  # fmt: skip
    out = read_page(render(replace(data, claims=wrong)))
    assert "left-out" in out.ids
    assert "nothing licenses [111,000]" in out.text


def _swollen(claim: Claim) -> msgspec.Struct:
    return msgspec.structs.replace(claim.quantities[0], value=111_000.0, text="11,000 containers")


def test_a_large_workspace_gives_a_bounded_page() -> None:
    reports, claims = [], []
    for number in range(150):
        made = Maker(report(
            f"Crates {number}", f"Paper {number % 7}",
            [f"Ardania sent Belmark {number + 2} crates in May 2024. Corvia protested, it said."],
            f"2024-06-{number % 28 + 1:02}", "stated",
        ))  # fmt: skip
        made.add(f"Ardania sent Belmark {number + 2} crates in May 2024", "quantity",
                 who="ARD=Ardania", whom="BLM=Belmark", event="AID",
                 much=((f"{number + 2} crates", number + 2, "exact", "crate", "crates"),),
                 transfer=("ARD", "BLM", "crates", "delivered"),
                 when=("May 2024", "2024-05", "2024-05-01", "2024-05-31", "month",
                       "stated"))  # fmt: skip
        made.add("Corvia protested", who="COR=Corvia", event="PROTEST")
        reports.append(made.report)
        claims += made.claims
    limits = Limits(reports=10, listed=20, sources=30)
    out = render(gather(reports, claims, limits=limits))
    text = read_page(out).text
    assert len(out) < 1_200_000
    assert "140 further reports are not printed in full" in text
    assert "120 further ones are not listed" in text
    assert "further ones are not printed" in text


def test_gather_finds_matters_and_standings_and_names() -> None:
    data = world()
    found = gather(data.reports, data.claims)
    assert found.names["PRK"][0] == "North Korea"
    assert {s.relation for s in found.standings} == {"differs", "updates"}
    assert {c for m in found.matters for c in m.claims} == {c.id for c in data.claims}


def test_claims_of_a_report_that_is_not_there_are_counted() -> None:
    data = plain()
    fewer = replace(data, reports=[r for r in data.reports if r.publisher != "Corvia Times"])
    assert "7 claims whose report is not here were left out" in read_page(render(fewer)).text


def _with_text(known: Report, text: str) -> Report:
    return msgspec.structs.replace(known, text=text, blocks=())


def test_a_report_longer_than_the_limit_is_cut_and_says_so() -> None:
    known = _with_text(report("Long", "Post", ["x"], "2024-01-01", "stated"), "word " * 20_000)
    out = read_page(render(BriefData(reports=[known], limits=Limits(report_chars=1_000))))
    assert "99,000 further characters of this report are not printed" in out.text
