"""MRQAP: published values, the fast way against the plain way, and what cannot be computed."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network import regression, semipartial
from kimcore.network.arrays import Bools, Floats
from kimcore.network.fits import logistic_fit
from kimcore.network.regression import Regression, mrqap


@pytest.fixture
def managers(hightech: Mapping[str, Any]) -> Regression:
    """Explain advice by friendship and by who reports to whom."""
    xs = {"friendship": hightech["friendship"], "reports_to": hightech["reports_to"]}
    return mrqap(hightech["advice"], xs, permutations=2000, seed=1)


def test_managers_coefficients(managers: Regression, hightech: Mapping[str, Any]) -> None:
    """The coefficients for the high-tech managers are the printed ones."""
    assert managers.coefficients == pytest.approx(hightech["expected"]["ols"], abs=1e-8)


def test_managers_standardised(managers: Regression, hightech: Mapping[str, Any]) -> None:
    """The standardised coefficients are the printed ones."""
    assert managers.standardised == pytest.approx(hightech["expected"]["std"], abs=5e-4)


def test_managers_explained(managers: Regression, hightech: Mapping[str, Any]) -> None:
    """The share of variance explained is the printed one, and the value of the whole."""
    assert managers.r_squared == pytest.approx(hightech["expected"]["r2"], abs=1e-9)
    assert managers.value == managers.r_squared


def test_managers_tests(managers: Regression) -> None:
    """Friendship is not, reporting is beyond chance, as printed."""
    assert 0.05 < managers.p["friendship"] < 0.15
    assert managers.p["reports_to"] < 0.01


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=15)
def test_fast_and_plain_way_agree(seed: int, symmetric: bool) -> None:  # noqa: FBT001 - Hypothesis hands it over so
    """Sums of products give the t and p that refitting for every order gives."""
    rng = np.random.default_rng(seed)
    y, *xs = (rng.normal(size=(4, 4)) for _ in range(3))
    if symmetric:
        y, *xs = (matrix + matrix.T for matrix in (y, *xs))
    fast = mrqap(y, xs)
    counted = np.triu(np.ones((4, 4), bool), 1) if symmetric else ~np.eye(4, dtype=bool)
    for place, name in enumerate(fast.p):
        drawn = [_t_of_moved(y, xs, place, counted, list(order)) for order in permutations(range(4))]
        observed = _t_of_moved(y, xs, place, counted, [0, 1, 2, 3])
        assert observed == pytest.approx(fast.statistic[name])
        assert fast.p[name] == np.mean([abs(t) >= abs(observed) * (1 - 1e-9) for t in drawn])


def _t_of_moved(y: Floats, xs: list[Floats], place: int, counted: Bools, order: list[int]) -> float:
    """Return t of a moved residual by textbook formulas."""
    others = [np.ones((4, 4)), *(x for k, x in enumerate(xs) if k != place)]
    design = np.column_stack([other[counted] for other in others])
    residual = np.zeros((4, 4))
    residual[counted] = xs[place][counted] - design @ np.linalg.lstsq(design, xs[place][counted], rcond=None)[0]
    if not counted[1, 0]:
        residual = residual + residual.T
    moved = residual[np.ix_(order, order)][counted]
    full = np.column_stack([design, moved])
    solution = np.linalg.lstsq(full, y[counted], rcond=None)[0]
    left = y[counted] - full @ solution
    variance = left @ left / (len(left) - full.shape[1]) * np.linalg.inv(full.T @ full)[-1, -1]
    return float(solution[-1] / np.sqrt(variance))


def test_logistic_against_known_odds() -> None:
    """With one binary x the log odds are those of the fourfold table."""
    rng = np.random.default_rng(1)
    x = rng.integers(0, 2, (12, 12)).astype(float)
    y = (rng.random((12, 12)) < 0.3 + 0.3 * x).astype(float)
    counted = ~np.eye(12, dtype=bool)
    odds = {value: y[counted & (x == value)].mean() / (1 - y[counted & (x == value)].mean()) for value in (0, 1)}
    fit = mrqap(y, {"x": x}, model="logistic", permutations=20)
    assert fit.coefficients["intercept"] == pytest.approx(np.log(odds[0]))
    assert fit.coefficients["x"] == pytest.approx(np.log(odds[1] / odds[0]))


def test_logistic_finds_what_is_there() -> None:
    """A relation that doubles the chance of a tie is found, one that does nothing is not."""
    rng = np.random.default_rng(8)
    helps, idle = (rng.integers(0, 2, (20, 20)).astype(float) for _ in range(2))
    y = (rng.random((20, 20)) < 0.2 + 0.4 * helps).astype(float)
    fit = mrqap(y, {"helps": helps, "idle": idle}, model="logistic", permutations=199)
    assert fit.p["helps"] == 1 / 200
    assert fit.p["idle"] > 0.05


def test_logistic_orders_together_and_one_by_one() -> None:
    """The logistic test of complete data, done for many orders at once, is the one done order by order."""
    y, x, other = (nx.gnp_random_graph(4, 0.5, seed=seed, directed=True) for seed in (3, 5, 8))
    together = mrqap(y, [x, other], model="logistic")
    _, data = regression._read(y, [x, other])  # noqa: SLF001 - the two ways are compared
    one_by_one = [
        [np.nan if fit.reason else fit.statistics[-1] for fit in row] for row in semipartial.refits(data, logistic_fit, 1, 0)
    ]
    for place, name in enumerate(together.p):
        drawn = np.array(one_by_one)[:, place]
        expected = np.mean([np.isnan(z) or abs(z) >= abs(together.statistic[name]) - 1e-9 for z in drawn])
        assert together.p[name] == pytest.approx(expected)


def test_separation_is_named() -> None:
    """A relation that tells ties from no ties without a fault has no finite log odds."""
    y = nx.gnp_random_graph(9, 0.4, seed=1, directed=True)
    fit = mrqap(y, {"same": y}, model="logistic", permutations=5)
    assert fit.reason == "separation"
    assert fit.coefficients == {}


def test_perfect_fit() -> None:
    """A relation explains itself fully; only the five turns of a circle do as well, and with another relation not even those."""
    y = nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])
    fit = mrqap(y, {"same": y, "other": nx.DiGraph([(0, 2), (1, 3), (4, 1), (3, 0), (2, 1)])})
    assert fit.coefficients == pytest.approx({"intercept": 0, "same": 1, "other": 0})
    assert fit.value == 1
    assert fit.p["same"] == 1 / 120
    assert mrqap(y, {"same": y}).p["same"] == 5 / 120
    assert fit.p["other"] == 1


def test_missing_cells_are_left_out() -> None:
    """A missing cell takes no part in the regression."""
    rng = np.random.default_rng(4)
    y, x = rng.normal(size=(6, 6)), rng.normal(size=(6, 6))
    x[2, 3] = np.nan
    counted = ~np.eye(6, dtype=bool) & ~np.isnan(x)
    slope, intercept = np.polyfit(x[counted], y[counted], 1)
    fit = mrqap(y, {"x": x})
    assert fit.coefficients == pytest.approx({"intercept": intercept, "x": slope})
    assert (fit.cells, fit.missing_cells) == (29, 1)


@pytest.mark.parametrize(
    ("y", "xs", "reason"),
    [
        (nx.path_graph(4), {"empty": nx.empty_graph(4)}, "collinear"),
        (nx.path_graph(4), {"a": nx.star_graph(3), "b": nx.star_graph(3)}, "collinear"),
        (nx.empty_graph(4), {"a": nx.path_graph(4)}, "no_variance"),
        (nx.path_graph(2), {"a": nx.path_graph(2)}, "too_few_cells"),
    ],
)
def test_no_regression(y: nx.Graph, xs: Mapping[str, nx.Graph], reason: str) -> None:
    """What has no solution gives no coefficients but a reason."""
    fit = mrqap(y, xs)
    assert fit.reason == reason
    assert fit.value is None


def test_sequence_is_numbered() -> None:
    """Relations without names are called x1, x2 and so on."""
    y, a, b = (nx.gnp_random_graph(6, 0.5, seed=seed, directed=True) for seed in (1, 2, 3))
    assert list(mrqap(y, [a, b]).p) == ["x1", "x2"]


@pytest.mark.parametrize(
    ("xs", "model", "message"),
    [
        ({}, "linear", "xs: expected at least one relation, found none"),
        ({"intercept": nx.path_graph(3)}, "linear", "xs: expected names other than 'intercept' and 'y'"),
        ({"x": nx.path_graph(4)}, "linear", "x: expected 3 actors as in y, found 4"),
        ({"x": nx.path_graph(3)}, "probit", "model: expected 'linear' or 'logistic', found 'probit'"),
    ],
)
def test_bad_input(xs: Mapping[str, nx.Graph], model: Any, message: str) -> None:  # noqa: ANN401 - also wrong ones
    """What cannot be read is refused by name."""
    with pytest.raises(NetworkError, match=message):
        mrqap(nx.path_graph(3), xs, model=model)


def test_logistic_wants_zero_and_one() -> None:
    """Strengths are no yes or no."""
    with pytest.raises(NetworkError, match="y: expected only 0 and 1"):
        mrqap([[0, 2, 1], [0, 0, 0], [1, 0, 0]], [nx.path_graph(3)], model="logistic")
