"""Missing answers: what the others say for the silent, and bounds that hold the truth."""

from collections.abc import Callable
from functools import partial
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.model.metric import Metric
from kimcore.network import centralization, connectedness, density, diameter, fragmentation, isolates, reciprocity, transitivity
from kimcore.network.bounds import metric_bounds
from kimcore.network.missing import density_bounds, reconstruct

METRICS: tuple[Callable[[nx.Graph], Metric], ...] = (
    density,
    connectedness,
    fragmentation,
    isolates,
    transitivity,
    diameter,
    reciprocity,
    partial(reciprocity, kind="dyad"),
    partial(reciprocity, kind="corrected"),
    centralization,
    partial(centralization, kind="in-degree"),
    partial(centralization, kind="out-degree"),
    partial(centralization, kind="betweenness"),
)


def hide(graph: nx.Graph, silent: list[int]) -> nx.Graph:
    """Return the answers of all but the silent."""
    answers = graph.copy()
    answers.remove_edges_from([edge for edge in graph.edges if edge[0] in silent and (graph.is_directed() or edge[1] in silent)])
    return answers


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("enumerate_up_to", [0, 10])
@given(seed=st.integers(0, 10_000), chance=st.sampled_from([0.1, 0.3, 0.6]), silent=st.sets(st.integers(0, 6), max_size=3))
@settings(max_examples=10)
def test_bounds_hold_the_truth(
    metric: Callable[[nx.Graph], Metric], enumerate_up_to: int, seed: int, chance: float, silent: set[int]
) -> None:
    """Whatever the silent would have said, the true value lies between the bounds."""
    truth = nx.gnp_random_graph(7, chance, seed=seed, directed=True)
    answers = hide(truth, list(silent))
    value = metric(truth).value
    bounds = metric_bounds(metric, answers, silent=silent, enumerate_up_to=enumerate_up_to)
    assert value is None or value in bounds


@pytest.mark.parametrize("metric", [density, connectedness, transitivity, centralization])
@given(seed=st.integers(0, 10_000), silent=st.sets(st.integers(0, 6), max_size=4))
@settings(max_examples=10)
def test_bounds_hold_the_truth_without_direction(metric: Callable[[nx.Graph], Metric], seed: int, silent: set[int]) -> None:
    """The same holds for undirected networks, where one report of two is enough."""
    truth = nx.gnp_random_graph(7, 0.3, seed=seed)
    bounds = metric_bounds(metric, hide(truth, list(silent)), silent=silent)
    value = metric(truth).value
    assert value is None or value in bounds


@pytest.mark.parametrize("metric", METRICS)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_exact_bounds_are_those_of_every_network(metric: Callable[[nx.Graph], Metric], seed: int) -> None:
    """Bounds found by thinking are never narrower than those found by trying, and equal where they say they are exact."""
    answers = hide(nx.gnp_random_graph(5, 0.4, seed=seed, directed=True), [0, 1])
    tried = metric_bounds(metric, answers, silent=[0, 1], enumerate_up_to=8)
    thought = metric_bounds(metric, answers, silent=[0, 1], enumerate_up_to=0)
    assert tried.method == "enumerated"
    assert thought.method != "enumerated"
    assert tried.lower in thought
    assert tried.upper in thought
    if thought.is_exact:
        assert tuple(thought) == pytest.approx(tuple(tried))


def test_density_bounds_one_sided() -> None:
    """Each silent actor leaves n - 1 cells unknown."""
    answers = nx.DiGraph([("a", "b"), ("b", "c"), ("b", "d")])
    assert tuple(density_bounds(answers, silent=["c", "d"])) == (3 / 12, 9 / 12)


def test_density_bounds_after_reconstruction() -> None:
    """After reconstruction only ties among the silent are unknown."""
    answers = nx.DiGraph([("a", "b"), ("b", "c"), ("b", "d")])
    assert tuple(density_bounds(answers, silent=["c", "d"], reconstructed=True)) == (5 / 12, 7 / 12)


def test_density_bounds_without_direction() -> None:
    """Without direction only pairs of silent actors are unknown."""
    assert tuple(density_bounds(nx.path_graph(4), silent=[2, 3])) == (2 / 6, 3 / 6)


def test_density_bounds_of_all_answers() -> None:
    """Where all answered, both bounds are the density."""
    graph = nx.gnp_random_graph(8, 0.3, seed=1, directed=True)
    bounds = density_bounds(graph, silent=[])
    assert bounds.lower == bounds.upper == density(graph).value
    assert bounds.card.response_rate == 1


def test_density_bounds_are_those_of_all_networks() -> None:
    """Filling every unknown cell in every way reaches both bounds and nothing beyond."""
    answers = nx.DiGraph([(0, 1), (1, 2)])
    found = []
    for filling in product([0, 1], repeat=2):
        matrix = nx.to_numpy_array(answers, nodelist=range(3))
        matrix[2, :2] = filling
        found.append(matrix.sum() / 6)
    assert tuple(density_bounds(answers, silent=[2])) == pytest.approx((np.min(found), np.max(found)))


def test_ties_of_the_silent_are_not_known() -> None:
    """A tie that is given as sent by a silent actor is ignored, and the card says so."""
    bounds = density_bounds(nx.DiGraph([("a", "b"), ("b", "a")]), silent=["b"])
    assert tuple(bounds) == (0.5, 1.0)
    assert ("ignored_ties_of_silent", "1") in bounds.card.parameters


def test_reconstruct_takes_over_what_the_others_say() -> None:
    """A silent actor is given the ties the others report with it."""
    result = reconstruct(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "c"), ("c", "b")]), silent=["c", "b"])
    assert set(result.graph.edges) == {("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")}
    assert result.filled_in == (("b", "a"), ("c", "a"))
    assert result.unknown == (("b", "c"), ("c", "b"))


def test_reconstruct_keeps_attributes() -> None:
    """What is known of the actors stays."""
    graph = nx.DiGraph([("a", "b")])
    graph.nodes["b"]["kind"] = "school"
    assert reconstruct(graph, silent=["b"]).graph.nodes["b"] == {"kind": "school"}


def test_reconstruct_without_direction() -> None:
    """An undirected tie needs no second report; only pairs of silent actors are unknown."""
    result = reconstruct(nx.path_graph(3), silent=[1, 2])
    assert set(result.graph.edges) == {(0, 1)}
    assert result.unknown == ((1, 2), (2, 1))


def test_bounds_of_nobody() -> None:
    """An empty network has no bounds but a reason."""
    bounds = density_bounds(nx.DiGraph(), silent=[])
    assert (bounds.lower, bounds.upper, bounds.reason) == (None, None, "fewer_than_two_actors")
    assert 0 not in bounds


def test_undefined_everywhere() -> None:
    """A metric that is defined for no possible network has no bounds but its reason."""
    bounds = metric_bounds(reciprocity, nx.path_graph(3), silent=[])
    assert (bounds.lower, bounds.reason) == (None, "undirected")


def test_unknown_metric() -> None:
    """A metric whose range is not known is refused rather than guessed."""

    def ties(graph: nx.Graph) -> Metric:
        return Metric(name="ties", value=graph.number_of_edges(), card=density(graph).card)

    with pytest.raises(NetworkError, match="metric: expected one whose range is known, found 'ties'"):
        metric_bounds(ties, nx.gnp_random_graph(9, 0.2, seed=1, directed=True), silent=[1, 2])


def test_stranger_among_the_silent() -> None:
    """A silent actor who is not in the network is refused by name."""
    with pytest.raises(NetworkError, match="silent: expected actors of the network, found 9"):
        density_bounds(nx.path_graph(3), silent=[9])
