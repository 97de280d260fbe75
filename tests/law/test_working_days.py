"""Holidays in North Rhine-Westphalia, against the table of the domain reference."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import LawError
from kimcore.law import shipped
from kimcore.law.deadlines import is_working_day, public_holiday, working_day_after

MOVING = {
    2020: ("04-10", "04-13", "05-21", "06-01", "06-11"),
    2021: ("04-02", "04-05", "05-13", "05-24", "06-03"),
    2022: ("04-15", "04-18", "05-26", "06-06", "06-16"),
    2023: ("04-07", "04-10", "05-18", "05-29", "06-08"),
    2024: ("03-29", "04-01", "05-09", "05-20", "05-30"),
    2025: ("04-18", "04-21", "05-29", "06-09", "06-19"),
    2026: ("04-03", "04-06", "05-14", "05-25", "06-04"),
    2027: ("03-26", "03-29", "05-06", "05-17", "05-27"),
    2028: ("04-14", "04-17", "05-25", "06-05", "06-15"),
    2029: ("03-30", "04-02", "05-10", "05-21", "05-31"),
    2030: ("04-19", "04-22", "05-30", "06-10", "06-20"),
}
"""Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag and Fronleichnam."""
FIXED = ("01-01", "05-01", "10-03", "11-01", "12-25", "12-26")
known_days = st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 1))


def holidays_of(year: int) -> set[date]:
    """Return the holidays that kimcore sees in a year."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return {day for day in days if day.year == year and public_holiday(day) is not None}


@pytest.mark.parametrize("year", MOVING)
def test_holidays_of_a_year(year: int) -> None:
    """The holidays of each year are those of the table, and no others."""
    assert holidays_of(year) == {date.fromisoformat(f"{year}-{day}") for day in MOVING[year] + FIXED}


def test_number_of_holidays() -> None:
    """There are as many holidays in a common year as the act of law names."""
    assert len(holidays_of(2026)) == shipped().on("feiertagsg_nw.2_1.days", date(2026, 1, 1)).whole


def test_reformation_day_once() -> None:
    """Reformation Day was a holiday in 2017 and in no other year of the decade."""
    assert [year for year in range(2015, 2025) if public_holiday(date(year, 10, 31))] == [2017]
    assert shipped().on("feiertagsg_nw.one_off", date(2017, 10, 31)).day == date(2017, 10, 31)


@pytest.mark.parametrize("day", ["2026-02-16", "2026-12-24", "2026-12-31", "2026-01-06", "2025-08-15", "2026-11-18"])
def test_no_holiday(day: str) -> None:
    """Rosenmontag, Heiligabend, Silvester, Heilige Drei Könige, Mariä Himmelfahrt and Bußtag are working days."""
    assert is_working_day(date.fromisoformat(day))


def test_two_holidays_on_one_day() -> None:
    """Where two holidays fall on one day, both are named."""
    assert public_holiday(date(2008, 5, 1)) == "Christi Himmelfahrt; Erster Mai"


def test_names_are_german_in_any_environment() -> None:
    """The names of holidays do not depend on the language of the machine."""
    program = (
        "from datetime import date; from kimcore.law.deadlines import public_holiday; print(public_holiday(date(2026, 4, 3)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        env={"LANG": "en_US.UTF-8", "LANGUAGE": "en", "PYTHONPATH": ":".join(sys.path)},
        text=True,
    )
    assert done.stdout == "Karfreitag\n"


@pytest.mark.parametrize("year", [1991, 2100])
def test_first_and_last_known_year(year: int) -> None:
    """The first and the last known year have their holidays."""
    assert public_holiday(date(year, 1, 1)) == "Neujahr"


@pytest.mark.parametrize("year", [1990, 2101])
def test_years_without_known_holidays(year: int) -> None:
    """A year whose holidays are not known is refused, never taken for one without holidays."""
    with pytest.raises(LawError, match=f"public holidays are known from 1991 to 2100, not for {year}"):
        is_working_day(date(year, 5, 2) if date(year, 5, 2).weekday() < 5 else date(year, 5, 4))


def test_working_days_over_easter() -> None:
    """Two working days after Maundy Thursday lie behind Easter."""
    assert working_day_after(date(2025, 4, 17), count=2) == date(2025, 4, 23)


def test_count_below_one() -> None:
    """Working days are counted from one on."""
    with pytest.raises(LawError, match="from one on, not 0"):
        working_day_after(date(2025, 4, 17), count=0)


@given(day=known_days, count=st.integers(min_value=1, max_value=30))
def test_working_days_add_up(day: date, count: int) -> None:
    """Exactly the counted working days lie between a day and the one reached, and the last of them is it."""
    end = working_day_after(day, count=count)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)
