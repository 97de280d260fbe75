"""From checked ties back to a graph, in one order whatever order they came in."""

from collections.abc import Container

import networkx as nx

from kimcore.network.arrays import Actor, Graph, TieArrays, tie_arrays


def graph_of(ties: TieArrays) -> nx.Graph:
    """Build a simple graph with sorted actors and ties, their attributes and strengths.

    Raises:
        Nothing of its own.

    Example:
        >>> from kimcore.network.arrays import tie_arrays
        >>> graph = graph_of(tie_arrays(nx.MultiDiGraph([("b", "a"), ("b", "a"), ("b", "b")])))
        >>> list(graph.nodes), list(graph.edges(data="weight"))
        (['a', 'b'], [('b', 'a', 2.0)])
    """
    graph = nx.DiGraph() if ties.directed else nx.Graph()
    graph.add_nodes_from((actor, dict(ties.attributes.get(actor, {}))) for actor in ties.actors)
    arcs = zip(ties.rows.tolist(), ties.indices.tolist(), ties.weights.tolist(), strict=True)
    graph.add_weighted_edges_from((ties.actors[i], ties.actors[j], weight) for i, j, weight in arcs if ties.directed or i < j)
    return graph


def part_of(graph: Graph | TieArrays, actors: Container[Actor]) -> nx.Graph:
    """Keep some actors and the ties between them, such as those whose group is known.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> list(part_of(nx.path_graph(4), {0, 1, 3}).edges)
        [(0, 1)]
    """
    whole = graph_of(tie_arrays(graph))
    return whole.subgraph([actor for actor in whole if actor in actors]).copy()
