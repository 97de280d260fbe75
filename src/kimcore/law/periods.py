"""How long a period is, and on which day it ends before weekends and holidays are looked at."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType

from kimcore.errors import LawError
from kimcore.law.lookup import Law
from kimcore.law.steps import Move, StepCode
from kimcore.records import frozen


class PeriodUnit(Enum):
    """What a period is counted in (*Maß einer Frist*)."""

    DAYS = "days"
    """*Tage*"""
    WEEKS = "weeks"
    """*Wochen*"""
    HALF_MONTHS = "half_months"
    """*halbe Monate*"""
    MONTHS = "months"
    """*Monate*"""
    QUARTERS = "quarters"
    """*Vierteljahre*"""
    HALF_YEARS = "half_years"
    """*halbe Jahre*"""
    YEARS = "years"
    """*Jahre*"""


class Beginning(Enum):
    """Which day a period begins with (*Fristbeginn*)."""

    AFTER_EVENT = "after_event"
    """*Ereignis im Lauf des Tages*: that day does not count"""
    WITH_DAY = "with_day"
    """*Beginn des Tages ist maßgebend*: that day counts"""
    AFTER_NOTIFICATION = "after_notification"
    """*Bekanntgabe einer behördlichen Frist*: the day after it is the first"""


@frozen
class Length:
    """How long a period is (*Dauer einer Frist*).

    Raises:
        LawError: if the count is below one, or half a month is added to anything but whole months.

    Example:
        >>> Length(6, PeriodUnit.WEEKS)
        Length(count=6, unit=<PeriodUnit.WEEKS: 'weeks'>, and_half_a_month=False)
    """

    count: int
    unit: PeriodUnit
    and_half_a_month: bool = False
    """Whether half a month comes on top, as in a month and a half."""

    def __attrs_post_init__(self) -> None:
        """Refuse a length that no period can have."""
        if self.count < 1:
            raise LawError(f"a period is at least one of its unit long, not {self.count}")
        if self.and_half_a_month and self.unit is not PeriodUnit.MONTHS:
            raise LawError(f"half a month is added to whole months, not to {self.unit.value}")


_BEGINNINGS = MappingProxyType(
    {
        Beginning.AFTER_EVENT: StepCode.EVENT_DAY_LEFT_OUT,
        Beginning.WITH_DAY: StepCode.FIRST_DAY_COUNTS,
        Beginning.AFTER_NOTIFICATION: StepCode.AFTER_NOTIFICATION,
    }
)
_CONVERTED = MappingProxyType(
    {
        PeriodUnit.HALF_MONTHS: (StepCode.HALF_MONTHS_AS_DAYS, "bgb.189.half_month_days", PeriodUnit.DAYS),
        PeriodUnit.QUARTERS: (StepCode.QUARTERS_AS_MONTHS, "bgb.189.quarter_months", PeriodUnit.MONTHS),
        PeriodUnit.HALF_YEARS: (StepCode.HALF_YEARS_AS_MONTHS, "bgb.189.half_year_months", PeriodUnit.MONTHS),
    }
)
"""What the law counts in another unit: the step, the factor and the unit it becomes."""
_RUNS = MappingProxyType(
    {
        PeriodUnit.DAYS: StepCode.DAYS_RUN,
        PeriodUnit.WEEKS: StepCode.WEEKS_RUN,
        PeriodUnit.MONTHS: StepCode.MONTHS_RUN,
        PeriodUnit.YEARS: StepCode.YEARS_RUN,
    }
)


def moves_to_end(start: date, length: Length, *, beginning: Beginning, law: Law) -> Iterator[Move]:
    """Yield the moves to the last day of a period, weekends and holidays aside.

    Raises:
        LawError: if the period leaves the calendar.
    """
    yield Move(code=_BEGINNINGS[beginning], day=start)
    count, unit = length.count, length.unit
    if unit in _CONVERTED:
        code, factor, unit = _CONVERTED[unit]
        count *= law.on(factor, start).whole
        yield Move(code=code, day=start, facts=((unit.value, count),))
    end, is_cut = _end(start, count, unit, counts_first_day=beginning is Beginning.WITH_DAY)
    yield Move(code=_RUNS[unit], day=end, facts=((unit.value, count),))
    if is_cut:
        yield Move(code=StepCode.LAST_DAY_OF_MONTH, day=end)
    if length.and_half_a_month:
        days = law.on("bgb.189.half_month_days", start).whole
        yield Move(code=StepCode.HALF_MONTH_LAST, day=days_later(end, days=days), facts=(("days", days),))


def age_reached_on(birthday: date, *, years: int) -> date:
    """Return the day with whose beginning a person has reached an age; the day of birth counts.

    Who was born on 29 February reaches an age on 1 March where the year has no such day.

    Raises:
        LawError: if the day lies outside the calendar.

    Example:
        >>> from datetime import date
        >>> age_reached_on(date(2008, 2, 29), years=18).isoformat()
        '2026-03-01'
    """
    last_day_before, _ = _end(birthday, years, PeriodUnit.YEARS, counts_first_day=True)
    return days_later(last_day_before, days=1)


def _end(start: date, count: int, unit: PeriodUnit, *, counts_first_day: bool) -> tuple[date, bool]:
    """Return the last day of a period, and whether it was cut as its last month lacks the day."""
    match unit:
        case PeriodUnit.DAYS:
            target = days_later(start, days=count)
        case PeriodUnit.WEEKS:
            target = days_later(start, days=7 * count)
        case PeriodUnit.YEARS:
            target = months_later(start, months=12 * count)
        case _:
            target = months_later(start, months=count)
    is_cut = unit in (PeriodUnit.MONTHS, PeriodUnit.YEARS) and target.day != start.day
    # Where the first day counts, the period ends on the day before; a month that was cut already ends there.
    return (days_later(target, days=-1) if counts_first_day and not is_cut else target), is_cut


def months_later(day: date, *, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it lacks the day.

    Raises:
        LawError: if it lies outside the calendar.

    Example:
        >>> months_later(date(2025, 1, 31), months=1).isoformat(), months_later(date(2025, 6, 30), months=-12).isoformat()
        ('2025-02-28', '2024-06-30')
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - 10 ms that only a deadline should cost

    try:
        return day + relativedelta(months=months)
    except (OverflowError, ValueError) as error:
        raise LawError(f"a period of {months} months from {day} leaves the calendar") from error


def days_later(day: date, *, days: int) -> date:
    """Return a day so many days later.

    Raises:
        LawError: if it lies outside the calendar.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise LawError(f"{days} days from {day} lead out of the calendar") from error
