"""How many of the possible ties there are, and how many are returned."""

import numpy as np
from attrs import evolve

from kimcore.model.metric import Card, Metric, Weights
from kimcore.network.arrays import Graph, Ints, TieArrays, once, tie_arrays
from kimcore.network.results import NO_TIES, TOO_FEW, by_actor, card_of, one_of, scalar

_DENSITY = Card(
    name="density",
    definition="ties / possible ties; n * (n - 1) arcs or n * (n - 1) / 2 edges are possible",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
)
_VALUED_DENSITY = Card(
    name="density",
    definition="sum of weights / possible ties; n * (n - 1) arcs or n * (n - 1) / 2 edges are possible",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
    weights=Weights.STRENGTH,
)
_RECIPROCITY = {
    "arc": Card(
        name="reciprocity",
        definition="2 * mutual / arcs; by actor 2 * mutual / (arcs in + arcs out)",
        source="Wasserman & Faust 1994",
        doi="10.1017/CBO9780511815478",
    ),
    "dyad": Card(
        name="reciprocity",
        definition="mutual / (mutual + asymmetric); by actor over the pairs the actor is in",
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


def density(graph: Graph | TieArrays, *, weights: str = "ignored") -> Metric:
    """Share of the possible ties that exist (*Dichte*).

    Isolated actors count, self-ties and repeated ties do not.

    Args:
        graph: Any graph.
        weights: ``"ignored"``, or ``"strength"`` for the mean strength over all possible ties, which can be more than 1.

    Raises:
        NetworkError: If the graph or the weights cannot be used.

    Example:
        >>> import networkx as nx
        >>> density(nx.path_graph(4)).value
        0.5
        >>> density(nx.Graph()).reason
        'fewer_than_two_actors'
    """
    one_of(weights, ("ignored", "strength"), "weights")
    ties = tie_arrays(graph)
    if weights == "ignored":
        return scalar(card_of(_DENSITY, ties), _density(ties), TOO_FEW)
    mean = float(ties.weights.sum()) / (ties.n * (ties.n - 1)) if ties.n > 1 else None
    return scalar(card_of(_VALUED_DENSITY, ties), mean, TOO_FEW)


def reciprocity(graph: Graph | TieArrays, kind: str = "arc") -> Metric:
    """Share of ties that are returned (*Erwiderung*).

    A tie is returned whatever the weights of the two arcs. `values` holds the share of each actor's ties, for ``"arc"`` and
    ``"dyad"``; an actor without a tie has none.

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
    if kind == "corrected":
        share = ties.arc_count / (ties.n * (ties.n - 1))
        return scalar(card, None if share == 1 else (returned / ties.arc_count - share) / (1 - share), "complete")
    mutual = np.bincount(ties.rows, weights=mutual_arcs(ties), minlength=ties.n)
    ends = np.diff(ties.indptr) + np.diff(ties.reversed.indptr)
    over, under = (2 * mutual, ends) if kind == "arc" else (mutual, ends - mutual)
    shares = np.divide(over, under, out=np.full(ties.n, np.nan), where=under > 0)
    value = returned / ties.arc_count if kind == "arc" else returned / (2 * ties.arc_count - returned)
    return evolve(by_actor(card, ties, shares, "isolate"), value=value)


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
