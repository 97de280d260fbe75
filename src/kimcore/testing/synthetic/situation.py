"""In what situation the person of a synthetic case is: stay, status, responsible law, language."""

from collections.abc import Iterator
from datetime import date, timedelta

from kimcore.model.actors import LegalField
from kimcore.model.keys import ActorId
from kimcore.model.period import Period
from kimcore.model.situations import (
    LanguageAttained,
    LanguageLevel,
    LegalFieldSpell,
    ResidenceSpell,
    ResidenceStatus,
    StayFacts,
)
from kimcore.testing.synthetic.frame import Frame

_LEVELS = tuple(LanguageLevel)
_STATUSES = (
    ResidenceStatus.AUFENTHALTSGESTATTUNG,
    ResidenceStatus.DULDUNG,
    ResidenceStatus.AUFENTHALTSERLAUBNIS,
    ResidenceStatus.AUFENTHALTSERLAUBNIS,
    ResidenceStatus.VORUEBERGEHENDER_SCHUTZ,
    ResidenceStatus.FREIZUEGIGKEIT,
    ResidenceStatus.FIKTIONSBESCHEINIGUNG,
)
_OPPORTUNITIES = Period(first_day=date(2023, 2, 1), last_day=date(2025, 12, 1))
"""Days of opening for which a permit under § 104c AufenthG can have been granted some weeks before."""
_ARRIVED_WITHIN = 1_000
_LAST_SURE_DAY = 28


def arrival(frame: Frame) -> date:
    """Return since when the person has lived in the country: less than three years before the case was opened."""
    day = frame.chance.later(frame.opened_on, -_ARRIVED_WITHIN, -10)
    return day.replace(day=min(day.day, _LAST_SURE_DAY))


def stay(frame: Frame, arrived: date) -> StayFacts:
    """Return the facts about a stay; a human has looked at them on each anniversary.

    Convictions are never on record: a synthetic case needs no reason to have one.
    """
    yes_or_no = (True, False, None)
    drawn = [frame.chance.one_of(yes_or_no) for _ in range(5)]
    return StayFacts(
        in_germany_since=arrived,
        in_nrw_since=arrived if frame.is_recorded() else None,
        lawful_since=arrived if drawn[0] else None,
        lives_with_minor_child=drawn[1],
        school_years_completed=frame.chance.between(0, 13) if frame.is_recorded() else None,
        has_school_or_vocational_degree=drawn[2],
        secures_livelihood=drawn[3],
        knows_legal_order=drawn[4],
        reviewed_on=_last_anniversary(arrived, frame.on),
    )


def residence(frame: Frame, arrived: date) -> tuple[ResidenceSpell, ...]:
    """Return the residence status of a person, with the permit of opportunity where that was possible."""
    if frame.opened_on in _OPPORTUNITIES and frame.chance.happens(10):
        granted_on = frame.opened_on - timedelta(days=14)
        applied_on = granted_on + timedelta(days=300)
        has_applied = applied_on <= frame.on
        return (
            ResidenceSpell(
                status=ResidenceStatus.CHANCEN_AUFENTHALT,
                during=Period(first_day=granted_on),
                granted_on=granted_on,
                expires_on=granted_on + timedelta(days=540),
                applied_for=ResidenceStatus.BLEIBERECHT_INTEGRATION if has_applied else None,
                applied_on=applied_on if has_applied else None,
            ),
        )
    return (ResidenceSpell(status=frame.chance.one_of(_STATUSES), during=Period(first_day=arrived)),)


def legal_fields(frame: Frame, arrived: date) -> tuple[LegalFieldSpell, ...]:
    """Return which body of law was responsible: the Jobcenter takes over without a day between."""
    changed_on = frame.day(30, 600)
    if changed_on is None or frame.chance.happens(60):
        return (LegalFieldSpell(field=LegalField.SGB_II, during=Period(first_day=arrived), responsible=ActorId("jobcenter")),)
    eve = changed_on - timedelta(days=1)
    return (
        LegalFieldSpell(
            field=LegalField.ASYLBLG,
            during=Period(first_day=arrived, last_day=eve),
            responsible=ActorId("leistungsstelle"),
        ),
        LegalFieldSpell(
            field=LegalField.SGB_II,
            during=Period(first_day=changed_on),
            responsible=ActorId("jobcenter"),
            handed_over_on=changed_on,
        ),
    )


def language(frame: Frame) -> tuple[LanguageAttained, ...]:
    """Return the levels of German that a person reached, one after the other."""
    return tuple(_levels(frame))


def _levels(frame: Frame) -> Iterator[LanguageAttained]:
    start = frame.chance.below(len(_LEVELS) - 1)
    days = (frame.opened_on, frame.day(150, 500))
    for level, day in zip(_LEVELS[start:], days, strict=False):
        if day is not None:
            yield LanguageAttained(level=level, on=day, has_certificate=frame.chance.one_of((True, False, None)))


def _last_anniversary(day: date, on: date) -> date:
    """Return the last day in which years since a day are full."""
    this_year = day.replace(year=on.year)
    return this_year if this_year <= on else day.replace(year=on.year - 1)
