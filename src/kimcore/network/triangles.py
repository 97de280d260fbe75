"""Every set of three actors that all have ties, found once and shared by the metrics that need them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kimcore.network.arrays import Ints, TieArrays, once
from kimcore.records import frozen

_MARKS = 1_000_000
"""How many cells the table of marks may have: 4 MB, so that it stays in the fast part of memory."""


@frozen(kw_only=True, eq=False)
class Pairs:
    """The pairs of actors with a tie in any direction, each once, sorted by `low`, shape (pairs,) each."""

    low: Ints
    """The actor with fewer neighbours (the earlier one among equals)."""
    high: Ints
    starts: Ints
    """Shape (n + 1,): where the pairs of each `low` begin."""
    code: Ints
    """1: only from low to high, 2: only from high to low, 3: both ways."""
    arcs: Ints
    """Shape (2 * pairs,): where the arc from low to high stands in the symmetrised ties, then that from high to low."""


@frozen(kw_only=True, eq=False)
class Triangles:
    """Triples u, v, w in which all three pairs exist, as positions in `Pairs`, shape (triangles,) each."""

    uv: Ints
    vw: Ints
    uw: Ints


@once
def pairs(ties: TieArrays) -> Pairs:
    """List the pairs of actors with a tie, from the one with fewer neighbours to the one with more.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    both = ties.symmetrised
    degree = np.diff(both.indptr)
    rank = np.empty(ties.n, dtype=np.int64)
    rank[np.lexsort((np.arange(ties.n), degree))] = np.arange(ties.n)
    upward = rank[both.rows] < rank[both.indices]
    low, high = both.rows[upward], both.indices[upward]
    starts = np.concatenate(([0], np.cumsum(np.bincount(low, minlength=ties.n))))
    arcs = np.concatenate((np.flatnonzero(upward), _turned(both)[upward]))
    return Pairs(low=low, high=high, starts=starts, code=ties.directions[upward], arcs=arcs)


@once
def triangles(ties: TieArrays) -> Triangles:
    """Find all triangles: for blocks of actors u mark their neighbours, then look up the neighbours w of neighbours v.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    known = pairs(ties)
    block = max(_MARKS // max(ties.n, 1), 1)
    mark = np.full(min(block, ties.n) * ties.n, -1, dtype=np.int32)
    found = [_triangles_from(known, first, min(first + block, ties.n), mark) for first in range(0, ties.n, block)]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Triangles(uv=none, vw=none, uw=none)
    uv, vw, uw = (np.concatenate(column) for column in zip(*found, strict=True))
    return Triangles(uv=uv, vw=vw, uw=uw)


def corners(found: Triangles, count: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Read every triangle in its six orders i, j, q, as arcs ij, iq and qj.

    Args:
        found: The triangles.
        count: The number of pairs; arc e + count is the pair e seen from `high`.

    Raises:
        Nothing of its own.
    """
    uv, vw, uw = found.uv, found.vw, found.uw
    vu, wv, wu = uv + count, vw + count, uw + count
    yield uv, uw, wv
    yield uw, uv, vw
    yield vu, vw, wu
    yield vw, vu, uw
    yield wu, wv, vu
    yield wv, wu, uv


def _turned(both: TieArrays) -> Ints:
    """Tell for each arc where the opposite one stands; in rows sorted by column that is a counting sort."""
    if both.is_small:
        return np.lexsort((both.rows, both.indices))
    from scipy.sparse import csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    numbered = csr_array((np.arange(both.arc_count), both.indices, both.indptr), shape=(both.n, both.n))
    return np.asarray(numbered.T.tocsr().data)


def _triangles_from(known: Pairs, first: int, last: int, mark: NDArray[np.int32]) -> tuple[Ints, Ints, Ints]:
    """Find the triangles of some actors u; `mark` has -1 everywhere before and after."""
    n = len(known.starts) - 1
    start, stop = int(known.starts[first]), int(known.starts[last])
    base = (known.low[start:stop] - first) * n
    mark[base + known.high[start:stop]] = np.arange(start, stop)
    beyond = known.starts[known.high[start:stop]]
    width = known.starts[known.high[start:stop] + 1] - beyond
    uv = np.repeat(np.arange(start, stop), width)
    vw = np.arange(len(uv)) + np.repeat(beyond - (np.cumsum(width) - width), width)
    uw = mark[np.repeat(base, width) + known.high[vw]]
    mark[base + known.high[start:stop]] = -1
    closed = np.flatnonzero(uw >= 0)
    return uv[closed], vw[closed], uw[closed].astype(np.int64)
