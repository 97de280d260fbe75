"""ST-10: not more coordination posts are granted than the funding allows for the kind of municipality."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import MunicipalityKind, Period, PositionKind
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import COESFELD_PAPER, HILDEN_PAPER, NEUSS_PAPER
from kimcore.rules.structure.ceilings import CEILING_FACTS, under_ceiling

_KEYS = {
    MunicipalityKind.KREIS: "b1.coord.fte_max.kreis",
    MunicipalityKind.KREISFREIE_STADT: "b1.coord.fte_max.kreisfreie_stadt",
    MunicipalityKind.STAEDTEREGION: "b1.coord.fte_max.staedteregion",
    MunicipalityKind.REGIONSANGEHOERIGE_STADT: "b1.coord.fte_max.regionsangehoerige_stadt",
}

RULE = Rule(
    code="ST-10",
    slug="coordination-ceiling",
    binding=Binding.BINDING,
    grade=Grade.INFERRED,  # seen in papers of three Kreise, inferred for other kinds, and never read in the guideline itself
    severity=Severity.WARNING,
    sources=(COESFELD_PAPER, HILDEN_PAPER, NEUSS_PAPER),
    norm="Förderrichtlinie KIM, Baustein 1",
    in_force=Period(first_day=date(2020, 11, 30)),
    needs=("positions",),
    also_reads=tuple(dict.fromkeys(_KEYS.values())),
    facts=CEILING_FACTS,
    check=under_ceiling(PositionKind.COORDINATION, _KEYS, lambda post: not post.is_extra_post),
)
