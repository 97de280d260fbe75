"""Least squares and logistic regression, no more of either than a permutation test needs."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from kimcore.network.arrays import Floats
from kimcore.records import frozen

_NOTHING = np.zeros(0)
_STEPS = 50
PERFECT = 1e-12
"""What is left of a whole below this share is left by rounding."""
_CONVERGED = 1e-10
_SURE = 30.0
"""Log odds beyond which a cell is all but certain (1 in 10 million million): coefficients that grow so far have no end."""


@frozen(kw_only=True, eq=False)
class Fit:
    """One regression."""

    coefficients: Floats = _NOTHING
    """Shape (columns,)."""
    statistics: Floats = _NOTHING
    """Shape (columns,): each coefficient divided by its standard error."""
    r_squared: float | None = None
    reason: str | None = None


FitFunction: TypeAlias = Callable[[Floats, Floats], Fit]


def linear_fit(y: Floats, x: Floats) -> Fit:
    """Fit least squares; x is (cells, columns) with the constant among its columns.

    Example:
        >>> fit = linear_fit(np.array([0.0, 1.0, 1.0, 3.0]), np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]]))
        >>> fit.coefficients.round(6).tolist(), fit.statistics.round(3).tolist(), round(fit.r_squared, 3)
        ([-0.1, 0.9], [-0.202, 3.402], 0.853)
    """
    reason = _unfit(y, x)
    if reason is not None:
        return Fit(reason=reason)
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ (x.T @ y)
    left = y - x @ coefficients
    total = float(((y - y.mean()) ** 2).sum())
    unexplained = rounded_to_zero(float(left @ left), total)
    errors = np.sqrt(unexplained / (len(y) - x.shape[1]) * np.diag(inverse))
    if not unexplained:  # a perfect fit is infinitely sure of every coefficient but those that are 0
        statistics = np.where(np.abs(coefficients) > PERFECT, np.copysign(np.inf, coefficients), 0.0)
    else:
        statistics = coefficients / errors
    return Fit(coefficients=coefficients, statistics=statistics, r_squared=1 - unexplained / total)


def rounded_to_zero(part: float, whole: float) -> float:
    """Return 0 for what is left of a whole by rounding alone.

    Example:
        >>> rounded_to_zero(1e-17, 1.0), rounded_to_zero(0.5, 1.0)
        (0.0, 0.5)
    """
    return part if part > PERFECT * whole else 0.0


def moved_statistics(y: Floats, x: Floats, moved: Floats) -> Floats:
    """Fit a logistic regression anew for many versions of one last column, and give Wald's z of that column.

    Args:
        y: Shape (cells,), 0 and 1.
        x: Shape (cells, columns), the constant among them.
        moved: Shape (versions, cells).

    Example:
        >>> y, moved = np.array([0.0, 0, 0, 1, 0, 1, 1, 1]), np.array([[0.0, 0, 0, 0, 1, 1, 1, 1]])
        >>> moved_statistics(y, np.ones((8, 1)), moved).round(3).tolist()
        [1.346]
    """
    designs = np.concatenate([np.broadcast_to(x, (len(moved), *x.shape)), moved[:, :, np.newaxis]], axis=2)
    turned = designs.swapaxes(1, 2)
    columns = designs.shape[2]
    failed = np.linalg.matrix_rank(turned @ designs, hermitian=True) < columns
    coefficients = np.zeros((len(moved), columns, 1))
    information = np.tile(np.eye(columns), (len(moved), 1, 1))
    settled = np.zeros(len(moved), dtype=np.bool_)
    for _ in range(_STEPS):
        odds = designs @ coefficients
        failed |= np.abs(odds).max(axis=(1, 2)) > _SURE
        expected = 1 / (1 + np.exp(-np.clip(odds, -_SURE, _SURE)))
        information = turned @ (expected * (1 - expected) * designs)
        information[failed] = np.eye(columns)  # a version without a solution must not stop the others
        step = np.linalg.solve(information, turned @ (y[:, np.newaxis] - expected))
        step[failed] = 0
        coefficients = coefficients + step
        settled = np.abs(step).max(axis=(1, 2)) < _CONVERGED * (1 + np.abs(coefficients).max(axis=(1, 2)))
        if settled.all():
            break
    failed |= ~settled
    errors = np.sqrt(np.linalg.inv(information)[:, -1, -1])
    return np.where(failed, np.nan, coefficients[:, -1, 0] / errors)


def logistic_fit(y: Floats, x: Floats) -> Fit:
    """Fit a logistic regression by Newton's method; y holds 0 and 1.

    Example:
        >>> x = np.column_stack([np.ones(8), [0, 0, 0, 0, 1, 1, 1, 1]])
        >>> fit = logistic_fit(np.array([0.0, 0, 0, 1, 0, 1, 1, 1]), x)
        >>> fit.coefficients.round(6).tolist(), fit.statistics.round(3).tolist()
        ([-1.098612, 2.197225], [-0.951, 1.346])
    """
    reason = _unfit(y, x)
    if reason is not None:
        return Fit(reason=reason)
    coefficients = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        odds = x @ coefficients
        expected = 1 / (1 + np.exp(-np.clip(odds, -_SURE, _SURE)))
        spread = expected * (1 - expected)
        information = x.T @ (spread[:, np.newaxis] * x)
        if np.abs(odds).max() > _SURE:
            return Fit(reason="separation")
        try:
            step = np.linalg.solve(information, x.T @ (y - expected))
        except np.linalg.LinAlgError:
            return Fit(reason="separation")
        coefficients = coefficients + step
        if np.abs(step).max() < _CONVERGED * (1 + np.abs(coefficients).max()):
            break
    else:
        return Fit(reason="separation")
    odds = x @ coefficients
    deviance = float(np.logaddexp(0, odds).sum() - y @ odds)
    mean = y.mean()
    null = -len(y) * float(mean * np.log(mean) + (1 - mean) * np.log(1 - mean))
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(coefficients=coefficients, statistics=coefficients / errors, r_squared=1 - deviance / null)


def _unfit(y: Floats, x: Floats) -> str | None:
    if len(y) <= x.shape[1]:
        return "too_few_cells"
    if np.ptp(y) == 0:
        return "no_variance"
    scaled = x / np.maximum(np.abs(x).max(axis=0), np.finfo(np.float64).tiny)
    return "collinear" if np.linalg.matrix_rank(scaled.T @ scaled, hermitian=True) < x.shape[1] else None
