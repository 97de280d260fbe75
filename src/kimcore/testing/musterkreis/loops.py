"""The loops of Musterkreis from theme to review, told from its stories."""

from datetime import date, timedelta

from kimcore.model import (
    ActorId,
    BarrierId,
    BodyId,
    EffectReview,
    Escalation,
    Goal,
    GoalId,
    Measure,
    MeasureId,
    Measurement,
    MeasureState,
    Proposal,
    ProposalId,
    ReviewId,
    ReviewResult,
    Theme,
    ThemeId,
)
from kimcore.testing.musterkreis.place import PAPERS
from kimcore.testing.musterkreis.stories_2023 import STORIES_2023
from kimcore.testing.musterkreis.stories_2024 import STORIES_2024
from kimcore.testing.musterkreis.story import Solution, Story, Wave
from kimcore.testing.musterkreis.terms import approval_of, theme_decision_of

STORIES = (*STORIES_2023, *STORIES_2024)

_ANNUAL_REPORT = date(2025, 11, 3)
"""The day on which the coordination asks all owners how far their goals are."""

_LESS, _MORE = 95, 110
"""Below and from which percentage of the target less or more was reached than expected."""

_RECURS = {"kita": "kita-erneut"}
"""Themes that came back after their measure."""


def barrier_ids(story: Story) -> tuple[BarrierId, ...]:
    """Return the keys of the barriers a story rests on."""
    return tuple(BarrierId(f"huerde-{story.key}-{place}") for place in range(1, len(story.seen) + 1))


def barriers_behind(story: Story) -> tuple[BarrierId, ...]:
    """Return the keys of the barriers of a story and of those that were merged into it, in their order."""
    taken_in = (other for other in STORIES if other.merged_into == story.key)
    return tuple(sorted(key for one in (story, *taken_in) for key in barrier_ids(one)))


def themes() -> tuple[Theme, ...]:
    """Return every theme, by key; one that took in another rests on the barriers of both."""
    return tuple(sorted(map(_theme, STORIES), key=lambda theme: theme.id))


def proposals() -> tuple[Proposal, ...]:
    """Return what was proposed, by key."""
    found = (_proposal(story, story.solution) for story in STORIES if story.solution is not None)
    return tuple(sorted(found, key=lambda proposal: proposal.id))


def measures() -> tuple[Measure, ...]:
    """Return what was carried out, by key."""
    found = (_measure(story, story.solution) for story in STORIES if story.solution is not None)
    return tuple(sorted(found, key=lambda measure: measure.id))


def goals() -> tuple[Goal, ...]:
    """Return the goals of the measures and those of the coordination itself, by key."""
    found = (_goal(story, story.solution) for story in STORIES if story.solution is not None)
    return tuple(sorted((*found, *_own_goals()), key=lambda goal: goal.id))


def reviews() -> tuple[EffectReview, ...]:
    """Return what the reviews of finished measures found, by key."""
    found = [_review(story, story.solution) for story in STORIES if story.solution and story.wave.reviewed_on]
    return tuple(sorted((*found, *_second_reviews()), key=lambda review: review.id))


def _theme(story: Story) -> Theme:
    """Return the theme of a story."""
    wave = story.wave
    return Theme(
        id=ThemeId(f"thema-{story.key}"),
        title=story.title,
        named_on=wave.named_on,
        barriers=barriers_behind(story),
        fields=(story.field,),
        named_in=wave.conference,
        named_by=BodyId("planungskonferenz"),
        presented_on=None if story.merged_into else wave.presented_on,
        is_supra_regional=story.escalated_on is not None,
        escalations=_escalations(story),
        merged_into=None if story.merged_into is None else ThemeId(f"thema-{story.merged_into}"),
        sources=PAPERS,
    )


def _escalations(story: Story) -> tuple[Escalation, ...]:
    """Return when a theme went to the ministry and when it answered."""
    if story.escalated_on is None:
        return ()
    return (Escalation(to=ActorId("ministerium"), on=story.escalated_on, answered_on=story.escalated_on + timedelta(days=86)),)


def _proposal(story: Story, solution: Solution) -> Proposal:
    """Return the proposal of a story."""
    return Proposal(
        id=ProposalId(f"vorschlag-{story.key}"),
        title=solution.proposal,
        themes=(ThemeId(f"thema-{story.key}"),),
        drafted_on=story.wave.drafted_on,
        drafted_by=BodyId(solution.drafted_by),
        sources=PAPERS,
    )


def _measure(story: Story, solution: Solution) -> Measure:
    """Return the measure of a story."""
    wave = story.wave
    return Measure(
        id=MeasureId(f"massnahme-{story.key}"),
        title=solution.measure,
        state=MeasureState.RUNNING if wave.finished_on is None else MeasureState.FINISHED,
        decision=theme_decision_of(story.key),
        proposal=ProposalId(f"vorschlag-{story.key}"),
        approval=approval_of(story.key),
        owner=ActorId(solution.owner),
        started_on=wave.started_on,
        due_on=wave.due_on,
        finished_on=wave.finished_on,
        goals=(GoalId(f"ziel-{story.key}"),),
        sources=PAPERS,
    )


def _goal(story: Story, solution: Solution) -> Goal:
    """Return the goal of a measure, measured when it was set, when it was finished and in the annual report."""
    wave = story.wave
    return Goal(
        id=GoalId(f"ziel-{story.key}"),
        title=f"Ziel der Maßnahme: {solution.measure}",
        set_on=wave.approved_on,
        indicator=solution.indicator,
        unit=solution.unit,
        baseline=solution.baseline,
        target=solution.target,
        due_on=wave.due_on,
        owner=ActorId(solution.owner),
        weight=1.0,
        measure=MeasureId(f"massnahme-{story.key}"),
        measurements=_measurements(wave, solution),
        sources=PAPERS,
    )


def _measurements(wave: Wave, solution: Solution) -> tuple[Measurement, ...]:
    """Return the values of a goal's indicator over time."""
    at_start = Measurement(on=wave.approved_on or wave.drafted_on, value=solution.baseline, attainment=-2)
    if wave.finished_on is None:
        return (at_start,)
    level = _attainment(solution)
    at_end = Measurement(on=wave.finished_on, value=solution.reached, attainment=level)
    return (at_start, at_end, Measurement(on=_ANNUAL_REPORT, value=solution.reached, attainment=level))


def _attainment(solution: Solution) -> int:
    """Return the level of goal attainment: 0 is what was expected, 1 is more, -1 is less."""
    wanted, reached = solution.target - solution.baseline, solution.reached - solution.baseline
    share = round(100 * reached / wanted)
    return (share >= _MORE) - (share < _LESS)


def _review(story: Story, solution: Solution) -> EffectReview:
    """Return what the review of a measure found."""
    return EffectReview(
        id=ReviewId(f"pruefung-{story.key}"),
        measure=MeasureId(f"massnahme-{story.key}"),
        on=story.wave.reviewed_on or story.wave.presented_on,
        result=solution.result,
        barrier_recurs=False,
        note="Kennzahl vor und nach der Maßnahme verglichen; andere Ursachen sind nicht ausgeschlossen.",
        sources=PAPERS,
    )


def _second_reviews() -> tuple[EffectReview, ...]:
    """Return the reviews that found a barrier again."""
    by_key = {story.key: story for story in STORIES}
    return tuple(
        EffectReview(
            id=ReviewId(f"pruefung-{key}-zwei"),
            measure=MeasureId(f"massnahme-{key}"),
            on=_ANNUAL_REPORT,
            result=ReviewResult.UNCHANGED,
            barrier_recurs=True,
            recurring=barrier_ids(by_key[again]),
            note="Die Hürde wird weiter gemeldet; das Thema kommt erneut in die Lenkungsgruppe.",
            sources=PAPERS,
        )
        for key, again in _RECURS.items()
    )


def _own_goals() -> tuple[Goal, ...]:
    """Return the goals that the coordination has set for cooperation as a whole."""
    rows = (
        (
            "ziel-beteiligung",
            "Alle Städte und Gemeinden sind einbezogen",
            "Gemeinden mit Ansprechstelle",
            "Gemeinden",
            (4.0, 5.0, 6.0),
        ),
        ("ziel-rueckmeldung", "Antworten der Stellen kommen zügig", "Mittlere Antwortzeit", "Tage", (24.0, 17.0, 14.0)),
    )
    return tuple(
        Goal(
            id=GoalId(key),
            title=title,
            set_on=date(2023, 2, 16),
            indicator=indicator,
            unit=unit,
            baseline=baseline,
            target=target,
            due_on=date(2026, 12, 31),
            owner=ActorId("ki"),
            weight=2.0,
            measurements=(
                Measurement(on=date(2023, 2, 16), value=baseline, attainment=-2),
                Measurement(on=date(2024, 11, 4), value=halfway, attainment=-1),
                Measurement(on=_ANNUAL_REPORT, value=target, attainment=0),
            ),
            sources=PAPERS,
        )
        for key, title, indicator, unit, (baseline, halfway, target) in rows
    )
