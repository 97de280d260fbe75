"""What if: the same network after an actor or a tie came or went."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network import compactness, density, fragmentation
from kimcore.network.helpful import helpful_ties
from kimcore.network.scenarios import reach_by_category, what_if

BRIDGE = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c"), ("a", "x"), ("x", "b")])


def test_removed_and_isolated_differ() -> None:
    """Without c two parts of three and two remain: 1 - 8/20 among five, 1 - 8/30 among six."""
    result = what_if(BRIDGE, without="c")
    assert result.fragmentation_removed is not None
    assert result.fragmentation_isolated is not None
    assert result.fragmentation_removed.value == pytest.approx(1 - 8 / 20)
    assert result.fragmentation_isolated.value == pytest.approx(1 - 8 / 30)


def test_changes_are_those_of_the_two_networks() -> None:
    """Every change is the metric after minus the metric before."""
    without_c = BRIDGE.copy()
    without_c.remove_node("c")
    result = what_if(BRIDGE, without="c")
    for name, measure in (("density", density), ("fragmentation", fragmentation), ("compactness", compactness)):
        change = result.changes[name]
        assert change.before == measure(BRIDGE)
        assert change.after == measure(without_c)
        assert change.difference == pytest.approx(measure(without_c).value - measure(BRIDGE).value)  # type: ignore[operator]


def test_undefined_has_no_difference() -> None:
    """A number that is not defined before or after has no difference."""
    result = what_if(nx.path_graph(2), without=1)
    assert result.changes["density"].after.reason == "fewer_than_two_actors"
    assert result.changes["density"].difference is None


def test_given_graph_is_left_alone() -> None:
    """Asking what if changes nothing."""
    graph = BRIDGE.copy()
    what_if(graph, without="c", add=[("a", "e")], remove=[("a", "b")])
    assert nx.utils.graphs_equal(graph, BRIDGE)


def test_several_leave() -> None:
    """A list of actors leaves together."""
    assert set(what_if(BRIDGE, without=["c", "d"]).graph) == {"a", "b", "e", "x"}


def test_tuple_is_one_actor() -> None:
    """An actor whose name is a tuple leaves alone."""
    graph = nx.Graph([(("town", 1), "a"), ("town", "a")])
    assert set(what_if(graph, without=("town", 1)).graph) == {"a", "town"}


def test_merge_joins_ties() -> None:
    """Merged actors keep the first one's name, their ties add up, ties among them vanish."""
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2), ("a", "c", 1), ("b", "c", 4), ("d", "b", 1)])
    after = what_if(graph, merge=("a", "b")).graph
    assert sorted(after.edges(data="weight")) == [("a", "c", 5), ("d", "a", 1)]


def test_ties_begin_and_end() -> None:
    """Ties are added and removed before actors leave."""
    after = what_if(BRIDGE, add=[("a", "e")], remove=[("b", "c")], without="x").graph
    assert set(after.edges) == {("a", "b"), ("a", "e"), ("c", "d"), ("c", "e"), ("d", "e")}


def test_reach_follows_direction() -> None:
    """Help is reached along the ties, not against them."""
    referrals = nx.DiGraph([("office", "clinic"), ("clinic", "ngo")])
    assert reach_by_category(referrals, {"health": {"clinic"}}).values == {"health": 2 / 3}


def test_reach_before_and_after() -> None:
    """Who loses every path to help is named, for each category of need."""
    result = what_if(BRIDGE, without="c", offers={"health": {"e"}, "work": {"c"}})
    assert result.reach["health"].cut_off == ("a", "b", "x")
    assert (result.reach["health"].before.value, result.reach["health"].after.value) == (1, 0.4)
    assert result.reach["work"].after.value == 0


def test_new_tie_brings_reach() -> None:
    """A new tie lets those reach help who could not."""
    graph = nx.DiGraph([("a", "b"), ("c", "d")])
    assert what_if(graph, add=[("b", "c")], offers={"law": {"d"}}).reach["law"].newly_reached == ("a", "b")


@given(st.integers(0, 10_000))
def test_isolated_is_never_less_fragmented(seed: int) -> None:
    """An actor without ties can only leave the others as they were or worse, counted among the same n."""
    graph = nx.gnp_random_graph(7, 0.3, seed=seed)
    result = what_if(graph, without=0)
    assert result.fragmentation_isolated is not None
    assert result.fragmentation_isolated.value >= fragmentation(graph).value  # type: ignore[operator]


@given(st.integers(0, 10_000), st.booleans())
def test_helpful_ties_gain_what_they_say(seed: int, directed: bool) -> None:  # noqa: FBT001 - Hypothesis hands it over so
    """The gain of each tie is the compactness with it minus the compactness without."""
    graph = nx.gnp_random_graph(6, 0.3, seed=seed, directed=directed)
    for tie in helpful_ties(graph, top=3):
        change = what_if(graph, add=[(tie.sender, tie.receiver)]).changes["compactness"]
        assert tie.gain == pytest.approx(change.difference)


@given(st.integers(0, 10_000))
def test_most_helpful_comes_first(seed: int) -> None:
    """No tie that is left out would help more."""
    graph = nx.gnp_random_graph(6, 0.3, seed=seed)
    gains = [tie.gain for tie in helpful_ties(graph, top=100)]
    assert len(gains) == nx.number_of_edges(nx.complement(graph))
    assert all(gains[0] >= gain - 1e-9 for gain in gains)


def test_candidates_are_kept_to() -> None:
    """Only the ties asked for are considered."""
    assert [(tie.sender, tie.receiver) for tie in helpful_ties(nx.path_graph(5), candidates=[(1, 3)])] == [(1, 3)]


def test_complete_network_needs_no_tie() -> None:
    """Where all ties exist, none would help."""
    assert helpful_ties(nx.complete_graph(4)) == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"without": "z"}, "without: expected actors of the network, found 'z'"),
        ({"without": {"a": 1}}, "without: expected an actor, or a list or set of actors, found dict"),
        ({"merge": ("a",)}, "merge: expected two or more different actors"),
        ({"merge": ("a", "z")}, "merge: expected actors of the network, found 'z'"),
        ({"merge": ("a", "b"), "without": "b"}, "without: expected actors of the network, found 'b'"),
        ({"remove": [("a", "d")]}, r"remove: expected a tie of the network, found \('a', 'd'\)"),
        ({"remove": ["ab"]}, "remove: expected pairs of actors, found 'ab'"),
        ({"add": [("a", "b")]}, r"add: expected a tie that is not yet there between two actors, found \('a', 'b'\)"),
        ({"add": [("a", "a")]}, r"add: expected a tie that is not yet there between two actors, found \('a', 'a'\)"),
        ({"offers": {"health": {"z"}}}, r"offers\['health'\]: expected actors of the network, found 'z'"),
    ],
)
def test_bad_changes(options: dict[str, object], message: str) -> None:
    """A change that cannot be made is refused by name."""
    with pytest.raises(NetworkError, match=message):
        what_if(BRIDGE, **options)  # type: ignore[arg-type]


def test_bad_candidates() -> None:
    """A candidate must be two actors of the network."""
    with pytest.raises(NetworkError, match="candidates: expected pairs of two actors of the network"):
        helpful_ties(nx.path_graph(3), candidates=[(0, 0)])


def test_too_many_candidates() -> None:
    """A large network is not searched by default, since it would take too long."""
    with pytest.raises(NetworkError, match="candidates: expected some to choose from, since 500 actors"):
        helpful_ties(nx.path_graph(500))
