"""NW-06: not all cooperation runs through a single office."""

from operator import le

from kimcore.law import Binding, Grade
from kimcore.rules.cooperation.measured import SHARE_FACTS, measured
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL

_LIMIT = "nw.centralisation_max"

RULE = Rule(
    code="NW-06",
    slug="star-risk",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    parameters=(_LIMIT,),
    metrics=("centralization",),
    facts=SHARE_FACTS,
    check=measured("centralization", _LIMIT, le),
)
