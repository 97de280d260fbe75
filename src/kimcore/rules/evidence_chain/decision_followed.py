"""EV-11: what the steering group takes up leads to a measure."""

from collections.abc import Iterable
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Decision, DecisionId, DecisionOutcome, DecisionState, Measure, state_of
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, chain
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STEERING_PAGE

_DAYS = "ev.theme_answer_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    known, measures = chain(context), context.town.measures or ()
    approvals = {measure.approval for measure in measures}
    followed = {measure.decision for measure in measures if _is_known(measure, known, context)}
    others = approvals | known.elsewhere
    decisions = (one for one in known.decisions.values() if one.id not in others and not one.measures)
    return gather(context, "decisions", (_judge(decision, followed, context) for decision in decisions))


def _is_known(measure: Measure, known: Chain, context: Context) -> bool:
    """Return whether a measure exists on the day: begun or approved by then, or with neither in sight."""
    days = [day for day in (measure.started_on, measure.finished_on) if day is not None]
    if measure.approval in known.decisions or any(day <= context.on for day in days):
        return True
    return not days and measure.approval is None


def _judge(decision: Decision, followed: set[DecisionId | None], context: Context) -> Verdict:
    takes_up = decision.outcome is DecisionOutcome.ACCEPTED and bool(decision.themes or decision.barriers)
    if not takes_up or state_of(decision, on=context.on) is DecisionState.DROPPED:
        return not_applicable(decision.id)
    days = context.value(_DAYS).whole
    last_day = decision.decided_on + timedelta(days=days)
    if decision.id in followed or context.on <= last_day:
        return passed(decision.id)
    if not context.is_complete("measures"):
        return unknown(decision.id, missing=("measures",))
    return failed(decision.id, {"decided": decision.decided_on, "days": days}, since=last_day + DAY)


RULE = Rule(
    code="EV-11",
    slug="decision-followed",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STEERING_PAGE),
    needs=("decisions", "measures"),
    parameters=(_DAYS,),
    facts={"decided": "date", "days": "days", "count": "count"},
    check=_check,
)
