"""Relations side by side: graphs or square arrays as matrices over the same actors."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kimcore.errors import NetworkError
from kimcore.network.arrays import Actor, Bools, Floats, Graph, Ints, TieArrays, tie_arrays
from kimcore.records import frozen

RelationLike: TypeAlias = Graph | TieArrays | NDArray[np.generic] | Sequence[Sequence[float | None]]
"""A graph, or a square array whose cell (i, j) is the tie from actor i to actor j; `None` and NaN are missing cells."""

_LARGEST_SMALL = 127
_TABLE_CELLS = 2**27
"""Up to so many cells (11,000 actors) a relation is looked up in a full table."""
_ORDERS = 32
"""So many orders are looked up side by side."""
_CELLS = 2**15
"""So many cells are looked up at a time: a quarter of a megabyte of places."""


@frozen(kw_only=True, eq=False)
class Relation:
    """One value for each ordered pair of actors (*Beziehung*), without the diagonal."""

    n: int
    rows: Ints
    """Shape (entries,): the sender of each cell that is not 0."""
    columns: Ints
    values: Floats
    missing: Bools | None = None
    """Shape (n, n): cells nobody knows; `None` where all are known."""
    symmetric: bool = False

    @property
    def cells(self) -> int:
        """Return the number of cells off the diagonal."""
        return self.n * (self.n - 1)

    @property
    def dense(self) -> Floats:
        """Give the values as a full matrix with NaN where they are missing, shape (n, n)."""
        matrix = np.zeros((self.n, self.n))
        matrix[self.rows, self.columns] = self.values
        if self.missing is not None:
            matrix[self.missing] = np.nan
        return matrix

    @property
    def one_triangle(self) -> "Relation":
        """Give the cells above the diagonal only."""
        above = self.rows < self.columns
        return Relation(n=self.n, rows=self.rows[above], columns=self.columns[above], values=self.values[above])


def relations(given: Mapping[str, object]) -> dict[str, Relation]:
    """Read relations over the same actors; the keys name them in messages.

    Graphs must have the same actors; the rows of an array stand for the actors in sorted order.

    Raises:
        NetworkError: If a relation is neither graph nor square array of numbers, or actors differ.

    Example:
        >>> read = relations({"x": [[0, 1], [None, 0]]})
        >>> read["x"].values.tolist(), read["x"].missing.tolist(), read["x"].symmetric
        ([1.0], [[False, False], [True, False]], False)
    """
    found = {
        name: _from_graph(item) if isinstance(item, Graph | TieArrays) else _from_array(name, item)
        for name, item in given.items()
    }
    first = next(iter(found))
    for name, (relation, actors) in found.items():
        _refuse_unless_same(first, found[first], name, (relation, actors))
    return {name: relation for name, (relation, _) in found.items()}


class LookUp:
    """The values of a relation by the number of the cell, row * n + column."""

    def __init__(self, relation: Relation, *, table_cells: int = _TABLE_CELLS) -> None:
        keys = relation.rows * relation.n + relation.columns
        self._table: NDArray[np.generic] | None = None
        kind = _narrowest(relation.values)
        if relation.n**2 * kind.itemsize <= table_cells:
            table = np.zeros(relation.n**2, dtype=kind)
            table[keys] = relation.values
            self._table = table
            return
        order = np.argsort(keys)
        self._keys, self._values = keys[order], relation.values[order]

    def __call__(self, cells: Ints) -> NDArray[np.generic]:
        """Return the values of some cells, in the shape of `cells`."""
        if self._table is not None:
            return self._table.take(cells)
        if not len(self._keys):
            return np.zeros(cells.shape)
        place = np.minimum(np.searchsorted(self._keys, cells), len(self._keys) - 1)
        found: Floats = self._values[place] * (self._keys[place] == cells)
        return found


def permuted_products(fixed: Relation, moved: LookUp, orders: Ints) -> Floats:
    """Sum fixed[i, j] * moved[order[i], order[j]] for each order, shape (orders,).

    Only the cells of `fixed` that are not 0 are looked at, so the sparser relation should be the fixed one.
    They are looked up for some orders at a time, side by side: so much stays in the fast part of memory.
    """
    sums = np.zeros(len(orders))
    are_ones, are_whole = bool(np.all(fixed.values == 1)), _narrowest(fixed.values) != np.float64
    for first in range(0, len(orders), _ORDERS):
        places = np.ascontiguousarray(orders[first : first + _ORDERS].T)
        starts = places * fixed.n
        step = max(_CELLS // places.shape[1], 1)
        for start in range(0, len(fixed.values), step):
            part = slice(start, start + step)
            found = moved(starts.take(fixed.rows[part], axis=0) + places.take(fixed.columns[part], axis=0))
            weights = None if are_ones else fixed.values[part]
            sums[first : first + _ORDERS] += _weighed(found, weights, in_any_order=are_whole)
    return sums


def _weighed(found: NDArray[np.generic], weights: Floats | None, *, in_any_order: bool) -> Floats:
    """Sum what was found down each column, times weights; fractions are added in one order on every machine."""
    if weights is None:
        return np.asarray(found.sum(axis=0, dtype=np.float64 if found.dtype == np.float64 else np.int64), dtype=np.float64)
    if in_any_order and found.dtype != np.float64:
        return np.asarray(weights @ found.astype(np.float64))
    return np.asarray((found.astype(np.float64) * weights[:, np.newaxis]).sum(axis=0))


def _narrowest(values: Floats) -> "np.dtype[np.bool_] | np.dtype[np.int8] | np.dtype[np.float64]":
    """Choose the smallest kind of number that holds all values, since a small table is looked up faster."""
    if np.all(values == 1):
        return np.dtype(np.bool_)
    is_small = np.all(np.abs(values) <= _LARGEST_SMALL) and np.all(values == np.rint(values))
    return np.dtype(np.int8) if is_small else np.dtype(np.float64)


def off_diagonal(n: int, *, one_triangle: bool) -> Bools:
    """Give the cells that count as a mask, shape (n, n): all but the diagonal, or those above it."""
    return np.triu(np.ones((n, n), dtype=np.bool_), k=1) if one_triangle else ~np.eye(n, dtype=np.bool_)


def _from_graph(graph: Graph | TieArrays) -> tuple[Relation, tuple[Actor, ...]]:
    ties = tie_arrays(graph)
    present = ties.weights != 0
    rows, columns, values = ties.rows[present], ties.indices[present], ties.weights[present]
    return Relation(
        n=ties.n, rows=rows, columns=columns, values=values, symmetric=_is_symmetric(ties.n, rows, columns, values)
    ), ties.actors


def _from_array(name: str, item: object) -> tuple[Relation, None]:
    try:
        matrix = np.array(item, dtype=np.float64)  # None becomes NaN
    except (TypeError, ValueError) as error:
        raise NetworkError(
            f"{name}: expected a networkx graph or a square array of numbers, found {type(item).__name__}"
        ) from error
    if matrix.shape == (0,):  # nobody, as an empty list
        matrix = matrix.reshape(0, 0)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:  # noqa: PLR2004 - rows and columns
        raise NetworkError(f"{name}: expected a networkx graph or a square array, found an array of shape {matrix.shape}")
    if np.isinf(matrix).any():
        raise NetworkError(
            f"{name}: expected finite numbers, found an infinite one in row {int(np.isinf(matrix).any(axis=1).argmax())}"
        )
    np.fill_diagonal(matrix, 0)
    missing = np.isnan(matrix)
    matrix[missing] = 0
    rows, columns = np.nonzero(matrix)
    symmetric = np.array_equal(matrix, matrix.T) and np.array_equal(missing, missing.T)
    return Relation(
        n=len(matrix),
        rows=rows,
        columns=columns,
        values=matrix[rows, columns],
        missing=missing if missing.any() else None,
        symmetric=symmetric,
    ), None


def _is_symmetric(n: int, rows: Ints, columns: Ints, values: Floats) -> bool:
    turned = np.argsort(columns * n + rows)  # the entries themselves come sorted by row, then column
    return (
        np.array_equal(rows, columns[turned]) and np.array_equal(columns, rows[turned]) and np.array_equal(values, values[turned])
    )


def _refuse_unless_same(
    first: str, wanted: tuple[Relation, tuple[Actor, ...] | None], name: str, found: tuple[Relation, tuple[Actor, ...] | None]
) -> None:
    if wanted[0].n != found[0].n:
        raise NetworkError(f"{name}: expected {wanted[0].n} actors as in {first}, found {found[0].n}")
    if wanted[1] is None or found[1] is None or wanted[1] == found[1]:
        return
    strangers = sorted(map(repr, set(found[1]) ^ set(wanted[1])))
    raise NetworkError(f"{name}: expected the same actors as in {first}, but only one of the two has {', '.join(strangers[:5])}")
