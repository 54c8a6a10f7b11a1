"""`accord bench matters`: event mentions brought together across documents, on ECB+.

Data: mentions of the ECB+ corpus (Cybulska and Vossen 2014), one a line: topic, subtopic, doc,
mention_id, tokens, span, kind, cluster. Mentions are given (gold); what is measured is which ones
are said to be the same event. Mentions are compared within one topic, and within one subtopic,
since the literature reports both; the score is over the whole corpus, single mentions included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from accord.bench.coreference import all_scores
from accord.bench.outcome import BenchDataError, Outcome, Record, Table, read_records
from accord.claims.parse import Parser
from accord.matters import group
from accord.model import ActorRef, Claim, Event, Time

NAME = "matters"
SUMMARY = "which mentions are of one event, across documents (ECB+; MUC, B³, CEAFe, LEA, CoNLL F1)"

LEVELS = ("topic", "subtopic")
"""How far apart two mentions may stand to be compared at all."""

ONE_DAY = Time(
    start="2000-01-01", end="2000-01-01", text="", value="2000-01-01", precision="day",
    basis="inferred",
)  # fmt: skip
"""The day that all mentions are put on."""

SUBJECTS = frozenset({"nsubj", "csubj", "agent", "poss"})
OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "attr", "oprd"})


class Mention(NamedTuple):
    """An event mention with the place it may be compared in, its gold cluster and its head."""

    id: str
    topic: str
    subtopic: str
    doc: str
    cluster: str
    head: Token


def load(data: Path | None) -> Iterator[Record]:
    """Rows of one mentions file, or of every mentions_*.jsonl[.gz] in a folder."""
    if data is None:
        raise BenchDataError("matters needs data.", remedy="Give a mentions file or its folder.")
    if not data.is_dir():
        yield from read_records(data)
        return
    files = sorted(path for path in data.glob("mentions_*") if ".jsonl" in path.suffixes)
    if not files:
        raise BenchDataError(f"{data.name} holds no mentions_*.jsonl or .jsonl.gz.")
    for path in files:
        yield from read_records(path)


def run(records: Iterable[dict[str, Any]]) -> Outcome:
    """Score the same-head-lemma baseline and Accord's grouping on event mentions."""
    mentions = list(_mentions(records))
    if not mentions:
        raise BenchDataError("the data holds no event mentions.")
    systems: dict[str, Callable[[Sequence[Mention]], dict[str, str]]] = {
        "same head lemma": _by_lemma,
        "accord": _by_grouping,
    }
    metrics: dict[str, Any] = {}
    assigned: dict[str, dict[str, str]] = {}
    for level in LEVELS:
        metrics[level] = {}
        for name, system in systems.items():
            assigned[f"{name}, {level}"] = found = _within(level, mentions, system)
            metrics[level][name] = all_scores(_gold(mentions), _clusters(mentions, found))
    return Outcome(
        name=NAME,
        metrics={"mentions": len(mentions), **metrics},
        predictions=[_prediction(mention, assigned) for mention in mentions],
        tables=[_table(metrics), _by_topic(mentions, assigned)],
        notes=[
            "Gold event mentions; participants, places and times in the data are not scored.",
            "The data dates no mention: Accord's grouping sees them all on one day.",
        ],
    )


def _mentions(records: Iterable[dict[str, Any]]) -> Iterator[Mention]:
    """Event mentions with their heads; each sentence is parsed once."""
    nlp = Parser().nlp
    parsed: dict[tuple[str, ...], Doc] = {}
    for row in records:
        if row["kind"] != "event":
            continue
        words = tuple(map(str, row["tokens"]))
        if words not in parsed:
            doc = Doc(nlp.vocab, words=list(words))
            for name, pipe in nlp.pipeline:
                doc = pipe(doc) if name != "ner" else doc
            parsed[words] = doc
        yield Mention(
            id=f"{row['doc']}/{row['mention_id']}",
            topic=str(row["topic"]),
            subtopic=f"{row['topic']}/{row['subtopic']}",
            doc=str(row["doc"]),
            cluster=str(row["cluster"]),
            head=_head(parsed[words], row),
        )


def _head(doc: Doc, row: dict[str, Any]) -> Token:
    """The token of a mention that the others hang on (its span may have gaps)."""
    tokens = row["span"]
    if not tokens or not all(isinstance(at, int) and 0 <= at < len(doc) for at in tokens):
        place = getattr(row, "place", "a row")
        raise BenchDataError(f"{place}: span {tokens} does not lie in the tokens.")
    inside = set(tokens)
    members: list[Token] = [doc[at] for at in tokens]
    roots = [token for token in members if token.head.i not in inside or token.head.i == token.i]
    return roots[0] if roots else members[0]


def _within(
    level: str,
    mentions: Sequence[Mention],
    system: Callable[[Sequence[Mention]], dict[str, str]],
) -> dict[str, str]:
    """Run `system` on each topic or subtopic by itself; mention id to cluster name."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        places[getattr(mention, level)].append(mention)
    return {
        mention: f"{place}:{cluster}"
        for place, members in sorted(places.items())
        for mention, cluster in system(members).items()
    }


def _by_lemma(mentions: Sequence[Mention]) -> dict[str, str]:
    """The baseline: mentions with one head lemma are one event."""
    return {mention.id: mention.head.lemma_.lower() for mention in mentions}


def _by_grouping(mentions: Sequence[Mention]) -> dict[str, str]:
    """Accord's grouping, on a claim for each mention."""
    claims = [_claim(mention) for mention in mentions]
    return {claim: matter.id for matter in group(claims) for claim in matter.claims}


def _claim(mention: Mention) -> Claim:
    """A mention as a claim: its head's lemma as the type, its arguments as the parties.

    Names outside the actors' codebook are actors by their own name, as they would be in reading.
    The data dates no mention, and undated events are never grouped: all are put on one day, so that
    type and parties decide.
    """
    head = mention.head
    start = head.idx
    return Claim(
        id=mention.id,
        report=mention.doc,
        start=start,
        end=start + len(head),
        quote=head.text,
        passage=(start, start + len(head)),
        kind="event",
        event=Event(type=head.lemma_.lower()),
        time=ONE_DAY,
        actors=_arguments(head, SUBJECTS),
        recipients=_arguments(head, OBJECTS),
    )


def _arguments(head: Token, relations: frozenset[str]) -> tuple[ActorRef, ...]:
    """The names that stand in one of `relations` to a mention's head."""
    found = {
        name.lemma_.lower()
        for child in head.children
        if child.dep_ in relations
        for name in _names(child)
    }
    return tuple(ActorRef(id=name, name=name) for name in sorted(found))


def _names(child: Token) -> list[Token]:
    """A dependent; of a passive's "by", the nouns after it."""
    if child.dep_ != "agent":
        return [child]
    return [below for below in child.children if below.dep_ == "pobj"]


def _gold(mentions: Iterable[Mention]) -> list[set[Hashable]]:
    """The gold clusters."""
    return _sets((mention.id, mention.cluster) for mention in mentions)


def _clusters(mentions: Iterable[Mention], assigned: dict[str, str]) -> list[set[Hashable]]:
    """The clusters that a system made of `mentions`."""
    return _sets((mention.id, assigned[mention.id]) for mention in mentions)


def _sets(pairs: Iterable[tuple[str, str]]) -> list[set[Hashable]]:
    """Pairs of mention and cluster as sets of mentions."""
    clusters: dict[str, set[Hashable]] = defaultdict(set)
    for mention, cluster in pairs:
        clusters[cluster].add(mention)
    return list(clusters.values())


def _prediction(mention: Mention, assigned: dict[str, dict[str, str]]) -> dict[str, Any]:
    """A row for `--predictions`: the mention and each system's cluster for it."""
    clusters = {name: found[mention.id] for name, found in assigned.items()}
    return {"doc": mention.doc, "mention": mention.id, "gold": mention.cluster, **clusters}


def _table(metrics: dict[str, Any]) -> Table:
    """Scores of both systems at both levels."""
    rows = []
    for level, systems in metrics.items():
        for name, scores in systems.items():
            figures = [scores[score]["f1"] for score in ("muc", "b_cubed", "ceaf_e", "lea")]
            rows.append((f"{name}, within {level}", *figures, scores["conll_f1"]))
    columns = ("system", "MUC F1", "B³ F1", "CEAFe F1", "LEA F1", "CoNLL F1")
    return Table(title="Events, gold mentions", columns=columns, rows=tuple(rows))


def _by_topic(mentions: Sequence[Mention], assigned: dict[str, dict[str, str]]) -> Table:
    """CoNLL F1 of each system on each topic by itself, compared within the topic."""
    topics: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        topics[mention.topic].append(mention)
    names = [name for name in assigned if name.endswith(", topic")]
    rows = []
    for topic, members in sorted(topics.items(), key=lambda item: (len(item[0]), item[0])):
        gold = _gold(members)
        figures = [
            all_scores(gold, _clusters(members, assigned[name]))["conll_f1"] for name in names
        ]
        rows.append((topic, len(members), len(gold), *figures))
    columns = ("topic", "mentions", "events", *(name.removesuffix(", topic") for name in names))
    return Table(title="CoNLL F1 by topic", columns=columns, rows=tuple(rows))  # type: ignore[arg-type]
