"""Which legal fields and building blocks the offices of a town belong to, and in which bodies they sit."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType

import networkx as nx

from kimcore.errors import NetworkError
from kimcore.model import BLOCK_OF, ActorId, BodyId, Town, in_force

_DAYS_OF_A_YEAR = 365


class Grouping(Enum):
    """By what offices are grouped (*Zuordnung von Stellen*)."""

    LEGAL_FIELD = "legal_field"
    """*Rechtskreis*"""
    BUILDING_BLOCK = "building_block"
    """*Baustein*"""


def membership_groups(town: Town, *, on: date, kind: Grouping = Grouping.LEGAL_FIELD) -> Mapping[ActorId, tuple[str, ...]]:
    """Return the groups of each office on a day; an office may belong to several (*Rechtskreise, Bausteine*).

    An office belongs to the building blocks whose positions it hosts. Offices of which no group is known are not in the mapping:
    measure them with the part of the network between those that are.

    Example:
        >>> from kimcore.model import UNITS
        >>> dict(membership_groups(Town(municipality=UNITS[0]), on=date(2025, 1, 1)))
        {}
    """
    pairs = _blocks(town, on) if kind is Grouping.BUILDING_BLOCK else _fields(town, on)
    groups: dict[ActorId, set[str]] = {}
    for actor, group in pairs:
        groups.setdefault(actor, set()).add(group)
    return MappingProxyType({actor: tuple(sorted(groups[actor])) for actor in sorted(groups)})


def meeting_graph(town: Town, *, on: date) -> "nx.Graph[str]":
    """Return who meets in which body, as a two-mode graph of offices and bodies (*Gremiengraph*).

    An office is tied to a body if it has a seat on the day, or took part in a meeting in the 365 days up to it.
    A node's ``mode`` is ``"actor"`` or ``"body"``; a tie has ``has_seat`` and ``attended``, the number of those meetings.
    Bodies on record without anybody, and offices without a body, are nodes too.

    Raises:
        NetworkError: If an office and a body have the same key.

    Example:
        >>> from kimcore.model import UNITS
        >>> meeting_graph(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).number_of_nodes()
        0
    """
    bodies = sorted(
        (
            *(body.id for body in in_force(town.steering_groups or (), on=on)),
            *(body.id for body in in_force(town.work_groups or (), on=on)),
        )
    )
    actors = sorted(actor.id for actor in in_force(town.actors, on=on))
    shared = sorted({*bodies} & {*actors})
    if shared:
        raise NetworkError(f"bodies: expected keys that no actor has, found {', '.join(map(repr, shared))}")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors, mode="actor")
    graph.add_nodes_from(bodies, mode="body")
    for actor, body in sorted({*_seats(town, on)}):
        if actor in graph and body in graph:
            graph.add_edge(actor, body, has_seat=True, attended=0)
    for actor, body in sorted(_attended(town, on)):
        if actor in graph and body in graph:
            known = graph.get_edge_data(actor, body, default={"has_seat": False, "attended": 0})
            graph.add_edge(actor, body, has_seat=known["has_seat"], attended=known["attended"] + 1)
    return graph


def _fields(town: Town, on: date) -> Iterator[tuple[ActorId, str]]:
    for actor in in_force(town.actors, on=on):
        yield from ((actor.id, field.value) for field in actor.legal_fields)


def _blocks(town: Town, on: date) -> Iterator[tuple[ActorId, str]]:
    present = {actor.id for actor in in_force(town.actors, on=on)}
    for position in in_force(town.positions or (), on=on):
        if position.host is not None and position.host in present:
            yield position.host, BLOCK_OF[position.kind].value


def _seats(town: Town, on: date) -> Iterator[tuple[ActorId, BodyId]]:
    for membership in in_force(town.memberships or (), on=on):
        yield membership.actor, membership.body
    for group in town.work_groups or ():
        for part in in_force(group.participations or (), on=on):
            if part.reason_for_absence is None:
                yield part.actor, group.id


def _attended(town: Town, on: date) -> Iterator[tuple[ActorId, BodyId]]:
    """Give an office and a body for each meeting of the year it took part in, itself or by a deputy."""
    seat_of = {membership.id: membership.actor for membership in town.memberships or ()}
    after = on - timedelta(days=_DAYS_OF_A_YEAR)
    for meeting in town.meetings or ():
        if meeting.held_on is not None and after < meeting.held_on <= on:
            for attendance in meeting.attendance or ():
                if attendance.was_present and attendance.membership in seat_of:
                    yield seat_of[attendance.membership], meeting.body
    for work_meeting in town.work_meetings or ():
        if work_meeting.body is not None and after < work_meeting.held_on <= on:
            yield from ((actor, work_meeting.body) for actor in work_meeting.participants or ())
