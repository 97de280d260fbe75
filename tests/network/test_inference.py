"""QAP: published values, exact enumeration, and what chance must not depend on."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.inference import qap
from kimcore.network.relations import LookUp, relations


def test_knoke_information_and_money(knoke: Mapping[str, Any]) -> None:
    """The two Knoke relations correlate as printed."""
    result = qap(knoke["information"], knoke["money"], permutations=10)
    assert result.value == pytest.approx(knoke["expected"]["qap_pearson_information_money"], abs=1e-10)


def test_padgett_marriage_and_business(padgett: Mapping[str, Any]) -> None:
    """The Florentine families' relations correlate over one triangle as printed."""
    result = qap(padgett["marriage"], padgett["business"], permutations=10)
    assert result.value == pytest.approx(padgett["expected"]["qap_r"], abs=1e-8)
    assert result.cells == padgett["expected"]["n_dyads"]


def test_padgett_under_chance(padgett: Mapping[str, Any]) -> None:
    """Mean and spread of the Florentine correlation under chance are those of the textbook and of sna."""
    result = qap(padgett["marriage"], padgett["business"], permutations=20_000, seed=1)
    assert result.permutation_mean == pytest.approx(padgett["expected"]["book_perm_mean"], abs=3e-3)
    assert result.permutation_sd == pytest.approx(padgett["expected"]["sna_perm_sd"], abs=1.5e-3)


def test_graphs_and_arrays_agree() -> None:
    """A graph and its matrix give the same result."""
    x, y = nx.gnp_random_graph(12, 0.3, seed=1, directed=True), nx.gnp_random_graph(12, 0.3, seed=2, directed=True)
    assert qap(x, y, permutations=50) == qap(nx.to_numpy_array(x), nx.to_numpy_array(y), permutations=50)


def test_exact_enumeration() -> None:
    """With few actors p is the share of all orders, the plain way round."""
    rng = np.random.default_rng(3)
    x, y = rng.integers(0, 2, (5, 5)), rng.integers(0, 2, (5, 5))
    counted = ~np.eye(5, dtype=bool)
    observed = np.corrcoef(x[counted], y[counted])[0, 1]
    all_of_them = [np.corrcoef(x[counted], y[np.ix_(order, order)][counted])[0, 1] for order in permutations(range(5))]
    result = qap(x, y)
    assert result.card.permutations == 120
    assert result.p == np.mean([abs(found) >= abs(observed) - 1e-9 for found in all_of_them])
    assert result.p_greater == np.mean([found >= observed - 1e-9 for found in all_of_them])
    assert result.p_less == np.mean([found <= observed + 1e-9 for found in all_of_them])
    assert result.permutation_mean == pytest.approx(np.mean(all_of_them))
    assert result.permutation_sd == pytest.approx(np.std(all_of_them))


def test_same_seed_same_bytes() -> None:
    """The same seed gives the same p, another seed another sample."""
    x, y = nx.gnp_random_graph(30, 0.2, seed=1), nx.gnp_random_graph(30, 0.2, seed=2)
    assert qap(x, y, permutations=100, seed=5) == qap(x, y, permutations=100, seed=5)
    assert qap(x, y, permutations=100, seed=5).permutation_mean != qap(x, y, permutations=100, seed=6).permutation_mean


def test_p_of_a_known_seed(knoke: Mapping[str, Any]) -> None:
    """A seed keeps its meaning: this p must never change."""
    assert qap(knoke["information"], knoke["money"], permutations=2000, seed=1).p == 1696 / 2001


def test_p_is_never_zero() -> None:
    """A network correlates with itself, and p is 1 / (1 + B) at the least."""
    x = nx.gnp_random_graph(40, 0.2, seed=1, directed=True)
    result = qap(x, x, permutations=99)
    assert result.value == pytest.approx(1)
    assert result.p == 0.01


def test_missing_cells_left_out() -> None:
    """A missing cell takes no part in the correlation."""
    x: list[list[float | None]] = [[0, 1, 0, None], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 0, 0]]
    y: list[list[float | None]] = [[0, 1, 0, 1], [1, 0, 0, 0], [0, 1, 0, 1], [0, float("nan"), 0, 0]]
    known = ~np.eye(4, dtype=bool)
    known[0, 3] = known[3, 1] = False
    expected = np.corrcoef(np.array(x, dtype=float)[known], np.array(y, dtype=float)[known])[0, 1]
    result = qap(x, y)
    assert result.value == pytest.approx(expected)
    assert (result.cells, result.missing_cells) == (10, 2)
    assert ("missing", "left_out_pairwise") in result.card.parameters


def test_nothing_missing_agrees_with_the_fast_way() -> None:
    """A matrix whose missing cell is in both relations' diagonal counts as complete."""
    x = np.array(nx.to_numpy_array(nx.gnp_random_graph(10, 0.4, seed=1, directed=True)))
    np.fill_diagonal(x, np.nan)
    y = nx.to_numpy_array(nx.gnp_random_graph(10, 0.4, seed=2, directed=True))
    assert qap(x, y, permutations=20) == qap(np.nan_to_num(x), y, permutations=20)


def test_relation_too_large_for_a_table() -> None:
    """A relation looked up by search gives what one looked up in a table gives."""
    relation = relations({"x": nx.gnp_random_graph(20, 0.3, seed=1, directed=True)})["x"]
    cells = np.arange(400)
    assert np.array_equal(LookUp(relation, table_cells=0)(cells), LookUp(relation)(cells))


def test_no_variance() -> None:
    """A network without any tie correlates with nothing, and says so."""
    result = qap(nx.empty_graph(4), nx.path_graph(4))
    assert result.value is None
    assert result.p is None
    assert result.reason == "no_variance"


def test_one_actor() -> None:
    """One actor has no ties to compare."""
    assert qap([[0]], [[0]]).reason == "fewer_than_two_actors"


@given(st.integers(0, 10_000), st.booleans())
def test_symmetric_in_its_arguments(seed: int, directed: bool) -> None:  # noqa: FBT001 - Hypothesis hands it over so
    """Which relation comes first does not change r, nor p where all orders are tried."""
    x, y = (nx.gnp_random_graph(4, 0.5, seed=seed + shift, directed=directed) for shift in (0, 1))
    one, other = qap(x, y), qap(y, x)
    assert one.value == pytest.approx(other.value) if one.value is not None else other.value is None
    assert (one.p, one.p_greater, one.p_less) == (other.p, other.p_greater, other.p_less)


@given(st.integers(0, 10_000))
def test_relabelling(seed: int) -> None:
    """Other names in the same places change nothing."""
    x, y = (nx.gnp_random_graph(5, 0.5, seed=seed + shift, directed=True) for shift in (0, 1))
    names = {0: "e", 1: "a", 2: "d", 3: "b", 4: "c"}
    one, other = qap(x, y), qap(nx.relabel_nodes(x, names), nx.relabel_nodes(y, names))
    assert one.value == pytest.approx(other.value) if one.value is not None else other.value is None
    assert one.p == other.p


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([[0, 1]], [[0, 1], [1, 0]], r"x: expected a networkx graph or a square array, found an array of shape \(1, 2\)"),
        ([[0, 1], [1, 0]], [[0]], "y: expected 2 actors as in x, found 1"),
        ([[0, "many"], [1, 0]], [[0, 1], [1, 0]], "x: expected a networkx graph or a square array of numbers, found list"),
        ([[0, float("inf")], [1, 0]], [[0, 1], [1, 0]], "x: expected finite numbers, found an infinite one in row 0"),
        (nx.path_graph(2), nx.Graph([(0, 7)]), "y: expected the same actors as in x, but only one of the two has 1, 7"),
        (7, [[0, 1], [1, 0]], r"x: expected a networkx graph or a square array, found an array of shape \(\)"),
    ],
)
def test_bad_relations(x: list[list[float | None]], y: list[list[float | None]], message: str) -> None:
    """What is no relation, or one over other actors, is refused by name."""
    with pytest.raises(NetworkError, match=message):
        qap(x, y)


@pytest.mark.parametrize(
    ("permutations", "seed", "message"),
    [
        (0, 0, "permutations: expected a whole number of at least 1, found 0"),
        (True, 0, "permutations: expected a whole number of at least 1, found True"),
        (10, -1, "seed: expected a whole number of at least 0, found -1"),
        (10, None, "seed: expected a whole number of at least 0, found None"),
    ],
)
def test_bad_draws(permutations: int, seed: int, message: str) -> None:
    """Draws and seed are whole numbers, or the test is refused."""
    with pytest.raises(NetworkError, match=message):
        qap([[0, 1], [1, 0]], [[0, 1], [1, 0]], permutations=permutations, seed=seed)
