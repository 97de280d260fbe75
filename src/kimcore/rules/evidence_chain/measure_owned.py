"""EV-12: somebody is responsible for every measure."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Measure
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import Chain, chain, first_day_of, measures_of_day
from kimcore.rules.gathering import gather, laid_down
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    complete = context.is_complete("measures")
    measures = measures_of_day(context, known)
    return gather(context, "measures", (_judge(measure, known, complete=complete) for measure in measures))


def _judge(measure: Measure, known: Chain, *, complete: bool) -> Verdict:
    is_owned = laid_down(measure.owner, complete=complete)
    if is_owned is None:
        return unknown(measure.id, missing=("owner",))
    return passed(measure.id) if is_owned else failed(measure.id, since=first_day_of(measure, known))


RULE = Rule(
    code="EV-12",
    slug="measure-owned",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("measures",),
    facts={"count": "count"},
    check=_check,
)
