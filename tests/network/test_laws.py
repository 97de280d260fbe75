"""What must hold for every network, whatever its numbers."""

from collections.abc import Callable, Mapping

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.model.metric import Metric
from kimcore.network import arrays

SCALARS: Mapping[str, Callable[[nx.Graph], Metric]] = {
    "density": network.density,
    "reciprocity": network.reciprocity,
    "corrected reciprocity": lambda graph: network.reciprocity(graph, kind="corrected"),
    "degree centralization": network.centralization,
    "betweenness centralization": lambda graph: network.centralization(graph, kind="betweenness"),
    "connectedness": network.connectedness,
    "fragmentation": network.fragmentation,
    "weighted fragmentation": network.distance_weighted_fragmentation,
    "compactness": network.compactness,
    "efficiency": network.efficiency,
    "hierarchy": network.hierarchy,
    "least upper bound": network.least_upper_bound,
    "transitivity": network.transitivity,
    "components": network.components,
    "mean distance": network.mean_distance,
    "diameter": network.diameter,
    "isolates": network.isolates,
    "cut actors": network.cut_actors,
    "bridges": network.bridges,
}
BY_ACTOR: Mapping[str, Callable[[nx.Graph], Metric]] = {
    "degree": network.degree,
    "strength": network.strength,
    "betweenness": network.betweenness,
    "closeness": network.closeness,
    "reversed closeness": lambda graph: network.closeness(graph, policy="reversed"),
    "pagerank": network.pagerank,
    "core number": network.core_number,
    "constraint": network.constraint,
    "constraint, ego": lambda graph: network.constraint(graph, model="ego"),
    "effective size": network.effective_size,
    "effective size, ego": lambda graph: network.effective_size(graph, model="ego"),
    "structural efficiency": network.structural_efficiency,
    "structural hierarchy": network.structural_hierarchy,
    "cut actors": network.cut_actors,
}
UNTURNED = ("density", "reciprocity", "connectedness", "fragmentation", "weighted fragmentation", "hierarchy", "transitivity")


@st.composite
def weighted(draw: st.DrawFn) -> nx.DiGraph:
    """Draw a directed graph of two to eight actors with whole-number weights."""
    size = draw(st.integers(2, 8))
    cells = [(i, j) for i in range(size) for j in range(size) if i != j]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for sender, receiver in draw(st.lists(st.sampled_from(cells), unique=True)):
        graph.add_edge(sender, receiver, weight=draw(st.integers(1, 3)))
    return graph


@pytest.mark.parametrize("name", SCALARS)
@given(graph=weighted(), data=st.data())
def test_names_do_not_matter(name: str, graph: nx.DiGraph, data: st.DataObject) -> None:
    """A number about the whole does not change when actors are called otherwise."""
    new = dict(zip(graph, data.draw(st.permutations(range(len(graph)))), strict=True))
    before, after = SCALARS[name](graph).value, SCALARS[name](nx.relabel_nodes(graph, new)).value
    assert after == (before if before is None else pytest.approx(before))


@pytest.mark.parametrize("name", BY_ACTOR)
@given(graph=weighted(), data=st.data())
def test_numbers_follow_their_actor(name: str, graph: nx.DiGraph, data: st.DataObject) -> None:
    """A number about an actor goes with the actor when actors are called otherwise."""
    new = dict(zip(graph, data.draw(st.permutations(range(len(graph)))), strict=True))
    before, after = BY_ACTOR[name](graph).values, BY_ACTOR[name](nx.relabel_nodes(graph, new)).values
    assert {new[actor]: value for actor, value in before.items()} == pytest.approx(after)


@pytest.mark.parametrize("name", BY_ACTOR)
@given(graph=weighted(), data=st.data())
def test_order_of_input_does_not_matter(name: str, graph: nx.DiGraph, data: st.DataObject) -> None:
    """The same ties in another order give the same numbers to the last bit."""
    shuffled = nx.DiGraph()
    shuffled.add_nodes_from(data.draw(st.permutations(list(graph))))
    shuffled.add_edges_from(data.draw(st.permutations(list(graph.edges(data=True)))))
    assert BY_ACTOR[name](graph).values == BY_ACTOR[name](shuffled).values


@pytest.mark.parametrize("name", UNTURNED)
@given(graph=weighted())
def test_turning_all_arcs_round(name: str, graph: nx.DiGraph) -> None:
    """Turning every arc round does not change what does not depend on who is at which end."""
    before, after = SCALARS[name](graph).value, SCALARS[name](graph.reverse()).value
    assert after == (before if before is None else pytest.approx(before))


@given(graph=weighted())
def test_turning_swaps_in_and_out(graph: nx.DiGraph) -> None:
    """Turning every arc round swaps ties in and ties out."""
    assert network.degree(graph, kind="in").values == network.degree(graph.reverse(), kind="out").values


@given(graph=weighted())
def test_complement(graph: nx.DiGraph) -> None:
    """The density of a network and of its complement sum to 1."""
    assert sum(network.density(each).value or 0 for each in (graph, nx.complement(graph))) == pytest.approx(1)


@given(graph=weighted())
def test_an_isolate_lowers_density(graph: nx.DiGraph) -> None:
    """Another isolated actor lowers density by the pairs it brings."""
    before = network.density(graph).value
    graph.add_node("alone")
    assert network.density(graph).value == pytest.approx((before or 0) * (len(graph) - 2) / len(graph))


@given(graph=weighted())
def test_an_isolate_adds_a_component(graph: nx.DiGraph) -> None:
    """Another isolated actor adds one component and one isolate, and no bridge."""
    before = network.components(graph).value, network.isolates(graph).value, network.bridges(graph).value
    graph.add_node("alone")
    after = network.components(graph).value, network.isolates(graph).value, network.bridges(graph).value
    assert after == (before[0] + 1, before[1] + 1, before[2])  # type: ignore[operator]  # counts are never None


@given(graph=weighted())
def test_an_isolate_leaves_holes_alone(graph: nx.DiGraph) -> None:
    """Another isolated actor does not change the constraint of the others."""
    before = network.constraint(graph).values
    graph.add_node("alone")
    assert network.constraint(graph).values == {**before, "alone": None}


@given(graph=weighted())
def test_triples_are_complete(graph: nx.DiGraph) -> None:
    """The classes of the triad census sum to all triples, and so do the expected ones."""
    n = len(graph)
    for census in (network.triad_census(graph), network.expected_triad_census(graph)):
        assert sum(value or 0 for value in census.values.values()) == pytest.approx(n * (n - 1) * (n - 2) / 6)


@given(graph=weighted())
def test_fragmentation_grows_with_distance(graph: nx.DiGraph) -> None:
    """Weighting by distance never makes a network less fragmented."""
    plain, by_distance = network.fragmentation(graph).value, network.distance_weighted_fragmentation(graph).value
    assert (by_distance or 0) >= (plain or 0) - 1e-12


@given(graph=weighted(), data=st.data())
def test_roles_sum_to_total(graph: nx.DiGraph, data: st.DataObject) -> None:
    """The five roles of every actor sum to its total, crisp or overlapping."""
    groups = {actor: data.draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)) for actor in graph}
    for counts in network.brokerage(graph, groups).counts.values():
        assert sum(counts[role] or 0 for role in network.ROLES[:-1]) == pytest.approx(counts["total"])


@given(graph=weighted(), data=st.data())
def test_large_and_small_graphs_are_counted_alike(graph: nx.DiGraph, data: st.DataObject) -> None:
    """The sparse way of large graphs gives the numbers of the full matrices of small ones."""
    groups = {actor: data.draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)) for actor in graph}
    found = []
    for limit in (512, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(arrays, "DENSE_UP_TO", limit)
            ranks = network.rank_intervals(graph)
            brokers = network.brokerage(graph, groups)
            found.append(
                [
                    *(measure(graph).value for measure in SCALARS.values()),
                    *(value for measure in BY_ACTOR.values() for value in measure(graph).values.values()),
                    *(count for counts in brokers.counts.values() for count in counts.values()),
                    *(mean for means in brokers.expected.values() for mean in means.values()),
                    *ranks.best.values(),
                    *ranks.worst.values(),
                ]
            )
    assert found[0] == pytest.approx(found[1], abs=1e-9)


@given(graph=weighted())
def test_rank_intervals_hold_for_degree(graph: nx.DiGraph) -> None:
    """The rank of an actor by degree, ties aside, lies in its rank interval."""
    both = graph.to_undirected()
    ranks = network.rank_intervals(graph)
    for actor in both:
        above = sum(both.degree(other) > both.degree(actor) for other in both)
        as_high = sum(both.degree(other) >= both.degree(actor) for other in both)
        assert ranks.best[actor] <= as_high
        assert ranks.worst[actor] >= 1 + above


@given(graph=weighted())
def test_numbers_are_plain(graph: nx.DiGraph) -> None:
    """Every number is a plain int or float, so that it prints and dumps alike everywhere."""
    for measure in (*SCALARS.values(), *BY_ACTOR.values()):
        metric = measure(graph)
        assert {type(number) for number in (metric.value, *metric.values.values())} <= {int, float, type(None)}


@given(graph=weighted())
def test_undefined_has_a_reason(graph: nx.DiGraph) -> None:
    """Whatever is None says why, and what is a number does not."""
    for measure in SCALARS.values():
        metric = measure(graph)
        assert (metric.value is None) == (metric.reason is not None)
    for measure in BY_ACTOR.values():
        metric = measure(graph)
        assert {actor for actor, value in metric.values.items() if value is None} == set(metric.reasons)
