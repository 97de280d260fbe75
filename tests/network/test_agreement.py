"""Where a definition is shared, the number is that of networkx, for small and for large graphs alike."""

from collections.abc import Iterator

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.network import arrays


@st.composite
def graphs(draw: st.DrawFn, *, directed: bool | None = None, least: int = 2) -> nx.Graph:
    """Draw a graph of up to nine actors, sparse or dense, directed or not."""
    size = draw(st.integers(least, 9))
    is_directed = draw(st.booleans()) if directed is None else directed
    cells = [(i, j) for i in range(size) for j in range(size) if (i != j if is_directed else i < j)]
    graph = nx.DiGraph() if is_directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(draw(st.lists(st.sampled_from(cells), unique=True)))
    return graph


@pytest.fixture(params=[512, 0], ids=["matrix", "table"], scope="module", autouse=True)
def _both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Compute everything twice: as small graphs are, and as large ones are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "DENSE_UP_TO", request.param)
        yield


@given(graph=graphs())
def test_density(graph: nx.Graph) -> None:
    """Density is that of networkx."""
    assert network.density(graph).value == pytest.approx(nx.density(graph))


@given(graph=graphs(directed=True))
def test_reciprocity(graph: nx.DiGraph) -> None:
    """Reciprocity of arcs is that of networkx."""
    value = network.reciprocity(graph).value
    assert value == (pytest.approx(nx.overall_reciprocity(graph)) if graph.size() else None)


@given(graph=graphs())
def test_betweenness(graph: nx.Graph) -> None:
    """Betweenness is that of networkx."""
    assert network.betweenness(graph).values == pytest.approx(nx.betweenness_centrality(graph, normalized=False))


@given(graph=graphs())
def test_harmonic_closeness(graph: nx.Graph) -> None:
    """Harmonic closeness of ways in is that of networkx by the number of others."""
    found = network.closeness(graph, policy="harmonic", kind="in").values
    whole = {actor: None if value is None else value * (len(graph) - 1) for actor, value in found.items()}
    assert not graph.size() or whole == pytest.approx(nx.harmonic_centrality(graph))


@given(graph=graphs(directed=True, least=3))
def test_triads(graph: nx.DiGraph) -> None:
    """The triad census is that of networkx."""
    assert network.triad_census(graph).values == nx.triadic_census(graph)


@given(graph=graphs(directed=False))
def test_transitivity(graph: nx.Graph) -> None:
    """Transitivity of an undirected graph is that of networkx, and undefined where networkx says 0 for want of paths."""
    assert (network.transitivity(graph).value or 0) == pytest.approx(nx.transitivity(graph))


@given(graph=graphs())
def test_core_number(graph: nx.Graph) -> None:
    """Core numbers are those of networkx without direction."""
    assert network.core_number(graph).values == nx.core_number(graph.to_undirected())


@given(graph=graphs())
def test_constraint(graph: nx.Graph) -> None:
    """Constraint over the whole network is that of networkx, and undefined where networkx has NaN."""
    theirs = {actor: None if value != value else value for actor, value in nx.constraint(graph).items()}  # noqa: PLR0124 - NaN
    assert network.constraint(graph).values == pytest.approx(theirs)


@given(graph=graphs(directed=False))
def test_effective_size(graph: nx.Graph) -> None:
    """Effective size of an undirected graph without weights is that of networkx, with 0 for isolates."""
    theirs = {actor: 0 if value != value else value for actor, value in nx.effective_size(graph).items()}  # noqa: PLR0124 - NaN
    assert network.effective_size(graph).values == pytest.approx(theirs)


@given(graph=graphs())
def test_components(graph: nx.Graph) -> None:
    """Components are those of networkx, of both kinds."""
    both = graph.to_undirected()
    assert network.components(graph).value == nx.number_connected_components(both)
    strong = nx.number_strongly_connected_components(graph) if graph.is_directed() else nx.number_connected_components(graph)
    assert network.components(graph, kind="strong").value == strong


@given(graph=graphs())
def test_cut_actors(graph: nx.Graph) -> None:
    """Cut actors are the articulation points of networkx, and their numbers what removal shows."""
    both = graph.to_undirected()
    found = network.cut_actors(graph).values
    assert {actor for actor, added in found.items() if added} == set(nx.articulation_points(both))
    for actor in nx.articulation_points(both):
        rest = nx.subgraph_view(both, filter_node=lambda other, gone=actor: other != gone)
        assert found[actor] == nx.number_connected_components(rest) - nx.number_connected_components(both)


@given(graph=graphs())
def test_bridges(graph: nx.Graph) -> None:
    """Bridges are those of networkx."""
    theirs = {tuple(sorted(bridge)) for bridge in nx.bridges(graph.to_undirected())}
    assert set(network.bridges(graph).values) == theirs


@given(graph=graphs())
def test_distances(graph: nx.Graph) -> None:
    """Diameter and mean distance follow from the path lengths of networkx."""
    lengths = [steps for _, row in nx.all_pairs_shortest_path_length(graph) for steps in row.values() if steps]
    assert network.diameter(graph).value == max(lengths, default=None)
    mean = network.mean_distance(graph).value
    assert mean == (pytest.approx(sum(lengths) / len(lengths)) if lengths else None)


@given(graph=graphs())
def test_pagerank(graph: nx.Graph) -> None:
    """PageRank is that of networkx."""
    assert network.pagerank(graph).values == pytest.approx(nx.pagerank(graph, tol=1e-10, max_iter=10_000), abs=1e-7)


@given(graph=graphs(directed=False))
def test_eigenvector(graph: nx.Graph) -> None:
    """The eigenvector centrality of a connected graph is that of networkx."""
    if nx.is_connected(graph) and len(graph) > 2:
        theirs = nx.eigenvector_centrality_numpy(graph)
        assert network.eigenvector(graph).values == pytest.approx(theirs, abs=1e-6)


@given(graph=graphs(), data=st.data())
def test_assortativity(graph: nx.Graph, data: st.DataObject) -> None:
    """Assortativity is that of networkx wherever it is defined."""
    groups = {actor: data.draw(st.sampled_from("abc")) for actor in graph}
    nx.set_node_attributes(graph, groups, "group")
    value = network.assortativity(graph, "group").value
    if value is not None:
        assert value == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"), abs=1e-12)


@given(graph=graphs(), lengths=st.lists(st.integers(1, 4), min_size=72, max_size=72))
def test_betweenness_by_length(graph: nx.Graph, lengths: list[int]) -> None:
    """Betweenness of ties with lengths is that of networkx, which is right where lengths are whole numbers."""
    for (one, other), length in zip(graph.edges, lengths, strict=False):
        graph[one][other]["weight"] = length
    theirs = nx.betweenness_centrality(graph, normalized=False, weight="weight")
    assert network.betweenness(graph, weights="distance").values == pytest.approx(theirs)


@given(graph=graphs())
def test_betweenness_of_equal_strengths(graph: nx.Graph) -> None:
    """Where all ties are equally strong, strengths change nothing about betweenness."""
    for one, other in graph.edges:
        graph[one][other]["weight"] = 3
    found = network.betweenness(graph, weights="strength").values
    assert found == pytest.approx(network.betweenness(graph).values)


def test_core_number_of_a_late_hanger_on() -> None:
    """An actor peeled off early is not peeled off again when those it was tied to go."""
    graph = nx.complete_graph(7)
    graph.add_edges_from((7, other) for other in range(4))
    graph.add_nodes_from((8, 9))
    assert network.core_number(graph).values == nx.core_number(graph)
