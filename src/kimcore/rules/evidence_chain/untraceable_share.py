"""EV-10: few measures rest on no case."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.evidence_chain.basis import LINKS, barriers_of_measure, cases_of, chain, measures_of_day, partly_recorded
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE
from kimcore.text import Fact

_MOST = "ev.untraceable_share_max"


def _check(context: Context) -> Iterator[Verdict]:
    known = chain(context)
    measures = measures_of_day(context, known)
    if not context.is_complete("measures"):
        yield unknown(missing=("measures",))
        return
    if not measures:
        yield not_applicable()
        return
    without = sum(not cases_of(barriers_of_measure(measure, known), known) for measure in measures)
    share, most = without / len(measures), context.value(_MOST).number
    facts: Mapping[str, Fact] = {"without": without, "measures": len(measures), "share": share, "most": most}
    missing = partly_recorded(context, LINKS)
    if share <= most:
        yield passed(facts=facts)
    else:
        yield unknown(facts=facts, missing=missing) if missing else failed(facts=facts)


RULE = Rule(
    code="EV-10",
    slug="untraceable-share",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE, KIMCORE_PROPOSAL),
    needs=("measures",),
    parameters=(_MOST,),
    facts={"without": "count", "measures": "count", "share": "share", "most": "share"},
    check=_check,
)
