from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.model import ActorRef, Claim, Report, SpanError, check_spans, claim_id, make_claim

texts = st.text(min_size=1, max_size=200)


def report(text: str) -> Report:
    return Report(id="r_test", text=text, blocks=())


@given(texts, st.integers(-5, 205), st.integers(-5, 205))
def test_a_claim_quotes_its_report_or_is_refused(text: str, start: int, end: int) -> None:
    try:
        claim = make_claim(report(text), start, end, kind="state")
    except SpanError:
        return
    assert claim.quote == text[claim.start : claim.end]
    assert 0 <= claim.start < claim.end <= len(text)


def test_a_span_inside_a_claim_must_lie_in_the_text() -> None:
    outside = ActorRef(id="RUS", name="Russia", country="RUS", span=(3, 40))
    with pytest.raises(SpanError):
        make_claim(report("Russia left."), 0, 12, kind="event", actors=(outside,))


def test_a_changed_quote_is_found_out() -> None:
    claim = make_claim(report("Five ships left."), 0, 15, kind="state")
    with pytest.raises(SpanError):
        check_spans(msgspec.structs.replace(claim, quote="Six ships left."), "Five ships left.")


def test_the_id_is_that_of_the_content_alone() -> None:
    first = make_claim(report("Five ships left."), 0, 15, kind="state")
    again = make_claim(report("Five ships left."), 0, 15, kind="state")
    other = make_claim(report("Five ships left."), 0, 10, kind="state")
    in_matter = msgspec.structs.replace(first, matter="m_1")
    assert first.id == again.id == claim_id(in_matter) != other.id


def test_json_round_trip() -> None:
    claim = make_claim(report("Five ships left."), 0, 15, kind="state", abstained=("no_time",))
    assert msgspec.json.decode(msgspec.json.encode(claim), type=Claim) == claim
