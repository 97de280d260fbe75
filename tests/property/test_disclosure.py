"""The laws of disclosure control: what is promised holds for every table, and an audit is the truth."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.disclosure import (
    Interval,
    Release,
    audit,
    audit_sums,
    cross_table,
    differences,
    grouped,
    leaks,
    linked,
    protect,
    protect_release,
    protect_sums,
    revealing,
    rounded,
    rounded_at_random,
)

Table = list[list[int]]
Flags = list[list[bool]]

SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 3))
LARGE = st.one_of(st.integers(0, 6), st.integers(0, 60), st.integers(10**12, 10**15), st.integers(2**62, 2**70))


def tables(shape: tuple[int, int], counts: st.SearchStrategy[int]) -> st.SearchStrategy[Table]:
    """Draw tables of one shape."""
    return st.lists(st.lists(counts, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])


def flags(shape: tuple[int, int]) -> st.SearchStrategy[Flags]:
    """Draw masks of one shape, as lists of truth values."""
    return st.lists(st.lists(st.booleans(), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])


LARGE_TABLES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(lambda shape: tables(shape, LARGE))
SMALL_AUDITS = SHAPES.flatmap(lambda shape: st.tuples(tables(shape, st.integers(0, 4)), flags(shape)))
LARGE_AUDITS = SHAPES.flatmap(lambda shape: st.tuples(tables(shape, LARGE), flags(shape)))


def same_for_readers(table: Table, mask: Flags) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """Yield every table with the same published cells and the same totals, by trying all."""
    true, hidden = np.array(table), np.array(mask)
    rows, columns = true.sum(axis=1), true.sum(axis=0)
    places = np.argwhere(hidden)
    ends = [min(rows[row], columns[column]) for row, column in places]
    for choice in product(*(range(end + 1) for end in ends)):
        other = true.copy()
        other[hidden] = choice
        if (other.sum(axis=1) == rows).all() and (other.sum(axis=0) == columns).all():
            yield other


@settings(max_examples=60)
@given(
    SHAPES.flatmap(
        lambda shape: st.tuples(tables((min(shape[0], 2), shape[1]), st.integers(0, 3)), flags((min(shape[0], 2), shape[1])))
    )
)
def test_audit_is_what_trying_all_tables_finds(drawn: tuple[Table, Flags]) -> None:
    """The ends of an interval are the least and the greatest value in any table that readers cannot tell from the true one."""
    table, mask = drawn
    possible = list(same_for_readers(table, mask))
    for cell, interval in audit(table, np.array(mask)).items():
        values = {int(other[cell]) for other in possible}
        assert values == set(range(interval.low, (interval.high or 0) + 1))


@given(LARGE_TABLES, st.integers(1, 6))
def test_promise_is_kept_whatever_the_counts(table: Table, minimum: int) -> None:
    """Every protected cell can be all that was promised, and only cells whose totals tell are left exposed."""
    found = protect(table, minimum)
    intervals = found.intervals()
    assert all(intervals[cell].covers(promise) for cell, promise in found.promised.items())
    secret = Interval(1, minimum - 1)
    assert {leak.cell for leak in leaks(table, found.mask, minimum) if found.primary[leak.cell]} >= set(found.exposed)
    for cell in set(map(tuple, np.argwhere(found.primary).tolist())) - set(found.exposed):
        assert not secret.covers(intervals[cell])


@given(LARGE_TABLES)
def test_less_is_promised_only_where_totals_forbid_more(table: Table) -> None:
    """A promise falls short of 0 to the minimum only by as much as it would if the whole table were suppressed."""
    everything = audit(table, np.ones(np.shape(table), dtype=bool))
    for cell, promise in protect(table).promised.items():
        low, high = everything[cell]
        assert promise == Interval(max(0, low), 3 if high is None else min(3, high))


@given(LARGE_TABLES)
def test_protecting_again_changes_nothing(table: Table) -> None:
    """The mask of a protected table is enough."""
    once = protect(table)
    assert np.array_equal(protect(table, suppressed=once.mask).mask, once.mask)


@given(LARGE_AUDITS)
def test_turning_a_table_turns_its_intervals(drawn: tuple[Table, Flags]) -> None:
    """Rows and columns have equal rights."""
    table, mask = np.array(drawn[0], dtype=object), np.array(drawn[1])
    assert {cell[::-1]: interval for cell, interval in audit(table, mask).items()} == audit(table.T, mask.T)


@given(LARGE_AUDITS, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(drawn: tuple[Table, Flags], shuffler: object) -> None:
    """The intervals of shuffled rows are the shuffled intervals."""
    table, mask = drawn
    order = list(range(len(table)))
    shuffler.shuffle(order)  # type: ignore[attr-defined]  # a Random of Hypothesis
    shuffled = audit([table[row] for row in order], np.array([mask[row] for row in order]))
    assert {(order[row], column): interval for (row, column), interval in shuffled.items()} == audit(table, np.array(mask))


@given(SHAPES.flatmap(lambda shape: tables(shape, st.integers(0, 9))))
def test_least_choice_does_not_depend_on_order(table: Table) -> None:
    """What a proved least choice costs is the same for the table turned and turned round."""
    found = [protect(form) for form in (np.array(table), np.array(table).T, np.array(table)[::-1, ::-1])]
    costs = {(int(each.mask.sum()), sum(int(count) for count in np.array(each.grid.values)[each.mask.ravel()])) for each in found}
    assert not all(each.is_least for each in found) or len(costs) == 1


@settings(max_examples=40)
@given(SHAPES.flatmap(lambda shape: tables(shape, st.integers(0, 9))))
def test_totals_are_protected_as_cells(table: Table) -> None:
    """In a table with its totals nothing is exposed, since totals can be suppressed as well."""
    inner = np.array(table)
    rows = np.vstack([inner, inner.sum(axis=0)])
    found = protect(np.hstack([rows, rows.sum(axis=1, keepdims=True)]), has_totals=True)
    assert found.exposed == ()
    intervals = found.intervals()
    assert all(intervals[cell].covers(Interval(0, 3)) for cell in map(tuple, np.argwhere(found.primary).tolist()))


@settings(max_examples=20)
@given(tables((2, 3), st.integers(0, 9)), tables((2, 2), st.integers(0, 9)))
def test_linked_tables_keep_the_promise_together(first: Table, second: Table) -> None:
    """Readers of two tables with the towns in common learn no more than promised."""
    second[0][0] += max(0, sum(first[0]) - sum(second[0]))
    first[0][0] += max(0, sum(second[0]) - sum(first[0]))
    second[1][0] += max(0, sum(first[1]) - sum(second[1]))
    first[1][0] += max(0, sum(second[1]) - sum(first[1]))
    towns = ("town", ["A", "B"])
    both = linked([cross_table(first, towns, ("need", ["x", "y", "z"])), cross_table(second, towns, ("age", ["young", "old"]))])
    found = protect_sums(both)
    assert found.exposed == ()
    intervals = found.intervals()
    assert all(intervals[key].covers(Interval(0, 3)) for key in found.primary)


@settings(max_examples=30)
@given(tables((4, 2), st.integers(0, 9)))
def test_districts_and_their_towns_keep_the_promise_together(table: Table) -> None:
    """Readers of towns, districts and totals learn no more than promised, and all sums are exact."""
    towns = cross_table(table, ("town", ["A", "B", "C", "D"]), ("need", ["x", "y"]))
    both = grouped(towns, "town", {"A": "north", "B": "north", "C": "south", "D": "south"}, into="district")
    found = protect_sums(both)
    intervals = found.intervals()
    assert all(intervals[key].covers(Interval(0, 3)) for key in found.primary)


@settings(max_examples=20)
@given(tables((2, 2), st.integers(0, 9)), tables((2, 2), st.integers(0, 4)))
def test_later_release_does_not_tell_who_came(earlier: Table, came: Table) -> None:
    """What a protected release adds to an earlier one is not revealing, unless known totals alone tell."""
    later = (np.array(earlier) + np.array(came)).tolist()
    before = Release(counts=earlier, mask=protect(earlier).mask)
    found = protect_release(later, before)
    mask = np.array([[("later", 2 * row + column) in found.suppressed for column in range(2)] for row in range(2)])
    told = {("came", 2 * row + column) for row, column in revealing(before, Release(counts=later, mask=mask))}
    assert told <= set(found.exposed)
    assert all(
        interval.low <= came[row][column]
        for (row, column), interval in differences(before, Release(counts=later, mask=mask)).items()
    )


@given(LARGE_TABLES, st.integers(2, 12), st.integers(0, 99))
def test_rounded_counts_lie_in_their_intervals(table: Table, base: int, seed: int) -> None:
    """However a count is rounded, it lies where readers are told it does, and what is published is a multiple of the base."""
    for found in (rounded(table, base), rounded_at_random(table, base, seed=seed)):
        assert all(value % base == 0 for row in found.values for value in row)
        intervals = found.intervals()
        for (row, column), interval in intervals.items():
            assert interval.covers(Interval(table[row][column], table[row][column]))


@settings(max_examples=30)
@given(SMALL_AUDITS)
def test_programs_prove_what_flows_find(drawn: tuple[Table, Flags]) -> None:
    """A table as a system of sums has the intervals that it has as a table."""
    table, mask = drawn
    rows, columns = ([str(n) for n in range(size)] for size in np.shape(table))
    sums = cross_table(table, ("r", rows), ("z", columns))
    hidden = {(("r", str(row)), ("z", str(column))) for row, column in np.argwhere(np.array(mask)).tolist()}
    found = audit_sums(sums, hidden)
    wanted = audit(table, np.array(mask))
    assert {(int(key[0][1]), int(key[1][1])): interval for key, interval in found.items()} == wanted  # type: ignore[index]  # keys of two pairs
