"""Marked spans: however claims overlap, the sentence is whole and each piece knows its claims."""

from __future__ import annotations

from functools import cache

from brief_factory import world
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief.build import build
from accord.brief.full import segments
from accord.brief.page import Note, Page
from accord.model import Report, make_claim

TEXT = "One sentence with a good many words in it, for spans to lie across."


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 4), st.integers(4, len(TEXT))).map(
            lambda p: (p[0], min(len(TEXT), p[0] + p[1]))
        ),
        max_size=8,
        unique=True,
    )
)
def test_pieces_joined_are_the_sentence_again(spans: list[tuple[int, int]]) -> None:
    report = Report(id="r_1", text=TEXT, blocks=())
    claims = [make_claim(report, *span, kind="event", passage=(0, len(TEXT))) for span in spans
              if TEXT[span[0]:span[1]].strip()]  # fmt: skip
    notes = [Note(f"n{i}", i, claim, None) for i, claim in enumerate(claims)]
    found = segments(TEXT, (0, len(TEXT)), claims, notes)
    assert "".join(piece.text for piece in found) == TEXT
    at = 0
    for piece in found:
        middle = at + len(piece.text) // 2
        over = {f"n{i}" for i, c in enumerate(claims) if c.start <= middle < c.end}
        assert set(piece.claims) == over and piece.depth == len(over)
        at += len(piece.text)


@cache
def page() -> Page:
    return build(world())


def test_every_claim_has_a_note_beside_its_sentence() -> None:
    notes = [n for full in page().reports for p in full.paragraphs for n in p.notes]
    assert {note.claim.id for note in notes} == {claim.id for claim in world().claims}
    assert all(note.entry is not None for note in notes)


def test_marked_words_are_the_claims_own() -> None:
    for full in page().reports:
        for paragraph in full.paragraphs:
            for sentence in paragraph.sentences:
                for note in sentence.claims:
                    marked = "".join(s.text for s in sentence.segments if note.id in s.claims)
                    assert marked == note.claim.quote


def test_paragraphs_hold_the_whole_report() -> None:
    for full in page().reports:
        for paragraph, block in zip(full.paragraphs, full.source.report.blocks, strict=True):
            text = "".join(s.text for sentence in paragraph.sentences for s in sentence.segments)
            assert text == full.source.report.text[block.start : block.end]
