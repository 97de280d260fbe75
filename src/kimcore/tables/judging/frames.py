"""Where values stand: one row a case, or one row for each turn of loops over what cases have several of."""

from typing import TypeVar

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
_RARE = 8
"""How many places are compared with, rather than looked up in a table."""
RunningT = TypeVar("RunningT", np.int32, np.int64)


@define(eq=False)
class Frame:
    """The rows on which a part of a predicate is evaluated, each below a row of the loop around it (*Zeilenraum*)."""

    rows: int
    parent: "Frame | None" = None
    offsets: Index = field(factory=lambda: np.zeros(1, np.int64), repr=False)
    """Where the rows below each row of the parent begin, and at last how many there are."""
    depth: int = field(init=False)
    _up: dict[int, Index] = field(init=False, factory=dict, repr=False)
    """The row of each frame above that every row lies below, by depth."""

    def __attrs_post_init__(self) -> None:
        """Count the loops around."""
        self.depth = 0 if self.parent is None else self.parent.depth + 1

    def up(self, above: "Frame") -> Index:
        """Return the row of a frame above that every row lies below."""
        if above.depth not in self._up:
            if self.parent is None:
                raise ValueError("no such frame above")
            direct = np.repeat(np.arange(self.parent.rows), np.diff(self.offsets))
            self._up[above.depth] = direct if above is self.parent else self.parent.up(above)[direct]
        return self._up[above.depth]

    def any_below(self, mask: Mask) -> Mask:
        """Return for each row of the parent whether one of the rows below is marked."""
        marked = self._running(mask, np.int32)
        return np.asarray(marked[1:] != marked[:-1])

    def sum_below(self, numbers: Index) -> Index:
        """Return for each row of the parent the sum of the numbers below."""
        return np.diff(self._running(numbers, np.int64))

    def _running(self, numbers: Index | Mask, kind: type[RunningT]) -> NDArray[RunningT]:
        """Return how much the rows before each offset come to; that needs no branches, and no row of the parent for each row."""
        running = np.zeros(self.rows + 1, kind)
        np.cumsum(numbers, out=running[1:])
        return running[self.offsets]


def deeper(one: Frame, other: Frame) -> Frame:
    """Return the inner one of two frames, of which one lies around the other."""
    return one if one.depth >= other.depth else other


def expanded(parent: Frame, offsets: Index, index: Index | None, valid: Mask | None) -> tuple[Frame, Index | None]:
    """Return the frame of a loop over the children of rows, and which child each of its rows is.

    Args:
        parent: the frame around the loop.
        offsets: where the children of each row of their table's parent begin.
        index: which row of that table each row of the frame is about; `None` is the same row.
        valid: which rows of the frame are about one at all.

    Example:
        >>> frame, child = expanded(Frame(2), np.array([0, 1, 3]), np.array([1, 1]), None)
        >>> frame.rows, frame.offsets.tolist(), child.tolist()
        (4, [0, 2, 4], [1, 2, 1, 2])
    """
    if index is None and valid is None:
        return Frame(int(offsets[-1]), parent, offsets), None
    starts, ends = offsets[:-1], offsets[1:]
    if index is not None:
        if not len(starts):
            return Frame(0, parent, np.zeros(parent.rows + 1, np.int64)), np.zeros(0, np.int64)
        starts, ends = starts[index], ends[index]
    counts = ends - starts if valid is None else np.where(valid, ends - starts, 0)
    own = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    child = np.repeat(starts - own[:-1], counts) + np.arange(own[-1])
    return Frame(int(own[-1]), parent, own), child


def looked_up(table: Mask, places: Index) -> Mask:
    """Return the truth values at some places in a table; of few that differ from the rest, by comparing the places with them.

    Example:
        >>> looked_up(np.array([False, True]), np.array([1, 0, 1])).tolist()
        [True, False, True]
    """
    marked = np.flatnonzero(table)
    is_rare = len(marked) <= len(table) - len(marked)
    rare = marked if is_rare else np.flatnonzero(~table)
    if len(rare) > _RARE:
        return table[places]
    found = np.zeros(len(places), np.bool_)
    for place in rare.tolist():
        found |= places == place
    return found if is_rare else ~found
