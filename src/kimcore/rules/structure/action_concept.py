"""ST-05: the municipality has its own action concept, with the day and the body that approved it."""

from collections.abc import Iterator
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import ConceptKind, Period
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUIDELINE_2020, HEINSBERG_PAPER, NEUSS_CONCEPT
from kimcore.rules.structure.concepts import none_since, valid_concepts
from kimcore.rules.structure.funded import is_funded

_FIRST_DAY = date(2020, 11, 30)


def _check(context: Context) -> Iterator[Verdict]:
    valid = valid_concepts(context, ConceptKind.ACTION)
    approved = [concept for concept in valid if concept.adopted_on is not None and concept.approved_by is not None]
    funded = is_funded(context)
    if funded is False:
        yield not_applicable()
    elif approved:
        yield passed(approved[-1].id, {"adopted": approved[-1].adopted_on, "body": approved[-1].approved_by})
    elif valid:
        fields = {"adopted_on": valid[-1].adopted_on, "approved_by": valid[-1].approved_by}
        yield unknown(valid[-1].id, missing=tuple(name for name, value in fields.items() if value is None))
    elif not context.is_complete("concepts"):
        yield unknown(missing=("concepts",))
    else:
        # The concept is a condition of funding: where funding is not on record, its absence is no breach.
        severity = None if funded else Severity.WARNING
        yield failed(since=none_since(context, ConceptKind.ACTION, first_day=_FIRST_DAY), severity=severity)


RULE = Rule(
    code="ST-05",
    slug="action-concept",
    binding=Binding.BINDING,
    grade=Grade.SEEN,
    severity=Severity.ERROR,
    sources=(GUIDELINE_2020, NEUSS_CONCEPT, HEINSBERG_PAPER),
    norm="Förderrichtlinie KIM",
    in_force=Period(first_day=_FIRST_DAY),
    needs=("concepts",),
    facts={"adopted": "date", "body": "text"},
    check=_check,
)
