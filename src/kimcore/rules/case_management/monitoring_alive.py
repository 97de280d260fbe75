"""CM-07: an active case has had a contact or a review not long ago."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact

_GAP = "cm.contact_gap_days_max"


def _applies(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return case.closing is None and (on - case.opened_on).days > days


def _wrong(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return all(not 0 <= (on - contact.on).days <= days for contact in case.contacts)


def _facts(case: Case, _case: Case, on: date, *, days: int) -> Mapping[str, Fact]:
    return {"last": max((contact.on for contact in case.contacts if contact.on <= on), default=None), "days": days}


RULE = Rule(
    code="CM-07",
    slug="monitoring-alive",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(CASE_MANAGEMENT_LEXICON,),
    needs=("cases",),
    parameters=(_GAP,),
    facts={"last": "date", "days": "days"},
    check=CaseCheck(over=Over.CASE, applies=_applies, wrong=_wrong, limits={"days": _GAP}, facts=_facts),
)
