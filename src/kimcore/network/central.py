"""How far one actor stands above all others."""

import numpy as np

from kimcore.model.metric import Card, Metric
from kimcore.network.actors import degrees
from kimcore.network.arrays import Floats, Graph, TieArrays, tie_arrays
from kimcore.network.flow import flow_through
from kimcore.network.paths import profile
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import card_of, one_of, scalar

_SUM = "sum of (largest score - score) over actors / largest such sum of any graph of this size"
_CENTRALIZATION = Card(
    name="centralization",
    definition=_SUM,
    source="Freeman 1979",
    doi="10.1016/0378-8733(78)90021-7",
    disconnected="closeness_undefined",
)
_KINDS = ("degree", "in-degree", "out-degree", "betweenness", "closeness")


def centralization(graph: Graph | TieArrays, kind: str = "degree", *, progress: Progress = quiet) -> Metric:
    """How far the most central actor stands above all others (*Zentralisierung*).

    1 is a star, 0 is a network in which all are equally central.
    The largest possible sums, for n actors without self-ties, are: degree (n - 1)(n - 2), twice that for the sum of ties
    in and out; in- or out-degree (n - 1)²; betweenness, as share of pairs, n - 1; closeness (n - 1)(n - 2)/(2n - 3),
    or (n - 1)(1 - 1/n) for ways out in a directed graph.

    Args:
        graph: Any graph; weights are ignored.
        kind: Of which score.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> centralization(nx.star_graph(4)).value, centralization(nx.cycle_graph(5)).value
        (1.0, 0.0)
        >>> centralization(nx.empty_graph(3), kind="closeness").reason
        'disconnected'
    """
    one_of(kind, _KINDS)
    ties = tie_arrays(graph)
    card = card_of(_CENTRALIZATION, ties, kind=kind)
    if kind in {"in-degree", "out-degree"} and not ties.directed:
        return scalar(card, None, "undirected")
    largest = _largest_sum(ties, kind)
    if largest <= 0:
        return scalar(card, None, "too_few_actors")
    if kind == "closeness" and (profile(ties, progress).reached < ties.n - 1).any():
        return scalar(card, None, "disconnected")
    scores = _scores(ties, kind, progress)
    return scalar(card, float((scores.max() - scores).sum()) / largest)


def _scores(ties: TieArrays, kind: str, progress: Progress) -> Floats:
    if kind == "betweenness":
        return flow_through(ties, progress) / ((ties.n - 1) * (ties.n - 2))
    if kind == "closeness":
        return (ties.n - 1) / profile(ties, progress).steps
    return degrees(ties, {"degree": "total", "in-degree": "in", "out-degree": "out"}[kind]).astype(np.float64)


def _largest_sum(ties: TieArrays, kind: str) -> float:
    n = ties.n
    if n < 2:  # noqa: PLR2004 - a pair
        return 0
    if kind == "degree":
        return (n - 1) * (n - 2) * (2 if ties.directed else 1)
    if kind == "betweenness":
        return n - 1 if n > 2 else 0  # noqa: PLR2004 - somebody between two
    if kind == "closeness":
        return (n - 1) * (1 - 1 / n) if ties.directed else (n - 1) * (n - 2) / (2 * n - 3)
    return (n - 1) ** 2
