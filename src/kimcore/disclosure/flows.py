"""How far a suppressed cell can move, by flows of whole numbers.

SciPy has a maximum flow too, but of 32-bit numbers, and a linear program in floats rounds; a promise must do neither.
"""

from collections import deque
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from typing import TypeAlias

from attrs import field, frozen

from kimcore.disclosure.systems import Network, System

_Step: TypeAlias = tuple[int, int]
"""A cell, and whether it is raised (+1) or lowered (-1)."""
_Open: TypeAlias = tuple[AbstractSet[int], dict[int, int], int]
"""The cells that may move, what they have moved already, and the one that is held."""
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

    system: System
    network: Network
    below: tuple[int, ...] = field(init=False, repr=False, eq=False)
    """How far each cell can be lowered by what is known of it alone."""
    above: tuple[int | None, ...] = field(init=False, repr=False, eq=False)
    """How far each cell can be raised by what is known of it alone; `None` without end."""
    entering: tuple[tuple[tuple[int, int, int], ...], ...] = field(init=False, repr=False, eq=False)
    """The steps of the network by the node they lead to: cell, direction, node before."""

    @below.default
    def _rooms_below(self) -> tuple[int, ...]:
        return tuple(self.system.room(cell, -1) or 0 for cell in range(len(self.system.values)))

    @above.default
    def _rooms_above(self) -> tuple[int | None, ...]:
        return tuple(self.system.room(cell, 1) for cell in range(len(self.system.values)))

    @entering.default
    def _turned_round(self) -> tuple[tuple[tuple[int, int, int], ...], ...]:
        entering: list[list[tuple[int, int, int]]] = [[] for _ in self.network.steps]
        for node, steps in enumerate(self.network.steps):
            for cell, step, other in steps:
                entering[other].append((cell, step, node))
        return tuple(map(tuple, entering))

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
        room = self.below[cell] if direction < 0 else self.above[cell]
        if room is not None:
            limit = room if limit is None else min(limit, room)
        if source == sink:
            return Shift(amount=limit, moves={})
        moves: dict[int, int] = {}
        open_to = (hidden, moves, cell)
        if prices is not None:
            return self._pushed(lambda: self._cheapest(source, sink, open_to, prices), moves, limit)
        amount: int | None = 0
        while amount is not None and (limit is None or amount < limit):
            pushed = self._blocked(source, sink, open_to, None if limit is None else limit - amount)
            if pushed == 0:
                break
            amount = None if pushed is None else amount + pushed
        return Shift(amount=amount, moves={} if amount is None else {cell: moved for cell, moved in moves.items() if moved})

    def _pushed(self, way: Callable[[], list[_Step] | None], moves: dict[int, int], limit: int | None) -> Shift:
        amount = 0
        while limit is None or amount < limit:
            steps = way()
            if steps is None:
                break
            pushed = self._push(steps, moves, None if limit is None else limit - amount)
            if pushed is None:
                return Shift(amount=None, moves={})
            amount += pushed
        return Shift(amount=amount, moves={cell: moved for cell, moved in moves.items() if moved})

    def _push(self, steps: list[_Step], moves: dict[int, int], limit: int | None) -> int | None:
        """Push as much as a way takes, and return how much; `None` if nothing on it ends."""
        rooms = [self.below[cell] + moves.get(cell, 0) for cell, step in steps if step < 0]
        rooms += [above - moves.get(cell, 0) for cell, step in steps if step > 0 and (above := self.above[cell]) is not None]
        if limit is not None:
            rooms.append(limit)
        if not rooms:
            return None
        pushed = min(rooms)
        for cell, step in steps:
            moves[cell] = moves.get(cell, 0) + step * pushed
        return pushed

    def _has_room(self, cell: int, step: int, moves: dict[int, int]) -> bool:
        if step < 0:
            return self.below[cell] + moves.get(cell, 0) > 0
        above = self.above[cell]
        return above is None or moves.get(cell, 0) < above

    def _blocked(self, source: int, sink: int, open_to: _Open, limit: int | None) -> int | None:
        """Push along shortest ways until each of them is blocked (Dinic), and return how much; `None` if there is no end."""
        hidden, moves, held = open_to
        left = self._steps_left(source, sink, open_to)
        if source not in left:
            return 0
        amount = 0
        tried = dict.fromkeys(left, 0)
        way: list[tuple[int, int, int]] = []
        node = source
        while limit is None or amount < limit:
            if node == sink:
                pushed = self._push([(cell, step) for cell, step, _ in way], moves, None if limit is None else limit - amount)
                if pushed is None:
                    return None
                amount += pushed
                way, node = [], source
                continue
            steps, nearer = self.network.steps[node], left[node] - 1
            for place in range(tried[node], len(steps)):
                cell, step, other = steps[place]
                if cell in hidden and left.get(other) == nearer and cell != held and self._has_room(cell, step, moves):
                    tried[node] = place
                    way.append((cell, step, node))
                    node = other
                    break
            else:
                if node == source:
                    break
                tried[node] = len(steps)
                *way, (_, _, node) = way
                tried[node] += 1
        return amount

    def _steps_left(self, source: int, sink: int, open_to: _Open) -> dict[int, int]:
        """Return how many steps it takes from each node to the sink, as far as the source needs to know."""
        hidden, moves, held = open_to
        left = {sink: 0}
        waiting = deque((sink,))
        while waiting and source not in left:
            node = waiting.popleft()
            for cell, step, before in self.entering[node]:
                if cell in hidden and before not in left and cell != held and self._has_room(cell, step, moves):
                    left[before] = left[node] + 1
                    waiting.append(before)
        return left

    def _cheapest(
        self,
        source: int,
        sink: int,
        open_to: _Open,
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
