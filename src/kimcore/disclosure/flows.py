"""How far a suppressed cell can move, by flows of whole numbers.

SciPy has a maximum flow too, but of 32-bit numbers, and a linear program in floats rounds; a promise must do neither.
"""

from collections import deque
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from typing import TypeAlias

from attrs import frozen

from kimcore.disclosure.systems import Network

_Step: TypeAlias = tuple[int, int]
"""A cell, and whether it is raised (+1) or lowered (-1)."""
_Way: TypeAlias = dict[int, tuple[int, int, int]]
"""Cell, direction and node before, by node that was reached."""


@frozen(kw_only=True)
class Shift:
    """How far a cell can be moved, and a proof: another table with the same published numbers."""

    amount: int | None
    """`None` if there is no end."""
    moves: dict[int, int]
    """What to add to each of the other cells, so that every published number stays; cells that stay are left out."""


@frozen(kw_only=True)
class FlowReach:
    """What suppressed cells can be, where the system is a network."""

    values: tuple[int, ...]
    network: Network

    def shift(
        self,
        hidden: AbstractSet[int],
        cell: int,
        direction: int,
        *,
        limit: int | None = None,
        prices: Sequence[int | None] | None = None,
    ) -> Shift:
        """Move one cell up (+1) or down (-1) as far as it goes, or as far as is asked.

        Args:
            hidden: Cells that readers do not see, so that they may move.
            cell: The cell to move; it counts as hidden.
            direction: +1 or -1.
            limit: How far is enough.
            prices: What it costs to hide each further cell; `None` for a cell that must stay published. Without prices
                only hidden cells move; with prices, the cheapest further cells move too.

        Raises:
            Nothing of its own.
        """
        tail, head = self.network.arcs[cell]
        source, sink = (head, tail) if direction > 0 else (tail, head)
        if direction < 0:
            limit = self.values[cell] if limit is None else min(limit, self.values[cell])
        if source == sink:
            return Shift(amount=limit, moves={})
        moves: dict[int, int] = {}

        def way() -> list[_Step] | None:
            open_to = (hidden, moves, cell)
            if prices is None:
                return self._shortest(source, sink, open_to)
            return self._cheapest(source, sink, open_to, prices)

        return self._pushed(way, moves, limit)

    def _pushed(self, way: Callable[[], list[_Step] | None], moves: dict[int, int], limit: int | None) -> Shift:
        amount = 0
        while limit is None or amount < limit:
            steps = way()
            if steps is None:
                break
            rooms = [self.values[cell] + moves.get(cell, 0) for cell, step in steps if step < 0]
            if limit is not None:
                rooms.append(limit - amount)
            if not rooms:
                return Shift(amount=None, moves={})
            pushed = min(rooms)
            amount += pushed
            for cell, step in steps:
                moves[cell] = moves.get(cell, 0) + step * pushed
        return Shift(amount=amount, moves={cell: moved for cell, moved in moves.items() if moved})

    def _has_room(self, cell: int, step: int, moves: dict[int, int]) -> bool:
        # Nothing but the sums bounds a count from above.
        return step > 0 or self.values[cell] + moves.get(cell, 0) > 0

    def _shortest(self, source: int, sink: int, open_to: tuple[AbstractSet[int], dict[int, int], int]) -> list[_Step] | None:
        hidden, moves, held = open_to
        way: _Way = {source: (-1, 0, -1)}
        waiting = deque((source,))
        while waiting:
            node = waiting.popleft()
            for cell, step, other in self.network.steps[node]:
                if other in way or cell == held or cell not in hidden or not self._has_room(cell, step, moves):
                    continue
                way[other] = (cell, step, node)
                if other == sink:
                    return _back(way, sink)
                waiting.append(other)
        return None

    def _cheapest(
        self,
        source: int,
        sink: int,
        open_to: tuple[AbstractSet[int], dict[int, int], int],
        prices: Sequence[int | None],
    ) -> list[_Step] | None:
        hidden, moves, held = open_to
        way: _Way = {}
        waiting: list[tuple[int, int, int, int, int, int]] = [(0, 0, source, -1, 0, -1)]
        while waiting:
            paid, hops, node, cell, step, before = heappop(waiting)
            if node in way:
                continue
            way[node] = (cell, step, before)
            if node == sink:
                return _back(way, sink)
            for further, direction, other in self.network.steps[node]:
                price = 0 if further in hidden or further in moves else prices[further]
                if other in way or further == held or price is None or not self._has_room(further, direction, moves):
                    continue
                heappush(waiting, (paid + price, hops + 1, other, further, direction, node))
        return None


def _back(way: _Way, sink: int) -> list[_Step]:
    steps: list[_Step] = []
    cell, step, node = way[sink]
    while step:
        steps.append((cell, step))
        cell, step, node = way[node]
    return steps
