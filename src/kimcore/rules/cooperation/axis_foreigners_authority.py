"""NW-01: the integration centre and each foreigners' authority have shown not long ago that they work together."""

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind
from kimcore.rules.cooperation.axes import AXIS_DAYS, AXIS_FACTS, axis_with
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE, KIMCORE_PROPOSAL, STRUCTURE_PAGE

RULE = Rule(
    code="NW-01",
    slug="axis-foreigners-authority",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE, FUNDING_PAGE, KIMCORE_PROPOSAL),
    parameters=(AXIS_DAYS,),
    facts=AXIS_FACTS,
    check=axis_with(ActorKind.FOREIGNERS_AUTHORITY),
)
