"""The mean wait up to a horizon is the area below the curve of Kaplan and Meier."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.mean_waits import mean_wait

ON = date(2024, 12, 31)
ENDED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
OPEN = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def _ended(days: int) -> tuple[str, date, date]:
    return "office", ON - timedelta(days=days), ON


def _open(days: int) -> tuple[str, date, None]:
    return "office", ON - timedelta(days=days), None


FREIREICH = [*map(_ended, ENDED), *map(_open, OPEN)]


@pytest.mark.parametrize(
    ("horizon", "days"), [(10, 9.277310924369745), (20, 16.116526610644254), (30, 21.04649859943977), (35, 23.287394957983185)]
)
def test_the_mean_is_the_one_of_lifelines(horizon: int, days: float) -> None:
    """For the remission times of Freireich et al. 1963 the mean is the one that lifelines 0.30.3 gives."""
    assert mean_wait(FREIREICH, on=ON, horizon=horizon).days == pytest.approx(days)


def test_the_error_is_the_one_of_a_mean_where_nothing_is_censored() -> None:
    """Without open waits, the squared error is the variance that lifelines 0.30.3 gives, divided by their number."""
    found = mean_wait(map(_ended, PLACEBO), on=ON, horizon=20)
    assert found.days == pytest.approx(8.428571428571429)
    assert found.error == pytest.approx((33.768660990476434 / 21) ** 0.5)


def test_the_error_by_hand() -> None:
    """Of three waits of 2, 4 (open) and 5 days, Greenwood's formula leaves one step before the end."""
    found = mean_wait([_ended(2), _open(4), _ended(5)], on=ON, horizon=5)
    beyond = 3 * 2 / 3
    assert found.days == pytest.approx(2 + beyond)
    assert found.error == pytest.approx((beyond**2 * 1 / (3 * 2)) ** 0.5)


def test_nobody_was_watched_so_long() -> None:
    """Where the longest wait is open and shorter than the horizon, the mean is not known."""
    found = mean_wait([_ended(5), _open(8)], on=ON, horizon=9)
    assert (found.days, found.error, found.reason) == (None, None, "horizon_not_reached")


def test_everybody_still_waits() -> None:
    """Where all have waited beyond the horizon and nobody was met, the mean is the horizon."""
    assert mean_wait([_open(50), _open(60)], on=ON, horizon=30).days == 30


def test_no_waits() -> None:
    """Without a wait there is no mean."""
    assert mean_wait([], on=ON, horizon=30).reason == "no_spells"


def test_a_horizon_is_at_least_a_day() -> None:
    """A horizon of no day is refused."""
    with pytest.raises(NetworkError, match="horizon: expected at least one day, found 0"):
        mean_wait([], on=ON, horizon=0)


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12), st.integers(1, 120))
def test_without_open_waits_it_is_the_plain_mean(days: list[int], horizon: int) -> None:
    """Where everybody was met, the mean is that of the waits, each cut at the horizon."""
    found = mean_wait(map(_ended, days), on=ON, horizon=horizon)
    assert found.days == pytest.approx(sum(min(one, horizon) for one in days) / len(days))
