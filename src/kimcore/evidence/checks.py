"""The lacks that are looked for, each with the question it asks."""

from kimcore.evidence.book import start_of
from kimcore.evidence.chain import Chain
from kimcore.evidence.days import out_of_order
from kimcore.evidence.history import accepted_by, approval_of, is_begun, is_finished
from kimcore.evidence.lacks import Answer, Asked, Check, Judged, Lack, Missing
from kimcore.evidence.links import Link, LinkKind, barrier_link, decision_link, measure_link, need_link
from kimcore.evidence.walks import reachable
from kimcore.model import (
    BarrierId,
    Case,
    Decision,
    DecisionId,
    DecisionOutcome,
    DecisionState,
    Measure,
    MeasureId,
    MeasureState,
    Need,
    ReviewId,
    ThemeId,
    is_active,
    state_of,
)


def _need_left_alone(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    case, need = chain.book.needs[key]
    if not is_active(case, on=chain.book.on) or asked.is_early(need.seen_on):
        return Answer.NOT_ASKED
    is_barrier = need_link(case.id, need.id) in chain.led_to
    return Answer.FINE if is_barrier or _is_met(need, chain) or _is_dealt_with(case, need, chain) else Missing(since=need.seen_on)


def _is_met(need: Need, chain: Chain) -> bool:
    return bool(need.has_resource) or (need.met_on is not None and need.met_on <= chain.book.on)


def _is_dealt_with(case: Case, need: Need, chain: Chain) -> bool:
    on, plan = chain.book.on, case.plan
    is_planned = plan is not None and plan.made_on <= on and any(goal.need == need.id for goal in plan.goals)
    return is_planned or any(
        referral.need == need.id and any(attempt.sent_on <= on for attempt in referral.attempts) for referral in case.referrals
    )


def _barrier_without_origin(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    barrier = chain.book.barriers[BarrierId(key)]
    is_sourced = barrier.case is not None or barrier.conference is not None
    return Answer.FINE if is_sourced else Missing(since=barrier.seen_on)


def _barrier_left_alone(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    barrier, on = chain.book.barriers[BarrierId(key)], chain.book.on
    is_rejected = barrier.rejected_on is not None and barrier.rejected_on <= on
    if barrier_link(barrier.id) in chain.led_to or is_rejected:
        return Answer.FINE
    return Answer.NOT_ASKED if asked.is_early(barrier.seen_on) else Missing(since=barrier.seen_on)


def _barrier_rejected_without_reason(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    barrier = chain.book.barriers[BarrierId(key)]
    if barrier.rejected_on is None or barrier.rejected_on > chain.book.on:
        return Answer.NOT_ASKED
    return Answer.FINE if barrier.rejection_reason else Missing(since=barrier.rejected_on)


def _theme_waits(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    theme, on = chain.book.themes[ThemeId(key)], chain.book.on
    if theme.merged_into is not None:
        return Answer.NOT_ASKED
    answers = chain.book.answers.get(theme.id, ())
    if answers and answers[-1].outcome is not DecisionOutcome.DEFERRED:
        return Answer.FINE
    is_presented = theme.presented_on is not None and theme.presented_on <= on
    since = answers[-1].decided_on if answers else (theme.presented_on if is_presented else None) or theme.named_on
    return Answer.NOT_ASKED if asked.is_early(since) else Missing(since=since)


def _theme_not_escalated(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    theme, on = chain.book.themes[ThemeId(key)], chain.book.on
    answers = chain.book.answers.get(theme.id, ())
    if not theme.is_supra_regional or not answers:
        return Answer.NOT_ASKED
    is_reported = any(report.on <= on for report in theme.escalations) or bool(theme.no_escalation_reason)
    return Answer.FINE if is_reported else Missing(since=answers[0].decided_on)


def _rejected_without_reason(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    decision = chain.book.decisions[DecisionId(key)]
    if decision.outcome is not DecisionOutcome.REJECTED or not _is_in_the_chain(decision):
        return Answer.NOT_ASKED
    return Answer.FINE if decision.reason else Missing(since=decision.decided_on)


def _decision_without_measure(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    decision, on = chain.book.decisions[DecisionId(key)], chain.book.on
    takes_up = decision.outcome is DecisionOutcome.ACCEPTED and bool(decision.themes or decision.barriers)
    if decision.id in chain.book.approvals or not takes_up or state_of(decision, on=on) is DecisionState.DROPPED:
        return Answer.NOT_ASKED
    if any(below.kind is LinkKind.MEASURE for below in chain.led_to.get(decision_link(decision.id), ())):
        return Answer.FINE
    return Answer.NOT_ASKED if asked.is_early(decision.decided_on) else Missing(since=decision.decided_on)


def _never_told(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    decision = chain.book.decisions[DecisionId(key)]
    if not _is_in_the_chain(decision):
        return Answer.NOT_ASKED
    if decision.id in chain.book.told_on:
        return Answer.FINE
    is_early = asked.is_early(decision.decided_on)
    return Answer.NOT_ASKED if is_early else Missing(since=decision.decided_on)


def _is_in_the_chain(decision: Decision) -> bool:
    return bool(decision.themes or decision.barriers or decision.proposals or decision.measures)


def _measure_without_case_basis(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    measure = chain.book.measures[MeasureId(key)]
    above = (link for link in reachable(measure_link(measure.id), chain.came_from) if link.kind is LinkKind.BARRIER)
    has_case = any(chain.book.barriers[BarrierId(link.id)].case is not None for link in above)
    return Answer.FINE if has_case else Missing(since=start_of(measure, on=chain.book.on))


def _measure_without_owner(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    measure = _alive(chain, key)
    if measure is None:
        return Answer.NOT_ASKED
    return Answer.FINE if measure.owner is not None else Missing(since=start_of(measure, on=chain.book.on))


def _measure_without_approval(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    measure = _alive(chain, key)
    if measure is None or not is_begun(measure, on=chain.book.on):
        return Answer.NOT_ASKED
    approval = approval_of(measure, chain.book)
    in_time = approval is not None and (measure.started_on is None or approval.decided_on <= measure.started_on)
    late = () if approval is None else (str(approval.id),)
    return Answer.FINE if in_time else Missing(since=start_of(measure, on=chain.book.on), about=late)


def _measure_not_accepted(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    measure = _alive(chain, key)
    if measure is None or measure.decision is None:
        return Answer.NOT_ASKED
    if not is_begun(measure, on=chain.book.on) and approval_of(measure, chain.book) is None:
        return Answer.NOT_ASKED
    if accepted_by(measure.decision, chain.book) is not None:
        return Answer.FINE
    return Missing(since=start_of(measure, on=chain.book.on), about=(str(measure.decision),))


def _finished_without_review(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    measure = _alive(chain, key)
    if measure is None or measure.finished_on is None or not is_finished(measure, on=chain.book.on):
        return Answer.NOT_ASKED
    finished_on = measure.finished_on
    reviews = (link for link in chain.led_to.get(measure_link(measure.id), ()) if link.kind is LinkKind.REVIEW)
    if any(chain.book.reviews[ReviewId(link.id)].on >= finished_on for link in reviews):
        return Answer.FINE
    return Answer.NOT_ASKED if asked.is_early(finished_on) else Missing(since=finished_on)


def _alive(chain: Chain, key: str) -> Measure | None:
    measure = chain.book.measures[MeasureId(key)]
    return None if measure.state is MeasureState.DROPPED else measure


def _out_of_order(kind: LinkKind) -> Check:
    def judge(asked: Asked) -> Judged:
        chain, key = asked.chain, asked.key
        link = Link(kind, key)
        late = out_of_order(link, chain)
        return Missing(since=chain.days[link], about=tuple(sorted(one.id for one in late))) if late else Answer.FINE

    return Check(lack=Lack.OUT_OF_ORDER, kind=kind, judge=judge)


def _circular(kind: LinkKind) -> Check:
    def judge(asked: Asked) -> Judged:
        chain, key = asked.chain, asked.key
        link = Link(kind, key)
        if link not in chain.circular:
            return Answer.FINE
        round_it = {*chain.came_from.get(link, ()), *chain.led_to.get(link, ())} & chain.circular
        return Missing(about=tuple(sorted(one.id for one in round_it)))

    return Check(lack=Lack.CIRCULAR, kind=kind, judge=judge)


def _cites_its_own_cause(asked: Asked) -> Judged:
    chain, key = asked.chain, asked.key
    review = chain.book.reviews[ReviewId(key)]
    basis = {link.id for link in reachable(measure_link(review.measure), chain.came_from) if link.kind is LinkKind.BARRIER}
    own = tuple(sorted(basis & set(review.recurring)))
    return Missing(since=review.on, about=own) if own else Answer.FINE


_DATED = (LinkKind.BARRIER, LinkKind.THEME, LinkKind.PROPOSAL, LinkKind.DECISION, LinkKind.MEASURE, LinkKind.REVIEW)
_LINKED = (LinkKind.THEME, LinkKind.DECISION, LinkKind.MEASURE)

CHECKS: tuple[Check, ...] = (
    Check(
        lack=Lack.NEED_LEFT_ALONE,
        kind=LinkKind.NEED,
        collections=("cases", "barriers"),
        parameter="cm.assessment_days_max",
        judge=_need_left_alone,
    ),
    Check(lack=Lack.BARRIER_WITHOUT_ORIGIN, kind=LinkKind.BARRIER, judge=_barrier_without_origin),
    Check(
        lack=Lack.BARRIER_LEFT_ALONE,
        kind=LinkKind.BARRIER,
        collections=("themes",),
        parameter="ko.bundling_days_max",
        judge=_barrier_left_alone,
    ),
    Check(lack=Lack.REJECTED_WITHOUT_REASON, kind=LinkKind.BARRIER, judge=_barrier_rejected_without_reason),
    Check(
        lack=Lack.THEME_WAITS,
        kind=LinkKind.THEME,
        collections=("decisions",),
        parameter="ev.theme_answer_days_max",
        judge=_theme_waits,
    ),
    Check(lack=Lack.THEME_NOT_ESCALATED, kind=LinkKind.THEME, judge=_theme_not_escalated),
    Check(lack=Lack.REJECTED_WITHOUT_REASON, kind=LinkKind.DECISION, judge=_rejected_without_reason),
    Check(
        lack=Lack.DECISION_WITHOUT_MEASURE,
        kind=LinkKind.DECISION,
        collections=("measures",),
        parameter="ev.theme_answer_days_max",
        judge=_decision_without_measure,
    ),
    Check(
        lack=Lack.NEVER_TOLD,
        kind=LinkKind.DECISION,
        collections=("feedback",),
        parameter="ev.feedback_days_max",
        judge=_never_told,
    ),
    Check(
        lack=Lack.MEASURE_WITHOUT_CASE_BASIS,
        kind=LinkKind.MEASURE,
        collections=("decisions", "themes", "barriers"),
        judge=_measure_without_case_basis,
    ),
    Check(lack=Lack.MEASURE_WITHOUT_OWNER, kind=LinkKind.MEASURE, judge=_measure_without_owner),
    Check(
        lack=Lack.MEASURE_WITHOUT_APPROVAL,
        kind=LinkKind.MEASURE,
        collections=("decisions",),
        judge=_measure_without_approval,
    ),
    Check(
        lack=Lack.MEASURE_NOT_ACCEPTED,
        kind=LinkKind.MEASURE,
        collections=("decisions",),
        judge=_measure_not_accepted,
    ),
    Check(
        lack=Lack.FINISHED_WITHOUT_REVIEW,
        kind=LinkKind.MEASURE,
        collections=("reviews",),
        parameter="ev.effect_review_days_max",
        judge=_finished_without_review,
    ),
    *map(_out_of_order, _DATED),
    *map(_circular, _LINKED),
    Check(lack=Lack.CIRCULAR, kind=LinkKind.REVIEW, judge=_cites_its_own_cause),
)
"""Every lack that is looked for, in the order of the chain."""
