"""CM-13: where one body of social law takes over from another, there is no gap and the hand-over is on record."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, LegalFieldSpell
from kimcore.rules.case_management.transitions import first_uncovered, gap, takes_over
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import BORKEN_ARTICLE
from kimcore.text import Fact

_INFO = "cm.transition_gap_days_info"
_MOST = "cm.transition_gap_days_max"


def _applies(spell: LegalFieldSpell, case: Case, on: date, **_limits: object) -> bool:
    return takes_over(spell, case, on=on)


def _wrong(spell: LegalFieldSpell, case: Case, on: date, *, small: int, **_limits: object) -> bool:
    return gap(spell, case) > small or not _is_handed_over(spell, on)


def _is_handed_over(spell: LegalFieldSpell, on: date) -> bool:
    return spell.responsible is not None and spell.handed_over_on is not None and spell.handed_over_on <= on


def _facts(spell: LegalFieldSpell, case: Case, on: date, **_limits: object) -> Mapping[str, Fact]:
    return {
        "field": spell.field.value,
        "begun": spell.during.first_day,
        "gap": gap(spell, case),
        "receiver": spell.responsible is not None,
        "handed_over": spell.handed_over_on if _is_handed_over(spell, on) else None,
    }


def _since(spell: LegalFieldSpell, case: Case, _on: date, *, small: int, **_limits: object) -> date | None:
    return spell.during.first_day if gap(spell, case) <= small else first_uncovered(spell, case)


def _severity(spell: LegalFieldSpell, case: Case, on: date, *, most: int, **_limits: object) -> Severity | None:
    return Severity.INFO if _is_handed_over(spell, on) and gap(spell, case) <= most else None


def _variant(spell: LegalFieldSpell, case: Case, _on: date, *, small: int, **_limits: object) -> str:
    return "gap" if gap(spell, case) > small else "handover"


RULE = Rule(
    code="CM-13",
    slug="transition-watch",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(BORKEN_ARTICLE,),
    needs=("cases",),
    parameters=(_INFO, _MOST),
    facts={"field": "LegalField", "begun": "date", "gap": "days", "receiver": "flag", "handed_over": "date"},
    check=CaseCheck(
        over=Over.LEGAL_FIELD,
        applies=_applies,
        wrong=_wrong,
        limits={"small": _INFO, "most": _MOST},
        facts=_facts,
        since=_since,
        severity=_severity,
        variant=_variant,
    ),
)
