"""NW-08: cooperation crosses from one body of law to another."""

from operator import ge

from kimcore.law import Binding, Grade
from kimcore.rules.cooperation.measured import SHARE_FACTS, measured
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE

_LIMIT = "nw.cross_field_share_min"

RULE = Rule(
    code="NW-08",
    slug="cross-field-share",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STRUCTURE_PAGE, KIMCORE_PROPOSAL),
    parameters=(_LIMIT,),
    metrics=("cross_field_share",),
    facts=SHARE_FACTS,
    check=measured("cross_field_share", _LIMIT, ge, missing=("legal_fields",)),
)
