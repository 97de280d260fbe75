"""Data frames in and out, with the real pandas and the real polars."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import networkx as nx
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.errors import NetworkError

each_library = pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
Make = type[Any]  # a class of frame: the tests call what only one of the two libraries has


def town() -> nx.DiGraph:
    """Make a network with attributes of every kind, missing ones, and an isolate."""
    graph = nx.DiGraph()
    graph.add_nodes_from([("Amt", {"kind": "public", "cases": 12, "open": True}), ("Träger", {"share": 0.5}), ("Allein", {})])
    graph.add_edge("Amt", "Träger", weight=2.5, via="Mail", since=date(2024, 1, 1))
    graph.add_edge("Träger", "Amt", weight=1.0)
    return graph


def plain(graph: nx.Graph) -> tuple[object, object]:
    """Give actors and ties with what is known of them, days as they are written."""
    return dict(graph.nodes(data=True)), {(i, j): data for i, j, data in graph.edges(data=True)}


@each_library
def test_edge_list_and_node_table_come_back(make: Make) -> None:
    """A network taken apart into frames and put together again is the same network."""
    ties, actors = network.tie_frame(town(), make), network.actor_frame(town(), make)
    again = network.from_columns(ties, actors=actors)
    expected = town()
    expected.edges["Amt", "Träger"]["since"] = "2024-01-01"
    assert plain(again) == plain(expected)


@each_library
def test_frames_are_of_the_class_asked_for(make: Make) -> None:
    """Edge list, node table and matrix are frames of the library asked for."""
    frames = (network.tie_frame(town(), make), network.actor_frame(town(), make), network.matrix_frame(town(), make))
    assert [type(frame) for frame in frames] == [make] * 3


@each_library
def test_missing_attributes_stay_missing(make: Make) -> None:
    """An attribute that an actor does not have is missing in the frame: no False, no 0, no text."""
    frame = network.actor_frame(town(), make)
    assert {name: int(count) for name, count in _missing(frame).items()} == {
        "actor": 0, "cases": 2, "kind": 2, "open": 2, "share": 2
    }  # fmt: skip


def _missing(frame: Any) -> Mapping[str, int]:  # noqa: ANN401 - either library
    counts = frame.isna().sum() if isinstance(frame, pd.DataFrame) else frame.null_count().row(0, named=True)
    return dict(counts)


@each_library
def test_matrix_comes_back(make: Make) -> None:
    """A square frame holds the strengths, and gives them back."""
    again = network.from_matrix(network.matrix_frame(town(), make))
    assert sorted(again.edges(data="weight")) == [("Amt", "Träger", 2.5), ("Träger", "Amt", 1.0)]
    assert sorted(again) == ["Allein", "Amt", "Träger"]


@each_library
def test_metrics_become_columns(make: Make) -> None:
    """Numbers by actor stand in the node table under their names, undefined ones missing."""
    graph = town()
    frame = network.actor_frame(graph, make, {"contacts": network.degree(graph), "constraint": network.constraint(graph)})
    assert list(frame["contacts"]) == [0, 2, 2]
    assert _missing(frame)["constraint"] == 1


def test_index_names_the_rows() -> None:
    """A pandas matrix may name its rows by its index."""
    frame = pd.DataFrame([[0, 2], [1, 0]], index=["a", "b"], columns=["a", "b"])
    assert sorted(network.from_matrix(frame).edges(data="weight")) == [("a", "b", 2.0), ("b", "a", 1.0)]


@each_library
def test_rows_may_have_no_names(make: Make) -> None:
    """Without names of rows, these are the actors in the order of the columns."""
    assert list(network.from_matrix(make({"a": [0, 0], "b": [2, 0]})).edges(data="weight")) == [("a", "b", 2.0)]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([[0, 2], [1, 0]], index=["b", "a"], columns=["a", "b"]),
        pl.DataFrame({"actor": ["b", "a"], "a": [0, 1], "b": [2, 0]}),
    ],
    ids=["index", "column"],
)
def test_rows_in_another_order_are_refused(frame: object) -> None:
    """A matrix whose rows stand in another order than its columns would turn ties round, so it is refused."""
    with pytest.raises(NetworkError, match="same names for rows and columns, in the same order"):
        network.from_matrix(frame)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"source": ["a"], "target": ["b"], "weight": pd.array([None], dtype="Int64")}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [pd.NaT]}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [float("nan")]}),
        pl.DataFrame({"source": ["a"], "target": ["b"], "weight": [None]}),
        pl.DataFrame({"source": ["a"], "target": ["b"], "weight": [float("nan")]}),
        pl.LazyFrame({"source": ["a"], "target": ["b"], "weight": [None]}),
    ],
    ids=["NA", "NaT", "NaN", "null", "polars NaN", "lazy"],
)
def test_every_way_to_be_missing_is_missing(frame: object) -> None:
    """Whatever a frame calls missing is no value of a tie."""
    assert list(network.from_columns(frame).edges(data=True)) == [("a", "b", {})]


@each_library
def test_event_logs_are_frames_too(make: Make) -> None:
    """An event log in a frame gives the handovers of the same log in tuples."""
    rows = [("k1", "office", 1), ("k1", "school", 2), ("k2", "office", 1), ("k2", None, 2), ("k2", "school", 3)]
    frame = make({name: [row[place] for row in rows] for place, name in enumerate(("case", "actor", "time"))})
    assert network.handovers(frame).counts == network.handovers(rows).counts


@each_library
def test_moments_of_frames_are_times(make: Make) -> None:
    """The moments of a frame order its events."""
    moments = [datetime(2024, 1, 2), datetime(2024, 1, 1)]  # noqa: DTZ001 - as files have them
    frame = make({"case": ["k", "k"], "actor": ["school", "office"], "time": moments})
    assert list(network.handovers(frame).counts) == [("office", "school")]


@each_library
def test_missing_columns_are_named(make: Make) -> None:
    """A frame without the columns of an edge list is refused, and says which it lacks."""
    with pytest.raises(NetworkError, match="expected source and target, found no target"):
        network.from_columns(make({"source": ["a"]}))
    with pytest.raises(NetworkError, match="actors: expected actor, found no actor"):
        network.from_columns(make({"source": ["a"], "target": ["b"]}), actors=make({"name": ["a"]}))
    with pytest.raises(NetworkError, match="expected the columns case, actor and time, found no time"):
        network.handovers(make({"case": ["k"], "actor": ["a"]}))


@each_library
def test_actors_without_a_name_are_refused(make: Make) -> None:
    """A tie from nobody is refused with its row."""
    with pytest.raises(NetworkError, match=r"columns\[1\]\.source: expected an actor, found None"):
        network.from_columns(make({"source": ["a", None], "target": ["b", "b"]}))


def test_columns_of_one_name_are_refused() -> None:
    """A frame with two columns of one name leaves open which of them holds."""
    with pytest.raises(NetworkError, match="columns with different names"):
        network.from_columns(pd.DataFrame([["a", "b", "c"]], columns=["source", "target", "target"]))


@each_library
def test_mixed_attributes_are_refused(make: Make) -> None:
    """A column cannot hold texts beside numbers, so the frame is refused with the name of the attribute."""
    graph = nx.Graph([("a", "b", {"via": "mail"}), ("b", "c", {"via": 3})])
    with pytest.raises(NetworkError, match="ties, via: expected texts, numbers, days or truth values, found int, str"):
        network.tie_frame(graph, make)


@each_library
def test_numbers_too_large_for_frames_are_refused(make: Make) -> None:
    """A whole number beyond 64 bits is refused rather than rounded."""
    with pytest.raises(NetworkError, match="at most 63 bits"):
        network.tie_frame(nx.Graph([("a", "b", {"weight": 2**70})]), make)


@each_library
def test_whole_numbers_beside_fractions_become_fractions(make: Make) -> None:
    """A column of whole numbers and fractions is one of fractions."""
    frame = network.tie_frame(nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"weight": 2.5})]), make)
    assert list(frame["weight"]) == [1.0, 2.5]


@pytest.mark.parametrize("make", [dict, list, pl.LazyFrame, "pandas", None])
def test_what_is_no_class_of_frames_is_refused(make: Any) -> None:  # noqa: ANN401 - wrong on purpose
    """Anything but a class of frames is refused by name."""
    with pytest.raises(NetworkError, match="frame: expected a class such as"):
        network.tie_frame(town(), make)


@pytest.mark.parametrize("table", [7, object(), pl.Series([1])])
def test_what_is_no_table_is_refused(table: object) -> None:
    """Anything but columns or a frame is refused by its type."""
    with pytest.raises(NetworkError, match="columns: expected columns by name or a data frame, found"):
        network.from_columns(table)


@each_library
def test_metrics_must_fit_the_table(make: Make) -> None:
    """A metric of another network, of the whole, or under the name of an attribute has no column."""
    graph = town()
    with pytest.raises(NetworkError, match=r"'density'.*expected a number for each actor"):
        network.actor_frame(graph, make, {"density": network.density(graph)})
    with pytest.raises(NetworkError, match="names that no attribute has, found 'kind'"):
        network.actor_frame(graph, make, {"kind": network.degree(graph)})


@each_library
def test_actors_must_differ_as_text(make: Make) -> None:
    """Columns have texts as names, so 1 and '1' cannot both be one."""
    with pytest.raises(NetworkError, match="names that differ as text"):
        network.matrix_frame(nx.Graph([(1, "1")]), make)


@each_library
def test_nobody_has_empty_frames(make: Make) -> None:
    """An empty network has empty frames, with their columns."""
    assert list(network.tie_frame(nx.DiGraph(), make).columns) == ["source", "target"]
    assert list(network.actor_frame(nx.DiGraph(), make).columns) == ["actor"]
    assert len(network.matrix_frame(nx.DiGraph(), make)) == 0


def test_frames_need_narwhals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where narwhals is not installed, the message says how to get it."""
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(NetworkError, match=r"pip install 'kimcore\[frames\]'"):
        network.tie_frame(town(), pd.DataFrame)


@each_library
@given(seed=st.integers(0, 10_000))
def test_round_trip(make: Make, seed: int) -> None:
    """Any directed network with whole strengths comes back from its frames."""
    graph = nx.gnp_random_graph(7, 0.3, seed=seed, directed=True)
    nx.set_edge_attributes(graph, {edge: 1 + sum(edge) for edge in graph.edges}, "weight")
    again = network.from_columns(network.tie_frame(graph, make), actors=network.actor_frame(graph, make))
    assert nx.utils.graphs_equal(again, graph)
