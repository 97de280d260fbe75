"""Where to draw the actors of a network."""

from collections.abc import Mapping
from math import cos, pi, sin, sqrt

import networkx as nx

from kimcore.network.arrays import Actor, Graph, TieArrays, tie_arrays

_PLACES = 3
"""Decimals of a place: what lies behind them differs between machines."""
_GAP = 0.35
"""Between the drawings of separate parts, in units of their radius."""


def places(graph: Graph | TieArrays) -> Mapping[Actor, tuple[float, float]]:
    """Return where to draw each actor, so that distances follow the number of steps between actors (*Anordnung*).

    The largest part is arranged by Kamada and Kawai from a circle of sorted names, without chance, and fills a disc of radius
    one around (0, 0). Smaller parts follow in a row below it, and actors without ties in rows below these.
    The arrangement is for the eye: that two actors lie close to each other proves nothing.

    Args:
        graph: Any graph; direction and weights are ignored.

    Raises:
        NetworkError: If the graph cannot be used.

    Source:
        Kamada & Kawai 1989, An algorithm for drawing general undirected graphs, Information Processing Letters 31(1), 7-15,
        doi:10.1016/0020-0190(89)90102-6

    Example:
        >>> found = places(nx.path_graph(3))
        >>> sorted(found) == [0, 1, 2], all(abs(x) <= 1 and abs(y) <= 1 for x, y in found.values())
        (True, True)
    """
    ties = tie_arrays(graph)
    pairs = zip(ties.rows.tolist(), ties.indices.tolist(), strict=True)
    bare = nx.Graph()
    bare.add_nodes_from(range(ties.n))
    bare.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    parts = sorted((sorted(part) for part in nx.connected_components(bare)), key=lambda part: (-len(part), part))
    tied = [part for part in parts if len(part) > 1]
    alone = [part[0] for part in parts if len(part) == 1]
    found: dict[int, tuple[float, float]] = {}
    for part, (x, y, radius) in zip(tied, _discs([len(part) for part in tied]), strict=True):
        found |= {actor: (x + radius * dx, y + radius * dy) for actor, (dx, dy) in _arranged(bare.subgraph(part), part).items()}
    lowest = min((y for _, y in found.values()), default=0.0)
    found |= _rows(alone, lowest - _GAP)
    return {ties.actors[row]: (round(x, _PLACES), round(y, _PLACES)) for row, (x, y) in sorted(found.items())}


def _discs(sizes: list[int]) -> list[tuple[float, float, float]]:
    """Give middle and radius of each part: the largest in the middle, the others in a row below."""
    if not sizes:
        return []
    radii = [max(0.08, sqrt(size / sizes[0])) for size in sizes]
    row = radii[1:]
    width = sum(2 * radius for radius in row) + _GAP * 0.5 * max(0, len(row) - 1)
    left, below, discs = -width / 2, -1 - _GAP - max(row, default=0.0), [(0.0, 0.0, 1.0)]
    for radius in row:
        discs.append((left + radius, below, radius))
        left += 2 * radius + _GAP * 0.5
    return discs


def _arranged(part: nx.Graph, actors: list[int]) -> dict[int, tuple[float, float]]:
    """Arrange a connected part in a disc of radius one around its middle."""
    turns = [2 * pi * place / len(actors) for place in range(len(actors))]
    begin = {actor: (cos(turn), sin(turn)) for actor, turn in zip(actors, turns, strict=True)}
    steps = dict(nx.all_pairs_shortest_path_length(part))
    raw = nx.kamada_kawai_layout(part, dist=steps, pos=begin)
    x, y = (sum(float(place[axis]) for place in raw.values()) / len(raw) for axis in (0, 1))
    moved = {actor: (float(place[0]) - x, float(place[1]) - y) for actor, place in raw.items()}
    reach = max(sqrt(dx * dx + dy * dy) for dx, dy in moved.values()) or 1.0
    return {actor: (dx / reach, dy / reach) for actor, (dx, dy) in moved.items()}


def _rows(actors: list[int], top: float) -> dict[int, tuple[float, float]]:
    """Put actors without ties side by side, a dozen in a row."""
    many = 12
    step = 2 / many
    return {actor: (-1 + step * (place % many + 0.5), top - step * (place // many)) for place, actor in enumerate(sorted(actors))}
