from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kimcore.rules.years import anniversary, full_years

DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@given(DAYS, st.integers(0, 40))
def test_anniversary_is_the_first_day_with_so_many_years(day: date, years: int) -> None:
    """On the anniversary the years are full, and on the day before they are not."""
    reached = anniversary(day, years=years)
    assert full_years(day, on=reached) == years
    assert full_years(day, on=date.fromordinal(reached.toordinal() - 1)) == years - 1


@given(DAYS, DAYS, DAYS)
def test_full_years_never_fall_as_days_pass(since: date, one: date, other: date) -> None:
    """A later day never has fewer full years."""
    earlier, later = sorted((one, other))
    assert full_years(since, on=earlier) <= full_years(since, on=later)
