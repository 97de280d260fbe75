"""Ties as arrays: the one place where a graph is read, checked and put in order.

Every analysis starts here, so self-ties, parallel ties and bad weights are treated the same way everywhere.
Actors are sorted, hence no number depends on the order in which a graph was built.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, wraps
from math import inf
from numbers import Real
from typing import Protocol, TypeAlias, TypeVar, cast, runtime_checkable

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from kimcore.errors import NetworkError

Actor: TypeAlias = Hashable
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

_Result = TypeVar("_Result")

DENSE_UP_TO = 512
"""Up to so many actors a full matrix is faster than a sparse one, and scipy need not be imported."""


class _Nodes(Protocol):
    def __call__(self, *, data: bool) -> Iterable[tuple[Hashable, Mapping[str, object]]]: ...


class _Edges(Protocol):
    def __call__(self, *, data: str, default: object) -> Iterable[tuple[Hashable, Hashable, object]]: ...


@runtime_checkable
class Graph(Protocol):
    """What an analysis needs of a graph; every networkx graph has it."""

    def is_directed(self) -> bool:
        """Return whether ties have a direction."""
        ...

    @property
    def nodes(self) -> _Nodes:
        """Give the actors with their attributes."""
        ...

    @property
    def edges(self) -> _Edges:
        """Give the ties with one attribute."""
        ...


@frozen(kw_only=True, eq=False)
class TieArrays:
    """The ties of a graph as sorted sparse rows, without self-ties and without repetition.

    An undirected tie is stored in both directions, so rows mean "sends or shares" in either case.

    Example:
        >>> import networkx as nx
        >>> ties = tie_arrays(nx.Graph([("b", "a"), ("b", "c"), ("c", "c")]))
        >>> ties.actors, ties.tie_count, ties.loops_dropped
        (('a', 'b', 'c'), 2, 1)
        >>> ties.dense.astype(int).tolist()
        [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    """

    actors: tuple[Actor, ...]
    """Sorted, and the order of all rows and columns."""
    directed: bool
    indptr: Ints
    """Shape (n + 1,): where the row of each actor begins in `indices`."""
    indices: Ints
    """Shape (arcs,): the columns of each row, ascending."""
    weights: Floats
    """Shape (arcs,): the strength of each arc; parallel ties are summed."""
    loops_dropped: int = 0
    parallel_merged: int = 0
    """Number of ties that repeated another one."""
    attributes: Mapping[Actor, Mapping[str, object]] = field(factory=dict, repr=False)
    """What the graph says about each actor."""
    derived: dict[Callable[..., object], object] = field(factory=dict, init=False, repr=False)
    """What `once` has worked out from these ties."""

    @property
    def n(self) -> int:
        """Return the number of actors, isolates included."""
        return len(self.actors)

    @property
    def arc_count(self) -> int:
        """Return the number of stored arcs: an undirected tie counts twice."""
        return len(self.indices)

    @property
    def tie_count(self) -> int:
        """Return the number of ties: arcs of a directed graph, edges of an undirected one."""
        return self.arc_count if self.directed else self.arc_count // 2

    @property
    def is_small(self) -> bool:
        """Return whether full matrices are the faster way."""
        return self.n <= DENSE_UP_TO

    @cached_property
    def index(self) -> Mapping[Actor, int]:
        """Give the row of each actor."""
        return {actor: row for row, actor in enumerate(self.actors)}

    @cached_property
    def rows(self) -> Ints:
        """Give the sender of each arc, shape (arcs,)."""
        return np.repeat(np.arange(self.n), np.diff(self.indptr))

    @cached_property
    def dense(self) -> Bools:
        """Give the ties as a full matrix, shape (n, n)."""
        matrix = np.zeros((self.n, self.n), dtype=np.bool_)
        matrix[self.rows, self.indices] = True
        return matrix

    @cached_property
    def dense_weights(self) -> Floats:
        """Give the strengths as a full matrix, shape (n, n)."""
        matrix = np.zeros((self.n, self.n))
        matrix[self.rows, self.indices] = self.weights
        return matrix

    @cached_property
    def reversed(self) -> "TieArrays":
        """Give the same ties with every arc turned round."""
        if not self.directed:
            return self
        return _packed(self, self.indices, self.rows, self.weights)

    @cached_property
    def symmetrised(self) -> "TieArrays":
        """Give undirected ties: one where at least one direction has one, weights of both summed."""
        return self._union[0]

    @property
    def directions(self) -> Ints:
        """Give for each arc of `symmetrised` where it comes from: 1 from row to column, 2 from column to row, 3 from both."""
        return self._union[1]

    @cached_property
    def _union(self) -> tuple["TieArrays", Ints]:
        if not self.directed:
            return self, np.full(self.arc_count, 3)
        return _union_in_matrix(self) if self.is_small else _union_in_table(self)

    def heavier_than(self, weight: float) -> "TieArrays":
        """Leave out the ties of no more than a weight; actors stay.

        Raises:
            TypeError: If the weight is no number.
        """
        kept = self.weights > weight
        return self if kept.all() else _packed(self, self.rows[kept], self.indices[kept], self.weights[kept])


def tie_arrays(graph: Graph | TieArrays, weight: str = "weight") -> TieArrays:
    """Read a graph: check it, drop self-ties, merge parallel ties, sort.

    Every function of this package takes the result in place of the graph, so a report reads the graph once.

    Args:
        graph: Any networkx graph: undirected or directed, simple or multi, with or without weights.
        weight: The tie attribute that holds the strength; 1 where it is missing.

    Raises:
        NetworkError: If it is no graph, or a weight is negative, infinite or no number.

    Example:
        >>> import networkx as nx
        >>> ties = tie_arrays(nx.MultiDiGraph([("a", "b", {"weight": 2}), ("a", "b", {"weight": 3})]))
        >>> ties.tie_count, ties.parallel_merged, ties.weights.tolist()
        (1, 1, [5.0])
    """
    if isinstance(graph, TieArrays):
        return graph
    _refuse_unless_graph(graph)
    attributes = dict(graph.nodes(data=True))
    actors = in_order(attributes)
    index = {actor: row for row, actor in enumerate(actors)}
    edges = list(graph.edges(data=weight, default=1))
    weights = _checked_weights(edges, weight)
    rows = np.fromiter((index[edge[0]] for edge in edges), dtype=np.int64, count=len(edges))
    columns = np.fromiter((index[edge[1]] for edge in edges), dtype=np.int64, count=len(edges))
    return packed_ties(actors, rows, columns, weights, directed=graph.is_directed(), attributes=attributes)


def packed_ties(
    actors: tuple[Actor, ...],
    rows: Ints,
    columns: Ints,
    weights: Floats,
    *,
    directed: bool,
    attributes: Mapping[Actor, Mapping[str, object]],
) -> TieArrays:
    """Sort checked ties into rows: self-ties are dropped, parallel ones added up, undirected ones stored both ways.

    Args:
        actors: In their order.
        rows: Shape (ties,): the place of each sender.
        columns: Shape (ties,): the place of each receiver.
        weights: Shape (ties,).
        directed: Whether ties have a direction.
        attributes: What is known about actors.

    Raises:
        ValueError: If the shapes differ.
    """
    proper = rows != columns
    loops = len(rows) - int(proper.sum())
    if loops:
        rows, columns, weights = rows[proper], columns[proper], weights[proper]
    empty = TieArrays(
        actors=actors,
        directed=directed,
        indptr=np.zeros(len(actors) + 1, dtype=np.int64),
        indices=np.zeros(0, dtype=np.int64),
        weights=np.zeros(0),
        loops_dropped=loops,
        attributes=attributes,
    )
    if not directed:
        rows, columns, weights = np.concatenate((rows, columns)), np.concatenate((columns, rows)), np.tile(weights, 2)
    packed = _packed(empty, rows, columns, weights)
    repeats = len(rows) - packed.arc_count
    return evolve(packed, parallel_merged=repeats if directed else repeats // 2)


def once(compute: Callable[[TieArrays], _Result]) -> Callable[[TieArrays], _Result]:
    """Let a function of ties run once for the same ties; the result is kept with them and ends with them.

    Raises:
        NetworkError: What the function itself raises.

    Example:
        >>> import networkx as nx
        >>> halved = once(lambda ties: ties.weights / 2)
        >>> ties = tie_arrays(nx.path_graph(3))
        >>> halved(ties) is halved(ties)
        True
    """

    @wraps(compute)
    def kept(ties: TieArrays) -> _Result:
        if compute not in ties.derived:
            ties.derived[compute] = compute(ties)
        return cast("_Result", ties.derived[compute])

    return kept


def sums(at: Ints, n: int, weights: Floats | None = None) -> Floats:
    """Sum weights, or count, by position, shape (n,).

    Raises:
        ValueError: If a position is negative or there are more weights than positions.

    Example:
        >>> sums(np.array([0, 2, 2]), 3, np.array([1.0, 2.0, 4.0])).tolist()
        [1.0, 0.0, 6.0]
    """
    return np.bincount(at, weights=weights, minlength=n).astype(np.float64)


def in_order(things: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Sort things that need not be comparable with one another.

    Texts and whole numbers are sorted as they are; anything else by the name of its type, then as it prints.

    Raises:
        TypeError: If a thing cannot be hashed.

    Example:
        >>> in_order({10, 9}), in_order({"b", 1, "a"})
        ((9, 10), (1, 'a', 'b'))
    """
    unsorted = tuple(things)
    texts = [thing for thing in unsorted if type(thing) is str]
    if len(texts) == len(unsorted):
        return tuple(sorted(texts))
    numbers = [thing for thing in unsorted if type(thing) is int]
    if len(numbers) == len(unsorted):
        return tuple(sorted(numbers))
    return tuple(sorted(unsorted, key=lambda thing: (type(thing).__name__, repr(thing))))


def _packed(like: TieArrays, rows: Ints, columns: Ints, weights: Floats) -> TieArrays:
    """Sort arcs into rows and sum what repeats; light arcs first, so that sums do not depend on the order of input."""
    keys = rows * like.n + columns
    order = np.argsort(keys)
    in_order_of_rows = keys[order]
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = in_order_of_rows[1:] != in_order_of_rows[:-1]
    if is_first.all():
        weights = weights[order]
    else:
        weights = np.add.reduceat(weights[np.lexsort((weights, keys))], np.flatnonzero(is_first))
        in_order_of_rows = in_order_of_rows[is_first]
    del keys, order
    senders, receivers = np.divmod(in_order_of_rows, max(like.n, 1))
    return evolve(
        like,
        indptr=np.concatenate(([0], np.cumsum(np.bincount(senders, minlength=like.n)))),
        indices=receivers,
        weights=weights,
    )


def _union_in_matrix(ties: TieArrays) -> tuple[TieArrays, Ints]:
    directions = ties.dense + 2 * ties.dense.T.astype(np.int64)
    rows, columns = np.nonzero(directions)
    weights = (ties.dense_weights + ties.dense_weights.T)[rows, columns]
    return _undirected(ties, np.bincount(rows, minlength=ties.n), columns, weights), directions[rows, columns]


def _union_in_table(ties: TieArrays) -> tuple[TieArrays, Ints]:
    """Merge the rows with those of the reversed ties; counting sorts and merges, no sort."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    shape = (ties.n, ties.n)
    forward = csr_array((np.ones(ties.arc_count, dtype=np.int8), ties.indices, ties.indptr), shape=shape)
    numbered = csr_array((np.arange(ties.arc_count), ties.indices, ties.indptr), shape=shape).T.tocsr()
    backward = csr_array((np.full(ties.arc_count, 2, dtype=np.int8), numbered.indices, numbered.indptr), shape=shape)
    merged = forward + backward
    directions = merged.data.astype(np.int64)
    weights = np.zeros(len(directions))
    weights[directions != 2] += ties.weights  # noqa: PLR2004 - see `directions`
    weights[directions != 1] += ties.weights[numbered.data]
    return _undirected(ties, np.diff(merged.indptr), merged.indices, weights), directions


def _undirected(like: TieArrays, counts: Ints, columns: Ints, weights: Floats) -> TieArrays:
    return evolve(
        like,
        directed=False,
        indptr=np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
        indices=columns.astype(np.int64),
        weights=weights,
    )


def _refuse_unless_graph(graph: object) -> None:
    if not isinstance(graph, Graph):
        raise NetworkError(f"graph: expected a networkx graph, found {type(graph).__name__}")


def _checked_weights(edges: Sequence[tuple[Hashable, Hashable, object]], name: str) -> Floats:
    weights = [weight for _, _, weight in edges if isinstance(weight, Real) and 0 <= float(weight) < inf]
    if len(weights) == len(edges):
        return np.array(weights, dtype=np.float64)
    sender, receiver, found = next(edge for edge in edges if not (isinstance(edge[2], Real) and 0 <= float(edge[2]) < inf))
    raise NetworkError(f"tie {sender!r} to {receiver!r}: expected {name} to be a finite number of at least 0, found {found!r}")
