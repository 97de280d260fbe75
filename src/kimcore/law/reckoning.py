"""When a period ends: days, weeks, months and years, with weekends and the holidays of North Rhine-Westphalia."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import islice

from kimcore.errors import LawError
from kimcore.law.builtin import shipped
from kimcore.law.lookup import Law
from kimcore.law.norms import with_norms
from kimcore.law.periods import Beginning, Length, PeriodUnit, moves_to_end
from kimcore.law.steps import Deadline, HourDeadline, Move, Regime, Step, StepCode
from kimcore.law.working_days import is_working_day, public_holiday, working_day_after

_SATURDAY, _SUNDAY = 5, 6


class PartOfMonth(Enum):
    """A part of a month that stands for a day (*Anfang, Mitte, Ende des Monats*)."""

    BEGINNING = "beginning"
    """*Anfang*: the first"""
    MIDDLE = "middle"
    """*Mitte*: the fifteenth"""
    END = "end"
    """*Ende*: the last day"""


def period_end(
    start: date,
    length: Length,
    *,
    regime: Regime = Regime.BGB,
    beginning: Beginning = Beginning.AFTER_EVENT,
    is_benefit_time: bool = False,
    law: Law | None = None,
) -> Deadline:
    """Return the last day of a period that runs from a day.

    Args:
        start: the day of the event, of the notification, or the day whose beginning decides.
        length: how long the period is.
        regime: the law it is reckoned by.
        beginning: what `start` is.
        is_benefit_time: whether an authority renders benefits for this time only, so that it ends on its last day.
        law: the dated values; those that come with kimcore where none are given.

    Raises:
        LawError: if the regime has no such rule, the period leaves the calendar, or the holidays are not known.

    Example:
        >>> from datetime import date
        >>> period_end(date(2026, 1, 31), Length(1, PeriodUnit.MONTHS)).last_day.isoformat()  # 28.02.2026 is a Saturday
        '2026-03-02'
    """
    known = law or shipped()
    moves = tuple(moves_to_end(start, length, beginning=beginning, law=known))
    if is_benefit_time:
        stands = Move(code=StepCode.BENEFIT_TIME_STANDS, day=moves[-1].day)
        return _deadline((*moves, stands), regime, known)
    return _deadline((*moves, *_shifted(start, moves[-1].day, length, regime, known)), regime, known)


def extended(deadline: Deadline, length: Length, *, law: Law | None = None) -> Deadline:
    """Return a deadline put off by a further period, which runs from the end of the one before.

    Where that end had moved from a weekend or a holiday, the new period runs from the day it moved to.

    Raises:
        LawError: if the period leaves the calendar or the holidays are not known.

    Example:
        >>> from datetime import date
        >>> first = period_end(date(2025, 3, 7), Length(1, PeriodUnit.MONTHS))
        >>> extended(first, Length(2, PeriodUnit.WEEKS)).last_day.isoformat()  # 21.04.2025 is Easter Monday
        '2025-04-22'
    """
    known = law or shipped()
    start = deadline.last_day
    further = tuple(moves_to_end(start, length, beginning=Beginning.AFTER_EVENT, law=known))[1:]
    moves = (Move(code=StepCode.EXTENDED, day=start), *further)
    shifts = _shifted(start, moves[-1].day, length, deadline.regime, known)
    return _deadline((*moves, *shifts), deadline.regime, known, before=deadline.steps)


def day_in_month(year: int, month: int, part: PartOfMonth, *, regime: Regime = Regime.BGB, law: Law | None = None) -> Deadline:
    """Return the day that the beginning, the middle or the end of a month stands for.

    Raises:
        LawError: if there is no such month, or the holidays are not known.

    Example:
        >>> day_in_month(2026, 2, PartOfMonth.MIDDLE).last_day.isoformat()  # 15.02.2026 is a Sunday
        '2026-02-16'
    """
    try:
        last = monthrange(year, month)[1]
        day = date(year, month, {PartOfMonth.BEGINNING: 1, PartOfMonth.MIDDLE: 15, PartOfMonth.END: last}[part])
    except ValueError as error:
        raise LawError(f"there is no month {month} in the year {year}") from error
    move = Move(code=StepCode.PART_OF_MONTH, day=day)
    return _deadline((move, *moves_to_working_day(day)), regime, law or shipped())


def fixed_day(day: date, *, regime: Regime = Regime.VWVFG_NRW, law: Law | None = None) -> Deadline:
    """Return a day that an authority fixed as an appointment; it stands on weekends and holidays too.

    Raises:
        LawError: if the regime has no such rule: in the civil code such a day moves.

    Example:
        >>> from datetime import date
        >>> fixed_day(date(2026, 2, 28)).last_day.isoformat()  # a Saturday
        '2026-02-28'
    """
    return _deadline((Move(code=StepCode.FIXED_DAY_STANDS, day=day),), regime, law or shipped())


def hours_end(moment: datetime, hours: int, *, regime: Regime = Regime.VWVFG_NRW, law: Law | None = None) -> HourDeadline:
    """Return the moment at which a period in hours ends; nights, weekends and holidays count.

    The hours are those that really pass, also where clocks change; the answer has the time zone of the moment.

    Raises:
        LawError: if the moment has no time zone, or the hours are below one.

    Example:
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> friday = datetime(2025, 3, 28, 16, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # clocks change on Sunday
        >>> hours_end(friday, 72).until.isoformat()
        '2025-03-31T17:30:00+02:00'
    """
    if moment.utcoffset() is None:
        raise LawError(f"hours are counted from a moment with a time zone, and {moment.isoformat()} has none")
    if hours < 1:
        raise LawError(f"a period is at least one hour long, not {hours}")
    try:
        until = (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)
    except OverflowError as error:
        raise LawError(f"a period of {hours} hours from {moment.isoformat()} leaves the calendar") from error
    move = Move(code=StepCode.HOURS_RUN, day=until.date(), facts=(("hours", hours),))
    return HourDeadline(until=until, steps=with_norms((move,), regime, law or shipped()))


def moves_to_working_day(day: date) -> Iterator[Move]:
    """Yield a move for every Saturday, Sunday and holiday between a day and the next working day.

    Raises:
        LawError: if the holidays of a year are not known.
    """
    while not is_working_day(day):
        following = day + timedelta(days=1)
        yield _move_over(day, following)
        day = following


def _move_over(day: date, following: date) -> Move:
    weekday = day.weekday()
    if weekday in (_SATURDAY, _SUNDAY):
        code = StepCode.SATURDAY if weekday == _SATURDAY else StepCode.SUNDAY
        return Move(code=code, day=following, facts=(("left_day", day),))
    return Move(code=StepCode.HOLIDAY, day=following, facts=(("holiday", public_holiday(day) or ""), ("left_day", day)))


def _shifted(start: date, end: date, length: Length, regime: Regime, law: Law) -> Iterator[Move]:
    """Yield the moves from the reckoned end to a working day, and on to the second one where that is asked for."""
    for move in moves_to_working_day(end):
        yield move
        end = move.day
    if regime is not Regime.EU or length == Length(1, PeriodUnit.DAYS):
        return
    least = law.on("eu_1182_71.working_days_min", start).whole
    days = ((start + timedelta(days=number)) for number in range(1, (end - start).days + 1))
    missing = least - sum(1 for _ in islice(filter(is_working_day, days), least))
    if missing:
        day = working_day_after(end, count=missing)
        yield Move(code=StepCode.TWO_WORKING_DAYS, day=day, facts=(("days", least),))


def _deadline(moves: Iterable[Move], regime: Regime, law: Law, *, before: tuple[Step, ...] = ()) -> Deadline:
    steps = with_norms(moves, regime, law)
    return Deadline(last_day=steps[-1].day, regime=regime, steps=before + steps)
