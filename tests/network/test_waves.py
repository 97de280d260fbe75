"""Waves: who came and went, which ties, and whether the change is more than chance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network import density
from kimcore.network.bootstrap import bootstrap_difference
from kimcore.network.waves import compare_waves, quarter_days, series

SPRING = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")])
AUTUMN = nx.DiGraph([("a", "b"), ("c", "b"), ("e", "a"), ("e", "b")])


def test_actors_come_and_go() -> None:
    """Entries and exits are told apart from those who stay."""
    change = compare_waves(SPRING, AUTUMN)
    assert (change.common, change.entered, change.left) == (("a", "b", "c"), ("e",), ("d",))


def test_ties_change_among_those_who_stay() -> None:
    """Only ties between common actors are kept, gained or lost; the others are counted apart."""
    change = compare_waves(SPRING, AUTUMN)
    assert (change.kept, change.gained, change.lost) == ((("a", "b"),), (("c", "b"),), (("b", "c"),))
    assert (change.ties_of_left, change.ties_of_entered) == (2, 2)


def test_measures_of_change() -> None:
    """One tie kept, one gained, one lost: Jaccard 1/3, turnover 2/4, Hamming 2."""
    change = compare_waves(SPRING, AUTUMN)
    assert change.jaccard.value == pytest.approx(1 / 3)
    assert change.turnover.value == 0.5
    assert change.hamming.value == 2


def test_jaccard_of_the_families(padgett: Mapping[str, Any]) -> None:
    """Marriage and business of the Florentine families overlap as printed."""
    marriage, business = (nx.from_numpy_array(np.array(padgett[name])) for name in ("marriage", "business"))
    assert compare_waves(marriage, business).jaccard.value == pytest.approx(padgett["expected"]["jaccard"])


def test_no_ties_on_either_day() -> None:
    """Without ties nothing can be kept or lost."""
    change = compare_waves(nx.empty_graph(3), nx.empty_graph(3))
    assert (change.jaccard.value, change.jaccard.reason) == (None, "no_ties")
    assert change.hamming.value == 0


def test_no_common_actor() -> None:
    """Two networks of different actors have no ties to compare."""
    change = compare_waves(nx.path_graph(2), nx.Graph([("a", "b")]))
    assert change.common == ()
    assert change.turnover.reason == "no_ties"


@given(st.integers(0, 10_000), st.booleans())
def test_back_and_forth(seed: int, directed: bool) -> None:  # noqa: FBT001 - Hypothesis hands it over so
    """Turning time round turns gains into losses and entries into exits, and leaves the measures as they are."""
    one, other = (nx.gnp_random_graph(6, 0.4, seed=seed + shift, directed=directed) for shift in (0, 1))
    other.remove_node(0)
    there, back = compare_waves(one, other), compare_waves(other, one)
    assert (there.gained, there.entered) == (back.lost, back.left)
    assert (there.jaccard, there.turnover, there.hamming) == (back.jaccard, back.turnover, back.hamming)


def test_mixed_waves() -> None:
    """A directed and an undirected wave cannot be compared."""
    with pytest.raises(NetworkError, match="waves: expected both graphs to be directed or both undirected"):
        compare_waves(SPRING, nx.path_graph(2))
    with pytest.raises(NetworkError, match="waves: expected both graphs to be directed or both undirected"):
        bootstrap_difference(SPRING, nx.path_graph(2))


def test_series_is_in_order() -> None:
    """A series runs from the earliest day on and says what changed from each day to the next."""
    waves = series([(date(2024, 9, 30), AUTUMN), (date(2024, 3, 31), SPRING)], {"density": density})
    assert [wave.day for wave in waves] == [date(2024, 3, 31), date(2024, 9, 30)]
    assert waves[0].change is None
    assert waves[1].change == compare_waves(SPRING, AUTUMN)
    assert waves[1].metrics["density"] == density(AUTUMN)


def test_series_refuses_a_day_twice() -> None:
    """Two networks of one day leave open which one holds."""
    with pytest.raises(NetworkError, match="waves: expected each day once, found 2024-03-31 twice"):
        series([(date(2024, 3, 31), AUTUMN), (date(2024, 3, 31), SPRING)], {})


def test_quarters_of_two_years() -> None:
    """Quarters end on the last day of March, June, September and December."""
    days = quarter_days(date(2023, 1, 1), date(2024, 12, 31))
    assert [f"{day:%m-%d}" for day in days] == ["03-31", "06-30", "09-30", "12-31"] * 2


def test_quarters_backwards() -> None:
    """A span that ends before it begins is refused."""
    with pytest.raises(NetworkError, match="last_day: expected a day from 2024-01-01 on, found 2023-12-31"):
        quarter_days(date(2024, 1, 1), date(2023, 12, 31))


def test_bootstrap_value_is_the_difference_of_densities() -> None:
    """The value is the density after minus the density before, among the common actors."""
    result = bootstrap_difference(SPRING, AUTUMN, samples=10)
    assert result.value == pytest.approx(2 / 6 - 2 / 6)
    assert result.card.n == 3


def test_bootstrap_spread_of_independent_ties() -> None:
    """Against an empty network the standard error is near what resampling by hand gives."""
    graph = nx.gnp_random_graph(15, 0.3, seed=1, directed=True)
    matrix = nx.to_numpy_array(graph, nodelist=range(15))
    rng = np.random.default_rng(1)
    cells = matrix[~np.eye(15, dtype=bool)]
    densities = []
    for _ in range(3000):
        copies = rng.integers(0, 15, 15)
        sample = matrix[np.ix_(copies, copies)]
        own = np.equal.outer(copies, copies)
        sample[own] = rng.choice(cells, own.sum())
        densities.append(sample[~np.eye(15, dtype=bool)].mean())
    result = bootstrap_difference(nx.empty_graph(15, create_using=nx.DiGraph), graph, samples=3000)
    assert result.standard_error == pytest.approx(np.std(densities), rel=0.06)
    assert result.lower is not None
    assert result.upper is not None
    assert result.lower < graph.number_of_edges() / 210 < result.upper


def test_bootstrap_is_repeatable() -> None:
    """The same seed gives the same result."""
    assert bootstrap_difference(SPRING, AUTUMN, samples=50, seed=3) == bootstrap_difference(SPRING, AUTUMN, samples=50, seed=3)


def test_bootstrap_without_change() -> None:
    """Two equal waves differ by nothing, and there is no test of nothing."""
    result = bootstrap_difference(SPRING, SPRING, samples=20)
    assert (result.value, result.z, result.reason) == (0, None, "no_variance")


def test_bootstrap_needs_a_pair() -> None:
    """Fewer than two common actors have no density."""
    assert bootstrap_difference(nx.path_graph(1), nx.path_graph(3)).reason == "fewer_than_two_common_actors"
