"""CM-08: a long case is assessed again."""

from collections.abc import Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Case, Phase, is_active
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON, KIMCORE_PROPOSAL
from kimcore.text import Fact

_DAYS = "cm.reassessment_days_max"


def _applies(case: Case, _case: Case, on: date, *, days: int) -> bool:
    """Leave out young cases, and those whose phases are on record without any assessment: that is another rule."""
    is_assessed = any(entry.phase is Phase.ASSESSMENT and entry.on <= on for entry in case.phases)
    return is_active(case, on=on) and (on - case.opened_on).days > days and (is_assessed or not case.phases)


def _unknown(case: Case, _case: Case, _on: date, **_limits: object) -> bool:
    return not case.phases


def _wrong(case: Case, _case: Case, on: date, *, days: int) -> bool:
    return all(entry.phase is not Phase.ASSESSMENT or not 0 <= (on - entry.on).days <= days for entry in case.phases)


def _facts(case: Case, _case: Case, on: date, *, days: int) -> Mapping[str, Fact]:
    return {"last": _last(case, on), "days": days}


def _since(case: Case, _case: Case, on: date, *, days: int) -> date:
    return _last(case, on) + timedelta(days=days) + DAY


def _last(case: Case, on: date) -> date:
    return max(entry.on for entry in case.phases if entry.phase is Phase.ASSESSMENT and entry.on <= on)


RULE = Rule(
    code="CM-08",
    slug="reassessment",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(CASE_MANAGEMENT_LEXICON, KIMCORE_PROPOSAL),
    needs=("cases",),
    parameters=(_DAYS,),
    facts={"last": "date", "days": "days"},
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
