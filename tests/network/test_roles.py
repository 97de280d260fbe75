"""Brokerage roles: definition, overlap, and exact expectation and deviation."""

from itertools import combinations, permutations, product

import networkx as nx
import numpy as np
import pytest

from kimcore import network
from kimcore.network.arrays import TieArrays, tie_arrays
from kimcore.network.chance import chance_of
from kimcore.network.groups import overlap

ROLE_OF_PATH = {
    "aaa": "coordinator",
    "aba": "itinerant",
    "aab": "representative",
    "abb": "gatekeeper",
    "abc": "liaison",
}


@pytest.mark.parametrize(("groups", "role"), ROLE_OF_PATH.items())
def test_each_role(groups: str, role: str) -> None:
    """The groups of sender, broker and receiver name the role."""
    found = network.brokerage(nx.path_graph(3, nx.DiGraph), dict(enumerate(groups)))
    assert {name for name, count in found.counts[1].items() if count} == {role, "total"}


def test_closed_paths_do_not_count() -> None:
    """Nobody brokers between two who are tied."""
    graph = nx.DiGraph([(0, 1), (1, 2), (0, 2)])
    assert network.brokerage(graph, dict(enumerate("aab"))).totals["total"] == 0


def test_undirected_paths_count_each_way() -> None:
    """In an undirected graph a path counts in both directions, once as gatekeeper and once as representative."""
    found = network.brokerage(nx.path_graph(3), dict(enumerate("aab"))).counts[1]
    assert (found["gatekeeper"], found["representative"], found["total"]) == (1, 1, 2)


def test_expected_total_is_that_of_sna(knoke: dict[str, dict[str, dict[str, int]]]) -> None:
    """The expected total is (n - 1)(n - 2) d²(1 - d) for every actor."""
    graph = nx.from_numpy_array(np.array(knoke["information"]), create_using=nx.DiGraph)
    found = network.brokerage(graph, dict(enumerate(knoke["expected"]["brokerage_partition"].values())))
    density = network.density(graph).value or 0
    assert found.expected[0]["total"] == pytest.approx(9 * 8 * density**2 * (1 - density))


def test_two_groups_have_no_liaison() -> None:
    """Between two groups nobody can be a liaison, and z is None rather than NaN."""
    found = network.brokerage(nx.gnp_random_graph(6, 0.5, seed=1, directed=True), dict(enumerate("aaabbb")))
    assert found.expected[0]["liaison"] == found.sd[0]["liaison"] == 0
    assert found.z[0]["liaison"] is None


def test_z_is_standardised() -> None:
    """The standard score z is the count less its expectation, by the standard deviation."""
    found = network.brokerage(nx.gnp_random_graph(7, 0.4, seed=2, directed=True), dict(enumerate("aabbccc")))
    for actor, role in product(range(7), network.ROLES):
        count, mean, sd = (table[actor][role] or 0 for table in (found.counts, found.expected, found.sd))
        if sd:
            assert found.z[actor][role] == pytest.approx((count - mean) / sd)


@pytest.mark.parametrize("directed", [True, False])
def test_shared_paths(directed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Overlapping membership shares every path out as Everett and Borgatti define it."""
    graph = nx.gnp_random_graph(7, 0.4, seed=3, directed=directed)
    groups = {0: ("a", "b"), 1: {"a": 1, "c": 3}, 2: "a", 3: "b", 4: ("a", "b", "c"), 5: "c", 6: {"b": 2, "c": 2}}
    shares = overlap(tie_arrays(graph), groups).shares
    found = network.brokerage(graph, groups).counts
    for broker in graph:
        role = dict.fromkeys(network.ROLES, 0.0)
        for s, t in permutations([actor for actor in graph if actor != broker], 2):
            if graph.has_edge(s, broker) and graph.has_edge(broker, t) and not graph.has_edge(s, t):
                _share_out(role, shares[s], shares[broker], shares[t])
        assert found[broker] == pytest.approx(role)


def _share_out(role: dict[str, float], s: np.ndarray, v: np.ndarray, t: np.ndarray) -> None:
    parts = {
        "coordinator": float((s * v * t).sum()),
        "itinerant": float((s * (1 - v) * t).sum()),
        "representative": float((s * v * (1 - t)).sum()),
        "gatekeeper": float(((1 - s) * v * t).sum()),
    }
    for name, part in parts.items():
        role[name] += part
    role["liaison"] += 1 - sum(parts.values())
    role["total"] += 1


CASES = [
    (True, dict(enumerate("aabc"))),
    (True, dict(enumerate("aaab"))),
    (True, {0: ("a", "b"), 1: {"a": 1, "c": 2}, 2: "a", 3: "b"}),
    (False, dict(enumerate("aabbc"))),
    (False, {0: ("a", "b"), 1: {"a": 1, "c": 2}, 2: "a", 3: "b", 4: "b"}),
]


@pytest.mark.parametrize(("directed", "groups"), CASES)
def test_chance_is_exact(directed: bool, groups: dict[int, object]) -> None:  # noqa: FBT001 - a parameter of the test
    """Expectation and deviation are those of all networks of the size, each with its probability at density one half."""
    n = len(groups)
    cells = list(permutations(range(n), 2) if directed else combinations(range(n), 2))
    graphs = [nx.DiGraph() if directed else nx.Graph() for _ in range(2 ** len(cells))]
    counts = np.zeros((len(graphs), n, 6))
    for number, graph in enumerate(graphs):
        graph.add_nodes_from(range(n))
        graph.add_edges_from(cell for bit, cell in enumerate(cells) if number >> bit & 1)
        found = network.brokerage(graph, groups).counts
        counts[number] = [[found[actor][role] for role in network.ROLES] for actor in range(n)]
    chance = chance_of(_half_full(graphs), overlap(tie_arrays(graphs[0]), groups))
    assert chance.expected == pytest.approx(counts.mean(axis=0))
    assert chance.sd == pytest.approx(counts.std(axis=0), abs=1e-12)


def _half_full(graphs: list[nx.Graph]) -> TieArrays:
    half = len(graphs[-1].edges) // 2
    return next(ties for ties in map(tie_arrays, graphs) if ties.tie_count == half)


def test_large_overlaps_have_no_deviation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where actors are too many for a deviation with overlaps, it is None with a reason, and the expectation stays."""
    graph, groups = nx.path_graph(4, nx.DiGraph), {0: ("a", "b"), 1: "a", 2: "b", 3: "b"}
    small = network.brokerage(graph, groups)
    monkeypatch.setattr("kimcore.network.arrays.DENSE_UP_TO", 0)
    large = network.brokerage(graph, groups)
    assert large.reason == "too_many_actors"
    assert large.sd[0]["total"] is None
    assert large.expected[1] == pytest.approx(small.expected[1])
