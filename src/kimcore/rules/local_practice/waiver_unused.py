"""LO-04: every waiver in force accepts a finding."""

from kimcore.law import Binding, Grade
from kimcore.model import Waiver
from kimcore.rules.context import Context
from kimcore.rules.local_practice.each_waiver import WAIVER_FACTS, each_waiver
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LOCAL_PRACTICE


def _is_wrong(waiver: Waiver, context: Context) -> bool:
    return (
        context.on <= waiver.last_day
        and waiver.rule in context.waivers.judged
        and waiver.id not in context.waivers.used | context.waivers.powerless
    )


RULE = Rule(
    code="LO-04",
    slug="waiver-unused",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LOCAL_PRACTICE,),
    facts=WAIVER_FACTS,
    looks_at_waivers=True,
    check=each_waiver(_is_wrong),
)
