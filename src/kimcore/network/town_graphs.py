"""The cooperation of a town as a graph of networkx."""

from collections.abc import Iterable
from datetime import date

import networkx as nx

from kimcore.model import ActorId, Town
from kimcore.network.cooperation import DEFAULT_LAYERS, Layer, actors_and_arcs


def cooperation_graph(
    town: Town, *, on: date, layers: Iterable[Layer] = DEFAULT_LAYERS, fewest_cases: int = 1
) -> "nx.DiGraph[ActorId]":
    """Return who works with whom on a day as a directed graph (*Kooperationsgraph*).

    Every actor of the day is a node, also without a tie.
    An arc's ``weight`` is the greatest strength stated, from 2 (exchanges information) to 5 (binding agreement);
    a declared tie without a strength counts 2. Ties of strength 0 or 1 are no cooperation.

    Args:
        town: the town.
        on: the day of the question.
        layers: what counts as cooperation.
        fewest_cases: enacted ties that rest on fewer cases are left out; where a graph is shown to others, 3 protects the people
            in the cases.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS
        >>> cooperation_graph(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).number_of_nodes()
        0
    """
    actors, arcs = actors_and_arcs(town, on=on, layers=layers, fewest_cases=fewest_cases)
    graph: nx.DiGraph[ActorId] = nx.DiGraph()
    graph.add_nodes_from(actors)
    graph.add_weighted_edges_from((source, target, strength) for (source, target), strength in arcs.items())
    return graph
