"""EV-01: every measure can be traced through a decision and a theme to barriers seen in cases."""

from collections.abc import Iterable, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Measure
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import (
    LINKS,
    Chain,
    barriers_of_measure,
    cases_of,
    chain,
    first_day_of,
    measures_of_day,
    partly_recorded,
)
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE
from kimcore.text import Fact

_BARRIERS = "ev.findings_per_measure_min"
_CASES = "ev.cases_per_measure_min"


def _check(context: Context) -> Iterable[Verdict]:
    known = chain(context)
    return gather(context, "measures", (_judge(measure, known, context) for measure in measures_of_day(context, known)))


def _judge(measure: Measure, known: Chain, context: Context) -> Verdict:
    barriers = barriers_of_measure(measure, known)
    cases = cases_of(barriers, known)
    least, least_cases = context.value(_BARRIERS).whole, context.value(_CASES).whole
    # How many cases there are is not said: a small number of cases can point to people.
    facts: Mapping[str, Fact] = {"barriers": len(barriers), "required": least, "required_cases": least_cases}
    if len(barriers) >= least and len(cases) >= least_cases:
        return passed(measure.id, facts)
    missing = partly_recorded(context, ("measures", *LINKS))
    if missing:
        return unknown(measure.id, facts, missing=missing)
    since = first_day_of(measure, known)
    if len(barriers) < least:
        return failed(measure.id, facts, since=since, variant="barriers")
    return failed(measure.id, facts, since=since, variant="cases", severity=Severity.INFO)


RULE = Rule(
    code="EV-01",
    slug="measure-traceable",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE,),
    needs=("measures",),
    parameters=(_BARRIERS, _CASES),
    facts={"barriers": "count", "required": "count", "required_cases": "count", "count": "count"},
    check=_check,
)
