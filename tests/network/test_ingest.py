"""Ties straight from columns are the ties of the graph built from the same columns."""

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore import network
from kimcore.errors import NetworkError
from kimcore.network.arrays import TieArrays

TIES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3)), max_size=20)


def seen(ties: TieArrays) -> tuple[object, ...]:
    """Give what analyses see of ties."""
    columns = (ties.indptr.tolist(), ties.indices.tolist(), ties.weights.tolist())
    return ties.actors, ties.directed, *columns, ties.loops_dropped, ties.parallel_merged


@given(ties=TIES, directed=st.booleans(), as_text=st.booleans())
def test_same_ties_as_from_a_graph(ties: list[tuple[int, int, int]], *, directed: bool, as_text: bool) -> None:
    """Actors, arcs, strengths, dropped self-ties and added repetitions are those of a multigraph of the same ties."""
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    named = [(f"n{i}" if as_text else i, f"n{j}" if as_text else j, weight) for i, j, weight in ties]
    graph.add_weighted_edges_from(named)
    columns = {name: [tie[place] for tie in named] for place, name in enumerate(("source", "target", "weight"))}
    assert seen(network.read_ties(columns, directed=directed)) == seen(network.tie_arrays(graph))


@given(ties=TIES)
def test_arrays_and_frames_are_columns(ties: list[tuple[int, int, int]]) -> None:
    """Lists, arrays and frames give the same ties."""
    lists = {name: [tie[place] for tie in ties] for place, name in enumerate(("source", "target", "weight"))}
    arrays = {name: np.array(column, dtype=np.int64) for name, column in lists.items()}
    expected = seen(network.read_ties(lists))
    assert seen(network.read_ties(arrays)) == expected
    assert seen(network.read_ties(pd.DataFrame(arrays))) == expected
    assert seen(network.read_ties(pl.DataFrame(arrays))) == expected


def test_actors_without_a_tie() -> None:
    """Actors are counted where they are named, or stand as a source without a target."""
    ties = network.read_ties({"source": ["a", "c"], "target": ["b", None]}, actors=["d"])
    assert (ties.actors, ties.tie_count) == (("a", "b", "c", "d"), 1)


def test_actors_of_numbers() -> None:
    """Whole numbers in arrays stay whole numbers, with isolates among them."""
    ties = network.read_ties({"source": np.array([7]), "target": np.array([3])}, actors=[5])
    assert ties.actors == (3, 5, 7)
    assert {type(actor) for actor in ties.actors} == {int}


def test_strength_may_be_missing() -> None:
    """A tie without a strength counts 1, as in a graph."""
    assert network.read_ties({"source": ["a", "a"], "target": ["b", "c"], "weight": [None, 2]}).weights.tolist() == [1.0, 2.0]
    assert network.read_ties({"source": ["a"], "target": ["b"]}).weights.tolist() == [1.0]
    assert network.read_ties({"source": ["a"], "target": ["b"], "cases": [4]}, weight="cases").weights.tolist() == [4.0]


def test_analyses_take_them() -> None:
    """Ties from columns go through analyses, also those that build a graph of them."""
    ties = network.read_ties({"source": ["a", "b"], "target": ["b", "c"]})
    assert network.betweenness(ties).values["b"] == 1
    assert network.what_if(ties, without="b").graph.number_of_edges() == 0
    assert network.confirm(ties, ties).rate == 0
    assert network.reconstruct(ties, silent=["c"]).graph.has_edge("c", "b")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"source": ["a"]}, "expected source and target, found no target"),
        ({"source": ["a"], "target": []}, "expected equal lengths"),
        ({"source": [None], "target": ["a"]}, r"columns\[0\]\.source: expected an actor, found None"),
        ({"source": ["a"], "target": [["b"]]}, "expected every actor to be a text or a number"),
        ({"source": ["a"], "target": ["b"], "weight": [-1]}, r"columns\[0\]\.weight: expected a finite number .* found -1"),
        ({"source": ["a"], "target": ["b"], "weight": [float("nan")]}, r"columns\[0\]\.weight: .* found nan"),
        ({"source": ["a"], "target": ["b"], "weight": [float("inf")]}, r"columns\[0\]\.weight: .* found inf"),
        ({"source": ["a"], "target": ["b"], "weight": ["2"]}, r"columns\[0\]\.weight: .* found '2'"),
        ({"source": ["a"], "target": ["b"], "weight": [{}]}, r"columns\[0\]\.weight: .* found {}"),
        (7, "columns: expected columns by name or a data frame, found int"),
    ],
)
def test_bad_columns(columns: object, message: str) -> None:
    """Columns that say nothing certain are refused with their place."""
    with pytest.raises(NetworkError, match=message):
        network.read_ties(columns)
