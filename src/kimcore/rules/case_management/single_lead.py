"""CM-11: one person leads a case at a time, and a change of lead has a day."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, is_active
from kimcore.rules.case_management.leads import changed_without_day, led_from
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact

_MOST = "cm.lead_managers"


def _applies(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return is_active(case, on=on)


def _unknown(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return all(led_from(lead, case) > on for lead in case.leads)


def _wrong(case: Case, _case: Case, on: date, *, most: int) -> bool:
    return _variant(case, case, on, most=most) is not None


def _variant(case: Case, _case: Case, on: date, *, most: int) -> str | None:
    leading = sum(on in lead.during for lead in case.leads)
    if leading > most:
        return "several"
    if leading == 0:
        return "none"
    return "handover" if any(changed_without_day(lead, case, on) for lead in case.leads) else None


def _facts(case: Case, _case: Case, on: date, *, most: int) -> Mapping[str, Fact]:
    return {"leads": sum(on in lead.during for lead in case.leads), "most": most}


def _since(case: Case, _case: Case, on: date, *, most: int) -> date:
    begun = sorted(led_from(lead, case) for lead in case.leads if on in lead.during)
    if len(begun) > most:
        return begun[most]
    if not begun:
        ended = [lead.during.last_day for lead in case.leads if lead.during.last_day is not None and lead.during.last_day < on]
        return max(ended) + DAY
    return min(led_from(lead, case) for lead in case.leads if changed_without_day(lead, case, on))


RULE = Rule(
    code="CM-11",
    slug="single-lead",
    binding=Binding.STANDARD,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(CASE_MANAGEMENT_LEXICON,),
    needs=("cases",),
    parameters=(_MOST,),
    facts={"leads": "count", "most": "count"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        missing=("leads",),
        wrong=_wrong,
        limits={"most": _MOST},
        facts=_facts,
        since=_since,
        variant=_variant,
    ),
)
