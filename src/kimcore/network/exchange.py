"""Networks in and out as columns and matrices, for spreadsheets, data frames and other programs."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from math import isfinite

import networkx as nx
import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Actor, Graph, TieArrays, in_order, tie_arrays
from kimcore.network.graphs import graph_of
from kimcore.network.relations import RelationLike, relations
from kimcore.network.tabular import Column, Table, columns_of, is_frame, square_of
from kimcore.records import frozen


@frozen(kw_only=True)
class Matrix:
    """A network as a square of numbers (*Matrix*)."""

    actors: tuple[Actor, ...]
    """Sorted; the names of rows and of columns."""
    rows: tuple[tuple[float, ...], ...]
    """The strength of the tie from the row's actor to the column's, 0 where there is none."""


def ordered(graph: Graph | TieArrays) -> nx.Graph:
    """Copy a graph with actors, ties and attributes in one order, so that equal graphs give equal files.

    Attributes become plain: members of an `Enum` their value, days their ISO form; `None` is left out.

    Raises:
        NetworkError: If it is no graph, or an attribute is neither text, number, truth value, day nor `Enum` member.

    Example:
        >>> graph = nx.Graph()
        >>> graph.add_node("b", since=date(2024, 1, 1), kind=None)
        >>> graph.add_edge("b", "a")
        >>> ordered(graph).nodes(data=True)
        NodeDataView({'a': {}, 'b': {'since': '2024-01-01'}})
    """
    if isinstance(graph, TieArrays):
        return graph_of(graph)
    if not isinstance(graph, nx.Graph):
        raise NetworkError(f"graph: expected a networkx graph, found {type(graph).__name__}")
    place = {actor: number for number, actor in enumerate(in_order(graph))}
    copy = graph.__class__()
    copy.add_nodes_from((actor, _plain(graph.nodes[actor], f"actor {actor!r}")) for actor in place)
    ties = [(*_ends(graph, place, i, j), _plain(data, f"tie {i!r} to {j!r}")) for i, j, data in graph.edges(data=True)]
    copy.add_edges_from(sorted(ties, key=lambda tie: (place[tie[0]], place[tie[1]], repr(tie[2]))))
    return copy


def to_columns(graph: Graph | TieArrays) -> dict[str, list[object]]:
    """Give the ties as columns: source, target, then the attributes of ties by name.

    `tie_frame` makes a data frame of them. Actors without a tie are not in it: see `actor_columns`.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> to_columns(nx.DiGraph([("b", "a", {"weight": 2}), ("a", "c")]))
        {'source': ['a', 'b'], 'target': ['c', 'a'], 'weight': [None, 2]}
    """
    ties = list(ordered(graph).edges(data=True))
    names = free_names((data for *_, data in ties), "ties", {"source", "target"})
    return {
        "source": [source for source, _, _ in ties],
        "target": [target for _, target, _ in ties],
        **{name: [data.get(name) for *_, data in ties] for name in names},
    }


def actor_columns(graph: Graph | TieArrays) -> dict[str, list[object]]:
    """Give the actors as columns: actor, then their attributes by name.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> graph = nx.Graph()
        >>> graph.add_node("office", kind="public")
        >>> graph.add_node("ngo")
        >>> actor_columns(graph)
        {'actor': ['ngo', 'office'], 'kind': [None, 'public']}
    """
    actors = list(ordered(graph).nodes(data=True))
    names = free_names((data for _, data in actors), "actors", {"actor"})
    return {"actor": [actor for actor, _ in actors], **{name: [data.get(name) for _, data in actors] for name in names}}


def from_columns(columns: Table, *, directed: bool = True, actors: Iterable[Actor] | Table = ()) -> nx.Graph:
    """Build a graph from columns of ties, or from a data frame of them.

    Args:
        columns: ``source`` and ``target``, and further columns as attributes: a mapping, or a frame of pandas, polars or
            pyarrow. `None`, NaN and what else a frame calls missing are no value. A row without target is an actor without
            a tie.
        directed: Whether ties run from source to target.
        actors: All actors, so that those without a tie are counted too: their names, or a table with the column ``actor``
            and further columns as attributes.

    Raises:
        NetworkError: If a column is missing, columns differ in length, or the name of an actor is missing.

    Example:
        >>> graph = from_columns({"source": ["a", "b"], "target": ["b", None], "weight": [2, None]}, actors=["c"])
        >>> list(graph), list(graph.edges(data=True))
        (['a', 'b', 'c'], [('a', 'b', {'weight': 2})])
        >>> import pandas
        >>> offices = pandas.DataFrame({"actor": ["a", "b"], "kind": ["office", None]})
        >>> dict(from_columns(pandas.DataFrame({"source": ["a"], "target": ["b"]}), actors=offices).nodes(data=True))
        {'a': {'kind': 'office'}, 'b': {}}
    """
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    if isinstance(actors, Mapping) or is_frame(actors):
        graph.add_nodes_from((actor, data) for actor, _, data in _rows(columns_of(actors, "actors"), ("actor",), "actors"))
    elif isinstance(actors, Iterable):
        graph.add_nodes_from(actors)
    for source, target, data in _rows(columns_of(columns, "columns"), ("source", "target"), "columns"):
        graph.add_node(source)
        if not _is_missing(target):
            graph.add_edges_from([(source, target, data)])  # an attribute may be called key
    return ordered(simplified(graph))


def to_matrix(graph: Graph | TieArrays) -> Matrix:
    """Give the strengths as a square matrix.

    Raises:
        NetworkError: If the graph cannot be used.

    Example:
        >>> to_matrix(nx.DiGraph([("b", "a", {"weight": 2})])).rows
        ((0.0, 0.0), (2.0, 0.0))
    """
    ties = tie_arrays(graph)
    return Matrix(actors=ties.actors, rows=tuple(map(tuple, ties.dense_weights.tolist())))


def from_matrix(matrix: RelationLike | Matrix | Table, actors: Sequence[Actor] | None = None) -> nx.Graph:
    """Build a graph from a square matrix; undirected if the matrix is symmetric.

    Args:
        matrix: Strengths from the row's actor to the column's; 0 is no tie, the diagonal is left out. A data frame brings
            its names: its columns, which rows must repeat in a column ``actor`` or an index, or leave unnamed.
        actors: Names of the rows and columns; numbers from 0 if not given.

    Raises:
        NetworkError: If the matrix is not square, has missing, infinite or negative cells, or names do not fit.

    Example:
        >>> list(from_matrix([[0, 2], [0, 0]], actors=["a", "b"]).edges(data="weight"))
        [('a', 'b', 2.0)]
    """
    names: Sequence[Actor] | None = actors
    cells: object = matrix
    if isinstance(matrix, Matrix):
        names, cells = matrix.actors, matrix.rows
    elif is_frame(matrix):
        names, cells = square_of(matrix)
    relation = relations({"matrix": cells})["matrix"]
    if relation.missing is not None:
        raise NetworkError("matrix: expected no missing cells; `qap` and `mrqap` take them, a graph cannot")
    if np.any(relation.values < 0):
        raise NetworkError("matrix: expected no negative cells")
    labels = range(relation.n) if names is None else names
    if len(labels) != relation.n or len(set(labels)) < relation.n:
        raise NetworkError(f"actors: expected {relation.n} different names, found {len(set(labels))}")
    graph = nx.Graph() if relation.symmetric else nx.DiGraph()
    graph.add_nodes_from(labels)
    cells = zip(relation.rows.tolist(), relation.columns.tolist(), relation.values.tolist(), strict=True)
    graph.add_weighted_edges_from((labels[i], labels[j], weight) for i, j, weight in cells)
    return graph


def simplified(graph: nx.Graph) -> nx.Graph:
    """Turn a multigraph without parallel ties into a simple graph.

    Raises:
        Nothing of its own.
    """
    if not graph.is_multigraph() or any(key for *_, key in graph.edges(keys=True)):
        return graph
    return nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)


def free_names(records: Iterable[Mapping[str, object]], what: str, taken: Collection[str]) -> list[str]:
    """Give the names of all attributes, sorted.

    Raises:
        NetworkError: If one of them is a name that the columns or the format need for themselves.
    """
    names = sorted({name for record in records for name in record})
    clash = [name for name in names if name in taken]
    if clash:
        raise NetworkError(f"{what}: expected attributes with other names than {', '.join(sorted(taken))}, found {clash[0]!r}")
    return names


def named_by_text(graph: nx.Graph) -> nx.Graph:
    """Name actors by text, as most formats do.

    Raises:
        NetworkError: If two actors look the same as text.
    """
    names = {actor: str(actor) for actor in graph}
    if len(set(names.values())) < len(names):
        raise NetworkError("actors: expected names that differ as text, found two that look the same")
    return nx.relabel_nodes(graph, names)


def _rows(
    columns: Mapping[str, Column], names: tuple[str, ...], where: str
) -> Iterator[tuple[Hashable, object, dict[str, object]]]:
    """Give for each row its first name, its last name and its attributes."""
    missing = [name for name in names if name not in columns]
    if missing:
        raise NetworkError(f"{where}: expected {' and '.join(names)}, found no {' and no '.join(missing)}")
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise NetworkError(f"{where}: expected equal lengths, found {lengths}")
    further = [name for name in columns if name not in names]
    for row, (first, last) in enumerate(zip(columns[names[0]], columns[names[-1]], strict=True)):
        if _is_missing(first) or not isinstance(first, Hashable):
            raise NetworkError(f"{where}[{row}].{names[0]}: expected an actor, found {first!r}")
        yield first, last, {name: columns[name][row] for name in further if not _is_missing(columns[name][row])}


def _ends(graph: nx.Graph, place: Mapping[Actor, int], one: Actor, other: Actor) -> tuple[Actor, Actor]:
    return (other, one) if not graph.is_directed() and place[other] < place[one] else (one, other)


def _plain(attributes: Mapping[str, object], where: str) -> dict[str, object]:
    plain = {str(name): _plain_value(value, f"{where}, {name}") for name, value in attributes.items() if value is not None}
    return dict(sorted(plain.items()))


def _plain_value(value: object, where: str) -> object:
    if isinstance(value, Enum):
        return _plain_value(value.value, where)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, str | bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, float):
        raise NetworkError(f"{where}: expected a finite number, found {value!r}")
    raise NetworkError(f"{where}: expected a text, number, truth value, day or Enum member, found {type(value).__name__}")


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value)  # noqa: PLR0124 - only NaN differs from itself
