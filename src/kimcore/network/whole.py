"""How many of the possible ties there are, and how many are returned."""

import numpy as np

from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Graph, Ints, TieArrays, once, tie_arrays
from kimcore.network.results import NO_TIES, TOO_FEW, card_of, one_of, scalar

_DENSITY = Card(
    name="density",
    definition="ties / possible ties; n * (n - 1) arcs or n * (n - 1) / 2 edges are possible",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
)
_RECIPROCITY = {
    "arc": Card(
        name="reciprocity",
        definition="2 * mutual / arcs",
        source="Wasserman & Faust 1994",
        doi="10.1017/CBO9780511815478",
    ),
    "dyad": Card(
        name="reciprocity",
        definition="mutual / (mutual + asymmetric)",
        source="Wasserman & Faust 1994",
        doi="10.1017/CBO9780511815478",
    ),
    "corrected": Card(
        name="reciprocity",
        definition="(2 * mutual / arcs - density) / (1 - density)",
        source="Garlaschelli & Loffredo 2004",
        doi="10.1103/PhysRevLett.93.268701",
    ),
}


def density(graph: Graph | TieArrays) -> Metric:
    """Share of the possible ties that exist (*Dichte*).

    Isolated actors count, self-ties and repeated ties do not.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> density(nx.path_graph(4)).value
        0.5
        >>> density(nx.Graph()).reason
        'fewer_than_two_actors'
    """
    ties = tie_arrays(graph)
    return scalar(card_of(_DENSITY, ties), _density(ties), TOO_FEW)


def reciprocity(graph: Graph | TieArrays, kind: str = "arc") -> Metric:
    """Share of ties that are returned (*Erwiderung*).

    Args:
        graph: A directed graph; in an undirected one every tie is returned by definition, so there is no number.
        kind: ``"arc"`` counts arcs, ``"dyad"`` pairs with any tie, ``"corrected"`` arcs beyond what density alone brings.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
        >>> round(reciprocity(graph).value, 3), reciprocity(graph, kind="dyad").value
        (0.667, 0.5)
    """
    one_of(kind, tuple(_RECIPROCITY))
    ties = tie_arrays(graph)
    card = card_of(_RECIPROCITY[kind], ties, kind=kind)
    if not ties.directed:
        return scalar(card, None, "undirected")
    if not ties.arc_count:
        return scalar(card, None, NO_TIES)
    returned = 2 * mutual_count(ties)
    if kind == "dyad":
        return scalar(card, returned / (2 * ties.arc_count - returned))
    if kind == "arc":
        return scalar(card, returned / ties.arc_count)
    share = ties.arc_count / (ties.n * (ties.n - 1))
    return scalar(card, None if share == 1 else (returned / ties.arc_count - share) / (1 - share), "complete")


def isolates(graph: Graph | TieArrays) -> Metric:
    """Number of actors without any tie (*Isolierte*); `values` holds 1 for each of them and 0 for the others.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> graph = nx.path_graph(2)
        >>> graph.add_node(7)
        >>> isolates(graph).value, isolates(graph).values
        (1, {0: 0, 1: 0, 7: 1})
    """
    ties = tie_arrays(graph)
    alone = np.diff(ties.indptr) + np.diff(ties.reversed.indptr) == 0
    values = dict(zip(ties.actors, alone.astype(int).tolist(), strict=True))
    return Metric(name="isolates", value=int(alone.sum()), values=values, card=card_of(_ISOLATES, ties))


_ISOLATES = Card(
    name="isolates",
    definition="actors without a tie in either direction",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
)


@once
def mutual_arcs(ties: TieArrays) -> Ints:
    """Tell for each arc whether it is returned, shape (arcs,), as 0 or 1.

    Raises:
        Nothing of its own.
    """
    directions = ties.directions
    is_arc = directions != 2  # noqa: PLR2004 - the others exist only turned round
    return np.asarray(directions[is_arc] == 3, dtype=np.int64)  # noqa: PLR2004 - both ways


def mutual_count(ties: TieArrays) -> int:
    """Count the pairs with a tie in both directions.

    Raises:
        Nothing of its own.
    """
    return int(mutual_arcs(ties).sum()) // 2


def _density(ties: TieArrays) -> float | None:
    return ties.arc_count / (ties.n * (ties.n - 1)) if ties.n > 1 else None
