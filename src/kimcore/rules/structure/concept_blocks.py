"""ST-06: the local action concept covers the parts that such concepts are made of."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import Concept, ConceptKind
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import ACTION_CONCEPT_PAGE, HOCHSAUERLAND_CONCEPT, SIEGEN_SKETCH
from kimcore.rules.structure.concepts import valid_concepts

_BLOCKS = "st.concept.blocks"


def _check(context: Context) -> Iterator[Verdict]:
    valid = valid_concepts(context, ConceptKind.ACTION)
    yield from gather(context, "concepts", (_ask(concept, context) for concept in valid))


def _ask(concept: Concept, context: Context) -> Verdict:
    if concept.blocks is None:
        return unknown(concept.id, missing=("blocks",))
    there = {block.value for block in concept.blocks}
    lacking = tuple(code for code in context.value(_BLOCKS).codes if code not in there)
    if lacking:
        return failed(concept.id, {"lacking": lacking}, since=concept.revised_on or concept.adopted_on)
    return passed(concept.id)


RULE = Rule(
    code="ST-06",
    slug="concept-blocks",
    binding=Binding.STANDARD,
    grade=Grade.INFERRED,
    severity=Severity.WARNING,
    sources=(ACTION_CONCEPT_PAGE, HOCHSAUERLAND_CONCEPT, SIEGEN_SKETCH),
    needs=("concepts",),
    parameters=(_BLOCKS,),
    facts={"lacking": "ConceptBlock"},
    check=_check,
)
