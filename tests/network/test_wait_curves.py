"""The share still waiting: the curve of Kaplan and Meier, in steps that tell of nobody alone."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from kimcore.errors import NetworkError
from kimcore.network import waiting_curve

BEGUN = date(2024, 1, 1)
ON = date(2024, 12, 31)
WAITS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.booleans()), max_size=40)


def _spells(waits: list[tuple[int, int, bool]]) -> list[tuple[str, date, date | None]]:
    """Make spells that all end, or are still open, the given number of days after they began."""
    return [
        (f"p{who}", ON - timedelta(days), None) if is_open else (f"p{who}", BEGUN, BEGUN + timedelta(days))
        for who, days, is_open in waits
    ]


@given(WAITS)
def test_curve_is_that_of_scipy(waits: list[tuple[int, int, bool]]) -> None:
    """With every step shown, the curve agrees with the estimate of another library."""
    found = waiting_curve(_spells(waits), on=ON)
    ended = np.array([days for _, days, is_open in waits if not is_open])
    if not len(ended):
        assert found.days == (0,)
        return
    expected = ecdf(CensoredData(uncensored=ended, right=np.array([days for _, days, is_open in waits if is_open]))).sf
    assert found.days[1:] == tuple(day for day in expected.quantiles.tolist() if day in set(ended.tolist()))
    assert found.shares[1:] == pytest.approx(expected.evaluate(np.array(found.days[1:])).tolist())


@given(WAITS, st.integers(2, 4))
def test_enough_people_stand_behind_every_step(waits: list[tuple[int, int, bool]], fewest: int) -> None:
    """Between two days of the curve at least so many different people had an end, and shares are those of the full curve."""
    spells = _spells(waits)
    found, full = waiting_curve(spells, on=ON, fewest=fewest), waiting_curve(spells, on=ON)
    whole = dict(zip(full.days, full.shares, strict=True))
    for before, day in zip((-1, *found.days[1:]), found.days[1:], strict=False):
        assert len({who for who, days, is_open in waits if not is_open and before < days <= day}) >= fewest
    assert all(whole[day] == share for day, share in zip(found.days[1:], found.shares[1:], strict=True))


def test_curve_needs_somebody() -> None:
    """A curve of steps that nobody stands behind is refused."""
    with pytest.raises(NetworkError, match="fewest: expected at least one, found 0"):
        waiting_curve([], on=ON, fewest=0)
