"""What a town has on record on a day about needs and what became of them, by key."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from attrs import frozen

from kimcore.model import (
    Barrier,
    BarrierId,
    Case,
    CaseId,
    Decision,
    DecisionId,
    EffectReview,
    Goal,
    GoalId,
    Measure,
    MeasureId,
    Need,
    Proposal,
    ProposalId,
    ReviewId,
    Theme,
    ThemeId,
    Town,
)
from kimcore.rules.steering.decided import decided_elsewhere


class _Keyed(Protocol):
    @property
    def id(self) -> str: ...


_KeyedT = TypeVar("_KeyedT", bound=_Keyed)


@frozen(kw_only=True, eq=False)
class Book:
    """The records of the chain that exist on a day (*Bestand am Stichtag*).

    What came later is not in it: a review of next year does not close a gap of today.
    """

    town: Town
    on: date
    cases: Mapping[CaseId, Case]
    needs: Mapping[str, tuple[Case, Need]]
    """By ``case-id/need-id``."""
    barriers: Mapping[BarrierId, Barrier]
    themes: Mapping[ThemeId, Theme]
    proposals: Mapping[ProposalId, Proposal]
    decisions: Mapping[DecisionId, Decision]
    measures: Mapping[MeasureId, Measure]
    goals: Mapping[GoalId, Goal]
    reviews: Mapping[ReviewId, EffectReview]
    approvals: frozenset[DecisionId]
    """Decisions on the approval of a measure; all others on a theme say whether it is taken up."""
    elsewhere: frozenset[DecisionId]
    """Decisions of bodies that work out and do not steer: they answer no theme and approve no measure."""
    answers: Mapping[ThemeId, tuple[Decision, ...]]
    """The decisions of the steering group on whether a theme is taken up, oldest first."""
    told_on: Mapping[DecisionId, date]
    """The first day on which case managers were told of a decision."""

    def is_complete(self, collection: str) -> bool:
        """Return whether what is missing from a collection does not exist, rather than being unrecorded."""
        return getattr(self.town, collection) is not None and collection not in self.town.partial


def book_of(town: Town, *, on: date) -> Book:
    """Return the records of the chain that exist on a day, each collection by key.

    Example:
        >>> from kimcore.model import UNITS
        >>> book_of(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).is_complete("themes")
        False
    """
    cases = sorted((case for case in town.cases or () if case.opened_on <= on), key=lambda case: case.id)
    decisions = {one.id: one for one in _sorted(town.decisions) if one.decided_on <= on}
    measures = {one.id: one for one in _sorted(town.measures) if _is_known(one, decisions, on)}
    approvals, elsewhere = _approvals(measures.values(), decisions.values()), decided_elsewhere(town)
    return Book(
        town=town,
        on=on,
        cases={case.id: case for case in cases},
        needs={f"{case.id}/{need.id}": (case, need) for case in cases for need in case.needs if need.seen_on <= on},
        barriers={one.id: one for one in _sorted(town.barriers) if one.seen_on <= on},
        themes={one.id: one for one in _sorted(town.themes) if one.named_on <= on},
        proposals={one.id: one for one in _sorted(town.proposals) if one.drafted_on <= on},
        decisions=decisions,
        measures=measures,
        goals={one.id: one for one in _sorted(town.goals) if one.set_on is None or one.set_on <= on},
        reviews={one.id: one for one in _sorted(town.reviews) if one.on <= on},
        approvals=approvals,
        elsewhere=elsewhere,
        answers=_answers(decisions.values(), approvals | elsewhere),
        told_on=_told_on(town, decisions, on),
    )


def start_of(measure: Measure, *, on: date) -> date | None:
    """Return the first day of a measure if it had begun by a day and the day is known."""
    return measure.started_on if measure.started_on is not None and measure.started_on <= on else None


def _sorted(records: Iterable[_KeyedT] | None) -> list[_KeyedT]:
    return sorted(records or (), key=lambda record: record.id)


def _is_known(measure: Measure, decisions: Mapping[DecisionId, Decision], on: date) -> bool:
    """Return whether a measure exists on a day: it is approved or begun by then, or worked out without either in sight."""
    days = [day for day in (measure.started_on, measure.finished_on) if day is not None]
    if measure.approval in decisions or any(day <= on for day in days):
        return True
    is_ahead = bool(days) or measure.approval is not None
    return not is_ahead and (measure.decision is None or measure.decision in decisions)


def _approvals(measures: Iterable[Measure], decisions: Iterable[Decision]) -> frozenset[DecisionId]:
    named = {one.approval for one in measures if one.approval is not None}
    return frozenset(named | {one.id for one in decisions if one.measures})


def _answers(decisions: Iterable[Decision], others: frozenset[DecisionId]) -> dict[ThemeId, tuple[Decision, ...]]:
    answers: dict[ThemeId, list[Decision]] = {}
    for one in sorted(decisions, key=lambda decision: (decision.decided_on, decision.id)):
        for theme in one.themes if one.id not in others else ():
            answers.setdefault(theme, []).append(one)
    return {theme: tuple(found) for theme, found in sorted(answers.items())}


def _told_on(town: Town, decisions: Mapping[DecisionId, Decision], on: date) -> dict[DecisionId, date]:
    days = [(told.decision, told.on) for told in town.feedback or ()]
    days += [(one.id, one.reported_back_on) for one in decisions.values() if one.reported_back_on is not None]
    told: dict[DecisionId, date] = {}
    for decision, day in sorted(days, key=lambda pair: (pair[1], pair[0])):
        if decision in decisions and day <= on:
            told.setdefault(decision, day)
    return dict(sorted(told.items()))
