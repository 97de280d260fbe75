"""ST-14: what is charged for a coordination post is within the yearly rate."""

from fractions import Fraction

from kimcore.law import Binding, Grade
from kimcore.model import CostKind
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import COESFELD_PAPER, FUNDING_PAGE
from kimcore.rules.structure.charges import CHARGE_FACTS, within_rate

_RATE = "b1.coord.rate_eur_year"

RULE = Rule(
    code="ST-14",
    slug="coordination-rate",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(FUNDING_PAGE, COESFELD_PAPER),
    norm="Förderrichtlinie KIM, Baustein 1",
    needs=("funding_lines", "positions"),
    parameters=(_RATE,),
    facts=CHARGE_FACTS,
    check=within_rate(CostKind.COORDINATION_STAFF, _RATE, posts_per_rate=Fraction(1)),
)
