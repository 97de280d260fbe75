"""When periods end: worked examples, and the laws that hold for all of them."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kimcore.errors import LawError
from kimcore.law.deadlines import (
    Beginning,
    Length,
    PartOfMonth,
    PeriodUnit,
    Regime,
    StepCode,
    age_reached_on,
    day_in_month,
    extended,
    fixed_day,
    hours_end,
    is_working_day,
    period_end,
)

DAY = timedelta(days=1)
MONTH = Length(1, PeriodUnit.MONTHS)
BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 12, 31))
lengths = st.builds(Length, st.integers(min_value=1, max_value=30), st.sampled_from(PeriodUnit))
beginnings = st.sampled_from(Beginning)
regimes = st.sampled_from(Regime)
moments = st.datetimes(timezones=st.timezones()).filter(lambda moment: 1 < moment.year < 9999)


def unshifted(start: date, length: Length, beginning: Beginning = Beginning.AFTER_EVENT) -> date:
    """Return the end that is reckoned before weekends and holidays are looked at."""
    return period_end(start, length, regime=Regime.SGB_X, beginning=beginning, is_benefit_time=True).last_day


@pytest.mark.parametrize(
    ("start", "length", "beginning", "end"),
    [
        ("2025-03-07", MONTH, Beginning.AFTER_EVENT, "2025-04-07"),
        ("2026-01-31", MONTH, Beginning.AFTER_EVENT, "2026-03-02"),
        ("2024-01-31", MONTH, Beginning.AFTER_EVENT, "2024-02-29"),
        ("2024-02-29", Length(1, PeriodUnit.YEARS), Beginning.AFTER_EVENT, "2025-02-28"),
        ("2025-01-01", MONTH, Beginning.WITH_DAY, "2025-01-31"),
        ("2025-01-01", Length(1, PeriodUnit.YEARS), Beginning.WITH_DAY, "2025-12-31"),
        ("2025-01-31", MONTH, Beginning.WITH_DAY, "2025-02-28"),
        ("2025-01-15", Length(10, PeriodUnit.DAYS), Beginning.AFTER_EVENT, "2025-01-27"),
        ("2025-01-15", Length(10, PeriodUnit.DAYS), Beginning.WITH_DAY, "2025-01-24"),
        ("2025-01-15", Length(2, PeriodUnit.WEEKS), Beginning.AFTER_EVENT, "2025-01-29"),
        ("2025-01-15", Length(2, PeriodUnit.WEEKS), Beginning.WITH_DAY, "2025-01-28"),
        ("2025-01-15", Length(1, PeriodUnit.HALF_YEARS), Beginning.AFTER_EVENT, "2025-07-15"),
        ("2025-01-15", Length(2, PeriodUnit.QUARTERS), Beginning.AFTER_EVENT, "2025-07-15"),
        ("2025-01-15", Length(1, PeriodUnit.HALF_MONTHS), Beginning.AFTER_EVENT, "2025-01-30"),
        ("2025-01-31", Length(1, PeriodUnit.MONTHS, and_half_a_month=True), Beginning.AFTER_EVENT, "2025-03-17"),
    ],
)
def test_end_of_period(start: str, length: Length, beginning: Beginning, end: str) -> None:
    """A period under the civil code ends on the day that its rules give."""
    assert period_end(date.fromisoformat(start), length, beginning=beginning).last_day == date.fromisoformat(end)


def test_steps_of_the_worked_example() -> None:
    """A month from 31 January 2026 ends on 28 February, a Saturday, and moves over the Sunday to Monday, 2 March."""
    deadline = period_end(date(2026, 1, 31), MONTH)
    assert [(step.code, step.day.isoformat()) for step in deadline.steps] == [
        (StepCode.EVENT_DAY_LEFT_OUT, "2026-01-31"),
        (StepCode.MONTHS_RUN, "2026-02-28"),
        (StepCode.LAST_DAY_OF_MONTH, "2026-02-28"),
        (StepCode.SATURDAY, "2026-03-01"),
        (StepCode.SUNDAY, "2026-03-02"),
    ]
    cited = [norm.text for step in deadline.steps for norm in step.norms]
    assert cited == ["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB", "§ 188 Abs. 3 BGB", "§ 193 BGB", "§ 193 BGB"]


def test_holiday_is_named() -> None:
    """A deadline that moves from a holiday says which holiday it was."""
    step = period_end(date(2026, 5, 4), MONTH).steps[-1]
    assert (step.code, step.day) == (StepCode.HOLIDAY, date(2026, 6, 5))
    assert dict(step.facts) == {"day": date(2026, 6, 5), "holiday": "Fronleichnam", "left_day": date(2026, 6, 4)}


@pytest.mark.parametrize(
    ("regime", "norms"),
    [
        (Regime.BGB, ["§ 193 BGB"]),
        (Regime.VWVFG_NRW, ["§ 31 Abs. 3 VwVfG NRW"]),
        (Regime.SGB_X, ["§ 26 SGB X"]),
        (Regime.EU, ["VO (EWG, Euratom) Nr. 1182/71"]),
    ],
)
def test_norm_of_the_shift(regime: Regime, norms: list[str]) -> None:
    """Each act of law cites its own rule for weekends and holidays."""
    step = period_end(date(2026, 1, 31), MONTH, regime=regime).steps[-1]
    assert [norm.text for norm in step.norms] == norms


def test_administrative_periods_take_the_civil_code_over() -> None:
    """A step that administrative law takes over cites both acts."""
    step = period_end(date(2025, 3, 7), MONTH, regime=Regime.VWVFG_NRW).steps[-1]
    assert [norm.text for norm in step.norms] == ["§ 31 Abs. 1 VwVfG NRW", "§ 188 Abs. 2 BGB"]


def test_period_set_by_an_authority() -> None:
    """A period that an authority sets begins on the day after it was made known."""
    deadline = period_end(
        date(2025, 3, 7), Length(2, PeriodUnit.WEEKS), regime=Regime.VWVFG_NRW, beginning=Beginning.AFTER_NOTIFICATION
    )
    assert deadline.last_day == date(2025, 3, 21)
    assert [norm.text for norm in deadline.steps[0].norms] == ["§ 31 Abs. 2 VwVfG NRW", "§ 187 Abs. 1 BGB"]


def test_benefit_time_ends_on_a_weekend() -> None:
    """The time for which an authority renders benefits ends on its last day, also on a Saturday."""
    deadline = period_end(date(2026, 1, 31), MONTH, regime=Regime.VWVFG_NRW, is_benefit_time=True)
    assert (deadline.last_day, deadline.steps[-1].code) == (date(2026, 2, 28), StepCode.BENEFIT_TIME_STANDS)


def test_appointment_on_a_weekend() -> None:
    """An appointment stands on a Saturday."""
    assert fixed_day(date(2026, 2, 28)).last_day == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("part", "end"),
    [(PartOfMonth.BEGINNING, "2026-12-01"), (PartOfMonth.MIDDLE, "2026-12-15"), (PartOfMonth.END, "2026-12-31")],
)
def test_parts_of_a_month(part: PartOfMonth, end: str) -> None:
    """Beginning, middle and end of a month are its 1st, 15th and last day."""
    assert day_in_month(2026, 12, part).last_day == date.fromisoformat(end)


def test_part_of_a_month_on_a_weekend() -> None:
    """The middle of a month that falls on a Sunday moves on."""
    assert day_in_month(2026, 11, PartOfMonth.MIDDLE).last_day == date(2026, 11, 16)


def test_no_such_month() -> None:
    """A month that does not exist is refused."""
    with pytest.raises(LawError, match="no month 13 in the year 2026"):
        day_in_month(2026, 13, PartOfMonth.END)


def test_extension_runs_from_the_moved_end() -> None:
    """An extension runs from the day the old end had moved to, and keeps the steps that led there."""
    first = period_end(date(2026, 1, 31), MONTH)
    second = extended(first, MONTH)
    assert second.last_day == date(2026, 4, 2)
    assert second.steps[: len(first.steps)] == first.steps
    further = second.steps[len(first.steps) :]
    assert [step.code for step in further] == [StepCode.EXTENDED, StepCode.MONTHS_RUN]
    assert [norm.text for norm in further[0].norms] == ["§ 190 BGB"]


def test_extension_ends_on_a_working_day() -> None:
    """An extension by a month and a half moves on from the weekend on which its half month ends."""
    first = period_end(date(2025, 1, 10), MONTH)
    second = extended(first, Length(1, PeriodUnit.MONTHS, and_half_a_month=True))
    assert (first.last_day, second.last_day) == (date(2025, 2, 10), date(2025, 3, 25))
    longer = extended(second, Length(1, PeriodUnit.MONTHS, and_half_a_month=True))
    assert longer.last_day == date(2025, 5, 12)  # 10.05.2025 is a Saturday


@pytest.mark.parametrize(
    ("regime", "beginning"),
    [(Regime.EU, Beginning.WITH_DAY), (Regime.EU, Beginning.AFTER_NOTIFICATION)],
)
def test_rule_that_a_regime_lacks(regime: Regime, beginning: Beginning) -> None:
    """A beginning that a regulation does not know is refused, with its name."""
    with pytest.raises(LawError, match="eu has no rule for the step"):
        period_end(date(2025, 1, 1), MONTH, regime=regime, beginning=beginning)


def test_civil_code_knows_no_fixed_day() -> None:
    """The civil code has no rule that an appointment stands: there such a day moves."""
    with pytest.raises(LawError, match="bgb has no rule for the step 'fixed_day_stands'"):
        fixed_day(date(2026, 2, 28), regime=Regime.BGB)


@pytest.mark.parametrize("count", [0, -1])
def test_no_length(count: int) -> None:
    """A period without length is refused."""
    with pytest.raises(LawError, match="at least one of its unit"):
        Length(count, PeriodUnit.DAYS)


def test_half_a_month_on_top_of_weeks() -> None:
    """Half a month comes on top of whole months only."""
    with pytest.raises(LawError, match="not to weeks"):
        Length(2, PeriodUnit.WEEKS, and_half_a_month=True)


@pytest.mark.parametrize("unit", [PeriodUnit.DAYS, PeriodUnit.WEEKS, PeriodUnit.MONTHS, PeriodUnit.YEARS])
@pytest.mark.parametrize("count", [10**7, 10**12])
def test_period_beyond_the_calendar(unit: PeriodUnit, count: int) -> None:
    """A period that leaves the calendar is refused, with the day it started from."""
    with pytest.raises(LawError, match="2025-01-01"):
        period_end(date(2025, 1, 1), Length(count, unit))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-01-03", 2, "2025-01-07"),  # Friday; two days end on Sunday, move to Monday, and Tuesday is the second
        ("2025-01-03", 1, "2025-01-06"),  # a single day needs no second working day
        ("2025-01-06", 2, "2025-01-08"),
        ("2025-04-17", 5, "2025-04-23"),  # before Easter: Tuesday is the first working day, Wednesday the second
    ],
)
def test_two_working_days(start: str, count: int, end: str) -> None:
    """A European period of two days or more holds at least two working days."""
    deadline = period_end(date.fromisoformat(start), Length(count, PeriodUnit.DAYS), regime=Regime.EU)
    assert deadline.last_day == date.fromisoformat(end)


def test_hours_over_a_change_of_clocks() -> None:
    """Hours are those that pass: 72 hours over the night in which clocks go forward end an hour later by the clock."""
    friday = datetime(2025, 3, 28, 16, 30, tzinfo=BERLIN)
    assert hours_end(friday, 72).until == datetime(2025, 3, 31, 17, 30, tzinfo=BERLIN)


def test_hours_from_a_moment_without_zone() -> None:
    """A moment without a time zone is refused, as nobody knows which hour it means."""
    with pytest.raises(LawError, match="with a time zone, and 2025-03-28T16:30:00 has none"):
        hours_end(datetime(2025, 3, 28, 16, 30), 72)  # noqa: DTZ001 - that is the point


def test_no_hours() -> None:
    """A period without hours is refused."""
    with pytest.raises(LawError, match="at least one hour long, not 0"):
        hours_end(datetime(2025, 3, 28, tzinfo=UTC), 0)


def test_hours_beyond_the_calendar() -> None:
    """Hours that lead out of the calendar are refused."""
    with pytest.raises(LawError, match="leaves the calendar"):
        hours_end(datetime(2025, 3, 28, tzinfo=UTC), 10**9)


@pytest.mark.parametrize(
    ("birthday", "years", "day"),
    [("2008-05-17", 18, "2026-05-17"), ("2008-02-29", 18, "2026-03-01"), ("2008-02-29", 20, "2028-02-29")],
)
def test_age(birthday: str, years: int, day: str) -> None:
    """An age is reached with the beginning of the birthday, as the day of birth counts."""
    assert age_reached_on(date.fromisoformat(birthday), years=years) == date.fromisoformat(day)


@given(start=days, later=st.integers(0, 400), length=lengths, beginning=beginnings)
def test_later_events_never_end_earlier(start: date, later: int, length: Length, beginning: Beginning) -> None:
    """Of two periods of one length, the one that begins later never ends earlier."""
    first = period_end(start, length, beginning=beginning).last_day
    assert first <= period_end(start + later * DAY, length, beginning=beginning).last_day


@given(start=days, length=lengths, more=st.integers(0, 5), regime=regimes)
def test_longer_periods_never_end_earlier(start: date, length: Length, more: int, regime: Regime) -> None:
    """Of two periods that begin on one day, the longer never ends earlier."""
    assume(regime is not Regime.EU or length.unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS, PeriodUnit.MONTHS, PeriodUnit.YEARS))
    longer = Length(length.count + more, length.unit)
    assert period_end(start, length, regime=regime).last_day <= period_end(start, longer, regime=regime).last_day


@given(start=days, length=lengths, beginning=beginnings)
def test_shift_goes_to_the_next_working_day(start: date, length: Length, beginning: Beginning) -> None:
    """A period ends on the first working day from its reckoned end on, and on no other."""
    reckoned = unshifted(start, length, beginning)
    end = period_end(start, length, beginning=beginning).last_day
    assert is_working_day(end)
    assert not any(is_working_day(reckoned + number * DAY) for number in range((end - reckoned).days))


@given(start=days, count=st.integers(1, 60))
def test_months_end_on_the_same_number_or_the_last_day(start: date, count: int) -> None:
    """A period in months ends on the day with the number of the event, or on the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    wanted = min(start.day, monthrange(year, month + 1)[1])
    assert unshifted(start, Length(count, PeriodUnit.MONTHS)) == date(year, month + 1, wanted)


@given(start=days, count=st.integers(1, 60))
def test_months_that_count_the_first_day(start: date, count: int) -> None:
    """Where the first day counts, months end on the number before it, or on the last day of a month that lacks that."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    first_of_last = date(year, month + 1, 1)
    in_month = first_of_last + (min(start.day - 1, monthrange(year, month + 1)[1]) - 1) * DAY
    wanted = first_of_last - DAY if start.day == 1 else in_month
    assert unshifted(start, Length(count, PeriodUnit.MONTHS), Beginning.WITH_DAY) == wanted


@given(start=days, count=st.integers(1, 8))
def test_a_year_is_twelve_months(start: date, count: int) -> None:
    """A year ends with its twelfth month, half a year with the sixth, a quarter with the third."""
    months = [Length(factor * count, PeriodUnit.MONTHS) for factor in (12, 6, 3)]
    others = [Length(count, unit) for unit in (PeriodUnit.YEARS, PeriodUnit.HALF_YEARS, PeriodUnit.QUARTERS)]
    assert [unshifted(start, length) for length in months] == [unshifted(start, length) for length in others]


@given(start=days, count=st.integers(1, 100))
def test_weeks_end_on_the_same_weekday(start: date, count: int) -> None:
    """A period in weeks ends on the weekday of the event, or on the one before it where the first day counts."""
    assert unshifted(start, Length(count, PeriodUnit.WEEKS)).weekday() == start.weekday()
    assert unshifted(start, Length(count, PeriodUnit.WEEKS), Beginning.WITH_DAY) == start + (7 * count - 1) * DAY


@given(start=days, count=st.integers(1, 100))
def test_first_day_that_counts_saves_a_day(start: date, count: int) -> None:
    """A period in days is a day shorter where its first day counts."""
    length = Length(count, PeriodUnit.DAYS)
    assert unshifted(start, length) - unshifted(start, length, Beginning.WITH_DAY) == DAY


@given(start=days, count=st.integers(1, 12))
def test_half_a_month_comes_last(start: date, count: int) -> None:
    """Months and a half end fifteen days after the months alone."""
    whole, more = Length(count, PeriodUnit.MONTHS), Length(count, PeriodUnit.MONTHS, and_half_a_month=True)
    assert unshifted(start, more) == unshifted(start, whole) + 15 * DAY


@given(start=days, count=st.integers(2, 40))
def test_european_periods_hold_two_working_days(start: date, count: int) -> None:
    """Every European period of two days or more has two working days in it and ends on one."""
    end = period_end(start, Length(count, PeriodUnit.DAYS), regime=Regime.EU).last_day
    assert sum(is_working_day(start + number * DAY) for number in range(1, (end - start).days + 1)) >= 2
    assert is_working_day(end)


@given(birthday=days, years=st.integers(1, 19))
def test_an_age_is_reached_on_the_birthday(birthday: date, years: int) -> None:
    """An age is reached on the birthday, and on 1 March by those born on 29 February in years without one."""
    reached = age_reached_on(birthday, years=years)
    same = (reached.month, reached.day) == (birthday.month, birthday.day)
    assert same or ((birthday.month, birthday.day, reached.month, reached.day) == (2, 29, 3, 1))
    assert reached.year == birthday.year + years


@given(moment=moments, hours=st.integers(1, 500))
def test_hours_are_real_hours(moment: datetime, hours: int) -> None:
    """A period in hours is as long as its hours, in whatever time zone."""
    until = hours_end(moment, hours).until
    assert until.astimezone(UTC) - moment.astimezone(UTC) == timedelta(hours=hours)
    assert until.tzinfo is moment.tzinfo


@given(start=days, length=lengths, beginning=beginnings, regime=st.sampled_from((Regime.BGB, Regime.VWVFG_NRW, Regime.SGB_X)))
def test_every_deadline_explains_itself(start: date, length: Length, beginning: Beginning, regime: Regime) -> None:
    """The steps begin at the start, never go back, end at the deadline, and each rests on a norm with a source."""
    deadline = period_end(start, length, beginning=beginning, regime=regime)
    stations = [step.day for step in deadline.steps]
    assert stations[0] == start
    assert stations == sorted(stations)
    assert stations[-1] == deadline.last_day
    assert all(step.norms and all(norm.sources for norm in step.norms) for step in deadline.steps)
    assert all(dict(step.facts)["day"] == step.day for step in deadline.steps)
