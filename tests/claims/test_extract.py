"""The whole way from a report to its claims."""

from __future__ import annotations

import pytest
from factory import make_report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.claims.extract import Extractor
from accord.claims.parse import Parser
from accord.model import check_spans

_EXTRACTOR = Extractor(Parser())

_words = st.sampled_from(
    [
        "North Korea", "Russia", "said", "that", "sent", "11,000 containers", "5m rounds", "to",
        "Seoul", "officials", "on Monday", "since September", "if", "may", "probably", "not", "“",
        "”", "‘", "—", ";", ",", ".", "which", "and", "the two leaders", "he", "treaty", "1961",
        "has yet to transfer", "😀", "\u202e", "한국", "<script>", "{{7*7}}", "\n\n", "at least",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_words, max_size=30))
def test_every_claim_quotes_the_text(words: list[str]) -> None:
    report = make_report(" ".join(words), "2024-06-22")
    for claim in _EXTRACTOR.extract(report):
        check_spans(claim, report.text)
        assert claim.report == report.id
        start, end = claim.passage
        assert start <= claim.start < claim.end <= end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=150))
def test_no_text_breaks_the_reader(text: str) -> None:
    report = make_report(text)
    for claim in _EXTRACTOR.extract(report):
        check_spans(claim, report.text)


TEXT = (
    "Ukrainian officials said on Monday that Russia had received at least 40 tanks from Belarus. "
    "Belarus may send more. If talks fail, Poland will close the border."
)


def test_reading_twice_gives_the_same_claims() -> None:
    report = make_report(TEXT, "2024-06-22")
    first, again = _EXTRACTOR.extract(report), Extractor(Parser()).extract(report)
    assert first == again
    assert len({claim.id for claim in first}) == len(first) > 0


def test_one_claim_holds_who_what_when_and_how_much() -> None:
    claims = _EXTRACTOR.extract(make_report(TEXT, "2024-06-22"))
    (claim,) = [c for c in claims if "40 tanks" in c.quote]
    assert [link.source for link in claim.voice] == ["Ukrainian officials"]
    assert claim.voice[0].actor is not None
    assert claim.voice[0].actor.country == "UKR"
    assert claim.kind == "quantity"
    (quantity,) = claim.quantities
    assert (quantity.value, quantity.low, quantity.bound) == (40, 40, "at_least")
    assert claim.transfer is not None
    assert (claim.transfer.supplier, claim.transfer.recipient) == ("BLR", "RUS")
    assert claim.certainty.level == "asserted"


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Belarus may send more", "possible"), ("Poland will close the border", "conditional")],
)
def test_what_has_not_happened_says_so(words: str, kind: str) -> None:
    claims = _EXTRACTOR.extract(make_report(TEXT, "2024-06-22"))
    found = [c for c in claims if words in c.quote]
    assert found
    assert all(kind in (c.kind, c.certainty.level) for c in found)


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "“" * 5_000, "(" * 5_000, "a—b—" * 3_000, "1,0" * 10_000, "and " * 20_000],
    ids=["no blanks", "quotes", "brackets", "dashes", "digits", "words"],
)
def test_junk_is_read_without_harm(text: str) -> None:
    for claim in _EXTRACTOR.extract(make_report(text)):
        check_spans(claim, text)
