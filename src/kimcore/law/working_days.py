"""Public holidays and working days in North Rhine-Westphalia."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from kimcore.errors import LawError

FIRST_YEAR = 1991
"""The first year whose public holidays are known."""
LAST_YEAR = 2100
"""The last year whose public holidays are known."""
_SATURDAY = 5


def public_holiday(day: date) -> str | None:
    """Return the German name of a public holiday, or `None` on any other day.

    Raises:
        LawError: if the holidays of that year are not known.

    Example:
        >>> from datetime import date
        >>> public_holiday(date(2026, 6, 4)), public_holiday(date(2026, 6, 5))
        ('Fronleichnam', None)
    """
    return _holidays_of(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Return whether a day is neither Saturday, Sunday nor public holiday.

    Raises:
        LawError: if the holidays of that year are not known.
    """
    return day.weekday() < _SATURDAY and public_holiday(day) is None


def working_day_after(day: date, *, count: int = 1) -> date:
    """Return the working day that lies so many working days after a day, as contracts count them.

    Raises:
        LawError: if the count is below one, or the holidays of a year are not known.

    Example:
        >>> from datetime import date
        >>> working_day_after(date(2025, 4, 17), count=2).isoformat()  # Maundy Thursday, then Easter
        '2025-04-23'
    """
    if count < 1:
        raise LawError(f"working days are counted from one on, not {count}")
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


@cache
def _holidays_of(year: int) -> Mapping[date, str]:
    """Return the public holidays of a year with their German names."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LawError(f"public holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}")
    from holidays.countries.germany import Germany  # noqa: PLC0415 - 70 ms that only a deadline should cost

    return MappingProxyType(dict(Germany(subdiv="NW", years=year, language="de")))
