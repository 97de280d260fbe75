"""Is the likeness of two networks more than chance? The quadratic assignment procedure."""

from math import fsum, sqrt

import numpy as np
from attrs import evolve

from kimcore.model.metric import Card, Direction, Weights
from kimcore.network.arrays import Bools, Floats
from kimcore.network.draws import checked_draws, is_exact, number_of_orders, orders
from kimcore.network.progress import Progress, quiet
from kimcore.network.relations import LookUp, Relation, RelationLike, off_diagonal, permuted_products, relations
from kimcore.records import frozen

_QAP = Card(
    name="qap_correlation",
    definition="r = cov(x, y) / (sd(x) * sd(y)) over the cells off the diagonal; p = (1 + b) / (1 + B)",
    source="Krackhardt 1988",
    doi="10.1016/0378-8733(88)90004-4",
    weights=Weights.STRENGTH,
    disconnected="counted",
)
_ALMOST = 1e-9
"""Sums that differ by less than this share are the same sum, added up in another order."""


@frozen(kw_only=True)
class QapCorrelation:
    """The correlation of two relations and where it lies among chance ones (*QAP-Korrelation*)."""

    name: str = "qap_correlation"
    value: float | None = None
    """Pearson's r over the cells, from -1 to 1."""
    reason: str | None = None
    p: float | None = None
    """Share of orders with a correlation at least as far from 0."""
    p_greater: float | None = None
    """Share of orders with a correlation at least as high."""
    p_less: float | None = None
    """Share of orders with a correlation at least as low."""
    permutation_mean: float | None = None
    permutation_sd: float | None = None
    """Standard deviation of the correlations under chance (population form)."""
    cells: int
    """Number of cells compared; each pair once where both relations are symmetric."""
    missing_cells: int = 0
    card: Card


def qap(
    x: RelationLike, y: RelationLike, *, permutations: int = 2000, seed: int = 0, progress: Progress = quiet
) -> QapCorrelation:
    """Correlate two relations and test the correlation by moving actors.

    Pearson's r is taken over all cells off the diagonal, or one triangle if both relations are symmetric.
    Under chance the actors of one relation change places: rows and columns move together, so each relation keeps its structure.
    With B draws and b of them at least as extreme, p = (1 + b) / (1 + B), which is never 0.
    Up to 8 actors every order is tried, and p is exact.
    Cells that are missing in either relation are left out, anew for each order.

    Args:
        x: A graph, or a square array; ties without a weight count 1, `None` and NaN are missing cells.
        y: The same, over the same actors; the rows of an array stand for the actors in sorted order.
        permutations: Number of draws.
        seed: The same seed gives the same p on every platform.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If a relation cannot be read, the actors differ, or `permutations` or `seed` is no such number.

    Source:
        Krackhardt 1988, Predicting with networks, Social Networks 10(4), 359-381, doi:10.1016/0378-8733(88)90004-4

    Example:
        >>> import networkx as nx
        >>> advice = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
        >>> friendship = nx.DiGraph([("a", "b"), ("b", "c"), ("d", "a")])
        >>> result = qap(advice, friendship)
        >>> round(result.value, 3), round(result.p, 3), result.card.permutations
        (0.408, 0.708, 24)
    """
    draws, seed = checked_draws(permutations, seed)
    read = relations({"x": x, "y": y})
    one, other = read["x"], read["y"]
    halved = one.symmetric and other.symmetric
    missing = _missing_cells(one, other, halved=halved)
    cells = one.cells // (2 if halved else 1) - missing
    card = _card(one, halved=halved, draws=draws, seed=seed, has_missing=missing > 0)
    if one.n < 2:  # noqa: PLR2004 - a tie needs two
        return QapCorrelation(reason="fewer_than_two_actors", cells=cells, missing_cells=missing, card=card)
    if missing:
        observed, drawn = _with_missing(one, other, halved=halved, draws=draws, seed=seed, progress=progress)
    else:
        observed, drawn = _without_missing(one, other, halved=halved, draws=draws, seed=seed, progress=progress)
    if np.isnan(observed):
        return QapCorrelation(reason="no_variance", cells=cells, missing_cells=missing, card=card)
    defined = drawn[~np.isnan(drawn)]
    mean = fsum(defined) / len(defined)
    return QapCorrelation(
        value=observed,
        p=share(np.abs(drawn) >= abs(observed) - _ALMOST, drawn, n=one.n),
        p_greater=share(drawn >= observed - _ALMOST, drawn, n=one.n),
        p_less=share(drawn <= observed + _ALMOST, drawn, n=one.n),
        permutation_mean=mean,
        permutation_sd=sqrt(fsum((defined - mean) ** 2) / len(defined)),
        cells=cells,
        missing_cells=missing,
        card=card,
    )


def share(is_extreme: Bools, drawn: Floats, *, n: int) -> float:
    """Return p = (1 + b) / (1 + B); where every order was tried, the observed one is among them.

    A draw without a value counts as extreme, so that what could not be computed never makes p smaller.
    """
    extreme = int(np.count_nonzero(is_extreme | np.isnan(drawn)))
    return extreme / len(drawn) if is_exact(n) else (1 + extreme) / (1 + len(drawn))


def _without_missing(
    x: Relation, y: Relation, *, halved: bool, draws: int, seed: int, progress: Progress
) -> tuple[float, Floats]:
    """Only the sum of products changes with the order; means and variances stay."""
    cells = x.cells // (2 if halved else 1)
    fixed, moved = (x, y) if len(x.values) <= len(y.values) else (y, x)
    table = LookUp(moved)
    if halved:
        fixed, moved = fixed.one_triangle, moved.one_triangle
    both_means = fsum(fixed.values) * fsum(moved.values) / cells
    spread = sqrt(_squares(fixed, cells)) * sqrt(_squares(moved, cells))
    if not spread:
        return np.nan, np.zeros(0)
    unchanged = np.arange(x.n)[np.newaxis]
    observed = float((permuted_products(fixed, table, unchanged)[0] - both_means) / spread)
    blocks = orders(x.n, draws=draws, seed=seed, progress=progress)
    sums = np.concatenate([permuted_products(fixed, table, block) for block in blocks])
    return observed, (sums - both_means) / spread


def _squares(relation: Relation, cells: int) -> float:
    """Return the sum of squared deviations from the mean, 0 where all cells are equal."""
    values = relation.values
    mean = fsum(values) / cells
    total = fsum((values - mean) ** 2) + (cells - len(values)) * mean**2
    return total if total > _ALMOST * fsum(values**2) else 0.0


def _with_missing(x: Relation, y: Relation, *, halved: bool, draws: int, seed: int, progress: Progress) -> tuple[float, Floats]:
    counted = off_diagonal(x.n, one_triangle=halved)
    fixed, moved = x.dense[counted], y.dense
    observed = _pearson(fixed, moved[counted])
    drawn = [
        _pearson(fixed, moved[np.ix_(order, order)][counted])
        for block in orders(x.n, draws=draws, seed=seed, progress=progress)
        for order in block
    ]
    return observed, np.array(drawn)


def _pearson(x: Floats, y: Floats) -> float:
    known = ~(np.isnan(x) | np.isnan(y))
    x, y = x[known], y[known]
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:  # noqa: PLR2004 - no spread in one cell
        return float("nan")
    x, y = x - x.mean(), y - y.mean()
    return float((x * y).sum() / sqrt((x * x).sum() * (y * y).sum()))


def _missing_cells(x: Relation, y: Relation, *, halved: bool) -> int:
    masks = [relation.missing for relation in (x, y) if relation.missing is not None]
    if not masks:
        return 0
    return int(np.count_nonzero(np.logical_or.reduce(masks) & off_diagonal(x.n, one_triangle=halved)))


def _card(x: Relation, *, halved: bool, draws: int, seed: int, has_missing: bool) -> Card:
    return evolve(
        _QAP,
        direction=Direction.UNDIRECTED if halved else Direction.DIRECTED,
        n=x.n,
        seed=None if is_exact(x.n) else seed,
        permutations=number_of_orders(x.n, draws),
        parameters=(
            ("cells", "one_triangle" if halved else "off_diagonal"),
            ("enumeration", "exact" if is_exact(x.n) else "drawn"),
            ("missing", "left_out_pairwise" if has_missing else "none"),
        ),
    )
