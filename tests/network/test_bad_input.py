"""Bad input gives a clear error, or None with a reason, and never a silent number."""

from collections.abc import Callable
from math import inf, nan

import networkx as nx
import pytest

from kimcore import network
from kimcore.errors import NetworkError
from kimcore.model.metric import Metric

Measure = Callable[[nx.Graph], Metric]

WHOLE: tuple[Measure, ...] = (
    network.density,
    network.reciprocity,
    network.centralization,
    network.connectedness,
    network.fragmentation,
    network.distance_weighted_fragmentation,
    network.compactness,
    network.efficiency,
    network.hierarchy,
    network.least_upper_bound,
    network.transitivity,
    network.mean_distance,
    network.diameter,
)
PAIRED: tuple[Measure, ...] = (
    network.closeness,
    network.eigenvector,
    network.constraint,
    network.structural_efficiency,
    network.structural_hierarchy,
)
ALWAYS: tuple[Measure, ...] = (
    network.degree,
    network.strength,
    network.betweenness,
    network.pagerank,
    network.core_number,
    network.effective_size,
    network.isolates,
    network.components,
    network.cut_actors,
    network.bridges,
    network.dyad_census,
    network.triad_census,
    network.expected_dyad_census,
    network.expected_triad_census,
)


@pytest.mark.parametrize("measure", WHOLE)
@pytest.mark.parametrize("size", [0, 1])
def test_nobody_to_tie(measure: Measure, size: int) -> None:
    """Without two actors there is no number about the whole, and a reason instead."""
    metric = measure(nx.empty_graph(size, create_using=nx.DiGraph))
    assert metric.value is None
    assert metric.reason


@pytest.mark.parametrize("measure", PAIRED)
def test_only_isolates(measure: Measure) -> None:
    """Where nobody has a tie, numbers that rest on ties are None with a reason."""
    metric = measure(nx.empty_graph(3, create_using=nx.DiGraph))
    assert set(metric.values.values()) == {None}
    assert set(metric.reasons) == {0, 1, 2}


@pytest.mark.parametrize("measure", ALWAYS)
@pytest.mark.parametrize("size", [0, 1, 3])
def test_counts_exist_without_ties(measure: Measure, size: int) -> None:
    """Counts are numbers even where nobody has a tie."""
    metric = measure(nx.empty_graph(size))
    assert None not in metric.values.values()


@pytest.mark.parametrize("measure", [*WHOLE, *PAIRED, *ALWAYS])
def test_self_ties_change_nothing(measure: Measure) -> None:
    """A self-tie is dropped and counted on the card."""
    plain, looped = nx.path_graph(4, nx.DiGraph), nx.path_graph(4, nx.DiGraph)
    looped.add_edge(2, 2)
    assert measure(looped).value == measure(plain).value
    assert measure(looped).values == measure(plain).values
    assert measure(looped).card.loops_dropped == 1


@pytest.mark.parametrize("measure", [*WHOLE, network.degree, network.betweenness, network.triad_census])
def test_repeated_ties_count_once(measure: Measure) -> None:
    """A repeated tie counts as one where weights are ignored."""
    multi = nx.MultiDiGraph([(0, 1), (0, 1), (1, 2)])
    simple = nx.DiGraph([(0, 1), (1, 2)])
    assert measure(multi).value == measure(simple).value
    assert measure(multi).values == measure(simple).values


def test_repeated_ties_add_their_weights() -> None:
    """The weights of repeated ties are summed where weights count."""
    assert network.strength(nx.MultiGraph([(0, 1, {"weight": 2}), (0, 1, {"weight": 3})])).values == {0: 5.0, 1: 5.0}


@pytest.mark.parametrize("weight", [-1, nan, inf, "3", None])
@pytest.mark.parametrize("measure", [*WHOLE, *PAIRED, *ALWAYS])
def test_bad_weights_are_refused(measure: Measure, weight: object) -> None:
    """A weight that is negative, infinite or no number is refused, with the tie's name."""
    with pytest.raises(NetworkError, match="'ann' to 'bob'"):
        measure(nx.DiGraph([("ann", "bob", {"weight": weight})]))


@pytest.mark.parametrize("measure", [*WHOLE, *PAIRED, *ALWAYS])
def test_what_is_no_graph_is_refused(measure: Measure) -> None:
    """Something that is no graph is named by its type."""
    with pytest.raises(NetworkError, match="found dict"):
        measure({"ann": ["bob"]})


@pytest.mark.parametrize(
    "measure",
    [
        network.reciprocity,
        network.centralization,
        network.connectedness,
        network.fragmentation,
        network.components,
        network.degree,
        network.strength,
        network.closeness,
        network.core_periphery,
    ],
)
def test_unknown_kind_is_refused(measure: Callable[..., object]) -> None:
    """An unknown kind is refused with the known ones."""
    with pytest.raises(NetworkError, match=r"kind: expected one of .+ found 'other'"):
        measure(nx.path_graph(3), kind="other")


@pytest.mark.parametrize("measure", [network.constraint, network.effective_size, network.structural_hierarchy])
def test_unknown_model_is_refused(measure: Callable[..., object]) -> None:
    """An unknown model is refused with the known ones."""
    with pytest.raises(NetworkError, match="model: expected one of whole, ego"):
        measure(nx.path_graph(3), model="other")


GROUPED = (
    network.ei_index,
    network.ei_by_group,
    network.ei_by_actor,
    network.brokerage,
    network.mixing_matrix,
    network.assortativity,
    network.key_axes,
    network.communities,
)


@pytest.mark.parametrize("measure", GROUPED)
@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ({0: "a", 1: "b"}, "groups: expected a group for every actor, found none for 2"),
        ({0: "a", 1: "b", 2: None}, "found none for 2"),
        ({0: "a", 1: "b", 2: nan}, "found none for 2"),
        ({0: "a", 1: "b", 2: []}, "found none for 2"),
        ("office", "node attribute 'office': expected a group for every actor, found none for 0, 1, 2"),
        (7, "expected a node attribute's name or a mapping, found int"),
    ],
)
def test_missing_groups_are_refused(measure: Callable[..., object], groups: object, message: str) -> None:
    """An actor without a group is named."""
    with pytest.raises(NetworkError, match=message):
        measure(nx.path_graph(3), groups)


@pytest.mark.parametrize("shares", [{"a": -1, "b": 2}, {"a": 0}, {"a": nan}, {"a": "much"}])
def test_bad_shares_are_refused(shares: object) -> None:
    """Shares in groups must be numbers of at least 0 with a positive sum."""
    with pytest.raises(NetworkError, match="shares of at least 0"):
        network.brokerage(nx.path_graph(2), {0: "a", 1: shares})


@pytest.mark.parametrize("measure", GROUPED)
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_no_actors_need_no_groups(measure: Callable[..., object], kind: type[nx.Graph]) -> None:
    """A network of nobody, by groups of nobody, has a result."""
    assert measure(kind(), {}) is not None


def test_groups_that_cannot_be_hashed_are_refused() -> None:
    """A group must be something that can be compared, such as a text."""
    with pytest.raises(NetworkError, match="for 1, found bytearray"):
        network.brokerage(nx.path_graph(2), {0: "a", 1: bytearray(b"b")})


def test_long_lists_of_missing_groups_are_cut() -> None:
    """At most five actors without a group are named."""
    with pytest.raises(NetworkError, match="0, 1, 2, 3, 4 and 95 more"):
        network.ei_index(nx.path_graph(100), {})


def test_communities_want_one_formal_group() -> None:
    """Communities are compared with one formal group for each actor, not with several."""
    with pytest.raises(NetworkError, match="expected one group for each actor, found several for 1"):
        network.communities(nx.path_graph(2), {0: "a", 1: ("a", "b")})


@pytest.mark.parametrize("pivots", [0, 4])
def test_impossible_pivots_are_refused(pivots: int) -> None:
    """There cannot be fewer pivots than one or more than actors."""
    with pytest.raises(NetworkError, match="pivots: expected 1 to 3"):
        network.betweenness(nx.path_graph(3), pivots=pivots)


def test_impossible_damping_is_refused() -> None:
    """Damping is a probability below 1."""
    with pytest.raises(NetworkError, match="damping"):
        network.pagerank(nx.path_graph(3), damping=1)


def test_negative_permutations_are_refused() -> None:
    """There cannot be fewer permutations than none."""
    with pytest.raises(NetworkError, match="permutations: expected at least 0"):
        network.ei_index(nx.path_graph(2), {0: "a", 1: "b"}, permutations=-1)


@pytest.mark.parametrize(("runs", "resolution"), [(0, 1), (1, 0)])
def test_impossible_runs_are_refused(runs: int, resolution: int) -> None:
    """Communities need a run and a positive resolution."""
    with pytest.raises(NetworkError, match="runs and resolution"):
        network.communities(nx.path_graph(2), runs=runs, resolution=resolution)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_shares_of_governance_lie_between_0_and_1(share: float) -> None:
    """A rating of goal consensus outside 0 to 1 is refused."""
    with pytest.raises(NetworkError, match="goal_consensus"):
        network.governance_fit(nx.path_graph(2), goal_consensus=share)


@pytest.mark.parametrize("kind", ["in-degree", "out-degree"])
def test_undirected_graphs_have_no_ties_in(kind: str) -> None:
    """In-degree centralization of an undirected graph is None, since no tie goes in."""
    assert network.centralization(nx.star_graph(3), kind=kind).reason == "undirected"


def test_reciprocity_of_undirected_graphs() -> None:
    """Reciprocity of an undirected graph is None, since it says nothing."""
    assert network.reciprocity(nx.path_graph(3)).reason == "undirected"


def test_lengths_of_zero_are_refused() -> None:
    """A tie of length 0 would join its ends into one, so betweenness by length refuses it."""
    with pytest.raises(NetworkError, match="length 0"):
        network.betweenness(nx.Graph([(0, 1, {"weight": 0})]), weights="distance")


def test_strengths_of_zero_are_no_ties() -> None:
    """A tie of strength 0 carries no path."""
    path = nx.Graph([(0, 1, {"weight": 0}), (1, 2, {"weight": 2})])
    assert network.betweenness(path, weights="strength").values == {0: 0.0, 1: 0.0, 2: 0.0}


@pytest.mark.parametrize("measure", [network.degree, network.betweenness, network.constraint, network.effective_size])
def test_nobody_has_a_number(measure: Callable[[nx.Graph], Metric]) -> None:
    """A number for each actor of an empty network says that there are no actors."""
    assert measure(nx.DiGraph()).reason == "no_actors"
