"""NW-07: much of what core offices say about working together is returned."""

from operator import ge

from kimcore.law import Binding, Grade
from kimcore.rules.cooperation.measured import SHARE_FACTS, measured
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL

_LIMIT = "nw.reciprocity_min"

RULE = Rule(
    code="NW-07",
    slug="core-reciprocity",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    parameters=(_LIMIT, "lg.core_actors"),
    metrics=("core_reciprocity",),
    facts=SHARE_FACTS,
    check=measured("core_reciprocity", _LIMIT, ge),
)
