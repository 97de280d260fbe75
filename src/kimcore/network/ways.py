"""Whole ways of cases: the most frequent chains, and which steps most ways run through."""

import itertools
from collections import Counter
from typing import Literal, TypeAlias

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Graph, TieArrays, tie_arrays
from kimcore.network.events import EventLog, Events, event_log
from kimcore.network.graphs import graph_of
from kimcore.network.results import one_of
from kimcore.records import frozen

PathWeight: TypeAlias = Literal["SPC", "SPLC", "SPNP"]

_CARDS = {
    "SPC": Card(
        name="path_weights",
        definition="ways from any source to any sink that use the tie",
        source="Batagelj 2003",
        doi="10.48550/arXiv.cs/0309023",
        disconnected="counted",
    ),
    "SPLC": Card(
        name="path_weights",
        definition="ways from any actor to any sink that use the tie",
        source="Hummon & Doreian 1989; as in Liu & Lu 2012",
        doi="10.1002/asi.21692",
        disconnected="counted",
    ),
    "SPNP": Card(
        name="path_weights",
        definition="ways from any actor to any actor that use the tie",
        source="Hummon & Doreian 1989; as in Liu & Lu 2012",
        doi="10.1002/asi.21692",
        disconnected="counted",
    ),
}


@frozen(kw_only=True)
class Chain:
    """One way through the offices and how many cases took it (*Vermittlungskette*)."""

    actors: tuple[Actor | None, ...]
    """The offices in order, each stay once; `None` where nobody is named."""
    cases: int


def chains(events: Events | EventLog) -> tuple[Chain, ...]:
    """List the ways cases took, the most frequent first (*Vermittlungsketten*).

    Raises:
        NetworkError: If the events cannot be read.

    Example:
        >>> log = [("k1", "office", 1), ("k1", "school", 2), ("k2", "office", 1), ("k2", "school", 4), ("k3", "office", 1)]
        >>> [(chain.actors, chain.cases) for chain in chains(log)]
        [(('office', 'school'), 2), (('office',), 1)]
    """
    log = event_log(events).collapsed()
    if not len(log.cases):
        return ()
    ways = np.split(log.actors, np.flatnonzero(~log.same_case) + 1)
    counts = Counter(tuple(way.tolist()) for way in ways)
    names = dict(enumerate(log.names))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Chain(actors=tuple(names.get(code) for code in way), cases=count) for way, count in ordered)


def stages(events: Events | EventLog) -> nx.DiGraph:
    """Lay out all ways as a flow without loops: nodes are (step, actor), weights are cases.

    Whoever comes back appears again at a later step, so the flow is fit for `path_weights`.

    Raises:
        NetworkError: If the events cannot be read.

    Example:
        >>> flow = stages([("k1", "office", 1), ("k1", "school", 2), ("k1", "office", 3)])
        >>> list(flow.edges(data="weight"))
        [((0, 'office'), (1, 'school'), 1), ((1, 'school'), (2, 'office'), 1)]
    """
    flow = nx.DiGraph()
    counts: Counter[tuple[tuple[int, Actor | None], tuple[int, Actor | None]]] = Counter()
    for chain in chains(events):
        steps = list(enumerate(chain.actors))
        flow.add_nodes_from(steps)
        for one, following in itertools.pairwise(steps):
            counts[one, following] += chain.cases
    flow.add_weighted_edges_from((one, following, count) for (one, following), count in counts.items())
    return flow


def path_weights(graph: Graph | TieArrays, kind: PathWeight = "SPC") -> Metric:
    """Count for each tie of a flow how many ways run through it (*Wegegewichte*).

    `values` holds the count by (sender, receiver), as a whole number however large.

    Args:
        graph: A directed graph without cycles, such as `stages` gives.
        kind: ``"SPC"`` counts ways from sources to sinks, ``"SPLC"`` from all actors to sinks, ``"SPNP"`` from all to all.

    Raises:
        NetworkError: If the graph is undirected or has a cycle, or the kind is unknown.

    Example:
        >>> flow = nx.DiGraph([("a", "b"), ("b", "c"), ("b", "d")])
        >>> path_weights(flow).values
        {('a', 'b'): 2, ('b', 'c'): 1, ('b', 'd'): 1}
        >>> path_weights(flow, kind="SPNP").values
        {('a', 'b'): 3, ('b', 'c'): 2, ('b', 'd'): 2}
    """
    one_of(kind, tuple(_CARDS))
    ties = tie_arrays(graph)
    flow = graph_of(ties)
    _refuse_cycles(flow)
    order = list(nx.topological_sort(flow))
    into = _ways(order, flow.pred, from_all=kind != "SPC")
    out_of = _ways(order[::-1], flow.succ, from_all=kind == "SPNP")
    card = evolve(_CARDS[kind], n=ties.n, loops_dropped=ties.loops_dropped, parameters=(("kind", kind),))
    if not ties.arc_count:
        return Metric(name="path_weights", reason="no_ties", card=card)
    return Metric(name="path_weights", values={(i, j): into[i] * out_of[j] for i, j in flow.edges}, card=card)


def _ways(order: list[Actor], neighbours: nx.classes.coreviews.AdjacencyView, *, from_all: bool) -> dict[Actor, int]:
    """Count the ways that end at each actor, from the ends of the flow or from all actors."""
    ways: dict[Actor, int] = {}
    for actor in order:
        arriving = sum(ways[other] for other in neighbours[actor])
        ways[actor] = arriving + 1 if from_all or not arriving else arriving
    return ways


def _refuse_cycles(flow: nx.Graph) -> None:
    if not flow.is_directed():
        raise NetworkError("graph: expected a directed graph, found an undirected one")
    if nx.is_directed_acyclic_graph(flow):
        return
    cycle = " to ".join(repr(sender) for sender, _ in nx.find_cycle(flow))
    raise NetworkError(f"graph: expected no cycle, found {cycle} and back; `stages` lays ways out without cycles")
