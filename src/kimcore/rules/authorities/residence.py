"""What a case says about residence on a day: the parts that hints for a human are made of."""

from collections.abc import Mapping
from datetime import date

from kimcore.model import Case, LanguageLevel, Period, ResidenceSpell, ResidenceStatus, is_active
from kimcore.rules.gathering import DAY

_LEVELS = tuple(level.value for level in LanguageLevel)
"""From the lowest to the highest."""


def concerns(case: Case, statuses: frozenset[ResidenceStatus], *, on: date) -> bool:
    """Return whether an open case has one of the statuses on the day, or none on record at all."""
    today = [spell.status for spell in case.residence if on in spell.during]
    return is_active(case, on=on) and (not today or any(status in statuses for status in today))


def status_known(case: Case, *, on: date) -> bool:
    """Return whether a residence status is on record for the day."""
    return any(on in spell.during for spell in case.residence)


def is_applied_for(case: Case, title: ResidenceStatus, *, on: date) -> bool:
    """Return whether an application for a title is on record by the day; one without a day counts."""
    return any(spell.applied_for is title and (spell.applied_on or on) <= on for spell in case.residence)


def has_level(case: Case, level: str, *, on: date) -> bool | None:
    """Return whether a level of German is on record as reached; `None` if no level is on record.

    Example:
        >>> from kimcore.model import CaseId, MunicipalityKey
        >>> case = Case(id=CaseId("fall-1"), municipality=MunicipalityKey("05991"), opened_on=date(2025, 1, 1))
        >>> has_level(case, "A2", on=date(2025, 6, 30)) is None
        True
    """
    reached = [_LEVELS.index(language.level.value) for language in case.language if language.on <= on]
    return None if not reached else max(reached) >= _LEVELS.index(level.lower())


def self_reliance(case: Case, level: str, *, on: date) -> Mapping[str, bool | None]:
    """Return what a human looks at besides the stay, each met or not; `None` where it is not on record.

    Offences are left out on purpose: a hint must not be a reason to record them.
    """
    stay = case.stay
    return {
        "livelihood": None if stay is None else stay.secures_livelihood,
        "language": has_level(case, level, on=on),
        "legal_order": None if stay is None else stay.knows_legal_order,
    }


def is_schooled(case: Case, *, years: int) -> bool | None:
    """Return whether school was successful for long enough or led to a degree; `None` if that is not on record."""
    if case.stay is None:
        return None
    attended, has_degree = case.stay.school_years_completed, case.stay.has_school_or_vocational_degree
    if has_degree or (attended is not None and attended >= years):
        return True
    return None if attended is None or has_degree is None else False


def held_since(case: Case, status: ResidenceStatus, *, on: date) -> date | None:
    """Return since when a status is held without a gap up to the day; `None` if its beginning is not on record."""
    ends = [spell.during.last_day for spell in case.residence if _ends_in_a_gap(spell, status, case, on)]
    gap = max((last + DAY for last in ends if last is not None), default=None)
    after = [spell.during for spell in case.residence if spell.status is status and _is_after(spell.during, gap, on)]
    if any(during.first_day is None for during in after):
        return None
    return min((during.first_day for during in after if during.first_day is not None), default=on)


def _ends_in_a_gap(spell: ResidenceSpell, status: ResidenceStatus, case: Case, on: date) -> bool:
    """Return whether a status ended before the eve of the day, and was not held on the day after."""
    last = spell.during.last_day
    if spell.status is not status or last is None or last >= on - DAY:
        return False
    return not any(other.status is status and last + DAY in other.during for other in case.residence)


def _is_after(during: Period, gap: date | None, on: date) -> bool:
    """Return whether a time has begun by the day and reaches behind the last gap."""
    has_begun = during.first_day is None or during.first_day <= on
    return has_begun and (gap is None or during.last_day is None or during.last_day >= gap)
