"""Making records that were drawn one by one fit together: own keys in order, references to what is there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import TypeGuard, TypeVar

from attrs import AttrsInstance, evolve, fields, has

from kimcore.bundle.annotations import OWN, alternatives, collections, own_kind
from kimcore.bundle.mentions import spots, town_kinds
from kimcore.model.cases import Case
from kimcore.model.development import Barrier
from kimcore.model.keys import BodyId, CaseId, ConsentId, MembershipId, MunicipalityKey, NeedId
from kimcore.model.municipality import MemberMunicipality, Municipality
from kimcore.model.steering import Meeting
from kimcore.model.town import Town

Pools = Mapping[object, tuple[str, ...]]
"""For each kind of key those that records have; keys of another kind are left as they are."""

RecordT = TypeVar("RecordT", bound=AttrsInstance)

_UNIT_DIGITS = 5


def coherent_town(town: Town) -> Town:
    """Return a town with the same records, with keys in order that lead to one another.

    A record that would have to name another of which there is none is left out.
    """
    town = _numbered_town(town)
    pools = _pools_of(town)
    fitted = {name: [_fitted(record, _earlier(record, pools)) for record in found] for name, found in _records_of(town).items()}
    without = {name: tuple(record for record in found if record is not None) for name, found in fitted.items()}
    if any(len(found) > len(without[name]) for name, found in fitted.items()):
        return coherent_town(_changed(town, without))
    return _finished(_changed(town, {**without, "municipality": _fitted(town.municipality, pools)}))


def coherent_case(case: Case) -> Case:
    """Return a case in which needs, goals, referrals and consents have keys in order, and name one another."""
    plan = case.plan and evolve(case.plan, goals=_numbered(case.plan.goals))
    case = evolve(
        case, plan=plan, needs=_numbered(case.needs), referrals=_numbered(case.referrals), consents=_numbered(case.consents)
    )
    pools: Pools = {NeedId: tuple(need.id for need in case.needs), ConsentId: tuple(consent.id for consent in case.consents)}
    return _fitted(case, pools) or case


def _changed(record: RecordT, changes: Mapping[str, object]) -> RecordT:
    """Return a record with other values in fields whose names are known at run time only."""
    return evolve(record, **changes)  # type: ignore[misc]  # attrs' plugin for mypy wants the class and the names


def _records_of(town: Town) -> dict[str, tuple[AttrsInstance, ...]]:
    """Return the collections of a town that were recorded."""
    return {name: getattr(town, name) for name in collections() if getattr(town, name) is not None}


def _numbered_town(town: Town) -> Town:
    """Return a town whose records have keys in order; two collections with one kind of key count on."""
    numbered: dict[str, tuple[AttrsInstance, ...]] = {}
    counts: Counter[object] = Counter()
    for name, found in _records_of(town).items():
        kind = own_kind(collections()[name])
        numbered[name] = _numbered(found, after=counts[kind]) if kind is not None else found
        counts[kind] += len(found)
    return _changed(town, numbered)


def _numbered(found: Iterable[RecordT], *, after: int = 0) -> tuple[RecordT, ...]:
    """Return records with keys in order, such as ``actor-1`` and ``actor-2``."""
    return tuple(_changed(record, {OWN: f"{_stem(record)}-{number}"}) for number, record in enumerate(found, start=after + 1))


def _stem(record: AttrsInstance) -> str:
    """Return what the keys of a kind of record begin with, such as ``actor``."""
    return getattr(own_kind(type(record)), "__name__", "").removesuffix("Id").lower()


def _pools_of(town: Town) -> Pools:
    """Return the keys that the records of a town have."""
    pools: dict[object, tuple[str, ...]] = dict.fromkeys(town_kinds(), ())
    for name, found in _records_of(town).items():
        kind = own_kind(collections()[name])
        if kind is not None:
            pools[kind] += tuple(getattr(record, OWN) for record in found)
    return pools


def _earlier(record: AttrsInstance, pools: Pools) -> Pools:
    """Return the pools from which a record may name others: of its own kind only earlier ones, so that no chain is a loop."""
    kind = own_kind(type(record))
    if kind is None:
        return pools
    return {**pools, kind: pools[kind][: pools[kind].index(getattr(record, OWN))]}


def _fitted(record: RecordT, pools: Pools) -> RecordT | None:
    """Return a record that names only what is there, or `None` if it has to name something and there is nothing."""
    types = {field.name: field.type for field in fields(type(record))}
    changes: dict[str, object] = {}
    for spot in spots(type(record)):
        value = getattr(record, spot.field)
        if spot.field == OWN or value is None:
            continue
        new = _fitted_list(value, spot.kind, pools) if spot.is_list else _fitted_value(value, spot.kind, pools)
        if new is None and NoneType not in alternatives(types[spot.field]):
            return None
        changes[spot.field] = new
    return _changed(record, changes)


def _fitted_list(values: tuple[object, ...], kind: object, pools: Pools) -> tuple[object, ...]:
    """Return a list of records that fit, or of different keys that exist."""
    if kind in pools:
        pool = pools[kind]
        start = len("".join(map(str, values))) % max(len(pool), 1)
        return (pool[start:] + pool[:start])[: len(values)]
    fitted = (_fitted_value(value, kind, pools) for value in values)
    return tuple(value for value in fitted if value is not None)


def _fitted_value(value: object, kind: object, pools: Pools) -> object:
    """Return a record that fits, or a key that exists; `None` if there is none."""
    if _is_record(value):
        return _fitted(value, pools)
    pool = pools.get(kind)
    if pool is None:
        return value
    return pool[len(str(value)) % len(pool)] if pool else None


def _is_record(value: object) -> TypeGuard[AttrsInstance]:
    """Return whether a value is a record."""
    return has(type(value))


def _finished(town: Town) -> Town:
    """Return a town in which also those things fit that no type tells."""
    bodies = {membership.id: membership.body for membership in town.memberships or ()}
    cases = None if town.cases is None else tuple(map(coherent_case, town.cases))
    needs = {case.id: tuple(need.id for need in case.needs) for case in cases or ()}
    return evolve(
        town,
        cases=cases,
        barriers=town.barriers and tuple(_seen_in_case(barrier, needs) for barrier in town.barriers),
        meetings=town.meetings and tuple(_attended(meeting, bodies) for meeting in town.meetings),
        members=town.members and tuple(_within(member, town.municipality) for member in town.members),
    )


def _seen_in_case(barrier: Barrier, needs: Mapping[CaseId, tuple[NeedId, ...]]) -> Barrier:
    """Return a barrier that names needs of its case only."""
    return evolve(barrier, needs=() if barrier.case is None else needs[barrier.case][: len(barrier.needs)])


def _attended(meeting: Meeting, bodies: Mapping[MembershipId, BodyId]) -> Meeting:
    """Return a meeting to which only members of the body that met came."""
    return evolve(
        meeting,
        attendance=meeting.attendance
        and tuple(entry for entry in meeting.attendance if bodies[entry.membership] == meeting.body),
    )


def _within(member: MemberMunicipality, unit: Municipality) -> MemberMunicipality:
    """Return a member municipality whose key is one within the unit."""
    return evolve(member, key=MunicipalityKey(unit.key[:_UNIT_DIGITS] + (member.key[_UNIT_DIGITS:] or "008")))
