"""How far a suppressed cell can move, by integer programs, where a system is no network.

The solver (HiGHS) reckons in floats, so its answer is only a proposal: every move is checked in whole numbers before it counts.
What is reported is thus always proved; at worst it is less than the truth, so that protection is never overstated.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import field, frozen
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, hstack

from kimcore.disclosure.flows import Shift
from kimcore.disclosure.systems import System
from kimcore.errors import DisclosureError

WINDOW = 10**6
"""How far a program looks to either side of a count; beyond it, floats would no longer be exact enough to be repaired."""


@frozen(kw_only=True)
class ProgramReach:
    """What suppressed cells can be, in any system of sums."""

    system: System
    matrix: csc_array = field(init=False, repr=False, eq=False)
    """The equations, shape (equations, cells)."""

    @matrix.default
    def _of_equations(self) -> csc_array:
        entries = [(row, cell, sign) for row, equation in enumerate(self.system.equations) for cell, sign in equation]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return csc_array((signs, (rows, columns)), shape=(len(self.system.equations), len(self.system.values)), dtype=float)

    def shift(
        self,
        hidden: AbstractSet[int],
        cell: int,
        direction: int,
        *,
        limit: int | None = None,
        prices: Sequence[int | None] | None = None,
    ) -> Shift:
        """Move one cell up (+1) or down (-1) as far as can be proved, or as far as is asked; see `FlowReach.shift`.

        Raises:
            DisclosureError: If a way that was found turns out to be none when it is checked in whole numbers.
        """
        free = [other for other in range(len(self.system.values)) if other != cell and _may_move(other, hidden, prices)]
        farthest = min(self._room(cell, direction), WINDOW if limit is None else limit)
        first = self._solved(cell, direction, free, (0, farthest), [0] * len(free))
        if prices is None or not first.amount:
            return first
        costs = [0 if other in hidden else _scaled(prices[other], prices) for other in free]
        # Of all ways to move that far, the one that hides least; the first way stands if the solver finds none.
        cheapest = self._solved(cell, direction, free, (first.amount, first.amount), costs)
        return cheapest if cheapest.amount == first.amount else first

    def _solved(self, cell: int, direction: int, free: list[int], reach: tuple[int, int], costs: list[int]) -> Shift:
        """Find moves of the free cells that let one cell move as far as possible, then as cheaply as possible."""
        count = len(free)
        freed = self.matrix[:, free]
        matrix = hstack([direction * self.matrix[:, [cell]], freed, -freed], format="csc")
        above, below = ([self._room(other, step) for other in free] for step in (1, -1))
        found = milp(
            # One more step of the cell is worth it at any price if no reach is set, and no question if it is.
            np.array([-1.0, *costs, *costs]),
            integrality=np.ones(1 + 2 * count),
            bounds=Bounds([reach[0], *[0] * (2 * count)], [reach[1], *above, *below]),
            constraints=LinearConstraint(matrix, 0, 0) if matrix.shape[0] else None,
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            return Shift(amount=0, moves={})
        amount, *moved = (round(value) for value in found.x.tolist())
        moves = {other: up - down for other, up, down in zip(free, moved[:count], moved[count:], strict=True) if up != down}
        if not self._stands(cell, amount * direction, moves):
            raise DisclosureError("the solver's way to move a cell does not keep the published sums; the table must be coarser")
        return Shift(amount=amount, moves=moves)

    def _stands(self, cell: int, by: int, moves: dict[int, int]) -> bool:
        moved = {**moves, cell: by}
        kept = all(sum(sign * moved.get(other, 0) for other, sign in equation) == 0 for equation in self.system.equations)
        return kept and all(_is_at_most(abs(step), self.system.room(other, step)) for other, step in moved.items())

    def _room(self, cell: int, direction: int) -> int:
        room = self.system.room(cell, direction)
        return WINDOW if room is None else min(room, WINDOW)


def _is_at_most(step: int, room: int | None) -> bool:
    return room is None or step <= room


def _may_move(cell: int, hidden: AbstractSet[int], prices: Sequence[int | None] | None) -> bool:
    return cell in hidden or (prices is not None and prices[cell] is not None)


def _scaled(price: int | None, prices: Sequence[int | None]) -> int:
    """Return a price small enough for floats; only which way is cheaper depends on it, never whether a way stands."""
    dearest = max(known for known in prices if known is not None)
    return 1 if price is None else 1 + 1000 * price // (dearest + 1)
