"""Actors and ties whose loss splits the network."""

from itertools import pairwise

import numpy as np

from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Graph, Ints, TieArrays, once, tie_arrays
from kimcore.network.paths import part_of_each
from kimcore.network.results import by_key, card_of
from kimcore.records import frozen

_CUT_ACTORS = Card(
    name="cut_actors",
    definition="actors without whom their component falls into more parts",
    source="Hopcroft & Tarjan 1973",
    doi="10.1145/362248.362272",
    direction=Direction.SYMMETRISED,
    disconnected="each_component_apart",
)
_BRIDGES = Card(
    name="bridges",
    definition="ties without which their component falls into two parts",
    source="Hopcroft & Tarjan 1973",
    doi="10.1145/362248.362272",
    direction=Direction.SYMMETRISED,
    disconnected="each_component_apart",
)


@frozen(kw_only=True, eq=False)
class _Search:
    """What one depth-first walk through all actors leaves behind, shape (n,) each."""

    order: Ints
    """The actors as they were entered."""
    parent: Ints
    """The actor from which each was entered, -1 for the first of a component."""
    entered: Ints
    """The place of each actor in `order`."""
    low: Ints
    """The earliest entered actor that the actor and those below reach by one tie back."""


def cut_actors(graph: Graph | TieArrays) -> Metric:
    """Number of actors without whom the network falls apart (*Schnittstellen-Akteure*).

    `values` holds for each actor the number of parts its loss adds: 0 for most, 1 or more for a cut actor.
    The loss of an isolated actor adds no part.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> cut = cut_actors(nx.star_graph(3))
        >>> cut.value, cut.values
        (1, {0: 2, 1: 0, 2: 0, 3: 0})
    """
    ties = tie_arrays(graph)
    walk = _search(ties)
    child = np.flatnonzero(walk.parent >= 0)
    above = walk.parent[child]
    stuck = above[walk.low[child] >= walk.entered[above]]
    added = np.bincount(stuck, minlength=ties.n) - (walk.parent < 0)
    values = dict(zip(ties.actors, np.maximum(added, 0).tolist(), strict=True))
    return Metric(name="cut_actors", value=int((added > 0).sum()), values=values, card=card_of(_CUT_ACTORS, ties))


def bridges(graph: Graph | TieArrays) -> Metric:
    """Number of ties without which the network falls apart (*Brücken*).

    `values` holds for each bridge, as a pair of actors, how many actors the smaller side has.
    Ties in both directions between two actors count as one.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> bridges(nx.path_graph(4)).values
        {(0, 1): 1, (1, 2): 2, (2, 3): 1}
    """
    ties = tie_arrays(graph)
    walk = _search(ties)
    child = np.flatnonzero(walk.parent >= 0)
    lower = child[walk.low[child] > walk.entered[walk.parent[child]]]
    upper = walk.parent[lower]
    below = _sizes_below(walk)
    part = part_of_each(ties)
    smaller = np.minimum(below[lower], np.bincount(part)[part[lower]] - below[lower]) if len(lower) else below[lower]
    ends = np.minimum(lower, upper), np.maximum(lower, upper)
    order = np.lexsort((ends[1], ends[0]))
    found = zip(ends[0][order].tolist(), ends[1][order].tolist(), smaller[order].tolist(), strict=True)
    values = {(ties.actors[one], ties.actors[other]): size for one, other, size in found}
    return by_key(card_of(_BRIDGES, ties), values, value=len(values))


def _sizes_below(walk: _Search) -> Ints:
    """Count the actors entered from each one on, itself included, shape (n,)."""
    below, parent = [1] * len(walk.parent), walk.parent.tolist()
    for actor in reversed(walk.order.tolist()):
        if parent[actor] >= 0:
            below[parent[actor]] += below[actor]
    return np.array(below, dtype=np.int64)


@once
def _search(ties: TieArrays) -> _Search:
    order, parent = _walk_in_lists(ties) if ties.is_small else _walk_in_table(ties)
    entered = np.empty(ties.n, dtype=np.int64)
    entered[order] = np.arange(ties.n)
    return _Search(order=order, parent=parent, entered=entered, low=_lowest(ties, order, parent, entered))


def _lowest(ties: TieArrays, order: Ints, parent: Ints, entered: Ints) -> Ints:
    """Find what each actor reaches by a tie back, then hand it up to those above, last entered first."""
    both = ties.symmetrised
    reached = np.where(both.indices == parent[both.rows], ties.n, entered[both.indices])
    low = entered.copy()
    tied = np.flatnonzero(np.diff(both.indptr))
    if len(tied):
        low[tied] = np.minimum(low[tied], np.minimum.reduceat(reached, both.indptr[tied]))
    lowest, above = low.tolist(), parent.tolist()
    for actor in reversed(order.tolist()):
        over = above[actor]
        if over >= 0 and lowest[actor] < lowest[over]:
            lowest[over] = lowest[actor]
    return np.array(lowest, dtype=np.int64)


def _walk_in_table(ties: TieArrays) -> tuple[Ints, Ints]:
    """Walk from one more actor who is tied to all, so that no component is missed."""
    from scipy.sparse import csgraph, csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    both = ties.symmetrised
    indices = np.concatenate((both.indices, np.arange(ties.n)))
    indptr = np.append(both.indptr, len(indices))
    matrix = csr_array((np.ones(len(indices), dtype=np.int8), indices, indptr), shape=(ties.n + 1, ties.n + 1))
    order, parent = csgraph.depth_first_order(matrix, ties.n, directed=True)
    above = parent[: ties.n].astype(np.int64)
    return np.asarray(order[1:], dtype=np.int64), np.where(above == ties.n, -1, above)


def _walk_in_lists(ties: TieArrays) -> tuple[Ints, Ints]:
    both = ties.symmetrised
    starts, columns = both.indptr.tolist(), both.indices.tolist()
    untried = [iter(columns[start:stop]) for start, stop in pairwise(starts)]
    order: list[int] = []
    parent = [-1] * ties.n
    is_new = [True] * ties.n
    for root in range(ties.n):
        path = [root] if is_new[root] else []
        order += path
        is_new[root] = False
        while path:
            other = next((other for other in untried[path[-1]] if is_new[other]), None)
            if other is None:
                path.pop()
                continue
            parent[other] = path[-1]
            is_new[other] = False
            order.append(other)
            path.append(other)
    return np.array(order, dtype=np.int64), np.array(parent, dtype=np.int64)
