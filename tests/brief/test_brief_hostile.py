"""A hostile report stays text: nothing in it runs, links out, turns or stretches the page."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from brief_factory import Maker, data, report
from brief_reader import PageText, read_page
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief import BriefData, render
from accord.brief.charts import clean
from accord.brief.markdown import escape
from accord.brief.safe import visible, web_address
from accord.model import SetAside

ATTACKS = [
    "<script>document.body.setAttribute('data-owned','1')</script>",
    "<img src=x onerror=\"document.body.setAttribute('data-owned','1')\">",
    "<svg onload=\"document.body.setAttribute('data-owned','1')\"><use href='data:x'/></svg>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "</title></style></script></details><h1>Taken over</h1>",
    "{{7*7}} {% for x in range(9) %}x{% endfor %} ${7*7} #{7*7}",
    "javascript:alert(1) [click](javascript:alert(1)) <a href=\"javascript:alert(1)\">x</a>",
    "\u202etxet desrever\u202c \u2066isolated\u2069 \u200f",
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a",
    "\x00\x07\x1b[31m\ufeff",
    "W" * 20_000,
    '"quotes\' & <b>entities</b> &lt;script&gt;',
]  # fmt: skip


@cache
def hostile() -> BriefData:
    """A report of attacks in every field, with a claim on each of its sentences."""
    made = Maker(report(
        ATTACKS[0] + ATTACKS[4], ATTACKS[1] + ATTACKS[5], ATTACKS, "2024-01-01", "stated",
        url="javascript:alert(1)", author=ATTACKS[2], origin=ATTACKS[3],
    ))  # fmt: skip
    for attack in ATTACKS[:10] + ATTACKS[11:]:
        made.add(attack, "state")
    word = ATTACKS[0]
    made.add(ATTACKS[11], "event", says=(f"{ATTACKS[11]}||say|",), law=(ATTACKS[11],),
             transfer=(None, None, "<b>entities</b>", "sent"))  # fmt: skip
    aside = SetAside(origin=word, code="<i>", reason=ATTACKS[1])
    found = data([made.report], made.claims)
    return BriefData(reports=found.reports, claims=found.claims, matters=found.matters,
                     set_aside=(aside,))  # fmt: skip


@cache
def hostile_html() -> str:
    return render(hostile(), title=ATTACKS[0])


def hostile_page() -> PageText:
    return read_page(hostile_html())


def test_no_element_or_handler_of_a_report_survives() -> None:
    page = hostile_page()
    assert page.tags["script"] == 1 and page.tags["style"] == 1 and page.tags["h1"] == 1
    assert page.tags.get("img", 0) == 0
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "<svg onload" not in hostile_html() and "<use href='data" not in hostile_html()


def test_the_words_are_there_all_the_same() -> None:
    text = hostile_page().text
    assert "{{7*7}}" in text and "49" not in text.replace("r1:", "")[:400]
    assert "document.body.setAttribute" in text


def test_no_link_leads_to_a_script_or_out() -> None:
    assert all(href.startswith("#") for href, _ in hostile_page().links)


def test_direction_marks_are_made_visible() -> None:
    assert "\u202e" not in hostile_html() and "‹U+202E›" in hostile_html()
    assert "\x00" not in hostile_html() and "\x1b" not in hostile_html()


def test_markdown_of_a_hostile_report_has_no_live_markup() -> None:
    out = render(hostile(), format="md")
    assert "<script" not in out.replace("\\<script", "")
    assert "](javascript" not in out.replace("\\](javascript", "")
    assert "\u202e" not in out


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_nothing_runs_in_a_browser(tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    file.write_text(hostile_html(), encoding="utf-8", errors="strict")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
         "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
         file.as_uri()],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "data-owned=" not in done.stdout.replace("data-owned','1'", "")
    assert "<h1>Taken over</h1>" not in done.stdout
    assert "Reports in full" in done.stdout


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", "https://", "http:x",
     "https://a b", "https://x\n.example", 'https://x"onclick=', "", None, "https://[x"],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) == ""


def test_a_web_address_stays() -> None:
    assert web_address("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"


def test_a_drawn_chart_keeps_shapes_only() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0 0 9 9" height="9" onload="x()"><script>x()</script><style>*{}</style>'
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>'
        '<a xlink:href="https://x"><text>in a link</text></a><image href="https://x"/>'
        '<g id="q" clip-path="url(#z)" class="k" style="x"><path d="M0 0" fill="#101010" '
        'stroke="url(https://x)"/></g></svg>'
    )
    out = clean(svg)
    for word in ("script", "style>", "foreign", "href", "image", "onload", "url(", "id=", "class"):
        assert word not in out
    assert 'fill="var(--ink,#101010)"' in out and "<path" in out


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_escaped_markdown_is_one_line_without_live_marks(text: str) -> None:
    out = escape(text)
    assert "\n" not in out
    plain = out.replace("\\\\", "")
    for mark in "`*_[]<>|":
        assert f"\\{mark}" in plain or mark not in plain
        assert plain.count(mark) == plain.count(f"\\{mark}")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_visible_text_has_no_control_left_and_is_stable(text: str) -> None:
    once = visible(text)
    assert not any(ord(c) < 32 and c not in "\t\n" for c in once)
    assert "\u202e" not in once
    assert visible(once) == once


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=4))
def test_any_text_can_be_printed(paragraphs: list[str]) -> None:
    made = report("T", "P", paragraphs, None, "unknown")
    formats: tuple[Literal["html", "md"], ...] = ("html", "md")
    for format in formats:
        out = render(BriefData(reports=[made]), format=format)
        out.encode("utf-8")
