"""Standing that comes from the standing of one's contacts."""

import numpy as np

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric, Weights
from kimcore.network.arrays import Floats, Graph, TieArrays, sums, tie_arrays
from kimcore.network.paths import part_of_each
from kimcore.network.results import NO_TIES, by_actor, card_of

_EIGENVECTOR = Card(
    name="eigenvector",
    definition="x with largest lambda such that lambda * x_i = sum of x_j over ties from j to i; length 1",
    source="Bonacich 1972",
    doi="10.1080/0022250X.1972.9989806",
    disconnected="component_of_largest_eigenvalue",
)
_PAGERANK = Card(
    name="pagerank",
    definition="share of time at an actor when following ties by weight with probability d, else jumping anywhere",
    source="Brin & Page 1998",
    doi="10.1016/S0169-7552(98)00110-X",
    weights=Weights.STRENGTH,
    disconnected="jumps_join_components",
)
_ROUNDS = 10_000
_ENOUGH = 1e-12


def eigenvector(graph: Graph | TieArrays) -> Metric:
    """Standing of an actor by the standing of those who turn to it (*Eigenvektorzentralität*).

    All values are at least 0 and their squares sum to 1. In a disconnected graph, actors outside the part with the largest
    eigenvalue get 0. Without a cycle of arcs no value but 0 would do, so there is none.

    Args:
        graph: Any graph; weights are ignored.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> [round(value, 4) for value in eigenvector(nx.path_graph(3)).values.values()]
        [0.5, 0.7071, 0.5]
    """
    ties = tie_arrays(graph)
    card = card_of(_EIGENVECTOR, ties)
    nothing = np.full(ties.n, np.nan)
    if not ties.arc_count:
        return by_actor(card, ties, nothing, NO_TIES)
    if ties.directed and (np.bincount(part_of_each(ties, strong=True)) == 1).all():
        return by_actor(card, ties, nothing, "no_cycle")
    found = _leading(ties) if ties.is_small and not ties.directed else _by_rounds(ties)
    return by_actor(card, ties, nothing if found is None else found, "not_converged")


def pagerank(graph: Graph | TieArrays, damping: float = 0.85) -> Metric:
    """Share of attention an actor gets when attention follows ties (*PageRank*).

    Values sum to 1. Who has no tie out passes on to everyone alike.

    Args:
        graph: Any graph; heavier ties are followed more often.
        damping: Probability of following a tie, from 0 to less than 1.

    Raises:
        NetworkError: If the graph or the damping cannot be used.

    Example:
        >>> import networkx as nx
        >>> [round(value, 3) for value in pagerank(nx.DiGraph([("a", "b"), ("c", "b")])).values.values()]
        [0.213, 0.574, 0.213]
    """
    if not 0 <= damping < 1:
        raise NetworkError(f"damping: expected 0 to less than 1, found {damping}")
    ties = tie_arrays(graph)
    card = card_of(_PAGERANK, ties, damping=str(damping))
    total = sums(ties.rows, ties.n, ties.weights)
    share = np.divide(ties.weights, total[ties.rows], out=np.zeros_like(ties.weights), where=total[ties.rows] > 0)
    if ties.is_small:
        return by_actor(card, ties, _solved(ties, share, total, damping))
    rank = np.full(ties.n, 1 / ties.n)
    for _ in range(_ROUNDS):
        passed = sums(ties.indices, ties.n, share * rank[ties.rows])
        following = damping * (passed + rank[total == 0].sum() / ties.n) + (1 - damping) / ties.n
        change, rank = float(np.abs(following - rank).sum()), following
        if change < _ENOUGH:
            break
    return by_actor(card, ties, rank / rank.sum())


def _solved(ties: TieArrays, share: Floats, total: Floats, damping: float) -> Floats:
    follow = np.zeros((ties.n, ties.n))
    follow[ties.indices, ties.rows] = share
    follow[:, total == 0] = 1 / max(ties.n, 1)
    return np.linalg.solve(np.eye(ties.n) - damping * follow, np.full(ties.n, (1 - damping) / max(ties.n, 1)))


def _leading(ties: TieArrays) -> Floats:
    """Project an even start on the space of the largest eigenvalue: where rounds of summing would end."""
    eigenvalues, vectors = np.linalg.eigh(ties.dense.astype(np.float64))
    top = vectors[:, eigenvalues > eigenvalues[-1] - 1e-9]
    standing = np.abs(top @ top.sum(axis=0))
    standing[standing < _ENOUGH] = 0
    return np.asarray(standing / np.linalg.norm(standing))


def _by_rounds(ties: TieArrays) -> Floats | None:
    """Sum over ties again and again, keeping a part of the old standing, which settles cycles of any length."""
    standing = np.full(ties.n, ties.n**-0.5)
    for _ in range(_ROUNDS):
        summed = standing + sums(ties.indices, ties.n, standing[ties.rows])
        summed /= np.linalg.norm(summed)
        change, standing = float(np.abs(summed - standing).sum()), summed
        if change < _ENOUGH * ties.n:
            return standing
    return None
