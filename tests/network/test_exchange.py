"""In and out: what is written is read again, and the same network gives the same bytes."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import NetworkError
from kimcore.network.exchange import actor_columns, from_columns, from_matrix, ordered, to_columns, to_matrix
from kimcore.network.files import from_text, load_graph, save_graph, to_text

ALL = ("csv", "dl", "gexf", "graphml", "json", "matrix", "pajek")
WITH_EVERYTHING = ("gexf", "graphml", "json")


class Kind(Enum):
    """A closed list, as in a model."""

    PUBLIC = "public"


def town(*, backwards: bool = False) -> nx.DiGraph:
    """Make a network with umlauts, blanks, attributes and an isolate, in one order or the other."""
    actors = [("Ausländerbehörde", {"kind": "public", "cases": 12}), ("Träger e. V.", {"kind": "ngo"}), ("Allein", {})]
    ties = [
        ("Ausländerbehörde", "Träger e. V.", {"weight": 2.5, "via": 'a "b"'}),
        ("Träger e. V.", "Ausländerbehörde", {"weight": 1.0}),
    ]
    graph = nx.DiGraph()
    graph.add_nodes_from(reversed(actors) if backwards else actors)
    graph.add_edges_from(reversed(ties) if backwards else ties)
    return graph


@pytest.mark.parametrize("file_format", WITH_EVERYTHING)
def test_everything_comes_back(file_format: str) -> None:
    """Actors, ties, attributes and isolates are read as they were written."""
    assert nx.utils.graphs_equal(from_text(to_text(town(), file_format), file_format), town())


@pytest.mark.parametrize("file_format", ALL)
def test_actors_and_strengths_come_back(file_format: str) -> None:
    """Every format keeps the actors, isolates included, and the strength of every tie."""
    graph = from_text(to_text(town(), file_format), file_format)
    assert set(graph) == set(town())
    assert set(graph.edges(data="weight")) == set(town().edges(data="weight"))


@pytest.mark.parametrize("file_format", ALL)
def test_same_network_same_bytes(file_format: str) -> None:
    """The order in which a network was built does not show."""
    assert to_text(town(), file_format) == to_text(town(backwards=True), file_format)


@pytest.mark.parametrize("file_format", ALL)
def test_undirected_stays_undirected(file_format: str) -> None:
    """A network without direction comes back without one."""
    graph = nx.Graph([("b", "a", {"weight": 2.0}), ("b", "c", {"weight": 1.0})])
    read = from_text(to_text(graph, file_format), file_format, directed=False)
    assert not read.is_directed()
    assert {frozenset(edge[:2]): edge[2] for edge in read.edges(data="weight")} == {frozenset("ab"): 2, frozenset("bc"): 1}


@pytest.mark.parametrize("file_format", WITH_EVERYTHING)
def test_parallel_ties_come_back(file_format: str) -> None:
    """Several relations between the same actors stay several."""
    graph = nx.MultiDiGraph([("a", "b", {"relation": "advice"}), ("a", "b", {"relation": "money"})])
    read = from_text(to_text(graph, file_format), file_format)
    assert sorted(read.edges(data="relation")) == [("a", "b", "advice"), ("a", "b", "money")]


@pytest.mark.parametrize("file_format", ALL)
@given(seed=st.integers(0, 10_000))
def test_round_trip(file_format: str, seed: int) -> None:
    """Writing what was read gives the same text again."""
    graph = nx.gnp_random_graph(5, 0.4, seed=seed, directed=True)
    graph.add_edges_from((i, j, {"weight": float(1 + (i + j) % 3)}) for i, j in list(graph.edges))
    text = to_text(graph, file_format)
    assert to_text(from_text(text, file_format), file_format) == text


def test_gexf_holds_no_day_and_no_version() -> None:
    """A file of today is the file of tomorrow."""
    assert "<meta" not in to_text(town(), "gexf")


@pytest.mark.parametrize("suffix", ["csv", "dl", "gexf", "graphml", "json", "net"])
def test_files_by_their_ending(tmp_path: Path, suffix: str) -> None:
    """The ending of the name chooses the format, and nothing but the file is left behind."""
    path = tmp_path / f"town.{suffix}"
    save_graph(town(), path)
    assert set(load_graph(path)) == set(town())
    assert list(tmp_path.iterdir()) == [path]


def test_failed_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """What cannot be written does not destroy what was there."""
    path = tmp_path / "town.json"
    save_graph(town(), path)
    before = path.read_bytes()
    with pytest.raises(NetworkError, match="actors to be texts or whole numbers"):
        save_graph(nx.Graph([((1, 2), "a")]), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_other_encodings(tmp_path: Path) -> None:
    """A byte order mark is skipped, another encoding refused."""
    path = tmp_path / "ties.csv"
    path.write_text("source,target\nKöln,Essen\n", encoding="utf-8-sig")
    assert list(load_graph(path)) == ["Essen", "Köln"]
    path.write_text("source,target\nKöln,Essen\n", encoding="latin-1")
    with pytest.raises(NetworkError, match=r"ties\.csv: expected text in UTF-8"):
        load_graph(path)


def test_actor_columns() -> None:
    """Actors come with their attributes, `None` where they have none."""
    assert actor_columns(town()) == {
        "actor": ["Allein", "Ausländerbehörde", "Träger e. V."],
        "cases": [None, 12, None],
        "kind": [None, "public", "ngo"],
    }


def test_attributes_become_plain() -> None:
    """Members of closed lists, days and numpy numbers are written as what they stand for; `None` is left out."""
    graph = nx.Graph()
    graph.add_node("a", kind=Kind.PUBLIC, since=date(2024, 1, 1), share=np.float64(0.5), note=None)
    assert ordered(graph).nodes["a"] == {"kind": "public", "share": 0.5, "since": "2024-01-01"}


def test_matrix_there_and_back() -> None:
    """A matrix holds what the network holds."""
    matrix = to_matrix(town())
    assert matrix.actors == ("Allein", "Ausländerbehörde", "Träger e. V.")
    assert set(from_matrix(matrix).edges(data="weight")) == set(town().edges(data="weight"))


@pytest.mark.parametrize(
    ("text", "file_format", "message"),
    [
        ("<graphml>", "graphml", "graphml: expected XML"),
        ("<graphml></graphml>", "graphml", "graphml: expected one graph of pairs, found 0 graphs"),
        ("{}", "json", "nodes: expected a list, found NoneType"),
        ("[]", "json", "json: expected an object with nodes and edges, found list"),
        ("", "csv", "columns: expected source and target"),
        ("a,b\n1,2\n", "csv", "columns: expected source and target, found no source and no target"),
        ("source,target\na\n", "csv", "csv, row 2: expected 2 fields as in the first row"),
        ("source,target\n,a\n", "csv", r"columns\[0\].source: expected an actor, found None"),
        (",a,b\na,0,1\nc,0,0\n", "matrix", "matrix: expected the same names in the first row and the first column"),
        (",a,b\na,0,x\nb,0,0\n", "matrix", "matrix: expected a network in this format"),
        ("<gexf>", "gexf", "gexf: expected XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><gexf/>', "gexf", "gexf: expected no document type"),
        ("", "dot", "format: expected one of csv, dl, gexf, graphml, json, matrix, pajek, found 'dot'"),
    ],
)
def test_bad_text(text: str, file_format: str, message: str) -> None:
    """What is no network in the format is refused."""
    with pytest.raises(NetworkError, match=message):
        from_text(text, file_format)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: from_columns({"source": ["a"], "target": []}), "columns: expected equal lengths"),
        (lambda: from_matrix([[0, -1], [0, 0]]), "matrix: expected no negative cells"),
        (lambda: from_matrix([[0, None], [0, 0]]), "matrix: expected no missing cells"),
        (lambda: from_matrix([[0, 1], [0, 0]], actors=["a", "a"]), "actors: expected 2 different names, found 1"),
        (lambda: to_text(nx.Graph([(1, "1")]), "csv"), "actors: expected names that differ as text"),
        (lambda: to_columns(nx.Graph([("a", "b", {"why": ["x"]})])), "tie 'a' to 'b', why: expected a text, number"),
        (lambda: to_text(nx.Graph([("a", "b", {"weight": float("nan")})]), "json"), "tie 'a' to 'b', weight: expected a finite"),
        (lambda: to_columns("graph"), "graph: expected a networkx graph, found str"),  # type: ignore[arg-type]
        (lambda: save_graph(nx.Graph(), "town.xlsx"), "town.xlsx: expected a name that ends in .csv, .dl, .gexf"),
    ],
)
def test_bad_networks(call: Callable[[], object], message: str) -> None:
    """What cannot be written is refused, and it says where."""
    with pytest.raises(NetworkError, match=message):
        call()
