"""HTML, PDF, DOCX, mail, feeds and JSON: the article, its metadata, and nothing of the rest."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from accord.model import Report
from accord.reports import Settings
from accord.reports.draft import Draft, Fault, Part

from .factory import (
    BODY,
    CLOSE,
    FIGURES,
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
    pieces,
)

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
 "headline": "Ship leaves harbour", "datePublished": "2024-06-20T23:30:00-04:00",
 "author": [{"name": "Ada Brook"}, {"name": "Tom Reed"}], "publisher": {"name": "Coastal Times"}}]}
 </script>"""


def _write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# ------------------------------------------------------------------ HTML


def test_a_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    figure = (
        "<figure><img src='x.jpg'><figcaption>The pier at dawn. Photo: Jo</figcaption></figure>"
    )
    article = (
        f'<p class="article__standfirst">A second one may follow</p><p>{LEAD}</p>{figure}'
        f"<p>{QUOTE}</p><h2>What comes next</h2><p>{FIGURES}</p><p>{CLOSE}</p>"
    )
    report = only(_write(tmp_path, "a.html", page(article, JSON_LD)))
    assert blocks(report) == [
        ("title", "Ship leaves harbour"),
        ("standfirst", "A second one may follow"),
        ("body", LEAD),
        ("caption", "The pier at dawn. Photo: Jo"),
        ("body", QUOTE),
        ("heading", "What comes next"),
        ("body", FIGURES),
        ("body", CLOSE),
    ]
    assert (report.publisher, report.author) == ("Coastal Times", "Ada Brook, Tom Reed")
    # The day as written: the time zone must not move it.
    assert (report.published.value, report.published.basis) == ("2024-06-20", "metadata")
    assert report.media_type == "text/html"
    for line in ("Lighthouse keepers strike", "We use cookies to improve your visit."):
        assert line in report.furniture


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-06-20T10:00:00Z">',
        '<meta name="DC.date.issued" content="20 June 2024">',
        '<meta itemprop="datePublished" content="20240620">',
    ],
)
def test_dates_of_meta_elements(tmp_path: Path, head: str) -> None:
    report = only(_write(tmp_path, "a.html", page(PARAGRAPHS, head)))
    assert (report.published.value, report.published.basis) == ("2024-06-20", "metadata")


@pytest.mark.parametrize(
    "article",
    [
        PARAGRAPHS.replace("on Monday", "on 3 June 2021"),
        f'{PARAGRAPHS}<aside class="related"><time datetime="2021-06-03">3 June</time></aside>',
        f"{PARAGRAPHS}<p>© 2021 Coastal Times</p>",
    ],
)
def test_no_date_is_guessed_from_events_teasers_or_copyright(tmp_path: Path, article: str) -> None:
    report = only(_write(tmp_path, "a.html", page(article)))
    assert (report.published.value, report.published.basis) == (None, "unknown")


def test_a_page_of_a_few_plain_paragraphs_is_read(tmp_path: Path) -> None:
    html = page(f"<h1>Note</h1><p>{LEAD}</p>", title="Note", around=False)
    assert blocks(only(_write(tmp_path, "a.html", html))) == [("title", "Note"), ("body", LEAD)]


def test_scripts_and_handlers_leave_no_trace(tmp_path: Path) -> None:
    article = (
        f'<script>alert("x")</script><p onclick="alert(1)">{LEAD}</p><style>@import "x"</style>'
        f'<svg onload="alert(1)"><text>svg text</text></svg><p>{QUOTE}'
        '<a href="javascript:alert(1)"> More</a></p><template>{{7*7}}</template>'
        '<link rel="canonical" href="javascript:alert(1)">'
    )
    report = only(_write(tmp_path, "a.html", page(article)))
    everything = " ".join((report.text, *report.furniture))
    for word in ("alert", "onclick", "svg text", "@import", "{{", "javascript"):
        assert word not in everything
    assert report.url is None


@pytest.mark.parametrize("html", ["<html><body></body></html>", page("", around=False), "<p></p>"])
def test_a_page_without_article_is_set_aside(tmp_path: Path, html: str) -> None:
    assert aside(_write(tmp_path, "a.html", html)).code == "no_article"


def test_the_charset_of_a_page_is_honoured(tmp_path: Path) -> None:
    html = page(PARAGRAPHS + "<p>Łódź</p>", '<meta charset="iso-8859-2">')
    report = only(_write(tmp_path, "a.html", html.replace("“", '"').replace("”", '"')
                         .replace("©", "").encode("iso-8859-2")))  # fmt: skip
    assert "Łódź" in report.text or "Łódź" in report.furniture


# ------------------------------------------------------------------ PDF


def _styled(*extra: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Title", "Ship leaves harbour"), *extra, *(("BodyText", text) for text in BODY)]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_gives_paragraphs_without_running_heads(tmp_path: Path, columns: int) -> None:
    many = [("BodyText", f"Part {number}. {text}") for number in range(4) for text in BODY[:3]]
    data = pdf(
        [("Title", "Ship leaves harbour"), *many], columns, head="Harbour Desk | Weekly note"
    )
    report = only(_write(tmp_path, "a.pdf", data))
    assert blocks(report)[0] == ("title", "Ship leaves harbour")
    assert body(report) == [text for _, text in many]
    assert "Harbour Desk | Weekly note" in report.furniture


def test_a_stated_date_comes_before_pdf_properties(tmp_path: Path) -> None:
    data = pdf(_styled(("Normal", "Published on 3 June 2024")), author="Ada Brook")
    report = only(_write(tmp_path, "a.pdf", data))
    assert (report.published.value, report.published.basis) == ("2024-06-03", "stated")
    assert report.author == "Ada Brook"


def test_the_creation_date_of_a_pdf_is_metadata_unless_it_was_printed(tmp_path: Path) -> None:
    report = only(_write(tmp_path, "a.pdf", pdf(_styled())))
    assert (report.published.value, report.published.basis) == ("2000-01-01", "metadata")
    report = only(_write(tmp_path, "b.pdf", pdf(_styled(), producer="Skia/PDF m120")))
    assert report.published.basis == "unknown"


def test_an_encrypted_pdf_is_set_aside(tmp_path: Path) -> None:
    found = aside(_write(tmp_path, "a.pdf", pdf(_styled(), encrypt="secret")))
    assert found.code == "encrypted"
    assert "password" in found.reason


def test_a_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    found = aside(_write(tmp_path, "a.pdf", pdf([("BodyText", "")])))
    assert found.code == "no_article"
    assert "OCR" in found.reason


def test_a_pdf_of_too_many_pages_is_set_aside(tmp_path: Path) -> None:
    data = pdf([("BodyText", QUOTE)] * 40)
    found = aside(_write(tmp_path, "a.pdf", data), Settings(isolate=False, max_pdf_pages=2))
    assert found.code == "too_large"


def _objects(*objects: str) -> bytes:
    rows = "".join(f"{n} 0 obj{text}endobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{rows}trailer<</Root 1 0 R/Size 99>>\nstartxref\n0\n%%EOF\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 nothing here",
        _objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        _objects(
            "<</Type/Catalog/Pages 2 0 R>>",
            *(f"<</Type/Pages/Kids[{n} 0 R {n} 0 R]/Count 9999>>" for n in range(3, 50)),
            "<</Type/Page>>",
        ),
    ],
)
def test_broken_and_looping_pdfs_are_set_aside(tmp_path: Path, data: bytes) -> None:
    assert aside(_write(tmp_path, "a.pdf", data)).code == "broken"


# ------------------------------------------------------------------ DOCX


def test_a_word_document_by_its_styles(tmp_path: Path) -> None:
    styled = [("Title", "Ship leaves harbour"), ("Subtitle", "A second one may follow"),
              ("Normal", LEAD), ("Heading 1", "What comes next"), ("Normal", QUOTE),
              ("Caption", "The pier at dawn")]  # fmt: skip
    data = docx(styled, datetime(2024, 6, 21, 23), author="Ada Brook", title="Draft title")
    report = only(_write(tmp_path, "a.docx", data))
    assert [role for role, _ in blocks(report)] == [
        "title", "standfirst", "body", "heading", "body", "caption",
    ]  # fmt: skip
    assert (report.title, report.author) == ("Ship leaves harbour", "Ada Brook")
    assert (report.published.value, report.published.basis) == ("2024-06-21", "metadata")


def test_template_properties_say_nothing(tmp_path: Path) -> None:
    report = only(_write(tmp_path, "a.docx", docx([("Normal", LEAD)])))
    assert (report.author, report.published.value) == (None, None)


def test_an_encrypted_office_file_is_set_aside(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert aside(_write(tmp_path, "a.docx", data)).code == "encrypted"
    assert aside(_write(tmp_path, "a.doc", data[:600])).code == "unsupported"


# ------------------------------------------------------------------ mail


def test_a_mail_gives_publisher_title_and_date(tmp_path: Path) -> None:
    report = only(_write(tmp_path, "a.eml", mail(Subject="Re: Ship leaves harbour").as_bytes()))
    assert body(report) == list(BODY)
    assert (report.title, report.publisher) == ("Ship leaves harbour", "Coastal Times")
    assert (report.published.value, report.published.basis) == ("2024-06-21", "metadata")
    known = mail(From="Someone <desk@mail.reuters.com>")
    assert only(_write(tmp_path, "b.eml", known.as_bytes())).publisher == "Reuters"


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\nFrom: Yonhap <a@yna.co.kr>\n"
        "Date: Thu, Jun 20, 2024 at 9:02 AM\nSubject: Ship leaves harbour\nTo: <me@reader.example>",
        "-----Original Message-----\nFrom: Yonhap <a@yna.co.kr>\n"
        "Sent: Thursday, June 20, 2024 9:02 AM\nTo: me\nSubject: Ship leaves harbour",
        "Begin forwarded message:\n\nFrom: Yonhap <a@yna.co.kr>\nSubject: Ship leaves harbour\n"
        "Date: 20 June 2024 at 09:02:11 KST\nTo: me@reader.example",
    ],
)
def test_a_forwarded_article_has_its_own_metadata(tmp_path: Path, mark: str) -> None:
    text = ("Worth a look, not checked yet.", mark, *BODY, "--\nSent from my phone")
    message = mail(text, Subject="Fwd: something", From="Friend <friend@home.example>")
    report = only(_write(tmp_path, "a.eml", message.as_bytes()))
    assert body(report) == list(BODY)
    assert (report.title, report.publisher) == ("Ship leaves harbour", "Yonhap News Agency")
    assert report.published.value == "2024-06-20"
    assert "Worth a look, not checked yet." in report.furniture
    assert "Sent from my phone" in report.furniture


def test_attachments_are_reports_of_their_own(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(docx([("Normal", QUOTE)]), maintype="application", subtype="msword",
                           filename="../note.docx")  # fmt: skip
    message.add_attachment(mail((FIGURES,), Subject="Inner"))
    found = outcomes(_write(tmp_path, "a.eml", message.as_bytes()))
    assert all(isinstance(report, Report) for report in found)
    assert [Path(report.origin).name for report in found] == [
        "a.eml", "note.docx", "a.eml!message.eml",
    ]  # fmt: skip
    assert [body(report)[-1] for report in found if isinstance(report, Report)] == [
        CLOSE, QUOTE, FIGURES,
    ]  # fmt: skip


def test_the_html_part_is_read_where_there_is_no_text(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Coastal Times <n@coastal.example>", "Ship leaves"
    message.set_content(f"<html><body><table><tr><td>{PARAGRAPHS}</td></tr></table></body></html>",
                        subtype="html")  # fmt: skip
    assert body(only(_write(tmp_path, "a.eml", message.as_bytes()))) == list(BODY)


def test_a_mailbox_gives_one_report_for_each_message(tmp_path: Path) -> None:
    box = b"".join(
        b"From n@coastal.example Thu Jun 20 10:00:00 2024\n"
        + mail((text, "From here on it is calm, he said."), Subject=f"Note {number}").as_bytes()
        + b"\n"
        for number, text in enumerate(BODY[:3])
    ).replace(b"\nFrom here", b"\n>From here")
    found = outcomes(_write(tmp_path, "a.mbox", box))
    assert [report.origin[-2:] for report in found] == ["#1", "#2", "#3"]
    for report, text in zip(found, BODY, strict=False):
        assert isinstance(report, Report)
        assert body(report) == [text, "From here on it is calm, he said."]


def test_malformed_headers_do_not_matter(tmp_path: Path) -> None:
    raw = (
        b"From: =?utf-8?q?=FF=00?= <<>>@@\nDate: the day before\nSubject: \xff\nMIME-Version: x\n\n"
    )
    report = only(_write(tmp_path, "a.eml", raw + LEAD.encode()))
    assert body(report) == [LEAD]
    assert report.published.value is None


def test_a_mail_of_very_many_parts_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.reports.mail._MAX_PARTS", 50)
    part = "--b\nContent-Type: text/plain\n\nhello there\n"
    raw = f"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n{part * 60}"
    found = pieces(raw + "--b--\n")
    assert isinstance(found[0], Draft)
    assert isinstance(found[-1], Fault) and found[-1].code == "too_large"
    assert not [piece for piece in found if isinstance(piece, Part)]


# ------------------------------------------------------------------ feeds


def _feed(*items: str) -> str:
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (f'<?xml version="1.0"?><rss version="2.0" {content}><channel>'
            f"<title>All the news</title>{inner}</channel></rss>")  # fmt: skip


def test_each_item_is_a_report_with_its_true_publisher(tmp_path: Path) -> None:
    first = (
        "<title>Ship leaves harbour - Coastal Times</title><link>https://n.example/1</link>"
        '<source url="https://coastal.example">Coastal Times</source>'
        "<pubDate>Thu, 20 Jun 2024 23:30:00 -0400</pubDate>"
        f"<description>Short.</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{QUOTE}</p>"
        "<script>x()</script>]]></content:encoded>"
    )
    second = f"<title>Other</title><link>javascript:x</link><description>{FIGURES}</description>"
    found = outcomes(_write(tmp_path, "a.rss", _feed(first, second, "<title>Only this</title>")))
    one, two, three = found
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.title, one.publisher) == ("Ship leaves harbour", "Coastal Times")
    assert one.published.value == "2024-06-20"
    assert one.url == "https://n.example/1"
    assert body(one) == [LEAD, QUOTE]
    assert (two.publisher, two.url) == ("All the news", None)
    assert body(two) == [FIGURES]
    assert [report.origin[-2:] for report in found] == ["#1", "#2", "#3"]
    assert getattr(three, "code", None) == "empty"


def test_atom_is_read_too(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Strait</title><entry><title>Note</title>'
        '<link href="https://s.example/n"/><published>2024-06-20T10:00:00Z</published>'
        f'<author><name>Ada Brook</name></author><content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;'
        "</content></entry></feed>"
    )
    report = only(_write(tmp_path, "a.xml", atom))
    assert (report.author, report.publisher, report.url) == (
        "Ada Brook",
        "Strait",
        "https://s.example/n",
    )
    assert body(report) == [LEAD]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_never_expanded(tmp_path: Path, encoding: str) -> None:
    bomb = "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    feed = f"<!DOCTYPE r [<!ENTITY a 'aaaa'>{bomb}]>" + _feed("<description>&i;</description>")[21:]
    path = _write(tmp_path, "a.rss", f'<?xml version="1.0"?>{feed}'.encode(encoding))
    assert aside(path).code == "broken"


# ------------------------------------------------------------------ records


def test_json_lines_with_common_and_unknown_fields(tmp_path: Path) -> None:
    rows = [
        {"id": "17", "event_text": LEAD, "headline": "Ship leaves", "pub_date": "2024-06-20",
         "publisher": "Coastal Times", "story_id": [1, 2]},
        {"Text": f"<p>{QUOTE}</p><p>{FIGURES}</p>", "date": 20240620, "source": {"name": "Strait"},
         "url": "javascript:x"},
        {"note": "nothing"},
        [1],
    ]  # fmt: skip
    text = "\n".join(json.dumps(row) for row in rows) + "\n{broken\n"
    one, two, *rest = outcomes(_write(tmp_path, "a.jsonl", text))
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.title, one.publisher, one.published.value) == (
        "Ship leaves",
        "Coastal Times",
        "2024-06-20",
    )
    assert one.furniture == ("id: 17", "story_id: [1, 2]")
    assert body(two) == [QUOTE, FIGURES]
    assert (two.publisher, two.url, two.published.value) == ("Strait", None, "2024-06-20")
    assert [getattr(outcome, "code", None) for outcome in rest] == ["empty", "no_article", "broken"]
    assert one.sha256 != two.sha256


@pytest.mark.parametrize(
    "data",
    [
        {"title": "Note", "body": LEAD},
        [{"title": "Note", "text": LEAD}],
        {"status": "ok", "articles": [{"title": "Note", "content": LEAD}]},
        {"response": {"results": [{"headline": "Note", "content": LEAD}]}},
    ],
)
def test_json_articles_wherever_the_list_is(tmp_path: Path, data: object) -> None:
    report = only(_write(tmp_path, "a.json", json.dumps(data, indent=1)))
    assert blocks(report) == [("title", "Note"), ("body", LEAD)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("[" * 50_000, "broken"), ('{"a": 1}', "no_article"), ('{"text": ', "broken")],
)
def test_json_that_holds_no_article(tmp_path: Path, text: str, code: str) -> None:
    assert aside(_write(tmp_path, "a.json", text)).code == code


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    report = only(_write(tmp_path, "a.json", f'{{"text": "{LEAD} \\ud800"}}'))
    report.text.encode("utf-8")


def test_the_number_of_items_is_bounded(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"Note {number}. {LEAD}"}) for number in range(9))
    bounded = Settings(isolate=False, max_items=3)
    found = outcomes(_write(tmp_path, "a.jsonl", rows), bounded)
    assert len([1 for report in found if isinstance(report, Report)]) == 3
    assert getattr(found[-1], "code", None) == "too_large"
    assert HERE.max_items > 3


def test_a_library_that_is_not_there_is_not_the_fault_of_the_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (fault,) = pieces(page(PARAGRAPHS).encode(), "html")
    assert isinstance(fault, Fault)
    assert fault.code == "not_installed"
    assert "trafilatura" in fault.line
