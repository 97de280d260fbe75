"""B3-06: before an opportunity permit ends, a right to stay that follows it is applied for (hint for a human)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Period, ResidenceSpell, ResidenceStatus, is_active
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import BUZER_104C, BUZER_ARTICLE_5
from kimcore.text import Fact

_DAYS = "b3.104c_watch_days"
_FOLLOWING = frozenset({ResidenceStatus.BLEIBERECHT_JUGEND, ResidenceStatus.BLEIBERECHT_INTEGRATION})


def _applies(spell: ResidenceSpell, case: Case, on: date, **_limits: object) -> bool:
    return spell.status is ResidenceStatus.CHANCEN_AUFENTHALT and on in spell.during and is_active(case, on=on)


def _unknown(spell: ResidenceSpell, _case: Case, _on: date, **_limits: object) -> bool:
    return spell.expires_on is None and spell.during.last_day is None


def _wrong(spell: ResidenceSpell, case: Case, on: date, *, days: int) -> bool:
    end = spell.expires_on or spell.during.last_day
    applied = any(other.applied_for in _FOLLOWING and (other.applied_on or on) <= on for other in case.residence)
    return end is not None and (end - on).days <= days and not applied


def _facts(spell: ResidenceSpell, _case: Case, _on: date, *, days: int) -> Mapping[str, Fact]:
    return {"ends": spell.expires_on or spell.during.last_day, "days": days}


RULE = Rule(
    code="B3-06",
    slug="opportunity-watch",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(BUZER_104C, BUZER_ARTICLE_5),
    norm="§ 104c AufenthG",
    in_force=Period(first_day=date(2022, 12, 31)),
    needs=("cases",),
    parameters=(_DAYS,),
    facts={"ends": "date", "days": "days"},
    check=CaseCheck(
        over=Over.RESIDENCE,
        applies=_applies,
        unknown=_unknown,
        wrong=_wrong,
        missing=("expires_on",),
        limits={"days": _DAYS},
        facts=_facts,
    ),
)
