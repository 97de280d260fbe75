"""Through whom the shortest paths run."""

from typing import cast

import numpy as np

from kimcore.network.arrays import Floats, Ints, TieArrays
from kimcore.network.paths import distances
from kimcore.network.progress import Progress, quiet

_SOURCES = 16
"""Sources a block: their rows fit in the fast part of memory together."""


def flow_through(ties: TieArrays, progress: Progress = quiet) -> Floats:
    """Sum for each actor the shares of shortest paths between two others that run through it, shape (n,).

    Every ordered pair counts; in an undirected graph each pair therefore counts twice.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    if flow_through not in ties.derived:
        ties.derived[flow_through] = _flow_in_matrix(ties) if ties.is_small else flow_from(ties, np.arange(ties.n), progress)
    return cast("Floats", ties.derived[flow_through])


def flow_from(ties: TieArrays, sources: Ints, progress: Progress = quiet) -> Floats:
    """Sum the shares of shortest paths from some actors only, by Brandes' method on blocks of sources.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - small graphs must not pay for importing scipy

    onward = csr_array((np.ones(ties.arc_count), ties.indices, ties.indptr), shape=(ties.n, ties.n))
    backward = csr_array(onward.T)
    flow = np.zeros(ties.n)
    for first in range(0, len(sources), _SOURCES):
        block = sources[first : first + _SOURCES]
        paths = np.zeros((ties.n, len(block)))
        paths[block, np.arange(len(block))] = 1
        frontiers = [paths.copy()]
        while True:
            reached = np.asarray(backward @ frontiers[-1])
            reached[paths > 0] = 0
            if not reached.any():
                break
            paths += reached
            frontiers.append(reached)
        passed = np.zeros_like(paths)
        for near, far in zip(frontiers[-2:0:-1], frontiers[:1:-1], strict=True):
            owed = np.divide(1 + passed, far, out=np.zeros_like(far), where=far > 0)
            passed += near * np.asarray(onward @ owed)
        flow += passed.sum(axis=1)
        progress(first + len(block), len(sources))
    return flow


def _flow_in_matrix(ties: TieArrays) -> Floats:
    steps, full = distances(ties), ties.dense.astype(np.float64)
    levels = range(1, int(np.max(steps, initial=0, where=np.isfinite(steps))))
    paths = np.where(ties.dense, 1.0, 0.0)
    np.fill_diagonal(paths, 1)
    for level in levels:
        paths += np.where(steps == level + 1, np.where(steps == level, paths, 0) @ full, 0)
    passed = np.zeros_like(paths)
    for level in reversed(levels):
        owed = np.divide(1 + passed, paths, out=np.zeros_like(paths), where=steps == level + 1)
        passed += np.where(steps == level, paths * (owed @ full.T), 0)
    return np.asarray(passed.sum(axis=0))
