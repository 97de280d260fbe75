"""LO-03: no waiver is kept beyond its last day."""

from kimcore.law import Binding, Grade
from kimcore.model import Waiver
from kimcore.rules.context import Context
from kimcore.rules.local_practice.each_waiver import WAIVER_FACTS, each_waiver
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LOCAL_PRACTICE


def _is_wrong(waiver: Waiver, context: Context) -> bool:
    return waiver.last_day < context.on


RULE = Rule(
    code="LO-03",
    slug="waiver-expired",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LOCAL_PRACTICE,),
    facts=WAIVER_FACTS,
    looks_at_waivers=False,
    check=each_waiver(_is_wrong),
)
