from datetime import date

import pytest
from attrs import evolve

from kimcore.model import UNITS, Case, CaseId, Closing, Period, RetentionRule, Town
from kimcore.rules import deletion_days

ON = date(2025, 6, 30)
RULE = RetentionRule(months=24, reason="Dienstanweisung", during=Period(first_day=date(2020, 1, 1)))
TOWN = Town(municipality=UNITS[10], retention_rules=(RULE,))


def _case(key: str, closed_on: date | None, delete_on: date | None = None) -> Case:
    closing = None if closed_on is None else Closing(on=closed_on, delete_on=delete_on)
    return Case(id=CaseId(key), municipality=UNITS[10].key, opened_on=date(2020, 1, 1), closing=closing)


@pytest.mark.parametrize(
    ("closed_on", "latest"),
    [
        (date(2023, 6, 30), date(2025, 6, 30)),
        (date(2022, 2, 28), date(2024, 2, 28)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2025, 12, 31)),
    ],
)
def test_day_is_computed_from_the_towns_own_period(closed_on: date, latest: date) -> None:
    """So many months after the closing, on the last day of a month that has no such day."""
    (day,) = deletion_days(evolve(TOWN, cases=(_case("a", closed_on),)), on=ON)
    assert day.latest == latest


def test_no_period_is_assumed() -> None:
    """A town that has set no period has no latest day, only the one on record."""
    town = evolve(TOWN, retention_rules=(), cases=(_case("a", date(2020, 1, 1), date(2021, 1, 1)), _case("b", date(2020, 1, 1))))
    assert [(day.latest, day.due) for day in deletion_days(town, on=ON)] == [(None, date(2021, 1, 1)), (None, None)]


def test_earlier_day_counts() -> None:
    """A day on record within the period comes first, one beyond it does not extend it."""
    cases = (_case("a", date(2024, 1, 1), date(2025, 1, 1)), _case("b", date(2024, 1, 1), date(2030, 1, 1)))
    assert [day.due for day in deletion_days(evolve(TOWN, cases=cases), on=ON)] == [date(2025, 1, 1), date(2026, 1, 1)]


def test_overdue_is_only_what_has_passed() -> None:
    """On the very day a case may still be there, on the next it may not."""
    (day,) = deletion_days(evolve(TOWN, cases=(_case("a", date(2023, 6, 30)),)), on=ON)
    assert [day.is_overdue(on=on) for on in (date(2025, 6, 30), date(2025, 7, 1))] == [False, True]


def test_open_cases_and_later_closings_have_no_day() -> None:
    """What is not closed on the day is not to be deleted."""
    cases = (_case("a", None), _case("b", date(2025, 7, 1)))
    assert deletion_days(evolve(TOWN, cases=cases), on=ON) == ()
