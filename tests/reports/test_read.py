"""Reading as a whole: sources, bounds, archives, the worker, reasons, identity."""

from __future__ import annotations

import gzip
import io
import os
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.model import Report, SetAside, report_id
from accord.reports import DEFAULTS, REASONS, Settings, UnreadableError, find_sources, read_reports
from accord.reports import worker as worker_module
from accord.reports.detect import detect
from accord.reports.draft import Fault
from accord.reports.formats import Job
from accord.reports.worker import Worker

from .factory import (
    BODY,
    HERE,
    LEAD,
    QUOTE,
    aside,
    blocks,
    body,
    docx,
    mail,
    only,
    outcomes,
    page,
    pdf,
    tarred,
    zipped,
)

TEXT = "\n\n".join(BODY)
GERMAN = "Der Minister sagte, dass die Lieferungen weitergehen würden. "


def _write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# ------------------------------------------------------------------ sources


def test_folders_are_walked_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden", ".git/x", "~$lock.docx"):
        _write(tmp_path, name, TEXT)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = find_sources([str(tmp_path), str(tmp_path / "b.txt"), "-", "https://x.example/a", "no"])
    names = [os.path.relpath(source.path, tmp_path) for source in found[:3]]
    assert names == ["a/10.txt", "a/2.txt", "b.txt"]
    assert [(source.path, source.kind) for source in found[3:]] == [
        ("-", "stdin"), ("https://x.example/a", "url"), ("no", "missing"),
    ]  # fmt: skip


def test_standard_input_is_sniffed() -> None:
    for data in (TEXT.encode(), page("".join(f"<p>{text}</p>" for text in BODY)).encode()):
        (report,) = read_reports(["-"], settings=HERE, stdin=io.BytesIO(data))
        assert isinstance(report, Report)
        assert body(report) == list(BODY)
        assert report.origin == "-"
    (nothing,) = read_reports(["-"], settings=HERE)
    assert isinstance(nothing, SetAside) and nothing.code == "empty"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("bytes.txt", bytes(range(256)) * 20, "binary"),
        ("zeros.txt", b"abc\x00" * 100, "binary"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported"),
        ("note.rtf", b"{\\rtf1 hello}", "unsupported"),
        ("table.xlsx", zipped({"[Content_Types].xml": b"<x/>"}), "unsupported"),
        ("data.xml", b"<?xml version='1.0'?><stock><a/></stock>", "unsupported"),
        ("broken.zip", b"PK\x03\x04" + b"x" * 50, "broken"),
        ("broken.gz", b"\x1f\x8b\x08" + b"x" * 50, "broken"),
        ("broken.docx", zipped({"word/document.xml": b"<w"}), "broken"),
        ("de.txt", GERMAN.encode() * 8, "not_english"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_set_aside_with_its_reason(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    found = aside(_write(tmp_path, name, data))
    assert found.code == code
    assert found.origin.endswith(name)
    assert "\n" not in found.reason and found.reason.endswith(".")
    assert found.at.endswith("+00:00")


def test_the_language_is_named(tmp_path: Path) -> None:
    text = "Le ministre a déclaré mercredi que les livraisons continueraient cet hiver. " * 5
    assert "French" in aside(_write(tmp_path, "fr.txt", text)).reason
    french = only(
        _write(tmp_path, "fr.txt", text), msgspec.structs.replace(HERE, languages=("fr",))
    )
    assert french.language == "fr"


def test_missing_and_special_files(tmp_path: Path) -> None:
    assert aside(tmp_path / "no.txt").code == "missing"
    os.mkfifo(tmp_path / "pipe")
    assert aside(tmp_path / "pipe").code == "unsupported"
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    assert aside(tmp_path / "dangling").code == "missing"
    (found,) = read_reports(["a\x00b"], settings=HERE)
    assert isinstance(found, SetAside) and found.code == "missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may open any file")
def test_files_without_permission_are_set_aside(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert aside(path).code == "unreadable"


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, data in (("a.pdf", b"%PDF-1.7"), ("b.txt", TEXT.encode()), ("c.zip", b"PK\x03\x04")):
        _write(tmp_path, name, data)
    kinds = [type(outcome).__name__ for outcome in outcomes(tmp_path)]
    assert kinds == ["SetAside", "Report", "SetAside"]


# ------------------------------------------------------------------ identity and overrides


def test_same_content_same_id_wherever_it_came_from(tmp_path: Path) -> None:
    first = only(_write(tmp_path, "a.txt", TEXT))
    second = only(_write(tmp_path, "b.txt", TEXT.replace("\n", "\r\n")))
    assert first.id == second.id == report_id(first.text, None, None)
    assert first.sha256 != second.sha256
    given = only(_write(tmp_path, "a.txt", TEXT), published="2024-06", publisher="Coastal Times")
    assert given.id != first.id
    assert (given.published.value, given.published.basis) == ("2024-06", "given")
    assert given.publisher == "Coastal Times"


def test_a_published_override_must_be_a_date() -> None:
    with pytest.raises(ValueError, match="published"):
        read_reports(["x"], published="soon")


def test_file_dates_only_when_asked_for(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", TEXT)
    os.utime(path, (0, 86_400))
    assert only(path).published.basis == "unknown"
    dated = only(path, msgspec.structs.replace(HERE, file_dates=True)).published
    assert (dated.value, dated.basis) == ("1970-01-02", "file")


def test_known_documents_are_passed_over_unparsed(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", TEXT)
    digest = only(path).sha256
    assert aside(path, known={digest}).code == "known"
    archive = _write(tmp_path, "b.zip", zipped({"a.txt": TEXT.encode(), "c.txt": QUOTE.encode()}))
    codes = [getattr(found, "code", "read") for found in outcomes(archive, known={digest})]
    assert codes == ["known", "read"]


def test_reports_have_exact_spans_and_no_hidden_characters(tmp_path: Path) -> None:
    text = f"A title\u202e for \u200btests\n\n{LEAD}\u2066 {QUOTE}\u2069\n\n{QUOTE}  \n"
    report = only(_write(tmp_path, "a.txt", text))
    for block in report.blocks:
        piece = report.text[block.start : block.end]
        assert piece == piece.strip() and piece
    assert blocks(report)[0] == ("title", "A title for tests")
    assert not set("\u202e\u200b\u2066\u2069") & set(report.text)


# ------------------------------------------------------------------ archives


@pytest.mark.parametrize(
    "data",
    [
        zipped({"x/../../b.txt": QUOTE.encode(), "a.txt": LEAD.encode()}),
        tarred({"a.txt": LEAD.encode(), "/x/../../b.txt": QUOTE.encode()}),
        tarred({"a.txt": LEAD.encode(), "b.txt": QUOTE.encode()}, "w:gz"),
        tarred({"a.txt": LEAD.encode(), "b.txt": QUOTE.encode()}, "w:bz2"),
        tarred({"a.txt": LEAD.encode(), "b.txt": QUOTE.encode()}, "w:xz"),
        zipped({"a.txt": LEAD.encode(), "b.txt.gz": gzip.compress(QUOTE.encode())}),
        zipped({"a.txt": LEAD.encode(), "b.tgz": tarred({"b.txt": QUOTE.encode()}, "w:gz")}),
        zipped({"__MACOSX/._a": b"x", "a.txt": LEAD.encode(), "b.txt": QUOTE.encode(), ".x": b"y"}),
    ],
)
def test_archives_are_read_member_by_member(tmp_path: Path, data: bytes) -> None:
    found = outcomes(_write(tmp_path, "outer.bin", data))
    texts = [report.text for report in found if isinstance(report, Report)]
    assert len(found) == 2 and sorted(texts) == sorted((LEAD, QUOTE))
    assert all("outer.bin!" in report.origin for report in found)
    assert [path.name for path in tmp_path.rglob("*")] == ["outer.bin"]
    assert not (tmp_path.parent / "b.txt").exists()


def test_a_gzip_file_is_its_content(tmp_path: Path) -> None:
    report = only(_write(tmp_path, "a.html.gz", gzip.compress(page(f"<p>{LEAD}</p>" * 2).encode())))
    assert report.origin.endswith("a.html.gz!a.html")


def test_bombs_are_set_aside_and_their_neighbours_read(tmp_path: Path) -> None:
    tight = Settings(isolate=False, max_bytes=4_000_000, max_total=6_000_000)
    packed = zipped({"bomb.txt": b"0" * 3_000_000, "ok.txt": TEXT.encode()})
    first, second = outcomes(_write(tmp_path, "a.zip", packed), tight)
    assert isinstance(first, SetAside) and first.code == "too_large"
    assert isinstance(second, Report)
    assert (
        aside(_write(tmp_path, "b.gz", gzip.compress(b"0" * 5_000_000)), tight).code == "too_large"
    )
    tar = tarred({"a": b"0" * 3_900_000}, "w:gz")
    assert "too_large" in {
        getattr(f, "code", "") for f in outcomes(_write(tmp_path, "c.tgz", tar), tight)
    }


def test_a_total_is_counted_over_all_members_and_depths(tmp_path: Path) -> None:
    noise = [os.urandom(60_000).hex().encode() for _ in range(4)]
    inner = zipped({f"{n}.txt": data for n, data in enumerate(noise)})
    tight = Settings(isolate=False, max_total=300_000)
    found = outcomes(_write(tmp_path, "a.zip", zipped({"in.zip": inner})), tight)
    assert getattr(found[-1], "code", None) == "too_large"
    many = zipped({f"{n}.txt": LEAD.encode() for n in range(9)})
    found = outcomes(_write(tmp_path, "b.zip", many), Settings(isolate=False, max_members=4))
    assert [getattr(outcome, "code", "read") for outcome in found] == ["read"] * 4 + ["too_large"]


def test_nesting_is_bounded(tmp_path: Path) -> None:
    data = TEXT.encode()
    for _ in range(8):
        data = zipped({"a": data})
    assert aside(_write(tmp_path, "a.zip", data)).code == "too_deep"
    message = mail()
    for _ in range(8):
        outer = mail(("See the message that is attached here, please.",))
        outer.add_attachment(message)
        message = outer
    found = outcomes(_write(tmp_path, "a.eml", message.as_bytes()))
    assert getattr(found[-1], "code", None) == "too_deep"


def test_encrypted_members_are_set_aside(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    # Set the "encrypted" flag in the local header and in the directory.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert aside(_write(tmp_path, "a.zip", bytes(data))).code == "encrypted"


def test_a_swollen_word_document_is_not_unpacked(tmp_path: Path) -> None:
    data = zipped({"word/document.xml": b" " * 5_000_000})
    assert aside(_write(tmp_path, "a.docx", data)).code == "too_large"


def test_sizes_are_bounded(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", "a" * 5_000)
    assert aside(path, Settings(isolate=False, max_bytes=4_000)).code == "too_large"
    assert aside(path, Settings(isolate=False, max_text=4_000)).code == "too_large"
    assert aside(path, Settings(isolate=False, max_text=1_000)).code == "too_large"
    (found,) = read_reports(["-"], settings=Settings(max_bytes=9), stdin=io.BytesIO(b"x" * 10))
    assert isinstance(found, SetAside) and found.code == "too_large"


# ------------------------------------------------------------------ the worker


def test_the_worker_gives_the_same_reports(tmp_path: Path) -> None:
    _write(tmp_path, "a.html", page("".join(f"<p>{text}</p>" for text in BODY)))
    _write(tmp_path, "b.pdf", pdf([("Title", "Ship"), ("BodyText", QUOTE)]))
    _write(tmp_path, "c.docx", docx([("Normal", LEAD)]))
    _write(tmp_path, "d.eml", mail().as_bytes())
    _write(tmp_path, "e.pdf", b"%PDF-1.7 nothing")

    def bare(found: list[Report | SetAside]) -> list[tuple[str, str]]:
        return [(out.origin, out.id if isinstance(out, Report) else out.reason) for out in found]

    assert bare(outcomes(tmp_path, DEFAULTS)) == bare(outcomes(tmp_path, HERE))


def test_a_parser_that_hangs_is_put_away_and_the_next_document_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = Job(
        data=page(f"<p>{LEAD}</p>").encode(), format="html", settings=Settings(time_limit=0.3)
    )
    started = time.monotonic()
    with monkeypatch.context() as patch, Worker(job.settings) as worker:
        patch.setattr(worker_module, "_START", "import time; time.sleep(600)")
        patch.setattr(worker_module, "_GRACE", 0.2)
        (hung,) = worker.parse(job)
        assert isinstance(hung, Fault) and hung.code == "timeout"
        patch.setattr(worker_module, "_START", "raise SystemExit(3)")
        (crashed,) = worker.parse(job)
        assert isinstance(crashed, Fault) and crashed.code == "broken"
        patch.undo()
        (draft,) = worker.parse(msgspec.structs.replace(job, settings=DEFAULTS))
        assert not isinstance(draft, Fault)
    assert time.monotonic() - started < 60


def test_the_memory_of_the_worker_is_bounded() -> None:
    tight = Settings(worker_memory=200_000_000)
    # Each empty list of these twelve megabytes takes some sixty bytes once it is parsed.
    job = Job(data=b"[" + b"[]," * 4_000_000 + b"[]]", format="json", settings=tight)
    with Worker(tight) as worker:
        (found,) = worker.parse(job)
    assert isinstance(found, Fault) and found.code == "too_large"


# ------------------------------------------------------------------ reasons and detection


def test_every_reason_is_a_sentence_with_a_remedy() -> None:
    for code, reason in REASONS.items():
        assert reason.code == code
        for sentence in (reason.meaning, reason.remedy):
            assert sentence.endswith(".") and sentence[0].isupper() and "\n" not in sentence
        line = UnreadableError(code).line
        assert line == f"{reason.meaning} {reason.remedy}"


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (LEAD, "a.html", "text"),
        (f"<p>{LEAD}</p><p>{QUOTE}</p><p>x</p>", "a.txt", "html"),
        ("# A\n\ntext", "a.md", "markdown"),
        ("<rss version='2.0'></rss>", "a.html", "feed"),
        ('<?xml version="1.0"?>\n<feed xmlns="x"/>', "", "feed"),
        ('{"text": "a"}\n{"text": "b"}', "a.txt", "jsonl"),
        ('{"text": "a"}', "a.json", "json"),
        ('[\n {"text": "a"}]', "", "json"),
        ("[Seoul] The talks went on.", "", "text"),
        ("{draft} The talks went on.", "", "text"),
        ("From: a@b.example\nSubject: x\n\nhi", "a.txt", "mail"),
        ("From: the harbour\nThey left: nobody saw them.\n\nhi", "a.txt", "text"),
        ("From a@b Thu\nFrom: a@b.example\nSubject: x\n\nhi", "", "mbox"),
        ("From Port Aldis, the ferry went on.", "", "text"),
        ("%PDF-1.4", "a.txt", "pdf"),
    ],
)
def test_content_decides_first_and_the_name_second(data: str, name: str, found: str) -> None:
    assert detect(data.encode(), name) == found


STARTS = (
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"{", b"[{", b"<html>", b"<rss>", b"From ",
    b"From: a\nSubject: b\n", b"BZh9", b"\xfd7zXZ\x00", b"\xff\xfe", b"---\n", b"<?xml ?>",
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.tuples(st.sampled_from(STARTS), st.binary(max_size=150)).map(b"".join))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    found = list(read_reports(["-"], settings=HERE, stdin=io.BytesIO(data)))
    assert found
    for outcome in found:
        assert isinstance(outcome, (Report, SetAside))
        msgspec.json.encode(outcome)
