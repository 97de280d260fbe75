"""ST-04: a Kreis has a joint integration concept that says how it works with its municipalities."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ConceptKind, MunicipalityKind, Period, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import TINTG_9

_KINDS = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})


def _check(context: Context) -> Iterator[Verdict]:
    if context.town.municipality.kind not in _KINDS:
        yield not_applicable()
        return
    joint = [concept for concept in context.town.concepts or () if concept.kind is ConceptKind.INTEGRATION]
    valid = in_force(joint, on=context.on)
    if not valid and not context.is_complete("concepts"):
        yield unknown(missing=("concepts",))
        return
    if not valid:
        ended = [concept.during.last_day for concept in joint if concept.during.last_day is not None]
        yield failed(variant="none", since=max((day for day in ended if day < context.on), default=None))
        return
    for concept in valid:
        if concept.states_cooperation is None:
            yield unknown(concept.id, missing=("states_cooperation",))
        elif concept.states_cooperation:
            yield passed(concept.id)
        else:
            yield failed(concept.id, variant="silent", since=concept.adopted_on)


RULE = Rule(
    code="ST-04",
    slug="joint-integration-concept",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(TINTG_9,),
    norm="§ 9 Abs. 2 TIntG",
    in_force=Period(first_day=date(2022, 1, 1)),
    needs=("concepts",),
    check=_check,
)
