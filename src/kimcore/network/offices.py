"""Numbers between kinds of office: axes, distances, legal fields, inside and outside."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import evolve

from kimcore.model import Actor, ActorId, ActorKind, LegalField, Town, in_force, is_internal
from kimcore.model.metric import Card, Direction, Metric
from kimcore.network.arrays import Actor as Node
from kimcore.network.arrays import TieArrays, once

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


def key_axis(town: Town, ties: TieArrays, name: str, *, on: date) -> Metric:
    """Return how much of the way between two kinds of office is tied, from 0 to 1 (*Achse*).

    Between one office of each kind 1 says both directions, 0.5 one, 0 none.
    """
    one, other = (_offices(town, kind, on) for kind in KEY_AXES[name])
    pairs = [(left, right) for left in one for right in other if left != right]
    card = evolve(_AXIS, name=name, n=ties.n)
    if not pairs:
        return Metric(name=name, reason="actor_missing", card=card)
    arcs = _arcs(ties)
    tied = sum((left, right) in arcs for pair in pairs for left, right in (pair, pair[::-1]))
    return Metric(name=name, value=tied / (2 * len(pairs)), card=card)


def office_distance(town: Town, ties: TieArrays, *, on: date) -> Metric:
    """Return the steps between kinds of office that often depend on each other (*Wege zwischen Stellen*).

    `values` has keys such as ``"jc-abh"``; a pair without a path or without an office is `None` with its reason.
    """
    around = _around(ties)
    values: dict[Hashable, float | int | None] = {}
    reasons: dict[Hashable, str] = {}
    for one, other in DISTANCES:
        name = f"{one.value}-{other.value}"
        ends = _offices(town, one, on), _offices(town, other, on)
        values[name] = None if not all(ends) else _fewest_steps(around, *ends)
        if values[name] is None:
            reasons[name] = "no_path" if all(ends) else "actor_missing"
    card = evolve(_DISTANCE, n=ties.n)
    return Metric(name="office_distance", values=values, reasons=reasons, card=card)


def cross_field_share(town: Town, ties: TieArrays, *, on: date) -> Metric:
    """Return the share of ties that cross from one legal field to another (*rechtskreisübergreifende Verbindungen*)."""
    fields: dict[Node, frozenset[LegalField]] = {
        actor.id: frozenset(actor.legal_fields) for actor in in_force(town.actors, on=on) if actor.legal_fields
    }
    pairs = {frozenset(arc) for arc in _arcs(ties) if fields.keys() >= set(arc)}
    card = evolve(_CROSS_FIELD, n=len(fields))
    if not pairs:
        return Metric(name="cross_field_share", reason="no_ties", card=card)
    crossing = sum(not frozenset.intersection(*(fields[end] for end in pair)) for pair in pairs)
    return Metric(name="cross_field_share", value=crossing / len(pairs), card=card)


def internal_ties(town: Town, ties: TieArrays, *, on: date) -> Metric:
    """Return with how many internal offices each external one is tied (*Verbindungen nach innen*)."""
    around = _around(ties)
    inside: dict[Node, bool | None] = {
        actor.id: is_internal(actor, municipality=town.municipality.key, on=on) for actor in town.actors
    }
    values = {
        actor: sum(inside.get(neighbour) is True for neighbour in around[actor])
        for actor in ties.actors
        if inside.get(actor) is False
    }
    return Metric(name="internal_ties", values=values, card=evolve(_INSIDE_OUT, n=ties.n))


def steps_to_coordination(town: Town, ties: TieArrays, *, on: date) -> Metric:
    """Return the steps from each member municipality's contact to the integration centre (*Reichweite in die Kommunen*).

    `values` is by the key of the municipality; `None` where it names no contact or there is no path.
    """
    around = _around(ties)
    centres = _offices(town, ActorKind.INTEGRATION_CENTRE, on)
    values: dict[Hashable, float | int | None] = {}
    reasons: dict[Hashable, str] = {}
    for member in in_force(town.members or (), on=on):
        contact = member.contact
        known = contact is not None and contact in around and bool(centres)
        values[member.key] = _fewest_steps(around, (contact,), centres) if known and contact is not None else None
        if values[member.key] is None:
            reasons[member.key] = "no_path" if known else "actor_missing"
    card = evolve(_REACH, n=ties.n)
    return Metric(name="steps_to_coordination", values=values, reasons=reasons, card=card)


def _offices(town: Town, kind: ActorKind, on: date) -> tuple[ActorId, ...]:
    return tuple(actor.id for actor in _in_order(in_force(town.actors, on=on)) if kind in actor.kinds)


def _in_order(actors: Iterable[Actor]) -> list[Actor]:
    return sorted(actors, key=lambda actor: actor.id)


@once
def _arcs(ties: TieArrays) -> frozenset[tuple[Node, Node]]:
    """Return who is tied to whom, by name."""
    arcs = zip(ties.rows.tolist(), ties.indices.tolist(), strict=True)
    return frozenset((ties.actors[source], ties.actors[target]) for source, target in arcs)


@once
def _around(ties: TieArrays) -> Mapping[Node, frozenset[Node]]:
    """Return the neighbours of each actor, direction ignored."""
    around: dict[Node, set[Node]] = {actor: set() for actor in ties.actors}
    for source, target in _arcs(ties):
        around[source].add(target)
        around[target].add(source)
    return {actor: frozenset(neighbours) for actor, neighbours in around.items()}


def _fewest_steps(around: Mapping[Node, frozenset[Node]], start: Iterable[ActorId], end: Iterable[ActorId]) -> int | None:
    """Return the fewest steps from any of the first to any of the others; `None` without a path."""
    goals, ring, steps = frozenset[Node](end), frozenset[Node](start), 0
    seen = ring
    while ring and not ring & goals:
        ring = frozenset[Node]().union(*(around[actor] for actor in ring)) - seen
        seen |= ring
        steps += 1
    return steps if ring else None
