"""Numbers between kinds of office: axes, distances, legal fields, inside and outside."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

import networkx as nx
from attrs import evolve

from kimcore.model import Actor, ActorId, ActorKind, Town, in_force, is_internal
from kimcore.model.metric import Card, Direction, Metric

KEY_AXES: Mapping[str, tuple[ActorKind, ActorKind]] = MappingProxyType(
    {
        "axis_ki_abh": (ActorKind.INTEGRATION_CENTRE, ActorKind.FOREIGNERS_AUTHORITY),
        "axis_ki_ebh": (ActorKind.INTEGRATION_CENTRE, ActorKind.NATURALISATION_AUTHORITY),
    }
)
"""The two axes between the building blocks that the structural approach names."""

DISTANCES: tuple[tuple[ActorKind, ActorKind], ...] = (
    (ActorKind.JOBCENTER, ActorKind.FOREIGNERS_AUTHORITY),
    (ActorKind.YOUTH_OFFICE, ActorKind.FOREIGNERS_AUTHORITY),
    (ActorKind.WELFARE_ASSOCIATION, ActorKind.FOREIGNERS_AUTHORITY),
)
"""Pairs of office whose distance is measured."""

_SOURCE = "kimcore; the axes and offices are those named by the structural approach of KIM"
_AXIS = Card(
    name="key_axis",
    definition="directions with a tie / possible directions between the offices of two kinds",
    source=_SOURCE,
)
_DISTANCE = Card(
    name="office_distance",
    definition="fewest steps between an office of one kind and one of the other, direction ignored",
    source=_SOURCE,
    direction=Direction.SYMMETRISED,
    disconnected="pairs_without_path_left_out",
)
_CROSS_FIELD = Card(
    name="cross_field_share",
    definition="ties between offices without a common legal field / ties between offices whose legal fields are known",
    source=_SOURCE,
    direction=Direction.SYMMETRISED,
)
_INSIDE_OUT = Card(
    name="internal_ties",
    definition="ties of an external office with internal ones, direction ignored",
    source=_SOURCE,
    direction=Direction.SYMMETRISED,
)
_REACH = Card(
    name="steps_to_coordination",
    definition="fewest steps from a member municipality's contact to an office that hosts the coordination",
    source=_SOURCE,
    direction=Direction.SYMMETRISED,
    disconnected="pairs_without_path_left_out",
)


def key_axis(town: Town, graph: "nx.DiGraph[ActorId]", name: str, *, on: date) -> Metric:
    """Return how much of the way between two kinds of office is tied, from 0 to 1 (*Achse*).

    Between one office of each kind 1 says both directions, 0.5 one, 0 none.
    """
    one, other = (_offices(town, kind, on) for kind in KEY_AXES[name])
    pairs = [(left, right) for left in one for right in other if left != right]
    card = evolve(_AXIS, name=name, n=graph.number_of_nodes())
    if not pairs:
        return Metric(name=name, reason="actor_missing", card=card)
    tied = sum(graph.has_edge(*pair) + graph.has_edge(*reversed(pair)) for pair in pairs)
    return Metric(name=name, value=tied / (2 * len(pairs)), card=card)


def office_distance(town: Town, graph: "nx.DiGraph[ActorId]", *, on: date) -> Metric:
    """Return the steps between kinds of office that often depend on each other (*Wege zwischen Stellen*).

    `values` has keys such as ``"jc-abh"``; a pair without a path or without an office is `None` with its reason.
    """
    flat = graph.to_undirected(as_view=True)
    values: dict[Hashable, float | int | None] = {}
    reasons: dict[Hashable, str] = {}
    for one, other in DISTANCES:
        name = f"{one.value}-{other.value}"
        ends = _offices(town, one, on), _offices(town, other, on)
        values[name] = None if not all(ends) else _fewest_steps(flat, *ends)
        if values[name] is None:
            reasons[name] = "no_path" if all(ends) else "actor_missing"
    card = evolve(_DISTANCE, n=graph.number_of_nodes())
    return Metric(name="office_distance", values=values, reasons=reasons, card=card)


def cross_field_share(town: Town, graph: "nx.DiGraph[ActorId]", *, on: date) -> Metric:
    """Return the share of ties that cross from one legal field to another (*rechtskreisübergreifende Verbindungen*)."""
    fields = {actor.id: frozenset(actor.legal_fields) for actor in in_force(town.actors, on=on) if actor.legal_fields}
    ties = [(one, other) for one, other in graph.to_undirected(as_view=True).edges if one in fields and other in fields]
    card = evolve(_CROSS_FIELD, n=len(fields))
    if not ties:
        return Metric(name="cross_field_share", reason="no_ties", card=card)
    crossing = sum(not fields[one] & fields[other] for one, other in ties)
    return Metric(name="cross_field_share", value=crossing / len(ties), card=card)


def internal_ties(town: Town, graph: "nx.DiGraph[ActorId]", *, on: date) -> Metric:
    """Return with how many internal offices each external one is tied (*Verbindungen nach innen*)."""
    flat = graph.to_undirected(as_view=True)
    inside = {actor.id: is_internal(actor, municipality=town.municipality.key, on=on) for actor in town.actors}
    values = {
        actor: sum(inside.get(neighbour) is True for neighbour in flat[actor]) for actor in flat if inside.get(actor) is False
    }
    return Metric(name="internal_ties", values=values, card=evolve(_INSIDE_OUT, n=graph.number_of_nodes()))


def steps_to_coordination(town: Town, graph: "nx.DiGraph[ActorId]", *, on: date) -> Metric:
    """Return the steps from each member municipality's contact to the integration centre (*Reichweite in die Kommunen*).

    `values` is by the key of the municipality; `None` where it names no contact or there is no path.
    """
    flat = graph.to_undirected(as_view=True)
    centres = _offices(town, ActorKind.INTEGRATION_CENTRE, on)
    values: dict[Hashable, float | int | None] = {}
    reasons: dict[Hashable, str] = {}
    for member in in_force(town.members or (), on=on):
        contact = member.contact
        known = contact is not None and contact in graph and bool(centres)
        values[member.key] = _fewest_steps(flat, (contact,), centres) if known and contact is not None else None
        if values[member.key] is None:
            reasons[member.key] = "no_path" if known else "actor_missing"
    card = evolve(_REACH, n=graph.number_of_nodes())
    return Metric(name="steps_to_coordination", values=values, reasons=reasons, card=card)


def _offices(town: Town, kind: ActorKind, on: date) -> tuple[ActorId, ...]:
    return tuple(actor.id for actor in _in_order(in_force(town.actors, on=on)) if kind in actor.kinds)


def _in_order(actors: Iterable[Actor]) -> list[Actor]:
    return sorted(actors, key=lambda actor: actor.id)


def _fewest_steps(flat: "nx.Graph[ActorId]", start: Iterable[ActorId], end: Iterable[ActorId]) -> int | None:
    """Return the fewest steps from any of the first to any of the others; `None` without a path."""
    goals = frozenset(end)
    reached = nx.multi_source_dijkstra_path_length(flat, set(start), weight=None)
    return min((int(steps) for actor, steps in reached.items() if actor in goals), default=None)
