"""B3-09: a human has looked at the right to stay for well integrated young people (hint, never a decision)."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import AgeGroup, Case, ResidenceStatus
from kimcore.rules.authorities.residence import held_since, is_schooled, status_known
from kimcore.rules.authorities.reviews import review_due
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KREIS_SOEST
from kimcore.rules.years import full_years

_LIMITS = {
    "years": "aufenthg.25a.stay_years",
    "age_min": "aufenthg.25a.age_min",
    "age_below": "aufenthg.25a.age_lt",
    "duldung_years": "aufenthg.25a.duldung_min_years",
    "school_years": "aufenthg.25a.school_years",
}
_AGES = {AgeGroup.FROM_14_TO_17: (14, 17), AgeGroup.FROM_18_TO_20: (18, 20), AgeGroup.FROM_21_TO_26: (21, 26)}
"""The youngest and the oldest age of each class that may fit; no other does under any law so far."""


def _is_young(case: Case, *, age_min: int, age_below: int, **_limits: object) -> bool:
    youngest, oldest = (age_min, age_min) if case.age_group is None else _AGES.get(case.age_group, (0, 0))
    return age_min <= youngest and oldest < age_below


def _needed(case: Case, on: date, *, years: int, duldung_years: int, **_limits: object) -> int | None:
    if case.stay is None or case.stay.in_germany_since is None:
        return None
    if full_years(case.stay.in_germany_since, on=on) < years:
        return 0
    if not status_known(case, on=on) or case.age_group is None:
        return None
    is_holder = any(spell.status is ResidenceStatus.CHANCEN_AUFENTHALT and on in spell.during for spell in case.residence)
    if is_holder or not duldung_years:
        return years
    tolerated = held_since(case, ResidenceStatus.DULDUNG, on=on)
    if tolerated is None:
        return None
    return years if full_years(tolerated, on=on) >= duldung_years else 0


def _conditions(case: Case, _on: date, *, school_years: int, **_limits: object) -> Mapping[str, bool | None]:
    return {"school": is_schooled(case, years=school_years)}


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
    check=review_due(
        statuses=frozenset({ResidenceStatus.DULDUNG, ResidenceStatus.CHANCEN_AUFENTHALT}),
        title=ResidenceStatus.BLEIBERECHT_JUGEND,
        begun=lambda stay: stay.in_germany_since,
        needed=_needed,
        conditions=_conditions,
        concerned=_is_young,
        limits=_LIMITS,
        missing=("residence", "in_germany_since", "age_group", "school_years_completed", "has_school_or_vocational_degree"),
    ),
)
