"""Flows: handovers, shared cases, ping-pong and whole chains."""

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.events import Events, event_log
from kimcore.network.flows import handovers, ping_pong, working_together
from kimcore.network.ways import chains, path_weights, stages

LOG = [
    ("k1", "office", 1),
    ("k1", "office", 2),
    ("k1", "school", 3),
    ("k1", "office", 4),
    ("k2", "office", 1),
    ("k2", "clinic", 2),
    ("k3", "office", 1),
    ("k3", "school", 2),
]

events_strategy = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from("abcd"), st.integers(0, 50)), unique_by=lambda e: (e[0], e[2])
)


def by_hand(events: list[tuple[int, str, int]]) -> Counter[tuple[str, str]]:
    """Count handovers the plain way."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in {case for case, _, _ in events}:
        way = [actor for found, actor, _ in sorted(events, key=lambda event: event[2]) if found == case]
        counts.update((one, other) for one, other in pairwise(way) if one != other)
    return counts


def test_handovers() -> None:
    """Each step from one office to another counts, steps within an office do not."""
    result = handovers(LOG)
    assert result.counts == {("office", "clinic"): 1, ("office", "school"): 2, ("school", "office"): 1}
    assert (result.steps, result.self_handovers, result.cases) == (4, 1, 3)
    assert result.normalised[("office", "school")] == 0.5


def test_handovers_as_first_defined() -> None:
    """Without collapsing, steps within an office are part of all steps: sum of |c| - 1 over cases."""
    result = handovers(LOG, collapse=False)
    assert result.steps == 5
    assert result.normalised[("office", "school")] == 2 / 5


def test_fall_factor() -> None:
    """Offices further apart count less: a to c is two steps away in the only case."""
    result = handovers([(1, "a", 1), (1, "b", 2), (1, "c", 3)], fall_factor=0.5)
    assert result.counts == {("a", "b"): 1, ("a", "c"): 0.5, ("b", "c"): 1}
    assert result.normalised[("a", "c")] == 0.5 / 2.5


def test_fall_factor_counts_stays_once() -> None:
    """With collapsing, a long stay does not put offices further apart."""
    log = [(1, "a", 1), (1, "a", 2), (1, "b", 3)]
    assert handovers(log, fall_factor=0.5).counts == {("a", "b"): 1}
    assert handovers(log, fall_factor=0.5, collapse=False).counts == {("a", "b"): 1.5}


def test_unnamed_office_breaks_the_chain() -> None:
    """Who comes before and after an event without an office did not hand over to one another."""
    result = handovers([(1, "a", 1), (1, None, 2), (1, "b", 3)])
    assert result.counts == {}
    assert result.unnamed == 1


def test_ties_in_time_are_reported() -> None:
    """Two offices at the same time are put in the order of their names, and that is said."""
    result = handovers([(1, "b", 1), (1, "a", 1)])
    assert result.counts == {("a", "b"): 1}
    assert result.tied == 1


@given(events_strategy)
def test_handovers_by_hand(events: list[tuple[int, str, int]]) -> None:
    """Sorting everything at once counts what going through every case counts."""
    assert handovers(events).counts == by_hand(events)


@given(events_strategy)
def test_fall_factor_of_next_to_nothing(events: list[tuple[int, str, int]]) -> None:
    """The smaller the fall factor, the nearer to direct handovers."""
    falling = handovers(events, fall_factor=1e-9).counts
    assert {pair: round(count, 6) for pair, count in falling.items() if count > 1e-6} == by_hand(events)


@given(events_strategy, st.randoms(use_true_random=False))
def test_order_of_events_does_not_matter(events: list[tuple[int, str, int]], chance: Random) -> None:
    """The log may come in any order."""
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert handovers(shuffled).counts == handovers(events).counts
    assert chains(shuffled) == chains(events)


@pytest.mark.parametrize(
    "events",
    [
        [{"case": case, "actor": actor, "time": time} for case, actor, time in LOG],
        [SimpleNamespace(case=case, actor=actor, time=time) for case, actor, time in LOG],
        [(case, actor, date(2024, 1, time)) for case, actor, time in LOG],
        [(case, actor, datetime(2024, 1, 1, time, tzinfo=UTC)) for case, actor, time in LOG],
        {name: [event[k] for event in LOG] for k, name in enumerate(("case", "actor", "time"))},
        {name: np.array([event[k] for event in LOG]) for k, name in enumerate(("case", "actor", "time"))},
        {
            "case": [event[0] for event in LOG],
            "actor": np.array([event[1] for event in LOG]),
            "time": np.array([f"2024-01-0{event[2]}" for event in LOG], dtype="datetime64[D]"),
        },
    ],
)
def test_any_log_is_read(events: Events) -> None:
    """Mappings, objects, days, moments, columns and arrays give what tuples give."""
    assert handovers(events).counts == handovers(LOG).counts


def test_numbers_too_far_apart_for_one_word() -> None:
    """Times too far apart to be packed with the rest are sorted the longer way."""
    cases, actors = np.array([0, 0, 1, 1, 1]), np.array([7, 9, 9, 7, 10**9])
    far = handovers({"case": cases, "actor": actors, "time": np.array([-(2**61), 2**61, 5, 5, 6])})
    assert far.counts == {(7, 9): 2, (9, 10**9): 1}
    assert far.tied == 1


def test_working_together_is_not_symmetric() -> None:
    """The school shares all its cases with the office, the office two of three with the school."""
    result = working_together(LOG)
    assert result.shares[("school", "office")] == 1
    assert result.shares[("office", "school")] == pytest.approx(2 / 3)
    assert result.counts[("office", "clinic")] == 1
    assert ("clinic", "school") not in result.counts


def test_ping_pong() -> None:
    """One of two cases that went to the school came straight back."""
    result = ping_pong(LOG)
    assert result.counts == {("office", "school"): 1}
    assert result.shares == {("office", "school"): 0.5}


def test_chains_most_frequent_first() -> None:
    """Chains are ordered by their cases, each stay once."""
    found = [(chain.actors, chain.cases) for chain in chains([*LOG, ("k4", "office", 1), ("k4", "school", 9)])]
    assert found == [(("office", "school"), 2), (("office", "clinic"), 1), (("office", "school", "office"), 1)]


def test_stages_are_without_cycles() -> None:
    """Whoever comes back appears at a later stage."""
    flow = stages(LOG)
    assert nx.is_directed_acyclic_graph(flow)
    assert flow[(0, "office")][(1, "school")]["weight"] == 2


def paths_through(flow: nx.DiGraph, tie: tuple[int, int], *, all_starts: bool, all_ends: bool) -> int:
    """Count ways through a tie by listing them."""
    starts = [v for v in flow if all_starts or not flow.pred[v]]
    ends = [v for v in flow if all_ends or not flow.succ[v]]
    ways = (way for s in starts for e in ends if s != e for way in nx.all_simple_paths(flow, s, e))
    return sum(tie in pairwise(way) for way in ways)


@pytest.mark.parametrize(("kind", "all_starts", "all_ends"), [("SPC", False, False), ("SPLC", True, False), ("SPNP", True, True)])
def test_path_weights_count_ways(kind: str, all_starts: bool, all_ends: bool) -> None:  # noqa: FBT001 - parametrised
    """Each weight is the number of ways one finds by listing them all."""
    flow = nx.DiGraph([(i, j) for i, j in nx.gnp_random_graph(8, 0.5, seed=3, directed=True).edges if i < j])
    weights = path_weights(flow, kind=kind).values  # type: ignore[arg-type]
    assert weights == {tie: paths_through(flow, tie, all_starts=all_starts, all_ends=all_ends) for tie in flow.edges}


def test_path_weights_want_no_cycle() -> None:
    """A cycle is refused and named."""
    with pytest.raises(NetworkError, match="graph: expected no cycle, found 'a' to 'b' and back"):
        path_weights(nx.DiGraph([("a", "b"), ("b", "a")]))
    with pytest.raises(NetworkError, match="graph: expected a directed graph"):
        path_weights(nx.path_graph(3))


def test_no_events() -> None:
    """An empty log has no flow."""
    result = handovers([])
    assert (result.counts, result.steps, result.cases) == ({}, 0, 0)
    assert chains([]) == ()
    assert working_together([]).counts == {}
    assert ping_pong([]).counts == {}
    assert path_weights(stages([])).reason == "no_ties"


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([(1, "a")], r"events\[0\]: expected case, actor and time, found 2 fields"),
        ([{"case": 1, "actor": "a"}], r"events\[0\]: expected case, actor and time, found a dict without one"),
        ([SimpleNamespace(case=1)], r"events\[0\]: expected case, actor and time, found a SimpleNamespace without one"),
        ([(1, "a", 1), (None, "a", 1)], r"events\[1\].case: expected a case, found None"),
        ([(1, "a", "soon")], r"events\[0\].time: expected a day, a moment or a number as time, found 'soon'"),
        ([(1, "a", float("nan"))], r"events\[0\].time: expected a day, a moment or a number as time, found nan"),
        ([(1, "a", 1), (1, "b", date(2024, 1, 1))], r"events\[1\].time: expected a time that can be compared with a number"),
        ([(1, ["a"], 1)], "events: expected every actor to be a text or a number"),
        ({"case": [1], "time": [1]}, "events: expected the columns case, actor and time, found no actor"),
        ({"case": [1], "actor": ["a"], "time": [1, 2]}, "events: expected columns of equal length"),
        (
            {"case": [1], "actor": ["a"], "time": np.array(["NaT"], dtype="datetime64[D]")},
            r"events\[0\].time: expected a time, found none",
        ),
    ],
)
def test_bad_events(events: Events, message: str) -> None:
    """An event that cannot be read is refused with its place."""
    with pytest.raises(NetworkError, match=message):
        event_log(events)


@pytest.mark.parametrize("fall_factor", [0, -1, 1.5, float("nan")])
def test_bad_fall_factor(fall_factor: float) -> None:
    """A fall factor lies above 0 and up to 1."""
    with pytest.raises(NetworkError, match="fall_factor: expected a number above 0 and up to 1"):
        handovers(LOG, fall_factor=fall_factor)
