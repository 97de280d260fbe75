"""Reading graphs, and the front of the package."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kimcore import network
from kimcore.network.arrays import in_order, tie_arrays


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_every_kind_of_graph_is_read(kind: type[nx.Graph]) -> None:
    """All four kinds of graphs are read with their direction."""
    ties = tie_arrays(kind([("b", "a"), ("b", "c")]))
    assert (ties.actors, ties.tie_count, ties.directed) == (("a", "b", "c"), 2, kind in {nx.DiGraph, nx.MultiDiGraph})


def test_arrays_stand_for_the_graph() -> None:
    """What was read once is taken as it is."""
    ties = tie_arrays(nx.path_graph(3))
    assert tie_arrays(ties) is ties
    assert network.density(ties) == network.density(nx.path_graph(3))


def test_another_attribute_can_be_the_weight() -> None:
    """The strength of ties is read from the attribute asked for."""
    ties = tie_arrays(nx.Graph([(0, 1, {"visits": 4, "weight": -1})]), weight="visits")
    assert network.strength(ties).values == {0: 4.0, 1: 4.0}


def test_symmetrising_adds_both_directions() -> None:
    """A tie without direction has the weight of both arcs."""
    ties = tie_arrays(nx.DiGraph([(0, 1, {"weight": 2}), (1, 0, {"weight": 3})])).symmetrised
    assert ties.dense_weights.tolist() == [[0, 5], [5, 0]]


def test_reversing_turns_weights_with_arcs() -> None:
    """The reversed ties are the transposed matrix."""
    graph = nx.DiGraph([(0, 1, {"weight": 2}), (2, 1, {"weight": 3}), (1, 0, {"weight": 4})])
    ties = tie_arrays(graph)
    assert np.array_equal(ties.reversed.dense_weights, ties.dense_weights.T)


def test_weightless_ties_are_ties() -> None:
    """A tie of weight 0 counts for density, and for no share of constraint."""
    graph = nx.Graph([(0, 1, {"weight": 0}), (1, 2, {"weight": 1})])
    assert network.density(graph).value == pytest.approx(2 / 3)
    assert network.constraint(graph).values == {0: None, 1: 1.0, 2: 1.0}


def test_mixed_names_are_sorted() -> None:
    """Names of different types have one order."""
    assert in_order([("b",), 2, "a", 1]) == (1, 2, "a", ("b",))


def test_the_stub_names_what_the_package_serves() -> None:
    """Type checkers and programs see the same names."""
    stub = Path(network.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    listed = [line.strip().strip('",') for line in stub.partition("__all__ = [")[2].splitlines() if '"' in line]
    assert sorted(listed) == network.__dir__()


@pytest.mark.parametrize("name", network.__dir__())
def test_every_name_can_be_imported(name: str) -> None:
    """Every listed name is served, and none is hidden by a module of the same name."""
    getattr(network, name)
    assert not Path(network.__file__).with_name(f"{name}.py").exists()


def test_an_unknown_name_is_no_attribute() -> None:
    """Asking for what is not there is an attribute error."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = import_module("kimcore.network").nonsense


def test_small_graphs_do_not_import_scipy() -> None:
    """A report about a town pays for numpy alone."""
    program = (
        "import sys; from kimcore import network\n"
        "class G:\n"
        "    def is_directed(self): return True\n"
        "    def nodes(self, data): return [(0, {}), (1, {}), (2, {})]\n"
        "    def edges(self, data, default): return [(0, 1, 1), (1, 2, 1)]\n"
        "network.betweenness(G()), network.constraint(G()), network.brokerage(G(), {0: 1, 1: 1, 2: 2})\n"
        "assert not {'scipy', 'networkx', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_report_from_columns_needs_numpy_alone() -> None:
    """From columns of ties to every metric of a town's report, neither scipy nor networkx is imported."""
    program = (
        "import sys; from kimcore import network\n"
        "ties = network.read_ties({'source': ['a', 'b', 'c', 'c'], 'target': ['b', 'c', 'a', 'd'], 'weight': [1, 2, 3, 4]})\n"
        "network.components(ties, kind='strong'), network.betweenness(ties), network.closeness(ties, policy='harmonic')\n"
        "network.triad_census(ties), network.constraint(ties), network.pagerank(ties), network.core_number(ties)\n"
        "network.cut_actors(ties)\n"
        "assert not {'scipy', 'networkx', 'pandas', 'narwhals'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
