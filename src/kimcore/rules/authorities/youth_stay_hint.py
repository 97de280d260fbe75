"""B3-09: a human has looked at the right to stay for well integrated young people (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import AgeGroup, Case, ResidenceStatus
from kimcore.rules.authorities.residence import concerns, held_since, is_looked_after, status_known
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import KREIS_SOEST
from kimcore.rules.years import full_years
from kimcore.text import Fact

_LIMITS = {
    "years": "aufenthg.25a.stay_years",
    "age_min": "aufenthg.25a.age_min",
    "age_below": "aufenthg.25a.age_lt",
    "duldung_years": "aufenthg.25a.duldung_min_years",
    "school_years": "aufenthg.25a.school_years",
}
_STATUSES = frozenset({ResidenceStatus.DULDUNG, ResidenceStatus.CHANCEN_AUFENTHALT})
_TITLES = frozenset({ResidenceStatus.BLEIBERECHT_JUGEND})
_AGES = {AgeGroup.FROM_14_TO_17: (14, 17), AgeGroup.FROM_18_TO_20: (18, 20), AgeGroup.FROM_21_TO_26: (21, 26)}
"""The youngest and the oldest age of each class that may fit; no other does under any law so far."""


def _applies(case: Case, _case: Case, on: date, *, age_min: int, age_below: int, **_limits: object) -> bool:
    youngest, oldest = (age_min, age_min) if case.age_group is None else _AGES.get(case.age_group, (0, 0))
    return concerns(case, _STATUSES, on=on) and age_min <= youngest and oldest < age_below


def _unknown(case: Case, _case: Case, on: date, *, years: int, duldung_years: int, school_years: int, **_limits: object) -> bool:
    long_enough = _long_enough(case, on, years=years, duldung_years=duldung_years)
    if long_enough is False or _looked_after(case, on, years=years):
        return False
    return long_enough is None or case.age_group is None or _schooled(case, school_years=school_years) is None


def _wrong(case: Case, _case: Case, on: date, *, years: int, duldung_years: int, **_limits: object) -> bool:
    long_enough = _long_enough(case, on, years=years, duldung_years=duldung_years)
    return long_enough is True and not _looked_after(case, on, years=years)


def _long_enough(case: Case, on: date, *, years: int, duldung_years: int) -> bool | None:
    """Return whether stay and Duldung have lasted long enough; `None` if that is not on record."""
    since = None if case.stay is None else case.stay.in_germany_since
    if since is None:
        return None
    if full_years(since, on=on) < years:
        return False
    if not status_known(case, on=on):
        return None
    is_holder = any(spell.status is ResidenceStatus.CHANCEN_AUFENTHALT and on in spell.during for spell in case.residence)
    if is_holder or not duldung_years:
        return True
    tolerated = held_since(case, ResidenceStatus.DULDUNG, on=on)
    return None if tolerated is None else full_years(tolerated, on=on) >= duldung_years


def _looked_after(case: Case, on: date, *, years: int) -> bool:
    since = None if case.stay is None else case.stay.in_germany_since
    return is_looked_after(case, _TITLES, since=since, years=years, on=on)


def _schooled(case: Case, *, school_years: int) -> bool | None:
    """Return whether school was successful for long enough or led to a degree; `None` if that is not on record."""
    stay = case.stay
    if stay is None or stay.has_school_or_vocational_degree or stay.school_years_completed is None:
        return None if stay is None else stay.has_school_or_vocational_degree
    enough = stay.school_years_completed >= school_years
    return True if enough else stay.has_school_or_vocational_degree


def _facts(case: Case, _case: Case, _on: date, *, years: int, school_years: int, **_limits: object) -> Mapping[str, Fact]:
    return {"years": years, "school": _schooled(case, school_years=school_years)}


RULE = Rule(
    code="B3-09",
    slug="youth-stay-hint",
    binding=Binding.PRACTICE,
    grade=Grade.SECONDARY,
    severity=Severity.INFO,
    sources=(KREIS_SOEST,),
    norm="§ 25a AufenthG",
    needs=("cases",),
    parameters=tuple(_LIMITS.values()),
    facts={"years": "years", "school": "flag"},
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        wrong=_wrong,
        missing=("residence", "in_germany_since", "age_group", "school_years_completed", "has_school_or_vocational_degree"),
        limits=_LIMITS,
        facts=_facts,
    ),
)
