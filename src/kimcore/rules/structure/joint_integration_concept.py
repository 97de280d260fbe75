"""ST-04: a Kreis has a joint integration concept that says how it works with its municipalities."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ConceptKind, MunicipalityKind, Period
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import TINTG_9
from kimcore.rules.structure.concepts import none_since, valid_concepts

_FIRST_DAY = date(2022, 1, 1)
_KINDS = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})


def _check(context: Context) -> Iterator[Verdict]:
    valid = valid_concepts(context, ConceptKind.INTEGRATION)
    settling = [concept for concept in valid if concept.states_cooperation]
    unsaid = [concept for concept in valid if concept.states_cooperation is None]
    if context.town.municipality.kind not in _KINDS:
        yield not_applicable()
    elif settling:
        yield passed(settling[0].id)
    elif unsaid:
        yield unknown(unsaid[0].id, missing=("states_cooperation",))
    elif not context.is_complete("concepts"):
        yield unknown(missing=("concepts",))
    elif valid:
        yield failed(valid[0].id, variant="silent", since=max(valid[0].adopted_on or _FIRST_DAY, _FIRST_DAY))
    else:
        yield failed(variant="none", since=none_since(context, ConceptKind.INTEGRATION, first_day=_FIRST_DAY))


RULE = Rule(
    code="ST-04",
    slug="joint-integration-concept",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(TINTG_9,),
    norm="§ 9 Abs. 2 TIntG",
    in_force=Period(first_day=_FIRST_DAY),
    needs=("concepts",),
    check=_check,
)
