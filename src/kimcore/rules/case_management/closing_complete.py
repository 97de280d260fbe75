"""CM-09: a closed case says why it ended, what was reached, what was seen, and when it is deleted."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Closing
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact


def _applies(case: Case, _case: Case, on: date) -> bool:
    return case.closing is not None and case.closing.on <= on


def _wrong(case: Case, _case: Case, _on: date) -> bool:
    return case.closing is not None and (
        case.closing.reason is None
        or case.closing.structural_findings is None
        or case.closing.delete_on is None
        or (case.closing.attainment is None and case.plan is not None)
    )


def _facts(case: Case, _case: Case, _on: date) -> Mapping[str, Fact]:
    closing = case.closing or Closing(on=case.opened_on)
    return {
        "reason": closing.reason is not None,
        # Without a plan there was nothing to reach.
        "attainment": closing.attainment is not None or case.plan is None,
        "findings": closing.structural_findings is not None,
        "deletion": closing.delete_on is not None,
    }


RULE = Rule(
    code="CM-09",
    slug="closing-complete",
    binding=Binding.STANDARD,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(CASE_MANAGEMENT_LEXICON,),
    needs=("cases",),
    facts={"reason": "flag", "attainment": "flag", "findings": "flag", "deletion": "flag"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        wrong=_wrong,
        facts=_facts,
        since=lambda case, _case, _on: case.closing.on,
    ),
)
