"""Audits against what others published or compute: linear programs, bridges of graphs, known examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx import Graph, bridges
from numpy.typing import NDArray
from scipy.optimize import linprog

from kimcore.disclosure import Interval, audit, leaks, protect

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]


def random_table(seed: int, rows: int, columns: int, largest: int, share: float) -> tuple[Table, Mask]:
    """Draw a table of counts and a mask."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, largest, (rows, columns), endpoint=True), rng.random((rows, columns)) < share


def bounds_by_program(counts: Table, mask: Mask) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the ends of each suppressed cell by the linear program over the published margins, solved by HiGHS."""
    cells = [(int(row), int(column)) for row, column in np.argwhere(mask)]
    if not cells:
        return {}
    lines = [[float(row == line) for row, _ in cells] for line in range(counts.shape[0])]
    lines += [[float(column == line) for _, column in cells] for line in range(counts.shape[1])]
    hidden = np.where(mask, counts, 0)
    left = [*hidden.sum(axis=1).tolist(), *hidden.sum(axis=0).tolist()]
    found = {}
    for place, cell in enumerate(cells):
        aim = np.eye(len(cells))[place]
        ends = [linprog(turn * aim, A_eq=np.array(lines), b_eq=left, bounds=(0, None), method="highs") for turn in (1, -1)]
        found[cell] = (ends[0].fun, -ends[1].fun)
    return found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 6), st.sampled_from([3, 50, 10**6]), st.floats(0.2, 0.9))
def test_flows_and_programs_come_to_the_same_ends(seed: int, rows: int, columns: int, largest: int, share: float) -> None:
    """Maximum flows of whole numbers and HiGHS agree on every suppressed cell, with counts up to a million."""
    counts, mask = random_table(seed, rows, columns, largest, share)
    found = audit(counts, mask)
    for cell, (low, high) in bounds_by_program(counts, mask).items():
        assert (found[cell].low, found[cell].high) == pytest.approx((low, high), rel=1e-9, abs=1e-6)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(2, 7), st.integers(2, 7), st.floats(0.2, 0.7))
def test_cell_is_worked_out_just_where_it_is_a_bridge(seed: int, rows: int, columns: int, share: float) -> None:
    """With positive counts a suppressed cell is known exactly if it is a bridge of the graph of rows and columns, and only then.

    Gusfield (1988), A graph theoretic approach to statistical data security, doi:10.1137/0217034.
    """
    rng = np.random.default_rng(seed)
    counts, mask = rng.integers(1, 10**9, (rows, columns)), rng.random((rows, columns)) < share
    edges = [(("row", int(row)), ("column", int(column))) for row, column in np.argwhere(mask)]
    expected = {frozenset(edge) for edge in bridges(Graph(edges))}
    exact = {cell for cell, interval in audit(counts, mask).items() if interval.width == 0}
    assert {frozenset({("row", row), ("column", column)}) for row, column in exact} == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(2, 6), st.sampled_from([2, 4, 10**6, 10**9, 10**12]))
def test_no_random_table_leaves_a_cell_outside_its_promise(seed: int, rows: int, columns: int, largest: int) -> None:
    """Small counts among counts of up to a trillion keep what they are promised, to the last unit, by programs as well."""
    rng = np.random.default_rng(seed)
    counts = np.where(
        rng.random((rows, columns)) < 0.4, rng.integers(0, 4, (rows, columns)), rng.integers(0, largest, (rows, columns))
    )
    found = protect(counts)
    intervals = found.intervals()
    assert set(intervals) == set(map(tuple, np.argwhere(found.mask).tolist()))
    for cell, promise in found.promised.items():
        assert intervals[cell].covers(promise)
        assert promise.low == 0 or cell in found.exposed or promise.high is not None
    if largest <= 10**6:
        for cell, (low, high) in bounds_by_program(counts, found.mask).items():
            interval = intervals[cell]
            assert (interval.low, interval.high) == pytest.approx((low, high), rel=1e-9, abs=1e-6)


TABLE = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]


@pytest.mark.parametrize(
    ("cell", "ends"), [((1, 0), (0, 25)), ((1, 2), (5, 30)), ((2, 0), (0, 25)), ((2, 2), (4, 29))], ids=["8", "22", "17", "12"]
)
def test_published_example_in_full(cell: tuple[int, int], ends: tuple[int, int]) -> None:
    """All four suppressed cells of the investment table have the ends that the three sums leave.

    Table and pattern: Fischetti and Salazar-González (2000), doi:10.1080/01621459.2000.10474282. The ends follow by hand:
    the cells of the second row add up to 30, those of the first column to 25, those of the third to 34.
    """
    mask = [[False, False, False], [True, False, True], [True, False, True]]
    assert audit(TABLE, mask)[cell] == Interval(*ends)


def test_chain_of_blocks_leaks_at_every_joint() -> None:
    """Blocks of four suppressed cells that are joined by single cells: every line has two or more, every joint is known."""
    blocks = 4
    mask = np.kron(np.eye(blocks, dtype=bool), np.ones((2, 2), dtype=bool))
    joints = [(2 * block + 1, 2 * block + 2) for block in range(blocks - 1)]
    for joint in joints:
        mask[joint] = True
    counts = np.where(mask, 7, 20)
    for joint in joints:
        counts[joint] = 2
    assert mask.sum(axis=0).min() >= 2
    assert mask.sum(axis=1).min() >= 2
    assert [leak.cell for leak in leaks(counts, mask) if leak.is_exact] == joints
    assert not leaks(counts, protect(counts, suppressed=mask).mask)


def test_small_cover_leaks_without_being_exact() -> None:
    """A hexagon of ones: every line has two suppressed cells, nothing is exact, and each is known to be two at most."""
    counts = np.full((3, 3), 9)
    mask = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
    counts[mask] = 1
    assert set(audit(counts, mask).values()) == {Interval(0, 2)}
    assert all(interval.covers(Interval(0, 3)) for interval in protect(counts).intervals().values())
