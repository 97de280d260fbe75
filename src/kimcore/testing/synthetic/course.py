"""How a synthetic case went: phases, needs, plan, contacts, referrals, leads and end."""

from datetime import date, timedelta

from kimcore.model.cases import (
    CaseGoal,
    CaseLead,
    CaseStep,
    Closing,
    ClosingReason,
    Contact,
    ContactKind,
    Need,
    NeedSeverity,
    Phase,
    PhaseEntry,
    Plan,
    StepState,
)
from kimcore.model.keys import ActorId, CaseGoalId, NeedId, ReferralId, StaffId
from kimcore.model.period import Period
from kimcore.model.referrals import Referral, ReferralAttempt, ReferralOutcome, RefusalReason
from kimcore.model.situations import FieldOfAction
from kimcore.testing.synthetic.frame import FULL, Frame

HOST = ActorId("ki")
RECEIVERS: dict[FieldOfAction, ActorId] = {
    FieldOfAction.LANGUAGE: ActorId("volkshochschule"),
    FieldOfAction.EDUCATION: ActorId("schulamt"),
    FieldOfAction.WORK: ActorId("jobcenter"),
    FieldOfAction.HOUSING: ActorId("wohnungsamt"),
    FieldOfAction.HEALTH: ActorId("gesundheitsamt"),
    FieldOfAction.RESIDENCE: ActorId("auslaenderbehoerde"),
    FieldOfAction.ORIENTATION: ActorId("migrationsberatung"),
    FieldOfAction.FAMILY: ActorId("familienbildung"),
    FieldOfAction.LIVELIHOOD: ActorId("sozialamt"),
    FieldOfAction.DATA_AND_DIGITAL: ActorId("volkshochschule"),
}
"""Who is asked first in each field."""

_FIELDS = tuple(RECEIVERS)
_SEVERITIES = tuple(NeedSeverity)
_KINDS = tuple(ContactKind)
_REASONS = tuple(ClosingReason)
_REFUSALS = tuple(RefusalReason)
_OUTCOMES = (ReferralOutcome.ACCEPTED,) * 5 + tuple(ReferralOutcome)
_ENDED = (StepState.DONE, StepState.DONE, StepState.DROPPED)
_GOING = (StepState.PLANNED, StepState.RUNNING)
_MINUTES = (15, 30, 45, 60, 90)
_LATEST_ASSESSMENT, _REASSESSED_WITHIN, _HEARD_OF_WITHIN, _DELETED_AFTER = 56, 170, 80, 3 * 365
_STAFF_OF_A_UNIT = 12
_LOWEST, _HIGHEST = -2, 2


def phases(frame: Frame) -> tuple[PhaseEntry, ...]:
    """Return the phases of a case; one that takes long is assessed again before half a year is over."""
    entries = [PhaseEntry(phase=Phase.INTAKE, on=frame.opened_on)]
    day = frame.day(7, _LATEST_ASSESSMENT)
    for phase, least, most in (
        (Phase.ASSESSMENT, 7, 21),
        (Phase.PLANNING, 5, 15),
        (Phase.LINKING, 20, 40),
        (Phase.MONITORING, 0, 0),
    ):
        if day is None or day > frame.last_day:
            break
        entries.append(PhaseEntry(phase=phase, on=day))
        day = frame.chance.later(day, least, most)
    if frame.closed_on is not None:
        entries.append(PhaseEntry(phase=Phase.EVALUATION, on=frame.closed_on))
    elif frame.age > _REASSESSED_WITHIN:
        again = frame.chance.later(frame.on, -_REASSESSED_WITHIN, 0)
        entries.append(PhaseEntry(phase=Phase.ASSESSMENT, on=max(again, entries[-1].on)))
    return tuple(entries)


def needs(frame: Frame) -> tuple[Need, ...]:
    """Return the needs of a case, each in another field."""
    chance = frame.chance
    found = []
    for number, field in enumerate(chance.some_of(_FIELDS, least=1, most=4), start=1):
        seen_on = frame.day(0, 60) or frame.opened_on
        met_on = chance.later(seen_on, 30, 400)
        found.append(
            Need(
                id=NeedId(f"b{number}"),
                field=field,
                severity=chance.one_of(_SEVERITIES),
                seen_on=seen_on,
                met_on=met_on if met_on <= frame.last_day else None,
                has_resource=chance.happens(50) if frame.is_recorded() else None,
            )
        )
    return tuple(found)


def plan(frame: Frame, of_case: tuple[Need, ...]) -> Plan | None:
    """Return the plan of a case, a goal for each of the first two needs; `None` if it is too early for one."""
    made_on = frame.day(70, 100)
    if made_on is None:
        return None
    goals = tuple(_goal(frame, made_on, need) for need in of_case[:2])
    return Plan(made_on=made_on, agreed_with_client=True, goals=goals) if goals else None


def _goal(frame: Frame, made_on: date, need: Need) -> CaseGoal:
    chance = frame.chance
    states = _GOING if frame.closed_on is None else _ENDED
    steps = tuple(
        CaseStep(responsible=RECEIVERS[need.field], due_on=chance.later(made_on, 30, 180), state=chance.one_of(states))
        for _ in range(chance.between(1, 2))
    )
    attained = None if frame.closed_on is None else chance.between(_LOWEST, _HIGHEST)
    return CaseGoal(id=CaseGoalId(need.id.replace("b", "z")), need=need.id, steps=steps, attainment=attained)


def contacts(frame: Frame) -> tuple[Contact, ...]:
    """Return the contacts of a case: some on the way, and one not long before its last day; a new case may have none."""
    chance = frame.chance
    if frame.age < _HEARD_OF_WITHIN and not frame.is_recorded():
        return ()
    days = [chance.later(frame.opened_on, 0, frame.age) for _ in range(chance.between(0, frame.fullness // 40))]
    days.append(chance.later(frame.last_day, -min(_HEARD_OF_WITHIN, frame.age), 0))
    return tuple(
        Contact(on=day, kind=chance.one_of(_KINDS), minutes=chance.one_of(_MINUTES) if frame.is_recorded() else None)
        for day in sorted(days)
    )


def referrals(frame: Frame, of_case: tuple[Need, ...]) -> tuple[Referral, ...]:
    """Return the referrals of a case, one for every need and with a second attempt where the first failed."""
    most = len(of_case) if frame.fullness == FULL else 2
    return tuple(
        Referral(id=ReferralId(f"v{number}"), sender=HOST, attempts=_attempts(frame, need), need=need.id)
        for number, need in enumerate(of_case[:most], start=1)
    )


def _attempts(frame: Frame, need: Need) -> tuple[ReferralAttempt, ...]:
    first = _attempt(frame, RECEIVERS[need.field], need.seen_on)
    if first.outcome is None or first.outcome is ReferralOutcome.ACCEPTED or first.answered_on is None:
        return (first,)
    return (first, _attempt(frame, ActorId("migrationsberatung"), first.answered_on))


def _attempt(frame: Frame, receiver: ActorId, after: date) -> ReferralAttempt:
    chance = frame.chance
    sent_on = min(chance.later(after, 0, 21), frame.last_day)
    answered_on = chance.later(sent_on, 1, 45)
    if answered_on > frame.last_day:
        return ReferralAttempt(receiver=receiver, sent_on=sent_on)
    outcome = chance.one_of(_OUTCOMES)
    met_on = chance.later(answered_on, 1, 30)
    is_met = outcome is ReferralOutcome.ACCEPTED and met_on <= frame.last_day
    return ReferralAttempt(
        receiver=receiver,
        sent_on=sent_on,
        outcome=outcome,
        answered_on=answered_on,
        first_contact_on=met_on if is_met else None,
        reason=chance.one_of(_REFUSALS) if outcome is ReferralOutcome.REFUSED else None,
    )


def leads(frame: Frame) -> tuple[CaseLead, ...]:
    """Return who leads a case, with the day of handing over where that changed."""
    first, second = (StaffId(f"fk-{frame.municipality}-{frame.chance.below(_STAFF_OF_A_UNIT) + 1}") for _ in range(2))
    changed_on = frame.day(120, 900)
    if changed_on is None or first == second:
        return (CaseLead(staff=first, during=Period(first_day=frame.opened_on, last_day=frame.closed_on)),)
    eve = changed_on - timedelta(days=1)
    return (
        CaseLead(staff=first, during=Period(first_day=frame.opened_on, last_day=eve)),
        CaseLead(staff=second, during=Period(first_day=changed_on, last_day=frame.closed_on), handed_over_on=changed_on),
    )


def closing(frame: Frame) -> Closing | None:
    """Return the end of a case, or `None` while it is open."""
    if frame.closed_on is None:
        return None
    return Closing(
        on=frame.closed_on,
        reason=frame.chance.one_of(_REASONS),
        attainment=frame.chance.between(_LOWEST, _HIGHEST),
        structural_findings=frame.chance.happens(20),
        delete_on=frame.closed_on + timedelta(days=_DELETED_AFTER),
    )
