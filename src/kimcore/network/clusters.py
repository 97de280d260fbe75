"""Groups that the ties themselves suggest, and whether they are those on paper."""

from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric, Weights
from kimcore.network.arrays import Actor, Floats, Graph, Ints, TieArrays, sums, tie_arrays
from kimcore.network.groups import Groups, partition
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import NO_TIES, card_of, scalar
from kimcore.records import frozen

_COMMUNITIES = Card(
    name="communities",
    definition="partition of largest modularity over several seeded runs of the Louvain method",
    source="Blondel et al. 2008",
    doi="10.1088/1742-5468/2008/10/P10008",
    weights=Weights.STRENGTH,
    disconnected="each_component_apart",
)
_AGREEMENT = Card(
    name="community_agreement",
    definition="mean adjusted Rand index over all pairs of runs",
    source="Hubert & Arabie 1985",
    doi="10.1007/BF01908075",
    weights=Weights.STRENGTH,
)
_FORMAL = Card(
    name="community_formal_agreement",
    definition="adjusted Rand index of the communities found and the groups on paper",
    source="Hubert & Arabie 1985",
    doi="10.1007/BF01908075",
    weights=Weights.STRENGTH,
)


@frozen(kw_only=True, eq=False)
class Communities:
    """Groups found in the ties (*Gemeinschaften*)."""

    groups: tuple[tuple[Actor, ...], ...]
    """The largest group first."""
    values: Mapping[Actor, int]
    """The number of each actor's group, from 1."""
    modularity: Metric
    agreement: Metric
    """How far the runs found the same groups: 1 is the same every time, 0 is chance."""
    formal: Metric | None = None
    """How far the groups found are the groups on paper; nothing without these."""
    card: Card


def communities(
    graph: Graph | TieArrays,
    formal: Groups | None = None,
    *,
    runs: int = 20,
    seed: int = 0,
    resolution: float = 1,
    progress: Progress = quiet,
) -> Communities:
    """Find groups with more ties within than chance would bring, many times over (*Gemeinschaften*).

    The method depends on chance, so one run proves little: read `agreement` before the groups.

    Args:
        graph: Any graph; heavier ties count more.
        formal: The groups on paper to compare with: a node attribute's name or a mapping.
        runs: How many runs, with the seeds `seed`, `seed` + 1, and so on.
        seed: The first seed.
        resolution: Above 1 for more and smaller groups, below 1 for fewer and larger ones.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph, the runs or the resolution cannot be used, or an actor has no formal group.

    Example:
        >>> import networkx as nx
        >>> found = communities(nx.barbell_graph(4, 0), formal=dict(enumerate("aaaabbbb")))
        >>> found.groups, found.agreement.value, found.formal.value
        (((0, 1, 2, 3), (4, 5, 6, 7)), 1.0, 1.0)
    """
    if runs < 1 or not resolution > 0:
        raise NetworkError(f"runs and resolution: expected at least 1 and more than 0, found {runs} and {resolution}")
    ties = tie_arrays(graph)
    card = evolve(card_of(_COMMUNITIES, ties, resolution=str(resolution), runs=str(runs)), seed=seed)
    given = None if formal is None else partition(ties, formal).codes
    if not ties.weights.any():
        alone = tuple((actor,) for actor in ties.actors)
        numbers = {actor: number for number, actor in enumerate(ties.actors, start=1)}
        none = scalar(card, None, NO_TIES)
        return Communities(groups=alone, values=numbers, modularity=none, agreement=none, formal=none, card=card)
    numbered = _numbered(ties)
    found = []
    for run in range(runs):
        found.append(_run(numbered, seed + run, resolution))
        progress(run + 1, runs)
    scores = [_modularity(ties, codes, resolution) for codes in found]
    best = found[int(np.argmax(np.round(scores, 12)))]
    twice = [rand_index(one, other) for one, other in combinations(found, 2)]
    return Communities(
        groups=tuple(tuple(ties.actors[row] for row in sorted(group)) for group in _sets(best)),
        values=dict(zip(ties.actors, (best + 1).tolist(), strict=True)),
        modularity=scalar(card, float(max(scores))),
        agreement=scalar(
            evolve(card_of(_AGREEMENT, ties, runs=str(runs)), seed=seed), float(np.mean(twice)) if twice else None, "one_run"
        ),
        formal=None if given is None else scalar(evolve(card_of(_FORMAL, ties), seed=seed), rand_index(best, given)),
        card=card,
    )


def rand_index(one: Ints, other: Ints) -> float:
    """Compare two partitions of the same actors: 1 if equal, 0 on average by chance.

    Args:
        one: The number of each actor's group, shape (n,).
        other: The same for the other partition.

    Raises:
        ValueError: If the shapes differ.

    Example:
        >>> rand_index(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
        1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    together, rows, columns = (_pairs(cells) for cells in (table, table.sum(axis=1), table.sum(axis=0)))
    every = len(one) * (len(one) - 1) / 2
    by_chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _pairs(counts: Floats) -> float:
    return float((counts * (counts - 1)).sum()) / 2


def _numbered(ties: TieArrays) -> nx.Graph:
    """Build the graph on row numbers in sorted order, so that a seed means the same for any order of input."""
    numbered = nx.DiGraph() if ties.directed else nx.Graph()
    numbered.add_nodes_from(range(ties.n))
    numbered.add_weighted_edges_from(zip(ties.rows.tolist(), ties.indices.tolist(), ties.weights.tolist(), strict=True))
    return numbered


def _run(numbered: nx.Graph, seed: int, resolution: float) -> Ints:
    codes = np.zeros(len(numbered), dtype=np.int64)
    found = nx.community.louvain_communities(numbered, seed=seed, resolution=resolution)
    for code, group in enumerate(sorted(found, key=lambda group: (-len(group), min(group)))):
        codes[list(group)] = code
    return codes


def _modularity(ties: TieArrays, codes: Ints, resolution: float) -> float:
    """Take from the share of weight within groups what weight by the groups' sums alone would put there."""
    count, total = int(codes.max()) + 1, float(ties.weights.sum())
    sent, received = sums(codes[ties.rows], count, ties.weights), sums(codes[ties.indices], count, ties.weights)
    within = float(ties.weights[codes[ties.rows] == codes[ties.indices]].sum())
    return within / total - resolution * float(sent @ received) / total**2


def _sets(codes: Ints) -> list[set[int]]:
    return [set(np.flatnonzero(codes == code).tolist()) for code in range(int(codes.max()) + 1)]
