"""Rounding as the other way to protect counts (*Rundung*)."""

from random import Random
from types import MappingProxyType

from attrs import field, frozen

from kimcore.disclosure.grids import Cell, Grid, grid_of, whole_number
from kimcore.disclosure.needs import Interval


@frozen(kw_only=True, eq=False)
class Rounded:
    """A table whose counts are all multiples of one number (*gerundete Tabelle*).

    Each number is rounded for itself, so rows need not add up to rounded totals; a reader must be told.
    """

    values: tuple[tuple[int, ...], ...]
    """The rounded counts by row; a list of counts is one row."""
    base: int
    is_random: bool
    grid: Grid = field(repr=False)

    def intervals(self) -> MappingProxyType[Cell, Interval]:
        """Return what each count can be for a reader who knows the rounded number and the rule.

        Raises:
            Nothing of its own.

        Example:
            >>> rounded([7, 1]).intervals()
            mappingproxy({(0,): Interval(low=3, high=7), (1,): Interval(low=0, high=2)})
        """
        flat = [value for row in self.values for value in row]
        # A random draw may go to either neighbour, so it leaves twice the room.
        below, above = (self.base - 1, self.base - 1) if self.is_random else (self.base // 2, (self.base - 1) // 2)
        return MappingProxyType(
            {self.grid.cell(place): Interval(max(0, value - below), value + above) for place, value in enumerate(flat)}
        )


def rounded(counts: object, base: int = 5) -> Rounded:
    """Round each count to the nearest multiple of a base; what lies in the middle goes up.

    Raises:
        DisclosureError: If the table or the base cannot be used.

    Example:
        >>> rounded([[1, 2, 3], [7, 8, 10]]).values
        ((0, 0, 5), (5, 10, 10))
    """
    grid = grid_of(counts)
    step = whole_number(base, "base", 2)
    return _rounded(grid, step, [(count + step // 2) // step * step for count in grid.values], is_random=False)


def rounded_at_random(counts: object, base: int = 5, *, seed: int) -> Rounded:
    """Round each count up or down by chance, so that no sum is shifted on average.

    A count r above a multiple is rounded up with probability r / base. A table that is published twice must be drawn with the
    same seed: from many draws of one count, its value could be told.

    Args:
        counts: The table, as for `protect`.
        base: What every published number is a multiple of.
        seed: The draw; keep it with the table and do not publish it.

    Raises:
        DisclosureError: If the table, the base or the seed cannot be used.

    Example:
        >>> rounded_at_random([[1, 2, 3], [7, 8, 10]], seed=1).values == rounded_at_random([[1, 2, 3], [7, 8, 10]], seed=1).values
        True
    """
    grid = grid_of(counts)
    step = whole_number(base, "base", 2)
    draw = Random(whole_number(seed, "seed", 0))  # noqa: S311 - the seed makes the draw repeatable; it guards no secret key
    chosen = [count - count % step + (step if draw.random() * step < count % step else 0) for count in grid.values]
    return _rounded(grid, step, chosen, is_random=True)


def _rounded(grid: Grid, base: int, values: list[int], *, is_random: bool) -> Rounded:
    width = grid.shape[-1]
    rows = tuple(tuple(values[start : start + width]) for start in range(0, len(values), width))
    return Rounded(values=rows, base=base, is_random=is_random, grid=grid)
