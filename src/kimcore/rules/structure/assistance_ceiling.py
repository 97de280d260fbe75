"""ST-11: not more administrative assistance is granted than the funding allows."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import MunicipalityKind, Period, PositionKind
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FUNDING_PAGE
from kimcore.rules.structure.ceilings import CEILING_FACTS, under_ceiling

_KEYS = {
    MunicipalityKind.KREIS: "b1.assist.fte_max",
    MunicipalityKind.KREISFREIE_STADT: "b1.assist.fte_max",
    MunicipalityKind.STAEDTEREGION: "b1.assist.fte_max.staedteregion",
    MunicipalityKind.REGIONSANGEHOERIGE_STADT: "b1.assist.fte_max.regionsangehoerige_stadt",
}

RULE = Rule(
    code="ST-11",
    slug="assistance-ceiling",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(FUNDING_PAGE,),
    norm="Förderrichtlinie KIM, Baustein 1",
    in_force=Period(first_day=date(2020, 11, 30)),
    needs=("positions",),
    also_reads=tuple(dict.fromkeys(_KEYS.values())),
    facts=CEILING_FACTS,
    check=under_ceiling(PositionKind.ADMINISTRATIVE_ASSISTANCE, _KEYS, lambda _post: True),
)
