"""What the steering group decided, and how the case managers learnt of it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kimcore.model import (
    ActorId,
    Barrier,
    BarrierId,
    Decision,
    DecisionId,
    DecisionKind,
    DecisionMode,
    DecisionOutcome,
    DecisionState,
    Feedback,
    FollowUp,
    MeasureId,
    MeetingId,
    ProposalId,
    StaffId,
    ThemeId,
    Vote,
    VoteCount,
)
from kimcore.testing.musterkreis.loops import STORIES, barriers_behind
from kimcore.testing.musterkreis.place import PAPERS, REFERENCE_DAY, STEERING_GROUP
from kimcore.testing.musterkreis.steering import MEETING_DAYS, MEMBERSHIPS, attendance_at
from kimcore.testing.musterkreis.story import Solution, Story
from kimcore.testing.musterkreis.terms import approval_of, theme_decision_of

_VOTED = frozenset({"beschluss-wohnsitz", "freigabe-unterlagen"})
"""Decisions on which there was no consensus, so votes were counted."""

_FEEDBACK_AFTER = timedelta(days=18)


def decisions() -> tuple[Decision, ...]:
    """Return every decision of the steering group, by key."""
    listed = (*_on_themes(), *_approvals(), *_on_procedure())
    return tuple(sorted(listed, key=lambda decision: decision.id))


def feedback(barriers: Iterable[Barrier]) -> tuple[Feedback, ...]:
    """Return how those who had reported a barrier were told what became of it, by decision."""
    reporters = {barrier.id: barrier.reported_by for barrier in barriers}
    told = ((decision, _barriers_behind(decision)) for decision in decisions() if decision.reported_back_on)
    return tuple(
        Feedback(
            decision=decision.id,
            on=decision.reported_back_on or decision.decided_on,
            staff=_staff(reporters.get(key) for key in behind),
        )
        for decision, behind in told
    )


def _staff(reporters: Iterable[StaffId | None]) -> tuple[StaffId, ...]:
    """Return who reported, each once."""
    return tuple(sorted({staff for staff in reporters if staff is not None}))


def _barriers_behind(decision: Decision) -> tuple[BarrierId, ...]:
    """Return the barriers of the themes a decision is about."""
    return tuple(key for story in STORIES if ThemeId(f"thema-{story.key}") in decision.themes for key in barriers_behind(story))


def _on_themes() -> Iterator[Decision]:
    """Yield the first decision on each theme."""
    for story in STORIES:
        if story.outcome is not None:
            yield _on_theme(story, story.outcome)


def _on_theme(story: Story, outcome: DecisionOutcome) -> Decision:
    """Return whether a theme is taken up, rejected or put off."""
    wave, solution = story.wave, story.solution
    key = theme_decision_of(story.key)
    due_on = wave.approved_on if solution and wave.approved_on else wave.presented_on + timedelta(days=60)
    return Decision(
        id=key,
        body=STEERING_GROUP,
        decided_on=wave.presented_on,
        kind=DecisionKind.THEME,
        outcome=outcome,
        object=f"Thema: {story.title}",
        meeting=wave.presented_in,
        themes=(ThemeId(f"thema-{story.key}"),),
        proposals=(ProposalId(f"vorschlag-{story.key}"),) if solution else (),
        responsible=ActorId(solution.owner if solution else "ki"),
        due_on=due_on,
        reason=story.reason,
        mode=_mode(key),
        votes=_votes(key, wave.presented_in),
        follow_ups=_reports((due_on, DecisionState.DONE)),
        reported_back_on=wave.presented_on + _FEEDBACK_AFTER,
        sources=PAPERS,
    )


def _approvals() -> Iterator[Decision]:
    """Yield the second decision on each theme with a measure."""
    for story in STORIES:
        if story.solution and story.wave.approved_in and story.wave.approved_on:
            yield _approval(story, story.solution, story.wave.approved_in, story.wave.approved_on)


def _approval(story: Story, solution: Solution, meeting: MeetingId, day: date) -> Decision:
    """Return the approval of a measure before it is carried out."""
    key = approval_of(story.key)
    wave = story.wave
    return Decision(
        id=key,
        body=STEERING_GROUP,
        decided_on=day,
        kind=DecisionKind.MEASURE_APPROVAL,
        outcome=DecisionOutcome.ACCEPTED,
        object=f"Freigabe der Maßnahme: {solution.measure}",
        meeting=meeting,
        themes=(ThemeId(f"thema-{story.key}"),),
        proposals=(ProposalId(f"vorschlag-{story.key}"),),
        measures=(MeasureId(f"massnahme-{story.key}"),),
        responsible=ActorId(solution.owner),
        due_on=wave.due_on,
        mode=_mode(key),
        votes=_votes(key, meeting),
        follow_ups=_reports((wave.started_on, DecisionState.IN_PROGRESS), (wave.finished_on, DecisionState.DONE)),
        reported_back_on=day + _FEEDBACK_AFTER,
        sources=PAPERS,
    )


def _reports(*reports: tuple[date | None, DecisionState]) -> tuple[FollowUp, ...]:
    """Return the reports on a decision up to the reference day."""
    return tuple(FollowUp(on=day, state=state) for day, state in reports if day is not None and day <= REFERENCE_DAY)


def _on_procedure() -> Iterator[Decision]:
    """Yield the mandate and what the group settled about its own work."""
    first, spring, late = (MeetingId(key) for key in ("sitzung-2023-1", "sitzung-2024-1", "sitzung-2025-1"))
    rows = (
        ("mandat-ki", DecisionKind.MANDATE, first, date(2023, 3, 31), "Mandat an das Kommunale Integrationszentrum"),
        ("verfahren-themen", DecisionKind.PROCEDURE, first, date(2023, 6, 22), "Schwelle und Verfahren für strukturelle Themen"),
        ("jahresbericht-2023", DecisionKind.PROCEDURE, spring, date(2024, 5, 31), "Jahresbericht für den Kreistag"),
        ("jahresbericht-2024", DecisionKind.PROCEDURE, late, date(2025, 6, 30), "Jahresbericht für den Kreistag"),
    )
    for key, kind, meeting, due_on, words in rows:
        yield Decision(
            id=DecisionId(key),
            body=STEERING_GROUP,
            decided_on=MEETING_DAYS[meeting],
            kind=kind,
            outcome=DecisionOutcome.ACCEPTED,
            object=words,
            meeting=meeting,
            responsible=ActorId("ki"),
            due_on=due_on,
            mode=DecisionMode.CONSENSUS,
            follow_ups=_reports((due_on, DecisionState.DONE)),
            sources=PAPERS,
        )


def _mode(decision: DecisionId) -> DecisionMode:
    """Return how the group came to a decision."""
    return DecisionMode.VOTE if decision in _VOTED else DecisionMode.CONSENSUS


def _votes(decision: DecisionId, meeting: MeetingId) -> VoteCount | None:
    """Return the votes of the members present, where they were counted."""
    if decision not in _VOTED:
        return None
    voting = {seat.id for seat in MEMBERSHIPS if seat.vote is Vote.VOTING}
    came = sum(one.was_present and one.membership in voting for one in attendance_at(meeting, MEETING_DAYS[meeting]))
    return VoteCount(in_favour=came - 3, against=1, abstained=2)
