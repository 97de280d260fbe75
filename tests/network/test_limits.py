"""Intervals and control limits of counts, against published tables and plain enumeration."""

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.limits import CountKind, control_limits, count_interval, spread_score

SHARE, RATE = CountKind.SHARE, CountKind.RATE


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_the_interval_of_a_share_is_the_published_one(count: int, total: int, low: float, high: float) -> None:
    """The exact interval is the one that Newcombe 1998 prints for a single share."""
    found = count_interval(SHARE, count, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390)])
def test_the_interval_of_a_rate_is_the_published_one(count: int, low: float, high: float) -> None:
    """The exact limits of a Poisson count are those that tables after Garwood 1936 give."""
    found = count_interval(RATE, count, 1)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_a_rate_is_by_its_exposure() -> None:
    """Ten in four years have a quarter of the interval of ten in one."""
    one, four = count_interval(RATE, 10, 1), count_interval(RATE, 10, 4)
    assert (four.low, four.high) == pytest.approx((one.low / 4, one.high / 4))


def _enumerated(probabilities: list[float], size: float, p: float) -> float:
    """Return the interpolated limit by adding up probabilities one by one."""
    below = 0.0
    for count, probability in enumerate(probabilities):
        if below + probability > p:
            return (count - (below + probability - p) / probability) / size
        below += probability
    raise AssertionError


@pytest.mark.parametrize(("target", "size"), [(0.2, 50), (0.5, 11), (0.03, 200), (0.9, 17)])
@pytest.mark.parametrize("tail", [0.025, 0.001])
def test_limits_of_a_share_by_enumeration(target: float, size: int, tail: float) -> None:
    """The limits are those of the binomial distribution, added up count by count and interpolated."""
    law = [comb(size, count) * target**count * (1 - target) ** (size - count) for count in range(size + 1)]
    found = control_limits(SHARE, target, size, tail=tail)
    assert found.low == pytest.approx(max(0, _enumerated(law, size, tail)))
    assert found.high == pytest.approx(min(1, _enumerated(law, size, 1 - tail)))


@pytest.mark.parametrize(("target", "size"), [(0.3, 40.5), (2.0, 3.0)])
def test_limits_of_a_rate_by_enumeration(target: float, size: float) -> None:
    """The limits are those of the Poisson distribution, added up count by count and interpolated."""
    law = [exp(-target * size) * (target * size) ** count / factorial(count) for count in range(80)]
    found = control_limits(RATE, target, size, tail=0.025)
    assert found.low == pytest.approx(_enumerated(law, size, 0.025))
    assert found.high == pytest.approx(_enumerated(law, size, 0.975))


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_a_certain_target_leaves_no_room(target: float) -> None:
    """Where nothing or everything counts, chance takes no value anywhere."""
    found = control_limits(SHARE, target, 30, tail=0.025)
    assert (found.low, found.high) == (target, target)
    assert spread_score(SHARE, 3, 30, target) is None


def test_inflation_widens_by_its_root() -> None:
    """Four times the variance is twice the distance from the target."""
    plain, wide = (control_limits(SHARE, 0.5, 400, tail=0.025, inflation=times) for times in (1, 4))
    assert wide.high - 0.5 == pytest.approx(2 * (plain.high - 0.5))


@given(st.floats(0.01, 0.99), st.integers(1, 400), st.sampled_from([SHARE, RATE]))
def test_limits_hold_the_target_and_the_outer_hold_the_inner(target: float, size: int, kind: CountKind) -> None:
    """Limits lie on both sides of the target, and those for a smaller tail lie outside."""
    inner, outer = (control_limits(kind, target, size, tail=tail) for tail in (0.025, 0.001))
    assert outer.low <= inner.low + 1e-12 <= target + 2e-12
    assert target <= inner.high + 1e-12 <= outer.high + 2e-12


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.5, 0.99))
def test_an_interval_holds_its_value(count: int, total: int, confidence: float) -> None:
    """A share and a rate lie in their intervals."""
    for kind in CountKind:
        if kind is RATE or count <= total:
            found = count_interval(kind, count, total, confidence=confidence)
            assert found.low <= count / total <= found.high


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((SHARE, 3, 2), "count: expected at most the 2 cases, found 3"),
        ((SHARE, -1, 2), "count: expected a whole number from 0 on, found -1"),
        ((SHARE, True, 2), "count: expected a whole number from 0 on, found True"),
        ((SHARE, 1, 2.5), "size: expected a whole number of cases, found 2.5"),
        ((RATE, 1, 0), "size: expected a number above 0, found 0"),
        ((RATE, 1, float("nan")), "size: expected a number above 0, found nan"),
    ],
)
def test_what_is_no_count_is_refused(arguments: tuple[CountKind, int, float], told: str) -> None:
    """A count or a size that cannot be one is refused by name."""
    with pytest.raises(NetworkError) as caught:
        count_interval(*arguments)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("kind", "target", "tail", "inflation", "told"),
    [
        (SHARE, 1.2, 0.025, 1.0, "target: expected a share from 0 to 1, found 1.2"),
        (RATE, -1.0, 0.025, 1.0, "target: expected a rate from 0 on, found -1.0"),
        (RATE, float("inf"), 0.025, 1.0, "target: expected a rate from 0 on, found inf"),
        (SHARE, 0.5, 0.5, 1.0, "tail: expected a number between 0 and 0.5, found 0.5"),
        (SHARE, 0.5, 0.025, 0.5, "inflation: expected a number from 1 on, found 0.5"),
    ],
)
def test_limits_of_nothing_are_refused(kind: CountKind, target: float, tail: float, inflation: float, told: str) -> None:
    """A target, a tail or an inflation that cannot be one is refused by name."""
    with pytest.raises(NetworkError) as caught:
        control_limits(kind, target, 10, tail=tail, inflation=inflation)
    assert str(caught.value) == told


def test_a_confidence_lies_between() -> None:
    """A confidence of one has no interval."""
    with pytest.raises(NetworkError, match="confidence: expected a number between 0 and 1, found 1"):
        count_interval(SHARE, 1, 2, confidence=1)
