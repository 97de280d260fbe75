"""Networks that textbooks use, against numbers worked out here in the plainest way there is."""

import math
from collections.abc import Mapping
from itertools import combinations, permutations

import networkx as nx
import pytest

from kimcore import network
from kimcore.network.arrays import DENSE_UP_TO


@pytest.fixture(params=[DENSE_UP_TO, 0], ids=["matrix", "table"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute everything twice: as small graphs are, and as large ones are."""
    monkeypatch.setattr("kimcore.network.arrays.DENSE_UP_TO", request.param)


def _without_weights(graph: nx.Graph) -> nx.Graph:
    plain = nx.Graph(graph.edges)
    plain.add_nodes_from(graph.nodes(data=True))
    return plain


KITE = nx.krackhardt_kite_graph()
KARATE = _without_weights(nx.karate_club_graph())
FLORENCE = nx.florentine_families_graph()
MISERABLES = _without_weights(nx.les_miserables_graph())
CLASSICS = {"kite": KITE, "karate": KARATE, "florence": FLORENCE}
each_classic = pytest.mark.parametrize("graph", CLASSICS.values(), ids=CLASSICS)


def _plain_betweenness(graph: nx.Graph) -> Mapping[object, float]:
    """List all shortest paths of all pairs and share each pair out over them."""
    between = dict.fromkeys(graph, 0.0)
    for one, other in combinations(graph, 2):
        paths = list(nx.all_shortest_paths(graph, one, other)) if nx.has_path(graph, one, other) else []
        for path in paths:
            for actor in path[1:-1]:
                between[actor] += 1 / len(paths)
    return between


def _plain_constraint(graph: nx.Graph, ego: object) -> float:
    """Sum Burt's formula over all contacts and all others, for ties of one strength."""
    share: dict[tuple[object, object], float] = {(one, other): 1 / graph.degree(one) for one in graph for other in graph[one]}
    return math.fsum(
        (share[ego, contact] + sum(share[ego, q] * share.get((q, contact), 0) for q in graph[ego] if q != contact)) ** 2
        for contact in graph[ego]
    )


def _plain_brokerage(graph: nx.DiGraph, groups: Mapping[object, object]) -> dict[str, int]:
    """Look at every ordered triple."""
    totals = dict.fromkeys(network.ROLES, 0)
    for s, v, t in permutations(graph, 3):
        if graph.has_edge(s, v) and graph.has_edge(v, t) and not graph.has_edge(s, t):
            first, middle, last = groups[s], groups[v], groups[t]
            if first == middle == last:
                role = "coordinator"
            elif first == last:
                role = "itinerant"
            elif first == middle:
                role = "representative"
            elif middle == last:
                role = "gatekeeper"
            else:
                role = "liaison"
            totals[role] += 1
            totals["total"] += 1
    return totals


@each_classic
def test_betweenness(graph: nx.Graph) -> None:
    """Betweenness is what listing all shortest paths gives."""
    assert network.betweenness(graph).values == pytest.approx(_plain_betweenness(graph))


@each_classic
def test_constraint(graph: nx.Graph) -> None:
    """Constraint is Burt's formula written out."""
    expected = {actor: _plain_constraint(graph, actor) for actor in graph}
    assert network.constraint(graph).values == pytest.approx(expected)


@each_classic
def test_effective_size(graph: nx.Graph) -> None:
    """Without weights effective size is the number of contacts less twice the ties among them by their number."""
    expected = {
        actor: graph.degree(actor) - 2 * graph.subgraph(graph[actor]).number_of_edges() / graph.degree(actor) for actor in graph
    }
    assert network.effective_size(graph).values == pytest.approx(expected)


@each_classic
def test_centralization(graph: nx.Graph) -> None:
    """Degree, betweenness and closeness are centralized as Freeman wrote it down in 1979."""
    n = len(graph)
    between = {actor: 2 * value / ((n - 1) * (n - 2)) for actor, value in _plain_betweenness(graph).items()}
    near = {actor: (n - 1) / sum(steps.values()) for actor, steps in nx.all_pairs_shortest_path_length(graph)}
    cases = {
        "degree": (dict(graph.degree), (n - 1) * (n - 2)),
        "betweenness": (between, n - 1),
        "closeness": (near, (n - 2) * (n - 1) / (2 * n - 3)),
    }
    for kind, (scores, largest) in cases.items():
        expected = sum(max(scores.values()) - score for score in scores.values()) / largest
        assert network.centralization(graph, kind=kind).value == pytest.approx(expected)


@pytest.mark.parametrize("directed", [False, True])
def test_brokerage_of_the_karate_club(*, directed: bool) -> None:
    """Brokerage between the two halves of the club is what looking at every triple gives; liaison needs a third group."""
    graph = nx.DiGraph(KARATE.edges) if directed else KARATE
    clubs = nx.get_node_attributes(KARATE, "club")
    found = network.brokerage(graph, clubs)
    assert found.totals == _plain_brokerage(nx.DiGraph(graph), clubs)
    assert found.totals["liaison"] == 0
    assert {roles["liaison"] for roles in found.z.values()} == {None}


def test_kite_has_three_centres() -> None:
    """In Krackhardt's kite another actor comes first in degree (Diane), closeness (Fernando, Garth) and betweenness (Heather)."""
    degree, closeness = network.degree(KITE).values, network.closeness(KITE).values
    between = network.betweenness(KITE, normalised=True).values
    assert max(degree, key=lambda actor: degree[actor] or 0) == 3
    assert (closeness[5], closeness[6]) == pytest.approx((9 / 14, 9 / 14))
    assert between[7] == max(value or 0 for value in between.values()) == pytest.approx(14 / 36)


def test_club_hangs_on_its_instructor() -> None:
    """Without actor 0 the karate club falls apart, and one member hangs on a single tie."""
    assert [actor for actor, parts in network.cut_actors(KARATE).values.items() if parts] == [0]
    assert network.bridges(KARATE).values == {(0, 11): 1}


def test_club_keeps_to_itself() -> None:
    """The E-I index of the two halves counts each tie once and is far below what sizes expect."""
    clubs = nx.get_node_attributes(KARATE, "club")
    external = sum(clubs[one] != clubs[other] for one, other in KARATE.edges)
    found = network.ei_index(KARATE, "club", permutations=999, seed=1)
    assert found.value == pytest.approx((2 * external - 78) / 78)
    assert found.values["expected"] == pytest.approx((2 * 17 * 17 - 2 * 17 * 16) / (34 * 33))
    assert found.values["p_at_most"] == 0.001


def test_medici_stand_between() -> None:
    """Nobody stands between more families than the Medici, on 47.5 of 91 pairs."""
    between = network.betweenness(FLORENCE).values
    assert max(between, key=lambda family: between[family] or 0) == "Medici"
    assert between["Medici"] == pytest.approx(47.5)


def test_transitivity_of_les_miserables() -> None:
    """Three times the triangles by the ways of two steps."""
    triangles = sum(nx.triangles(MISERABLES).values())
    ways = sum(degree * (degree - 1) for _, degree in MISERABLES.degree) / 2
    assert network.transitivity(MISERABLES).value == pytest.approx(triangles / ways)


def test_isolates_change_degree_centralization() -> None:
    """With the isolated Pucci counted, degree centralization of the families is 0.2667 and not 0.2747."""
    assert network.centralization(FLORENCE).value == pytest.approx(0.2747, abs=5e-5)
    sixteen = FLORENCE.copy()
    sixteen.add_node("Pucci")
    assert network.centralization(sixteen).value == pytest.approx(0.2667, abs=5e-5)
    assert network.centralization(sixteen, kind="closeness").reason == "disconnected"
