"""B3-03: agreements with the authorities settle what they should, and their review is not overdue."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import Agreement
from kimcore.rules.authorities.agreements import cooperation_agreements, valid_today
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, OBERHAUSEN_PAGE

_CONTENTS = "b3.agreement.contents"


def _check(context: Context) -> Iterator[Verdict]:
    agreements = valid_today(cooperation_agreements(context), context)
    for agreement in agreements:
        yield from _ask(agreement, context)
    if not agreements:
        yield not_applicable() if context.is_complete("agreements") else unknown(missing=("agreements",))


def _ask(agreement: Agreement, context: Context) -> Iterator[Verdict]:
    there = {content.value for content in agreement.contents or ()}
    lacking = tuple(code for code in context.value(_CONTENTS).codes if code not in there)
    if agreement.contents is None:
        yield unknown(agreement.id, missing=("contents",))
    elif lacking:
        yield failed(agreement.id, {"lacking": lacking}, since=agreement.signed_on, variant="contents")
    if agreement.review_on is None:
        yield unknown(agreement.id, missing=("review_on",))
    elif agreement.review_on < context.on:
        yield failed(agreement.id, {"review": agreement.review_on}, since=agreement.review_on + DAY, variant="review")
    elif not lacking:
        yield passed(agreement.id)


RULE = Rule(
    code="B3-03",
    slug="agreement-contents",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(OBERHAUSEN_PAGE, KIMCORE_PROPOSAL),
    needs=("agreements",),
    parameters=(_CONTENTS,),
    facts={"lacking": "AgreementContent", "review": "date"},
    check=_check,
)
