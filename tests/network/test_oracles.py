"""Published values, to the digits printed."""

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kimcore import network
from kimcore.network.arrays import DENSE_UP_TO


def graph_of(case: Mapping[str, Any], relation: str, kind: type[nx.Graph] = nx.DiGraph) -> nx.Graph:
    """Build a graph from a published matrix, with the published names where there are any."""
    matrix = np.array(case[relation])
    names = case.get("nodes", range(len(matrix)))
    return nx.relabel_nodes(nx.from_numpy_array(matrix, create_using=kind), dict(enumerate(names)))


@pytest.fixture(params=[DENSE_UP_TO, 0], ids=["matrix", "table"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute everything twice: as small graphs are, and as large ones are."""
    monkeypatch.setattr("kimcore.network.arrays.DENSE_UP_TO", request.param)


@pytest.fixture
def information(knoke: Mapping[str, Any]) -> nx.DiGraph:
    """Give who informs whom."""
    return graph_of(knoke, "information")


@pytest.fixture
def money(knoke: Mapping[str, Any]) -> nx.DiGraph:
    """Give who pays whom."""
    return graph_of(knoke, "money")


@pytest.fixture
def expected(knoke: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what is printed about Knoke's organisations."""
    printed: Mapping[str, Any] = knoke["expected"]
    return printed


@pytest.mark.parametrize("relation", ["information", "money"])
class TestKnoke:
    """What is printed about both relations of Knoke's organisations."""

    def test_ties(self, knoke: Mapping[str, Any], relation: str) -> None:
        """The number of ties is the printed one."""
        assert network.tie_arrays(graph_of(knoke, relation)).tie_count == knoke["expected"][f"ties_{relation}"]

    def test_density(self, knoke: Mapping[str, Any], relation: str) -> None:
        """Density is the printed one."""
        assert network.density(graph_of(knoke, relation)).value == pytest.approx(knoke["expected"][f"density_{relation}"])

    def test_dyads(self, knoke: Mapping[str, Any], relation: str) -> None:
        """Pairs of each kind are the printed ones."""
        assert network.dyad_census(graph_of(knoke, relation)).values == knoke["expected"][f"dyads_{relation}"]

    @pytest.mark.parametrize("kind", ["dyad", "arc"])
    def test_reciprocity(self, knoke: Mapping[str, Any], relation: str, kind: str) -> None:
        """Reciprocity of both kinds is the printed one."""
        value = network.reciprocity(graph_of(knoke, relation), kind=kind).value
        assert value == pytest.approx(knoke["expected"][f"{kind}_reciprocity_{relation}"])

    def test_triads(self, knoke: Mapping[str, Any], relation: str) -> None:
        """Triples of each class are the printed ones."""
        assert network.triad_census(graph_of(knoke, relation)).values == knoke["expected"][f"triad_census_{relation}"]

    def test_transitivity(self, knoke: Mapping[str, Any], relation: str) -> None:
        """Directed transitivity is the printed one."""
        value = network.transitivity(graph_of(knoke, relation)).value
        assert value == pytest.approx(knoke["expected"][f"transitivity_{relation}"])

    @pytest.mark.parametrize("kind", ["in", "out"])
    def test_degree_centralization(self, knoke: Mapping[str, Any], relation: str, kind: str) -> None:
        """Centralization of ties in and ties out is the printed one."""
        value = network.centralization(graph_of(knoke, relation), kind=f"{kind}-degree").value
        assert value == pytest.approx(knoke["expected"][f"{kind}_centralization_{relation}"])

    def test_ei_index(self, knoke: Mapping[str, Any], relation: str) -> None:
        """The directed E-I index is the printed one."""
        value = network.ei_index(graph_of(knoke, relation), knoke["expected"]["brokerage_partition"]).value
        assert value == pytest.approx(knoke["expected"][f"ei_index_{relation}_directed"])


@pytest.mark.parametrize("kind", ["in", "out"])
def test_degree(information: nx.DiGraph, expected: Mapping[str, Any], kind: str) -> None:
    """Ties in and ties out of every organisation are the printed ones."""
    assert network.degree(information, kind=kind).values == expected[f"{kind}degree_information"]


@pytest.mark.parametrize("kind", ["in", "out"])
def test_closeness(information: nx.DiGraph, expected: Mapping[str, Any], kind: str) -> None:
    """Closeness in and out is the printed one."""
    assert network.closeness(information, kind=kind).values == pytest.approx(expected[f"closeness_{kind}_information"])


def test_betweenness(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """Betweenness of every organisation is the printed one."""
    assert network.betweenness(information).values == pytest.approx(expected["betweenness_information"])


def test_betweenness_centralization(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """Centralization of betweenness is the printed one."""
    value = network.centralization(information, kind="betweenness").value
    assert value == pytest.approx(expected["betweenness_centralization_information"], abs=5e-11)


def test_mean_distance(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """The mean distance is the printed one."""
    assert network.mean_distance(information).value == pytest.approx(expected["mean_geodesic_information"], abs=5e-11)


@pytest.mark.parametrize(("model", "key"), [("whole", "whole"), ("ego", "egonet")])
def test_constraint(information: nx.DiGraph, expected: Mapping[str, Any], model: str, key: str) -> None:
    """Constraint in both models is the printed one."""
    found = network.constraint(information, model=model).values
    assert found == pytest.approx(expected[f"constraint_{key}_information"], abs=5.1e-5)


def test_effective_size(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """Effective size in the ego model is the printed one."""
    found = network.effective_size(information, model="ego").values
    assert found == pytest.approx(expected["effective_size_egonet_information"], abs=5.1e-5)


def test_brokerage(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """Brokerage counts in every role are those of sna."""
    assert network.brokerage(information, expected["brokerage_partition"]).counts == expected["brokerage_information_sna"]


def test_layers(information: nx.DiGraph, money: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """Ties in both relations, and in one alone, are the printed ones."""
    (found,) = network.layer_overlap({"information": information, "money": money})
    printed = expected["multiplex"]
    assert (found.both, found.only_one, found.only_other) == (printed["both"], printed["information_only"], printed["money_only"])
    assert found.jaccard.value == pytest.approx(printed["jaccard"])


def test_undirected_ei_index(information: nx.DiGraph, expected: Mapping[str, Any]) -> None:
    """The E-I index of Knoke's information ties without direction is 0.5625."""
    assert network.ei_index(information.to_undirected(), expected["brokerage_partition"]).value == pytest.approx(0.5625)


@pytest.mark.parametrize("kind", ["degree", "betweenness"])
def test_florentine_centralization(padgett: Mapping[str, Any], kind: str) -> None:
    """Centralization of the sixteen families' marriages is the printed one."""
    value = network.centralization(graph_of(padgett, "marriage", nx.Graph), kind=kind).value
    assert value == pytest.approx(padgett["expected"][f"{kind}_centralization16"], abs=5e-8)


def test_florentine_closeness_centralization(padgett: Mapping[str, Any]) -> None:
    """Closeness is centralized as printed among the fifteen families that are joined."""
    families = graph_of(padgett, "marriage", nx.Graph)
    families.remove_node("Pucci")
    value = network.centralization(families, kind="closeness").value
    assert value == pytest.approx(padgett["expected"]["closeness_centralization15"], abs=5e-8)


def test_florentine_degree_centralization_without_isolate(padgett: Mapping[str, Any]) -> None:
    """Leaving out the isolated family changes degree centralization from 0.2667 to 0.2747."""
    families = graph_of(padgett, "marriage", nx.Graph)
    families.remove_node("Pucci")
    assert network.centralization(families).value == pytest.approx(0.2747, abs=5e-5)


def test_manager_triads(hightech: Mapping[str, Any]) -> None:
    """Friendship triples among the managers are the printed ones."""
    census = network.triad_census(graph_of(hightech, "friendship"))
    assert list(census.values.values()) == hightech["expected"]["friend_triads"]


def test_manager_triads_by_chance(hightech: Mapping[str, Any]) -> None:
    """Expected friendship triples under U|MAN are the printed ones."""
    census = network.expected_triad_census(graph_of(hightech, "friendship"))
    assert list(census.values.values()) == pytest.approx(hightech["expected"]["friend_triads_expected_umAN"], abs=5e-3)


def test_manager_densities(hightech: Mapping[str, Any]) -> None:
    """The densities of advice, friendship and reporting are the printed ones."""
    found = [network.density(graph_of(hightech, relation)).value for relation in ("advice", "friendship", "reports_to")]
    assert found == pytest.approx(hightech["expected"]["density"])
