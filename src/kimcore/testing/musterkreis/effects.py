"""What Musterkreis reports about effects, and the papers it hands out."""

from collections import Counter
from datetime import date

from kimcore.model import (
    Addressee,
    Barrier,
    Case,
    CitedThreshold,
    EffectArea,
    Indicator,
    IndicatorId,
    IndicatorValue,
    Origin,
    Period,
    PublishedCount,
    PublishedReport,
    ReportId,
    Template,
    TemplateId,
)
from kimcore.testing.musterkreis.place import INVENTED, MEMBERS, PAPERS

SMALLEST_COUNT = 5
"""Counts below are not published."""

_SERIES = (
    (
        "leistungsluecke",
        "Mittlere Lücke beim Wechsel von der Leistungsstelle zum Jobcenter",
        EffectArea.SOCIAL,
        "Tage",
        ((2023, 34.0, None), (2024, 12.0, None), (2025, 7.0, None)),
    ),
    (
        "doppelte-verfahren",
        "Vermiedene doppelte Verfahren",
        EffectArea.FISCAL,
        "Stunden im Jahr",
        ((2023, 120.0, (60.0, 210.0)), (2024, 310.0, (180.0, 480.0)), (2025, 380.0, (220.0, 590.0))),
    ),
    (
        "einbuergerungen",
        "Einbürgerungen",
        EffectArea.SOCIETAL,
        "Personen im Jahr",
        ((2023, 412.0, None), (2024, 530.0, None), (2025, 688.0, None)),
    ),
    (
        "kurszugang",
        "Menschen mit Duldung in einem Sprachkurs",
        EffectArea.SOCIETAL,
        "Personen",
        ((2023, 9.0, None), (2024, 48.0, None), (2025, 72.0, None)),
    ),
)

TEMPLATES = (
    Template(
        id=TemplateId("merkblatt-bleiberecht"),
        title="Merkblatt zum Bleiberecht bei nachhaltiger Integration",
        during=Period(first_day=date(2024, 4, 2)),
        thresholds=(
            CitedThreshold(parameter="aufenthg.25b.stay_years", value=6.0),
            CitedThreshold(parameter="aufenthg.25b.stay_years_minor_child", value=4.0),
        ),
        sources=INVENTED,
    ),
    Template(
        id=TemplateId("merkblatt-einbuergerung"),
        title="Merkblatt zur Einbürgerung",
        during=Period(first_day=date(2024, 7, 1)),
        thresholds=(CitedThreshold(parameter="stag.10.stay_years", value=5.0),),
        sources=INVENTED,
    ),
    Template(
        id=TemplateId("merkblatt-jugend"),
        title="Merkblatt für gut integrierte Jugendliche und junge Volljährige",
        during=Period(first_day=date(2023, 2, 1)),
        thresholds=(CitedThreshold(parameter="aufenthg.25a.stay_years", value=3.0),),
        sources=INVENTED,
    ),
)


def indicators() -> tuple[Indicator, ...]:
    """Return the indicators of effect, by key; what is modelled has a range."""
    return tuple(
        Indicator(
            id=IndicatorId(key),
            title=title,
            area=area,
            unit=unit,
            values=tuple(_value(year, value, ends) for year, value, ends in values),
            sources=INVENTED,
        )
        for key, title, area, unit, values in sorted(_SERIES)
    )


def _value(year: int, value: float, ends: tuple[float, float] | None) -> IndicatorValue:
    """Return the value of an indicator for a year."""
    low, high = ends or (None, None)
    origin = Origin.OBSERVED if ends is None else Origin.MODELLED
    return IndicatorValue(on=date(year, 12, 31), value=value, origin=origin, low=low, high=high, sources=PAPERS)


def reports(cases: tuple[Case, ...], barriers: tuple[Barrier, ...]) -> tuple[PublishedReport, ...]:
    """Return the reports that were given out, with counts that are true and none that is small."""
    rows = (
        ("bericht-kreistag-2023", date(2024, 5, 31), Addressee.COUNCIL, 2023),
        ("bericht-kreistag-2024", date(2025, 6, 30), Addressee.COUNCIL, 2024),
        ("bericht-land-2024", date(2025, 3, 14), Addressee.MINISTRY, 2024),
    )
    return tuple(_report(ReportId(key), on, addressee, year, cases, barriers) for key, on, addressee, year in rows)


def _report(
    key: ReportId,
    on: date,
    addressee: Addressee,
    year: int,
    cases: tuple[Case, ...],
    barriers: tuple[Barrier, ...],
) -> PublishedReport:
    """Return one report on a year."""
    period = Period(first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    opened = [case for case in cases if case.opened_on in period]
    return PublishedReport(
        id=key,
        on=on,
        addressee=addressee,
        period=period,
        cases=len(opened),
        barriers=sum(barrier.seen_on in period for barrier in barriers),
        counts=_counts(opened),
        sources=PAPERS,
    )


def _counts(opened: list[Case]) -> tuple[PublishedCount, ...]:
    """Return the new cases by municipality; with a small one the next smallest is left out as well."""
    found = Counter(case.municipality for case in opened)
    ranked = sorted(MEMBERS, key=lambda member: (found[member.key], member.key))
    small = sum(found[member.key] < SMALLEST_COUNT for member in ranked)
    hidden = {member.key for member in ranked[: small + 1]} if small else set()
    return tuple(
        PublishedCount(
            label=f"Neue Fälle in {member.name}",
            count=None if member.key in hidden else found[member.key],
        )
        for member in MEMBERS
    )
