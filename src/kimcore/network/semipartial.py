"""Double semi-partialling: how each coefficient's statistic would look if the actors of its residual changed places."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import numpy as np

from kimcore.network.arrays import Bools, Floats, Ints
from kimcore.network.draws import orders
from kimcore.network.fits import PERFECT, Fit, FitFunction, linear_fit, logistic_fit, moved_statistics
from kimcore.network.progress import Progress, quiet
from kimcore.network.relations import LookUp, Relation, off_diagonal, permuted_products
from kimcore.records import frozen

Model: TypeAlias = Literal["linear", "logistic"]

_ALMOST = 1e-9


@frozen(kw_only=True, eq=False)
class Data:
    """The relations of one regression."""

    y: Relation
    xs: tuple[Relation, ...]
    one_triangle: bool
    known: Bools | None
    """Shape (n, n): cells known in all relations; `None` where all are."""

    @property
    def counted(self) -> Bools:
        """Give the cells that take part, shape (n, n)."""
        mask = off_diagonal(self.y.n, one_triangle=self.one_triangle)
        return mask if self.known is None else mask & self.known


def drawn_statistics(data: Data, *, model: Model, draws: int, seed: int, progress: Progress = quiet) -> Floats:
    """Give the statistic of each x under each order, shape (orders, xs)."""
    if model == "linear" and data.known is None:
        return _drawn_by_products(data, draws=draws, seed=seed, progress=progress)
    if data.known is None:
        return _drawn_together(data, draws=draws, seed=seed, progress=progress)
    fit = linear_fit if model == "linear" else logistic_fit
    return np.array(
        [
            [last.statistics[-1] if last.reason is None else np.nan for last in row]
            for row in refits(data, fit, draws, seed, progress)
        ]
    )


def refits(data: Data, fit: FitFunction, draws: int, seed: int, progress: Progress = quiet) -> Iterator[list[Fit]]:
    """Fit every x anew for every order, the plain way: where cells are missing, each order has cells of its own."""
    counted = data.counted
    values = [np.ones((data.y.n, data.y.n)), *(x.dense for x in data.xs)]
    residuals = [_residual(values, k, counted) for k in range(1, len(values))]
    target = data.y.dense
    for block in orders(data.y.n, draws=draws, seed=seed, progress=progress):
        for order in block:
            row = []
            for k, residual in enumerate(residuals, start=1):
                moved = residual[np.ix_(order, order)]
                cells = counted & ~np.isnan(moved)
                others = [value[cells] for place, value in enumerate(values) if place != k]
                row.append(fit(target[cells], np.column_stack([*others, moved[cells]])))
            yield row


def _drawn_together(data: Data, *, draws: int, seed: int, progress: Progress) -> Floats:
    """Fit logistic regressions for a block of orders at a time."""
    counted = data.counted
    rows, columns = np.nonzero(counted)
    values = [np.ones((data.y.n, data.y.n)), *(x.dense for x in data.xs)]
    target = data.y.dense[counted]
    cells = len(target) * (len(values) + 1)
    blocks = []
    for block in orders(data.y.n, draws=draws, seed=seed, cells=cells, progress=progress):
        places = block[:, rows], block[:, columns]
        found = [
            moved_statistics(
                target,
                np.column_stack([value[counted] for place, value in enumerate(values) if place != k]),
                _residual(values, k, counted)[places],
            )
            for k in range(1, len(values))
        ]
        blocks.append(np.column_stack(found))
    return np.concatenate(blocks)


def _residual(values: list[Floats], k: int, counted: Bools) -> Floats:
    """Return what the other relations leave of one, as a matrix with NaN where a cell is not known."""
    design = np.column_stack([value[counted] for place, value in enumerate(values) if place != k])
    solution = np.linalg.lstsq(design, values[k][counted], rcond=None)[0]
    left = np.full_like(values[k], np.nan)
    left[counted] = values[k][counted] - design @ solution
    if counted[np.tril_indices_from(counted)].any():
        return left
    mirrored: Floats = np.where(counted.T, left.T, left)  # one triangle was fitted; an order may look into the other
    return mirrored


def _drawn_by_products(data: Data, *, draws: int, seed: int, progress: Progress) -> Floats:
    """Get all t from sums of products, since a moved residual is a fixed combination of moved relations.

    With no cell missing, means and squares do not change with the order, so each order costs one look-up of the entries
    that are not 0 for every pair of relations, however many cells there are.
    """
    everything = (data.y, *data.xs)
    tables = [LookUp(x) for x in data.xs]
    parts = [relation.one_triangle if data.one_triangle else relation for relation in everything]
    cells = data.y.cells // (2 if data.one_triangle else 1)
    means = np.array([part.values.sum() for part in parts]) / cells
    gram = np.concatenate([_products(parts, LookUp(moved), np.arange(data.y.n)[np.newaxis]) for moved in everything])
    gram -= cells * np.outer(means, means)
    blocks = []
    for block in orders(data.y.n, draws=draws, seed=seed, progress=progress):
        moved = np.stack([_products(parts, table, block) for table in tables], axis=1)  # (orders, moved x, fixed)
        blocks.append(moved - cells * np.outer(means[1:], means))
    products = np.concatenate(blocks)
    return np.column_stack([_statistics(gram, products, k, cells) for k in range(len(data.xs))])


def _products(parts: list[Relation], table: LookUp, block: Ints) -> Floats:
    return np.stack([permuted_products(part, table, block) for part in parts], axis=1)


def _statistics(gram: Floats, products: Floats, k: int, cells: int) -> Floats:
    """Compute t of one moved residual for all orders; `gram` has y first, `products` is (orders, moved x, fixed)."""
    count = gram.shape[0] - 1
    others = [place for place in range(1, count + 1) if place != k + 1]
    inverse = np.linalg.inv(gram[np.ix_(others, others)]) if others else np.zeros((0, 0))
    mixture = np.zeros(count)
    mixture[k] = 1
    mixture[[place - 1 for place in others]] = -inverse @ gram[others, k + 1]
    moved = np.einsum("i,oij->oj", mixture, products)  # residual times y and every x
    with_others = moved[:, others]
    left = gram[k + 1, k + 1] - gram[k + 1, others] @ inverse @ gram[others, k + 1]
    own = left - np.einsum("oi,ij,oj->o", with_others, inverse, with_others)
    along = moved[:, 0] - with_others @ inverse @ gram[others, 0]
    target = gram[0, 0] - gram[0, others] @ inverse @ gram[others, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        unexplained = target - along**2 / own
        unexplained[unexplained < PERFECT * gram[0, 0]] = 0  # a perfect fit, infinite like the observed one
        found: Floats = along / np.sqrt(own * unexplained / (cells - count - 1))
    return np.where(own > _ALMOST * left, found, np.nan)
