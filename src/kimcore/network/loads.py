"""Where cases pile up, and which office nobody else could stand in for."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.actors import betweenness
from kimcore.network.arrays import Actor, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.cuts import cut_actors
from kimcore.network.graphs import graph_of
from kimcore.network.scenarios import Offers
from kimcore.network.waiting import Spells, read_spells, waiting_times
from kimcore.records import frozen

_CARD = Card(
    name="bottlenecks",
    definition="load = open / capacity; Little's law: mean open = arrivals a day * mean stay, in a steady state",
    source="Little 1961",
    doi="10.1287/opre.9.3.383",
    loops="not_applicable",
)


@frozen(kw_only=True)
class Bottleneck:
    """How full an office is and how long cases stay there (*Engpass*)."""

    actor: Actor
    open: int
    """Cases there at the end of the last day."""
    capacity: float | None
    """Cases it can hold at a time, if given."""
    load: float | None
    """Open cases as a share of the capacity; above 1 the office is over full."""
    arrivals: int
    """Cases that arrived in the window."""
    mean_open: float
    """Mean number of cases there on a day of the window (L)."""
    arrivals_per_day: float
    """(λ)"""
    mean_stay: float | None
    """Mean days of those that arrived and left in the window (W); `None` if none did."""
    steadiness: float | None
    """λ times W as a share of L: near 1 in a steady state, well below 1 while cases pile up, `None` if not defined."""
    waiting_median: float | None
    """Median days until a case moves on, with those still waiting counted; `None` if not reached."""
    is_cut_actor: bool | None = None
    """Whether the flow falls apart without it, if a flow is given."""
    betweenness: float | None = None
    """Share of ways through it in the flow, if a flow is given."""
    card: Card


@frozen(kw_only=True)
class SinglePoint:
    """An actor whose loss leaves a need without help (*einzige Anlaufstelle*)."""

    category: Hashable
    actor: Actor
    is_only_provider: bool
    """Nobody else offers anything for the need; otherwise it is the only way to those who do."""
    cut_off: tuple[Actor, ...]
    """Actors who reach help now and would not without it; empty if no network is given."""


def bottlenecks(
    spells: Iterable[object],
    *,
    first_day: date,
    last_day: date,
    capacity: Mapping[Actor, float] = MappingProxyType({}),
    flow: Graph | TieArrays | None = None,
) -> tuple[Bottleneck, ...]:
    """List offices by their load, the fullest first.

    Little's law L = λW ties the three numbers together in a steady state; where they do not fit, cases pile up or the window
    is too short, and neither mean should be quoted alone.

    Args:
        spells: Records of actor, first day and last day, as for `waiting_times`.
        first_day: First day of the window.
        last_day: Last day of the window, and the day on which open cases are counted.
        capacity: How many cases an office can hold at a time; offices without come last, by open cases.
        flow: The network of handovers, for the structural side.

    Raises:
        NetworkError: If spells, window, capacity or flow cannot be used.

    Example:
        >>> days = [("office", date(2024, 1, day), date(2024, 1, day + 5)) for day in range(1, 26)]
        >>> found = bottlenecks(days, first_day=date(2024, 1, 1), last_day=date(2024, 1, 25), capacity={"office": 4})[0]
        >>> found.open, found.load, found.arrivals_per_day, found.mean_stay
        (5, 1.25, 1.0, 5.0)
    """
    if last_day < first_day:
        raise NetworkError(f"last_day: expected a day from {first_day} on, found {last_day}")
    wrong = in_order(actor for actor, places in capacity.items() if not 0 < places < float("inf"))
    if wrong:
        raise NetworkError(f"capacity[{wrong[0]!r}]: expected a number above 0, found {capacity[wrong[0]]!r}")
    given = list(spells)
    read = read_spells(given)
    medians = waiting_times(given, on=last_day).median.values
    cuts, between = _structure(flow)
    found = [
        _bottleneck(read, code, first_day.toordinal(), last_day.toordinal(), capacity.get(actor), medians[actor], cuts, between)
        for code, actor in enumerate(read.names)
    ]
    return tuple(sorted(found, key=lambda office: (office.load is None, -(office.load or 0), -office.open)))


def single_points_of_failure(offers: Offers, graph: Graph | TieArrays | None = None) -> tuple[SinglePoint, ...]:
    """Find the actors without whom a need has no help, or some actors no way to it.

    An actor is on every way to help exactly if it dominates the others in the network turned round and started from all
    who offer something, so all of them are found in one pass.

    Args:
        offers: For each category of need, who offers something for it.
        graph: The network of ways; without it only sole providers are found.

    Raises:
        NetworkError: If the graph cannot be used, or an actor that offers something is not in it.

    Example:
        >>> ways = nx.DiGraph([("ngo", "office"), ("office", "clinic"), ("office", "doctor")])
        >>> [
        ...     (p.category, p.actor, p.is_only_provider, p.cut_off)
        ...     for p in single_points_of_failure({"health": {"clinic", "doctor"}, "law": {"office"}}, ways)
        ... ]
        [('health', 'office', False, ('ngo',)), ('law', 'office', True, ('ngo',))]
    """
    found: list[SinglePoint] = []
    net = None if graph is None else graph_of(tie_arrays(graph))
    for category in in_order(offers):
        offering = in_order(set(offers[category]))
        if net is None:
            cut_off: Mapping[Actor, tuple[Actor, ...]] = {}
        else:
            _refuse_strangers(net, offering, category)
            cut_off = _cut_off_without(net, offering)
        sole = set(offering) if len(offering) == 1 else set()
        found.extend(
            SinglePoint(category=category, actor=actor, is_only_provider=actor in sole, cut_off=cut_off.get(actor, ()))
            for actor in in_order({*cut_off, *sole})
        )
    return tuple(found)


def _bottleneck(
    spells: Spells,
    code: int,
    first: int,
    last: int,
    capacity: float | None,
    median: float | None,
    cuts: Mapping[Actor, object],
    between: Mapping[Actor, float | None],
) -> Bottleneck:
    here = spells.actors == code
    begun, ended = spells.begun[here], spells.ended[here]
    gone = np.where(ended < 0, last + 1, ended)
    days = last - first + 1
    inside = np.clip(np.minimum(gone, last + 1) - np.maximum(begun, first), 0, None)
    arrived = (begun >= first) & (begun <= last)
    left = arrived & (ended >= 0) & (ended <= last)
    open_cases = int(((begun <= last) & ((ended < 0) | (ended > last))).sum())
    mean_open, rate = float(inside.sum()) / days, int(arrived.sum()) / days
    stay = float((ended - begun)[left].mean()) if left.any() else None
    actor = spells.names[code]
    return Bottleneck(
        actor=actor,
        open=open_cases,
        capacity=capacity,
        load=None if capacity is None else open_cases / capacity,
        arrivals=int(arrived.sum()),
        mean_open=mean_open,
        arrivals_per_day=rate,
        mean_stay=stay,
        steadiness=None if stay is None or not mean_open else rate * stay / mean_open,
        waiting_median=median,
        is_cut_actor=actor in cuts if actor in between else None,
        betweenness=between.get(actor),
        card=evolve(_CARD, n=len(spells.names)),
    )


def _structure(flow: Graph | TieArrays | None) -> tuple[Mapping[Actor, object], Mapping[Actor, float | None]]:
    if flow is None:
        return {}, {}
    ties = tie_arrays(flow)
    return _only_cuts(cut_actors(ties)), betweenness(ties, normalised=True).values


def _only_cuts(metric: Metric) -> Mapping[Actor, object]:
    return {actor: value for actor, value in metric.values.items() if value}


def _cut_off_without(net: nx.Graph, offering: tuple[Actor, ...]) -> dict[Actor, tuple[Actor, ...]]:
    """Tell for each actor who would lose every way to help without it."""
    if not offering:
        return {}
    start = object()  # a place no actor can have
    towards = nx.DiGraph(net).reverse(copy=True)
    towards.add_edges_from((start, actor) for actor in offering)
    above = {actor: over for actor, over in nx.immediate_dominators(towards, start).items() if actor is not start}
    depending: dict[Actor, list[Actor]] = {}
    for actor, nearest in above.items():
        over = nearest
        while over is not start:
            depending.setdefault(over, []).append(actor)
            over = above[over]
    return {actor: in_order(cut) for actor, cut in depending.items()}


def _refuse_strangers(net: nx.Graph, actors: tuple[Actor, ...], category: Hashable) -> None:
    strangers = [actor for actor in actors if actor not in net]
    if strangers:
        raise NetworkError(f"offers[{category!r}]: expected actors of the network, found {', '.join(map(repr, strangers[:5]))}")
