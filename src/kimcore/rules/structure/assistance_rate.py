"""ST-15: what is charged for administrative assistance is within the yearly rate of a half post."""

from fractions import Fraction

from kimcore.law import Binding, Grade
from kimcore.model import CostKind
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE
from kimcore.rules.structure.charges import CHARGE_FACTS, within_rate

_RATE = "b1.assist.rate_eur_year_per_half"

RULE = Rule(
    code="ST-15",
    slug="assistance-rate",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(FUNDING_PAGE,),
    norm="Förderrichtlinie KIM, Baustein 1",
    needs=("funding_lines", "positions"),
    parameters=(_RATE,),
    facts=CHARGE_FACTS,
    check=within_rate(CostKind.ASSISTANCE_STAFF, _RATE, posts_per_rate=Fraction(1, 2)),
)
