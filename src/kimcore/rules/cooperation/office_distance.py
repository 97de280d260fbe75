"""NW-09: offices that often depend on the foreigners' authority reach it in a few steps."""

from collections.abc import Hashable, Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.rules.context import Context
from kimcore.rules.cooperation.records import is_nothing_recorded, unrecorded
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.text import Fact

_MOST = "nw.distance_max"


def _check(context: Context) -> Iterator[Verdict]:
    if is_nothing_recorded(context):
        yield unknown(missing=unrecorded(context))
    for pair in context.metrics["office_distance"].values:
        yield _judge(pair, context)


def _judge(pair: Hashable, context: Context) -> Verdict:
    metric, most = context.metrics["office_distance"], context.value(_MOST).whole
    steps, reason = metric.values[pair], metric.reasons.get(pair)
    one, _, other = str(pair).partition("-")
    facts: Mapping[str, Fact] = {"one": one, "other": other, "steps": steps, "most": most}
    if steps is not None and steps <= most:
        return passed(facts=facts)
    if reason == "actor_missing":
        return not_applicable() if context.is_complete("actors") else unknown(facts=facts, missing=("actors",))
    wanting = unrecorded(context)
    if wanting:
        return unknown(facts=facts, missing=wanting)
    return failed(facts=facts, variant="far" if reason is None else reason)


RULE = Rule(
    code="NW-09",
    slug="office-distance",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    parameters=(_MOST,),
    metrics=("office_distance",),
    facts={"one": "ActorKind", "other": "ActorKind", "steps": "count", "most": "count"},
    check=_check,
)
