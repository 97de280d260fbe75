"""Which ranks an actor can take, whatever centrality index is chosen."""

from collections.abc import Mapping

import numpy as np

from kimcore.model.metric import Card, Direction
from kimcore.network.arrays import Actor, Graph, Ints, TieArrays, tie_arrays
from kimcore.network.results import card_of
from kimcore.records import frozen

_RANKS = Card(
    name="rank_intervals",
    definition="u stands below v if every contact of u is v or a contact of v; best rank 1 + above, worst rank n - below",
    source="Schoch 2018",
    doi="10.1016/j.socnet.2017.12.003",
    direction=Direction.SYMMETRISED,
)


@frozen(kw_only=True, eq=False)
class RankIntervals:
    """The best and the worst rank of each actor; 1 is the most central (*Rangspannen*)."""

    best: Mapping[Actor, int]
    worst: Mapping[Actor, int]
    card: Card


def rank_intervals(graph: Graph | TieArrays) -> RankIntervals:
    """Bound the rank of each actor over all indices that respect who is tied to whom (*Rangspannen*).

    Every usual centrality ranks v no lower than u if v is tied to all of u's contacts. Two actors of whom each stands below
    the other are equals, and neither is above the other. A wide interval says that a single ranking would mislead.

    Args:
        graph: Any graph; direction and weights are ignored.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> found = rank_intervals(nx.star_graph(2))
        >>> found.best, found.worst
        ({0: 1, 1: 2, 2: 2}, {0: 1, 1: 3, 2: 3})
    """
    ties = tie_arrays(graph)
    above, below = _in_matrix(ties) if ties.is_small else _in_table(ties)
    best, worst = (1 + above).tolist(), (ties.n - below).tolist()
    return RankIntervals(
        best=dict(zip(ties.actors, best, strict=True)),
        worst=dict(zip(ties.actors, worst, strict=True)),
        card=card_of(_RANKS, ties),
    )


def _in_matrix(ties: TieArrays) -> tuple[Ints, Ints]:
    """Count the actors above and below each, shape (n,) each."""
    known = ties.symmetrised.dense.astype(np.float32)
    covered = known @ known + known
    under = covered == known.sum(axis=1)[:, None]
    np.fill_diagonal(under, val=False)
    strictly = under & ~under.T
    return strictly.sum(axis=1), strictly.sum(axis=0)


def _in_table(ties: TieArrays) -> tuple[Ints, Ints]:
    from scipy.sparse import csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    both = ties.symmetrised
    degree = np.diff(both.indptr)
    known = csr_array((np.ones(both.arc_count, dtype=np.int32), both.indices, both.indptr), shape=(ties.n, ties.n))
    covered = (known @ known + known).tocoo()
    rows, columns = covered.coords
    under = (covered.data == degree[rows]) & (rows != columns)
    rows, columns = rows[under], columns[under]
    strictly = ~np.isin(rows * ties.n + columns, columns * ties.n + rows, assume_unique=True)
    above = np.bincount(rows[strictly], minlength=ties.n)
    below = np.bincount(columns[strictly], minlength=ties.n)
    alone = degree == 0
    above[alone] = int((~alone).sum())
    below[~alone] += int(alone.sum())
    return above, below
