"""Cores, communities, groups, layers and governance: small cases that can be worked out by hand."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.network.clusters import rand_index


@pytest.mark.parametrize("between", [None, 0, 1, 0.4])
@pytest.mark.parametrize("limit", [20, 0])
def test_no_core_is_better(monkeypatch: pytest.MonkeyPatch, between: float | None, limit: int) -> None:
    """Neither trying all cores nor searching misses the best one of a small network."""
    monkeypatch.setattr("kimcore.network.core.EXHAUSTIVE_UP_TO", limit)
    graph = nx.gnp_random_graph(7, 0.45, seed=5, directed=True)
    fits = {core: _fit(nx.to_numpy_array(graph), core, between) for size in range(8) for core in combinations(range(7), size)}
    best = max(fits.values())
    found = network.core_periphery(graph, between=between)
    assert found.fit == pytest.approx(best)
    assert fits[tuple(np.flatnonzero(list(found.values.values())).tolist())] == pytest.approx(best)
    assert found.equals in {0, sum(fit > best - 1e-9 for fit in fits.values())}


def _fit(matrix: np.ndarray, core: tuple[int, ...], between: float | None) -> float:
    inside = np.isin(np.arange(len(matrix)), core).astype(float)
    model = np.where(inside[:, None] == inside, inside[:, None] * inside, np.nan if between is None else between)
    used = ~np.eye(len(matrix), dtype=bool) & ~np.isnan(model)
    if not used.any() or np.ptp(model[used]) == 0 or np.ptp(matrix[used]) == 0:
        return -2
    return float(np.corrcoef(matrix[used], model[used])[0, 1])


def test_twenty_actors_are_tried_exhaustively() -> None:
    """A million cores of twenty actors are all tried, and a perfect one is found."""
    graph = nx.complete_graph(8)
    graph.add_edges_from((i % 8, i) for i in range(8, 20))
    found = network.core_periphery(graph)
    assert found.core == tuple(range(8))
    assert found.fit == pytest.approx(1)
    assert found.equals == 1


def test_coreness_has_no_slope() -> None:
    """The continuous coreness is where the squared error of c_i * c_j cannot fall."""
    graph = nx.gnp_random_graph(8, 0.6, seed=4, directed=True)
    found = network.core_periphery(graph, kind="continuous")
    c = np.array(list(found.values.values()))
    matrix = (nx.to_numpy_array(graph) + nx.to_numpy_array(graph).T) / 2
    assert matrix @ c == pytest.approx(c * ((c**2).sum() - c**2), abs=1e-8)
    off = ~np.eye(8, dtype=bool)
    assert found.fit == pytest.approx(np.corrcoef(matrix[off], np.outer(c, c)[off])[0, 1])


def test_coreness_of_a_star_does_not_settle() -> None:
    """The coreness of a star grows without end, which is said."""
    assert network.core_periphery(nx.star_graph(4), kind="continuous").reason == "not_converged"


@pytest.mark.parametrize("kind", ["categorical", "continuous"])
def test_no_core_in_a_complete_network(kind: str) -> None:
    """Where all are tied to all there is no core."""
    found = network.core_periphery(nx.complete_graph(4), kind=kind)
    assert (found.fit, found.reason) == (None, "no_variance")


def test_search_is_repeatable() -> None:
    """The same seed finds the same core."""
    graph = nx.gnp_random_graph(30, 0.2, seed=1)
    assert network.core_periphery(graph, seed=3).core == network.core_periphery(graph, seed=3).core


def test_communities_do_not_depend_on_order() -> None:
    """The same ties in another order give the same communities."""
    graph = nx.karate_club_graph()
    turned = nx.Graph()
    turned.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert network.communities(graph).groups == network.communities(turned).groups


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_modularity_is_that_of_networkx(kind: type[nx.Graph]) -> None:
    """The modularity of the communities found is that of networkx, with weights and with direction."""
    graph = kind(nx.karate_club_graph())
    found = network.communities(graph, runs=2, resolution=1.5)
    theirs = nx.community.modularity(graph, found.groups, resolution=1.5)
    assert found.modularity.value == pytest.approx(theirs)


def test_communities_without_ties() -> None:
    """Without ties that weigh anything everybody is alone, and there is no modularity."""
    found = network.communities(nx.Graph([(0, 1, {"weight": 0})]))
    assert (found.groups, found.modularity.value, found.modularity.reason) == (((0,), (1,)), None, "no_ties")


@given(codes=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_rand_index_by_pairs(codes: list[tuple[int, int]]) -> None:
    """The adjusted Rand index is the one counted pair by pair."""
    one, other = (np.array(column) for column in zip(*codes, strict=True))
    pairs = list(combinations(range(len(codes)), 2))
    a = sum(one[i] == one[j] and other[i] == other[j] for i, j in pairs)
    b, c = sum(one[i] == one[j] for i, j in pairs), sum(other[i] == other[j] for i, j in pairs)
    chance, most = b * c / len(pairs), (b + c) / 2
    assert rand_index(one, other) == pytest.approx(1 if most == chance else (a - chance) / (most - chance))


def test_ei_test_counts_the_network_itself() -> None:
    """The p-value is (1 + b) / (1 + B), so it is never 0."""
    two = nx.disjoint_union(nx.complete_graph(8), nx.complete_graph(8))
    found = network.ei_index(two, dict(enumerate("a" * 8 + "b" * 8)), permutations=99, seed=1)
    assert found.values["p_at_most"] == 0.01
    assert (found.card.permutations, found.card.seed) == (99, 1)


def test_ei_test_is_that_of_all_labellings() -> None:
    """With many permutations p comes near the share among all ways to deal out the groups."""
    graph = nx.gnp_random_graph(7, 0.4, seed=8)
    labels = dict(enumerate("aaabbbb"))
    exact = [
        network.ei_index(graph, {actor: "a" if actor in own else "b" for actor in range(7)}).value or 0
        for own in combinations(range(7), 3)
    ]
    found = network.ei_index(graph, labels, permutations=20_000, seed=1)
    share = sum(value <= (found.value or 0) + 1e-12 for value in exact) / len(exact)
    assert found.values["p_at_most"] == pytest.approx(share, abs=0.015)


def test_rescaled_ei_reaches_its_ends() -> None:
    """The rescaled index is 1 where no more ties could be external, though the plain one is not."""
    graph = nx.complete_bipartite_graph(2, 1)
    graph.add_edge(0, 1)
    found = network.ei_index(graph, {0: "a", 1: "a", 2: "b"})
    assert found.values["rescaled"] is None
    assert found.reasons["rescaled"] == "ties_cannot_vary"
    assert network.ei_index(nx.path_graph(3), dict(enumerate("aba"))).values["rescaled"] == 1


def test_mixing_counts_every_tie() -> None:
    """The cells of a directed mixing matrix sum to the number of ties."""
    graph = nx.gnp_random_graph(9, 0.4, seed=1, directed=True)
    table = network.mixing_matrix(graph, dict(enumerate("aaabbbccc"))).observed
    assert sum(cell or 0 for row in table.values() for cell in row.values()) == graph.size()


def test_mixing_shares_memberships_out() -> None:
    """A tie of an actor in two groups is half a tie of each."""
    table = network.mixing_matrix(nx.DiGraph([(0, 1)]), {0: ("a", "b"), 1: "c"}).observed
    assert (table["a"]["c"], table["b"]["c"]) == (0.5, 0.5)


def test_missing_axes_are_listed() -> None:
    """Two groups without a tie are listed last, with ratio 0."""
    found = network.key_axes(nx.Graph([(0, 1), (1, 2)]), dict(enumerate("abc"))).axes
    assert [(axis.one, axis.other, axis.ratio) for axis in found] == [("a", "b", 1.5), ("b", "c", 1.5), ("a", "c", 0)]


def test_mixed_layers_are_directed() -> None:
    """An undirected layer beside a directed one counts both ways."""
    found = network.multiplexity({"talks": nx.Graph([(0, 1)]), "pays": nx.DiGraph([(0, 1)])})
    assert found.values == {(0, 1): 2, (1, 0): 1}


def test_no_layers_no_number() -> None:
    """Without layers there is no multiplexity."""
    assert network.multiplexity({}).reason == "no_ties"


def test_governance_leaves_out_what_is_unknown() -> None:
    """Conditions that are not known neither count for a form nor against it."""
    found = network.governance_fit(nx.complete_graph(5))
    assert found.fit.values["shared"] == 1
    assert found.levels["goal_consensus"] is None


def test_a_star_of_trust_suits_a_lead_organisation() -> None:
    """Sparse trust around one actor of a middling network is what is proposed for a lead organisation."""
    found = network.governance_fit(nx.star_graph(11), goal_consensus=0.5, need_for_competence=0.5)
    assert found.fit.values["lead_organisation"] == 1


def test_exact_and_full_sample_agree() -> None:
    """Betweenness from all actors as pivots is the exact one."""
    graph = nx.karate_club_graph()
    sampled = network.betweenness(graph, pivots=34).values
    assert sampled == pytest.approx(network.betweenness(graph).values)
