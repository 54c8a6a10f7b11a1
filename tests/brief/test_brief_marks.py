"""Marks of certainty: shape and word say the same, and neither needs colour."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import get_args

import pytest
from brief_factory import world

from accord.brief import render
from accord.brief.data import Index
from accord.brief.marks import leading, mark_of, profile, shapes, signs, word, wording
from accord.brief.parts import Mark
from accord.brief.readings import mark_in, wrong_counts
from accord.brief.words import words
from accord.model import Level, Polarity

READINGS: list[tuple[Polarity, Level, bool, tuple[int, int] | None]] = list(
    product(get_args(Polarity), get_args(Level), (False, True), (None, (55, 80)))
)


@cache
def page() -> str:
    return render(world())


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_the_words_of_a_mark_can_be_read_back(
    reading: tuple[Polarity, Level, bool, tuple[int, int] | None],
) -> None:
    assert mark_in(wording(*reading)) == reading


def test_no_two_readings_share_their_shapes_or_their_words() -> None:
    made = {
        shapes(Mark(level, polarity, "", foretold)): wording(polarity, level, foretold, None)
        for polarity, level, foretold, band in READINGS if band is None
    }  # fmt: skip
    plain = [reading for reading in READINGS if reading[3] is None]
    assert len(made) == len(set(made.values())) == len(plain)


def test_shapes_have_their_own_sign_outline_and_word() -> None:
    known = words().marks.shapes
    for field in ("name", "sign", "path", "says"):
        assert len({getattr(shape, field) for shape in known}) == len(known)
    assert len({word(shape.name) for shape in known}) == len(known)
    wanted = {*get_args(Level), "forecast", "negative", "unknown"}
    assert {shape.name for shape in known} == wanted


def test_signs_stand_in_the_order_of_the_words() -> None:
    mark = Mark("probable", "negative", "not so, forecast, probable", forecast=True)
    assert signs(mark) == "✕▷◕"
    assert [word(name) for name in shapes(mark)] == mark.text.split(", ")


def test_every_mark_of_the_page_has_its_shapes_before_its_words() -> None:
    """What a reader without colour and one without sight get: outlines, and words beside them."""
    marks = re.findall(
        r'<span class="sure"><span class="glyphs">(.*?)</span><span class="p-mark ours">\[(.*?)\]',
        page(),
    )
    assert len(marks) > 100
    assert page().count('class="p-mark ours"') == len(marks)
    for drawn, said in marks:
        names = re.findall(r'href="#g-(\w+)"', drawn)
        reading = mark_in(said)
        assert reading is not None
        assert tuple(names) == shapes(Mark(reading[1], reading[0], said, reading[2]))
        assert drawn.count('aria-hidden="true"') == len(names)


def test_every_shape_that_is_used_is_drawn_and_in_the_legend() -> None:
    used = set(re.findall(r'href="#g-(\w+)"', page()))
    drawn = set(re.findall(r'<symbol id="g-(\w+)"', page()))
    assert used <= drawn == {shape.name for shape in words().marks.shapes}
    legend = page()[page().index('class="legend"') :].split("</ul>", 1)[0]
    assert all(f">{word(name)}</b>" in legend for name in drawn)


def test_the_plain_print_has_a_legend_and_a_sign_before_each_mark() -> None:
    out = render(world(), format="md")
    for shape in words().marks.shapes:
        assert f"- {shape.sign} **{word(shape.name)}**" in out
    assert "✕ \\[not so\\]" in out and "◇ \\[alleged\\]" in out


def test_a_profile_counts_each_claim_once() -> None:
    claims = Index(world()).claims
    found = profile(claims)
    assert found.total == len(claims)
    assert wrong_counts(found.counts, claims) is None
    assert {name for name, _ in found.counts} == {leading(claim) for claim in claims}


def test_a_wrong_count_is_found() -> None:
    claims = Index(world()).claims
    counts = list(profile(claims).counts)
    name, number = counts[0]
    assert wrong_counts([(name, number + 1), *counts[1:]], claims) is not None
    assert wrong_counts(counts[1:], claims) is not None


def test_the_chart_of_the_timeline_names_its_shapes_as_the_page_does() -> None:
    section = page()[page().index('<section id="timeline"') :]
    chart = section[: section.index('class="fold chart-table"')]
    table = section[section.index('class="fold chart-table"') :].split("</table>", 1)[0]
    looks = set(re.findall(r"<td>([a-z ]+)</td>", table))
    assert looks and looks <= {word(shape.name) for shape in words().marks.shapes}
    assert all(f">{look}</text>" in chart for look in looks)


def test_a_mark_of_a_claim_is_its_own() -> None:
    for claim in Index(world()).claims:
        mark = mark_of(claim)
        reading = (mark.polarity, mark.level, mark.forecast, mark.band)
        assert mark_in(mark.text) == reading
