"""Two modes: who meets whom in which body."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from kimcore.errors import NetworkError
from kimcore.network.two_mode import (
    project,
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
    two_mode_density,
)

WOMEN = nx.davis_southern_women_graph()
SEATS = nx.Graph([("a", 1), ("b", 1), ("c", 1), ("b", 2), ("c", 2)])


def test_southern_women_density() -> None:
    """Eighteen women and fourteen events with 89 attendances: 89 of 252."""
    metric = two_mode_density(WOMEN, WOMEN.graph["top"])
    assert metric.value == pytest.approx(89 / 252)
    assert metric.card.parameters == (("actors", "18"), ("bodies", "14"))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (two_mode_degree, bipartite.degree_centrality),
        (two_mode_closeness, bipartite.closeness_centrality),
        (two_mode_betweenness, bipartite.betweenness_centrality),
    ],
)
def test_southern_women_centralities(ours, theirs) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - one of theirs
    """Centralities of the southern women are those networkx computes."""
    assert ours(WOMEN, WOMEN.graph["top"]).values == pytest.approx(theirs(WOMEN, WOMEN.graph["top"]))


def test_closeness_in_a_network_of_parts() -> None:
    """Who is in the midst of a part is as near as can be there, times the share of others in that part; never above 1."""
    seats = nx.Graph([("a", "board"), ("b", "board"), ("c", "round table")])
    found = two_mode_closeness(seats, ["a", "b", "c"]).values
    assert found["board"] == pytest.approx(2 / 4)
    assert found["c"] == pytest.approx(1 / 4)
    assert found["a"] == pytest.approx(2 / 4)


def test_closeness_of_nobody() -> None:
    """A node without a tie is near nobody, and says why it has no number."""
    seats = SEATS.copy()
    seats.add_node("d")
    metric = two_mode_closeness(seats, ["a", "b", "c", "d"])
    assert metric.values["d"] is None
    assert metric.reasons == {"d": "no_ties"}


def test_betweenness_with_one_body() -> None:
    """With a single body no actor can stand between others, and the body is between all."""
    metric = two_mode_betweenness(nx.Graph([("a", 1), ("b", 1), ("c", 1)]), ["a", "b", "c"])
    assert metric.values == {"a": None, "b": None, "c": None, 1: 1}
    assert metric.reasons["a"] == "nobody_to_stand_between"


def test_plain_projection_counts_shared_bodies() -> None:
    """B and c share both bodies, a shares one with each."""
    graph = project(SEATS, ["a", "b", "c"]).graph
    assert list(graph.edges(data="weight")) == [("a", "b", 1), ("a", "c", 1), ("b", "c", 2)]


def test_newman_weights() -> None:
    """A body of three gives each pair 1/2, a body of two gives 1."""
    graph = project(SEATS, ["a", "b", "c"], weighting="newman").graph
    assert list(graph.edges(data="weight")) == [("a", "b", 0.5), ("a", "c", 0.5), ("b", "c", 1.5)]


def test_largest_body_is_told() -> None:
    """A projection says how large the largest clique is that a single body makes."""
    assert project(SEATS, ["a", "b", "c"]).largest_body == 3


@given(st.integers(0, 10_000))
def test_newman_weights_add_up(seed: int) -> None:
    """All ties an actor owes to one body add up to 1, so its strength is its number of bodies with company."""
    seats = bipartite.random_graph(5, 4, 0.5, seed=seed)
    graph = project(seats, range(5), weighting="newman").graph
    for actor in range(5):
        in_company = sum(seats.degree(body) > 1 for body in seats[actor])
        assert graph.degree(actor, weight="weight") == pytest.approx(in_company)


def test_isolated_actor_stays() -> None:
    """An actor without a seat stays in the projection, with what is known of it."""
    seats = SEATS.copy()
    seats.add_node("d", kind="ngo")
    assert project(seats, ["a", "b", "c", "d"]).graph.nodes["d"] == {"kind": "ngo"}


def test_projection_without_bodies() -> None:
    """Where there are no bodies nobody meets, and every actor stays alone."""
    projection = project(nx.empty_graph(3), [0, 1, 2])
    assert sorted(projection.graph) == [0, 1, 2]
    assert (projection.graph.number_of_edges(), projection.largest_body) == (0, 0)


def test_empty_mode() -> None:
    """Without bodies there is nothing to measure, and the reason says so."""
    alone = nx.empty_graph(3)
    for metric in (two_mode_density(alone, [0, 1, 2]), two_mode_degree(alone, [0, 1, 2]), two_mode_closeness(alone, [])):
        assert metric.value is None
        assert metric.reason == "a_mode_is_empty"


@pytest.mark.parametrize(
    ("graph", "actors", "message"),
    [
        (nx.Graph([("a", "b"), ("b", 1)]), ["a", "b"], "found one between the actors 'a' and 'b'"),
        (nx.Graph([("a", 1), (1, 2)]), ["a"], "found one between the bodies 1 and 2"),
        (nx.Graph([("a", 1)]), ["a", "z"], "actors: expected nodes of the graph, found 'z'"),
        (nx.Graph([("a", 1), ("a", "a")]), ["a"], "graph: expected ties between actors and bodies, found 1 self-ties"),
    ],
)
def test_not_two_modes(graph: nx.Graph, actors: list[object], message: str) -> None:
    """A tie within a mode is refused and named."""
    with pytest.raises(NetworkError, match=message):
        two_mode_density(graph, actors)


def test_unknown_weighting() -> None:
    """A weighting that is not on offer is refused."""
    with pytest.raises(NetworkError, match="weighting: expected one of plain, newman, found 'jaccard'"):
        project(SEATS, ["a", "b", "c"], weighting="jaccard")  # type: ignore[arg-type]
