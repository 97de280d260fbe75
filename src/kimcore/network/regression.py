"""Which relations go with which, the others held equal: regression on matrices, tested by moving residuals."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np
from attrs import frozen

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction, Weights
from kimcore.network.arrays import Bools, Floats, Ints
from kimcore.network.draws import checked_draws, is_exact, number_of_orders, orders
from kimcore.network.fits import PERFECT, Fit, FitFunction, linear_fit, logistic_fit
from kimcore.network.inference import share
from kimcore.network.relations import LookUp, Relation, RelationLike, off_diagonal, permuted_products, relations

Model: TypeAlias = Literal["linear", "logistic"]

_ALMOST = 1e-9
_NONE: Mapping[str, float] = MappingProxyType({})


@frozen(kw_only=True)
class Regression:
    """The coefficients of a regression on relations, with their tests (*MRQAP-Regression*)."""

    name: str = "mrqap"
    coefficients: Mapping[str, float] = _NONE
    """For each relation by name, and for ``"intercept"``; log odds in the logistic model."""
    standardised: Mapping[str, float] = _NONE
    """The same on the scale of standard deviations, of x and y in the linear model, of x alone in the logistic one."""
    statistic: Mapping[str, float] = _NONE
    """t in the linear model, Wald's z in the logistic one; it is what p compares."""
    p: Mapping[str, float] = _NONE
    """Share of orders with a statistic at least as far from 0; the intercept has none."""
    p_greater: Mapping[str, float] = _NONE
    p_less: Mapping[str, float] = _NONE
    r_squared: float | None = None
    """Share of variance explained; McFadden's 1 - deviance / null deviance in the logistic model."""
    reason: str | None = None
    """Why nothing could be computed: ``collinear``, ``no_variance``, ``too_few_cells`` or ``separation``."""
    cells: int
    """Number of cells of the regression; each pair once where all relations are symmetric."""
    missing_cells: int = 0
    card: Card

    @property
    def value(self) -> float | None:
        """Return R², the one number of the whole regression."""
        return self.r_squared


@frozen(kw_only=True, eq=False)
class _Data:
    y: Relation
    xs: tuple[Relation, ...]
    one_triangle: bool
    known: Bools | None
    """Shape (n, n): cells known in all relations; `None` where all are."""

    @property
    def counted(self) -> Bools:
        mask = off_diagonal(self.y.n, one_triangle=self.one_triangle)
        return mask if self.known is None else mask & self.known


def mrqap(
    y: RelationLike,
    xs: Mapping[str, RelationLike] | Sequence[RelationLike],
    *,
    permutations: int = 2000,
    seed: int = 0,
    model: Model = "linear",
) -> Regression:
    """Regress one relation on others and test each coefficient by chance.

    For each x its residual on the other x is formed, the actors of the residual change places (rows and columns together),
    and y is regressed on it and the other x; the t statistic is compared with the observed one, since t has a distribution
    that does not depend on the other coefficients (double semi-partialling).
    Up to 8 actors every order is tried. Cells missing in any relation are left out, and anew where a missing one moves to.

    Args:
        y: The relation to explain; 0 and 1 only in the logistic model.
        xs: The explaining relations by name; a sequence is named ``x1``, ``x2`` and so on.
        permutations: Number of draws; the same draws serve all coefficients.
        seed: The same seed gives the same p.
        model: ``"linear"`` (least squares) or ``"logistic"`` (maximum likelihood).

    Raises:
        NetworkError: If a relation cannot be read, the actors differ, there is no x, the model is unknown, or y does not fit it.

    Source:
        Dekker, Krackhardt & Snijders 2007, Sensitivity of MRQAP tests to collinearity and autocorrelation conditions,
        Psychometrika 72(4), 563-581, doi:10.1007/s11336-007-9016-1

    Example:
        >>> import networkx as nx
        >>> refers = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")])
        >>> knows = nx.DiGraph([("a", "b"), ("b", "c"), ("d", "a"), ("d", "e")])
        >>> agreed = nx.DiGraph([("a", "b"), ("e", "d"), ("c", "b"), ("d", "c")])
        >>> fit = mrqap(refers, {"knows": knows, "agreed": agreed})
        >>> {name: round(value, 3) for name, value in fit.coefficients.items()}
        {'intercept': 0.132, 'knows': 0.627, 'agreed': -0.039}
        >>> {name: round(value, 3) for name, value in fit.p.items()}
        {'knows': 0.067, 'agreed': 0.883}
    """
    draws, seed = checked_draws(permutations, seed)
    if model not in {"linear", "logistic"}:
        raise NetworkError(f"model: expected 'linear' or 'logistic', found {model!r}")
    names, data = _read(y, xs)
    if model == "logistic" and not np.all(data.y.values == 1):
        raise NetworkError("y: expected only 0 and 1 for a logistic regression, found other numbers")
    counted = data.counted
    target = data.y.dense[counted]
    design = np.column_stack([np.ones(len(target)), *(x.dense[counted] for x in data.xs)])
    fit = linear_fit(target, design) if model == "linear" else logistic_fit(target, design)
    whole = data.y.cells // (2 if data.one_triangle else 1)
    card = _card(data, model=model, draws=draws, seed=seed, names=names)
    if fit.reason is not None:
        return Regression(reason=fit.reason, cells=len(target), missing_cells=whole - len(target), card=card)
    drawn = _drawn(data, model=model, draws=draws, seed=seed)
    observed = fit.statistics[1:]
    scale = design[:, 1:].std(axis=0) / (target.std() if model == "linear" else 1.0)
    far, high, low = (
        {
            name: share(is_extreme(found, here), found, n=data.y.n)
            for name, here, found in zip(names, observed, drawn.T, strict=True)
        }
        for is_extreme in (_is_far, _is_high, _is_low)
    )
    return Regression(
        coefficients=dict(zip(("intercept", *names), fit.coefficients.tolist(), strict=True)),
        standardised=dict(zip(names, (fit.coefficients[1:] * scale).tolist(), strict=True)),
        statistic=dict(zip(("intercept", *names), fit.statistics.tolist(), strict=True)),
        p=far,
        p_greater=high,
        p_less=low,
        r_squared=fit.r_squared,
        cells=len(target),
        missing_cells=whole - len(target),
        card=card,
    )


def _is_far(found: Floats, observed: float) -> Bools:
    return np.asarray(np.abs(found) >= abs(observed) - _slack(observed))


def _is_high(found: Floats, observed: float) -> Bools:
    return np.asarray(found >= observed - _slack(observed))


def _is_low(found: Floats, observed: float) -> Bools:
    return np.asarray(found <= observed + _slack(observed))


def _slack(observed: float) -> float:
    """Return how far two statistics may lie apart and still be the same, added up in another order."""
    return _ALMOST * abs(observed) if np.isfinite(observed) else 0.0


def _read(y: RelationLike, xs: Mapping[str, RelationLike] | Sequence[RelationLike]) -> tuple[tuple[str, ...], _Data]:
    named = dict(xs) if isinstance(xs, Mapping) else {f"x{place}": x for place, x in enumerate(xs, start=1)}
    if not named:
        raise NetworkError("xs: expected at least one relation, found none")
    if {"intercept", "y"} & set(named):
        raise NetworkError("xs: expected names other than 'intercept' and 'y'")
    read = relations({"y": y} | named)
    masks = [relation.missing for relation in read.values() if relation.missing is not None]
    return tuple(named), _Data(
        y=read["y"],
        xs=tuple(read[name] for name in named),
        one_triangle=all(relation.symmetric for relation in read.values()),
        known=~np.logical_or.reduce(masks) if masks else None,
    )


def _drawn(data: _Data, *, model: Model, draws: int, seed: int) -> Floats:
    """Give the statistic of each x under each order, shape (orders, xs)."""
    if model == "linear" and data.known is None:
        return _drawn_by_products(data, draws=draws, seed=seed)
    fit = linear_fit if model == "linear" else logistic_fit
    return np.array(
        [[last.statistics[-1] if last.reason is None else np.nan for last in row] for row in _refits(data, fit, draws, seed)]
    )


def _refits(data: _Data, fit: FitFunction, draws: int, seed: int) -> Iterator[list[Fit]]:
    """Fit every x anew for every order, the plain way: it serves missing cells and the logistic model."""
    counted = data.counted
    values = [np.ones((data.y.n, data.y.n)), *(x.dense for x in data.xs)]
    residuals = [_residual(values, k, counted) for k in range(1, len(values))]
    target = data.y.dense
    for block in orders(data.y.n, draws=draws, seed=seed):
        for order in block:
            row = []
            for k, residual in enumerate(residuals, start=1):
                moved = residual[np.ix_(order, order)]
                cells = counted & ~np.isnan(moved)
                others = [value[cells] for place, value in enumerate(values) if place != k]
                row.append(fit(target[cells], np.column_stack([*others, moved[cells]])))
            yield row


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


def _drawn_by_products(data: _Data, *, draws: int, seed: int) -> Floats:
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
    entries = sum(len(part.values) for part in parts)
    blocks = []
    for block in orders(data.y.n, draws=draws, seed=seed, cells=entries):
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


def _card(data: _Data, *, model: Model, draws: int, seed: int, names: tuple[str, ...]) -> Card:
    n = data.y.n
    return Card(
        name="mrqap",
        definition="y = b0 + b1 * x1 + ... over the cells; residuals of each x moved, p = (1 + b) / (1 + B) on its t",
        source="Dekker, Krackhardt & Snijders 2007",
        doi="10.1007/s11336-007-9016-1",
        direction=Direction.UNDIRECTED if data.one_triangle else Direction.DIRECTED,
        weights=Weights.STRENGTH,
        disconnected="counted",
        n=n,
        seed=None if is_exact(n) else seed,
        permutations=number_of_orders(n, draws),
        parameters=(
            ("cells", "one_triangle" if data.one_triangle else "off_diagonal"),
            ("enumeration", "exact" if is_exact(n) else "drawn"),
            ("missing", "none" if data.known is None else "left_out_listwise"),
            ("model", model),
            ("pivot", "t" if model == "linear" else "z"),
            ("xs", ", ".join(names)),
        ),
    )
