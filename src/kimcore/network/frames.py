"""Networks as data frames of the library a user works with."""

from collections.abc import Mapping

from kimcore.errors import NetworkError
from kimcore.model.metric import Metric
from kimcore.network.arrays import Graph, TieArrays
from kimcore.network.exchange import actor_columns, to_columns, to_matrix
from kimcore.network.tabular import FrameT, frame_of


def tie_frame(graph: Graph | TieArrays, make: type[FrameT]) -> FrameT:
    """Give the ties as a data frame: source, target, then the attributes of ties by name (*Kantenliste*).

    Args:
        graph: Any networkx graph.
        make: The class of the frame, such as ``pandas.DataFrame``, ``polars.DataFrame`` or ``pyarrow.Table``.

    Raises:
        NetworkError: If the graph cannot be used, an attribute mixes kinds of values, or the class is no frame.

    Example:
        >>> import networkx as nx
        >>> import pandas
        >>> print(tie_frame(nx.DiGraph([("b", "a", {"weight": 2}), ("a", "c")]), pandas.DataFrame))
          source target  weight
        0      a      c     NaN
        1      b      a     2.0
    """
    return frame_of(to_columns(graph), make, "ties")


def actor_frame(graph: Graph | TieArrays, make: type[FrameT], metrics: Mapping[str, Metric] | None = None) -> FrameT:
    """Give the actors as a data frame: actor, their attributes, then metrics (*Knotentabelle*).

    Args:
        graph: Any networkx graph.
        make: The class of the frame, such as ``pandas.DataFrame``, ``polars.DataFrame`` or ``pyarrow.Table``.
        metrics: Numbers by actor, by the name of their column; what is not defined is missing.

    Raises:
        NetworkError: If the graph cannot be used, a metric has no number by actor or the name of an attribute,
            or the class is no frame.

    Example:
        >>> import networkx as nx
        >>> import polars
        >>> from kimcore.network.actors import degree
        >>> graph = nx.star_graph(2)
        >>> actor_frame(graph, polars.DataFrame, {"degree": degree(graph)}).rows()
        [(0, 2), (1, 1), (2, 1)]
    """
    columns = actor_columns(graph)
    for name, metric in (metrics or {}).items():
        if name in columns:
            raise NetworkError(f"metrics: expected names that no attribute has, found {name!r}")
        if set(metric.values) != set(columns["actor"]):
            raise NetworkError(f"metrics[{name!r}]: expected a number for each actor of the network")
        columns[name] = [metric.values[actor] for actor in columns["actor"]]
    return frame_of(columns, make, "actors")


def matrix_frame(graph: Graph | TieArrays, make: type[FrameT]) -> FrameT:
    """Give the strengths of ties as a square data frame: a column of actors, then one for each (*Matrix*).

    Args:
        graph: Any networkx graph.
        make: The class of the frame, such as ``pandas.DataFrame``, ``polars.DataFrame`` or ``pyarrow.Table``.

    Raises:
        NetworkError: If the graph cannot be used, an actor has no name that columns can have, or the class is no frame.

    Example:
        >>> import networkx as nx
        >>> import polars
        >>> matrix_frame(nx.DiGraph([("b", "a", {"weight": 2})]), polars.DataFrame).rows(named=True)
        [{'actor': 'a', 'a': 0.0, 'b': 0.0}, {'actor': 'b', 'a': 2.0, 'b': 0.0}]
    """
    matrix = to_matrix(graph)
    names = [str(actor) for actor in matrix.actors]
    if len({"actor", *names}) <= len(names):
        raise NetworkError("actors: expected names that differ as text, and none called 'actor'")
    columns = {name: [row[place] for row in matrix.rows] for place, name in enumerate(names)}
    return frame_of({"actor": list(names), **columns}, make, "matrix")
