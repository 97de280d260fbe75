"""EV-14: nothing is carried out against the decision that it rests on."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import DecisionOutcome, Measure
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, approval_of, chain, is_begun, measures_of_day
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import HERFORD_PAGE, KIMCORE_PROPOSAL

_AGAINST = {DecisionOutcome.REJECTED: "rejected", DecisionOutcome.DEFERRED: "deferred"}


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    return gather(context, "measures", (_judge(one, known, context) for one in measures_of_day(context, known)))


def _judge(measure: Measure, known: Chain, context: Context) -> Verdict:
    goes_ahead = is_begun(measure, on=context.on) or approval_of(measure, known) is not None
    if measure.decision is None or not goes_ahead:
        return not_applicable(measure.id)
    decision = known.decisions.get(measure.decision)
    if decision is None:
        return unknown(measure.id, missing=("decisions",))
    if decision.id in known.elsewhere:
        variant = "elsewhere"
    elif decision.outcome in _AGAINST:
        variant = _AGAINST[decision.outcome]
    else:
        return passed(measure.id)
    return failed(measure.id, {"decided": decision.decided_on}, since=measure.started_on, variant=variant)


RULE = Rule(
    code="EV-14",
    slug="measure-accepted",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, HERFORD_PAGE),
    needs=("measures", "decisions"),
    facts={"decided": "date", "count": "count"},
    check=_check,
)
