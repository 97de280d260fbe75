"""Every set of three actors that all have ties, found once and shared by the metrics that need them."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from kimcore.network.arrays import Ints, TieArrays, once

_MARKS = 4_000_000
"""How many cells the table of marks may have: 16 MB."""


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
    keys = ties.rows * ties.n + ties.indices
    code = np.isin(low * ties.n + high, keys, assume_unique=True) + 2 * np.isin(high * ties.n + low, keys, assume_unique=True)
    starts = np.concatenate(([0], np.cumsum(np.bincount(low, minlength=ties.n))))
    return Pairs(low=low, high=high, starts=starts, code=code.astype(np.int64))


@once
def triangles(ties: TieArrays) -> Triangles:
    """Find all triangles: for blocks of actors u mark their neighbours, then look up the neighbours w of neighbours v.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    known = pairs(ties)
    block = max(_MARKS // max(ties.n, 1), 1)
    found = [_triangles_from(known, first, min(first + block, ties.n)) for first in range(0, ties.n, block)]
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


def _triangles_from(known: Pairs, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    n = len(known.starts) - 1
    start, stop = int(known.starts[first]), int(known.starts[last])
    mark = np.full((last - first) * n, -1, dtype=np.int32)
    base = (known.low[start:stop] - first) * n
    mark[base + known.high[start:stop]] = np.arange(start, stop)
    beyond = known.starts[known.high[start:stop]]
    width = known.starts[known.high[start:stop] + 1] - beyond
    uv = np.repeat(np.arange(start, stop), width)
    vw = np.arange(len(uv)) + np.repeat(beyond - (np.cumsum(width) - width), width)
    uw = mark[np.repeat(base, width) + known.high[vw]]
    closed = np.flatnonzero(uw >= 0)
    return uv[closed], vw[closed], uw[closed].astype(np.int64)
