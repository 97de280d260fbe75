"""How many ties actors have, how near they are to others, and how often they stand between."""

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction, Metric, Weights
from kimcore.network.arrays import Floats, Graph, Ints, TieArrays, once, tie_arrays
from kimcore.network.flow import flow_from, flow_through
from kimcore.network.lengths import flow_by_length, lengths_of
from kimcore.network.paths import Profile, profile
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import NO_TIES, TOO_FEW, by_actor, card_of, one_of

_FREEMAN = "Freeman 1979"
_FREEMAN_DOI = "10.1016/0378-8733(78)90021-7"
_SIDES = ("total", "in", "out")

_DEGREE = Card(
    name="degree",
    definition="number of ties of an actor; total is ties in plus ties out",
    source=_FREEMAN,
    doi=_FREEMAN_DOI,
)
_STRENGTH = Card(
    name="strength",
    definition="sum of the weights of an actor's ties; total is ties in plus ties out",
    source="Barrat et al. 2004",
    doi="10.1073/pnas.0400087101",
    weights=Weights.STRENGTH,
)
_BETWEENNESS = Card(
    name="betweenness",
    definition="sum over pairs of others of the share of their shortest paths that run through the actor",
    source="Freeman 1977; computed as Brandes 2001",
    doi="10.2307/3033543",
    disconnected="pairs_without_path_left_out",
)
_CLOSENESS = {
    "maximum": Card(
        name="closeness",
        definition="(n - 1) / sum of distances; without a path the distance is the largest one + 1",
        source=_FREEMAN,
        doi=_FREEMAN_DOI,
        disconnected="largest_distance_plus_one",
    ),
    "reversed": Card(
        name="closeness",
        definition="sum of (largest distance + 1 - distance) / ((n - 1) * largest distance); 0 without a path",
        source="Valente & Foreman 1998",
        doi="10.1016/S0378-8733(97)00007-5",
        disconnected="nearness_zero",
    ),
    "harmonic": Card(
        name="closeness",
        definition="sum of 1 / distance / (n - 1); 0 without a path",
        source="Boldi & Vigna 2014",
        doi="10.1080/15427951.2013.865686",
        disconnected="nearness_zero",
    ),
}
_WEIGHTS = {"ignored": Weights.IGNORED, "strength": Weights.STRENGTH, "distance": Weights.DISTANCE}
_CORE = Card(
    name="core_number",
    definition="largest k such that the actor belongs to a set whose members each have k ties within it",
    source="Seidman 1983",
    doi="10.1016/0378-8733(83)90028-X",
    direction=Direction.SYMMETRISED,
    disconnected="each_component_apart",
)


def degree(graph: Graph | TieArrays, kind: str = "total") -> Metric:
    """Count the ties of each actor (*Grad*).

    Args:
        graph: Any graph.
        kind: ``"in"``, ``"out"``, or ``"total"``, their sum; the same in an undirected graph.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> degree(nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")]), kind="out").values
        {'a': 2, 'b': 1, 'c': 0}
    """
    one_of(kind, _SIDES)
    ties = tie_arrays(graph)
    return by_actor(card_of(_DEGREE, ties, kind=kind), ties, degrees(ties, kind))


def strength(graph: Graph | TieArrays, kind: str = "total") -> Metric:
    """Sum the weights of each actor's ties (*Stärke*).

    Args:
        graph: Any graph; a tie without a weight counts 1.
        kind: ``"in"``, ``"out"``, or ``"total"``, their sum; the same in an undirected graph.

    Raises:
        NetworkError: If the graph or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> strength(nx.Graph([("a", "b", {"weight": 2}), ("b", "c")])).values
        {'a': 2.0, 'b': 3.0, 'c': 1.0}
    """
    one_of(kind, _SIDES)
    ties = tie_arrays(graph)
    out = np.bincount(ties.rows, weights=ties.weights, minlength=ties.n)
    if kind == "out" or not ties.directed:
        return by_actor(card_of(_STRENGTH, ties, kind=kind), ties, out)
    into = np.bincount(ties.indices, weights=ties.weights, minlength=ties.n)
    return by_actor(card_of(_STRENGTH, ties, kind=kind), ties, into if kind == "in" else into + out)


def betweenness(
    graph: Graph | TieArrays,
    *,
    normalised: bool = False,
    pivots: int | None = None,
    seed: int = 0,
    weights: str = "ignored",
    progress: Progress = quiet,
) -> Metric:
    """How often an actor stands on the shortest paths between others (*Zwischenzentralität*).

    Args:
        graph: Any graph.
        normalised: Whether to divide by the number of pairs of others.
        pivots: Estimate from so many random starting actors, scaled up; exact when left out.
        seed: What the random choice of pivots starts from.
        weights: ``"ignored"``; ``"distance"`` if a heavier tie is longer; ``"strength"`` if it is shorter, namely 1 / weight
            (Newman 2001; Opsahl, Agneessens & Skvoretz 2010, doi:10.1016/j.socnet.2010.03.006).
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph, the number of pivots or the weights cannot be used, or a distance is 0.

    Example:
        >>> import networkx as nx
        >>> betweenness(nx.path_graph(3)).values
        {0: 0.0, 1: 1.0, 2: 0.0}
    """
    one_of(weights, tuple(_WEIGHTS), "weights")
    ties = tie_arrays(graph)
    paths = _paths(ties, pivots, seed, weights, progress)
    if not ties.directed:
        paths = paths / 2
    choices = {"normalised": str(normalised).lower()} | ({} if pivots is None else {"pivots": str(pivots), "seed": str(seed)})
    card = evolve(card_of(_BETWEENNESS, ties, **choices), weights=_WEIGHTS[weights])
    if not normalised:
        return by_actor(card, ties, paths)
    others = (ties.n - 1) * (ties.n - 2) / (1 if ties.directed else 2)
    return by_actor(card, ties, paths / others if others > 0 else np.full(ties.n, np.nan), "fewer_than_three_actors")


def closeness(graph: Graph | TieArrays, policy: str = "maximum", kind: str = "out", *, progress: Progress = quiet) -> Metric:
    """How near an actor is to all others (*Nähezentralität*).

    Args:
        graph: Any graph; weights are ignored.
        policy: What counts where there is no path: ``"maximum"`` the largest distance + 1,
            ``"reversed"`` and ``"harmonic"`` no nearness. All are 1 for an actor tied to everyone.
        kind: ``"out"`` for ways from the actor, ``"in"`` for ways to it; the same in an undirected graph.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph, the policy or the kind cannot be used.

    Example:
        >>> import networkx as nx
        >>> closeness(nx.path_graph(3)).values[1], round(closeness(nx.path_graph(3)).values[0], 4)
        (1.0, 0.6667)
    """
    one_of(policy, tuple(_CLOSENESS), "policy")
    one_of(kind, ("out", "in"))
    ties = tie_arrays(graph)
    paths = profile(ties.reversed if kind == "in" else ties, progress)
    card = card_of(_CLOSENESS[policy], ties, kind=kind, policy=policy)
    if not ties.arc_count:
        return by_actor(card, ties, np.full(ties.n, np.nan), NO_TIES if ties.n > 1 else TOO_FEW)
    return by_actor(card, ties, _near(paths, ties.n - 1, policy))


def core_number(graph: Graph | TieArrays) -> Metric:
    """How far inside the network an actor is: the largest core it belongs to (*Kernzahl*).

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> core_number(nx.lollipop_graph(3, 1)).values
        {0: 2, 1: 2, 2: 2, 3: 1}
    """
    ties = tie_arrays(graph)
    return by_actor(card_of(_CORE, ties), ties, _cores(ties))


def degrees(ties: TieArrays, kind: str) -> Ints:
    """Count ties in, out or both, shape (n,); in an undirected graph each tie once.

    Raises:
        Nothing of its own.
    """
    out = np.diff(ties.indptr)
    if kind == "out" or not ties.directed:
        return out
    into = np.bincount(ties.indices, minlength=ties.n)
    return into if kind == "in" else into + out


def _near(paths: Profile, others: int, policy: str) -> Floats:
    if policy == "harmonic":
        return paths.nearness / others
    longest = int(paths.farthest.max())
    if policy == "reversed":
        return ((longest + 1) * paths.reached - paths.steps) / (others * longest)
    return others / (paths.steps + (others - paths.reached) * (longest + 1))


def _paths(ties: TieArrays, pivots: int | None, seed: int, weights: str, progress: Progress) -> Floats:
    if pivots is None and weights == "ignored":
        return flow_through(ties, progress)
    if pivots is not None and not 1 <= pivots <= ties.n:
        raise NetworkError(f"pivots: expected 1 to {ties.n}, found {pivots}")
    number = ties.n if pivots is None else pivots
    chosen = np.sort(np.random.default_rng(seed).choice(ties.n, size=number, replace=False))
    scale = ties.n / max(number, 1)
    if weights == "ignored":
        return flow_from(ties, chosen, progress) * scale
    return flow_by_length(lengths_of(ties, weights), chosen, progress) * scale


@once
def _cores(ties: TieArrays) -> Ints:
    """Peel off actors with fewer than k + 1 ties in waves, for k = 0, 1, 2, and so on."""
    both = ties.symmetrised
    left = np.diff(both.indptr)
    core = np.zeros(ties.n, dtype=np.int64)
    level = 0
    remaining = ties.n
    while remaining:
        wave = np.flatnonzero(left <= level)
        if not len(wave):
            level = int(left.min())
            continue
        core[wave] = level
        remaining -= len(wave)
        left = left - _lost(both, wave)
        left[wave] = 2 * ties.n  # out of reach of every level, whatever later waves take away
    return core


def _lost(both: TieArrays, wave: Ints) -> Ints:
    """Count the ties each actor has with those of a wave, shape (n,)."""
    if both.is_small:
        return np.asarray(both.dense[wave].sum(axis=0))
    width = both.indptr[wave + 1] - both.indptr[wave]
    at = np.arange(int(width.sum())) + np.repeat(both.indptr[wave] - (np.cumsum(width) - width), width)
    return np.bincount(both.indices[at], minlength=both.n)
