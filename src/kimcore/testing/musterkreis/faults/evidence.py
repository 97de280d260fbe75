"""Loops that are broken, each in one way."""

from datetime import date

from attrs import evolve

from kimcore.model import (
    ActorId,
    Case,
    Decision,
    DecisionId,
    DecisionKind,
    DecisionMode,
    DecisionOutcome,
    DecisionState,
    Feedback,
    FollowUp,
    Goal,
    GoalId,
    Measure,
    MeasureId,
    Measurement,
    MeasureState,
    MeetingId,
    Town,
)
from kimcore.testing.musterkreis.faults.fault import Fault, added, changed, untold, without
from kimcore.testing.musterkreis.place import PAPERS, STEERING_GROUP
from kimcore.testing.musterkreis.terms import approval_of, theme_decision_of

_NEVER_TOLD = (theme_decision_of("versicherung"), approval_of("versicherung"))


def _need_left_alone(town: Town) -> Town:
    """Let an urgent need stand in no plan, referral or barrier."""

    def drop(case: Case) -> Case:
        goals = tuple(goal for goal in case.plan.goals if goal.need != "bedarf-141-2") if case.plan else ()
        return evolve(case, plan=case.plan and evolve(case.plan, goals=goals))

    return evolve(town, cases=changed(town.cases, "fall-141", drop))


def _barrier_left_alone(town: Town) -> Town:
    """Let a barrier lie that is neither bundled nor rejected."""
    barriers = changed(
        town.barriers, "huerde-bibliothek", lambda barrier: evolve(barrier, rejected_on=None, rejection_reason=None)
    )
    return evolve(town, barriers=barriers)


def _barrier_from_nowhere(town: Town) -> Town:
    """Keep a barrier that nobody knows the origin of."""
    return evolve(town, barriers=changed(town.barriers, "huerde-bahnhof", lambda barrier: evolve(barrier, conference=None)))


def _theme_waits(town: Town) -> Town:
    """Present a theme and never decide on it."""
    decisions = (theme_decision_of("termine"), approval_of("termine"))
    return evolve(
        town,
        decisions=without(town.decisions, *decisions),
        feedback=untold(town.feedback, *decisions),
        measures=without(town.measures, "massnahme-termine"),
        goals=without(town.goals, "ziel-termine"),
    )


def _rejected_without_reason(town: Town) -> Town:
    """Reject a theme without saying why."""
    decisions = changed(town.decisions, "beschluss-wohnsitz", lambda decision: evolve(decision, reason=None))
    return evolve(town, decisions=decisions)


def _not_escalated(town: Town) -> Town:
    """Keep from the ministry what cannot be solved here."""
    return evolve(town, themes=changed(town.themes, "thema-wohnsitz", lambda theme: evolve(theme, escalations=())))


def _no_measure(town: Town) -> Town:
    """Take up a theme and do nothing."""
    approval = approval_of("beratung")
    decisions = changed(
        without(town.decisions, approval),
        "beschluss-beratung",
        lambda decision: evolve(
            decision,
            due_on=date(2026, 3, 31),
            follow_ups=(FollowUp(on=date(2025, 11, 27), state=DecisionState.IN_PROGRESS),),
        ),
    )
    return evolve(
        town,
        decisions=decisions,
        feedback=untold(town.feedback, approval),
        measures=without(town.measures, "massnahme-beratung"),
        goals=without(town.goals, "ziel-beratung"),
        reviews=without(town.reviews, "pruefung-beratung"),
    )


def _no_case_basis(town: Town) -> Town:
    """Carry out a measure that rests on no case."""
    goal = Goal(
        id=GoalId("ziel-broschuere"),
        title="Ziel der Maßnahme: Willkommensbroschüre",
        set_on=date(2025, 2, 20),
        indicator="Verteilte Broschüren",
        unit="Stück",
        baseline=0.0,
        target=5000.0,
        due_on=date(2026, 3, 31),
        owner=ActorId("wirtschaft"),
        weight=1.0,
        measure=MeasureId("massnahme-broschuere"),
        measurements=(Measurement(on=date(2025, 11, 3), value=2100.0, attainment=-1),),
        sources=PAPERS,
    )
    measure = Measure(
        id=MeasureId("massnahme-broschuere"),
        title="Willkommensbroschüre in acht Sprachen",
        state=MeasureState.RUNNING,
        decision=DecisionId("beschluss-broschuere"),
        approval=DecisionId("freigabe-broschuere"),
        owner=ActorId("wirtschaft"),
        started_on=date(2025, 3, 17),
        due_on=date(2026, 3, 31),
        goals=(goal.id,),
        sources=PAPERS,
    )
    decisions = (_on_brochure(measure.id, is_approval=False), _on_brochure(measure.id, is_approval=True))
    told = tuple(Feedback(decision=one.id, on=one.reported_back_on or one.decided_on) for one in decisions)
    return evolve(
        town,
        decisions=added(town.decisions, *decisions),
        feedback=tuple(sorted((*(town.feedback or ()), *told), key=lambda one: one.decision)),
        measures=added(town.measures, measure),
        goals=added(town.goals, goal),
    )


def _on_brochure(measure: MeasureId, *, is_approval: bool) -> Decision:
    """Return the first or the second decision on the measure without a basis."""
    decided_on = date(2025, 2, 20) if is_approval else date(2024, 11, 14)
    due_on = date(2026, 3, 31) if is_approval else date(2025, 2, 20)
    state = DecisionState.IN_PROGRESS if is_approval else DecisionState.DONE
    return Decision(
        id=DecisionId("freigabe-broschuere" if is_approval else "beschluss-broschuere"),
        body=STEERING_GROUP,
        decided_on=decided_on,
        kind=DecisionKind.MEASURE_APPROVAL if is_approval else DecisionKind.OTHER,
        outcome=DecisionOutcome.ACCEPTED,
        object="Willkommensbroschüre in acht Sprachen",
        meeting=MeetingId("sitzung-2025-1" if is_approval else "sitzung-2024-3"),
        measures=(measure,) if is_approval else (),
        responsible=ActorId("wirtschaft"),
        due_on=due_on,
        mode=DecisionMode.CONSENSUS,
        follow_ups=(FollowUp(on=date(2025, 3, 17) if is_approval else due_on, state=state),),
        reported_back_on=date(2025, 3, 10) if is_approval else date(2024, 12, 2),
        sources=PAPERS,
    )


def _no_owner(town: Town) -> Town:
    """Carry out a measure that nobody owns."""
    return evolve(town, measures=changed(town.measures, "massnahme-schulplatz", lambda measure: evolve(measure, owner=None)))


def _no_approval(town: Town) -> Town:
    """Carry out a measure that the steering group never approved."""
    approval = approval_of("unterlagen")
    return evolve(
        town,
        decisions=without(town.decisions, approval),
        feedback=untold(town.feedback, approval),
        measures=changed(town.measures, "massnahme-unterlagen", lambda measure: evolve(measure, approval=None)),
    )


def _no_review(town: Town) -> Town:
    """Finish a measure and never ask what it changed."""
    return evolve(town, reviews=without(town.reviews, "pruefung-sprachmittlung"))


def _out_of_order(town: Town) -> Town:
    """Name a theme before one of its barriers was seen."""
    barriers = changed(town.barriers, "huerde-psychosozial-2", lambda barrier: evolve(barrier, seen_on=date(2024, 11, 4)))
    return evolve(town, barriers=barriers)


def _never_told(town: Town) -> Town:
    """Never tell the case managers what became of what they reported."""
    decisions = town.decisions
    for key in _NEVER_TOLD:
        decisions = changed(decisions, key, lambda decision: evolve(decision, reported_back_on=None))
    return evolve(town, decisions=decisions, feedback=untold(town.feedback, *_NEVER_TOLD))


FAULTS = (
    Fault(
        name="need-left-alone",
        subjects=("fall-141", "bedarf-141-2"),
        why="Ein akuter Bedarf steht in keinem Hilfeplan, keiner Vermittlung und keiner Hürde.",
        plant=_need_left_alone,
    ),
    Fault(
        name="barrier-left-alone",
        codes=("KO-09",),
        subjects=("huerde-bibliothek",),
        why="Die Hürde wurde vor fast einem Jahr gemeldet und seither weder gebündelt noch abgelehnt.",
        plant=_barrier_left_alone,
    ),
    Fault(
        name="barrier-from-nowhere",
        codes=("EV-02",),
        subjects=("huerde-bahnhof",),
        why="Die Hürde beruft sich weder auf einen Fall noch auf eine Konferenz.",
        plant=_barrier_from_nowhere,
    ),
    Fault(
        name="theme-waits",
        codes=("EV-04",),
        subjects=("thema-termine",),
        why="Das Thema wurde im Februar 2025 vorgelegt und nie entschieden.",
        plant=_theme_waits,
    ),
    Fault(
        name="rejected-without-reason",
        codes=("EV-05",),
        subjects=("beschluss-wohnsitz", "thema-wohnsitz"),
        why="Das Thema wurde abgelehnt, ein Grund ist nicht festgehalten.",
        plant=_rejected_without_reason,
    ),
    Fault(
        name="not-escalated",
        codes=("LG-21",),
        subjects=("thema-wohnsitz",),
        why="Das Thema reicht über den Kreis hinaus und wurde dem Ministerium nicht gemeldet.",
        plant=_not_escalated,
    ),
    Fault(
        name="decision-without-measure",
        codes=("EV-11",),
        subjects=("beschluss-beratung",),
        why="Das Thema wurde vor anderthalb Jahren angenommen, eine Maßnahme gibt es nicht.",
        plant=_no_measure,
    ),
    Fault(
        name="measure-without-case-basis",
        codes=("EV-01", "LG-17"),
        subjects=("massnahme-broschuere", "beschluss-broschuere", "freigabe-broschuere"),
        why="Die Maßnahme beruht auf keinem Thema und keinem Fall; den Beschlüssen fehlt die Grundlage.",
        plant=_no_case_basis,
    ),
    Fault(
        name="measure-without-owner",
        codes=("EV-12",),
        subjects=("massnahme-schulplatz",),
        why="Für die Maßnahme ist keine Stelle verantwortlich.",
        plant=_no_owner,
    ),
    Fault(
        name="measure-without-approval",
        codes=("EV-13",),
        subjects=("massnahme-unterlagen",),
        why="Die Maßnahme wurde umgesetzt, ohne dass die Lenkungsgruppe sie freigegeben hat.",
        plant=_no_approval,
    ),
    Fault(
        name="finished-without-review",
        codes=("EV-06",),
        subjects=("massnahme-sprachmittlung",),
        why="Die Maßnahme ist seit 15 Monaten abgeschlossen, ihre Wirkung wurde nie geprüft.",
        plant=_no_review,
    ),
    Fault(
        name="dates-out-of-order",
        codes=("EV-07",),
        subjects=("huerde-psychosozial-2", "thema-psychosozial"),
        why="Die Hürde wurde erst gesehen, nachdem das Thema schon benannt war.",
        plant=_out_of_order,
    ),
    Fault(
        name="never-told",
        codes=("EV-08",),
        subjects=("beschluss-versicherung", "freigabe-versicherung"),
        why="Das Case Management hat nie erfahren, was aus den gemeldeten Hürden wurde.",
        plant=_never_told,
    ),
)
