"""Make the binary samples: `python benchmarks/make_samples.py [FOLDER]` (default: samples/).

The others are text files and are edited as they are. Each run makes the same bytes: dates inside
the files are fixed. What the samples are and where their facts come from is in docs/samples.md.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

NOTICE = "Sample for the Accord project: an invented outlet, an invented analyst, public facts"


@dataclass(frozen=True)
class Article:
    """One sample: where it goes, what stands at its head, and its paragraphs."""

    file: str
    publisher: str
    title: str
    published: datetime
    paragraphs: tuple[str, ...]

    @property
    def dateline(self) -> str:
        return f"{self.publisher}, {self.published.day} {self.published:%B %Y}"


LIMOUSINE = Article(
    file="04-a-car-for-mr-kim.docx",
    publisher="Lantern Weekly (sample)",
    title="A car for Mr Kim",
    published=datetime(2024, 2, 21, 8),
    paragraphs=(
        "Vladimir Putin has given Kim Jong Un a limousine. The car was handed to Mr Kim's aides on "
        "February 18th, according to KCNA, North Korea's state news agency, which thanked the "
        "giver on its front page and did not name the make. The Kremlin did. Its spokesman, Dmitry "
        "Peskov, said on Tuesday that it was an Aurus, the Russian-built saloon in which Mr Putin "
        "himself is driven.",
        "Mr Kim had looked over Mr Putin's own car at the Vostochny cosmodrome last September, and "
        "seems to have liked the back seat.",
        "It is a small gift with a long footnote. Resolution 1718 (2006) of the UN Security "
        "Council bars states from supplying luxury goods to North Korea. Resolution 2397 (2017) "
        "forbids the supply of any vehicle at all. Russia voted for both. South Korea's "
        "government said that the gift broke the sanctions and urged Moscow to behave as a "
        "permanent member should. An American official remarked that he had not known that "
        "Russian luxury cars existed.",
        "Nobody denies the gift, which is what makes it unusual. When the White House alleged in "
        "October that North Korea had delivered more than 1,000 containers of munitions to Russia, "
        "Moscow asked for proof. “A shell leaves no photograph of the handshake,” said Zhang San "
        "of the Example Institute. “A limousine is meant to be seen.”",
        "He expects more presents of the kind. If Mr Putin visits Pyongyang this year, as he has "
        "been invited to, he is likely to bring another. The Panel of Experts that watches the "
        "sanctions for the Security Council may mention the car in its next report. Whether there "
        "will be a report after that depends on a vote in March.",
    ),
)

VETO = Article(
    file="06-the-panel-ends.pdf",
    publisher="Council Notes (sample)",
    title="Russia votes the watchmen out",
    published=datetime(2024, 3, 29, 8),
    paragraphs=(
        "Russia on Thursday vetoed a draft resolution of the UN Security Council that would have "
        "extended the mandate of the Panel of Experts on North Korea by a year. Thirteen members "
        "voted for the draft. China abstained. The mandate will therefore expire on April 30th.",
        "The panel was set up by Resolution 1874 in 2009, after North Korea's second nuclear test. "
        "It has up to eight members, who collect evidence of how the sanctions are broken and "
        "report to the 1718 Committee twice a year. The committee remains. So do the sanctions, "
        "which have no end date; no resolution can lift them unless Russia, China, America, "
        "Britain and France all let it pass.",
        "Russia's ambassador, Vassily Nebenzia, said that the panel had lost its purpose and that "
        "the sanctions should be reviewed every year. South Korea's ambassador, Hwang Joon-kook, "
        "compared the veto to breaking a security camera to avoid being caught. The United States "
        "accused Moscow of silencing the panel because it had begun to report on Russian purchases "
        "of North Korean arms. Russia denies such purchases.",
        "China explained its abstention mildly. Its delegate would have liked more time for talks, "
        "he said.",
        "“The rules have not changed, the referee has gone home,” said Erika Mustermann of the "
        "Example Institute. She thinks that like-minded states will probably found a body of their "
        "own before the year is out. If they do, she says, it will be able to publish what it "
        "likes but to inspect nothing. South Korea's foreign ministry said it would work with its "
        "partners to keep the sanctions in force.",
        "The General Assembly is to debate the veto within ten working days, as it has done after "
        "every veto since 2022.",
    ),
)

FIRST_REPORT = Article(
    file="11-the-first-report.pdf",
    publisher="Council Notes (sample)",
    title="The new watchmen publish",
    published=datetime(2025, 5, 30, 8),
    paragraphs=(
        "The Multilateral Sanctions Monitoring Team, which eleven states set up last October, "
        "published its first report on Thursday. It says that North Korea has sent Russia more "
        "than 20,000 containers of military supplies since September 2023. In 2024 alone they held "
        "up to 9m rounds of artillery and rocket ammunition and at least 100 ballistic missiles, "
        "according to the report.",
        "The team counts more than 14,000 North Korean soldiers sent to Russia: over 11,000 in "
        "2024 and more than 3,000 early this year. South Korea's National Intelligence Service "
        "told lawmakers on April 30th that there had been 15,000, of whom about 4,700 had been "
        "killed or wounded. The dead numbered about 600, it said. Moscow and Pyongyang had denied "
        "or evaded the matter for six months. On April 26th Russia's chief of general staff "
        "acknowledged the soldiers, and two days later North Korea confirmed that it had sent them "
        "under the treaty of June 2024.",
        "In return Russia has supplied at least one Pantsir air-defence vehicle, the report says. "
        "It has also sent oil. A study by the Open Source Centre and the BBC found last November "
        "that North Korean tankers had collected more than 1m barrels of oil products in Russia "
        "between March and November 2024. Resolution 2397 allows 500,000 barrels a year.",
        "Labour is counted as differently as soldiers. The team says that North Korea sent Russia "
        "about 8,000 workers in 2024. Seoul's intelligence service told lawmakers in April that "
        "North Korea had sent Russia about 15,000 workers.",
        "Russia's purchases of shells may fall as its own output grows, said Jan Modaal of the "
        "Model Centre for Strategic Studies, who expects Pyongyang to sell labour instead. “If the "
        "war stopped tomorrow, the trains would still run, only with carpenters in them,” he said. "
        "The next report is likely to deal with theft by hackers.",
    ),
)

CUT = 0.45
"""Share of the broken sample that is there: it ends in the middle, as an interrupted copy does."""


def make_pdf(article: Article) -> bytes:
    """An article as PDF, with its date in the properties too."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [
        Paragraph(article.dateline, styles["Normal"]),
        Paragraph(NOTICE, styles["Italic"]),
        Spacer(1, 12),
        Paragraph(article.title, styles["Title"]),
    ]
    for text in article.paragraphs:
        story += [Paragraph(text, styles["BodyText"]), Spacer(1, 6)]
    out = io.BytesIO()
    # invariant: reportlab writes no time of making and no random identifier.
    document = SimpleDocTemplate(
        out, pagesize=A4, title=article.title, author=article.publisher, invariant=1
    )
    document.build(story)
    # Its fixed date is then set to the article's: as long, so that no offset in the file moves.
    return out.getvalue().replace(
        b"D:20000101000000", f"D:{article.published:%Y%m%d%H%M%S}".encode()
    )


def make_docx(article: Article) -> bytes:
    """An article as DOCX, with its date in the properties too."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = article.title, article.publisher
    properties.created = properties.modified = article.published
    properties.last_modified_by = article.publisher
    document.add_paragraph(article.dateline)
    document.add_paragraph(NOTICE)
    document.add_heading(article.title, level=0)
    for text in article.paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return _fixed_times(out.getvalue())


def _fixed_times(packed: bytes) -> bytes:
    """The same zip with every member dated 1 January 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


def make_all() -> dict[str, bytes]:
    """File name to content, for each binary sample."""
    whole = make_pdf(FIRST_REPORT)
    return {
        LIMOUSINE.file: make_docx(LIMOUSINE),
        VETO.file: make_pdf(VETO),
        FIRST_REPORT.file: whole,
        "12-cut-short.pdf": whole[: int(len(whole) * CUT)],
    }


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "samples")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in make_all().items():
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{folder / name}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
