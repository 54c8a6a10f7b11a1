"""The rules of the grammar of times: patterns over item codes, and what each match denotes.

The codes are those of `claims.timewords`. A rule's maker gets the match and gives a `Sense`, or
None where the words turn out not to be a time ("2000 rounds", "February 30"): then the items are
passed over as if no rule had matched.
"""

from __future__ import annotations

import re
from functools import cache

from accord.claims.timedays import (
    clock_sense,
    day_of_named_month,
    day_sense,
    days_sense,
    hour_of_part,
    iso_sense,
    month_sense,
    part_of_named_day,
    part_of_this_day,
    reference_sense,
    the_past,
    weekday_sense,
)
from accord.claims.timeperiods import (
    end_of_year,
    first_units,
    last_quarter_of,
    latest_period,
    part_of_month,
    period_of_year,
    quarter_of_year_before,
    the_unit,
    week_of,
    year_earlier,
)
from accord.claims.timesense import Context, Hit, Maker, Sense
from accord.claims.timesets import (
    every_other,
    every_sense,
    holiday_sense,
    named_period,
    set_word,
    weekdays,
)
from accord.claims.timespans import (
    age_of_thing,
    ago_sense,
    another_unit,
    bare_units,
    duration_sense,
    earlier_sense,
    long_amount,
    long_unit,
    long_word,
    many_units,
    moved_units,
    per_unit,
    quarter_century,
    running_unit,
    that_unit,
    this_unit,
    unsure_units,
)
from accord.claims.timeyears import (
    century_sense,
    decade_sense,
    quarter_sense,
    season_sense,
    year_sense,
    years_sense,
)


def match_at(context: Context, at: int) -> tuple[Sense | None, int] | None:
    """The longest expression that begins at item `at`: (sense, stop), or None."""
    best: tuple[Sense | None, int] | None = None
    for pattern, maker in _compiled():
        match = pattern.match(context.codes, at)
        if match is None or (best is not None and match.end() <= best[1]):
            continue
        sense = maker(Hit(context, match))
        if sense is None and (shorter := _without_year(pattern, match)) is not None:
            match = shorter
            sense = maker(Hit(context, match))
        if sense is not None and (best is None or match.end() > best[1]):
            best = (sense, match.end())
    return best


def _without_year(pattern: re.Pattern[str], match: re.Match[str]) -> re.Match[str] | None:
    """The match again without its year: "in September, 2000 rounds" names no year."""
    if pattern.groupindex.get("y") is None or match.start("y") <= match.start():
        return None
    return pattern.match(match.string, match.start(), match.start("y"))


_YEAR = r"(?: ,?s?F?(?P<y>Y) | s?(?P<r>[LXt])y )"
"""A year after a month, season or quarter: "2024", "of 2024", "last year"."""
_MOD = r"(?: T?(?: (?P<q>m)[-is]? | (?P<b>b)[-s] )T? )?"
_MODT = r"T?(?: (?: (?P<q>m)[-is]? | (?P<b>b)[-s] )T? )?"
_PARTDAY = r"(?: (?P<p>P) )?"
_NUM = r"~?(?: (?P<n>[DNYVA]) | (?P<g>h)(?:A|-|sA)? )[-+s]?\+?(?P<u>[Uyu])(?: nA(?P<h>h) )?a?"
_DAYNAME = r"(?: [tL]?X?W,?j? )?"

_RULES: tuple[tuple[str, Maker], ...] = (
    (rf"{_DAYNAME}{_MOD}(?P<x>[LXt])?(?P<m>M)(?P<d>[DO]){_YEAR}?{_PARTDAY}", day_sense),
    (rf"{_DAYNAME}T?(?P<d>[DO])(?:(?<=O)s)?(?P<m>M){_YEAR}?{_PARTDAY}", day_sense),
    (rf"{_DAYNAME}(?P<m>M)(?P<d>[DO])[-=k](?P<e>[DO]){_YEAR}?", days_sense),
    (rf"T?(?P<d>[DO])[-=k](?P<e>[DO])s?(?P<m>M){_YEAR}?", days_sense),
    (rf"{_MOD}(?: T(?=X) | t(?=L) )?(?P<x>[LXt])?(?P<m>M){_YEAR}?", month_sense),
    (r"T?(?P<d>[DO])", day_of_named_month),
    (r"(?P<i>I)", iso_sense),
    (
        rf"{_MOD}[el]?(?:T(?=[LX]))?t?(?P<x>[LXt])?(?P<w>W){_PARTDAY}(?: s?(?P<k>[LXt])(?P<u>U) )?",
        weekday_sense,
    ),
    (rf"{_MOD}[el]?(?P<r>R)(?: ,?(?P<p>P) )?", reference_sense),
    (r"T(?P<x>L)(?![DNVYUuyFMWSPshrO])", the_past),
    (rf"{_MOD}[el]?T?(?P<x>[LtGX])(?P<p>P)", part_of_this_day),
    (r"T?(?P<q>m)-?(?P<p>P)", part_of_named_day),
    (r"T(?P<p>P)", part_of_named_day),
    (r"(?P<c>C)Z?", clock_sense),
    (r"(?P<c>[DN])(?: iT | @ )(?P<p>P)", hour_of_part),
    (rf"{_MOD}(?P<f>F)?y?(?P<y>Y)", year_sense),
    (r"T(?P<f>y)(?P<y>Y)", year_sense),
    (r"T(?P<y>Y)(?P<u>[Uv])", period_of_year),
    (r"T?Gv(?P<r>L)y", period_of_year),
    (r"(?P<r>[LXt])y\.\.(?P<u>[Uv])", period_of_year),
    (r"(?P<r>[LXt])y\.\.(?P<o>O)-?(?P<u>U)", quarter_sense),
    (r"(?P<r>[LXt])y\.\.(?P<o>O)(?P<h>h)", quarter_sense),
    (r"T?y-[eB](?P<o>O)-?(?P<u>U)", quarter_of_year_before),
    (rf"T?(?P<o>[OL])(?P<u>[Uu])s(?P<x>[LXt])?(?P<m>M){_YEAR}?", part_of_month),
    (rf"T?(?P<o>O)(?P<h>h)s(?P<x>[LXt])?(?P<m>M){_YEAR}?", part_of_month),
    (r"T?(?P<x>L)(?P<u>U)sF?(?P<y>Y)", last_quarter_of),
    (r"T(?P<x>L)v", latest_period),
    (r"y-?(?P<b>b)", end_of_year),
    (r"T?(?P<q>m)-?(?P<u>[Uy])", end_of_year),
    (r"(?P<y>Y)[-=](?P<z>[YDN])", years_sense),
    (rf"{_MODT}(?P<k>K)", decade_sense),
    (rf"{_MODT}(?P<o>O)-?(?P<u>U)", century_sense),
    (rf"{_MODT}(?:t(?=L))?(?P<x>[LXt])?(?P<s>S){_YEAR}?", season_sense),
    (rf"{_MODT}(?P<o>O)-?(?P<u>U){_YEAR}?", quarter_sense),
    (r"T?(?P<y>Y)(?P<o>O)-?(?P<u>U)", quarter_sense),
    (rf"(?P<o>Q){_YEAR}?", quarter_sense),
    (rf"T?(?P<o>O)(?P<h>h){_YEAR}", quarter_sense),
    (rf"{_MODT}(?P<a>[el])?(?:t(?=L))?(?P<x>[LXt])F?(?P<u>[Uy])", this_unit),
    (r"(?P<a>[el])?T?G?(?P<x>G)(?P<u>[Uy])", that_unit),
    (r"T?(?P<x>[LX])(?P<n>[DNYV])\+?s?(?P<u>u)", many_units),
    (r"T?(?P<x>[LXr])(?P<u>u)", many_units),
    (r"T?(?P<o>O)(?P<n>[DNYV])(?P<u>u)", first_units),
    (r"(?P<n>[DN])-?n-?A?-?(?P<h>h)-?(?P<u>[Uyu])", duration_sense),
    (rf"{_NUM}-?\+", long_amount),
    (rf"{_NUM}-?\.", age_of_thing),
    (r"(?P<u>u)-\.", age_of_thing),
    (r"(?P<u>g)", long_word),
    (r"(?P<u>u)(?P<w>[elB])", moved_units),
    (r"A(?P<u>[Uy])", per_unit),
    (_NUM, duration_sense),
    (r"A?(?P<q>U)(?: - | sA )(?P<u>U)", quarter_century),
    (r"T(?P<n>[DN])(?P<u>u)", duration_sense),
    (r"~?A(?P<u>[Uy])", per_unit),
    (r"~?A?\+(?P<u>[Uy])", another_unit),
    (r"(?P<u>[Uyu])-\+", long_unit),
    (r"T?(?P<q>b)sT(?P<u>[Uy])", running_unit),
    (r"(?P<a>[el])iT(?P<u>[Uy])", running_unit),
    (r"~?A(?P<u>[Uy])o[DN]", unsure_units),
    (r"~?[DN][ok=-][DN]-?(?P<u>[Uyu])", unsure_units),
    (r"(?P<u>u)", bare_units),
    (rf"{_NUM}B", ago_sense),
    (rf"{_NUM}(?P<f>>)", ago_sense),
    (rf"{_NUM}(?P<w>[el])", earlier_sense),
    (r"y-[eB]", year_earlier),
    (r"T?y-[eB](?P<u>[Uv])", year_earlier),
    (rf"T?(?P<u>U)s{_DAYNAME}(?P<m>M)(?P<d>[DO]){_YEAR}?", week_of),
    (r"T(?P<u>[Uy])", the_unit),
    (r"T(?P<f>[F+])(?P<u>y)", the_unit),
    (r"(?P<d>d)", set_word),
    (r"E(?P<n>[DN])?(?P<u>[Uyu])", every_sense),
    (r"E(?P<o>O)(?P<u>[Uy])", every_sense),
    (r"E\.(?P<u>[Uy])", every_other),
    (r"E(?: (?P<w>W)(?P<p>P)? )", every_sense),
    (r"E(?: (?P<m>M) | (?P<s>S) | (?P<p>P) )", every_sense),
    (r"(?P<w>W)(?P<p>p)", weekdays),
    (r"(?P<w>w)(?P<p>[pP])?", weekdays),
    (rf"(?P<x>[LXt])?(?P<h>H){_YEAR}?", holiday_sense),
    (rf"{_MODT}(?P<j>J)", named_period),
)
_FIRST = re.compile(r"[^TAsijnok@v,\-=/.!PpZB>]|[TA](?=[^TAsijnok@v,\-=/.!pZB>])")
"""Where an expression may begin: not with a preposition, a mark or a word of no time, nor with an
article before such a one, as most articles are."""


def next_start(codes: str, at: int) -> int:
    """The next item at or after `at` that an expression may begin with; their number for none."""
    found = _FIRST.search(codes, at)
    return found.start() if found else len(codes)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """The rules, compiled. Codes are single letters and no repetition is open, so each try at an
    item is bounded.
    """
    return tuple((re.compile(source, re.VERBOSE), maker) for source, maker in _RULES)
