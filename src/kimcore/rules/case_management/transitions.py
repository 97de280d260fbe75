"""Where one body of social law takes over from another, and how many days lie between."""

from datetime import date, timedelta

from kimcore.model import Case, LegalField, LegalFieldSpell

_SUPPORT = (LegalField.ASYLBLG, LegalField.SGB_II, LegalField.SGB_III, LegalField.SGB_XII)
"""Bodies of law that secure a livelihood: a person should be covered by one of them without a gap.

A tuple, because the hash of a code takes longer than looking at four of them.
"""


def takes_over(spell: LegalFieldSpell, case: Case, *, on: date) -> bool:
    """Return whether a body of law has taken over from another one by the day, while the case ran."""
    begun = spell.during.first_day
    is_in_time = begun is not None and case.opened_on <= begun <= on
    return is_in_time and spell.field in _SUPPORT and bool(_ends_before(spell, case))


def first_uncovered(spell: LegalFieldSpell, case: Case) -> date | None:
    """Return the first day without cover before a body of law took over; `None` if there is none."""
    begun = spell.during.first_day
    ends = _ends_before(spell, case)
    if begun is None or not ends:
        return None
    eve = begun - timedelta(days=1)
    is_covered = any(other.field in _SUPPORT and eve in other.during for other in case.legal_fields)
    last = max(ends)
    return None if is_covered or last >= eve else last + timedelta(days=1)


def gap(spell: LegalFieldSpell, case: Case) -> int:
    """Return how many days lie between the body of law before and the one that takes over."""
    day, begun = first_uncovered(spell, case), spell.during.first_day
    return 0 if day is None or begun is None else (begun - day).days


def _ends_before(spell: LegalFieldSpell, case: Case) -> tuple[date, ...]:
    """Return the last days of the other bodies of law that were responsible before."""
    begun = spell.during.first_day
    return tuple(
        other.during.last_day
        for other in case.legal_fields
        if other.field in _SUPPORT
        and other.field is not spell.field
        and other.during.last_day is not None
        and begun is not None
        and (other.during.first_day is None or other.during.first_day < begun)
    )
