"""Who meets whom in which body: networks of two kinds of nodes, actors and events."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

import networkx as nx
from attrs import evolve
from networkx.algorithms import bipartite

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.arrays import Actor, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.graphs import graph_of
from kimcore.network.results import one_of
from kimcore.records import frozen

Centrality: TypeAlias = Callable[[nx.Graph, frozenset[Actor]], Mapping[Actor, float]]
Weighting: TypeAlias = Literal["plain", "newman"]

_EVERETT = "Borgatti & Everett 1997"
_EVERETT_DOI = "10.1016/S0378-8733(96)00301-2"


def _card(name: str, definition: str, disconnected: str = "counted") -> Card:
    return Card(
        name=name,
        definition=definition,
        source=_EVERETT,
        doi=_EVERETT_DOI,
        direction=Direction.UNDIRECTED,
        loops="refused",
        disconnected=disconnected,
    )


_DENSITY = _card("two_mode_density", "ties / (actors * bodies)")
_DEGREE = _card("two_mode_degree", "ties / size of the other mode")
_CLOSENESS = _card(
    "two_mode_closeness",
    "least sum of distances possible in the own part / sum of distances, times the share of all others in that part",
    "within_component_scaled",
)
_BETWEENNESS = _card("two_mode_betweenness", "sum of shares of shortest paths / largest such sum possible for the two sizes")
_PROJECTIONS = {
    "plain": Card(
        name="projection",
        definition="bodies two actors share",
        source=_EVERETT,
        doi=_EVERETT_DOI,
        direction=Direction.UNDIRECTED,
        weights=Weights.COUNT,
        loops="refused",
    ),
    "newman": Card(
        name="projection",
        definition="sum over shared bodies of 1 / (members - 1)",
        source="Newman 2001",
        doi="10.1103/PhysRevE.64.016132",
        direction=Direction.UNDIRECTED,
        weights=Weights.STRENGTH,
        loops="refused",
    ),
}


@frozen(kw_only=True, eq=False)
class Projection:
    """Actors tied by the bodies they share (*Projektion*)."""

    graph: nx.Graph
    """The actors, with the weight of each tie."""
    largest_body: int
    """Members of the largest body: a body of k members makes k(k - 1)/2 ties of its own."""
    card: Card


def two_mode_density(graph: Graph | TieArrays, actors: Iterable[Actor]) -> Metric:
    """Share of possible memberships that exist (*Dichte eines Zwei-Modus-Netzwerks*).

    Raises:
        NetworkError: If the graph cannot be used, or two actors or two bodies are tied to each other.

    Example:
        >>> seats = nx.Graph([("office", "board"), ("school", "board"), ("school", "round table")])
        >>> two_mode_density(seats, ["office", "school"]).value
        0.75
    """
    net, own = _read(graph, actors)
    card = _of(_DENSITY, net, own)
    possible = len(own) * (len(net) - len(own))
    if not possible:
        return Metric(name=card.name, reason="a_mode_is_empty", card=card)
    return Metric(name=card.name, value=net.number_of_edges() / possible, card=card)


def two_mode_degree(graph: Graph | TieArrays, actors: Iterable[Actor]) -> Metric:
    """Share of the other mode each node is tied to (*Gradzentralität*).

    `values` holds actors and bodies alike: a body's is its share of all actors.

    Raises:
        NetworkError: If the graph cannot be used, or two actors or two bodies are tied to each other.

    Example:
        >>> seats = nx.Graph([("office", "board"), ("school", "board"), ("school", "round table")])
        >>> two_mode_degree(seats, ["office", "school"]).values
        {'board': 1.0, 'office': 0.5, 'round table': 0.5, 'school': 1.0}
    """
    net, own = _read(graph, actors)
    return _by_node(_of(_DEGREE, net, own), net, own, bipartite.degree_centrality)


def two_mode_closeness(graph: Graph | TieArrays, actors: Iterable[Actor]) -> Metric:
    """How near each node is to all others, through bodies and actors by turns (*Nähezentralität*).

    1 is a node that is as near as a node of its mode can be. A node without any tie has `None`.

    Raises:
        NetworkError: If the graph cannot be used, or two actors or two bodies are tied to each other.

    Example:
        >>> seats = nx.Graph([("office", "board"), ("school", "board"), ("school", "round table")])
        >>> two_mode_closeness(seats, ["office", "school"]).values["school"]
        1.0
    """
    net, own = _read(graph, actors)
    found = _by_node(_of(_CLOSENESS, net, own), net, own, _near)
    alone = {node for node in net if not net.degree(node)}
    if found.reason is not None or not alone:
        return found
    values = {node: None if node in alone else value for node, value in found.values.items()}
    return evolve(found, values=values, reasons=dict.fromkeys(in_order(alone), "no_ties"))


def _near(net: nx.Graph, own: frozenset[Actor]) -> dict[Actor, float]:
    """Divide the least sum of distances possible in the own part by the sum, and take the share of others in that part.

    networkx takes the least sum possible in the whole, which makes more than 1 of a node that is in the midst of a small part.
    """
    found = dict.fromkeys(net, 0.0)
    for part in nx.connected_components(net):
        share = (len(part) - 1) / (len(net) - 1) if len(part) > 1 else 0.0
        within = bipartite.closeness_centrality(net.subgraph(part), own & part) if share else {}
        found |= {node: value * share for node, value in within.items()}
    return found


def two_mode_betweenness(graph: Graph | TieArrays, actors: Iterable[Actor]) -> Metric:
    """How often each node stands between others (*Zwischenzentralität*).

    The largest possible value depends on the sizes of both modes; that value is 1.
    Where nobody of a mode can stand between others, as with a single body, its values are `None`.

    Raises:
        NetworkError: If the graph cannot be used, or two actors or two bodies are tied to each other.

    Example:
        >>> seats = nx.Graph([("office", "board"), ("school", "board"), ("ngo", "board")])
        >>> two_mode_betweenness(seats, ["office", "school", "ngo"]).values["board"]
        1.0
    """
    net, own = _read(graph, actors)
    found = _by_node(_of(_BETWEENNESS, net, own), net, own, lambda net, _: nx.betweenness_centrality(net, normalized=False))
    sizes = {True: len(own), False: len(net) - len(own)}
    largest = {is_actor: _largest_betweenness(sizes[is_actor], sizes[not is_actor]) for is_actor in sizes}
    values = {
        node: value / largest[node in own] if value is not None and largest[node in own] else None
        for node, value in found.values.items()
    }
    return evolve(
        found, values=values, reasons={node: "nobody_to_stand_between" for node, value in values.items() if value is None}
    )


def project(graph: Graph | TieArrays, actors: Iterable[Actor], weighting: Weighting = "plain") -> Projection:
    """Tie the actors that share a body (*Projektion auf die Akteure*).

    A body of thirty makes a clique of thirty: density and centralities of the projection say little where `largest_body`
    is large. Newman's weights count a shared body less the more members it has, so that all ties an actor owes to one body
    add up to 1.

    Args:
        graph: Memberships: actors on one side, bodies on the other.
        actors: The nodes of the side to keep.
        weighting: ``"plain"`` counts shared bodies, ``"newman"`` gives each body's ties 1 / (members - 1).

    Raises:
        NetworkError: If the graph or the weighting cannot be used, or two actors or two bodies are tied to each other.

    Source:
        Newman 2001, Scientific collaboration networks II, Physical Review E 64, 016132, doi:10.1103/PhysRevE.64.016132

    Example:
        >>> seats = nx.Graph([("office", "board"), ("school", "board"), ("ngo", "board"), ("ngo", "table"), ("school", "table")])
        >>> list(project(seats, ["office", "school", "ngo"]).graph.edges(data="weight"))
        [('ngo', 'office', 1), ('ngo', 'school', 2), ('office', 'school', 1)]
        >>> project(seats, ["office", "school", "ngo"], weighting="newman").graph["ngo"]["school"]["weight"]
        1.5
    """
    one_of(weighting, tuple(_PROJECTIONS), "weighting")
    net, own = _read(graph, actors)
    kept = in_order(own)
    projected = nx.Graph()
    projected.add_nodes_from((actor, net.nodes[actor]) for actor in kept)
    weigh = bipartite.weighted_projected_graph if weighting == "plain" else bipartite.collaboration_weighted_projected_graph
    edges = weigh(net, kept).edges(data="weight") if len(kept) < len(net) else ()  # without bodies nobody meets
    weights = {frozenset(edge[:2]): edge[2] for edge in edges}
    pairs = ((one, other) for place, one in enumerate(kept) for other in kept[place + 1 :])
    projected.add_weighted_edges_from(
        (one, other, weights[frozenset((one, other))]) for one, other in pairs if frozenset((one, other)) in weights
    )
    bodies = [net.degree(node) for node in net if node not in own]
    return Projection(graph=projected, largest_body=max(bodies, default=0), card=_of(_PROJECTIONS[weighting], net, own))


def _read(graph: Graph | TieArrays, actors: Iterable[Actor]) -> tuple[nx.Graph, frozenset[Actor]]:
    """Return the memberships as an undirected graph, and the actors in it."""
    ties = tie_arrays(graph)
    own = frozenset(actors)
    strangers = in_order(own - set(ties.actors))
    if strangers:
        raise NetworkError(f"actors: expected nodes of the graph, found {', '.join(map(repr, strangers[:5]))}")
    if ties.loops_dropped:
        raise NetworkError(f"graph: expected ties between actors and bodies, found {ties.loops_dropped} self-ties")
    net = graph_of(ties.symmetrised)
    within = next(((i, j) for i, j in net.edges if (i in own) == (j in own)), None)
    if within is not None:
        kind = "actors" if within[0] in own else "bodies"
        found = f"one between the {kind} {within[0]!r} and {within[1]!r}"
        raise NetworkError(f"graph: expected ties between actors and bodies, found {found}")
    return net, own


def _of(card: Card, net: nx.Graph, own: frozenset[Actor]) -> Card:
    sizes = (("actors", str(len(own))), ("bodies", str(len(net) - len(own))))
    return evolve(card, n=len(net), parameters=sizes)


def _by_node(card: Card, net: nx.Graph, own: frozenset[Actor], compute: Centrality) -> Metric:
    if not own or len(own) == len(net):
        return Metric(name=card.name, reason="a_mode_is_empty", card=card)
    found = compute(net, own)
    return Metric(name=card.name, values={node: found[node] for node in net}, card=card)


def _largest_betweenness(own: int, other: int) -> float:
    """Return the largest betweenness a node can have with so many nodes of its own mode and of the other one."""
    if not other:
        return 0
    full, rest = divmod(own - 1, other)
    return (other**2 * (full + 1) ** 2 + other * (full + 1) * (2 * rest - full - 1) - rest * (2 * full - rest + 3)) / 2
