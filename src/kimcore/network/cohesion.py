"""Into how many parts a network falls, and how far its actors are from one another."""

import numpy as np

from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Graph, TieArrays, tie_arrays
from kimcore.network.paths import part_of_each, profile
from kimcore.network.progress import Progress, quiet
from kimcore.network.reach import reachable_pairs
from kimcore.network.results import TOO_FEW, card_of, one_of, scalar

_KRACKHARDT = "Krackhardt 1994, Graph theoretical dimensions of informal organizations"
_BORGATTI = "Borgatti 2006"
_BORGATTI_DOI = "10.1007/s10588-006-7084-x"

_COMPONENTS = {
    "weak": Card(
        name="components",
        definition="largest sets of actors joined by ties, whatever their direction",
        source="Wasserman & Faust 1994",
        doi="10.1017/CBO9780511815478",
        direction=Direction.SYMMETRISED,
        disconnected="counted",
    ),
    "strong": Card(
        name="components",
        definition="largest sets of actors with a path from each to each",
        source="Tarjan 1972",
        doi="10.1137/0201010",
        disconnected="counted",
    ),
}
_CONNECTEDNESS = {
    "reachable": Card(
        name="connectedness",
        definition="ordered pairs with a path from the first to the second / (n * (n - 1))",
        source="Borgatti 2006",
        doi=_BORGATTI_DOI,
        disconnected="counted",
    ),
    "semipath": Card(
        name="connectedness",
        definition="pairs joined by ties in any direction / (n * (n - 1) / 2)",
        source=_KRACKHARDT,
        direction=Direction.SYMMETRISED,
        disconnected="counted",
    ),
}
_FRAGMENTATION = {
    "semipath": Card(
        name="fragmentation",
        definition="1 - sum over components of size * (size - 1) / (n * (n - 1))",
        source=_BORGATTI,
        doi=_BORGATTI_DOI,
        direction=Direction.SYMMETRISED,
        disconnected="counted",
    ),
    "reachable": Card(
        name="fragmentation",
        definition="1 - ordered pairs with a path from the first to the second / (n * (n - 1))",
        source=_BORGATTI,
        doi=_BORGATTI_DOI,
        disconnected="counted",
    ),
}
_WEIGHTED_FRAGMENTATION = Card(
    name="distance_weighted_fragmentation",
    definition="1 - sum of 1 / distance over ordered pairs / (n * (n - 1)); 1 / distance is 0 without a path",
    source=_BORGATTI,
    doi=_BORGATTI_DOI,
    disconnected="nearness_zero",
)
_COMPACTNESS = Card(
    name="compactness",
    definition="sum of 1 / distance over ordered pairs / (n * (n - 1)); 1 / distance is 0 without a path",
    source="Latora & Marchiori 2001, there as efficiency",
    doi="10.1103/PhysRevLett.87.198701",
    disconnected="nearness_zero",
)
_MEAN_DISTANCE = Card(
    name="mean_distance",
    definition="mean number of steps over the ordered pairs that have a path",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
    disconnected="pairs_without_path_left_out",
)
_DIAMETER = Card(
    name="diameter",
    definition="largest number of steps over the ordered pairs that have a path",
    source="Wasserman & Faust 1994",
    doi="10.1017/CBO9780511815478",
    disconnected="pairs_without_path_left_out",
)


def components(graph: Graph | TieArrays, kind: str = "weak") -> Metric:
    """Number of separate parts (*Komponenten*).

    `values` holds the number of each actor's part: 1 is the largest, and among equals the one with the first actor.

    Args:
        graph: Any graph.
        kind: ``"weak"`` ignores direction, ``"strong"`` asks for paths both ways.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> parts = components(nx.Graph([("a", "b"), ("c", "d"), ("d", "e")]))
        >>> parts.value, parts.values
        (2, {'a': 2, 'b': 2, 'c': 1, 'd': 1, 'e': 1})
    """
    one_of(kind, tuple(_COMPONENTS))
    ties = tie_arrays(graph)
    numbers = part_of_each(ties, strong=kind == "strong") + 1
    values = dict(zip(ties.actors, numbers.tolist(), strict=True))
    return Metric(
        name="components",
        value=int(numbers.max(initial=0)),
        values=values,
        card=card_of(_COMPONENTS[kind], ties, kind=kind),
    )


def connectedness(graph: Graph | TieArrays, kind: str = "reachable") -> Metric:
    """Share of pairs that are joined, directly or through others (*Verbundenheit*).

    Args:
        graph: Any graph.
        kind: ``"reachable"`` counts ordered pairs with a directed path, ``"semipath"`` ignores direction.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> chain = nx.DiGraph([("a", "b"), ("b", "c")])
        >>> connectedness(chain).value, connectedness(chain, kind="semipath").value
        (0.5, 1.0)
    """
    one_of(kind, tuple(_CONNECTEDNESS))
    ties = tie_arrays(graph)
    return scalar(card_of(_CONNECTEDNESS[kind], ties, kind=kind), _joined(ties, kind), TOO_FEW)


def fragmentation(graph: Graph | TieArrays, kind: str = "semipath") -> Metric:
    """Share of pairs that are not joined, not even through others (*Zersplitterung*).

    Args:
        graph: Any graph.
        kind: ``"semipath"`` ignores direction, ``"reachable"`` counts ordered pairs without a directed path.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> round(fragmentation(nx.Graph([("a", "b"), ("c", "d")])).value, 4)
        0.6667
    """
    one_of(kind, tuple(_FRAGMENTATION))
    ties = tie_arrays(graph)
    joined = _joined(ties, kind)
    return scalar(card_of(_FRAGMENTATION[kind], ties, kind=kind), None if joined is None else 1 - joined, TOO_FEW)


def distance_weighted_fragmentation(graph: Graph | TieArrays, *, progress: Progress = quiet) -> Metric:
    """Fragmentation that also counts long ways (*entfernungsgewichtete Zersplitterung*).

    Ways follow the direction of ties; an undirected graph has ways both ways.

    Args:
        graph: Any graph.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> round(distance_weighted_fragmentation(nx.path_graph(3)).value, 4)
        0.1667
    """
    ties = tie_arrays(graph)
    near = _mean_nearness(ties, progress)
    return scalar(card_of(_WEIGHTED_FRAGMENTATION, ties), None if near is None else 1 - near, TOO_FEW)


def compactness(graph: Graph | TieArrays, *, progress: Progress = quiet) -> Metric:
    """Mean of 1 / distance over all pairs (*Kompaktheit*).

    Args:
        graph: Any graph.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> round(compactness(nx.path_graph(3)).value, 4)
        0.8333
    """
    ties = tie_arrays(graph)
    return scalar(card_of(_COMPACTNESS, ties), _mean_nearness(ties, progress), TOO_FEW)


def mean_distance(graph: Graph | TieArrays, *, progress: Progress = quiet) -> Metric:
    """Mean number of steps between actors that are joined (*mittlere Entfernung*).

    Args:
        graph: Any graph.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> round(mean_distance(nx.path_graph(3)).value, 4)
        1.3333
    """
    ties = tie_arrays(graph)
    paths = profile(ties, progress)
    reached = int(paths.reached.sum())
    return scalar(card_of(_MEAN_DISTANCE, ties), int(paths.steps.sum()) / reached if reached else None, _why_no_path(ties))


def diameter(graph: Graph | TieArrays, *, progress: Progress = quiet) -> Metric:
    """Largest number of steps between actors that are joined (*Durchmesser*).

    Args:
        graph: Any graph.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> diameter(nx.path_graph(4)).value
        3
    """
    ties = tie_arrays(graph)
    longest = int(profile(ties, progress).farthest.max(initial=0))
    return scalar(card_of(_DIAMETER, ties), longest or None, _why_no_path(ties))


def _joined(ties: TieArrays, kind: str) -> float | None:
    if ties.n < 2:  # noqa: PLR2004 - a pair
        return None
    if kind == "reachable":
        return reachable_pairs(ties) / (ties.n * (ties.n - 1))
    sizes = np.bincount(part_of_each(ties))
    return int((sizes * (sizes - 1)).sum()) / (ties.n * (ties.n - 1))


def _mean_nearness(ties: TieArrays, progress: Progress) -> float | None:
    return float(profile(ties, progress).nearness.sum()) / (ties.n * (ties.n - 1)) if ties.n > 1 else None


def _why_no_path(ties: TieArrays) -> str:
    return TOO_FEW if ties.n <= 1 else "no_ties"
