"""The way through residence and benefits law behind each case."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from attrs import frozen

from kimcore.model import (
    ActorId,
    AgeGroup,
    Household,
    LanguageLevel,
    LegalFieldSpell,
    Period,
    ResidenceSpell,
    ResidenceStatus,
    StayFacts,
)
from kimcore.testing.musterkreis.draw import draw, later
from kimcore.testing.musterkreis.skeletons import SETTLING_NUMBERS, Skeleton

_Status = ResidenceStatus
_DAY = timedelta(days=1)

_LOOKED_AT = date(2025, 10, 6)
"""The day on which the joint consultation hour went through all long-term residents."""

WITH_CHILDREN = frozenset({Household.FAMILY, Household.SINGLE_PARENT})


@frozen(kw_only=True)
class Settled:
    """The residence of somebody who has been here for long."""

    since: date
    spells: tuple[ResidenceSpell, ...]
    lawful_since: date | None = None
    age: AgeGroup = AgeGroup.FROM_27_TO_44
    level: LanguageLevel = LanguageLevel.A2


def _chance_title(granted_on: date, expires_on: date, applied_on: date | None, *, ended: bool = False) -> ResidenceSpell:
    """Return a time with the residence title of opportunity, which lasts 18 months."""
    return ResidenceSpell(
        status=_Status.CHANCEN_AUFENTHALT,
        during=Period(first_day=granted_on, last_day=expires_on if ended else None),
        granted_on=granted_on,
        expires_on=expires_on,
        applied_for=None if applied_on is None else _Status.BLEIBERECHT_INTEGRATION,
        applied_on=applied_on,
    )


def _followed_by(status: ResidenceStatus, first_day: date, expires_on: date) -> ResidenceSpell:
    """Return a time with a title that still runs."""
    return ResidenceSpell(status=status, during=Period(first_day=first_day), granted_on=first_day, expires_on=expires_on)


_TOLD = (
    Settled(
        since=date(2017, 4, 1),
        lawful_since=date(2023, 5, 15),
        spells=(
            _chance_title(date(2023, 5, 15), date(2024, 11, 14), date(2024, 8, 5), ended=True),
            _followed_by(_Status.BLEIBERECHT_INTEGRATION, date(2024, 11, 15), date(2026, 11, 14)),
        ),
    ),
    Settled(
        since=date(2016, 11, 1),
        lawful_since=date(2023, 9, 4),
        spells=(
            _chance_title(date(2023, 9, 4), date(2025, 3, 3), date(2024, 12, 2), ended=True),
            _followed_by(_Status.BLEIBERECHT_INTEGRATION, date(2025, 3, 4), date(2027, 3, 3)),
        ),
    ),
    Settled(
        since=date(2017, 2, 1),
        lawful_since=date(2024, 8, 19),
        spells=(_chance_title(date(2024, 8, 19), date(2026, 2, 18), date(2025, 10, 6)),),
    ),
    Settled(
        since=date(2016, 6, 1),
        lawful_since=date(2024, 10, 7),
        spells=(_chance_title(date(2024, 10, 7), date(2026, 4, 6), date(2025, 11, 10)),),
    ),
    Settled(
        since=date(2017, 8, 1),
        lawful_since=date(2025, 7, 21),
        age=AgeGroup.FROM_21_TO_26,
        spells=(_chance_title(date(2025, 7, 21), date(2027, 1, 20), None),),
    ),
    Settled(
        since=date(2019, 3, 1),
        lawful_since=date(2019, 9, 1),
        spells=(_followed_by(_Status.AUFENTHALTSERLAUBNIS, date(2019, 9, 1), date(2026, 8, 31)),),
        level=LanguageLevel.B1,
    ),
    Settled(
        since=date(2018, 10, 1),
        spells=(ResidenceSpell(status=_Status.DULDUNG, during=Period(first_day=date(2019, 6, 3))),),
    ),
    Settled(
        since=date(2018, 1, 1),
        lawful_since=date(2020, 2, 3),
        spells=(_followed_by(_Status.NIEDERLASSUNGSERLAUBNIS, date(2025, 2, 3), date(2030, 2, 2)),),
        level=LanguageLevel.B1,
    ),
)

SETTLED: Mapping[int, Settled] = MappingProxyType(dict(zip(SETTLING_NUMBERS, _TOLD, strict=True)))
"""The residence of each long-term resident, by number of the case."""


def arrived_on(case: Skeleton, home: Household) -> date:
    """Return the month in which somebody came to Germany, as its first day."""
    if case.number in SETTLED:
        return SETTLED[case.number].since
    longest = 320 if home in WITH_CHILDREN else 660
    return (case.opened_on - timedelta(days=30 + draw(f"{case.key}/arrived", longest - 30))).replace(day=1)


def changed_on(case: Skeleton) -> date | None:
    """Return the day on which another body of law took over, or `None` if none did."""
    if len(case.profile.laws) == 1:
        return None
    day = later(case.opened_on, f"{case.key}/changed", least=70, most=240).replace(day=1)
    return day if day < case.last_day else None


def residence(case: Skeleton, home: Household) -> tuple[ResidenceSpell, ...]:
    """Return the residence statuses of a case, one after the other."""
    if case.number in SETTLED:
        return SETTLED[case.number].spells
    start, change = arrived_on(case, home), changed_on(case)
    statuses = case.profile.statuses
    if len(statuses) == 1 or change is None:
        return (ResidenceSpell(status=statuses[0], during=Period(first_day=start)),)
    return (
        ResidenceSpell(status=statuses[0], during=Period(first_day=start, last_day=change - _DAY)),
        ResidenceSpell(status=statuses[-1], during=Period(first_day=change), granted_on=change),
    )


def legal_fields(case: Skeleton, home: Household) -> tuple[LegalFieldSpell, ...]:
    """Return which body of law was responsible, with the hand-over where it changed."""
    start, change = arrived_on(case, home), changed_on(case)
    (before, office), (after, next_office) = case.profile.laws[0], case.profile.laws[-1]
    if change is None:
        return (LegalFieldSpell(field=before, during=Period(first_day=start), responsible=ActorId(office)),)
    return (
        LegalFieldSpell(field=before, during=Period(first_day=start, last_day=change - _DAY), responsible=ActorId(office)),
        LegalFieldSpell(
            field=after,
            during=Period(first_day=change),
            responsible=ActorId(next_office),
            handed_over_on=change,
        ),
    )


def stay_facts(case: Skeleton, home: Household) -> StayFacts:
    """Return what a hint on residence law may rest on."""
    settled = SETTLED.get(case.number)
    spells = residence(case, home)
    is_lawful = spells[-1].status not in {_Status.AUFENTHALTSGESTATTUNG, _Status.DULDUNG}
    return StayFacts(
        in_germany_since=arrived_on(case, home),
        lawful_since=settled.lawful_since if settled else spells[-1].during.first_day if is_lawful else None,
        lives_with_minor_child=home in WITH_CHILDREN,
        secures_livelihood=True if settled else None,
        knows_legal_order=True if settled else None,
        has_relevant_convictions=False if settled else None,
        reviewed_on=_LOOKED_AT if settled else None,
    )
