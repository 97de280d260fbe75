"""Waiting: those still waiting count, and where cases pile up shows."""

from datetime import date, timedelta
from types import SimpleNamespace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.loads import bottlenecks, single_points_of_failure
from kimcore.network.waiting import waiting_times

DAY = date(2024, 1, 1)
NO_END = None


def spell(days: int | None, actor: str = "office", begin: int = 0) -> tuple[str, date, date | None]:
    """Make a spell of some days."""
    begun = DAY + timedelta(days=begin)
    return actor, begun, None if days is None else begun + timedelta(days=days)


def test_median_without_censoring() -> None:
    """Where all have moved on, the median is the day by which half had."""
    times = waiting_times([spell(days) for days in (2, 4, 6, 8)], on=date(2024, 12, 31))
    assert (times.median.value, times.p90.value) == (4, 8)


def test_freireich_remission_times() -> None:
    """The product-limit median of a published sample with twelve censored times of 21 is 23."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    on = date(2024, 12, 31)
    spells = [*map(spell, ended), *(("office", on - timedelta(days=days), None) for days in still)]
    assert waiting_times(spells, on=on).median.value == 23


def test_leaving_out_the_open_would_flatter() -> None:
    """Cases that still wait make the median longer than that of the closed ones alone."""
    closed = [spell(days) for days in (5, 10, 15)]
    open_cases = [spell(None)] * 3
    on = DAY + timedelta(days=60)
    assert waiting_times(closed, on=on).median.value == 10
    assert waiting_times([*closed, *open_cases], on=on).median.value == 15


def test_not_reached() -> None:
    """While fewer than half have moved on there is no median."""
    times = waiting_times([spell(5), spell(None), spell(None)], on=DAY + timedelta(days=30))
    assert (times.median.value, times.median.reason) == (None, "not_reached")
    assert times.waiting == {"office": 2}


def test_the_future_is_not_known() -> None:
    """On a day, later ends are open and later beginnings unheard of."""
    times = waiting_times([spell(5), spell(40), spell(3, begin=20)], on=DAY + timedelta(days=10))
    assert (times.spells, times.waiting) == ({"office": 2}, {"office": 1})


def test_by_office() -> None:
    """Each office has its own median."""
    times = waiting_times([spell(5, "a"), spell(9, "b"), spell(None, "c")], on=DAY + timedelta(days=30))
    assert times.median.values == {"a": 5, "b": 9, "c": None}
    assert times.median.reasons == {"c": "not_reached"}


def test_nobody_waits() -> None:
    """Without spells there is no median."""
    assert waiting_times([], on=DAY).median.reason == "no_spells"


def test_records_of_any_kind() -> None:
    """Mappings and objects are read like tuples."""
    as_mapping = {"actor": "office", "first_day": DAY, "last_day": NO_END}
    as_object = SimpleNamespace(actor="office", first_day=DAY, last_day=date(2024, 1, 5))
    assert waiting_times([as_mapping, as_object], on=date(2024, 2, 1)).spells == {"office": 2}


@given(st.lists(st.integers(0, 100), min_size=1))
def test_complete_data(durations: list[int]) -> None:
    """Without censoring the median is the smallest time by which at least half have moved on."""
    times = waiting_times([spell(days) for days in durations], on=DAY + timedelta(days=200))
    ordered = sorted(durations)
    assert times.median.value == ordered[(len(ordered) - 1) // 2]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (("office", DAY), r"spells\[0\]: expected actor, first_day and last_day, found a tuple without them"),
        ({"actor": "office"}, r"spells\[0\]: expected actor, first_day and last_day, found a dict without them"),
        (("office", "soon", None), r"spells\[0\]: expected days, found 'soon' and None"),
        (("office", DAY, date(2023, 1, 1)), r"spells\[0\].last_day: expected a day from 2024-01-01 on, found 2023-01-01"),
    ],
)
def test_bad_spells(bad: object, message: str) -> None:
    """A spell that cannot be is refused with its place."""
    with pytest.raises(NetworkError, match=message):
        waiting_times([bad], on=DAY)


def test_littles_law_holds_in_a_steady_state() -> None:
    """One arrival a day that stays five days: five cases there, and L = λW."""
    steady = [spell(5, begin=begin) for begin in range(-50, 200)]
    office = bottlenecks(steady, first_day=DAY, last_day=DAY + timedelta(days=99))[0]
    assert office.mean_open == pytest.approx(5)
    assert office.steadiness == pytest.approx(1)


def test_piling_up_shows() -> None:
    """Where cases come and hardly any leave, λW falls far below L."""
    piling = [spell(1 if begin % 10 == 0 else None, begin=begin) for begin in range(100)]
    office = bottlenecks(piling, first_day=DAY, last_day=DAY + timedelta(days=99))[0]
    assert office.steadiness is not None
    assert office.steadiness < 0.1
    assert office.open == 90


def test_fullest_first() -> None:
    """Offices come in the order of their load, those without a capacity last."""
    spells = [spell(None, "a"), spell(None, "b"), spell(None, "b"), spell(None, "c")]
    found = bottlenecks(spells, first_day=DAY, last_day=DAY, capacity={"a": 1, "b": 4})
    assert [(office.actor, office.load) for office in found] == [("a", 1), ("b", 0.5), ("c", None)]


def test_structure_of_the_flow() -> None:
    """With a flow, each office says whether it falls apart without it."""
    flow = nx.DiGraph([("a", "office"), ("office", "b")])
    office = bottlenecks([spell(3)], first_day=DAY, last_day=DAY, flow=flow)[0]
    assert office.is_cut_actor is True
    assert office.betweenness == 0.5


def test_nobody_left_in_the_window() -> None:
    """Without a case that came and left there is no mean stay."""
    office = bottlenecks([spell(None)], first_day=DAY, last_day=DAY)[0]
    assert (office.mean_stay, office.steadiness) == (None, None)


def test_bad_window_and_capacity() -> None:
    """A window that ends before it begins and a capacity of nothing are refused."""
    with pytest.raises(NetworkError, match="last_day: expected a day from 2024-01-01 on"):
        bottlenecks([], first_day=DAY, last_day=date(2023, 12, 31))
    with pytest.raises(NetworkError, match=r"capacity\['office'\]: expected a number above 0, found 0"):
        bottlenecks([], first_day=DAY, last_day=DAY, capacity={"office": 0})


def test_only_provider() -> None:
    """A need with one provider stands and falls with it."""
    found = single_points_of_failure({"health": {"clinic"}, "law": {"office", "ngo"}})
    assert [(point.category, point.actor, point.is_only_provider) for point in found] == [("health", "clinic", True)]


@given(st.integers(0, 10_000), st.booleans())
def test_single_points_by_removal(seed: int, directed: bool) -> None:  # noqa: FBT001 - Hypothesis hands it over so
    """An actor is a single point exactly if its removal cuts somebody off, and names all it cuts off."""
    graph = nx.gnp_random_graph(8, 0.2, seed=seed, directed=directed)
    offering = {0, 1}
    found = {point.actor: set(point.cut_off) for point in single_points_of_failure({"x": offering}, graph)}

    def reached(net: nx.Graph) -> set[int]:
        return {actor for actor in net if any(o in net and nx.has_path(net, actor, o) for o in offering)}

    expected = {}
    for actor in graph:
        without = graph.copy()
        without.remove_node(actor)
        lost = reached(graph) - {actor} - reached(without)
        if lost:
            expected[actor] = lost
    assert found == expected


def test_strangers_offer_nothing() -> None:
    """A provider who is not in the network is refused by name."""
    with pytest.raises(NetworkError, match=r"offers\['health'\]: expected actors of the network, found 'z'"):
        single_points_of_failure({"health": {"z"}}, nx.path_graph(2))
