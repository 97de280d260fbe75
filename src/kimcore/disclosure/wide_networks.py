"""Flows through a network of many cells by SciPy, in whole numbers of 32 bits, where nothing in it can exceed them."""

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from kimcore.disclosure.flows import FlowReach, Shift

_LARGEST = 2**30
"""Flows may go there and back, and stay below what 32 bits hold."""

Nodes: TypeAlias = NDArray[np.int64]


@frozen(kw_only=True, eq=False)
class WideNetwork:
    """A network with its hidden cells as SciPy takes it."""

    reach: FlowReach
    places: tuple[int, ...]
    graph: csr_array
    forth: NDArray[np.intp]
    """Where in the data of the graph each cell is raised."""
    back: NDArray[np.intp]
    """Where it is lowered."""

    def shift(self, cell: int, direction: int) -> Shift:
        """Move one cell up (+1) or down (-1) as far as it goes, as `FlowReach.shift` does.

        Raises:
            Nothing of its own.
        """
        room = self.reach.above[cell] if direction > 0 else self.reach.below[cell]
        source, sink = self.reach.network.arcs[cell][::-direction]
        if source == sink:
            return Shift(amount=room, moves={})
        at = bisect_left(self.places, cell)
        capacities = self.graph.data.copy()
        capacities[[self.forth[at], self.back[at]]] = 0
        graph = csr_array((capacities, self.graph.indices, self.graph.indptr), shape=self.graph.shape)
        found = maximum_flow(graph, source, sink)
        if room is not None and found.flow_value > room:
            return self.reach.shift(frozenset(self.places), cell, direction)
        if found.flow.nnz != len(capacities):
            # SciPy left some arcs out of its answer: the cell's own end stands, nothing is learnt about the others.
            return Shift(amount=int(found.flow_value), moves={})
        moved = found.flow.data[self.forth]
        moves = {self.places[place]: int(moved[place]) for place in np.flatnonzero(moved)}
        return Shift(amount=int(found.flow_value), moves=moves)


def wide_network(reach: FlowReach, hidden: AbstractSet[int]) -> WideNetwork | None:
    """Return the network of the hidden cells for SciPy; `None` where its numbers could be too small, or nothing ends."""
    places = sorted(place for place in hidden if len({*reach.network.arcs[place]}) == 2)  # noqa: PLR2004 - an arc with two ends
    nodes = reach.network.nodes
    arcs = np.array([reach.network.arcs[place] for place in places], dtype=np.int64).reshape(-1, 2)
    tails, heads = arcs.T
    below, above = [reach.below[place] for place in places], [reach.above[place] for place in places]
    capped = sum(below) + sum(room or 0 for room in above)
    pairs = np.concatenate([tails * nodes + heads, heads * nodes + tails])
    order = np.argsort(pairs)
    if capped >= _LARGEST or np.any(np.diff(pairs[order]) == 0):
        return None
    endless = csr_array(([1 for room in above if room is None], _ends_of(tails, heads, above)), shape=(nodes, nodes))
    # A way round along which nothing ends.
    if connected_components(endless, connection="strong")[0] < nodes:
        return None
    rooms = np.array([*(capped + 1 if room is None else room for room in above), *below], dtype=np.int32)
    # SciPy's flows take places of 32 bits only.
    pointers = np.searchsorted(pairs[order], np.arange(nodes + 1) * nodes).astype(np.int32)
    graph = csr_array((rooms[order], (pairs[order] % nodes).astype(np.int32), pointers), shape=(nodes, nodes))
    where = np.empty(len(order), dtype=np.intp)
    where[order] = np.arange(len(order))
    return WideNetwork(reach=reach, places=tuple(places), graph=graph, forth=where[: len(places)], back=where[len(places) :])


def _ends_of(tails: Nodes, heads: Nodes, above: list[int | None]) -> tuple[Nodes, Nodes]:
    chosen = np.array([room is None for room in above], dtype=bool)
    return tails[chosen], heads[chosen]
