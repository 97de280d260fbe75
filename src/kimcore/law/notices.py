"""When an act counts as notified, and the deadlines that follow from it or from the rights of a person."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum

from attrs import evolve

from kimcore.errors import LawError
from kimcore.law.builtin import shipped
from kimcore.law.lookup import Law
from kimcore.law.norms import step_on, with_norms
from kimcore.law.periods import Length, PeriodUnit, days_later
from kimcore.law.reckoning import hours_end, moves_to_working_day, period_end
from kimcore.law.steps import Deadline, HourDeadline, Move, Notification, Regime, StepCode
from kimcore.law.working_days import is_working_day
from kimcore.records import frozen


@frozen
class _Fiction:
    """Where a rule of notification stands, and by which law its day would move."""

    key: str
    regime: Regime


class NoticeRule(Enum):
    """Which rule says when a posted act counts as notified (*Bekanntgabefiktion*)."""

    VWVFG_NRW = _Fiction("vwvfg_nrw.41_2", Regime.VWVFG_NRW)
    """*Verwaltungsverfahrensgesetz NRW*"""
    SGB_X = _Fiction("sgb_x.37_2", Regime.SGB_X)
    """*Sozialgesetzbuch X*"""
    REGISTERED_MAIL = _Fiction("lzg_nrw.4_2", Regime.VWVFG_NRW)
    """*Einschreiben, Landeszustellungsgesetz NRW*"""
    TAX = _Fiction("ao.122_2", Regime.BGB)
    """*Abgabenordnung*"""


class Remedy(Enum):
    """What can be done against an act (*Rechtsbehelf*)."""

    OBJECTION = StepCode.OBJECTION_WITHIN
    """*Widerspruch*"""
    ACTION = StepCode.ACTION_WITHIN
    """*Klage*"""


def notified_on(
    posted_on: date,
    *,
    received_on: date | None = None,
    rule: NoticeRule = NoticeRule.VWVFG_NRW,
    shift_fiction_day: bool = False,
    law: Law | None = None,
) -> Notification:
    """Return the day on which a posted act counts as notified.

    Args:
        posted_on: the day it was given to the post; it decides how many days the rule sets.
        received_on: the day it arrived, where that is known; only a later one counts.
        rule: the act of law that speaks of it.
        shift_fiction_day: whether the day moves on from weekends and holidays.
            For administrative acts one view says no, as it is a point in time and no period; tax courts see it otherwise.
        law: the dated values; those that come with kimcore where none are given.

    Raises:
        LawError: if it arrived before it was posted, or the holidays are not known.

    Example:
        >>> from datetime import date
        >>> notified_on(date(2024, 12, 18)).day.isoformat(), notified_on(date(2025, 3, 3)).day.isoformat()
        ('2024-12-21', '2025-03-07')
    """
    if received_on is not None and received_on < posted_on:
        raise LawError(f"an act cannot arrive on {received_on} before it is posted on {posted_on}")
    known = law or shipped()
    fiction = rule.value
    days = known.on(f"{fiction.key}.fiction_days", posted_on).whole
    posted = Move(code=StepCode.POSTED, day=posted_on)
    counted = Move(code=StepCode.FICTION, day=days_later(posted_on, days=days), facts=(("days", days),))
    shifts = tuple(moves_to_working_day(counted.day)) if shift_fiction_day else ()
    last = shifts[-1].day if shifts else counted.day
    steps = (
        *(step_on(move, (fiction.key,), known) for move in (posted, counted)),
        *with_norms(shifts, fiction.regime, known),
        *(step_on(move, (fiction.key,), known) for move in _after_fiction(last, received_on)),
    )
    return Notification(day=steps[-1].day, regime=fiction.regime, steps=steps)


def remedy_due(
    notification: Notification, *, remedy: Remedy = Remedy.ACTION, is_instructed: bool = True, law: Law | None = None
) -> Deadline:
    """Return the last day for an objection or an action against an act.

    Args:
        notification: when the act counts as notified.
        remedy: which of the two.
        is_instructed: whether the act instructs about the remedy; without that there is a year.
        law: the dated values; those that come with kimcore where none are given.

    Raises:
        LawError: if the holidays are not known.

    Example:
        >>> from datetime import date
        >>> remedy_due(notified_on(date(2025, 3, 3))).last_day.isoformat()
        '2025-04-07'
    """
    known = law or shipped()
    key, unit = _remedy_length(remedy, is_instructed=is_instructed)
    code = remedy.value if is_instructed else StepCode.NOT_INSTRUCTED
    count = known.on(key, notification.day).whole
    named = Move(code=code, day=notification.day, facts=((unit.value, count),))
    deadline = period_end(notification.day, Length(count, unit), regime=notification.regime, law=known)
    before = (*notification.steps, *with_norms((named,), notification.regime, known))
    return evolve(deadline, steps=before + deadline.steps)


def answer_due(received_on: date, *, is_extended: bool = False, law: Law | None = None) -> Deadline:
    """Return the last day to answer a person who uses a right under the DSGVO.

    An extension is reckoned as one period from the day the request came in.

    Raises:
        LawError: if the holidays are not known.

    Example:
        >>> from datetime import date
        >>> (
        ...     answer_due(date(2025, 1, 31)).last_day.isoformat(),
        ...     answer_due(date(2025, 1, 31), is_extended=True).last_day.isoformat(),
        ... )
        ('2025-02-28', '2025-04-30')
    """
    known = law or shipped()
    months = known.on("dsgvo.12_3.months", received_on).whole
    further = known.on("dsgvo.12_3.extension_months", received_on).whole if is_extended else 0
    named = [Move(code=StepCode.ANSWER_WITHIN, day=received_on, facts=(("months", months),))]
    if is_extended:
        named.append(Move(code=StepCode.ANSWER_EXTENDED, day=received_on, facts=(("months", further),)))
    deadline = period_end(received_on, Length(months + further, PeriodUnit.MONTHS), regime=Regime.EU, law=known)
    return evolve(deadline, steps=with_norms(named, Regime.EU, known) + deadline.steps)


def breach_notice_due(known_at: datetime, *, law: Law | None = None) -> HourDeadline:
    """Return the moment by which a breach of personal data is to be reported.

    It runs from the very moment of knowledge; the hour in which that moment lies is not given on top.

    Raises:
        LawError: if the moment has no time zone.

    Example:
        >>> from datetime import datetime
        >>> from zoneinfo import ZoneInfo
        >>> friday = datetime(2025, 11, 21, 16, 30, tzinfo=ZoneInfo("Europe/Berlin"))
        >>> breach_notice_due(friday).until.isoformat()  # Monday; the weekend counts
        '2025-11-24T16:30:00+01:00'
    """
    known = law or shipped()
    hours = known.on("dsgvo.33.hours", known_at.date()).whole
    deadline = hours_end(known_at, hours, regime=Regime.EU, law=known)
    named = Move(code=StepCode.BREACH_NOTICE_WITHIN, day=known_at.date(), facts=(("hours", hours),))
    return evolve(deadline, steps=with_norms((named,), Regime.EU, known) + deadline.steps)


def _after_fiction(day: date, received_on: date | None) -> Iterator[Move]:
    """Yield what follows once the act counts as notified: it stands on a weekend, or it really came later."""
    if received_on is not None and received_on > day:
        yield Move(code=StepCode.RECEIVED_LATER, day=received_on)
        return
    if received_on is not None and received_on < day:
        yield Move(code=StepCode.RECEIVED_EARLIER, day=day, facts=(("received_on", received_on),))
    if not is_working_day(day):
        yield Move(code=StepCode.FICTION_DAY_STANDS, day=day)


def _remedy_length(remedy: Remedy, *, is_instructed: bool) -> tuple[str, PeriodUnit]:
    """Return the key of how long a remedy is open, and its unit."""
    if not is_instructed:
        return "vwgo.58_2.years", PeriodUnit.YEARS
    return ("vwgo.70.months" if remedy is Remedy.OBJECTION else "vwgo.74.months"), PeriodUnit.MONTHS
