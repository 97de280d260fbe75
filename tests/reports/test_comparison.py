from datetime import date, timedelta

import pytest
from attrs import evolve

from kimcore.model import UNITS, Concept, ConceptId, ConceptKind, Period, Town
from kimcore.reports.comparison import Cause, Change, compare
from kimcore.rules import choose

DUTY = date(2022, 1, 1)
BARE = Town(municipality=UNITS[10], concepts=())
CONCEPT = Concept(
    id=ConceptId("k"),
    kind=ConceptKind.INTEGRATION,
    title="k",
    states_cooperation=True,
    during=Period(first_day=date(2020, 1, 1), last_day=date(2024, 6, 30)),
)
SETTLED = evolve(BARE, concepts=(CONCEPT,))


def _differences(before: Town, after: Town, from_day: date, to_day: date) -> list[tuple[Change, Cause | None]]:
    both = compare(before, after, from_day=from_day, to_day=to_day, rules=choose(select=["ST-04"]))
    return [(difference.change, difference.cause) for difference in both.differences]


def test_new_duty_is_the_law() -> None:
    """On the first day of a duty, a town that never met it has a new finding because of the law."""
    assert _differences(BARE, BARE, DUTY - timedelta(days=1), DUTY) == [(Change.NEW, Cause.LAW)]


def test_expired_concept_is_the_town() -> None:
    """A concept that ends makes a new finding because of the town."""
    assert _differences(SETTLED, SETTLED, date(2024, 6, 30), date(2024, 7, 1)) == [(Change.NEW, Cause.TOWN)]


def test_adopted_concept_resolves_the_finding() -> None:
    """Between two states of a town, an adopted concept resolves the finding."""
    assert _differences(BARE, SETTLED, date(2023, 1, 1), date(2023, 1, 1)) == [(Change.RESOLVED, Cause.TOWN)]


def test_unmet_duty_lasts() -> None:
    """What fails on both days lasts and has no cause."""
    assert _differences(BARE, BARE, date(2023, 1, 1), date(2024, 1, 1)) == [(Change.LASTING, None)]


@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2023, 1, 1)])
def test_same_town_and_day_do_not_differ(day: date) -> None:
    """A town compared with itself on one day has nothing new and nothing resolved."""
    assert all(change is Change.LASTING for change, _ in _differences(BARE, BARE, day, day))
