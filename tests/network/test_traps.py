"""The traps of the field, method by method: each test fails where the trap is fallen into."""

from collections.abc import Callable
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.errors import NetworkError
from kimcore.model.metric import Metric


@st.composite
def multigraphs(draw: st.DrawFn, *, directed: bool | None = None) -> nx.MultiGraph:
    """Draw a graph of up to eight actors with parallel ties, self-ties and whole weights, directed or not."""
    is_directed = draw(st.booleans()) if directed is None else directed
    size = draw(st.integers(2, 8))
    actor = st.integers(0, size - 1)
    ties = draw(st.lists(st.tuples(actor, actor, st.integers(1, 5)), max_size=24))
    graph = nx.MultiDiGraph() if is_directed else nx.MultiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(ties)
    return graph


def simple(graph: nx.MultiGraph) -> nx.Graph:
    """Add up parallel ties and drop self-ties, the plainest way."""
    plain = nx.DiGraph() if graph.is_directed() else nx.Graph()
    plain.add_nodes_from(graph)
    for i, j, weight in graph.edges(data="weight"):
        if i != j:
            plain.add_edge(i, j, weight=plain.get_edge_data(i, j, {"weight": 0})["weight"] + weight)
    return plain


def mutual(graph: nx.DiGraph) -> nx.Graph:
    """Add up both directions."""
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    for i, j, weight in graph.edges(data="weight"):
        plain.add_edge(i, j, weight=plain.get_edge_data(i, j, {"weight": 0})["weight"] + weight)
    return plain


class TestDensity:
    """B1: size and density."""

    def test_strengths(self) -> None:
        """The density of strengths is the mean over all cells off the diagonal, and isolates stay in n."""
        graph = nx.DiGraph([(0, 1, {"weight": 3}), (1, 0, {"weight": 2})])
        graph.add_node(2)
        assert network.density(graph, weights="strength").value == pytest.approx(5 / 6)

    @given(graph=multigraphs())
    def test_strengths_of_any_graph(self, graph: nx.MultiGraph) -> None:
        """It is the mean of the matrix of networkx without its diagonal."""
        matrix = nx.to_numpy_array(simple(graph))
        expected = matrix.sum() / (len(matrix) * (len(matrix) - 1))
        assert network.density(graph, weights="strength").value == pytest.approx(expected)

    def test_card_names_the_weights(self) -> None:
        """The card tells the two densities apart."""
        cards = [network.density(nx.path_graph(3), weights=weights).card for weights in ("ignored", "strength")]
        assert cards[0].weights != cards[1].weights
        assert cards[0].definition != cards[1].definition

    def test_unknown_weights(self) -> None:
        """Weights are ignored or strengths, nothing else."""
        with pytest.raises(NetworkError, match="weights: expected one of ignored, strength, found 'sum'"):
            network.density(nx.path_graph(3), weights="sum")


class TestReciprocity:
    """B2: reciprocity."""

    @pytest.mark.parametrize("kind", ["arc", "dyad", "corrected"])
    def test_unequal_strengths_are_returned(self, kind: str) -> None:
        """A tie of strength 3 returned with strength 2 is returned."""
        unequal = nx.DiGraph([(0, 1, {"weight": 3}), (1, 0, {"weight": 2}), (0, 2)])
        equal = nx.DiGraph([(0, 1), (1, 0), (0, 2)])
        assert network.reciprocity(unequal, kind=kind).value == network.reciprocity(equal, kind=kind).value

    def test_null_pairs_do_not_count(self) -> None:
        """The dyad ratio leaves out pairs without a tie: 1/2 here, not 2/3 as with (M + N) / all."""
        graph = nx.DiGraph([(0, 1), (1, 0), (0, 2)])
        assert network.reciprocity(graph, kind="dyad").value == 0.5

    def test_corrected(self) -> None:
        """Corrected reciprocity is (2M/m - d) / (1 - d): (2/3 - 1/2) / (1/2) here."""
        graph = nx.DiGraph([(0, 1), (1, 0), (0, 2)])
        assert network.reciprocity(graph, kind="corrected").value == pytest.approx(1 / 3)

    @given(graph=multigraphs(directed=True))
    def test_by_actor(self, graph: nx.MultiDiGraph) -> None:
        """The share of each actor's arcs is that of networkx."""
        plain = simple(graph)
        assert network.reciprocity(graph).values == (pytest.approx(nx.reciprocity(plain, plain.nodes)) if plain.size() else {})

    def test_by_actor_in_pairs(self) -> None:
        """The share of each actor's pairs counts a pair once."""
        graph = nx.DiGraph([(0, 1), (1, 0), (0, 2)])
        assert network.reciprocity(graph, kind="dyad").values == {0: 0.5, 1: 1.0, 2: 0.0}

    def test_isolates_have_none(self) -> None:
        """An actor without a tie has no reciprocity of its own, and not 0."""
        graph = nx.DiGraph([(0, 1)])
        graph.add_node(2)
        found = network.reciprocity(graph)
        assert (found.values[2], found.reasons[2]) == (None, "isolate")


class TestCentralization:
    """B3: centralization."""

    @pytest.mark.parametrize(
        ("graph", "kind"),
        [
            (nx.star_graph(6), "degree"),
            (nx.star_graph(6), "betweenness"),
            (nx.star_graph(6), "closeness"),
            (nx.DiGraph([(0, other) for other in range(1, 7)]), "out-degree"),
            (nx.DiGraph([(other, 0) for other in range(1, 7)]), "in-degree"),
            (nx.star_graph(6).to_directed(), "degree"),
            (nx.star_graph(6).to_directed(), "betweenness"),
        ],
        ids=str,
    )
    def test_stars(self, graph: nx.Graph, kind: str) -> None:
        """The star is 1 for every kind: each has its own denominator."""
        assert network.centralization(graph, kind=kind).value == pytest.approx(1)

    def test_closeness_of_a_disconnected_network(self) -> None:
        """Closeness is not centralized where somebody cannot be reached, though each part is a star."""
        graph = nx.disjoint_union(nx.star_graph(3), nx.star_graph(3))
        assert network.centralization(graph, kind="closeness").reason == "disconnected"

    @given(graph=multigraphs())
    @pytest.mark.parametrize("kind", ["degree", "betweenness"])
    def test_weights_and_repetitions_do_not_count(self, graph: nx.MultiGraph, kind: str) -> None:
        """Parallel ties, self-ties and weights change no centralization."""
        assert network.centralization(graph, kind=kind).value == network.centralization(simple(graph), kind=kind).value


class TestCentralities:
    """B4: centralities."""

    @given(graph=multigraphs())
    @pytest.mark.parametrize("policy", ["maximum", "reversed", "harmonic"])
    def test_closeness_follows_the_arcs(self, graph: nx.MultiGraph, policy: str) -> None:
        """Closeness out is closeness in of the arcs turned round, in every policy."""
        turned = graph.reverse() if graph.is_directed() else graph
        out, into = network.closeness(graph, policy=policy, kind="out"), network.closeness(turned, policy=policy, kind="in")
        assert out.values == into.values

    def test_closeness_policies_differ(self) -> None:
        """In a chain of three and an isolate the end has 3/7 (missing ones at 3), 1/2 (reversed) and 1/2 (harmonic)."""
        graph = nx.path_graph(3)
        graph.add_node(3)
        ends = [network.closeness(graph, policy=policy).values[0] for policy in ("maximum", "reversed", "harmonic")]
        assert ends == pytest.approx([3 / (1 + 2 + 3), (2 + 1) / (3 * 2), (1 + 1 / 2) / 3])

    def test_closeness_has_no_component_scaling(self) -> None:
        """Two who only know each other among ten are not near: networkx scales by the component and counts ways in."""
        graph = nx.Graph([(0, 1)])
        graph.add_nodes_from(range(10))
        assert network.closeness(graph).values[0] == pytest.approx(9 / (1 + 8 * 2))

    @given(graph=multigraphs(directed=False))
    def test_eigenvector_has_no_minus(self, graph: nx.MultiGraph) -> None:
        """Eigenvector centrality is never negative, whatever sign a solver gives."""
        assert all(value is None or value >= 0 for value in network.eigenvector(graph).values.values())

    @given(graph=multigraphs())
    def test_pagerank_follows_strengths(self, graph: nx.MultiGraph) -> None:
        """PageRank of weighted and parallel ties is that of networkx."""
        expected = nx.pagerank(simple(graph), tol=1e-12, max_iter=10_000)
        assert network.pagerank(graph).values == pytest.approx(expected, abs=1e-9)


class TestBrokerage:
    """B5 and B6: brokerage."""

    def test_representative_and_gatekeeper(self) -> None:
        """Own, own, other is a representative; other, own, own is a gatekeeper: a published lab book has them swapped."""
        path, groups = nx.DiGraph([("s", "v"), ("v", "t")]), {"v": "own"}
        representative = network.brokerage(path, {**groups, "s": "own", "t": "other"}).counts["v"]
        gatekeeper = network.brokerage(path, {**groups, "s": "other", "t": "own"}).counts["v"]
        assert (representative["representative"], representative["gatekeeper"]) == (1, 0)
        assert (gatekeeper["representative"], gatekeeper["gatekeeper"]) == (0, 1)

    @given(graph=multigraphs())
    def test_parallel_ties_are_one_path(self, graph: nx.MultiGraph) -> None:
        """Parallel ties, self-ties and weights open no further paths."""
        groups = {actor: actor % 3 for actor in graph}
        assert network.brokerage(graph, groups).counts == network.brokerage(simple(graph), groups).counts

    def test_one_who_cannot_be_between(self) -> None:
        """No path leads from an actor through another back to itself."""
        assert network.brokerage(nx.DiGraph([(0, 1), (1, 0)]), {0: "a", 1: "b"}).totals["total"] == 0

    @given(graph=multigraphs(), seed=st.integers(0, 99))
    def test_overlapping_external_ties(self, graph: nx.MultiGraph, seed: int) -> None:
        """With overlapping groups an actor's inner ties are its ties weighed by likeness, S = BB'."""
        matrix = nx.to_numpy_array(simple(graph), weight=None)
        shares = np.random.default_rng(seed).dirichlet([1, 1, 1], len(matrix))
        groups = {actor: dict(zip("abc", row, strict=True)) for actor, row in enumerate(shares.tolist())}
        inner = ((matrix + matrix.T) * (shares @ shares.T)).sum(axis=1)
        ties = (matrix + matrix.T).sum(axis=1)
        expected = {k: None if not ties[k] else pytest.approx((ties[k] - 2 * inner[k]) / ties[k]) for k in graph}
        assert network.ei_by_actor(graph, groups).values == expected


class TestHoles:
    """B7: structural holes."""

    @given(graph=multigraphs())
    def test_constraint(self, graph: nx.MultiGraph) -> None:
        """Constraint of weighted, parallel and directed ties is that of networkx over the whole network."""
        plain = simple(graph)
        expected = nx.constraint(plain, weight="weight")
        found = network.constraint(graph).values
        assert {actor: value for actor, value in found.items() if value is not None} == pytest.approx(
            {actor: value for actor, value in expected.items() if not np.isnan(value)}
        )

    @given(graph=multigraphs())
    @pytest.mark.parametrize("measure", [network.constraint, network.effective_size])
    def test_ego_model(self, graph: nx.MultiGraph, measure: Callable[..., Metric]) -> None:
        """The ego model is the whole-network model of the actor, its contacts and their ties alone."""
        plain = simple(graph)
        found = measure(graph, model="ego").values
        for actor in plain:
            around = plain.subgraph({actor, *nx.all_neighbors(plain, actor)})
            assert found[actor] == pytest.approx(measure(around).values[actor])

    def test_models_differ_where_contacts_look_outward(self) -> None:
        """In a chain of triangles the constraint of an end is larger in its own network than in the whole."""
        graph = nx.Graph([(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)])
        whole, ego = (network.constraint(graph, model=model).values[0] for model in ("whole", "ego"))
        assert ego == pytest.approx(1.125)
        assert whole == pytest.approx(2 * (1 / 2 + 1 / 2 * 1 / 3) ** 2)

    def test_pendants_and_isolates(self) -> None:
        """An actor with one contact has constraint 1, one without has none, with effective sizes 1 and 0."""
        graph = nx.Graph([(0, 1)])
        graph.add_node(2)
        assert network.constraint(graph).values == {0: 1.0, 1: 1.0, 2: None}
        assert network.effective_size(graph).values == {0: 1.0, 1: 1.0, 2: 0.0}


class TestMixing:
    """B8: ties within and between groups."""

    @given(graph=multigraphs())
    def test_ei_index(self, graph: nx.MultiGraph) -> None:
        """The index counts arcs of a directed graph and edges of an undirected one, each once, and no weights."""
        plain = simple(graph)
        groups = {actor: "ab"[actor % 2] for actor in plain}
        outer = sum(groups[i] != groups[j] for i, j in plain.edges)
        expected = pytest.approx((2 * outer - plain.size()) / plain.size()) if plain.size() else None
        assert network.ei_index(graph, groups).value == expected

    def test_unequal_groups_expect_more_than_none(self) -> None:
        """With groups of 2 and 8 chance alone brings more ties out than in or fewer, and the expectation says which."""
        groups = {actor: "few" if actor < 2 else "many" for actor in range(10)}
        expected = network.ei_index(nx.path_graph(10), groups).values["expected"]
        assert expected == pytest.approx((2 * 2 * 8 - (2 * 1 + 8 * 7)) / (10 * 9))


class TestTriads:
    """B10: transitivity and triads."""

    @given(graph=multigraphs(directed=True))
    def test_transitivity(self, graph: nx.MultiDiGraph) -> None:
        """Directed transitivity is the share of ways i to j to k that i to k closes."""
        plain = simple(graph)
        ways = [(i, k) for i, j, k in permutations(plain, 3) if plain.has_edge(i, j) and plain.has_edge(j, k)]
        closed = sum(plain.has_edge(*ends) for ends in ways)
        assert network.transitivity(graph).value == (pytest.approx(closed / len(ways)) if ways else None)

    def test_order_of_classes(self) -> None:
        """The classes come in the order of Holland and Leinhardt."""
        order = "003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D 120U 120C 210 300"
        assert " ".join(map(str, network.triad_census(nx.DiGraph()).values)) == order


class TestCohesion:
    """B11 and B12: connectedness and fragmentation."""

    @given(graph=multigraphs())
    def test_reachable(self, graph: nx.MultiGraph) -> None:
        """Reachable pairs are the arcs of the transitive closure."""
        plain = nx.DiGraph(simple(graph))
        pairs = sum(nx.has_path(plain, i, j) for i, j in permutations(plain, 2))
        share = pytest.approx(pairs / (len(plain) * (len(plain) - 1)))
        assert network.connectedness(graph, kind="reachable").value == share
        assert 1 - (network.fragmentation(graph, kind="reachable").value or 0) == share

    @given(graph=multigraphs())
    def test_semipaths(self, graph: nx.MultiGraph) -> None:
        """Pairs joined by semipaths lie in one component without direction."""
        sizes = [len(part) for part in nx.connected_components(nx.Graph(simple(graph)))]
        share = pytest.approx(sum(size * (size - 1) for size in sizes) / (len(graph) * (len(graph) - 1)))
        assert network.connectedness(graph, kind="semipath").value == share
        assert 1 - (network.fragmentation(graph).value or 0) == share

    @given(graph=multigraphs())
    def test_distance_weighted(self, graph: nx.MultiGraph) -> None:
        """Distance-weighted fragmentation takes 1 / distance of networkx for every ordered pair."""
        plain = simple(graph)
        lengths = dict(nx.all_pairs_shortest_path_length(plain))
        near = sum(1 / lengths[i][j] for i, j in permutations(plain, 2) if j in lengths[i])
        expected = 1 - near / (len(plain) * (len(plain) - 1))
        assert network.distance_weighted_fragmentation(graph).value == pytest.approx(expected)

    @given(graph=multigraphs(directed=True))
    def test_hierarchy(self, graph: nx.MultiDiGraph) -> None:
        """Hierarchy is the share of joined pairs of which only one reaches the other."""
        plain = simple(graph)
        reach = [(nx.has_path(plain, i, j), nx.has_path(plain, j, i)) for i, j in combinations(plain, 2)]
        joined = sum(any(ways) for ways in reach)
        expected = pytest.approx(1 - sum(all(ways) for ways in reach) / joined) if joined else None
        assert network.hierarchy(graph).value == expected

    @given(graph=multigraphs(directed=True))
    def test_least_upper_bound(self, graph: nx.MultiDiGraph) -> None:
        """A pair has a least upper bound if one above both is below all others above both."""
        plain = simple(graph)
        above = {actor: {actor, *nx.ancestors(plain, actor)} for actor in plain}
        parts = [sorted(part) for part in nx.weakly_connected_components(plain)]
        most = sum((len(part) - 1) * (len(part) - 2) // 2 for part in parts)
        without = 0
        for part in parts:
            for one, other in combinations(part, 2):
                bounds = above[one] & above[other]
                without += not any(bounds <= above[bound] for bound in bounds)
        assert network.least_upper_bound(graph).value == (pytest.approx(1 - without / most) if most else None)

    def test_removed_is_not_isolated(self) -> None:
        """Fragmentation without the hub of a star is 1 either way; without the middle of a chain of five it differs."""
        found = network.what_if(nx.path_graph(5), without=2)
        assert found.fragmentation_removed is not None
        assert found.fragmentation_isolated is not None
        assert found.fragmentation_removed.value == pytest.approx(1 - 4 / 12)
        assert found.fragmentation_isolated.value == pytest.approx(1 - 4 / 20)


class TestInference:
    """B14: QAP."""

    def test_one_symmetric_relation_does_not_halve(self) -> None:
        """Only two symmetric relations are compared over one triangle; one symmetric and one not take the whole matrix."""
        both = nx.path_graph(5)
        found = [network.qap(both, other).cells for other in (both, nx.path_graph(5, nx.DiGraph))]
        assert found == [10, 20]

    def test_diagonal_does_not_count(self) -> None:
        """What stands on the diagonal changes nothing."""
        plain = np.triu(np.ones((5, 5)), 2)
        looped = plain + 7 * np.eye(5)
        assert network.qap(plain, plain.T).value == network.qap(looped, plain.T).value

    def test_mrqap_tests_t(self) -> None:
        """The pivot is t: doubling a relation halves its coefficient and leaves t and p as they were."""
        chance = np.random.default_rng(3)
        y, x, z = (chance.integers(0, 2, (7, 7)).astype(float) for _ in range(3))
        once, twice = (network.mrqap(y, {"x": scale * x, "z": z}, permutations=99) for scale in (1, 2))
        assert twice.coefficients["x"] == pytest.approx(once.coefficients["x"] / 2)
        assert twice.statistic["x"] == pytest.approx(once.statistic["x"])
        assert twice.p["x"] == once.p["x"]


class TestHonestData:
    """B15 and B16: answers."""

    def test_receivers_are_read_turned_round(self) -> None:
        """That a says it sends to b is confirmed by b saying it receives from a, not by a saying so again."""
        sent = nx.DiGraph([("a", "b")])
        assert network.confirm(sent, nx.DiGraph([("b", "a")])).rate == 1
        assert network.confirm(sent, nx.DiGraph([("a", "b")])).rate == 0

    def test_missing_is_not_none(self) -> None:
        """A matrix with missing cells is refused as a network, not read as one without these ties."""
        with pytest.raises(NetworkError, match="no missing cells"):
            network.from_matrix([[0, None], [1, 0]])

    @pytest.mark.parametrize(("reconstructed", "unknown"), [(False, 2 * 4), (True, 2 * 1)])
    def test_unknown_cells(self, *, reconstructed: bool, unknown: int) -> None:
        """Two silent of five leave 2 * 4 cells unknown, and 2 * 1 once the others' answers are taken over."""
        graph = nx.DiGraph([(0, 1), (1, 0), (2, 0)])
        graph.add_nodes_from([3, 4])
        found = network.density_bounds(graph, silent=[3, 4], reconstructed=reconstructed)
        assert tuple(found) == pytest.approx((3 / 20, (3 + unknown) / 20))


class TestTwoMode:
    """B18: two modes."""

    def test_no_diagonal_to_drop(self) -> None:
        """Every seat counts, also of an actor and a body at the same place: 4 of 4 here, not 2 of 2."""
        graph = nx.complete_bipartite_graph(2, 2)
        assert network.two_mode_density(graph, [0, 1]).value == 1
