"""ST-07: concepts have been adopted or revised not too many years ago."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Concept, ConceptKind
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.rules.structure.concepts import valid_concepts
from kimcore.rules.years import anniversary
from kimcore.text import Fact

_YEARS = "st.concept_age_years_max"


def _check(context: Context) -> Iterator[Verdict]:
    yield from gather(context, "concepts", (_ask(concept, context) for concept in valid_concepts(context, *ConceptKind)))


def _ask(concept: Concept, context: Context) -> Verdict:
    days = [day for day in (concept.adopted_on, concept.revised_on) if day is not None and day <= context.on]
    if not days:
        return unknown(concept.id, missing=("adopted_on", "revised_on"))
    years, last = context.value(_YEARS).whole, max(days)
    too_old_on = anniversary(last, years=years) + DAY
    facts: Mapping[str, Fact] = {"last": last, "years": years}
    return failed(concept.id, facts, since=too_old_on) if too_old_on <= context.on else passed(concept.id, facts)


RULE = Rule(
    code="ST-07",
    slug="concept-age",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("concepts",),
    parameters=(_YEARS,),
    facts={"last": "date", "years": "years"},
    check=_check,
)
