"""Scores for a partition of mentions against a gold partition: MUC, B³, CEAFe, LEA, CoNLL.

Each function takes the key (gold) and the response as collections of sets of mentions, no mention
in two sets of one side. Where both sides hold the same mentions, as with gold mentions, the several
published treatments of missing mentions do not differ.

Sources: MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAFe: Luo 2005, with the similarity
called phi-4 there. LEA: Moosavi and Strube 2016. CoNLL F1: the mean of MUC, B³ and CEAFe F1, from
the CoNLL 2012 shared task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Set
from typing import NamedTuple

import networkx as nx

Cluster = Set[Hashable]
Clusters = Collection[Cluster]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


def muc(key: Clusters, response: Clusters) -> Score:
    """Share of the links that join each cluster which the other side has too (Vilain 1995)."""
    return _score(_muc_recall(response, key), _muc_recall(key, response))


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Mean over mentions of how much of their cluster is found (Bagga and Baldwin 1998)."""
    return _score(_b_cubed_recall(response, key), _b_cubed_recall(key, response))


def lea(key: Clusters, response: Clusters) -> Score:
    """Share of each cluster's links that are resolved, weighted by its size (Moosavi 2016)."""
    return _score(_lea_recall(response, key), _lea_recall(key, response))


def ceaf_e(key: Clusters, response: Clusters) -> Score:
    """Similarity under the best one-to-one alignment of clusters (Luo 2005, phi-4)."""
    best = _best_alignment(key, response)
    precision = best / len(response) if response else 0.0
    return _score(precision, best / len(key) if key else 0.0)


def conll(key: Clusters, response: Clusters) -> float:
    """Mean F1 of MUC, B³ and CEAFe."""
    return sum(score(key, response).f1 for score in (muc, b_cubed, ceaf_e)) / 3


SCORES: dict[str, Callable[[Clusters, Clusters], Score]] = {
    "muc": muc, "b_cubed": b_cubed, "ceaf_e": ceaf_e, "lea": lea,
}  # fmt: skip


def all_scores(key: Clusters, response: Clusters) -> dict[str, dict[str, float] | float]:
    """Every score by name, each with precision, recall and f1, and `conll_f1`."""
    found = {name: score(key, response) for name, score in SCORES.items()}
    mean = (found["muc"].f1 + found["b_cubed"].f1 + found["ceaf_e"].f1) / 3
    return {**{name: score._asdict() for name, score in found.items()}, "conll_f1": mean}


def _score(precision: float, recall: float) -> Score:
    """Precision and recall with their harmonic mean (0 if both are 0)."""
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def _share(found: float, wanted: float) -> float:
    """A share, 0 of nothing."""
    return found / wanted if wanted else 0.0


def _owners(clusters: Iterable[Cluster]) -> dict[Hashable, int]:
    """Each mention's cluster, by its place in `clusters`."""
    return {mention: at for at, cluster in enumerate(clusters) for mention in cluster}


def _overlaps(cluster: Cluster, owners: dict[Hashable, int]) -> Counter[int]:
    """How many of a cluster's mentions lie in each cluster of the other side."""
    return Counter(owners[mention] for mention in cluster if mention in owners)


def _muc_recall(key: Clusters, response: Clusters) -> float:
    """MUC recall; a mention that the response lacks is a part of its own."""
    owners = _owners(response)
    found = wanted = 0
    for cluster in key:
        met = _overlaps(cluster, owners)
        parts = len(met) + len(cluster) - met.total()
        found += len(cluster) - parts
        wanted += len(cluster) - 1
    return _share(found, wanted)


def _b_cubed_recall(key: Clusters, response: Clusters) -> float:
    """B³ recall; a mention that the response lacks counts 0."""
    owners = _owners(response)
    found = 0.0
    for cluster in key:
        found += sum(size * size for size in _overlaps(cluster, owners).values()) / len(cluster)
    return _share(found, sum(map(len, key)))


def _links(size: int) -> int:
    """Links among `size` mentions."""
    return size * (size - 1) // 2


def _lea_recall(key: Clusters, response: Clusters) -> float:
    """LEA recall; a single mention has one link, to itself, found if it is single there too."""
    owners = _owners(response)
    sizes = [len(cluster) for cluster in response]
    found = 0.0
    for cluster in key:
        met = _overlaps(cluster, owners)
        if len(cluster) == 1:
            found += float(any(sizes[at] == 1 for at in met))
        else:
            common = sum(map(_links, met.values()))
            found += len(cluster) * common / _links(len(cluster))
    return _share(found, sum(map(len, key)))


def _best_alignment(key: Clusters, response: Clusters) -> float:
    """Greatest total similarity of a one-to-one alignment.

    Clusters without a common mention add nothing, so the alignment falls into the connected parts
    of the graph of clusters that share one; each part is solved exactly.
    """
    owners, sizes = _owners(response), [len(cluster) for cluster in response]
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for at, cluster in enumerate(key):
        for other, common in sorted(_overlaps(cluster, owners).items()):
            similarity = 2 * common / (len(cluster) + sizes[other])
            graph.add_edge(("key", at), ("response", other), weight=similarity)
    total = 0.0
    for part in nx.connected_components(graph):
        matched = nx.max_weight_matching(graph.subgraph(part))
        total += sum(sorted(graph.edges[edge]["weight"] for edge in matched))
    return total
