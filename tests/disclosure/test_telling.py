"""Counts told as words: no reader of all that is told narrows a small one down."""

from collections.abc import Hashable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kimcore.disclosure import PROTECTED, UNPROTECTED, Interval, Protection, Sum, Sums, amounts, cross_table, told
from kimcore.errors import DisclosureError

LISTS = st.lists(st.integers(0, 7), min_size=1, max_size=4)
FEW, ENOUGH, SOME = Interval(1, 2), Interval(3, None), Interval(1, None)


def parts(counts: list[int]) -> Sums:
    """Return a list of counts with their total."""
    cells: dict[Hashable, int] = {str(place): count for place, count in enumerate(counts)}
    return Sums(cells={"all": sum(counts), **cells}, sums=(Sum(total="all", parts=tuple(cells)),))


def readings(counts: list[int], said: Mapping[Hashable, Interval]) -> Iterator[tuple[int, ...]]:
    """Yield every list of counts that fits what is said of each and what they add up to, by trying all."""
    total = sum(counts)
    ends = (said[str(place)] for place in range(len(counts)))
    ranges = (range(low, (total if high is None else high) + 1) for low, high in ends)
    return (found for found in product(*ranges) if sum(found) == total)


def narrowed(counts: list[int], said: Mapping[Hashable, Interval], minimum: int) -> set[int]:
    """Return the places of small counts that cannot be everything from 1 to below the minimum."""
    fitting = list(readings(counts, said))
    small = [place for place, count in enumerate(counts) if 0 < count < minimum]
    return {place for place in small if not set(range(1, minimum)) <= {found[place] for found in fitting}}


@given(LISTS, st.integers(3, 5))
@example([1, 3], 3)
@example([2, 2, 3], 3)
@example([2], 3)
def test_small_counts_of_a_known_total_stay_open(counts: list[int], minimum: int) -> None:
    """Whoever knows the total and all that is told finds every small count open, but for those named as given away."""
    found = told(parts(counts), minimum, known=["all"])
    assert {str(place) for place in narrowed(counts, found.amounts, minimum)} == set(found.exposed)


@given(LISTS, st.integers(3, 5))
@example([1, 3], 3)
def test_counts_told_among_each_other_stay_open(counts: list[int], minimum: int) -> None:
    """What `Protection.among` tells of a list leaves small counts as open, where there is more than one count."""
    protection = Protection(minimum=minimum)
    said: dict[Hashable, Interval] = {str(place): protection.among(count, counts) for place, count in enumerate(counts)}
    given_away = told(parts(counts), minimum, known=["all"]).exposed
    assert {str(place) for place in narrowed(counts, said, minimum)} <= set(given_away)


@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=3), min_size=2, max_size=3), st.integers(3, 5))
def test_small_counts_of_a_table_stay_open(rows: list[list[int]], minimum: int) -> None:
    """In a table with all its totals a small count is open, or named as given away, by flows of whole numbers."""
    width = min(map(len, rows))
    counts = [row[:width] for row in rows]
    table = cross_table(counts, ("row", [str(row) for row in range(len(counts))]), ("column", [str(n) for n in range(width)]))
    found = told(table, minimum)
    assert not found.exposed or any(0 < table.cells[key] < minimum for key in table.cells)
    intervals = found.intervals()
    for key, count in table.cells.items():
        assert count in range(found.amounts[key].low, count + 1)
        if 0 < count < minimum and key not in found.exposed:
            assert intervals[key].covers(Interval(1, minimum - 1))


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """Large counts and none at all are told as they are."""
    assert {*told(parts([3, 8, 0]), known=["all"]).amounts.values()} == {Interval(n, n) for n in (11, 3, 8, 0)}


def test_one_large_count_covers_a_small_one() -> None:
    """Of several large counts only the one that costs least is told as a word."""
    said = told(parts([1, 9, 20]), known=["all"]).amounts
    assert [said[key] for key in ("0", "1", "2")] == [FEW, ENOUGH, Interval(20, 20)]


def test_too_little_room_makes_all_counts_vague() -> None:
    """Beside a count of exactly the minimum, "fewer than 3" would be 1 or 2 by the total: all are told as one or more."""
    said = told(parts([1, 3]), known=["all"]).amounts
    assert [said["0"], said["1"]] == [SOME, SOME]


def test_small_total_is_small_itself() -> None:
    """A total that readers do not know is protected as its parts are; of two ones, "fewer than 3" would tell the parts."""
    assert told(parts([2, 0])).amounts["all"] == FEW
    assert {*told(parts([1, 1])).amounts.values()} == {SOME}


def test_silent_count_is_protected_too() -> None:
    """A count that nobody prints is no less the difference of two that are printed."""
    table = parts([8, 1])
    assert told(table, hidden=["1"], known=["all"]).amounts["0"] == ENOUGH
    assert told(parts([8, 3]), hidden=["1"], known=["all"]).amounts["0"] == Interval(8, 8)


def test_known_counts_are_told_and_what_they_give_away_is_named() -> None:
    """Where readers know all others, nothing can be kept from them, and the count is named."""
    found = told(parts([8, 1]), known=["all", "0"])
    assert found.exposed == ("1",)
    assert found.amounts["0"] == Interval(8, 8)


def test_two_tables_with_a_count_in_common_are_told_together() -> None:
    """A count that two lists have in common is told so that neither gives the other away."""
    cells: dict[Hashable, int] = {"all": 20, "a": 18, "b": 2, "c": 12, "d": 6}
    table = Sums(cells=cells, sums=(Sum(total="all", parts=("a", "b")), Sum(total="a", parts=("c", "d"))))
    said = told(table, known=["all"]).amounts
    assert said["a"] == ENOUGH
    assert ENOUGH in {said["c"], said["d"]}


def test_large_counts_stay_exact() -> None:
    """The promise is kept to the last unit for counts beyond any float."""
    found = told(parts([1, 10**20]), known=["all"])
    assert found.intervals() == {"0": FEW, "1": Interval(10**20 - 1, 10**20)}


def test_unprotected_counts_are_all_told() -> None:
    """Switched off, everything is told; switched on, what may be."""
    table = parts([1, 9])
    assert amounts(table, UNPROTECTED)["0"] == Interval(1, 1)
    assert amounts(table, PROTECTED, known=["all"])["0"] == FEW


def test_counts_are_no_part_of_a_repr() -> None:
    """What a log may hold says nothing about anybody."""
    assert "9" not in repr(told(parts([1, 9])))


def test_unknown_count_is_refused() -> None:
    """A key that is none of the table's is named."""
    with pytest.raises(DisclosureError, match="nobody"):
        told(parts([1, 9]), known=["nobody"])
