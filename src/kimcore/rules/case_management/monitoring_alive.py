"""CM-07: an active case has had a contact or a review not long ago."""

from collections.abc import Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Case, is_active
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON, KIMCORE_PROPOSAL
from kimcore.text import Fact

_GAP = "cm.contact_gap_days_max"


def _applies(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return is_active(case, on=on) and (on - case.opened_on).days > days


def _wrong(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return all(not 0 <= (on - contact.on).days <= days for contact in case.contacts)


def _facts(case: Case, _case: Case, on: date, *, days: int) -> Mapping[str, Fact]:
    return {"last": _last(case, on), "days": days}


def _since(case: Case, _case: Case, on: date, *, days: int) -> date:
    """Return the day after the time that runs from the last contact, or from the opening if that was later."""
    return max(_last(case, on) or case.opened_on, case.opened_on) + timedelta(days=days) + DAY


def _last(case: Case, on: date) -> date | None:
    return max((contact.on for contact in case.contacts if contact.on <= on), default=None)


RULE = Rule(
    code="CM-07",
    slug="monitoring-alive",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(CASE_MANAGEMENT_LEXICON, KIMCORE_PROPOSAL),
    needs=("cases",),
    parameters=(_GAP,),
    facts={"last": "date", "days": "days"},
    check=CaseCheck(over=Over.CASE, applies=_applies, wrong=_wrong, limits={"days": _GAP}, facts=_facts, since=_since),
)
