"""Full years between two days."""

from calendar import isleap
from datetime import date


def full_years(since: date, *, on: date) -> int:
    """Return how many full years lie between a day and the day of the question; negative before it.

    Who came on 29 February has a full year on 1 March where the year has no such day.

    Example:
        >>> full_years(date(2018, 12, 31), on=date(2022, 12, 30)), full_years(date(2018, 12, 31), on=date(2022, 12, 31))
        (3, 4)
    """
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def anniversary(day: date, *, years: int) -> date:
    """Return the first day with so many full years.

    Example:
        >>> anniversary(date(2020, 2, 29), years=3)
        datetime.date(2023, 3, 1)
    """
    year = day.year + years
    is_missing = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if is_missing else day.replace(year=year)
