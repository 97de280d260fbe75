import math

import numpy as np
import pytest

from kimcore.disclosure import audit, audit_published, protect
from kimcore.errors import DisclosureError


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([], "at least one row"),
        ([[], []], "at least one column"),
        ([[1, 2], [3]], "row 1: expected 2 cells"),
        ([[1, -2]], "row 0, column 1: expected a count of at least 0"),
        ([[1, math.nan]], "row 0, column 1: expected a whole number"),
        ([[1, math.inf]], "row 0, column 1: expected a whole number"),
        ([[1, 2.5]], "row 0, column 1: expected a whole number"),
        ([[1, True]], "row 0, column 1: expected a count, found a truth value"),
        (np.array([[True, False]]), "found a truth value"),
        ([[1, None]], "row 0, column 1: expected a count, found NoneType"),
        ([[1, "2"]], "row 0, column 1: expected a count, found str"),
        ([[1, 2], 3], "row 1: expected a row of counts, found int"),
        (np.zeros((2, 2, 2), dtype=int), "expected one or two dimensions, found more"),
        (np.zeros((0, 3), dtype=int), "at least one row"),
        (np.zeros((3, 0), dtype=int), "at least one column"),
        (np.array(7), "counts: expected a row of counts"),
        (np.ma.array([[1, 2]], mask=[[True, False]]), "found masked ones"),
        ({"a": [1], "b": [1, 2]}, "columns: expected the same number of rows"),
        (7, "counts: expected a row of counts, found int"),
        ("12", "counts: expected a row of counts, found str"),
    ],
)
def test_table_that_is_none_is_refused(counts: object, message: str) -> None:
    """What is no table of counts is refused with the place of the fault."""
    with pytest.raises(DisclosureError, match=message):
        protect(counts)


@pytest.mark.parametrize(
    ("minimum", "message"), [(0, "at least 1"), (-3, "at least 1"), (True, "whole number"), (2.5, "whole number")]
)
def test_minimum_that_counts_nothing_is_refused(minimum: int, message: str) -> None:
    """A minimum that counts nothing is refused."""
    with pytest.raises(DisclosureError, match=message):
        protect([[1, 2]], minimum=minimum)


@pytest.mark.parametrize(
    ("mask", "message"),
    [([[True]], "expected the shape of the table"), ([[1, 0], [0, 1]], "true or false"), ([[], []], "true or false")],
)
def test_mask_fits_the_table(mask: object, message: str) -> None:
    """A mask of another shape, or of numbers, is refused."""
    with pytest.raises(DisclosureError, match=message):
        audit([[1, 2], [3, 4]], mask)


@pytest.mark.parametrize(
    ("counts", "name"),
    [([[1, 2, 4], [3, 4, 7], [4, 6, 10]], "row 0, column 2"), ([[1, 2, 3], [3, 4, 7], [4, 7, 10]], "row 2, column 1")],
)
def test_totals_that_do_not_add_up_are_named(counts: object, name: str) -> None:
    """A total that is not the sum of its line is named by row and column."""
    with pytest.raises(DisclosureError, match=name):
        protect(counts, has_totals=True)


def test_table_of_totals_alone_is_refused() -> None:
    """A table with totals has at least one count beside each."""
    with pytest.raises(DisclosureError, match="at least one count beside each total"):
        protect([[3]], has_totals=True)


@pytest.mark.parametrize(
    ("rows", "row_totals", "column_totals", "message"),
    [
        ([[None, 5]], [4], [1, 5], "row 0: expected cells of at most its total"),
        ([[None, 5]], [6], [1, 4], "column 1: expected cells of at most its total"),
        ([[None, 5]], [6], [2, 5], "add up to the same number"),
        ([[None, 5]], [6, 1], [1, 5], "expected one for each row and column"),
        ([[None, 5], [5, None]], [6, 5], [5, 6], "row 0, column 1: expected suppressed cells"),
    ],
)
def test_totals_that_no_table_has_are_refused(
    rows: list[list[int | None]], row_totals: list[int], column_totals: list[int], message: str
) -> None:
    """Published cells and totals that contradict each other are refused, and the lines are named."""
    with pytest.raises(DisclosureError, match=message):
        audit_published(rows, row_totals, column_totals)
