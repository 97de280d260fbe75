"""Who reaches whom at all, without counting steps: actors who reach each other are taken as one."""

from graphlib import TopologicalSorter

import numpy as np

from kimcore.network.arrays import Bools, Ints, TieArrays, once
from kimcore.network.paths import part_of_each, profile
from kimcore.records import frozen

_CELLS = 64_000_000
"""How many cells a table of who reaches whom may have: 64 MB."""


@frozen(kw_only=True, eq=False)
class Condensed:
    """Strong components and the arcs between them, which form no cycle."""

    sizes: Ints
    """Shape (components,)."""
    order: tuple[int, ...]
    """Those below come first."""
    below: tuple[tuple[int, ...], ...]
    """The components to which arcs of each component lead."""


@once
def reachable_pairs(ties: TieArrays) -> int:
    """Count the ordered pairs of different actors with a path from the first to the second.

    Raises:
        MemoryError: If the graph is too large for the machine.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.arrays import tie_arrays
        >>> reachable_pairs(tie_arrays(nx.DiGraph([(0, 1), (1, 2)])))
        3
    """
    if ties.is_small:
        return int(profile(ties).reached.sum())
    parts = condensed(ties)
    count = len(parts.sizes)
    width = max(_CELLS // max(count, 1), 1)
    reached = np.zeros(count, dtype=np.int64)
    for first in range(0, count, width):
        reached += reach_table(parts, first, min(first + width, count)) @ parts.sizes[first : first + width]
    return int(parts.sizes @ reached) - ties.n


@once
def condensed(ties: TieArrays) -> Condensed:
    """Take actors who reach each other as one, and put what is below first.

    Raises:
        MemoryError: If the graph is too large for the machine.
    """
    part = part_of_each(ties, strong=True)
    sizes = np.bincount(part)
    senders, receivers = part[ties.rows], part[ties.indices]
    arcs = np.unique(senders * len(sizes) + receivers)
    below: list[list[int]] = [[] for _ in sizes]
    for arc in arcs.tolist():
        sender, receiver = divmod(arc, len(sizes))
        if sender != receiver:
            below[sender].append(receiver)
    order = TopologicalSorter(dict(enumerate(below))).static_order()
    return Condensed(sizes=sizes, order=tuple(order), below=tuple(map(tuple, below)))


def reach_table(parts: Condensed, first: int, last: int) -> Bools:
    """Tell which components reach which of those from `first` up to `last`, themselves included.

    Returns:
        Shape (components, last - first).

    Raises:
        MemoryError: If the table does not fit.
    """
    table = np.zeros((len(parts.sizes), last - first), dtype=np.bool_)
    for part in parts.order:
        for other in parts.below[part]:
            table[part] |= table[other]
        if first <= part < last:
            table[part, part - first] = True
    return table
