"""What a record of the chain says about itself: its title, who stands behind it, and how far it is."""

from collections.abc import Callable, Mapping

from attrs import frozen

from kimcore.evidence.chain import Chain
from kimcore.evidence.history import measure_history, state_after, theme_history
from kimcore.evidence.links import Link, LinkKind
from kimcore.evidence.states import LoopState
from kimcore.model import (
    ActorId,
    BarrierId,
    BodyId,
    CaseId,
    DecisionId,
    GoalId,
    MeasureId,
    ProposalId,
    ReviewId,
    ThemeId,
    is_active,
)


@frozen(kw_only=True)
class Standing:
    """What a record says about itself on a day (*Stand eines Glieds*)."""

    title: str | None = None
    by: BodyId | ActorId | None = None
    """The body that met or the actor that owns it; never a person."""
    state: str
    """A code such as ``accepted``; `kimcore.text` has the words."""


def standing_of(link: Link, chain: Chain) -> Standing:
    """Return what a record says about itself on the day of the chain."""
    return _STANDINGS[link.kind](link.id, chain)


def _case(key: str, chain: Chain) -> Standing:
    case = chain.book.cases[CaseId(key)]
    return Standing(by=case.host, state="open" if is_active(case, on=chain.book.on) else "closed")


def _need(key: str, chain: Chain) -> Standing:
    case, need = chain.book.needs[key]
    is_met = need.met_on is not None and need.met_on <= chain.book.on
    return Standing(by=case.host, state="met" if is_met else "open")


def _barrier(key: str, chain: Chain) -> Standing:
    barrier = chain.book.barriers[BarrierId(key)]
    if barrier.rejected_on is not None and barrier.rejected_on <= chain.book.on:
        state = LoopState.REJECTED
    else:
        state = LoopState.NAMED if Link(LinkKind.BARRIER, key) in chain.led_to else LoopState.SEEN
    return Standing(title=barrier.title, state=state.value)


def _theme(key: str, chain: Chain) -> Standing:
    theme = chain.book.themes[ThemeId(key)]
    state = state_after(theme_history(theme, chain.book), otherwise=LoopState.NAMED)
    return Standing(title=theme.title, by=theme.named_by, state=state.value)


def _proposal(key: str, chain: Chain) -> Standing:
    proposal = chain.book.proposals[ProposalId(key)]
    return Standing(title=proposal.title, by=proposal.drafted_by, state=LoopState.DRAFTED.value)


def _decision(key: str, chain: Chain) -> Standing:
    decision = chain.book.decisions[DecisionId(key)]
    return Standing(title=decision.object, by=decision.body, state=decision.outcome.value)


def _measure(key: str, chain: Chain) -> Standing:
    measure = chain.book.measures[MeasureId(key)]
    state = state_after(measure_history(measure, chain.book), otherwise=LoopState.DRAFTED)
    shown = LoopState.FINISHED if state is LoopState.REVIEWED else state
    return Standing(title=measure.title, by=measure.owner, state=shown.value)


def _goal(key: str, chain: Chain) -> Standing:
    goal = chain.book.goals[GoalId(key)]
    levels = [one.attainment for one in goal.measurements if one.on <= chain.book.on and one.attainment is not None]
    return Standing(title=goal.title, by=goal.owner, state=f"level{levels[-1]:+d}" if levels else "unmeasured")


def _review(key: str, chain: Chain) -> Standing:
    return Standing(state=chain.book.reviews[ReviewId(key)].result.value)


def _feedback(key: str, chain: Chain) -> Standing:  # noqa: ARG001 - one shape for all kinds
    return Standing(state="told")


_STANDINGS: Mapping[LinkKind, Callable[[str, Chain], Standing]] = {
    LinkKind.CASE: _case,
    LinkKind.NEED: _need,
    LinkKind.BARRIER: _barrier,
    LinkKind.THEME: _theme,
    LinkKind.PROPOSAL: _proposal,
    LinkKind.DECISION: _decision,
    LinkKind.MEASURE: _measure,
    LinkKind.GOAL: _goal,
    LinkKind.REVIEW: _review,
    LinkKind.FEEDBACK: _feedback,
}
