"""CM-11: one person leads a case at a time, and a change of lead has a day."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, CaseLead, is_active
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact

_MOST = "cm.lead_managers"


def _applies(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return is_active(case, on=on)


def _unknown(case: Case, _case: Case, on: date, **_limits: object) -> bool:
    return all(_first_day(lead, case) > on for lead in case.leads)


def _wrong(case: Case, _case: Case, on: date, *, most: int) -> bool:
    return _variant(case, case, on, most=most) is not None


def _variant(case: Case, _case: Case, on: date, *, most: int) -> str | None:
    leading = sum(on in lead.during for lead in case.leads)
    if leading > most:
        return "several"
    if leading == 0:
        return "none"
    return "handover" if any(_is_undated(lead, case, on) for lead in case.leads) else None


def _is_undated(lead: CaseLead, case: Case, on: date) -> bool:
    """Return whether somebody took over from somebody else, and neither record has the day of handing over."""
    begun = _first_day(lead, case)
    earlier = [other for other in case.leads if _first_day(other, case) < begun]
    if begun > on or not earlier:
        return False
    before = max(earlier, key=lambda other: _first_day(other, case))
    # On the first day of the one before, the day on record is that of taking over and not of handing over.
    is_given = before.handed_over_on is not None and before.handed_over_on > _first_day(before, case)
    return before.staff != lead.staff and lead.handed_over_on is None and not is_given


def _first_day(lead: CaseLead, case: Case) -> date:
    return lead.during.first_day or case.opened_on


def _facts(case: Case, _case: Case, on: date, *, most: int) -> Mapping[str, Fact]:
    return {"leads": sum(on in lead.during for lead in case.leads), "most": most}


def _since(case: Case, _case: Case, on: date, *, most: int) -> date:
    begun = sorted(_first_day(lead, case) for lead in case.leads if on in lead.during)
    if len(begun) > most:
        return begun[most]
    if not begun:
        ended = [lead.during.last_day for lead in case.leads if lead.during.last_day is not None and lead.during.last_day < on]
        return max(ended) + DAY
    return min(_first_day(lead, case) for lead in case.leads if _is_undated(lead, case, on))


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
