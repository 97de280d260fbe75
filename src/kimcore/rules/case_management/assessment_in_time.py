"""CM-05: the assessment follows soon after a case was opened."""

from collections.abc import Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Case, Phase
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.text import Fact

_DAYS = "cm.assessment_days_max"


def _applies(case: Case, _case: Case, on: date, *, days: int) -> bool:
    """Leave out cases that are younger than the time allowed, and those that ended within it."""
    is_old_enough = (on - case.opened_on).days > days
    return is_old_enough and (case.closing is None or (case.closing.on - case.opened_on).days > days)


def _unknown(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return all(entry.on > on for entry in case.phases)


def _wrong(case: Case, _case: Case, _on: date, *, days: int) -> bool:
    return all(entry.phase is not Phase.ASSESSMENT or (entry.on - case.opened_on).days > days for entry in case.phases)


def _facts(case: Case, _case: Case, on: date, *, days: int) -> Mapping[str, Fact]:
    first = min((entry.on for entry in case.phases if entry.phase is Phase.ASSESSMENT and entry.on <= on), default=None)
    return {"opened": case.opened_on, "assessed": first, "days": days}


def _since(case: Case, _case: Case, _on: date, *, days: int) -> date:
    return case.opened_on + timedelta(days=days) + DAY


RULE = Rule(
    code="CM-05",
    slug="assessment-in-time",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("cases",),
    parameters=(_DAYS,),
    facts={"opened": "date", "assessed": "date", "days": "days"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        missing=("phases",),
        wrong=_wrong,
        limits={"days": _DAYS},
        facts=_facts,
        since=_since,
    ),
)
