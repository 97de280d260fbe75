"""LO-06: no waiver is put on an error against binding law."""

from kimcore.law import Binding, Grade
from kimcore.model import Waiver
from kimcore.rules.context import Context
from kimcore.rules.local_practice.each_waiver import WAIVER_FACTS, each_waiver
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LOCAL_PRACTICE


def _is_wrong(waiver: Waiver, context: Context) -> bool:
    return waiver.id in context.waivers.powerless


RULE = Rule(
    code="LO-06",
    slug="waiver-on-binding-error",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LOCAL_PRACTICE,),
    facts=WAIVER_FACTS,
    looks_at_waivers=True,
    check=each_waiver(_is_wrong),
)
