from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import EvidenceError
from kimcore.evidence import attainment, attainment_over_time, attainment_t, before_after
from kimcore.evidence.around import wilson
from kimcore.model import MeasureId, Town
from kimcore.testing.musterkreis import REFERENCE_DAY

LEVELS = st.lists(st.integers(-2, 2), min_size=1, max_size=8)


@pytest.mark.parametrize(("goals", "step"), [(1, 10.0), (2, 6.20), (3, 4.56), (4, 3.63), (5, 3.02)])
def test_one_level_on_one_of_equal_goals(goals: int, step: float) -> None:
    """With equal weights one level more on one goal is worth 10 / sqrt(0.7 n + 0.3 n²) points."""
    assert attainment_t([1, *[0] * (goals - 1)]) == pytest.approx(50 + step, abs=0.005)


@pytest.mark.parametrize(
    ("goals", "points"),
    [
        (2, [56.20, 62.40, 68.61, 74.81]),
        (3, [54.56, 59.13, 63.69, 68.26, 72.82, 77.39]),
        (4, [53.63, 57.25, 60.88, 64.51, 68.14, 71.76, 75.39, 79.02]),
    ],
)
def test_the_conversion_key_for_equal_weights(goals: int, points: list[float]) -> None:
    """For two to four goals of equal weight, each sum of levels has the score of the printed conversion key."""
    for total, score in enumerate(points, start=1):
        levels = [total // goals + (place < total % goals) for place in range(goals)]
        assert attainment_t(levels) == pytest.approx(score, abs=0.006)


@given(LEVELS)
def test_expected_is_fifty(levels: list[int]) -> None:
    """Levels and their opposites lie as far above as below 50."""
    assert attainment_t(levels) + attainment_t([-level for level in levels]) == pytest.approx(100)


@given(LEVELS, st.floats(0.1, 10))
def test_only_the_proportion_of_weights_counts(levels: list[int], factor: float) -> None:
    """Weights that are all multiplied change nothing."""
    weights = [1.0 + place for place in range(len(levels))]
    scaled = [weight * factor for weight in weights]
    assert attainment_t(levels, weights=weights) == pytest.approx(attainment_t(levels, weights=scaled))


@pytest.mark.parametrize(
    ("levels", "weights", "rho", "problem"),
    [
        ([], None, 0.3, "at least one goal"),
        ([3], None, 0.3, "from -2 to 2, found 3"),
        ([0], [0.0], 0.3, "above 0"),
        ([0], [1.0, 1.0], 0.3, "one a goal"),
        ([0], None, 1.5, "rho"),
    ],
)
def test_unusable_goals_are_refused(levels: list[int], weights: list[float] | None, rho: float, problem: str) -> None:
    """Levels, weights and rho out of range are named."""
    with pytest.raises(EvidenceError, match=problem):
        attainment_t(levels, weights=weights, rho=rho)


def test_goals_without_measurement_are_listed(town: Town) -> None:
    """A goal without any level is in no score and is named."""
    goals = tuple(evolve(goal, measurements=()) if goal.id == "ziel-wohnen" else goal for goal in town.goals or ())
    found = attainment(evolve(town, goals=goals), on=REFERENCE_DAY)
    assert found.unmeasured == ("ziel-wohnen",)
    assert "ziel-wohnen" not in found.measured


def test_later_levels_do_not_count(town: Town) -> None:
    """The score of a day rests on what was measured by then."""
    days = [date(2025, 12, 31), date(2023, 12, 31)]
    before, after = attainment_over_time(town, days=days, measure=MeasureId("massnahme-chancen"))
    assert before.t.reason == "no_goal_measured"
    assert after.t.value == 60


def test_a_barrier_that_came_back_is_seen(town: Town) -> None:
    """Places in day care were missing before the measure and are again."""
    found = before_after(town, MeasureId("massnahme-kita"), on=REFERENCE_DAY)
    assert found.recurs
    assert found.ratio is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.ratio < found.high


def test_none_seen_afterwards_is_no_zero_effect(town: Town) -> None:
    """Where nothing was seen afterwards the interval still leaves room."""
    found = before_after(town, MeasureId("massnahme-leistungswechsel"), on=REFERENCE_DAY)
    assert (found.ratio, found.low, found.recurs) == (0, 0, False)
    assert found.high is not None
    assert found.high > 0


def test_both_windows_have_the_same_length(town: Town) -> None:
    """Half a year after the end, half a year before the start is looked at."""
    found = before_after(town, MeasureId("massnahme-kita"), on=date(2025, 3, 30))
    assert found.before is not None
    assert found.after is not None
    lengths = [
        (one.window.last_day or REFERENCE_DAY) - (one.window.first_day or REFERENCE_DAY) for one in (found.before, found.after)
    ]
    assert [length.days + 1 for length in lengths] == [181, 181]


@pytest.mark.parametrize(
    ("measure", "on", "reason"),
    [
        ("massnahme-broschuere", REFERENCE_DAY, "no_barrier_behind"),
        ("massnahme-kita", date(2024, 6, 30), "not_finished"),
    ],
)
def test_where_nothing_can_be_compared_there_is_a_reason(town: Town, measure: str, on: date, reason: str) -> None:
    """A measure without a barrier behind it, or one that still runs, has no before and after."""
    found = before_after(town, MeasureId(measure), on=on)
    assert (found.ratio, found.reason) == (None, reason)


def test_turned_days_are_not_compared(town: Town) -> None:
    """A measure that ended before it began has no window after it that is not also before it."""
    measures = tuple(
        evolve(one, finished_on=date(2022, 12, 4)) if one.id == "massnahme-leistungswechsel" else one
        for one in town.measures or ()
    )
    found = before_after(evolve(town, measures=measures), MeasureId("massnahme-leistungswechsel"), on=REFERENCE_DAY)
    assert (found.ratio, found.before, found.reason) == (None, None, "finished_before_start")


def test_without_cases_nothing_is_compared(town: Town) -> None:
    """Without cases nobody knows how often a barrier could have been seen."""
    found = before_after(evolve(town, cases=None), MeasureId("massnahme-kita"), on=REFERENCE_DAY)
    assert found.reason == "no_cases_recorded"


def test_an_unknown_measure_is_refused(town: Town) -> None:
    """A measure that is not on record by the day is named."""
    with pytest.raises(EvidenceError, match="massnahme-nirgends"):
        before_after(town, MeasureId("massnahme-nirgends"), on=REFERENCE_DAY)


@given(st.integers(1, 200).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilsons_interval_holds_the_share(pair: tuple[int, int]) -> None:
    """The interval lies within 0 and 1 and holds the share itself."""
    count, total = pair
    low, high = wilson(count, total, confidence=0.95)
    assert 0 <= low <= count / total <= high <= 1
