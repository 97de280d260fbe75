"""How a case went: its phases, needs, plan, contacts and end."""

from collections.abc import Iterator
from datetime import date, timedelta

from kimcore.model import (
    ActorId,
    Barrier,
    CaseGoal,
    CaseGoalId,
    CaseStep,
    Closing,
    ClosingReason,
    Contact,
    ContactKind,
    FieldOfAction,
    Need,
    NeedSeverity,
    Phase,
    PhaseEntry,
    Plan,
    StepState,
)
from kimcore.testing.musterkreis.barriers import need_id
from kimcore.testing.musterkreis.draw import chance, draw, later, pick
from kimcore.testing.musterkreis.profiles import RECEIVERS
from kimcore.testing.musterkreis.skeletons import Skeleton

RETENTION_MONTHS = 36
"""How long closed cases are kept."""

_ROUND = (
    (Phase.ASSESSMENT, 0, 0),
    (Phase.PLANNING, 7, 18),
    (Phase.LINKING, 4, 12),
    (Phase.MONITORING, 20, 40),
)
"""The phases of one round, each so many days after the one before."""


def phases(case: Skeleton) -> tuple[PhaseEntry, ...]:
    """Return the phases of a case: the round begins again with each re-assessment."""
    entries = [PhaseEntry(phase=Phase.INTAKE, on=case.opened_on)]
    for place, start in enumerate(assessments(case)):
        entries.extend(_round(case, place, start))
    if case.closed_on is not None:
        entries.append(PhaseEntry(phase=Phase.EVALUATION, on=case.closed_on))
    return tuple(entries)


def assessments(case: Skeleton) -> tuple[date, ...]:
    """Return the days of the first assessment and of those after it, each within half a year."""
    days = []
    day = case.assessed_on
    while day <= case.last_day:
        days.append(day)
        day = later(day, f"{case.key}/assessed again/{len(days)}", least=130, most=168)
    return tuple(days)


def entered_on(case: Skeleton, phase: Phase) -> date:
    """Return the day on which a case first entered a phase, or its last day if it never did."""
    return next((entry.on for entry in phases(case) if entry.phase is phase), case.last_day)


def _round(case: Skeleton, place: int, start: date) -> Iterator[PhaseEntry]:
    """Yield the phases of one round, as far as the case lasts."""
    day = start
    for phase, least, most in _ROUND:
        day = later(day, f"{case.key}/{place}/{phase.value}", least=least, most=most)
        if day > case.last_day:
            return
        yield PhaseEntry(phase=phase, on=day)


def fields_of(case: Skeleton, seen: tuple[Barrier, ...]) -> tuple[FieldOfAction, ...]:
    """Return the fields a person needs support in: those of the barriers first, then what is usual."""
    behind_barriers = list(dict.fromkeys(barrier.field for barrier in seen))
    usual = sorted(case.profile.fields, key=lambda field: draw(f"{case.key}/{field.value}", 1000))
    wanted = max(len(behind_barriers), 2 + draw(f"{case.key}/needs", 3))
    return tuple(dict.fromkeys((*behind_barriers, *usual)))[:wanted]


def needs(case: Skeleton, seen: tuple[Barrier, ...]) -> tuple[Need, ...]:
    """Return what a person needs, as the first assessment found it."""
    found = []
    for place, field in enumerate(fields_of(case, seen), start=1):
        key = need_id(case, place)
        met_on = later(entered_on(case, Phase.LINKING), f"{key}/met", least=60, most=200)
        is_met = met_on <= case.last_day and chance(f"{key}/is met", 60)
        found.append(
            Need(
                id=key,
                field=field,
                severity=pick(
                    f"{key}/severity",
                    (NeedSeverity.LOW, NeedSeverity.MEDIUM, NeedSeverity.HIGH, NeedSeverity.HIGH, NeedSeverity.URGENT),
                ),
                seen_on=case.assessed_on,
                met_on=met_on if is_met else None,
                has_resource=chance(f"{key}/resource", 40),
            )
        )
    return tuple(found)


def plan(case: Skeleton, wanted: tuple[Need, ...]) -> Plan:
    """Return the plan of support: a goal for each need, each with a step, somebody responsible and a day."""
    made_on = entered_on(case, Phase.PLANNING)
    return Plan(
        made_on=made_on,
        agreed_with_client=True,
        goals=tuple(_goal(case, place, need, made_on) for place, need in enumerate(wanted, start=1)),
    )


def _goal(case: Skeleton, place: int, need: Need, made_on: date) -> CaseGoal:
    """Return the goal for one need."""
    key = CaseGoalId(f"fallziel-{case.tag}-{place}")
    due_on = later(made_on, f"{key}/due", least=45, most=170)
    if need.met_on is not None:
        state = StepState.DONE
    elif case.closed_on is not None:
        state = StepState.DROPPED
    else:
        state = StepState.RUNNING
    step = CaseStep(responsible=ActorId(RECEIVERS[need.field][0]), due_on=due_on, state=state)
    attainment = None if case.closed_on is None else draw(f"{key}/level", 3) - (0 if need.met_on else 2)
    return CaseGoal(id=key, need=need.id, steps=(step,), attainment=attainment)


def contacts(case: Skeleton) -> tuple[Contact, ...]:
    """Return the contacts of a case, never more than eleven weeks apart, and a review with each re-assessment."""
    found = [Contact(on=day, kind=ContactKind.REVIEW, minutes=60) for day in assessments(case)[1:]]
    kinds = (ContactKind.MEETING, ContactKind.MEETING, ContactKind.PHONE, ContactKind.MESSAGE, ContactKind.ACCOMPANIMENT)
    day = case.opened_on
    while day <= case.last_day:
        label = f"{case.key}/contact/{day}"
        found.append(Contact(on=day, kind=pick(label, kinds), minutes=15 + 15 * draw(f"{label}/minutes", 5)))
        day = later(day, label, least=45, most=76)
    return tuple(sorted(found, key=lambda contact: (contact.on, contact.kind.value)))


def closing(case: Skeleton, seen: tuple[Barrier, ...]) -> Closing | None:
    """Return how a case ended and when it is to be deleted."""
    if case.closed_on is None:
        return None
    reasons = (
        (ClosingReason.WITHDRAWN, ClosingReason.MOVED, ClosingReason.NO_CONTACT)
        if case.is_cut_short
        else (ClosingReason.GOALS_REACHED, ClosingReason.GOALS_REACHED, ClosingReason.HANDED_OVER)
    )
    return Closing(
        on=case.closed_on,
        reason=pick(f"{case.key}/reason", reasons),
        attainment=draw(f"{case.key}/attainment", 3) - (2 if case.is_cut_short else 0),
        structural_findings=bool(seen),
        delete_on=_years_later(case.closed_on, RETENTION_MONTHS // 12),
    )


def _years_later(day: date, years: int) -> date:
    """Return the same day some years later; the last of February may be the day before."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return (day - timedelta(days=1) if is_leap_day else day).replace(year=day.year + years)
