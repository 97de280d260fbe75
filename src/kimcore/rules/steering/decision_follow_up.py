"""LG-18: no decision stays open long after its due day without a report."""

from collections.abc import Iterable
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Decision, DecisionState, state_of
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.rules.steering.decided import decisions_to_carry_out

_DAYS = "lg.decision_overdue_days_max"
_SETTLED = frozenset({DecisionState.DONE, DecisionState.DROPPED})


def _check(context: Context) -> Iterable[Verdict]:
    verdicts = (_judge(decision, context) for decision in decisions_to_carry_out(context))
    return gather(context, "decisions", verdicts)


def _judge(decision: Decision, context: Context) -> Verdict:
    if state_of(decision, on=context.on) in _SETTLED:
        return passed(decision.id)
    if decision.due_on is None:
        return unknown(decision.id, missing=("due_on",))
    days = context.value(_DAYS).whole
    reported = max((report.on for report in decision.follow_ups if report.on <= context.on), default=None)
    latest = max(decision.due_on, reported or decision.due_on)
    if (context.on - latest).days <= days:
        return passed(decision.id)
    if not context.is_complete("decisions"):
        return unknown(decision.id, missing=("follow_ups",))
    facts = {"due": decision.due_on, "reported": reported, "days": days}
    return failed(
        decision.id, facts, since=latest + timedelta(days=days) + DAY, variant="never" if reported is None else "silent"
    )


RULE = Rule(
    code="LG-18",
    slug="decision-follow-up",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("decisions",),
    parameters=(_DAYS,),
    facts={"due": "date", "reported": "date", "days": "days", "count": "count"},
    check=_check,
)
