"""Which relations go with which, the others held equal: regression on matrices, tested by moving residuals."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Direction, Weights
from kimcore.network.arrays import Bools, Floats
from kimcore.network.draws import checked_draws, is_exact, number_of_orders
from kimcore.network.fits import linear_fit, logistic_fit
from kimcore.network.inference import share
from kimcore.network.progress import Progress, quiet
from kimcore.network.relations import RelationLike, relations
from kimcore.network.semipartial import Data, Model, drawn_statistics
from kimcore.records import frozen

_ALMOST = 1e-9
_NONE: Mapping[str, float] = MappingProxyType({})
_MRQAP = Card(
    name="mrqap",
    definition="y = b0 + b1 * x1 + ... over the cells; residuals of each x moved, p = (1 + b) / (1 + B) on its t",
    source="Dekker, Krackhardt & Snijders 2007",
    doi="10.1007/s11336-007-9016-1",
    weights=Weights.STRENGTH,
    disconnected="counted",
)


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


def mrqap(
    y: RelationLike,
    xs: Mapping[str, RelationLike] | Sequence[RelationLike],
    *,
    permutations: int = 2000,
    seed: int = 0,
    model: Model = "linear",
    progress: Progress = quiet,
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
        progress: Called with the steps done and in all, for a display.

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
    drawn = drawn_statistics(data, model=model, draws=draws, seed=seed, progress=progress)
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


def _read(y: RelationLike, xs: Mapping[str, RelationLike] | Sequence[RelationLike]) -> tuple[tuple[str, ...], Data]:
    named = dict(xs) if isinstance(xs, Mapping) else {f"x{place}": x for place, x in enumerate(xs, start=1)}
    if not named:
        raise NetworkError("xs: expected at least one relation, found none")
    if {"intercept", "y"} & set(named):
        raise NetworkError("xs: expected names other than 'intercept' and 'y'")
    read = relations({"y": y} | named)
    masks = [relation.missing for relation in read.values() if relation.missing is not None]
    return tuple(named), Data(
        y=read["y"],
        xs=tuple(read[name] for name in named),
        one_triangle=all(relation.symmetric for relation in read.values()),
        known=~np.logical_or.reduce(masks) if masks else None,
    )


def _card(data: Data, *, model: Model, draws: int, seed: int, names: tuple[str, ...]) -> Card:
    n = data.y.n
    return evolve(
        _MRQAP,
        direction=Direction.UNDIRECTED if data.one_triangle else Direction.DIRECTED,
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
