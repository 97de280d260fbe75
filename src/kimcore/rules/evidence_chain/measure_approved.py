"""EV-13: the steering group approves a measure that was worked out before it is carried out."""

from collections.abc import Iterable
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Decision, DecisionOutcome, Measure, MeasureState
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, chain, measures_of_day
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import HERFORD_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    return gather(context, "measures", (_judge(one, known, context) for one in measures_of_day(context, known)))


def _judge(measure: Measure, known: Chain, context: Context) -> Verdict:
    if not _is_begun(measure, context.on):
        return not_applicable(measure.id)
    approval = _approval(measure, known)
    started = measure.started_on
    if approval is not None and (started is None or approval.decided_on <= started):
        return passed(measure.id)
    if not context.is_complete("decisions") or not context.is_complete("measures"):
        return unknown(measure.id, missing=("decisions",))
    if approval is None:
        return failed(measure.id, {"started": started}, since=started, variant="never")
    return failed(measure.id, {"started": started, "decided": approval.decided_on}, since=started, variant="late")


def _is_begun(measure: Measure, on: date) -> bool:
    if measure.started_on is not None:
        return measure.started_on <= on
    return measure.state in {MeasureState.RUNNING, MeasureState.FINISHED}


def _approval(measure: Measure, known: Chain) -> Decision | None:
    """Return the decision by which a measure was approved: accepted, and another one than the first."""
    found = None if measure.approval is None else known.decisions.get(measure.approval)
    is_second = found is not None and found.id != measure.decision and found.outcome is DecisionOutcome.ACCEPTED
    return found if is_second else None


RULE = Rule(
    code="EV-13",
    slug="measure-approved",
    binding=Binding.PRACTICE,
    grade=Grade.SECONDARY,
    severity=Severity.INFO,
    sources=(HERFORD_PAGE,),
    needs=("measures",),
    facts={"started": "date", "decided": "date", "count": "count"},
    check=_check,
)
