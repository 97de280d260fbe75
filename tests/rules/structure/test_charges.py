from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kimcore.model import CostKind, FundingLine, FundingLineId, Payer, Period, PositionId
from kimcore.rules.structure.charges import merged, months_in

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def _line(number: int, first_day: date, last_day: date, cents: int) -> FundingLine:
    return FundingLine(
        id=FundingLineId(f"posten-{number}"),
        payer=Payer.KIM_FUNDING,
        cost=CostKind.COORDINATION_STAFF,
        amount_cents=cents,
        period=Period(first_day=first_day, last_day=last_day),
        position=PositionId("stelle"),
    )


@given(st.integers(2020, 2030))
def test_a_calendar_year_has_twelve_months(year: int) -> None:
    """From New Year's Day to the last of December there are twelve months, in leap years too."""
    assert months_in(date(year, 1, 1), date(year, 12, 31)) == Fraction(12)


@given(DAYS, st.integers(0, 900), st.integers(1, 900))
def test_months_of_two_spans_in_a_row_add_up(first_day: date, one: int, other: int) -> None:
    """Cutting a span in two neither wins nor loses any part of a month."""
    middle = first_day + timedelta(days=one)
    last_day = middle + timedelta(days=other)
    parts = months_in(first_day, middle) + months_in(middle + timedelta(days=1), last_day)
    assert parts == months_in(first_day, last_day)


@given(st.lists(st.tuples(DAYS, st.integers(0, 400), st.integers(0, 10**8)), max_size=8))
def test_merging_keeps_every_cent(rows: list[tuple[date, int, int]]) -> None:
    """Adding up lines on overlapping days loses no money, and what is left does not overlap."""
    lines = tuple(_line(number, day, day + timedelta(days=days), cents) for number, (day, days, cents) in enumerate(rows))
    charges = tuple(merged(lines))
    assert sum(charge.cents for charge in charges) == sum(cents for _, _, cents in rows)
    assert all(one.last_day < other.first_day for one, other in pairwise(charges))
