# ruff: noqa: E501 - each claim is a table row; wrapping hides what belongs together.
"""A small invented world: four states, six reports, claims of every kind made by hand.

Spans are found by their words, so that a claim cannot point anywhere else than it says.
"""

from __future__ import annotations

from typing import Any

from accord.brief.data import BriefData
from accord.matters import Standing, group, standing
from accord.model import (
    ActorRef,
    Block,
    Bound,
    Certainty,
    Claim,
    Condition,
    Event,
    Instrument,
    Kind,
    Level,
    Place,
    Polarity,
    Published,
    Quantity,
    ReadBy,
    Report,
    SetAside,
    Span,
    Stage,
    Time,
    Transfer,
    VoiceLink,
    make_claim,
    report_id,
)

READ_BY = ReadBy(accord="0.1.0", models="none")

ACTORS = {
    "ARD": ("Ardania", "ARD", "GOV"),
    "BLM": ("Belmark", "BLM", "GOV"),
    "COR": ("Corvia", "COR", "GOV"),
    "DEL": ("Delmora", "DEL", "GOV"),
    "ard-president": ("Ilan Voss", "ARD", "GOV"),
    "blm-premier": ("Petra Halvard", "BLM", "GOV"),
    "cor-defence-minister": ("Defence Minister of Corvia", "COR", "MIL"),
    "council": ("Union Council", None, "IGO"),
    "merrin-institute": ("Sora Lindqvist", "COR", "EDU"),
    "ard-agency": ("Ardanian Press Agency", "ARD", "JRN"),
}
NAMES = {
    "ARD": ("Ardania", "Republic of Ardania"), "BLM": ("Belmark",), "COR": ("Corvia",),
    "DEL": ("Delmora",), "ard-president": ("Ilan Voss",), "blm-premier": ("Petra Halvard",),
    "council": ("Union Council",),
}  # fmt: skip


def report(
    title: str,
    publisher: str,
    paragraphs: list[str],
    published: str | None,
    basis: str,
    **more: Any,
) -> Report:
    """A report whose first block is its title and whose others are body."""
    parts = [title, *paragraphs]
    blocks, at = [], 0
    for number, part in enumerate(parts):
        role = "body" if number else "title"
        blocks.append(Block(start=at, end=at + len(part), role=role))  # type: ignore[arg-type]
        at += len(part) + 2
    text = "\n\n".join(parts)
    return Report(
        id=report_id(text, publisher, published), text=text, blocks=tuple(blocks), title=title,
        publisher=publisher, published=Published(value=published, basis=basis),  # type: ignore[arg-type]
        language="en", **more,
    )  # fmt: skip


class Maker:
    """Makes claims on one report by the words they rest on."""

    def __init__(self, on: Report) -> None:
        self.report = on
        self.claims: list[Claim] = []

    def span(self, words: str, within: Span | None = None) -> Span:
        """Where `words` stand: in `within` if given, else anywhere."""
        start, end = within or (0, len(self.report.text))
        at = self.report.text.index(words, start, end)
        return (at, at + len(words))

    def passage(self, span: Span) -> Span:
        """The sentence around a span: up to a full stop followed by a blank, inside its block."""
        text = self.report.text
        block = next(b for b in self.report.blocks if b.start <= span[0] and span[1] <= b.end)
        start, end = block.start, block.end
        for at in range(block.start, span[0]):
            if text[at : at + 2] in (". ", "” "):
                start = at + 2
        for at in range(max(span[1] - 1, span[0]), block.end):
            if text[at : at + 2] == ". ":
                end = at + 1
                break
        return (start, end)

    def actor(self, given: str, within: Span) -> ActorRef:
        """An actor by "id" or "id=words that name it"."""
        actor_id, _, words = given.partition("=")
        name, country, sector = ACTORS[actor_id]
        span = self.span(words, within) if words else None
        return ActorRef(id=actor_id, name=name, country=country, sector=sector, span=span)

    def add(
        self, words: str, kind: Kind = "event", *, who: str = "", whom: str = "",
        says: tuple[str, ...] = (), level: Level = "asserted", polarity: Polarity = "positive",
        band: tuple[int, int] | None = None, term: str | None = None, event: str = "",
        when: tuple[str, str, str | None, str | None, str, str] | None = None,
        much: tuple[Any, ...] = (), transfer: tuple[Any, ...] = (), condition: str = "",
        law: tuple[str, ...] = (), place: str = "", abstained: tuple[str, ...] = (),
    ) -> Claim:  # fmt: skip
        """One claim. `says` holds "source|cue|lemma|actor" links, innermost first."""
        span = self.span(words)
        sentence = self.passage(span)
        kinds = event.split("/")
        made = make_claim(
            self.report, *span, kind=kind, passage=sentence,
            voice=tuple(self._link(link, sentence) for link in says),
            certainty=Certainty(polarity=polarity, level=level, term=term, band=band),
            event=Event(type=kinds[0], mode=kinds[1] if len(kinds) > 1 else None) if event else None,
            actors=tuple(self.actor(a, sentence) for a in who.split(";") if a),
            recipients=tuple(self.actor(a, sentence) for a in whom.split(";") if a),
            time=self._time(when, sentence) if when else None,
            place=Place(name=place, span=self.span(place, sentence)) if place else None,
            quantities=tuple(self._quantity(q, sentence) for q in much),
            transfer=_transfer(*transfer) if transfer else None,
            condition=Condition(text=condition, span=self.span(condition, sentence))
            if condition else None,
            instruments=tuple(
                Instrument(id=None, name=n, span=self.span(n, sentence)) for n in law
            ),
            abstained=abstained, read_by=READ_BY,
        )  # fmt: skip
        self.claims.append(made)
        return made

    def _link(self, link: str, within: Span) -> VoiceLink:
        source, cue, lemma, actor = (*link.split("|"), "", "", "")[:4]
        return VoiceLink(
            source=source or None, source_span=self.span(source, within) if source else None,
            cue=cue or None, cue_lemma=lemma or None,
            cue_span=self.span(cue, within) if cue else None, manner="indirect",
            actor=self.actor(actor, within) if actor else None,
        )  # fmt: skip

    def _time(self, when: tuple[str, str, str | None, str | None, str, str], within: Span) -> Time:
        text, value, start, end, precision, basis = when
        return Time(
            text=text, value=value, start=start, end=end, precision=precision,  # type: ignore[arg-type]
            basis=basis, span=self.span(text, within),  # type: ignore[arg-type]
        )  # fmt: skip

    def _quantity(self, q: tuple[Any, ...], within: Span) -> Quantity:
        text, value, bound, unit, item = q
        low = high = value
        if bound == "range":
            (low, high), value = value, None
        elif bound == "at_least":
            high = None
        elif bound in ("up_to", "at_most"):
            low = None
        return Quantity(
            value=value, low=low, high=high, bound=_bound(bound), unit=unit, item=item, text=text,
            span=self.span(text, within),
        )  # fmt: skip


def _bound(bound: str) -> Bound:
    found: dict[str, Bound] = {
        "exact": "exact", "at_least": "at_least", "at_most": "at_most", "up_to": "up_to",
        "about": "about", "range": "range",
    }  # fmt: skip
    return found[bound]


def _transfer(
    supplier: str | None, recipient: str | None, item: str | None, stage: Stage,
    category: str = "arms", total: bool = False,
) -> Transfer:  # fmt: skip
    return Transfer(
        supplier=supplier, recipient=recipient, item=item, category=category, stage=stage,
        total=total,
    )  # fmt: skip


JUNE_19 = ("June 19th", "2024-06-19", "2024-06-19", "2024-06-19", "day", "relative")


def harbour_post() -> Maker:
    """A news analysis: visits, shells, containers, a forecast."""
    m = Maker(report(
        "A harbour full of crates", "The Harbour Post",
        [
            "On June 19th Mr Voss landed in Tarn for talks with Ms Halvard, the premier of Belmark. "
            "The two leaders signed a pact of friendship before dinner.",
            "Corvian officials allege that Ardania has shipped 11,000 containers of arms to Belmark "
            "since September. Corvia’s defence minister suggests that as many as 5m shells were inside. "
            "Belmark’s government denies that any shells have arrived.",
            "Much of the cargo is old, says a dock worker in Tarn. Belmark has yet to hand over "
            "rocket engines, Corvian officials say.",
            "The friendship will probably hold while the war on the coast goes on. If Delmora sent guns "
            "to the rebels, Mr Voss warned, Ardania would answer in kind. He did not say how.",
            "Ardania wants spare parts for aircraft and perhaps fuel. Ms Halvard also gave Mr Voss a "
            "Belmark-made limousine in February, which Resolution 88 of the Union Council forbids.",
        ],
        "2024-06-20", "stated", url="https://harbour.example/crates",
    ))  # fmt: skip
    m.add("On June 19th Mr Voss landed in Tarn for talks with Ms Halvard, the premier of Belmark",
          who="ard-president=Mr Voss", whom="blm-premier=Ms Halvard", event="CONSULT/visit",
          when=JUNE_19, place="Tarn")  # fmt: skip
    m.add("The two leaders signed a pact of friendship before dinner", "commitment",
          who="ard-president;blm-premier", event="AGREE", law=("pact of friendship",))  # fmt: skip
    m.add("Ardania has shipped 11,000 containers of arms to Belmark since September", "quantity",
          who="ARD=Ardania", whom="BLM=Belmark", says=("Corvian officials|allege|allege|COR=Corvian",),
          level="alleged", event="AID", much=(("11,000 containers", 11000, "exact", "container", "arms"),),
          transfer=("ARD", "BLM", "containers of arms", "delivered", "arms", True),
          when=("since September", "2023-09", "2023-09-01", "2024-06-20", "month", "relative"))  # fmt: skip
    m.add("as many as 5m shells were inside", "quantity", who="ARD", whom="BLM",
          says=("Corvia’s defence minister|suggests|suggest|cor-defence-minister=Corvia’s defence minister",),
          level="alleged", much=(("as many as 5m shells", 5_000_000, "up_to", "shell", "shells"),),
          transfer=("ARD", "BLM", "shells", "sent"))  # fmt: skip
    m.add("any shells have arrived", "quantity", who="ARD", whom="BLM=Belmark", polarity="negative",
          says=("Belmark’s government|denies|deny|BLM=Belmark",), transfer=("ARD", "BLM", "shells", "denied"))  # fmt: skip
    m.add("Much of the cargo is old", "assessment", says=("a dock worker in Tarn|says|say|",),
          abstained=("no_time",))  # fmt: skip
    m.add("Belmark has yet to hand over rocket engines", who="BLM=Belmark", whom="ARD",
          says=("Corvian officials|say|say|COR=Corvian",), polarity="negative", event="AID",
          transfer=("BLM", "ARD", "rocket engines", "denied"))  # fmt: skip
    m.add("The friendship will probably hold while the war on the coast goes on", "forecast",
          level="probable", band=(55, 80), term="probably")  # fmt: skip
    m.add("If Delmora sent guns to the rebels, Mr Voss warned, Ardania would answer in kind",
          "conditional", who="ARD=Ardania", whom="DEL=Delmora", event="THREATEN",
          says=("Mr Voss|warned|warn|ard-president=Mr Voss",), level="hypothetical",
          condition="If Delmora sent guns to the rebels")  # fmt: skip
    m.add("He did not say how", who="ard-president=He", polarity="negative")
    m.add("Ardania wants spare parts for aircraft", "state", who="ARD=Ardania",
          transfer=("BLM", "ARD", "spare parts for aircraft", "wanted"))  # fmt: skip
    m.add("perhaps fuel", "state", who="ARD=Ardania", level="possible", term="perhaps", band=(10, 55),
          transfer=("BLM", "ARD", "fuel", "wanted", "fuel"))  # fmt: skip
    m.add("Ms Halvard also gave Mr Voss a Belmark-made limousine in February",
          who="blm-premier=Ms Halvard", whom="ard-president=Mr Voss", event="AID",
          transfer=("BLM", "ARD", "limousine", "delivered", "luxury"),
          when=("February", "2024-02", "2024-02-01", "2024-02-29", "month", "relative"))  # fmt: skip
    m.add("which Resolution 88 of the Union Council forbids", "state", who="council=Union Council",
          event="SANCTION", law=("Resolution 88 of the Union Council",))  # fmt: skip
    return m


def delmora_wire() -> Maker:
    """A wire story: the other figure, a chain of two, the treaty's text."""
    m = Maker(report(
        "Delmora counts the crates again", "Delmora Wire",
        [
            "Delmora’s navy estimates that at least 6,700 containers went from Ardania to Belmark "
            "between September 2023 and June 2024. A spokesman said the count could rise.",
            "According to the text of the pact published by the Ardanian Press Agency, each side "
            "will send help without delay if the other is attacked.",
            "The pact echoes the Tarn Treaty of 1961, diplomats said. Belmark called the Corvian "
            "figure of 11,000 containers a fairy tale.",
            "Ardania and Belmark held a naval exercise off Tarn last month. Corvia condemned it on "
            "Tuesday and summoned Belmark’s envoy.",
            "Belmark’s customs office counted no more than 4,000 containers from Ardania between "
            "September 2023 and June 2024.",
            "Delmora froze the accounts of three Belmark shipping firms on 12 June 2024. It reportedly plans "
            "more such steps. Fuel shipments fell by about 40% in May.",
            "No guns have gone to the rebels, the Delmora foreign ministry said.",
        ],
        "2024-06-21", "metadata", url="https://wire.example/crates-again",
    ))  # fmt: skip
    m.add("at least 6,700 containers went from Ardania to Belmark between September 2023 and June 2024",
          "quantity", who="ARD=Ardania", whom="BLM=Belmark", event="AID", level="alleged",
          says=("Delmora’s navy|estimates|estimate|DEL=Delmora",),
          much=(("at least 6,700 containers", 6700, "at_least", "container", "containers"),),
          transfer=("ARD", "BLM", "containers", "delivered", "arms", True),
          when=("between September 2023 and June 2024", "2023-09/2024-06", "2023-09-01", "2024-06-20",
                "interval", "stated"))  # fmt: skip
    m.add("the count could rise", "forecast", says=("A spokesman|said|say|",), level="possible",
          term="could", band=(5, 55))  # fmt: skip
    m.add("each side will send help without delay if the other is attacked", "commitment",
          who="ARD;BLM", event="AGREE", condition="if the other is attacked", law=("pact",),
          says=("the text of the pact|According to|according to|",
                "the Ardanian Press Agency|published|publish|ard-agency=Ardanian Press Agency"))  # fmt: skip
    m.add("The pact echoes the Tarn Treaty of 1961", "assessment", says=("diplomats|said|say|",),
          law=("Tarn Treaty of 1961",),
          when=("1961", "1961", "1961-01-01", "1961-12-31", "year", "stated"))  # fmt: skip
    m.add("Belmark called the Corvian figure of 11,000 containers a fairy tale", who="BLM=Belmark",
          whom="COR=Corvian", event="REJECT",
          much=(("11,000 containers", 11000, "exact", "container", "containers"),))  # fmt: skip
    m.add("Ardania and Belmark held a naval exercise off Tarn last month", who="ARD=Ardania;BLM=Belmark",
          event="COOPERATE", place="Tarn",
          when=("last month", "2024-05", "2024-05-01", "2024-05-31", "month", "relative"))  # fmt: skip
    m.add("Corvia condemned it on Tuesday", who="COR=Corvia", whom="BLM=Belmark", event="ACCUSE",
          when=("Tuesday", "2024-06-18", "2024-06-18", "2024-06-18", "day", "relative"))  # fmt: skip
    m.add("summoned Belmark’s envoy", who="COR=Corvia", whom="BLM=Belmark", event="ACCUSE")
    m.add("no more than 4,000 containers from Ardania between September 2023 and June 2024",
          "quantity", who="ARD=Ardania", whom="BLM=Belmark", event="AID",
          says=("Belmark’s customs office|counted|count|BLM=Belmark",),
          much=(("no more than 4,000 containers", 4000, "at_most", "container", "containers"),),
          transfer=("ARD", "BLM", "containers", "received", "arms", True),
          when=("between September 2023 and June 2024", "2023-09/2024-06", "2023-09-01", "2024-06-20",
                "interval", "stated"))  # fmt: skip
    m.add("Delmora froze the accounts of three Belmark shipping firms on 12 June 2024",
          who="DEL=Delmora", whom="BLM=Belmark", event="SANCTION",
          much=(("three", 3, "exact", "firm", "firms"),),
          when=("12 June 2024", "2024-06-12", "2024-06-12", "2024-06-12", "day", "stated"))  # fmt: skip
    m.add("It reportedly plans more such steps", "forecast", who="DEL=It", level="alleged",
          says=("|reportedly|reportedly|",), event="THREATEN")  # fmt: skip
    m.add("Fuel shipments fell by about 40% in May", "quantity",
          much=(("about 40%", 40, "about", "percent", "fuel shipments"),),
          when=("May", "2024-05", "2024-05-01", "2024-05-31", "month", "relative"))  # fmt: skip
    m.add("No guns have gone to the rebels", who="DEL", polarity="negative",
          says=("the Delmora foreign ministry|said|say|DEL=Delmora",),
          transfer=("DEL", None, "guns", "denied"))  # fmt: skip
    return m


def northern_review() -> Maker:
    """A scholar's comment without a published date."""
    m = Maker(report(
        "What the friends want", "Northern Review",
        [
            "“Belmark is buying time, not friends,” says Sora Lindqvist of the Merrin Institute, a "
            "research centre in Corvia. She thinks that a rupture is unlikely before the harvest.",
            "On June 18-19 the leaders met in Tarn. Dozens of trucks crossed the river that night.",
            "Ardania may offer pilots. It might also ask for grain. A break with Corvia is almost "
            "certain, Ms Lindqvist believes.",
        ],
        None, "unknown",
    ))  # fmt: skip
    lindqvist = "Sora Lindqvist of the Merrin Institute, a research centre in Corvia"
    m.add("“Belmark is buying time, not friends,”", "assessment", who="BLM=Belmark",
          says=(f"{lindqvist}|says|say|merrin-institute=Sora Lindqvist",))  # fmt: skip
    m.add("a rupture is unlikely before the harvest", "forecast", level="probable", band=(20, 45),
          term="unlikely", says=("She|thinks|think|merrin-institute=She",))  # fmt: skip
    m.add("On June 18-19 the leaders met in Tarn", who="ARD;BLM", event="CONSULT", place="Tarn",
          when=("June 18-19", "XXXX-06-18/XXXX-06-19", None, None, "interval", "stated"))  # fmt: skip
    m.add("Dozens of trucks crossed the river that night", "quantity",
          much=(("Dozens", (24, 99), "range", "truck", "trucks"),))  # fmt: skip
    m.add("Ardania may offer pilots", "forecast", who="ARD=Ardania", level="possible", term="may",
          band=(20, 60), transfer=("ARD", "BLM", "pilots", "offered", "people"))  # fmt: skip
    m.add("It might also ask for grain", "forecast", who="ARD=It", level="possible", term="might",
          band=(10, 50), event="REQUEST")  # fmt: skip
    m.add("A break with Corvia is almost certain", "forecast", whom="COR=Corvia", level="probable",
          band=(95, 99), term="almost certain",
          says=("Ms Lindqvist|believes|believe|merrin-institute=Ms Lindqvist",))  # fmt: skip
    return m


def press_agency() -> Maker:
    """The official line."""
    m = Maker(report(
        "Leaders seal eternal friendship", "Ardanian Press Agency",
        [
            "President Ilan Voss thanked Belmark for its full support. Premier Petra Halvard pledged "
            "mutual aid in case of aggression.",
            "Ardania has never sold arms to Belmark, the foreign ministry stated. It called the "
            "Corvian charges slander.",
            "The Republic of Ardania donated 2,000 tonnes of rice to Belmark in April 2024.",
        ],
        "2024-06-19", "metadata",
    ))  # fmt: skip
    m.add("President Ilan Voss thanked Belmark for its full support", who="ard-president=Ilan Voss",
          whom="BLM=Belmark", event="SUPPORT")  # fmt: skip
    m.add("Premier Petra Halvard pledged mutual aid in case of aggression", "commitment",
          who="blm-premier=Petra Halvard", whom="ARD", event="AGREE")  # fmt: skip
    m.add("Ardania has never sold arms to Belmark", who="ARD=Ardania", whom="BLM=Belmark",
          polarity="negative", says=("the foreign ministry|stated|state|ARD",),
          transfer=("ARD", "BLM", "arms", "denied"))  # fmt: skip
    m.add("It called the Corvian charges slander", who="ARD=It", whom="COR=Corvian", event="REJECT")
    m.add("The Republic of Ardania donated 2,000 tonnes of rice to Belmark in April 2024", "quantity",
          who="ARD=Republic of Ardania", whom="BLM=Belmark", event="AID",
          much=(("2,000 tonnes", 2000, "exact", "tonne", "rice"),),
          transfer=("ARD", "BLM", "rice", "delivered", "food"),
          when=("April 2024", "2024-04", "2024-04-01", "2024-04-30", "month", "stated"))  # fmt: skip
    return m


def corvia_times() -> Maker:
    """A year later: higher totals."""
    m = Maker(report(
        "More crates, a year on", "Corvia Times",
        [
            "Corvian officials now allege that Ardania has shipped more than 20,000 containers to "
            "Belmark since September 2023. Belmark’s premier dismissed the figure.",
            "A Union Council panel concluded that Ardania sent 9,000 to 12,000 containers by June "
            "2024. The panel warned that fuel worth $1.2bn may have gone the other way.",
            "On 14 May 2025 Belmark delivered two patrol ships to Ardania. Delmora protested on 15 "
            "May 2025 and mobilised its coast guard.",
        ],
        "2025-05-28", "stated", url="https://times.example/a-year-on",
    ))  # fmt: skip
    m.add("Ardania has shipped more than 20,000 containers to Belmark since September 2023", "quantity",
          who="ARD=Ardania", whom="BLM=Belmark", event="AID", level="alleged",
          says=("Corvian officials|allege|allege|COR=Corvian",),
          much=(("more than 20,000 containers", 20000, "at_least", "container", "containers"),),
          transfer=("ARD", "BLM", "containers", "delivered", "arms", True),
          when=("since September 2023", "2023-09", "2023-09-01", "2025-05-28", "month", "stated"))  # fmt: skip
    m.add(
        "Belmark’s premier dismissed the figure",
        who="blm-premier=Belmark’s premier",
        event="REJECT",
    )
    m.add("Ardania sent 9,000 to 12,000 containers by June 2024", "quantity", who="ARD=Ardania",
          whom="BLM", says=("A Union Council panel|concluded|conclude|council=Union Council",),
          event="AID",
          much=(("9,000 to 12,000 containers", (9000, 12000), "range", "container", "containers"),),
          transfer=("ARD", "BLM", "containers", "sent", "arms", True),
          when=("by June 2024", "2024-06", None, "2024-06-30", "month", "stated"))  # fmt: skip
    m.add("fuel worth $1.2bn may have gone the other way", "quantity", who="BLM", whom="ARD",
          says=("The panel|warned|warn|council=panel",), level="possible", term="may", band=(20, 60),
          much=(("$1.2bn", 1_200_000_000, "exact", "USD", "fuel"),),
          transfer=("BLM", "ARD", "fuel", "delivered", "fuel"))  # fmt: skip
    m.add("On 14 May 2025 Belmark delivered two patrol ships to Ardania", who="BLM=Belmark",
          whom="ARD=Ardania", event="AID", much=(("two patrol ships", 2, "exact", "ship", "patrol ships"),),
          transfer=("BLM", "ARD", "patrol ships", "delivered", "vehicles"),
          when=("14 May 2025", "2025-05-14", "2025-05-14", "2025-05-14", "day", "stated"))  # fmt: skip
    m.add("Delmora protested on 15 May 2025", who="DEL=Delmora", whom="BLM", event="PROTEST",
          when=("15 May 2025", "2025-05-15", "2025-05-15", "2025-05-15", "day", "stated"))  # fmt: skip
    m.add("mobilised its coast guard", who="DEL=Delmora", event="MOBILIZE")
    return m


def silent() -> Report:
    """A report that makes no claim."""
    return report("Weather on the coast", "The Harbour Post", ["Fog."], "2024-06-20", "file")


def world() -> BriefData:
    """Six reports with their claims, matters and standings."""
    makers = [harbour_post(), delmora_wire(), northern_review(), press_agency(), corvia_times()]
    reports = [maker.report for maker in makers] + [silent()]
    claims = [claim for maker in makers for claim in maker.claims]
    return data(reports, claims)


def data(reports: list[Report], claims: list[Claim]) -> BriefData:
    """Brief data with matters and every standing between claims of one matter."""
    matters = group(claims, reports)
    by_id = {claim.id: claim for claim in claims}
    as_of = {r.id: r.published.value for r in reports}
    standings: list[Standing] = []
    for matter in matters:
        members = [by_id[c] for c in matter.claims]
        for i, left in enumerate(members):
            for right in members[i + 1 :]:
                found = standing(left, right, as_of=as_of)
                if found.relation in ("differs", "updates"):
                    standings.append(found)
    aside = (
        SetAside(
            origin="samples/broken.pdf", code="damaged", reason="The file ends in mid-object."
        ),
        SetAside(origin="samples/locked.docx", code="encrypted", reason="It asks for a password."),
    )
    return BriefData(
        reports=reports, claims=claims, matters=matters, standings=standings, set_aside=aside,
        names=NAMES,
    )  # fmt: skip
