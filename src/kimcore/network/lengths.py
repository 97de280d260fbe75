"""Through whom the shortest paths run where ties have lengths."""

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.network.arrays import Floats, Ints, TieArrays, sums
from kimcore.network.progress import Progress, quiet
from kimcore.records import frozen

_CELLS = 2_000_000
"""Sources times arcs of a block: 16 MB a table."""
_SAME = 1e-9
"""Two lengths that differ by less than this share are the same, added up in another order."""


@frozen(kw_only=True, eq=False)
class _Tight:
    """The arcs on shortest paths from a block of sources, sorted by their senders; an actor counts once for each source."""

    size: int
    """Sources times actors."""
    senders: Ints
    receivers: Ints
    starts: Ints
    """Shape (size + 1,): where the arcs of each sender begin."""


def lengths_of(ties: TieArrays, weights: str) -> TieArrays:
    """Return the ties with lengths as weights: their weights, or one divided by them where they are strengths.

    Raises:
        NetworkError: If a length is 0. A strength of 0 is no tie.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.arrays import tie_arrays
        >>> lengths_of(tie_arrays(nx.DiGraph([(0, 1, {"weight": 4})])), "strength").weights.tolist()
        [0.25]
    """
    if weights == "strength":
        tied = ties.heavier_than(0)
        return evolve(tied, weights=1 / tied.weights)
    if not (ties.weights > 0).all():
        raise NetworkError("weights: expected lengths above 0, found a tie of length 0")
    return ties


def flow_by_length(ties: TieArrays, sources: Ints, progress: Progress = quiet) -> Floats:
    """Sum for each actor the shares of shortest paths from some actors that run through it, shape (n,).

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    from scipy.sparse import csgraph, csr_array  # noqa: PLC0415 - only lengths need it

    matrix = csr_array((ties.weights, ties.indices, ties.indptr), shape=(ties.n, ties.n))
    flow = np.zeros(ties.n)
    size = max(_CELLS // max(ties.arc_count, 1), 1)
    for first in range(0, len(sources), size):
        block = sources[first : first + size]
        steps = np.asarray(csgraph.dijkstra(matrix, indices=block), dtype=np.float64)
        flow += _passed(_tight_arcs(ties, steps), block, ties.n)
        progress(first + len(block), len(sources))
    return flow


def _tight_arcs(ties: TieArrays, steps: Floats) -> _Tight:
    left, reached = steps[:, ties.rows], steps[:, ties.indices]
    # No path is shorter than the shortest, so one side is enough; a length lost in rounding must not make a circle.
    source, arc = np.nonzero((left + ties.weights <= reached * (1 + _SAME)) & (left < reached) & np.isfinite(left))
    senders, receivers = source * ties.n + ties.rows[arc], source * ties.n + ties.indices[arc]
    size = len(steps) * ties.n
    starts = np.concatenate(([0], np.cumsum(np.bincount(senders, minlength=size))))
    return _Tight(size=size, senders=senders, receivers=receivers, starts=starts)


def _passed(tight: _Tight, block: Ints, n: int) -> Floats:
    """Count paths in waves away from the sources, then hand back what each actor passes on."""
    begins = np.arange(len(block)) * n + block
    paths = np.zeros(tight.size)
    paths[begins] = 1
    open_arcs = np.bincount(tight.receivers, minlength=tight.size)
    waves: list[Ints] = []
    wave = begins
    while len(wave):
        width = tight.starts[wave + 1] - tight.starts[wave]
        at = np.arange(int(width.sum())) + np.repeat(tight.starts[wave] - (np.cumsum(width) - width), width)
        waves.append(at)
        receivers = tight.receivers[at]
        paths += sums(receivers, tight.size, paths[tight.senders[at]])
        open_arcs -= np.bincount(receivers, minlength=tight.size)
        wave = np.unique(receivers[open_arcs[receivers] == 0])
    passed = np.zeros(tight.size)
    for at in reversed(waves):
        senders, receivers = tight.senders[at], tight.receivers[at]
        passed += sums(senders, tight.size, paths[senders] / paths[receivers] * (1 + passed[receivers]))
    passed[begins] = 0
    return np.asarray(passed.reshape(len(block), n).sum(axis=0))
