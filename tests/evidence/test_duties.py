from datetime import date

import pytest
from attrs import evolve

from kimcore.evidence import DutyFlaw, duties_of
from kimcore.model import (
    Actor,
    ActorId,
    ActorKind,
    Assignment,
    Interface,
    InterfaceId,
    LegalField,
    Period,
    Responsibility,
    ResponsibilityId,
    ResponsibilityRole,
    Town,
)
from kimcore.testing.musterkreis import REFERENCE_DAY, musterkreis

ON = date(2025, 6, 30)
A, B, C = ActorId("a"), ActorId("b"), ActorId("c")
ACCOUNTABLE, RESPONSIBLE = ResponsibilityRole.ACCOUNTABLE, ResponsibilityRole.RESPONSIBLE
CROSSING = Interface(id=InterfaceId("i-1"), from_field=LegalField.ASYLBLG, to_field=LegalField.SGB_II, from_actor=A, to_actor=B)


def _task(
    *assigned: tuple[ActorId, ResponsibilityRole], crossing: bool = False, contested: tuple[ActorId, ...] = ()
) -> Responsibility:
    return Responsibility(
        id=ResponsibilityId("t-1"),
        task="Übergabe",
        interface=CROSSING.id if crossing else None,
        assignments=tuple(Assignment(actor=actor, role=role) for actor, role in assigned),
        contested_by=contested,
    )


def _town(town: Town, task: Responsibility) -> Town:
    actors = tuple(Actor(id=key, name=key, kinds=(ActorKind.WELFARE_ASSOCIATION,)) for key in (A, B))
    return Town(municipality=town.municipality, actors=actors, responsibilities=(task,), interfaces=(CROSSING,))


@pytest.mark.parametrize(
    ("task", "flaw", "actors"),
    [
        (_task((A, RESPONSIBLE)), DutyFlaw.NOBODY_ACCOUNTABLE, ()),
        (_task((A, ACCOUNTABLE), (B, ACCOUNTABLE), (A, RESPONSIBLE)), DutyFlaw.SEVERAL_ACCOUNTABLE, ("a", "b")),
        (_task((A, ACCOUNTABLE)), DutyFlaw.NOBODY_RESPONSIBLE, ()),
        (_task((A, ACCOUNTABLE), (A, RESPONSIBLE), contested=(B,)), DutyFlaw.CONTESTED, ("b",)),
        (_task((A, ACCOUNTABLE), (C, RESPONSIBLE)), DutyFlaw.ACTOR_GONE, ("c",)),
    ],
)
def test_each_flaw_is_named(town: Town, task: Responsibility, flaw: DutyFlaw, actors: tuple[str, ...]) -> None:
    """A task with one flaw has that flaw alone, with the actors it is about."""
    assert [(one.flaw, one.actors) for one in duties_of(_town(town, task), on=ON).problems] == [(flaw, actors)]


def test_who_is_accountable_stands_at_the_crossing(town: Town) -> None:
    """An office that is accountable for a crossing between two others is named."""
    elsewhere = evolve(CROSSING, from_actor=B, to_actor=C)
    task = _task((A, ACCOUNTABLE), (A, RESPONSIBLE), crossing=True)
    found = duties_of(evolve(_town(town, task), interfaces=(elsewhere,)), on=ON)
    assert [(one.flaw, one.actors) for one in found.problems] == [(DutyFlaw.NOT_AT_THE_INTERFACE, ("a",))]


def test_a_crossing_without_a_task_is_uncovered(town: Town) -> None:
    """A crossing that no task names is uncovered, one that a task names is not."""
    for crossing, uncovered in ((False, ("i-1",)), (True, ())):
        task = _task((A, ACCOUNTABLE), (A, RESPONSIBLE), crossing=crossing)
        assert duties_of(_town(town, task), on=ON).uncovered == uncovered


def test_a_past_assignment_does_not_count(town: Town) -> None:
    """Somebody who was accountable last year is not accountable now."""
    past = Assignment(actor=A, role=ACCOUNTABLE, during=Period(last_day=date(2024, 12, 31)))
    task = evolve(_task((A, RESPONSIBLE)), assignments=(past, Assignment(actor=A, role=RESPONSIBLE)))
    assert [one.flaw for one in duties_of(_town(town, task), on=ON).problems] == [DutyFlaw.NOBODY_ACCOUNTABLE]


def test_what_was_planted_in_musterkreis_is_found_alone(town: Town, healthy: Town) -> None:
    """Two offices are accountable for interpreting, and in the healthy town everything is clear."""
    (problem,) = duties_of(town, on=REFERENCE_DAY).problems
    assert (problem.flaw, problem.responsibility) == (DutyFlaw.SEVERAL_ACCOUNTABLE, "aufgabe-sprachmittlung")
    assert duties_of(healthy, on=REFERENCE_DAY).problems == ()


def test_the_flow_shows_what_nobody_described(town: Town) -> None:
    """The change from the asylum benefits office to the social welfare office happens and is described nowhere."""
    found = duties_of(town, on=REFERENCE_DAY)
    assert (LegalField.ASYLBLG, LegalField.SGB_XII) in found.undescribed
    assert found.crossed[LegalField.ASYLBLG, LegalField.SGB_XII] == 2
    assert (LegalField.ASYLBLG, LegalField.SGB_XII) not in duties_of(musterkreis(faults=()), on=REFERENCE_DAY).undescribed


def test_load_counts_tasks(town: Town) -> None:
    """The load of an office is the number of tasks it is accountable for."""
    found = duties_of(town, on=REFERENCE_DAY)
    assert sum(found.load.values()) == sum(map(len, found.accountable.values()))


def test_a_crossing_knows_who_answers_for_it(town: Town) -> None:
    """Each crossing in force has those who are accountable for a task about it, or nobody."""
    at_it = _task((A, ACCOUNTABLE), (A, RESPONSIBLE), crossing=True)
    elsewhere = _task((A, ACCOUNTABLE), (A, RESPONSIBLE))
    assert dict(duties_of(_town(town, at_it), on=ON).at_crossings) == {CROSSING.id: (A,)}
    assert dict(duties_of(_town(town, elsewhere), on=ON).at_crossings) == {CROSSING.id: ()}
