import numpy as np
import pytest
from scipy.optimize import linprog

from kimcore.disclosure import Interval, audit, audit_published, leaks, protect

TABLE = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]
SQUARE = [[False, False, False], [True, False, True], [True, False, True]]


def test_table_of_the_literature() -> None:
    """The example of Fischetti and Salazar-González: 22 is known to lie between 5 and 30."""
    assert audit(TABLE, SQUARE)[1, 2] == Interval(5, 30)


def test_published_view_says_the_same() -> None:
    """An audit without the true counts comes to the same intervals."""
    shown = [[None if hidden else count for count, hidden in zip(*row, strict=True)] for row in zip(TABLE, SQUARE, strict=True)]
    assert audit_published(shown, [80, 49, 61], [45, 101, 44]) == audit(TABLE, SQUARE)


def test_linear_program_says_the_same() -> None:
    """Minimising and maximising each cell by a linear program gives the ends of its interval."""
    rng = np.random.default_rng(5)
    counts = rng.integers(0, 20, (5, 6))
    mask = rng.random((5, 6)) < 0.5
    hidden = np.flatnonzero(mask)
    sums = [counts.ravel()[hidden] * 0 + (hidden // 6 == row) for row in range(5)] + [hidden % 6 == column for column in range(6)]
    left = [(counts * mask)[row].sum() for row in range(5)] + [(counts * mask)[:, column].sum() for column in range(6)]
    for place, cell in enumerate(hidden):
        aim = np.eye(len(hidden))[place]
        low, high = (linprog(turn * aim, A_eq=np.array(sums), b_eq=left).fun * turn for turn in (1, -1))
        assert audit(counts, mask)[int(cell) // 6, int(cell) % 6] == pytest.approx((low, high))


def test_lone_suppressed_cell_is_worked_out() -> None:
    """One suppressed cell in a row is the rest of its total."""
    (leak,) = leaks([[1, 5], [7, 9]], [[True, False], [False, False]])
    assert leak.is_exact
    assert leak.interval == Interval(1, 1)


def test_two_in_every_line_are_not_enough_because_of_a_bridge() -> None:
    """A cell that alone joins two blocks of suppressed cells is known exactly, though every line has two or more."""
    counts = [[5, 4, 9, 9], [6, 7, 1, 9], [9, 9, 8, 5], [9, 9, 6, 7]]
    mask = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 1, 1], [0, 0, 1, 1]], dtype=bool)
    assert mask.sum(axis=0).min() >= 2
    assert mask.sum(axis=1).min() >= 2
    assert [(leak.cell, leak.is_exact) for leak in leaks(counts, mask)] == [((1, 2), True)]
    assert not leaks(counts, protect(counts, suppressed=mask).mask)


def test_two_in_every_line_are_not_enough_because_of_small_cover() -> None:
    """Two people covered by empty cells stay known to be one or two."""
    counts = [[1, 1, 9], [1, 1, 9], [9, 9, 9]]
    mask = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 0]], dtype=bool)
    assert audit(counts, mask)[0, 0] == Interval(0, 2)
    assert protect(counts).intervals()[0, 0].covers(Interval(0, 3))


def test_small_is_told_without_the_number() -> None:
    """A cell that can be one or two is a leak, though it is not known exactly."""
    found = {leak.cell: leak for leak in leaks([[1, 4], [1, 0]], np.ones((2, 2), dtype=bool))}
    assert found[0, 0].interval == Interval(1, 2)
    assert not found[0, 0].is_exact


def test_nothing_suppressed_nothing_to_tell() -> None:
    """A table without suppressed cells has no interval."""
    assert audit(TABLE, np.zeros((3, 3), dtype=bool)) == {}


def test_everything_suppressed_without_a_published_total_has_no_upper_end() -> None:
    """Where even the totals are suppressed, nothing bounds a count from above."""
    counts = [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    assert set(audit(counts, np.ones((3, 3), dtype=bool), has_totals=True).values()) == {Interval(0, None)}
