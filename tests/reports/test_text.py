"""Characters and lines: encodings, junk, wrapped text, hyphens, languages, Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.reports.clean import clean_field, clean_line, clean_text
from accord.reports.decode import decode
from accord.reports.draft import Draft
from accord.reports.language import judge, language_name
from accord.reports.text import join_rows, text_lines

from .factory import BODY, LEAD, QUOTE, pieces

SAMPLE = f"{QUOTE} Zażółć – 한국 – naïve."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_read_with_and_without_marks(encoding: str) -> None:
    assert decode(SAMPLE.encode(encoding)) == SAMPLE


def test_windows_text_is_read_with_its_quotation_marks() -> None:
    text = QUOTE * 3 + " Café, £5 — naïve."
    assert decode(text.encode("cp1252")) == text
    assert decode(text.encode("cp1252"), "iso-8859-1") == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр иностранных дел прибыл в порт с тремя ящиками запасных частей. " * 5),
        ("euc_kr", "외무부 장관이 부품 세 상자를 가지고 항구에 도착했다고 관리들이 말했다. " * 5),
        ("shift_jis", "外務大臣が三箱の部品を持って港に到着したと当局者は述べた。" * 5),
    ],
)
def test_other_encodings_are_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_damaged_byte_does_not_turn_utf8_into_something_else() -> None:
    data = SAMPLE.encode() * 20
    assert decode(data[:50] + b"\xff" + data[50:]).count("한국") == 20


@pytest.mark.parametrize("hint", ["no-such-charset", "base64", "rot13", "", "utf-8\x00"])
def test_a_bad_charset_label_is_passed_over(hint: str) -> None:
    assert decode(SAMPLE.encode(), hint) == SAMPLE


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "utf-16"]))
def test_any_bytes_are_decoded(data: bytes, hint: str | None) -> None:
    assert isinstance(decode(data, hint), str)


def test_hidden_characters_are_taken_out_and_others_are_not() -> None:
    hidden = "\u202e\u2066\u200b\u00ad\ufeff\x07\U000e0041"
    assert clean_line(f"Ver{hidden}rin\u00a0sent \t 5\u202f000") == "Verrin sent 5 000"
    assert clean_text("a\r\nb\u2028c\x85d\x0ce") == "a\nb\nc\nd\ne"
    assert clean_text("Ko\u200drea \ud800") == "Korea \ufffd"
    for kept in ("café", "cafe\u0301", "👩\u200d🚀", "می\u200cخواهم", "—“”…", "한국"):
        assert clean_text(kept) == kept


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_is_idempotent_and_leaves_one_line(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line and line == line.strip() and "  " not in line
    line.encode("utf-8")


def test_fields_are_short_clean_lines() -> None:
    assert clean_field(" A \n B ") == "A B"
    assert clean_field("x" * 900) == "x" * 500
    assert clean_field("  ") is clean_field(None) is clean_field(["a"]) is None


def _wrap(text: str, width: int) -> str:
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return "\n".join([*rows, row])


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    wrapped = "\n\n".join(_wrap(paragraph, width) for paragraph in BODY)
    assert [line.text for line in text_lines(wrapped)] == list(BODY)


def test_paragraphs_without_blank_lines_stay_apart() -> None:
    assert [line.text for line in text_lines("\n".join(BODY))] == list(BODY)


def test_lists_are_not_taken_for_wrapped_text() -> None:
    rows = [
        "Nine crates of spare parts for boats", "Six crates of rope and other tackle",
        "Two crates that nobody has opened yet", "One letter to the harbour master",
    ]  # fmt: skip
    assert [line.text for line in text_lines("\n".join(rows))] == rows


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the agree-", "ment held", "the agreement held"),
        ("an anti-", "tank weapon", "an anti-tank weapon"),
        ("a Russian-", "made boat", "a Russian-made boat"),
        ("from Port-", "Aldis", "from Port-Aldis"),
        ("the boats", "left", "the boats left"),
        ("it waited –", "and left", "it waited – and left"),
        ("and/", "or", "and/or"),
    ],
)
def test_rows_are_joined_as_a_reader_would(left: str, right: str, joined: str) -> None:
    assert join_rows(left, right) == joined


ENGLISH = ("en",)


@pytest.mark.parametrize(
    "text",
    [
        "Putin visited Pyongyang.",
        "Kim Jong Un met Xi Jinping in Beijing.",
        "KCNA: ROK NIS NATO DPRK",
        "Yoon Suk Yeol, Fumio Kishida",
        "9,000 – 11,000",
        LEAD,
        f"{LEAD} “조약을 체결했다,” he said.",
    ],
)
def test_english_and_undecidable_texts_are_not_foreign(text: str) -> None:
    assert judge(text, ENGLISH)[1] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Minister sagte, dass die Lieferungen weitergehen würden. " * 5, "de"),
        ("Le ministre a déclaré mercredi que les livraisons continueraient cet hiver. " * 4, "fr"),
        ("북한은 러시아와 조약을 체결했다.", "ko"),
        ("Президент прибыл в порт с тремя ящиками запасных частей.", "ru"),
    ],
)  # fmt: skip
def test_foreign_texts_are_named(text: str, code: str) -> None:
    assert judge(text, ENGLISH) == (code, code)
    assert judge(text, (code,))[1] is None
    assert language_name(code) in {"German", "French", "Korean", "Russian"}


def _markdown(text: str) -> Draft:
    (draft,) = pieces(text, "note.md")
    assert isinstance(draft, Draft)
    return draft


def test_markdown_marks_go_and_words_stay() -> None:
    draft = _markdown(
        f"---\ntitle: Ship leaves\ndate: 2024-06-20\nurl: javascript:x\nsite: Coastal Times\n---\n"
        f"# Ship leaves\n\n**{LEAD}** See [the *map*](http://m.example/a_b).\n\n"
        f"![pier](a.png)\n\n> {BODY[1]}\n\n## Next\n\n- nine crates of spare parts\n1. snake_case\n"
    )
    assert draft.title == "Ship leaves"
    assert [date.value for date in draft.dates] == ["2024-06-20"]
    assert [(line.role, line.text) for line in draft.lines] == [
        ("title", "Ship leaves"),
        (None, f"{LEAD} See the map."),
        (None, BODY[1]),
        ("heading", "Next"),
        ("body", "nine crates of spare parts"),
        (None, "snake_case"),
    ]
    assert draft.url is None
    assert draft.publisher == "Coastal Times"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="#*_`[]()!>-: \nab", max_size=200))
def test_any_markdown_is_read(text: str) -> None:
    for line in _markdown(f"x {text}").lines:
        assert line.text == clean_line(line.text)
