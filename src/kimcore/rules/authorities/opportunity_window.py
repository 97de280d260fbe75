"""B3-07: an opportunity permit is recorded as granted only on days on which one could be granted."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from kimcore.law import Binding, Grade
from kimcore.model import Case, Period, ResidenceSpell, ResidenceStatus
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import BUZER_104C, BUZER_ARTICLE_5
from kimcore.text import Fact

_WINDOW = "aufenthg.104c.grant_window"
_Window: TypeAlias = tuple[date, date]


def _applies(spell: ResidenceSpell, _case: Case, on: date, **_limits: object) -> bool:
    granted = spell.granted_on or spell.during.first_day
    return spell.status is ResidenceStatus.CHANCEN_AUFENTHALT and (granted is None or granted <= on)


def _unknown(spell: ResidenceSpell, _case: Case, _on: date, **_limits: object) -> bool:
    return spell.granted_on is None and spell.during.first_day is None


def _wrong(spell: ResidenceSpell, _case: Case, _on: date, *, window: _Window) -> bool:
    granted = spell.granted_on or spell.during.first_day
    return granted is not None and not window[0] <= granted <= window[1]


def _facts(spell: ResidenceSpell, _case: Case, _on: date, *, window: _Window) -> Mapping[str, Fact]:
    return {"granted": spell.granted_on or spell.during.first_day, "first": window[0], "last": window[1]}


RULE = Rule(
    code="B3-07",
    slug="opportunity-window",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(BUZER_104C, BUZER_ARTICLE_5),
    norm="§ 104c AufenthG",
    in_force=Period(first_day=date(2022, 12, 31)),
    needs=("cases",),
    parameters=(_WINDOW,),
    facts={"granted": "date", "first": "date", "last": "date"},
    check=CaseCheck(
        over=Over.RESIDENCE,
        applies=_applies,
        unknown=_unknown,
        wrong=_wrong,
        missing=("granted_on",),
        limits={"window": _WINDOW},
        facts=_facts,
    ),
)
