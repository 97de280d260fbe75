"""Who is accountable for which task: once, twice, nobody, or contested."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import TypeAlias

from attrs import frozen

from kimcore.model import (
    Actor,
    ActorId,
    Case,
    Interface,
    InterfaceId,
    LegalField,
    LegalFieldSpell,
    Responsibility,
    ResponsibilityId,
    ResponsibilityRole,
    Town,
    in_force,
)

Crossed: TypeAlias = tuple[LegalField, LegalField]
"""From which legal field a case passed to which."""


class DutyFlaw(Enum):
    """What is wrong with a responsibility (*Mangel einer Verantwortlichkeit*)."""

    NOBODY_ACCOUNTABLE = "nobody_accountable"
    """*keine Stelle rechenschaftspflichtig*"""
    SEVERAL_ACCOUNTABLE = "several_accountable"
    """*mehrere Stellen rechenschaftspflichtig*"""
    NOBODY_RESPONSIBLE = "nobody_responsible"
    """*keine Stelle führt durch*"""
    CONTESTED = "contested"
    """*strittig*"""
    NOT_AT_THE_INTERFACE = "not_at_the_interface"
    """*rechenschaftspflichtige Stelle steht nicht an der Schnittstelle*"""
    ACTOR_GONE = "actor_gone"
    """*Stelle gibt es nicht mehr*"""


@frozen(kw_only=True)
class DutyProblem:
    """A flaw at one responsibility (*Befund zu einer Verantwortlichkeit*)."""

    flaw: DutyFlaw
    responsibility: ResponsibilityId
    actors: tuple[ActorId, ...] = ()
    """The actors it is about, sorted."""


@frozen(kw_only=True, eq=False)
class Duties:
    """Who is responsible for what on a day (*Verantwortlichkeiten*)."""

    on: date
    accountable: Mapping[ResponsibilityId, tuple[ActorId, ...]]
    """For each task in force those who are accountable, sorted."""
    at_crossings: Mapping[InterfaceId, tuple[ActorId, ...]]
    """For each crossing in force those who are accountable for a task about it, sorted; empty where nobody is."""
    load: Mapping[ActorId, int]
    """For how many tasks each actor is accountable; actors without one are left out."""
    problems: tuple[DutyProblem, ...]
    """By the key of the task, then in the order of the flaws."""
    uncovered: tuple[InterfaceId, ...]
    """Crossings in force that no task in force is about; empty where tasks are not on record in full."""
    crossed: Mapping[Crossed, int]
    """Cases that passed from one legal field to another up to the day, the most frequent first."""
    between_same_offices: Mapping[Crossed, tuple[Crossed, ...]]
    """For each of them those that led from or to the same offices, itself included: their sum can be known from elsewhere."""
    undescribed: tuple[Crossed, ...]
    """Those crossed that no crossing in force describes, the most frequent first; empty where crossings are not on record."""


def duties_of(town: Town, *, on: date) -> Duties:
    """Return who is accountable for which task on a day, and where that is not clear (*Verantwortlichkeiten*).

    A crossing between two offices is covered if a task names it; whoever is accountable should be one of the two.

    Example:
        >>> from kimcore.model import UNITS
        >>> duties_of(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).problems
        ()
    """
    tasks = sorted(in_force(town.responsibilities or (), on=on), key=lambda task: task.id)
    crossings = {one.id: one for one in sorted(in_force(town.interfaces or (), on=on), key=lambda one: one.id)}
    actors = {actor.id: actor for actor in in_force(town.actors, on=on)}
    accountable = {task.id: _in_role(task, ResponsibilityRole.ACCOUNTABLE, on) for task in tasks}
    covered = {task.interface for task in tasks}
    described = {(one.from_field, one.to_field) for one in crossings.values()}
    crossed = _crossed(town, on)
    return Duties(
        on=on,
        accountable=accountable,
        at_crossings={key: _answering(key, tasks, accountable) for key in crossings},
        load=dict(sorted(Counter(actor for found in accountable.values() for actor in found).items())),
        problems=tuple(problem for task in tasks for problem in _problems(task, crossings, actors, on)),
        uncovered=tuple(key for key in crossings if key not in covered) if _is_complete(town, "responsibilities") else (),
        crossed=crossed,
        between_same_offices=_between_same_offices(town, crossed, on),
        undescribed=tuple(pair for pair in crossed if pair not in described) if _is_complete(town, "interfaces") else (),
    )


def _answering(
    key: InterfaceId, tasks: Iterable[Responsibility], accountable: Mapping[ResponsibilityId, tuple[ActorId, ...]]
) -> tuple[ActorId, ...]:
    return tuple(sorted({actor for task in tasks if task.interface == key for actor in accountable[task.id]}))


def _is_complete(town: Town, collection: str) -> bool:
    return getattr(town, collection) is not None and collection not in town.partial


def _crossed(town: Town, on: date) -> dict[Crossed, int]:
    """Count the cases that passed from one legal field to the next, each case once for a pair."""
    counts = Counter(pair for case in town.cases or () for pair in _passed(case, on))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0][0].value, item[0][1].value)))


def _between_same_offices(town: Town, crossed: Iterable[Crossed], on: date) -> dict[Crossed, tuple[Crossed, ...]]:
    """Gather crossings that one chain of offices links, such as there and back between two."""
    by_offices: dict[frozenset[ActorId], set[Crossed]] = {}
    for case in town.cases or ():
        for before, after in pairwise(_begun(case, on)):
            if before.responsible is not None and after.responsible is not None:
                offices = frozenset({before.responsible, after.responsible})
                by_offices.setdefault(offices, set()).add((before.field, after.field))
    together = {pair: {pair} for pair in crossed}
    for pairs in by_offices.values():
        joined: set[Crossed] = set().union(*(together[pair] for pair in pairs if pair in together))
        together |= dict.fromkeys(joined, joined)
    order = [*together]
    return {pair: tuple(sorted(joined, key=order.index)) for pair, joined in together.items()}


def _passed(case: Case, on: date) -> set[Crossed]:
    return {(before.field, after.field) for before, after in pairwise(_begun(case, on)) if before.field is not after.field}


def _begun(case: Case, on: date) -> list[LegalFieldSpell]:
    begun = [spell for spell in case.legal_fields if _first_day(spell) <= on]
    return sorted(begun, key=lambda spell: (_first_day(spell), spell.field.value))


def _first_day(spell: LegalFieldSpell) -> date:
    return spell.during.first_day or date.min


def _in_role(task: Responsibility, role: ResponsibilityRole, on: date) -> tuple[ActorId, ...]:
    return tuple(sorted({one.actor for one in task.assignments if one.role is role and on in one.during}))


def _problems(
    task: Responsibility, crossings: Mapping[InterfaceId, Interface], actors: Mapping[ActorId, Actor], on: date
) -> Iterator[DutyProblem]:
    accountable = _in_role(task, ResponsibilityRole.ACCOUNTABLE, on)
    if not accountable:
        yield DutyProblem(flaw=DutyFlaw.NOBODY_ACCOUNTABLE, responsibility=task.id)
    if len(accountable) > 1:
        yield DutyProblem(flaw=DutyFlaw.SEVERAL_ACCOUNTABLE, responsibility=task.id, actors=accountable)
    if not _in_role(task, ResponsibilityRole.RESPONSIBLE, on):
        yield DutyProblem(flaw=DutyFlaw.NOBODY_RESPONSIBLE, responsibility=task.id)
    if task.contested_by:
        yield DutyProblem(flaw=DutyFlaw.CONTESTED, responsibility=task.id, actors=tuple(sorted(task.contested_by)))
    elsewhere = _elsewhere(task, accountable, crossings)
    if elsewhere:
        yield DutyProblem(flaw=DutyFlaw.NOT_AT_THE_INTERFACE, responsibility=task.id, actors=elsewhere)
    gone = tuple(sorted({one.actor for one in task.assignments if on in one.during and one.actor not in actors}))
    if gone:
        yield DutyProblem(flaw=DutyFlaw.ACTOR_GONE, responsibility=task.id, actors=gone)


def _elsewhere(
    task: Responsibility, accountable: tuple[ActorId, ...], crossings: Mapping[InterfaceId, Interface]
) -> tuple[ActorId, ...]:
    """Return who is accountable for a crossing without standing at it; nobody where its two sides are not both known."""
    crossing = None if task.interface is None else crossings.get(task.interface)
    if crossing is None or crossing.from_actor is None or crossing.to_actor is None:
        return ()
    return tuple(actor for actor in accountable if actor not in {crossing.from_actor, crossing.to_actor})
