import numpy as np
import pytest

from kimcore.disclosure import Interval, leaks, protect
from kimcore.errors import DisclosureError

TABLE = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]


class Frame:
    """What a data frame is to kimcore, without the library that makes it."""

    def __init__(self, rows: list[list[int]], index: list[str], columns: list[str]) -> None:
        self.rows, self.index, self.columns = rows, index, columns

    def to_numpy(self) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Return the cells as an array."""
        return np.array(self.rows)


def test_table_without_small_counts_stays_as_it_is() -> None:
    """Where no count is small, nothing is suppressed, and that is the least."""
    found = protect(TABLE)
    assert not found.mask.any()
    assert found.is_least


@pytest.mark.parametrize(("count", "is_small"), [(0, False), (1, True), (2, True), (3, False), (4, False)])
def test_counts_from_one_to_below_the_minimum_are_small(count: int, *, is_small: bool) -> None:
    """A zero and the minimum itself may be seen; what lies between may not."""
    found = protect([[20, 50, 10], [8, count, 22], [17, 32, 12]])
    assert found.primary[1, 1] == is_small
    assert found.mask.any() == is_small


def test_zeros_are_protected_on_demand() -> None:
    """If zeros are sensitive, readers cannot tell that a zero is below the minimum."""
    found = protect([[20, 50, 10], [8, 0, 22], [17, 32, 12]], zeros_are_sensitive=True)
    assert found.intervals()[1, 1].covers(Interval(0, 3))


def test_small_count_can_be_anything_up_to_the_minimum() -> None:
    """Readers of a protected table can tell neither that there is anybody nor that there are few."""
    found = protect([[20, 50, 10], [8, 1, 22], [17, 32, 12]])
    assert found.mask.sum() == 4
    assert found.promised[1, 1] == Interval(0, 3)
    assert found.intervals()[1, 1].covers(Interval(0, 3))


def test_mask_is_primary_and_complementary() -> None:
    """Every suppressed cell is suppressed either for its own sake or for that of others."""
    found = protect([[20, 50, 10], [8, 1, 22], [17, 32, 12]])
    assert np.array_equal(found.mask, found.primary ^ found.complementary)


def test_fewest_cells_are_suppressed() -> None:
    """Two small counts cover each other where they can, instead of getting a cover each."""
    found = protect([[1, 9, 9], [9, 1, 9], [9, 9, 9]])
    assert found.mask.sum() == 4
    assert found.is_least


def test_fewest_people_are_suppressed_among_equals() -> None:
    """Where several choices take as many cells, the one with fewest people is taken."""
    found = protect([[2, 50, 9], [60, 70, 80], [8, 75, 7]])
    assert found.published() == ((None, 50, None), (60, 70, 80), (None, 75, None))


def test_larger_minimum_asks_for_more() -> None:
    """A count of four is small where the minimum is five."""
    assert protect([[4, 9], [9, 9]]).mask.sum() == 0
    assert protect([[4, 9], [9, 9]], minimum=5).intervals()[0, 0].covers(Interval(0, 5))


def test_protecting_again_changes_nothing() -> None:
    """A table with its own mask as what is suppressed already needs no further cell."""
    counts = [[1, 9, 14, 2], [9, 5, 9, 30], [12, 9, 1, 9], [7, 8, 22, 6]]
    once = protect(counts)
    assert np.array_equal(protect(counts, suppressed=once.mask).mask, once.mask)


def test_suppressed_large_cell_is_not_worked_out() -> None:
    """A large count that is suppressed on demand cannot be had by subtraction."""
    mask = np.zeros((3, 3), dtype=bool)
    mask[1, 2] = True
    found = protect(TABLE, suppressed=mask)
    assert found.mask[1, 2]
    assert not leaks(TABLE, found.mask)


def test_known_cells_are_never_suppressed() -> None:
    """What cannot occur is no cover, so the cover is found elsewhere."""
    counts = [[0, 2, 6], [7, 0, 8], [9, 5, 0]]
    found = protect(counts, known=np.eye(3, dtype=bool))
    assert not found.mask.diagonal().any()
    assert found.intervals()[0, 1].low == 0


def test_known_and_suppressed_is_a_contradiction() -> None:
    """A cell cannot be known and suppressed at once."""
    mask = np.eye(3, dtype=bool)
    with pytest.raises(DisclosureError, match="row 0, column 0"):
        protect(TABLE, suppressed=mask, known=mask)


def test_totals_that_tell_are_named_and_nothing_is_published() -> None:
    """Where a total of two stands over one cell, no suppression helps, and the table does not leave the house."""
    found = protect({"work": [2], "housing": [9]})
    assert found.exposed == ((0, 0),)
    with pytest.raises(DisclosureError, match="row 0, column work"):
        found.published()


def test_small_total_is_protected_as_any_cell() -> None:
    """With totals in the table, also a small total is suppressed, and can be anything up to the minimum."""
    found = protect([[1, 0, 1], [9, 8, 17], [10, 8, 18]], has_totals=True)
    assert found.primary[0, 2]
    assert found.intervals()[0, 2].covers(Interval(0, 3))
    assert found.exposed == ()


def test_list_of_counts_has_a_known_total() -> None:
    """In a list of counts one suppressed count would be the rest, so there are two."""
    found = protect([1, 5, 9, 7])
    assert found.published() == ((None, None, 9, 7),)
    assert found.intervals()[0,] == Interval(0, 6)


def test_list_with_total_may_hide_the_total() -> None:
    """In a list that ends in its total, cells go before the total."""
    assert protect([1, 5, 9, 15], has_totals=True).mask.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    "counts",
    [
        np.array([[20, 50, 10], [8, 1, 22], [17, 32, 12]]),
        np.array([[20, 50, 10], [8, 1, 22], [17, 32, 12]], dtype=object),
        np.array([[20, 50, 10], [8, 1, 22], [17, 32, 12]], dtype=float),
        ((20, 50, 10), (8, 1, 22), (17, 32, 12)),
        {"a": [20, 8, 17], "b": [50, 1, 32], "c": [10, 22, 12]},
        Frame([[20, 50, 10], [8, 1, 22], [17, 32, 12]], ["x", "y", "z"], ["a", "b", "c"]),
    ],
)
def test_every_form_of_a_table_is_read(counts: object) -> None:
    """Arrays, frames, nested rows and columns by name are the same table."""
    assert protect(counts).published() == ((20, 50, 10), (None, None, 22), (None, None, 12))


@pytest.mark.parametrize("scale", [10**6, 10**12, 10**30])
def test_large_counts_keep_the_promise_to_the_last_unit(scale: int) -> None:
    """One person among very many is protected, and the interval is exact."""
    counts = [[scale, scale + 1, 3 * scale], [scale, 1, scale], [7 * scale, scale, 5]]
    found = protect(counts)
    assert found.intervals()[1, 1].covers(Interval(0, 3))
    assert all(interval.high is not None and interval.width for interval in found.intervals().values())


def test_repr_holds_no_count() -> None:
    """What ends up in a log names no number of the table."""
    assert "4711" not in repr(protect([[4711, 1], [9, 9]]))


def test_minimum_from_an_array_is_a_whole_number() -> None:
    """A minimum that comes out of an array is as good as any other."""
    assert protect([1, 9, 8], minimum=np.int64(3)).published() == protect([1, 9, 8]).published()  # type: ignore[arg-type]


def test_minimum_of_one_protects_nothing() -> None:
    """Where one person may be seen there is nothing to suppress."""
    assert not protect([[1, 2], [3, 0]], minimum=1).mask.any()


def test_zeros_are_seen_unless_they_are_said_to_be_sensitive() -> None:
    """By default a zero is no secret, but may be suppressed to cover others; on request it is protected itself."""
    assert not protect(np.zeros((3, 3), dtype=int)).mask.any()
    assert protect([[0, 9, 8], [7, 9, 6], [5, 4, 9]], zeros_are_sensitive=True).primary[0, 0]


@pytest.mark.parametrize(
    "counts", [[[1, 5, 9]], [[1], [5], [9]], [[1]], [[2, 1], [1, 1]]], ids=["row", "column", "cell", "block"]
)
@pytest.mark.parametrize("minimum", [3, 100])
def test_what_no_pattern_protects_is_exposed_and_not_published(counts: list[list[int]], minimum: int) -> None:
    """Where known totals say it all, the cells are named, the ends are still told, and nothing can be published."""
    found = protect(counts, minimum=minimum)
    if found.exposed:
        assert set(found.exposed) <= set(found.intervals())
        with pytest.raises(DisclosureError, match="the totals alone give away"):
            found.published()
    else:
        assert all(found.intervals()[cell].covers(promise) for cell, promise in found.promised.items())
    assert bool(found.exposed) == (min(np.shape(counts)) == 1 or minimum > sum(map(sum, counts)))


def test_own_mask_that_leaks_is_covered() -> None:
    """A single suppressed cell of one's own could be had by subtraction, so others are added until it cannot."""
    found = protect([[5, 9], [9, 9]], suppressed=[[True, False], [False, False]])
    assert found.mask.all()
    assert found.intervals()[0, 0].width


def test_huge_counts_are_protected_to_the_last_unit() -> None:
    """Beside counts that no float holds, one person is as well hidden as beside few."""
    found = protect([[1, 10**15], [10**15 + 1, 10**30]])
    assert found.intervals()[0, 0] == Interval(0, 10**15 + 1)
    assert found.intervals()[1, 1] == Interval(10**30 - 1, 10**30 + 10**15)
