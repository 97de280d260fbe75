"""LO-05: a waiver names the record it is about."""

from kimcore.law import Binding, Grade
from kimcore.model import Waiver
from kimcore.rules.context import Context
from kimcore.rules.local_practice.each_waiver import WAIVER_FACTS, each_waiver
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import LOCAL_PRACTICE


def _is_wrong(waiver: Waiver, context: Context) -> bool:
    return waiver.subject is None and context.on <= waiver.last_day


RULE = Rule(
    code="LO-05",
    slug="waiver-too-broad",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(LOCAL_PRACTICE,),
    facts=WAIVER_FACTS,
    looks_at_waivers=False,
    check=each_waiver(_is_wrong),
)
