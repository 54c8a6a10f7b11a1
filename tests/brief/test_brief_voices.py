"""Voices in reading order: chains, where each link was read, how it is said, who a claimant is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from brief_factory import ACTORS, NAMES, data, report, world
from brief_reader import read_page
from msgspec.structs import replace as change

from accord.brief import BriefData, Limits, compose, rank, render
from accord.brief.build import build
from accord.brief.check import check
from accord.brief.data import Index
from accord.brief.page import Gate
from accord.brief.parts import Where
from accord.brief.voices import act_of, voice
from accord.model import ActorRef, Claim, Report, VoiceLink, make_claim

CASES = Path(__file__).parents[1] / "cases" / "brief" / "voices.yaml"


def actor(actor_id: str) -> ActorRef:
    name, country, sector = ACTORS[actor_id]
    return ActorRef(id=actor_id, name=name, country=country, sector=sector)


def link(text: str, given: str) -> VoiceLink:
    source, cue, lemma, manner, who = (*given.split("|"), "", "", "", "")[:5]
    return VoiceLink(
        source=source or None, source_span=_span(text, source), cue=cue or None,
        cue_lemma=lemma or None, cue_span=_span(text, cue),
        manner=manner or "indirect",  # type: ignore[arg-type]
        actor=actor(who) if who else None,
    )  # fmt: skip


def _span(text: str, words: str) -> tuple[int, int] | None:
    at = text.index(words) if words else 0
    return (at, at + len(words)) if words else None


def told(text: str, links: list[str], publisher: str = "Quay Daily") -> tuple[Report, Claim]:
    """A report of one paragraph whose last sentence is a claim in the voice of `links`."""
    made = report("Quay", publisher, [text], "2024-07-01", "given")
    start = made.text.rindex(". ") + 2
    voice_of = tuple(link(made.text, given) for given in links)
    return made, make_claim(made, start, len(made.text) - 1, kind="state", voice=voice_of)


def index_of(*pairs: tuple[Report, Claim]) -> Index:
    reports = list({r.id: r for r, _ in pairs}.values())
    return Index(replace(data(reports, [c for _, c in pairs]), names=NAMES))


@cache
def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["says"][:60])
def test_a_voice_reads_from_the_teller_inwards(case: dict[str, Any]) -> None:
    pair = told(case["text"], case["links"])
    index = index_of(pair)
    assert voice(pair[1], index).text == case["says"]
    for composer in (compose.claim_line, compose.voiced_line, compose.note_line):
        assert check(composer(pair[1], index), index) == ()


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["says"][:60])
def test_each_link_of_a_chain_says_where_it_was_read(case: dict[str, Any]) -> None:
    pair = told(case["text"], case["links"])
    index = index_of(pair)
    line = compose.claim_line(pair[1], index)
    entry = Gate(index, frozenset({pair[1].id})).entry(line)
    assert entry is not None
    read = [part.cite for part in line.parts if isinstance(part, Where)]
    words = [pair[0].text[cite.start : cite.end] for cite in read]
    spoken = [given.split("|") for given in case["links"][::-1]]
    own = "denied, planned" in case["says"]
    assert words == [source or cue for source, cue, *_ in (spoken[:1] if own else spoken)]
    assert all(entry.at(cite)[1].startswith("r1:") for cite in read)


def test_a_link_that_was_read_elsewhere_leads_there_on_the_page() -> None:
    text = "The guild met in Tarn. It says that the queue is long. The queue is long."
    made, claim = told(text, ["The guild|says|say|indirect"])
    page = render(BriefData(reports=[made], claims=[claim], limits=Limits(charts=0)))
    at = made.text.index("The guild")
    assert f">r1:{at}-{at + 9}</a>" in page
    ids = set(read_page(page).ids)
    inner = [href[1:] for href, _ in read_page(page).links if href.startswith("#")]
    assert set(inner) <= ids


def test_how_a_source_says_it_is_told_apart() -> None:
    expected = {
        ("say", "direct"): "[said, quoted]", ("write", "mixed"): "[written, partly quoted]",
        ("reckon", "indirect"): "[thought, paraphrased]",
        ("deny", "indirect"): "[denied, paraphrased]",
        ("expect", "indirect"): "[foretold, paraphrased]", ("hum", "direct"): "[quoted]",
    }  # fmt: skip
    for (lemma, manner), shown in expected.items():
        pair = told("The guild hums. The queue is long.", [f"The guild|hums|{lemma}|{manner}"])
        cell = compose.claim_line(pair[1], index_of(pair)).cell("speech")
        assert cell is not None and cell.text == shown


def test_a_cue_that_no_codebook_knows_has_no_act() -> None:
    assert act_of(link("hums", "|hums|hum")) is None


def test_a_pronoun_and_the_name_it_stands_for_are_one_claimant() -> None:
    one = told("Corvia met. It says so. The queue is long.", ["It|says|say|indirect|COR"])
    two = told("Corvia says so. The quay is full.", ["Corvia|says|say|indirect|COR"])
    three = told("Corvia’s navy says so. The pier is old.", ["Corvia’s navy|says|say|indirect|COR"])
    index = index_of(one, two, three)
    keys = [rank.claimant_key(claim, index) for _, claim in (one, two, three)]
    assert keys[0] == keys[1] != keys[2]


def test_an_envoy_who_said_he_expects_is_named_by_his_office() -> None:
    links = ["he|expects|expect|indirect|COR", "Corvia’s envoy|said|say|indirect|COR"]
    made, claim = told("Corvia’s envoy said he expects so. The queue is long.", links)
    index = index_of((made, claim))
    assert compose.source_line(claim, index).text == "Corvia’s envoy"
    assert voice(claim, index).text == "Corvia’s envoy said, expects"


def test_a_joint_source_is_one_claimant_in_any_order() -> None:
    made, claim = told("Corvia and Delmora say so. It is so.", ["Corvia and Delmora|say|say"])
    (alone,) = claim.voice
    both = (actor("COR"), actor("DEL"))
    orders = [
        change(claim, voice=(change(alone, actors=actors),)) for actors in (both, both[::-1])
    ]  # fmt: skip
    index = index_of((made, claim))
    assert len({rank.claimant_key(one, index) for one in orders}) == 1
    assert voice(orders[0], index).text == "Corvia and Delmora say"
    unnamed = change(claim, voice=(change(alone, source="Both", actors=both),))
    assert voice(unnamed, index).text == "Both [Corvia], [Delmora] say"
    assert check(compose.claim_line(orders[0], index), index) == ()


def test_reports_of_one_publisher_are_one_claimant_in_their_own_voice() -> None:
    pairs = [told(f"Ship {n} came. Ship {n} left the port of Tarn.", []) for n in range(3)]
    other = told("A fourth came. A fourth left the port of Tarn.", [], publisher="Tarn Gazette")
    index = index_of(*pairs, other)
    keys = [rank.claimant_key(claim, index) for _, claim in (*pairs, other)]
    assert len(set(keys)) == 2
    own = dict(build(index.data).claimants.classes)["The reports in their own voice"]
    assert [(group.title, group.count, len(group.reports)) for group in own] == [
        ("Quay Daily", 3, 3), ("Tarn Gazette", 1, 1),
    ]  # fmt: skip


def test_every_claimant_has_as_many_claims_as_its_profile_counts() -> None:
    for _, groups in build(world()).claimants.classes:
        for group in groups:
            assert group.profile is not None
            assert group.profile.total == group.count >= len(group.lines.entries)


@pytest.mark.parametrize("format", ["html", "md"])
def test_a_chain_of_a_hundred_voices_is_printed(format: str) -> None:
    names = [f"Docker{n}" for n in range(100)]
    pair = told(f"{' '.join(names)} say so. It is so.", [f"{n}|say|say" for n in names])
    out = render(BriefData(reports=[pair[0]], claims=[pair[1]]), format=format)  # type: ignore[arg-type]
    assert out.count("citing") >= 99
