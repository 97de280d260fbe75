"""Bounds of any whole-network metric where some did not answer."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import TypeAlias

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Graph, Ints, TieArrays
from kimcore.network.missing import Bounds, Gaps, bounds_card, gaps

MetricFunction: TypeAlias = Callable[[Graph], Metric]

ENUMERATE_UP_TO = 10
"""Up to so many unknown cells every possible network is measured (1,024 of them)."""

_GROWS = frozenset({"density", "connectedness", "compactness", "average_degree"})
_SHRINKS = frozenset({"fragmentation", "distance_weighted_fragmentation", "components", "isolates"})
_SHARES = frozenset({"transitivity", "centralization", "efficiency", "hierarchy", "least_upper_bound", "reciprocity"})
_STEPS = frozenset({"mean_distance", "diameter"})


def metric_bounds(
    metric: MetricFunction,
    graph: Graph | TieArrays,
    *,
    silent: Iterable[Actor],
    reconstructed: bool = False,
    enumerate_up_to: int = ENUMERATE_UP_TO,
) -> Bounds:
    """Find bounds of a whole-network metric over every network the answers allow.

    ``enumerated``: with few unknown cells every possible network is measured; exact.
    ``monotone``: a tie more can only raise (or only lower) the metric, so no tie and all ties give the bounds; exact.
    ``extremal``: arc and dyad reciprocity are highest if every known tie to a silent actor is returned and nothing else added,
    lowest if none is returned and everything else added; exact.
    ``by_actor``: degree centralization from the least and the greatest degree of each actor; exact for in- and out-degree.
    ``range``: what the metric can be at all; outer bounds.

    Args:
        metric: One of this package's functions for the whole network, such as `transitivity`;
            give kinds with `functools.partial`.
        graph: The answers; ties given as sent by a silent actor count as not known.
        silent: Who did not answer.
        reconstructed: Whether ties of the silent are taken over from the other end first.
        enumerate_up_to: Largest number of unknown cells for which every network is measured.

    Raises:
        NetworkError: If the graph cannot be used, a silent actor is not in it, or nothing is known about the metric's range.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.whole import reciprocity
        >>> answers = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "a")])
        >>> bounds = metric_bounds(reciprocity, answers, silent=["c"])
        >>> bounds.lower, bounds.upper, bounds.method
        (0.5, 1.0, 'enumerated')
    """
    found = gaps(graph, silent, reconstructed=reconstructed)
    least = metric(found.graph(found.known))
    card = bounds_card(least.card, found, reconstructed=reconstructed)
    card = evolve(card, parameters=tuple(sorted({*card.parameters, *least.card.parameters})))
    if len(found.unknown) <= enumerate_up_to:
        every = [metric(found.graph(cells)) for cells in _completions(found)]
        return _over(every, least.name, "enumerated", card)
    kind = dict(least.card.parameters).get("kind")
    if least.name in _GROWS | _SHRINKS:
        most = metric(found.graph(np.union1d(found.known, found.unknown)))
        return _over([least, most], least.name, "monotone", card)
    if least.name == "reciprocity" and kind in {"arc", "dyad"}:
        return _over([metric(found.graph(cells)) for cells in _reciprocity_extremes(found)], least.name, "extremal", card)
    if least.name == "centralization" and kind in {"degree", "in-degree", "out-degree"}:
        return _centralization(found, least.name, kind, card)
    lower, upper = _range_of(least.name, kind, found.ties.n)
    return Bounds(name=least.name, lower=lower, upper=upper, method="range", card=card)


def _over(metrics: Iterable[Metric], name: str, method: str, card: Card) -> Bounds:
    """Span the values of metrics; networks for which the metric is not defined have none."""
    measured = list(metrics)
    values = [metric.value for metric in measured if metric.value is not None]
    if not values:
        return Bounds(name=name, method=method, reason=measured[0].reason, card=card)
    return Bounds(name=name, lower=min(values), upper=max(values), is_exact=True, method=method, card=card)


def _completions(found: Gaps) -> Iterable[Ints]:
    """Give every network the answers allow, the one without any unknown tie first."""
    for chosen in product((False, True), repeat=len(found.unknown)):
        yield np.union1d(found.known, found.unknown[np.array(chosen, dtype=np.bool_)])


def _reciprocity_extremes(found: Gaps) -> tuple[Ints, Ints]:
    n = found.ties.n
    rows, columns = np.divmod(found.unknown, n)
    turned = columns * n + rows
    is_open = np.isin(turned, found.unknown)  # both ends are silent
    would_return = np.isin(turned, found.known)
    returned = found.unknown[is_open | would_return]
    unreturned = found.unknown[~would_return & (~is_open | (rows < columns))]
    return np.union1d(found.known, returned), np.union1d(found.known, unreturned)


def _centralization(found: Gaps, name: str, kind: str, card: Card) -> Bounds:
    """Bound the sum of differences to the largest degree, given each actor's least and greatest degree.

    The sum is smallest when all others come as near as they can to the largest degree that cannot be avoided,
    and greatest when one actor has as many ties as possible and all others as few.
    """
    n = found.ties.n
    least = _degrees(found, found.known, kind)
    most = least + _degrees(found, found.unknown, kind)
    floor = least.max()
    smallest = int((floor - np.minimum(most, floor)).sum())
    greatest = max(
        int((top - np.minimum(least, top)).sum() + top_least - top) for top, top_least in zip(most, least, strict=True)
    )
    largest = (n - 1) ** 2 if kind != "degree" else (n - 1) * (n - 2) * (2 if found.ties.directed else 1)
    return Bounds(
        name=name,
        lower=smallest / largest,
        upper=min(1.0, greatest / largest),
        is_exact=found.ties.directed and kind != "degree",
        method="by_actor",
        card=card,
    )


def _degrees(found: Gaps, cells: Ints, kind: str) -> Ints:
    rows, columns = np.divmod(cells, found.ties.n)
    sends = np.bincount(rows, minlength=found.ties.n)
    receives = np.bincount(columns, minlength=found.ties.n)
    return {"out-degree": sends, "in-degree": receives, "degree": sends + receives}[kind]


def _range_of(name: str, kind: str | None, n: int) -> tuple[float, float]:
    if name == "reciprocity" and kind == "corrected":
        return -1.0, 1.0
    if name in _SHARES:
        return 0.0, 1.0
    if name in _STEPS:
        return 1, max(n - 1, 1)
    raise NetworkError(f"metric: expected one whose range is known, found {name!r}; hide fewer answers or raise enumerate_up_to")
