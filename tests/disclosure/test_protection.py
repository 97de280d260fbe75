from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.disclosure import PROTECTED, PUBLIC, UNPROTECTED, Interval, Protection
from kimcore.errors import DisclosureError

COUNTS = st.lists(st.integers(0, 12), max_size=6)


def test_protection_is_on_unless_it_is_switched_off() -> None:
    """Who says nothing is protected, from three on and for nobody in particular."""
    assert Protection() == PROTECTED
    assert (PROTECTED.is_on, PROTECTED.minimum, PROTECTED.is_public) == (True, 3, False)


def test_what_is_public_is_never_unprotected() -> None:
    """There is no value that is public and has the protection off."""
    with pytest.raises(DisclosureError, match="expected it to be on for what is marked public"):
        Protection(is_on=False, is_public=True)
    assert PUBLIC.is_on


@pytest.mark.parametrize("minimum", [2, 1, 0, -3, True, 3.5, "3", None])
def test_minimum_cannot_be_lowered(minimum: int) -> None:
    """A minimum below three is no way to switch the protection off."""
    with pytest.raises(DisclosureError, match="minimum: expected a whole number of at least 3"):
        Protection(minimum=minimum)


def told_of(protection: Protection, counts: list[int]) -> list[Interval]:
    """Return what is shown of counts that belong together."""
    return [protection.among(count, counts) for count in counts]


@given(COUNTS)
def test_nothing_is_withheld_with_the_protection_off(counts: list[int]) -> None:
    """Unprotected, every count is shown as it is."""
    assert told_of(UNPROTECTED, counts) == [Interval(count, count) for count in counts]


@given(COUNTS, st.integers(3, 6))
def test_what_is_told_holds_the_truth(counts: list[int], minimum: int) -> None:
    """The truth lies in what is told, and a small count is never told as it is."""
    protection = Protection(minimum=minimum)
    for told in (told_of(protection, counts), list(map(protection.shown, counts))):
        assert all(one.covers(Interval(count, count)) for one, count in zip(told, counts, strict=True))
        assert not any(one.width == 0 and 0 < one.low < minimum for one in told)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=4).filter(lambda counts: sum(counts) > sum(map(bool, counts)) > 1))
def test_known_sum_gives_no_small_count_away(counts: list[int]) -> None:
    """Whoever knows what several counts add up to can work out none of those that are not shown.

    Only where each of them is one, the sum itself says so.
    """
    told = told_of(PROTECTED, counts)
    ends = [range(one.low, (sum(counts) if one.high is None else one.high) + 1) for one in told]
    possible = [other for other in product(*ends) if sum(other) == sum(counts)]
    for place, one in enumerate(told):
        if one.width != 0:
            assert len({other[place] for other in possible}) > 1
