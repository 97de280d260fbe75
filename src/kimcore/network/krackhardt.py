"""How near an organisation comes to a pure hierarchy: the measures of Krackhardt (1994).

His first one, connectedness, is `connectedness` with ``kind="semipath"``.
"""

import numpy as np

from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Graph, Ints, TieArrays, tie_arrays
from kimcore.network.paths import part_of_each
from kimcore.network.reach import condensed, reach_table, reachable_pairs
from kimcore.network.results import NO_TIES, card_of, scalar

_SOURCE = "Krackhardt 1994, Graph theoretical dimensions of informal organizations"
_TOO_SMALL = "components_too_small"
_MOST_GROUPS = 4_096
"""More groups of actors who all reach one another would need a matrix of more than 16 million pairs."""

_EFFICIENCY = Card(
    name="efficiency",
    definition="1 - ties beyond the size - 1 that join a component / the most such ties, summed over components",
    source=_SOURCE,
    disconnected="each_component_apart",
)
_HIERARCHY = Card(
    name="hierarchy",
    definition="1 - pairs that reach each other / pairs of which one reaches the other",
    source=_SOURCE,
    disconnected="pairs_without_path_left_out",
)
_LEAST_UPPER_BOUND = Card(
    name="least_upper_bound",
    definition="1 - pairs without a least upper bound / sum over components of (size - 1) * (size - 2) / 2",
    source=_SOURCE,
    disconnected="each_component_apart",
)


def efficiency(graph: Graph | TieArrays) -> Metric:
    """How few ties the network has beyond those that hold it together (*Sparsamkeit der Verbindungen*).

    1 for a tree, 0 for a complete network. Components follow ties in any direction; arcs are counted in a directed graph,
    edges in an undirected one.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> efficiency(nx.path_graph(4)).value, efficiency(nx.complete_graph(4)).value
        (1.0, 0.0)
    """
    ties = tie_arrays(graph)
    sizes = np.bincount(part_of_each(ties))
    needed = int((sizes - 1).sum())
    most = int((sizes * (sizes - 1)).sum()) // (1 if ties.directed else 2) - needed
    return scalar(card_of(_EFFICIENCY, ties), 1 - (ties.tie_count - needed) / most if most else None, _TOO_SMALL)


def hierarchy(graph: Graph | TieArrays) -> Metric:
    """How rarely two actors reach each other both ways (*Hierarchie*).

    1 where reaching is one-sided throughout; 0 in any undirected graph.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> hierarchy(nx.DiGraph([("a", "b"), ("b", "c")])).value, hierarchy(nx.path_graph(3)).value
        (1.0, 0.0)
    """
    ties = tie_arrays(graph)
    sizes = np.bincount(part_of_each(ties, strong=True))
    mutual = int((sizes * (sizes - 1)).sum()) // 2
    joined = reachable_pairs(ties) - mutual
    return scalar(card_of(_HIERARCHY, ties), 1 - mutual / joined if joined else None, NO_TIES)


def least_upper_bound(graph: Graph | TieArrays) -> Metric:
    """How many pairs have one nearest actor above both (*kleinste gemeinsame Spitze*).

    An actor is above another if a path leads from it to the other, and every actor is above itself.
    It is a pair's least upper bound if all others above both are above it too.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> least_upper_bound(nx.DiGraph([("head", "ann"), ("head", "bob")])).value
        1.0
        >>> least_upper_bound(nx.DiGraph([("ann", "bob"), ("cem", "bob")])).value
        0.0
    """
    ties = tie_arrays(graph)
    card = card_of(_LEAST_UPPER_BOUND, ties)
    sizes = np.bincount(part_of_each(ties))
    most = int(((sizes - 1) * (sizes - 2)).sum()) // 2
    if not most:
        return scalar(card, None, _TOO_SMALL)
    strong = part_of_each(ties, strong=True)
    if int(strong.max()) >= _MOST_GROUPS:
        return scalar(card, None, "too_many_actors")
    return scalar(card, 1 - _without_bound(ties, strong) / most)


def _without_bound(ties: TieArrays, strong: Ints) -> int:
    """Count the pairs of one component without a least upper bound.

    Actors who reach each other share what is above them, so groups of such actors stand for them. A group above both is the
    least one if as many groups are above it as are above both: those above it are above both in any case.
    """
    members = np.bincount(strong)
    _, first = np.unique(strong, return_index=True)
    above = reach_table(condensed(ties), 0, len(members))
    above_both = above.T.astype(np.float32) @ above.astype(np.float32)
    height = above.sum(axis=0)
    nearest = np.zeros_like(above_both)
    for group in np.argsort(height, kind="stable"):
        below = np.flatnonzero(above[group])
        nearest[np.ix_(below, below)] = height[group]
    component = part_of_each(ties)[first]
    missing = (nearest != above_both) | (above_both == 0)
    missing &= component[:, None] == component[None, :]
    np.fill_diagonal(missing, val=False)
    return int((missing * np.outer(members, members)).sum()) // 2
