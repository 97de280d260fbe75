"""Shortest paths between all actors, counted in steps."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from kimcore.network.arrays import Floats, Ints, TieArrays, once
from kimcore.network.progress import Progress, quiet
from kimcore.records import frozen

_WORDS = 16
"""Machine words a block: 64 targets each, so that a block of 10,000 actors stays in the fast part of memory."""


@frozen(kw_only=True, eq=False)
class Profile:
    """What shortest paths say about each actor, each of shape (n,)."""

    reached: Ints
    """How many others the actor reaches."""
    steps: Ints
    """The sum of the distances to those."""
    nearness: Floats
    """The sum of 1 / distance to those."""
    farthest: Ints
    """The largest distance to any of those, 0 for none."""


@once
def distances(ties: TieArrays) -> Floats:
    """Count the steps from each actor to each other, shape (n, n), infinite where there is no path.

    Meant for few actors: the matrix is full.

    Raises:
        MemoryError: If the matrix does not fit.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.arrays import tie_arrays
        >>> distances(tie_arrays(nx.DiGraph([(0, 1), (1, 2)])))[0].tolist()
        [0.0, 1.0, 2.0]
    """
    steps = np.where(ties.dense, 1.0, np.inf)
    np.fill_diagonal(steps, 0)
    ties_as_numbers = ties.dense.astype(np.float32)
    frontier, level = ties_as_numbers, 1
    while frontier.any():
        level += 1
        new = (frontier @ ties_as_numbers > 0) & np.isinf(steps)
        steps[new] = level
        frontier = new.astype(np.float32)
    return steps


def profile(ties: TieArrays, progress: Progress = quiet) -> Profile:
    """Sum up the distances from each actor; the result is kept with the ties.

    Args:
        ties: The ties.
        progress: Called with the actors searched from so far and in all.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    if profile not in ties.derived:
        ties.derived[profile] = _profile_in_matrix(ties) if ties.is_small else _profile_in_bits(ties, progress)
    return cast("Profile", ties.derived[profile])


def _profile_in_matrix(ties: TieArrays) -> Profile:
    steps = distances(ties)
    others = np.isfinite(steps) & (steps > 0)
    known = np.where(others, steps, 0)
    return Profile(
        reached=others.sum(axis=1),
        steps=known.sum(axis=1).astype(np.int64),
        nearness=np.divide(1, known, out=np.zeros_like(known), where=others).sum(axis=1),
        farthest=known.max(axis=1, initial=0).astype(np.int64),
    )


def part_of_each(ties: TieArrays, *, strong: bool = False) -> Ints:
    """Number the components and give the number of each actor's, shape (n,).

    The largest component is 0; among equals the one with the first actor comes first.

    Args:
        ties: The ties.
        strong: Whether paths must lead both ways; otherwise direction is ignored.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    return _strong_parts(ties) if strong and ties.directed else _weak_parts(ties)


@once
def _weak_parts(ties: TieArrays) -> Ints:
    lowest = np.arange(ties.n)
    rows, columns = ties.rows, ties.indices
    while True:
        before = lowest
        lowest = before.copy()
        np.minimum.at(lowest, rows, before[columns])
        np.minimum.at(lowest, columns, before[rows])
        lowest = lowest[lowest]
        if np.array_equal(lowest, before):
            return _by_size(lowest)


@once
def _strong_parts(ties: TieArrays) -> Ints:
    if ties.is_small:
        to_and_fro = np.isfinite(distances(ties))
        return _by_size(np.argmax(to_and_fro & to_and_fro.T, axis=1) if ties.n else np.arange(0))
    from scipy.sparse import csgraph, csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    matrix = csr_array((np.ones(ties.arc_count, dtype=np.int8), ties.indices, ties.indptr), shape=(ties.n, ties.n))
    _, labels = csgraph.connected_components(matrix, directed=True, connection="strong")
    return _by_size(np.asarray(labels, dtype=np.int64))


def _by_size(labels: Ints) -> Ints:
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[inverse], dtype=np.int64)


def _profile_in_bits(ties: TieArrays, progress: Progress) -> Profile:
    """Search breadth-first towards many targets at once: one bit a target, one word of bits for 64 targets."""
    n = ties.n
    degrees = np.diff(ties.indptr)
    order = np.argsort(-degrees, kind="stable")
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    ranks = _neighbours_by_rank(ties, degrees[order], order, place)
    reached, steps, farthest = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    nearness = np.zeros(n)
    for start in range(0, n, 64 * _WORDS):
        seen = np.zeros((n, _WORDS), dtype=np.uint64)
        targets = np.arange(start, min(start + 64 * _WORDS, n))
        bit = targets - start
        seen[targets, bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
        _spread(seen, ranks, reached, steps, nearness, farthest)
        progress(start + len(targets), n)
    back = place
    return Profile(reached=reached[back], steps=steps[back], nearness=nearness[back], farthest=farthest[back])


def _neighbours_by_rank(ties: TieArrays, degrees: Ints, order: Ints, place: Ints) -> list[Ints]:
    """List the first neighbours of all actors, then the second ones of those who have two, and so on."""
    starts = ties.indptr[order]
    neighbours = place[ties.indices]
    most = int(degrees[0]) if len(degrees) else 0
    having = np.searchsorted(-degrees, -np.arange(most), side="left")
    return [neighbours[starts[:count] + rank] for rank, count in enumerate(having.tolist())]


def _spread(seen: NDArray[np.uint64], ranks: list[Ints], reached: Ints, steps: Ints, nearness: Floats, farthest: Ints) -> None:
    level = 0
    while True:
        level += 1
        grown = seen.copy()
        for neighbours in ranks:
            grown[: len(neighbours)] |= seen[neighbours]
        new = np.bitwise_count(grown ^ seen).sum(axis=1, dtype=np.int64)
        if not new.any():
            return
        reached += new
        steps += level * new
        nearness += new / level
        farthest[new > 0] = level
        seen = grown
