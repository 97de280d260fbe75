"""What the cases of a town say about the ways between its offices, with how many cases each number rests on."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date
from itertools import groupby, pairwise

from attrs import frozen

from kimcore import network
from kimcore.disclosure import PROTECTED, Interval, Protection
from kimcore.model import ActorId, CaseId, FieldOfAction, Town
from kimcore.network import ReferralEvent
from kimcore.reports.grouping import told_of_cases

Way = tuple[ActorId, ActorId]


@frozen(kw_only=True, eq=False)
class NeedView:
    """Who helps with one kind of need (*Anlaufstellen für einen Bedarf*)."""

    field: FieldOfAction
    cases: int
    offices: int
    """Offices that took somebody on for it."""
    only: ActorId | None
    """The office, where it is the only one."""
    gate: network.SinglePoint | None
    """The office without which most others have no way to help, helpers apart; `None` where each has another way."""


@frozen(kw_only=True, eq=False)
class FlowsView:
    """How cases move between offices (*Wege der Fälle*); every number has the number of cases behind it."""

    cases: int
    """Cases with at least one referral; nothing is known where there are none."""
    cases_told: Interval
    """What may be said of them, beside the number of all cases."""
    handovers: network.Handovers
    handover_cases: Mapping[Way, int]
    returns: network.PairShares
    """Ping-pong, with refused attempts as steps there and back."""
    return_cases: Mapping[Way, int]
    waiting: network.WaitingTimes
    waiting_cases: Mapping[ActorId, int]
    needs: tuple[NeedView, ...]
    offers: network.Offers
    """For each kind of need of enough cases, the offices that took somebody on for it and are in the network."""
    protection: Protection = PROTECTED
    """Below which number of cases nothing is shown."""


def flows_of(town: Town, ties: network.TieArrays, *, on: date, protection: Protection = PROTECTED) -> FlowsView:
    """Measure how cases move between the offices of a network, up to a day.

    Example:
        >>> from kimcore.model import UNITS
        >>> town = Town(municipality=UNITS[0])
        >>> ties = network.tie_arrays(network.cooperation_graph(town, on=date(2025, 1, 1)))
        >>> flows_of(town, ties, on=date(2025, 1, 1)).cases
        0
    """
    accepted = network.referral_events(town, on=on)
    tried = network.referral_events(town, on=on, with_refusals=True)
    spells = network.referral_spells(town, on=on)
    placed = _of_enough_cases(network.placements(town, on=on), protection)
    offers: network.Offers = {
        field.value: frozenset(place.actor for place in placed if place.field is field and place.actor in ties.index)
        for field in sorted({place.field for place in placed}, key=lambda field: field.value)
    }
    cases = len({spell.case for spell in spells})
    return FlowsView(
        cases=cases,
        cases_told=told_of_cases(cases, town, on=on, protection=protection),
        handovers=network.handovers(accepted),
        handover_cases=_cases_by_way(accepted),
        returns=network.ping_pong(tried),
        return_cases=_cases_of_returns(tried),
        waiting=network.waiting_times(spells, on=on),
        waiting_cases=Counter(actor for actor, _ in {(spell.actor, spell.case) for spell in spells}),
        needs=_needs(placed, offers, ties),
        offers=offers,
        protection=protection,
    )


def _of_enough_cases(placed: Iterable[network.Placement], protection: Protection) -> tuple[network.Placement, ...]:
    """Leave out needs of so few cases that even their being there would tell of people."""
    listed = tuple(placed)
    cases = Counter(field for field, _ in {(place.field, place.case) for place in listed})
    return tuple(place for place in listed if not protection.is_few(cases[place.field]))


def _chains(events: Iterable[ReferralEvent]) -> list[tuple[CaseId, list[ActorId]]]:
    """Give the stations of each chain with the key of its case, which stands before the number of the chain."""
    return [(CaseId(name.rpartition("/")[0]), [event.actor for event in chain]) for name, chain in groupby(events, _name)]


def _name(event: ReferralEvent) -> str:
    return event.case


def _cases_by_way(events: Iterable[ReferralEvent]) -> Mapping[Way, int]:
    ways = {(way, case) for case, stations in _chains(events) for way in pairwise(stations)}
    return Counter(way for way, _ in ways)


def _cases_of_returns(events: Iterable[ReferralEvent]) -> Mapping[Way, int]:
    returns = {
        ((one, other), case)
        for case, stations in _chains(events)
        for one, other, third in zip(stations, stations[1:], stations[2:], strict=False)
        if one == third
    }
    return Counter(way for way, _ in returns)


def _needs(placed: Iterable[network.Placement], offers: network.Offers, ties: network.TieArrays) -> tuple[NeedView, ...]:
    cases = Counter(field for field, _ in {(place.field, place.case) for place in placed})
    points = network.single_points_of_failure(offers, ties)
    return tuple(
        NeedView(
            field=field,
            cases=cases[field],
            offices=len(offers[field.value]),
            only=_only(offers[field.value]),
            gate=_gate(points, field.value, offers[field.value]),
        )
        for field in sorted(cases, key=lambda field: field.value)
    )


def _only(helping: Collection[Hashable]) -> ActorId | None:
    return ActorId(str(next(iter(helping)))) if len(helping) == 1 else None


def _gate(points: Iterable[network.SinglePoint], field: str, helping: Collection[Hashable]) -> network.SinglePoint | None:
    others = [point for point in points if point.category == field and point.actor not in helping]
    return max(others, key=lambda point: (len(point.cut_off), str(point.actor)), default=None)
