"""What measures, decisions and themes rest on, followed back to barriers and cases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from kimcore.model import (
    Barrier,
    BarrierId,
    CaseId,
    Decision,
    DecisionId,
    DecisionOutcome,
    Measure,
    MeasureState,
    Proposal,
    ProposalId,
    Theme,
    ThemeId,
)
from kimcore.rules.context import Context
from kimcore.rules.steering.decided import decided_elsewhere

LINKS = ("decisions", "proposals", "themes", "barriers")
"""The collections between a measure and the cases."""


@frozen(kw_only=True)
class Chain:
    """The records between cases and measures, as far as they exist on the day (*Wirkungskette*)."""

    barriers: Mapping[BarrierId, Barrier]
    themes: Mapping[ThemeId, Theme]
    proposals: Mapping[ProposalId, Proposal]
    decisions: Mapping[DecisionId, Decision]
    elsewhere: frozenset[DecisionId]
    """The decisions of bodies that do not steer: they answer no theme and approve no measure."""
    cases: Mapping[BarrierId, frozenset[CaseId]]
    """The cases in which each barrier was seen, by the barrier's own word or by the case's."""


def chain(context: Context) -> Chain:
    """Return the records of the day by their keys."""
    town, on = context.town, context.on
    barriers = {barrier.id: barrier for barrier in town.barriers or () if barrier.seen_on <= on}
    seen: dict[BarrierId, set[CaseId]] = defaultdict(set)
    for barrier in barriers.values():
        seen[barrier.id].update(() if barrier.case is None else (barrier.case,))
    for case in town.cases or ():
        for key in case.barriers if case.opened_on <= on else ():
            seen[key].add(case.id)
    return Chain(
        barriers=barriers,
        themes={theme.id: theme for theme in town.themes or () if theme.named_on <= on},
        proposals={proposal.id: proposal for proposal in town.proposals or () if proposal.drafted_on <= on},
        decisions={decision.id: decision for decision in town.decisions or () if decision.decided_on <= on},
        elsewhere=decided_elsewhere(town),
        cases={key: frozenset(found) for key, found in seen.items()},
    )


def measures_of_day(context: Context, known: Chain) -> tuple[Measure, ...]:
    """Return the measures that exist on the day and were not given up."""
    measures = (measure for measure in context.town.measures or () if measure.state is not MeasureState.DROPPED)
    return tuple(measure for measure in measures if _exists(measure, known, context))


def first_day_of(measure: Measure, known: Chain) -> date | None:
    """Return the first day on which a measure is known to exist: when it was decided on, or else begun."""
    decided = [decision.decided_on for decision in _decisions_on(measure, known)]
    begun = [] if measure.started_on is None else [measure.started_on]
    return min(decided + begun, default=None)


def themes_of(decision: Decision, known: Chain) -> frozenset[ThemeId]:
    """Return the themes that a decision is about, named by itself or by a proposal."""
    proposals = (known.proposals[key] for key in decision.proposals if key in known.proposals)
    return frozenset((*decision.themes, *(theme for proposal in proposals for theme in proposal.themes)))


def approval_of(measure: Measure, known: Chain) -> Decision | None:
    """Return the first decision by which a measure was approved: of the steering group, accepted, and not its first one."""
    approvals = (one for one in _decisions_on(measure, known) if one.id != measure.decision and one.id not in known.elsewhere)
    accepted = [one for one in approvals if one.outcome is DecisionOutcome.ACCEPTED]
    return min(accepted, key=lambda one: (one.decided_on, one.id), default=None)


def is_begun(measure: Measure, *, on: date) -> bool:
    """Return whether a measure had begun by a day; without a first day its recorded state tells."""
    if measure.started_on is not None:
        return measure.started_on <= on
    return measure.state in {MeasureState.RUNNING, MeasureState.FINISHED}


def barriers_of_themes(themes: Iterable[ThemeId], known: Chain) -> tuple[Barrier, ...]:
    """Return the barriers that themes rest on, with those of themes that went into them, by key."""
    reached, waiting = set[ThemeId](), set(themes)
    while waiting:
        reached |= waiting
        waiting = {theme.id for theme in known.themes.values() if theme.merged_into in reached} - reached
    keys = {key for theme in reached if theme in known.themes for key in known.themes[theme].barriers}
    return tuple(known.barriers[key] for key in sorted(keys) if key in known.barriers)


def barriers_of_decision(decision: Decision, known: Chain) -> frozenset[Barrier]:
    """Return the barriers that a decision rests on, directly or through its themes."""
    own = (known.barriers[key] for key in decision.barriers if key in known.barriers)
    return frozenset((*own, *barriers_of_themes(themes_of(decision, known), known)))


def barriers_of_measure(measure: Measure, known: Chain) -> frozenset[Barrier]:
    """Return the barriers that a measure rests on, through its proposal and the decisions on it."""
    proposal = known.proposals.get(measure.proposal) if measure.proposal is not None else None
    drafted = () if proposal is None else barriers_of_themes(proposal.themes, known)
    decided = (barriers_of_decision(decision, known) for decision in _decisions_on(measure, known))
    return frozenset(drafted).union(*decided)


def cases_of(barriers: Iterable[Barrier], known: Chain) -> frozenset[CaseId]:
    """Return the cases in which barriers were seen."""
    return frozenset(case for barrier in barriers for case in known.cases.get(barrier.id, ()))


def partly_recorded(context: Context, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the collections in which something may be missing."""
    return tuple(name for name in names if not context.is_complete(name))


def _decisions_on(measure: Measure, known: Chain) -> tuple[Decision, ...]:
    """Return the decisions on a measure: the first, the approval, and any that names it."""
    named = {measure.decision, measure.approval}
    return tuple(decision for decision in known.decisions.values() if decision.id in named or measure.id in decision.measures)


def _exists(measure: Measure, known: Chain, context: Context) -> bool:
    """Return whether a measure exists on the day; one without any day does, unless it is decided on later."""
    begun = first_day_of(measure, known)
    if begun is not None:
        return begun <= context.on
    return context.town.decisions is None or measure.decision is None
