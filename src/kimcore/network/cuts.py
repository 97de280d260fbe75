"""Actors and ties whose loss splits the network."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Graph, TieArrays, once, tie_arrays
from kimcore.network.results import by_key, card_of

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
    """What one depth-first walk through all actors leaves behind; lists by actor."""

    order: list[int]
    parent: list[int]
    entered: list[int]
    low: list[int]
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
    added = [-1 if parent < 0 else 0 for parent in walk.parent]
    for actor in walk.order:
        above = walk.parent[actor]
        if above >= 0 and walk.low[actor] >= walk.entered[above]:
            added[above] += 1
    values = {actor: max(count, 0) for actor, count in zip(ties.actors, added, strict=True)}
    number = sum(count > 0 for count in values.values())
    return Metric(name="cut_actors", value=number, values=values, card=card_of(_CUT_ACTORS, ties))


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
    below = [1] * ties.n
    root = list(range(ties.n))
    for actor in walk.order:
        if walk.parent[actor] >= 0:
            root[actor] = root[walk.parent[actor]]
    for actor in reversed(walk.order):
        if walk.parent[actor] >= 0:
            below[walk.parent[actor]] += below[actor]
    found = sorted(
        (*sorted((walk.parent[actor], actor)), min(below[actor], below[root[actor]] - below[actor]))
        for actor in walk.order
        if walk.parent[actor] >= 0 and walk.low[actor] > walk.entered[walk.parent[actor]]
    )
    values = {(ties.actors[one], ties.actors[other]): size for one, other, size in found}
    return by_key(card_of(_BRIDGES, ties), values, value=len(values))


@once
def _search(ties: TieArrays) -> _Search:
    walk = _Search(order=[], parent=[-1] * ties.n, entered=[-1] * ties.n, low=[0] * ties.n)
    both = ties.symmetrised
    starts, columns = both.indptr.tolist(), both.indices.tolist()
    untried = [iter(columns[start:stop]) for start, stop in pairwise(starts)]
    for root in range(ties.n):
        if walk.entered[root] < 0:
            _walk_from(root, untried, walk)
    return walk


def _walk_from(root: int, untried: list[Iterator[int]], walk: _Search) -> None:
    """Go as deep as possible, and on the way back tell each actor what those below reach."""
    _enter(root, walk)
    path = [root]
    while path:
        actor = path[-1]
        other = next(untried[actor], None)
        if other is None:
            path.pop()
            above = walk.parent[actor]
            if above >= 0:
                walk.low[above] = min(walk.low[above], walk.low[actor])
        elif walk.entered[other] < 0:
            walk.parent[other] = actor
            _enter(other, walk)
            path.append(other)
        elif other != walk.parent[actor]:
            walk.low[actor] = min(walk.low[actor], walk.entered[other])


def _enter(actor: int, walk: _Search) -> None:
    walk.entered[actor] = walk.low[actor] = len(walk.order)
    walk.order.append(actor)
