# ruff: noqa: E501 - each claim is a table row; wrapping hides what belongs together.
"""What an editor asks of a line: names for pronouns, dates in full, bounds in words, no scraps."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from brief_factory import NAMES, Maker, data, report
from msgspec.structs import replace as change

from accord.brief import BriefData, Limits, compose, rank
from accord.brief.build import build
from accord.brief.check import check
from accord.brief.data import Index
from accord.brief.masthead import in_words
from accord.brief.page import Listing
from accord.model import Claim, Instrument


@cache
def quay() -> Maker:
    """One report with what used to read badly."""
    m = Maker(report(
        "The quay counts", "Quay Daily",
        [
            "Corvia keeps watch on the port. It says that Ardania has sent over 300 tanks to Belmark since March.",
            "The Merrin review, citing Corvian officials, says that Belmark wants food and fuel. "
            "They met in Tarn on June 18-19. The trip took six months. If it rains tomorrow, crews may rest.",
            "Mr Voss said that he was tired and that the harbour was full of ships.",
            "The Northern Pact binds them.",
            "Crews have made two trips to the Corvian quay to fetch crates since 2019.",
        ], "2024-07-01", "given",
    ))  # fmt: skip
    m.add("Ardania has sent over 300 tanks to Belmark since March", "quantity", who="ARD=Ardania", whom="BLM=Belmark",
          says=("It|says|say|COR=It",), event="AID", much=(("over 300 tanks", 300, "at_least", "tank", "tanks"),),
          when=("March", "2024-03", "2024-03-01", "2024-07-01", "month", "relative"),
          transfer=("ARD", "BLM", "tanks", "sent"))  # fmt: skip
    for item in ("food", "fuel"):
        m.add("Belmark wants food and fuel", "commitment", who="BLM=Belmark",
              says=("Corvian officials|citing|cite|COR=Corvian", "The Merrin review|says|say"),
              transfer=(None, "BLM", item, "wanted", "other"))  # fmt: skip
    m.add("They met in Tarn on June 18-19", event="CONSULT", who="ARD;BLM",
          when=("June 18-19", "2024-06-18/2024-06-19", "2024-06-18", "2024-06-19", "day", "relative"))  # fmt: skip
    m.add(
        "The trip took six months",
        "state",
        when=("six months", "P6M", None, None, "month", "stated"),
    )
    m.add("If it rains tomorrow", "state", level="hypothetical",
          when=("tomorrow", "2024-07-02", "2024-07-02", "2024-07-02", "day", "relative"))  # fmt: skip
    m.add("Crews have made two trips to the Corvian quay",
          when=("2019", "2019", "2019-01-01", "2024-07-01", "year", "stated"))  # fmt: skip
    m.add("he was tired", "state", says=("Mr Voss|said|say|ard-president=Mr Voss",))
    m.add(
        "the harbour was full of ships", "state", says=("Mr Voss|said|say|ard-president=Mr Voss",)
    )
    pact = m.add("The Northern Pact binds them", "state", law=("Northern Pact",))
    named = tuple(Instrument(id="TR-N", name=i.name, span=i.span) for i in pact.instruments)
    m.claims[-1] = change(pact, instruments=named)
    return m


@cache
def world() -> BriefData:
    made = data([quay().report], quay().claims)
    full = "Northern Pact on Harbours and Friendship"
    return replace(made, names={**NAMES, "TR-N": (full,)}, limits=Limits(charts=0))


@cache
def index() -> Index:
    return Index(world())


def claim(begins: str) -> Claim:
    return next(c for c in index().claims if c.quote.startswith(begins))


def test_a_pronoun_gives_way_to_the_name_it_was_resolved_to() -> None:
    line = compose.voiced_line(claim("Ardania has sent"), index())
    assert "[Corvia] says" in line.text and "It" not in line.text.split()
    assert check(line, index()) == ()


def test_a_running_count_keeps_its_since_and_its_bound_in_words() -> None:
    line = compose.ledger_line(claim("Ardania has sent"), index())
    when, number = line.cell("when"), line.cell("range")
    assert when is not None and when.text == "since March [2024]"
    assert number is not None and number.text == "over 300"
    assert check(line, index()) == ()


def test_beside_its_quotation_a_date_is_said_once_and_in_full() -> None:
    line = compose.timeline_line(claim("Ardania has sent"), index())
    when = line.cell("when")
    assert when is not None and when.text == "since [March 2024]"
    two_days = compose.timeline_line(claim("They met"), index()).cell("when")
    assert two_days is not None and two_days.text == "June 18-19 [2024]"


def test_a_date_outside_the_claim_keeps_its_since() -> None:
    line = compose.timeline_line(claim("Crews have made"), index())
    when = line.cell("when")
    assert when is not None and when.text == "since 2019"
    assert check(line, index()) == ()


def test_who_cites_whom_reads_as_a_chain() -> None:
    line = compose.voiced_line(claim("Belmark wants"), index())
    assert "The Merrin review says, citing Corvian officials [Corvia]" in line.text
    assert line.text.count("citing") == 1
    assert check(line, index()) == ()


def test_goods_of_one_sentence_stand_under_one_heading() -> None:
    wanted = [ledger for ledger in build(world()).ledgers if ledger.id == "ledger-wanted"]
    assert [len(ledger.groups) for ledger in wanted] == [1]
    heading = wanted[0].groups[0].heading
    assert heading is not None and "food, fuel" in heading.line.text


def test_the_timeline_holds_no_lengths_of_time_and_nothing_that_hangs_on_an_if() -> None:
    entries = [entry for group in build(world()).timeline.groups for entry in group.lines.entries]
    quoted = " ".join(entry.line.text for entry in entries)
    assert "They met" in quoted
    assert "six months" not in quoted and "tomorrow" not in quoted


def test_a_treaty_carries_the_full_name_of_the_codebook_in_brackets() -> None:
    (group,) = build(world()).instruments
    assert group.heading is not None
    assert group.heading.line.text == (
        "Northern Pact · [Northern Pact on Harbours and Friendship]"
    )  # fmt: skip


def test_a_full_name_that_no_codebook_has_is_not_printed() -> None:
    pact = claim("The Northern Pact")
    line = compose.instrument_line(pact, pact.instruments[0], index())
    bare = Index(replace(world(), names=NAMES))
    assert check(line, index()) == ()
    assert [failure.kind for failure in check(line, bare)] != []


def test_scraps_are_left_out_beside_a_longer_claim_of_their_sentence() -> None:
    listed = {c.quote for c in rank.widest(index().claims, index())}
    assert "the harbour was full of ships" in listed
    assert "he was tired" not in listed


@pytest.mark.parametrize(
    ("number", "words"), [(2, "two"), (14, "fourteen"), (20, "twenty"), (21, "21"), (1200, "1,200")]
)
def test_a_headline_spells_small_numbers(number: int, words: str) -> None:
    assert in_words(number) == words


def test_lists_after_the_first_ones_are_shorter() -> None:
    limits = Limits()
    assert limits.lines(1) == limits.lines(limits.full_lists) == limits.listed
    assert limits.lines(limits.full_lists + 1) == limits.short


def test_a_listing_without_lines_is_empty() -> None:
    assert Listing().entries == () and Listing().missing == 0
