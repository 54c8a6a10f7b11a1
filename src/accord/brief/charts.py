"""Charts: made with Altair, drawn to SVG by vl-convert, cleaned, and coloured by the page.

The SVG that comes out holds shapes and text only. Colours are the page's own (CSS variables with a
fallback), so that one chart serves light, dark and print. Altair is loaded when the first chart is
drawn; a page without charts does not need it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from accord.brief.marks import word
from accord.brief.safe import visible
from accord.brief.words import words
from accord.model import Bound

INK, SOFT, RULE, PAPER = "#101010", "#606060", "#c0c0c0", "#fffdf8"
COOPERATION, CONFLICT, ACCENT = "#1f6f8b", "#b3541e", "#8a1c1c"
_VARIABLES = {
    INK: "ink", SOFT: "soft", RULE: "rule", PAPER: "paper", COOPERATION: "cooperation",
    CONFLICT: "conflict", ACCENT: "accent",
}  # fmt: skip
FONT = "Georgia, 'DejaVu Serif', serif"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One claimant's figure: `low`/`high` as far as the words give them; `value` what they name.

    `sure` are the words of its mark, "" where it is flatly asserted.
    """

    who: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    sure: str = ""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One dated claim: ISO dates, the lane it is drawn in, and the shape of how sure it is."""

    start: str
    end: str
    lane: str
    look: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A tie between two named actors: quad class, number of claims, and how far it lies from the
    middle of its pair's ties (0 for the only one)."""

    left: str
    right: str
    quad: int
    claims: int
    lane: float = 0.0


WIDE, NARROW = 860, 340
"""Widths that a chart is drawn in: for a desk or paper, and for a phone."""


def figures_chart(rows: Sequence[FigureRow], unit: str, width: int = WIDE) -> str:
    """Figures by claimant: a dot for a number, a bar for its bound, a triangle at an open end."""
    import altair as alt

    top = max(_ends(row)[1] for row in rows)
    room = 100 if width > NARROW else 50
    data = [_figure_datum(row, i, top * 1.15, room) for i, row in enumerate(rows)]
    y = alt.Y("key:N", sort=[d["key"] for d in data], axis=None)
    x = _value_axis(alt, unit, top)
    source = alt.Data(values=data)
    base = alt.Chart(source).encode(y=y)
    named = base.transform_filter("datum.value != null")
    layers = [
        base.mark_rule(color=RULE, strokeWidth=1).encode(
            x=alt.value(0), x2=alt.value(width)),
        base.transform_filter("datum.low < datum.high").mark_bar(
            color=COOPERATION, height=9, opacity=0.35).encode(x=x, x2="high:Q"),
        base.transform_filter("datum.open_low").mark_point(
            shape="triangle-left", color=COOPERATION, filled=True, size=70).encode(x="low:Q"),
        base.transform_filter("datum.open_high").mark_point(
            shape="triangle-right", color=COOPERATION, filled=True, size=70).encode(x="high:Q"),
        named.mark_point(filled=True, size=60, color=INK, opacity=1).encode(x="value:Q"),
        base.mark_text(align="left", baseline="bottom", dx=2, dy=-7, fontSize=12, color=INK).encode(
            x=alt.value(0), text="label:N"),
    ]  # fmt: skip
    return draw(alt.layer(*layers).properties(width=width, height=len(rows) * 42))


def _value_axis(alt: Any, unit: str, top: float) -> Any:
    """The axis of a figures chart: numbers in full while they are short."""
    axis = alt.Axis(
        format=",.0f" if 20 <= top < 100_000 else "~s",
        title=unit,
        grid=True,
        tickCount=5,
        domain=False,
    )
    return alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))


def _ends(row: FigureRow) -> tuple[float, float]:
    """The least and greatest number that a row names."""
    known = [n for n in (row.value, row.low, row.high) if n is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _figure_datum(row: FigureRow, place: int, edge: float, room: int) -> dict[str, Any]:
    """A row for the chart: an open end runs to the edge of the chart, and is marked as open.

    A label longer than `room` characters loses letters of the name, never of the figure.
    """
    low, high = _ends(row)
    open_high = row.bound == "at_least"
    open_low = row.bound in ("up_to", "at_most")
    told = f"{row.words} {row.sure}".strip()
    who = visible(row.who, max(12, room - len(told)))
    label = f"{who}: {told}" if who else told
    return {
        "key": f"{place:03}", "label": visible(label, room + 40), "value": row.value,
        "low": 0.0 if open_low else low, "high": edge if open_high else high,
        "open_low": open_low, "open_high": open_high,
    }  # fmt: skip


def timeline_chart(rows: Sequence[TimeRow], width: int = WIDE) -> str:
    """Dated claims over time in lanes: a bar for an interval; the mark's shape says how sure."""
    import altair as alt

    lanes = list(dict.fromkeys(row.lane for row in rows))
    data = [
        {"start": r.start, "end": r.end, "lane": visible(r.lane, 40), "look": word(r.look),
         "long": r.start != r.end}
        for r in rows
    ]  # fmt: skip
    used = [name for name in words().shapes if any(row.look == name for row in rows)]
    ticks = 9 if width > NARROW else 4
    axis = alt.Axis(title=None, grid=True, tickCount=ticks, domain=False, labelOverlap=True)
    x = alt.X("start:T", axis=axis, scale=alt.Scale(padding=14))
    lane_axis = alt.Axis(title=None, domain=False, ticks=False, labelLimit=110)
    y = alt.Y("lane:N", sort=[visible(n, 40) for n in lanes], axis=lane_axis)
    base = alt.Chart(alt.Data(values=data)).encode(y=y, x=x)
    shape = alt.Shape(
        "look:N",
        scale=alt.Scale(
            domain=[word(name) for name in used],
            range=[words().shapes[name].path for name in used],
        ),
        legend=alt.Legend(title=None, orient="top", symbolFillColor=INK, symbolStrokeWidth=0),
    )
    spans = base.transform_filter("datum.long").mark_bar(
        height=5, color=COOPERATION, opacity=0.22, cornerRadius=2).encode(x2="end:T")  # fmt: skip
    marks = base.mark_point(
        filled=True, size=120, color=INK, stroke=PAPER, strokeWidth=1, opacity=1
    ).encode(shape=shape)
    return draw(alt.layer(spans, marks).properties(width=width - 110, height=len(lanes) * 32))


def relations_chart(
    rows: Sequence[EdgeRow], places: dict[str, tuple[float, float]], width: int = 520
) -> str:
    """Actors and ties: colour and side for cooperation or conflict, dashes for words alone."""
    import altair as alt

    most = max(row.claims for row in rows)
    edges = [_edge_datum(row, places, most) for row in rows]
    nodes = [
        {"name": visible(n, 30), "x": x, "y": y, "align": _side(x, y)}
        for n, (x, y) in places.items()
    ]
    scale = alt.Scale(domain=[-1.9, 1.9])
    edge = (
        alt.Chart(alt.Data(values=edges))
        .mark_rule(opacity=0.9)
        .encode(
            x=alt.X("x:Q", scale=scale, axis=None),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[-1.25, 1.25]), axis=None),
            x2="x2:Q", y2="y2:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            color=alt.Color("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=alt.Scale(
                domain=["words", "deeds"], range=[[5, 4], [1, 0]]), legend=None),
        )
    )  # fmt: skip
    node = alt.Chart(alt.Data(values=nodes)).encode(x="x:Q", y="y:Q")
    dots = node.mark_point(filled=True, size=90, color=INK, opacity=1)
    layers: list[Any] = [edge, dots]
    for align, dx, dy in (("left", 10, 0), ("right", -10, 0), ("above", 0, -14), ("below", 0, 16)):
        layers.append(
            node.transform_filter(f"datum.align == '{align}'")
            .mark_text(align=align if dx else "center", dx=dx, dy=dy, fontSize=13, color=INK)
            .encode(text="name:N")
        )
    return draw(alt.layer(*layers).properties(width=width, height=round(width * 0.62)))


def _side(x: float, y: float) -> str:
    """Where a name stands by its dot: outward of the circle. "left" is how it is aligned."""
    if abs(x) < 0.05:
        return "above" if y > 0 else "below"
    return "left" if x > 0 else "right"


def _edge_datum(
    row: EdgeRow, places: dict[str, tuple[float, float]], most: int
) -> dict[str, object]:
    """An edge, moved sideways by its lane so that no two of a pair lie on each other."""
    (x, y), (x2, y2) = places[row.left], places[row.right]
    length = ((x2 - x) ** 2 + (y2 - y) ** 2) ** 0.5 or 1.0
    shift = row.lane * 0.075
    dx, dy = -(y2 - y) / length * shift, (x2 - x) / length * shift
    return {
        "x": x + dx, "y": y + dy, "x2": x2 + dx, "y2": y2 + dy,
        "width": 1.4 + 2.6 * row.claims / most,
        "colour": COOPERATION if row.quad in (1, 2) else CONFLICT,
        "dash": "words" if row.quad in (1, 3) else "deeds",
    }  # fmt: skip


def draw(chart: Any) -> str:
    """Draw a chart as an SVG element for the page."""
    import vl_convert

    styled = chart.configure(
        background="transparent", font=FONT, padding={"left": 4, "right": 8, "top": 6, "bottom": 4}
    ).configure_view(stroke=None)
    styled = styled.configure_axis(
        labelColor=SOFT, titleColor=SOFT, gridColor=RULE, tickColor=RULE, domainColor=RULE,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal", gridOpacity=0.5,
    ).configure_legend(labelColor=INK, symbolStrokeColor=INK, labelFontSize=11)  # fmt: skip
    return clean(vl_convert.vegalite_to_svg(styled.to_dict(validate=False)))


_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan"})
_ATTRIBUTES = frozenset({
    "d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-miterlimit", "stroke-linecap", "opacity", "transform", "x", "y", "x1", "x2", "y1", "y2",
    "width", "height", "cx", "cy", "r", "rx", "ry", "viewBox", "text-anchor", "font-size",
    "font-family", "font-weight", "font-style", "dx", "dy", "pointer-events",
})  # fmt: skip
_ACTIVE = re.compile(r"url\s*\(|javascript:|expression", re.IGNORECASE)


def clean(svg: str) -> str:
    """Keep known shapes and plain attributes of an SVG; map its colours to the page's variables."""
    root = fromstring(svg)
    _strip(root)
    view = root.get("viewBox")
    if view:
        root.attrib.pop("height", None)
        root.set("width", "100%")
        root.set("style", f"max-width:{view.split()[2]}px")
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("role", "img")
    root.set("focusable", "false")
    return str(tostring(root, encoding="unicode"))


def _strip(element: Element) -> None:
    """Take everything out of an element, and of those in it, that is not on the lists."""
    element.tag = str(element.tag).removeprefix(_SVG)
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES or _ACTIVE.search(value):
            del element.attrib[name]
        elif name in ("fill", "stroke"):
            element.set(name, _colour(value))
    for child in list(element):
        tag = str(child.tag).removeprefix(_SVG)
        if tag not in _ELEMENTS or tag == "svg":
            element.remove(child)
        else:
            _strip(child)


def _colour(value: str) -> str:
    """A colour of the page for one of the chart's; other colours stay."""
    name = _VARIABLES.get(value.lower())
    return f"var(--{name},{value})" if name else value
