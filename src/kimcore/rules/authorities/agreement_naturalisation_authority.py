"""B3-02: the integration centre and the naturalisation authority have a cooperation agreement in force."""

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind
from kimcore.rules.authorities.agreements import agreed_with
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE, OBERHAUSEN_PAGE

RULE = Rule(
    code="B3-02",
    slug="agreement-naturalisation-authority",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(FUNDING_PAGE, OBERHAUSEN_PAGE),
    needs=("agreements",),
    check=agreed_with(ActorKind.NATURALISATION_AUTHORITY),
)
