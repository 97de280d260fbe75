import numpy as np
import pytest

from kimcore.disclosure import Dominance, Interval, PPercent, protect_magnitudes
from kimcore.errors import DisclosureError

MANY = [10, 10, 10, 10]


@pytest.mark.parametrize(
    ("contributions", "missing"),
    [([45, 40, 15], 0), ([86, 14], 18), ([50, 36, 14], 2), ([50, 35, 15], 0), ([], 0)],
)
def test_dominance_counts_the_two_largest(contributions: list[int], missing: int) -> None:
    """Two contributors with more than 85 per cent are too many; so much is missing until they have no more than that."""
    assert Dominance(n=2, k=85).missing(contributions) == missing


@pytest.mark.parametrize(
    ("contributions", "missing"), [([100, 50, 10], 0), ([100, 50, 9], 1), ([100, 50], 10), ([100], 10), ([], 0)]
)
def test_p_per_cent_is_what_the_second_can_guess(contributions: list[int], missing: int) -> None:
    """The rest must be at least p per cent of the largest, or the second largest comes too close."""
    assert PPercent(p=10).missing(contributions) == missing


def test_sensitive_sum_keeps_the_room_it_needs() -> None:
    """Readers cannot narrow a dominated sum to less than what it lacks, to either side."""
    found = protect_magnitudes([[[90, 5, 5], MANY, MANY], [MANY, MANY, MANY], [MANY, MANY, MANY]], [Dominance(n=1, k=75)])
    assert found.primary.sum() == 1
    assert found.promised[0, 0] == Interval(80, 120)
    assert found.intervals()[0, 0].covers(found.promised[0, 0])


def test_too_few_contributors_are_sensitive() -> None:
    """A sum of two contributors is protected whatever their shares."""
    found = protect_magnitudes([[[5, 5], MANY], [MANY, MANY]], [])
    assert found.primary.tolist() == [[True, False], [False, False]]
    assert found.intervals()[0, 0].covers(found.promised[0, 0])


def test_room_that_totals_forbid_is_named() -> None:
    """A sum whose row holds nothing else is given away by its total."""
    assert protect_magnitudes([[[90, 5, 5], []], [MANY, MANY]], [Dominance(n=1, k=50)]).exposed == ((0, 0),)


def test_suppressed_sum_is_not_worked_out() -> None:
    """A harmless sum that is suppressed on demand is not known exactly."""
    found = protect_magnitudes([[MANY, MANY], [MANY, MANY]], suppressed=np.eye(2, dtype=bool))
    assert all(interval.width for interval in found.intervals().values())


@pytest.mark.parametrize("amount", [-1, 2.5, True, "3"])
def test_amounts_are_whole_numbers(amount: int) -> None:
    """An amount that is none is refused with its place."""
    with pytest.raises(DisclosureError, match="row 0, column 1"):
        protect_magnitudes([[MANY, [amount]]])


@pytest.mark.parametrize("rule", [Dominance(k=0), Dominance(k=101), Dominance(n=0), PPercent(p=0), PPercent(p=101)])
def test_rule_is_a_rule(rule: Dominance | PPercent) -> None:
    """Shares lie between 1 and 100 per cent, and somebody must be the largest."""
    with pytest.raises(DisclosureError, match="expected"):
        protect_magnitudes([[MANY]], [rule])
