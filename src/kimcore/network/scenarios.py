"""What would change if an actor left, two merged, an agreement came or went."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TypeAlias

import networkx as nx
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.bounds import MetricFunction
from kimcore.network.census import transitivity
from kimcore.network.central import centralization
from kimcore.network.cohesion import (
    compactness,
    components,
    connectedness,
    diameter,
    distance_weighted_fragmentation,
    fragmentation,
    mean_distance,
)
from kimcore.network.graphs import graph_of
from kimcore.network.whole import density, isolates, reciprocity
from kimcore.records import frozen

Tie: TypeAlias = tuple[Actor, Actor]
Offers: TypeAlias = Mapping[Hashable, Collection[Actor]]
"""For each category of need, who offers something for it."""

WHOLE_NETWORK: Mapping[str, MetricFunction] = MappingProxyType(
    {
        "density": density,
        "reciprocity": reciprocity,
        "connectedness": connectedness,
        "fragmentation": fragmentation,
        "distance_weighted_fragmentation": distance_weighted_fragmentation,
        "compactness": compactness,
        "components": components,
        "isolates": isolates,
        "mean_distance": mean_distance,
        "diameter": diameter,
        "transitivity": transitivity,
        "degree_centralization": centralization,
        "betweenness_centralization": partial(centralization, kind="betweenness"),
    }
)
"""The metrics compared if none are asked for."""

_REACH = Card(
    name="reach",
    definition="actors that offer it or have a path to one that does / n",
    source="kimcore; paths as in Wasserman & Faust 1994",
    disconnected="counted",
)


@frozen(kw_only=True)
class Change:
    """A number before and after (*Veränderung einer Kennzahl*)."""

    before: Metric
    after: Metric

    @property
    def difference(self) -> float | None:
        """Return after minus before, `None` if either is not defined."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@frozen(kw_only=True)
class ReachChange:
    """Who can reach help for a need, before and after (*Erreichbarkeit*)."""

    before: Metric
    after: Metric
    cut_off: tuple[Actor, ...]
    """Actors that are still there and have lost every path."""
    newly_reached: tuple[Actor, ...]


@frozen(kw_only=True, eq=False)
class WhatIf:
    """A network as it would be, beside the network as it is (*Was-wäre-wenn*)."""

    graph: nx.Graph
    """The network after the change."""
    changes: Mapping[str, Change]
    """For each metric, by name."""
    reach: Mapping[Hashable, ReachChange]
    """For each category of need."""
    fragmentation_removed: Metric | None = None
    """Fragmentation of those who remain: the actors who left are no longer counted."""
    fragmentation_isolated: Metric | None = None
    """Fragmentation with the actors who left still counted, as isolates: never below that before."""


def what_if(
    graph: Graph | TieArrays,
    *,
    without: Actor | Collection[Actor] | None = None,
    merge: Sequence[Actor] = (),
    add: Iterable[Tie] = (),
    remove: Iterable[Tie] = (),
    metrics: Mapping[str, MetricFunction] = WHOLE_NETWORK,
    offers: Offers = MappingProxyType({}),
) -> WhatIf:
    """Change a network and measure it before and after.

    First ties end, then ties begin, then actors merge, then actors leave.
    An actor that leaves changes n as well as the ties, so fragmentation is given twice: `removed` counts only those who remain,
    `isolated` keeps the actor without ties, as UCINET does. The two are different numbers.

    Args:
        graph: The network as it is.
        without: An actor that leaves; a list, set or frozenset is several.
        merge: Actors that become one, under the name of the first; ties among them vanish, other ties are joined.
        add: Ties that begin, as (sender, receiver).
        remove: Ties that end.
        metrics: What to compare, by name.
        offers: For each category of need, who offers something for it.

    Raises:
        NetworkError: If the graph cannot be used, or an actor or tie is not there (or is already there, for `add`).

    Source:
        Everett & Borgatti 2010, Induced, endogenous and exogenous centrality, Social Networks 32(4), 339-344,
        doi:10.1016/j.socnet.2010.06.004

    Example:
        >>> import networkx as nx
        >>> graph = nx.Graph([("office", "school"), ("office", "clinic"), ("clinic", "ngo")])
        >>> result = what_if(graph, without="office", offers={"health": {"clinic"}})
        >>> round(result.fragmentation_removed.value, 3), round(result.fragmentation_isolated.value, 3)
        (0.667, 0.833)
        >>> result.reach["health"].cut_off
        ('school',)
        >>> round(result.changes["density"].difference, 3)
        -0.167
    """
    ties = tie_arrays(graph)
    before = graph_of(ties)
    leaving = in_order(_several(without))
    _refuse_strangers(before, leaving, "without")
    after = before.copy()
    _end(after, remove)
    _begin(after, add)
    after = _merged(after, tuple(merge))
    _refuse_strangers(after, leaving, "without")
    isolated = after.copy()
    isolated.remove_edges_from([edge for edge in after.edges if not {*leaving}.isdisjoint(edge)])
    after.remove_nodes_from(leaving)
    return WhatIf(
        graph=after,
        changes={name: Change(before=measure(before), after=measure(after)) for name, measure in metrics.items()},
        reach={category: _reach_change(before, after, category, set(offers[category])) for category in in_order(offers)},
        fragmentation_removed=fragmentation(after) if leaving else None,
        fragmentation_isolated=fragmentation(isolated) if leaving else None,
    )


def reach_by_category(graph: Graph | TieArrays, offers: Offers) -> Metric:
    """Measure for each category of need who can reach help (*Erreichbarkeit*).

    An actor reaches help if it offers it or a path of ties leads to one that does; `values` holds the share of actors that do.

    Raises:
        NetworkError: If the graph cannot be used, or an actor that offers something is not in it.

    Example:
        >>> import networkx as nx
        >>> referrals = nx.DiGraph([("office", "clinic"), ("ngo", "office")])
        >>> reach_by_category(referrals, {"health": {"clinic"}, "work": {"office"}, "law": ()}).values
        {'health': 1.0, 'law': 0.0, 'work': 0.6666666666666666}
    """
    ties = tie_arrays(graph)
    net = graph_of(ties)
    for category, offering in offers.items():
        _refuse_strangers(net, in_order(offering), f"offers[{category!r}]")
    card = evolve(_REACH, n=ties.n, loops_dropped=ties.loops_dropped)
    if not ties.n:
        return Metric(name="reach", reason="no_actors", card=card)
    values = {category: len(_reached(net, set(offers[category]))) / ties.n for category in in_order(offers)}
    return Metric(name="reach", values=values, card=card)


def _reach_change(before: nx.Graph, after: nx.Graph, category: Hashable, offering: set[Actor]) -> ReachChange:
    _refuse_strangers(before, in_order(offering), f"offers[{category!r}]")
    first, second = _reached(before, offering), _reached(after, offering & set(after))
    return ReachChange(
        before=_reach(before, category, first),
        after=_reach(after, category, second),
        cut_off=in_order((first & set(after)) - second),
        newly_reached=in_order(second - first),
    )


def _reach(net: nx.Graph, category: Hashable, reached: set[Actor]) -> Metric:
    card = evolve(_REACH, n=len(net), parameters=(("category", str(category)),))
    if not len(net):
        return Metric(name="reach", reason="no_actors", card=card)
    return Metric(name="reach", value=len(reached) / len(net), card=card)


def _reached(net: nx.Graph, offering: set[Actor]) -> set[Actor]:
    towards = net.reverse(copy=False) if net.is_directed() else net
    return {actor for layer in nx.bfs_layers(towards, offering) for actor in layer}


def _several(actors: Actor | Collection[Actor] | None) -> frozenset[Actor]:
    if actors is None:
        return frozenset()
    if isinstance(actors, list | set | frozenset):
        return frozenset(actors)
    if not isinstance(actors, Hashable):
        raise NetworkError(f"without: expected an actor, or a list or set of actors, found {type(actors).__name__}")
    return frozenset({actors})


def _end(net: nx.Graph, ties: Iterable[Tie]) -> None:
    for tie in ties:
        if not net.has_edge(*_pair(net, tie, "remove")):
            raise NetworkError(f"remove: expected a tie of the network, found {tie!r}")
        net.remove_edge(*tie)


def _begin(net: nx.Graph, ties: Iterable[Tie]) -> None:
    for tie in ties:
        sender, receiver = _pair(net, tie, "add")
        if sender == receiver or net.has_edge(sender, receiver):
            raise NetworkError(f"add: expected a tie that is not yet there between two actors, found {tie!r}")
        net.add_edge(sender, receiver, weight=1.0)


def _merged(net: nx.Graph, actors: tuple[Actor, ...]) -> nx.Graph:
    _refuse_strangers(net, actors, "merge")
    if len(actors) == 1 or len(set(actors)) < len(actors):
        raise NetworkError(f"merge: expected two or more different actors, found {actors!r}")
    if not actors:
        return net
    into = dict.fromkeys(actors, actors[0])
    joined = net.__class__()
    joined.add_nodes_from((actor, data) for actor, data in net.nodes(data=True) if into.get(actor, actor) == actor)
    for sender, receiver, weight in net.edges(data="weight"):
        one, other = into.get(sender, sender), into.get(receiver, receiver)
        if one != other:
            sofar = joined.get_edge_data(one, other, default={"weight": 0.0})["weight"]
            joined.add_edge(one, other, weight=sofar + weight)
    return joined


def _pair(net: nx.Graph, tie: object, where: str) -> Tie:
    if not isinstance(tie, tuple | list) or len(tie) != 2:  # noqa: PLR2004 - two ends
        raise NetworkError(f"{where}: expected pairs of actors, found {tie!r}")
    _refuse_strangers(net, tuple(tie), where)
    return tie[0], tie[1]


def _refuse_strangers(net: nx.Graph, actors: Iterable[Actor], where: str) -> None:
    strangers = [actor for actor in actors if actor not in net]
    if strangers:
        raise NetworkError(f"{where}: expected actors of the network, found {', '.join(map(repr, strangers[:5]))}")
