"""EV-13: the steering group approves a measure that was worked out before it is carried out."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Measure
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, approval_of, chain, is_begun, measures_of_day
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import HERFORD_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    return gather(context, "measures", (_judge(one, known, context) for one in measures_of_day(context, known)))


def _judge(measure: Measure, known: Chain, context: Context) -> Verdict:
    if not is_begun(measure, on=context.on):
        return not_applicable(measure.id)
    approval = approval_of(measure, known)
    started = measure.started_on
    if approval is not None and (started is None or approval.decided_on <= started):
        return passed(measure.id)
    if not context.is_complete("decisions") or not context.is_complete("measures"):
        return unknown(measure.id, missing=("decisions",))
    if approval is None:
        return failed(measure.id, {"started": started}, since=started, variant="never")
    return failed(measure.id, {"started": started, "decided": approval.decided_on}, since=started, variant="late")


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
