"""What happened to a theme and its measure, state by state, and which step came before its turn."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from kimcore.evidence.book import Book
from kimcore.evidence.states import LoopState, Refusal, allowed
from kimcore.model import Decision, DecisionId, DecisionOutcome, Measure, MeasureState, Theme

_BY_OUTCOME = {
    DecisionOutcome.ACCEPTED: LoopState.ACCEPTED,
    DecisionOutcome.DEFERRED: LoopState.DEFERRED,
    DecisionOutcome.REJECTED: LoopState.REJECTED,
}


@frozen(kw_only=True)
class StateChange:
    """A step from one state to the next (*Zustandswechsel*)."""

    state: LoopState
    on: date | None
    """`None` where the day is not recorded; the step then counts as taken in its turn."""
    by: str | None = None
    """The key of the record that shows it."""
    refusal: Refusal | None = None
    """Why the step was not due yet; `None` where it was."""


def approval_of(measure: Measure, book: Book) -> Decision | None:
    """Return the first decision by which a measure was approved: of the steering group, accepted, and not its first one."""
    approvals = [one for one in approvals_of(measure, book) if one.outcome is DecisionOutcome.ACCEPTED]
    return min(approvals, key=lambda one: (one.decided_on, one.id), default=None)


def approvals_of(measure: Measure, book: Book) -> tuple[Decision, ...]:
    """Return the decisions of the steering group on the approval of a measure: named by it, or naming it."""
    on_it = (one for one in book.decisions.values() if one.id == measure.approval or measure.id in one.measures)
    return tuple(one for one in on_it if one.id != measure.decision and one.id not in book.elsewhere)


def accepted_by(key: DecisionId | None, book: Book) -> Decision | None:
    """Return the decision with a key if the steering group took a theme up by it."""
    found = None if key is None or key in book.elsewhere else book.decisions.get(key)
    return found if found is not None and found.outcome is DecisionOutcome.ACCEPTED else None


def theme_history(theme: Theme, book: Book) -> tuple[StateChange, ...]:
    """Return what became of a theme up to the day, oldest first."""
    return _judged(_of_theme(theme, book), start=LoopState.SEEN)


def measure_history(measure: Measure, book: Book) -> tuple[StateChange, ...]:
    """Return what became of a measure up to the day, from the decision to take its theme up, oldest first."""
    return _judged(_of_measure(measure, book), start=LoopState.PRESENTED)


def state_after(changes: tuple[StateChange, ...], *, otherwise: LoopState) -> LoopState:
    """Return the state that a history ends in."""
    return changes[-1].state if changes else otherwise


def _of_theme(theme: Theme, book: Book) -> Iterator[StateChange]:
    yield StateChange(state=LoopState.NAMED, on=theme.named_on, by=theme.id)
    answers = book.answers.get(theme.id, ())
    if theme.presented_on is not None and theme.presented_on <= book.on:
        yield StateChange(state=LoopState.PRESENTED, on=theme.presented_on, by=theme.id)
    elif answers:
        # A body that decides on a theme has it before it.
        yield StateChange(state=LoopState.PRESENTED, on=answers[0].decided_on, by=answers[0].id)
    for answer in answers:
        yield StateChange(state=_BY_OUTCOME[answer.outcome], on=answer.decided_on, by=answer.id)
    if theme.merged_into is not None:
        yield StateChange(state=LoopState.MERGED, on=None, by=theme.merged_into)


def _of_measure(measure: Measure, book: Book) -> Iterator[StateChange]:
    first = accepted_by(measure.decision, book)
    if first is not None:
        yield StateChange(state=LoopState.ACCEPTED, on=first.decided_on, by=first.id)
        drafted = None if measure.proposal is None else book.proposals.get(measure.proposal)
        day = first.decided_on if drafted is None else max(first.decided_on, drafted.drafted_on)
        yield StateChange(state=LoopState.DRAFTED, on=day, by=measure.proposal or measure.id)
    approval = approval_of(measure, book)
    if approval is not None:
        yield StateChange(state=LoopState.APPROVED, on=approval.decided_on, by=approval.id)
    yield from _carried_out(measure, book)


def _carried_out(measure: Measure, book: Book) -> Iterator[StateChange]:
    if is_begun(measure, on=book.on):
        yield StateChange(state=LoopState.RUNNING, on=measure.started_on, by=measure.id)
    if is_finished(measure, on=book.on):
        yield StateChange(state=LoopState.FINISHED, on=measure.finished_on, by=measure.id)
        for review in book.reviews.values():
            # A review while the measure runs is one on the way and changes no state.
            if review.measure == measure.id and (measure.finished_on is None or measure.finished_on <= review.on):
                yield StateChange(state=LoopState.REVIEWED, on=review.on, by=review.id)
    if measure.state is MeasureState.DROPPED:
        yield StateChange(state=LoopState.DROPPED, on=None, by=measure.id)


def is_begun(measure: Measure, *, on: date) -> bool:
    """Return whether a measure had begun by a day; without a first day its recorded state tells."""
    if measure.started_on is not None:
        return measure.started_on <= on
    return measure.state in {MeasureState.RUNNING, MeasureState.FINISHED}


def is_finished(measure: Measure, *, on: date) -> bool:
    """Return whether a measure was finished by a day; without a last day its recorded state tells."""
    if measure.finished_on is not None:
        return measure.finished_on <= on
    return measure.state is MeasureState.FINISHED


def _judged(changes: Iterator[StateChange], *, start: LoopState) -> tuple[StateChange, ...]:
    """Put steps in order and say of each whether it was due; a step that was not due was taken all the same."""
    state = start
    judged = []
    for change in _in_time(tuple(changes)):
        refusal = allowed(state, change.state).refusal
        judged.append(StateChange(state=change.state, on=change.on, by=change.by, refusal=refusal))
        state = change.state
    return tuple(judged)


def _in_time(changes: tuple[StateChange, ...]) -> tuple[StateChange, ...]:
    """Return steps by day; one without a day keeps its place after the step recorded before it."""
    latest = date.min
    placed = []
    for place, change in enumerate(changes):
        latest = latest if change.on is None else change.on
        placed.append((latest, place, change))
    return tuple(change for _, _, change in sorted(placed, key=lambda one: one[:2]))
