"""A table as numbers that must add up: cells, and equations between them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from attrs import field, frozen

from kimcore.disclosure.grids import Grid
from kimcore.disclosure.needs import Interval
from kimcore.errors import DisclosureError

Equation: TypeAlias = tuple[tuple[int, int], ...]
"""Cells with a sign, +1 or -1; their signed sum is known to every reader, whatever its value."""

_UNBOUNDED: Mapping[int, Interval] = MappingProxyType({})
_COUNT = Interval(0, None)


@frozen(kw_only=True)
class System:
    """Cells with their true values and what a reader knows about their sums (*Gleichungssystem der Tabelle*)."""

    values: tuple[int, ...] = field(repr=False)
    equations: tuple[Equation, ...]
    bounds: Mapping[int, Interval] = _UNBOUNDED
    """What a reader knows of a hidden cell besides, by place; without it only that no count is negative."""

    def room(self, place: int, direction: int) -> int | None:
        """Return how far a hidden cell can be lowered (-1) or raised (+1) by what is known of it alone; `None` without end.

        Raises:
            Nothing of its own.

        Example:
            >>> system = System(values=(2, 9), equations=(), bounds={0: Interval(1, 4)})
            >>> [system.room(place, direction) for place in (0, 1) for direction in (-1, 1)]
            [1, 2, 9, None]
        """
        low, high = self.bounds.get(place, _COUNT)
        if direction < 0:
            return self.values[place] - low
        return None if high is None else high - self.values[place]


@frozen(kw_only=True)
class Network:
    """A system in which every cell is an arc and every equation a node at which flow is kept.

    Tables with rows and columns are such networks, also with totals and with one hierarchy. What a suppressed cell can be is
    then a maximum flow, and maximum flows of whole numbers are whole: no rounding, however large the counts.
    """

    nodes: int
    arcs: tuple[tuple[int, int], ...]
    """Node that an arc leaves and node that it enters, by cell; the last node stands for the world outside."""
    steps: tuple[tuple[tuple[int, int, int], ...], ...]
    """What can be done at a node: raise (+1) or lower (-1) a cell, and the node where that leads."""


def system_of(grid: Grid, *, has_totals: bool) -> System:
    """Return what readers know of a table: every row and column adds up to its total.

    With totals, the last row and the last column are cells like others. Without, the totals are taken as known.

    Raises:
        DisclosureError: If totals are given and do not fit the cells; the row or column is named.
    """
    if has_totals and min(grid.shape) < 2:  # noqa: PLR2004 - one line for a count and one for its total
        raise DisclosureError(f"counts: expected at least one count beside each total, found a table of shape {grid.shape}")
    system = System(values=grid.values, equations=tuple(_lines(grid.shape, has_totals=has_totals)))
    if has_totals:
        _check(grid, system)
    return system


def network_of(system: System) -> Network | None:
    """Return the network that a system is, or `None` if it is none, as tables of three dimensions are not.

    A system is a network if each cell stands in two equations at most, and the equations can be turned so that
    it enters one and leaves the other.
    """
    found: list[list[tuple[int, int]]] = [[] for _ in system.values]
    for node, equation in enumerate(system.equations):
        for cell, sign in equation:
            found[cell].append((node, sign))
    if any(len(entries) > 2 for entries in found):  # noqa: PLR2004 - an arc has two ends
        return None
    turns = _turned(len(system.equations), found)
    if turns is None:
        return None
    outside = len(system.equations)
    arcs = tuple(_arc(entries, turns, outside) for entries in found)
    steps: list[list[tuple[int, int, int]]] = [[] for _ in range(outside + 1)]
    for cell, (tail, head) in enumerate(arcs):
        steps[tail].append((cell, 1, head))
        steps[head].append((cell, -1, tail))
    return Network(nodes=outside + 1, arcs=arcs, steps=tuple(map(tuple, steps)))


def _lines(shape: tuple[int, ...], *, has_totals: bool) -> Iterator[Equation]:
    """Yield the equations of a table; those that follow from the others are left out."""
    *above, width = shape
    height = above[0] if above else 1
    within = height - 1 if has_totals and above else height
    for row in range(within):
        yield _line([row * width + column for column in range(width)], has_totals=has_totals)
    if not above:
        return
    for column in range(width):
        yield _line([row * width + column for row in range(height)], has_totals=has_totals)


def _line(cells: list[int], *, has_totals: bool) -> Equation:
    if not has_totals:
        return tuple((cell, 1) for cell in cells)
    *parts, total = cells
    return (*((part, 1) for part in parts), (total, -1))


def _check(grid: Grid, system: System) -> None:
    for equation in system.equations:
        if sum(sign * grid.values[cell] for cell, sign in equation) == 0:
            continue
        raise DisclosureError(f"{grid.name(equation[-1][0])}: expected the sum of its line, found another number")


def _turned(count: int, found: list[list[tuple[int, int]]]) -> list[int] | None:
    """Give each equation a sign so that every cell enters one of its equations and leaves the other, if that can be done."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for entries in found:
        if len(entries) == 2:  # noqa: PLR2004 - an arc has two ends
            (one, sign), (other, opposite) = entries
            beside[one].append((other, -sign * opposite))
            beside[other].append((one, -sign * opposite))
    turns = [0] * count
    for start in range(count):
        if turns[start]:
            continue
        turns[start] = 1
        waiting = [start]
        while waiting:
            node = waiting.pop()
            for other, relation in beside[node]:
                if not turns[other]:
                    turns[other] = turns[node] * relation
                    waiting.append(other)
                elif turns[other] != turns[node] * relation:
                    return None
    return turns


def _arc(entries: list[tuple[int, int]], turns: list[int], outside: int) -> tuple[int, int]:
    tail = head = outside
    for node, sign in entries:
        if sign * turns[node] > 0:
            tail = node
        else:
            head = node
    return tail, head
