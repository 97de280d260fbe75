"""More published values, each with the place where it is printed."""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kimcore import network
from kimcore.model.metric import Metric
from kimcore.network.arrays import DENSE_UP_TO

KITE = nx.krackhardt_kite_graph()
KARATE = nx.Graph(nx.karate_club_graph().edges)
WOMEN = nx.davis_southern_women_graph()
SEATS = nx.get_node_attributes(WOMEN, "bipartite")


@pytest.fixture(params=[DENSE_UP_TO, 0], ids=["matrix", "table"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute everything twice: as small graphs are, and as large ones are."""
    monkeypatch.setattr("kimcore.network.arrays.DENSE_UP_TO", request.param)


def _relation(case: Mapping[str, Any], name: str) -> nx.DiGraph:
    return nx.from_numpy_array(np.array(case[name]), create_using=nx.DiGraph)


class TestManagers:
    """Krackhardt's high-tech managers (Wasserman & Faust 1994, app. B)."""

    @pytest.mark.parametrize(
        ("relation", "dyads"), [("advice", (45, 100, 65)), ("friendship", (23, 56, 131)), ("reports_to", (0, 20, 190))]
    )
    def test_dyads(self, hightech: Mapping[str, Any], relation: str, dyads: tuple[int, int, int]) -> None:
        """Mutual, asymmetric and null pairs are the printed ones (Wasserman & Faust 1994, ch. 13)."""
        found = network.dyad_census(_relation(hightech, relation)).values
        assert (found["mutual"], found["asymmetric"], found["null"]) == dyads

    @pytest.mark.parametrize(
        "measure",
        [network.hierarchy, network.efficiency, network.least_upper_bound, lambda g: network.connectedness(g, "semipath")],
    )
    def test_formal_structure(self, hightech: Mapping[str, Any], measure: Callable[..., Metric]) -> None:
        """From the head down, who reports to whom is an out-tree, which is 1 on all four dimensions (Krackhardt 1994)."""
        assert measure(_relation(hightech, "reports_to").reverse()).value == 1

    def test_one_head(self, hightech: Mapping[str, Any]) -> None:
        """Everybody reports to one, but manager 7 to nobody."""
        out = network.degree(_relation(hightech, "reports_to"), kind="out").values
        assert [actor for actor, ties in out.items() if not ties] == [6]


class TestKite:
    """Krackhardt's kite (1990, Administrative Science Quarterly 35, 342-369)."""

    def test_betweenness(self) -> None:
        """Heather stands between 14 pairs, Fernando and Garth between 8 1/3, Ike 8, Diane 3 2/3, Andre and Beverley 5/6."""
        expected = [5 / 6, 5 / 6, 0, 11 / 3, 0, 25 / 3, 25 / 3, 14, 8, 0]
        assert list(network.betweenness(KITE).values.values()) == pytest.approx(expected)

    def test_closeness(self) -> None:
        """Fernando and Garth are nearest to all others, at 0.643; Jane is farthest, at 0.310."""
        found = network.closeness(KITE).values
        assert [round(found[actor] or 0, 3) for actor in (5, 6, 3, 7, 9)] == [0.643, 0.643, 0.6, 0.6, 0.31]

    def test_without_heather(self) -> None:
        """Without Heather seven and two remain: F = 1 - (42 + 2) / 72 (Borgatti 2006, eq. 4)."""
        found = network.what_if(KITE, without=7).fragmentation_removed
        assert found is not None
        assert found.value == pytest.approx(1 - 44 / 72)


class TestKarate:
    """Zachary's karate club."""

    def test_whole(self) -> None:
        """Density 0.139, transitivity 0.256, mean distance 2.408, diameter 5 (Newman 2010, table 8.1 and ch. 7)."""
        found = [m(KARATE).value for m in (network.density, network.transitivity, network.mean_distance, network.diameter)]
        assert [round(value or 0, 3) for value in found] == [0.139, 0.256, 2.408, 5]

    def test_largest_modularity(self) -> None:
        """No partition has more than 0.4198, that of four communities (Brandes et al. 2008, doi:10.1109/TKDE.2007.190689)."""
        found = network.communities(KARATE)
        assert found.modularity.value == pytest.approx(0.4198, abs=5e-5)
        assert len(found.groups) == 4


class TestFlorence:
    """Marriages of the Florentine families (Wasserman & Faust 1994, ch. 5)."""

    def test_centralities(self) -> None:
        """Among fifteen families the Medici have closeness 0.560 and betweenness 0.522, the Guadagni 0.467 and 0.255."""
        families = nx.florentine_families_graph()
        near, between = network.closeness(families).values, network.betweenness(families, normalised=True).values
        printed = {"Medici": (0.56, 0.522), "Guadagni": (0.467, 0.255), "Albizzi": (0.483, 0.212)}
        assert {name: (round(near[name] or 0, 3), round(between[name] or 0, 3)) for name in printed} == printed

    def test_centralization(self) -> None:
        """Betweenness of the fifteen is centralized at 0.437."""
        assert network.centralization(nx.florentine_families_graph(), kind="betweenness").value == pytest.approx(0.437, abs=5e-4)


class TestWomen:
    """Davis, Gardner & Gardner's southern women (1941)."""

    def test_density(self) -> None:
        """Eighteen women attended fourteen events 89 times: 0.353."""
        actors = [name for name, mode in SEATS.items() if mode == 0]
        assert network.two_mode_density(WOMEN, actors).value == pytest.approx(89 / 252)

    def test_projection(self) -> None:
        """Evelyn and Theresa met at seven events, Flora and Olivia at two, Evelyn and Flora at one."""
        actors = [name for name, mode in SEATS.items() if mode == 0]
        met = network.project(WOMEN, actors).graph
        pairs = [
            ("Evelyn Jefferson", "Theresa Anderson"),
            ("Flora Price", "Olivia Carleton"),
            ("Evelyn Jefferson", "Flora Price"),
        ]
        assert [met.edges[pair]["weight"] for pair in pairs] == [7, 2, 1]


class TestHandovers:
    """The example log of van der Aalst, Reijers & Song (2005, doi:10.1007/s10606-005-9005-9)."""

    LOG = tuple(
        (case, actor, place)
        for case, actors in {
            1: ("John", "Mike", "John", "Pete"),
            2: ("John", "Mike", "John", "Pete"),
            3: ("Sue", "Carol", "Sue", "Pete"),
            4: ("Sue", "Carol", "Sue", "Pete"),
            5: ("Sue", "Clare", "Clare"),
        }.items()
        for place, actor in enumerate(actors)
    )

    def test_shares_of_all_handovers(self) -> None:
        """Of 14 handovers two go from John to Mike, one from Clare to herself, when stays are not joined."""
        found = network.handovers(self.LOG, collapse=False)
        assert found.counts["John", "Mike"] == 2
        assert (found.steps, found.self_handovers) == (14, 1)

    def test_working_together_is_asymmetric(self) -> None:
        """Pete works on four cases, two of them with John, who works on both of his with Pete."""
        found = network.working_together(self.LOG)
        assert (found.shares["John", "Pete"], found.shares["Pete", "John"]) == (1, 0.5)


def test_closed_triad() -> None:
    """In a closed group of three everybody's constraint is 1.125 and effective size 1 (Burt 1992)."""
    triad = nx.complete_graph(3)
    assert set(network.constraint(triad).values.values()) == {1.125}
    assert set(network.effective_size(triad).values.values()) == {1.0}


def test_effective_size_without_weights() -> None:
    """Six contacts with four ties among them have effective size 6 - 2 * 4 / 6 (Borgatti 1997, Connections 20(1), 35-38)."""
    ego = nx.star_graph(6)
    ego.add_edges_from([(1, 2), (2, 3), (4, 5), (5, 6)])
    assert network.effective_size(ego).values[0] == pytest.approx(4.67, abs=5e-3)
