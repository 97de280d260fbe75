"""Protecting a table of counts, and auditing one that somebody protected (*Geheimhaltung einer Tabelle*)."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from kimcore.disclosure.complements import EFFORT, complement
from kimcore.disclosure.grids import Cell, Grid, Mask, Names, grid_of, places_of, whole_number
from kimcore.disclosure.needs import Interval, Need, frequency_need, unknown_need
from kimcore.disclosure.reaches import feasible, reach_of
from kimcore.disclosure.systems import System, system_of
from kimcore.errors import DisclosureError


@frozen(kw_only=True, eq=False)
class Protected:
    """A table with its suppressed cells, and what readers can still conclude (*geschützte Tabelle*).

    Its `repr` holds no count, since a `repr` may end up in a log.
    """

    mask: Mask = field(repr=False)
    """True where a cell is suppressed."""
    primary: Mask = field(repr=False)
    """True where a cell is suppressed for its own sake."""
    complementary: Mask = field(repr=False)
    """True where a cell is suppressed so that others cannot be worked out."""
    promised: Mapping[Cell, Interval] = field(repr=False)
    """What stays possible at least for each cell of `primary`."""
    exposed: tuple[Cell, ...]
    """Cells whose secret the known totals give away, however much is suppressed; such a table cannot be published."""
    is_least: bool
    """Whether it is proved that no choice of complementary cells suppresses fewer cells, or as many with fewer people."""
    grid: Grid
    system: System = field(repr=False)

    def intervals(self) -> Mapping[Cell, Interval]:
        """Return what each suppressed cell can be for a reader of the published cells and totals.

        Raises:
            DisclosureError: If a solver's answer does not stand up to whole numbers.
        """
        return _intervals(self.grid, self.system, places_of(self.mask, self.grid))

    def published(self) -> tuple[tuple[int | None, ...], ...]:
        """Return the rows that may leave the house, with `None` where a cell is suppressed; a list of counts is one row.

        Raises:
            DisclosureError: If the totals give a secret away; the cells are named.
        """
        if self.exposed:
            names = "; ".join(self.grid.name(_place(cell, self.grid.shape)) for cell in self.exposed)
            raise DisclosureError(f"the totals alone give away what must be protected at {names}; merge rows or columns")
        hidden = self.mask.ravel().tolist()
        shown = [None if is_hidden else value for value, is_hidden in zip(self.grid.values, hidden, strict=True)]
        width = self.grid.shape[-1]
        return tuple(tuple(shown[start : start + width]) for start in range(0, len(shown), width))


@frozen(kw_only=True)
class Leak:
    """A suppressed cell of which readers can conclude too much (*Offenlegung*)."""

    cell: Cell
    interval: Interval
    is_exact: bool
    """Readers can work out the very number."""


def protect(
    counts: object,
    minimum: int = 3,
    suppressed: object = None,
    *,
    has_totals: bool = False,
    known: object = None,
    zeros_are_sensitive: bool = False,
    names: Names = (None, None),
) -> Protected:
    """Suppress small counts, and as many others as it takes to keep them unknown.

    Counts from 1 to below the minimum are suppressed. Readers are taken to know every total and every cell that is
    not suppressed. The promise: for them each small count can be anything from 0 to the minimum, as far as the
    totals themselves leave that open. It is kept exactly, in whole numbers, for counts of any size.
    What is suppressed besides costs as few cells as the search finds, totals last; small tables are searched fully.

    Args:
        counts: Whole numbers in rows and columns: an array, a frame, nested lists, or a mapping of columns.
            One dimension is a list of counts with one total.
        minimum: The least count that may be seen.
        suppressed: Mask of cells to suppress in any case; readers will not know them exactly.
        has_totals: The last row and the last column are totals. They are then protected as every other cell;
            otherwise they are not part of the table and taken as known.
        known: Mask of cells that readers know anyway, such as combinations that cannot occur; they are never suppressed.
        names: What messages call the rows, and the columns; by default what the table calls them, or else numbers.
        zeros_are_sensitive: Protect zeros as well: readers cannot conclude that a count is below the minimum.

    Raises:
        DisclosureError: If the table, a mask or the minimum cannot be used.

    References:
        Fischetti and Salazar-González (2000), doi:10.1080/01621459.2000.10474282.
        Kelly, Golden and Assad (1992), doi:10.1002/net.3230220407.

    Example:
        >>> table = protect([[20, 50, 10], [8, 1, 22], [17, 32, 12]])
        >>> table.published()
        ((20, 50, 10), (None, None, 22), (None, None, 12))
        >>> table.intervals()[1, 1]
        Interval(low=0, high=9)
    """
    grid = grid_of(counts, names)
    system = system_of(grid, has_totals=has_totals)
    least = whole_number(minimum, "minimum", 1)
    fixed = places_of(known, grid, "known")
    small = _small(grid.values, least, zeros_are_sensitive=zeros_are_sensitive) - fixed
    wanted = places_of(suppressed, grid, "suppressed") - small
    if wanted & fixed:
        raise DisclosureError(f"{grid.name(min(wanted & fixed))}: expected to be known or suppressed, found both")
    needs = [
        *(frequency_need(place, grid.values[place], least, zeros_are_sensitive=zeros_are_sensitive) for place in sorted(small)),
        *(unknown_need(place, grid.values[place]) for place in sorted(wanted)),
    ]
    return protected(grid, system, needs, prices_of(grid, has_totals=has_totals, fixed=fixed))


def audit(counts: object, mask: object, *, has_totals: bool = False) -> Mapping[Cell, Interval]:
    """Return what each suppressed cell can be, for readers of the other cells and of all totals.

    Two suppressed cells in every row and column are not enough: some can still be worked out, or nearly so.

    Args:
        counts: The true counts, as for `protect`.
        mask: True where a cell is suppressed.
        has_totals: The last row and column are totals, which may be suppressed as well.

    Raises:
        DisclosureError: If the table or the mask cannot be used.

    Example:
        An example of Fischetti and Salazar-González: 22 is hidden, and how closely they can be guessed.

        >>> table = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]
        >>> mask = [[False, False, False], [True, False, True], [True, False, True]]
        >>> audit(table, mask)[1, 2]
        Interval(low=5, high=30)
    """
    grid = grid_of(counts)
    return _intervals(grid, system_of(grid, has_totals=has_totals), places_of(mask, grid))


def leaks(counts: object, mask: object, minimum: int = 3, *, has_totals: bool = False) -> tuple[Leak, ...]:
    """Return the suppressed cells that can be worked out, or be told to be small, in the order of the table.

    Raises:
        DisclosureError: If the table, the mask or the minimum cannot be used.

    Example:
        Two suppressed cells in every line, and the lone person is known all the same.

        >>> mask = [[True, True, False, False], [True, True, True, False], [False, False, True, True], [False, False, True, True]]
        >>> [leak.cell for leak in leaks([[5, 4, 9, 9], [6, 7, 1, 9], [9, 9, 8, 5], [9, 9, 6, 7]], mask)]
        [(1, 2)]
    """
    least = whole_number(minimum, "minimum", 1)
    secret = Interval(1, least - 1)
    return tuple(
        Leak(cell=cell, interval=interval, is_exact=interval.width == 0)
        for cell, interval in audit(counts, mask, has_totals=has_totals).items()
        if interval.width == 0 or secret.covers(interval)
    )


def prices_of(grid: Grid, *, has_totals: bool, fixed: frozenset[int] = frozenset()) -> tuple[int | None, ...]:
    """Return what it costs to suppress each cell: one cell before any number of people, one total before any cells.

    Raises:
        Nothing of its own.
    """
    cell = sum(grid.values) + 1
    total = cell * (len(grid.values) + 1)
    return tuple(
        None if place in fixed else count + (total if has_totals and _is_total(grid.cell(place), grid.shape) else cell)
        for place, count in enumerate(grid.values)
    )


def protected(grid: Grid, system: System, needs: list[Need], prices: tuple[int | None, ...]) -> Protected:
    """Return a table with the cells suppressed that its needs take.

    Raises:
        DisclosureError: If a solver's answer does not stand up to whole numbers.
    """
    primary = frozenset(need.place for need in needs)
    found = complement(reach_of(system), needs, primary, prices, tried=EFFORT // len(grid.values))
    return Protected(
        mask=grid.mask(found.hidden),
        primary=grid.mask(primary),
        complementary=grid.mask(found.hidden - primary),
        promised=MappingProxyType({grid.cell(need.place): need.promised for need in found.needs}),
        exposed=tuple(map(grid.cell, found.exposed)),
        is_least=found.is_least,
        grid=grid,
        system=system,
    )


def _small(values: tuple[int, ...], minimum: int, *, zeros_are_sensitive: bool) -> frozenset[int]:
    first = 0 if zeros_are_sensitive else 1
    return frozenset(place for place, value in enumerate(values) if first <= value < minimum)


def _intervals(grid: Grid, system: System, hidden: frozenset[int]) -> Mapping[Cell, Interval]:
    return MappingProxyType({grid.cell(place): found for place, found in feasible(system, hidden).items()})


def _is_total(cell: Cell, shape: tuple[int, ...]) -> bool:
    return any(step == length - 1 for step, length in zip(cell, shape, strict=True))


def _place(cell: Cell, shape: tuple[int, ...]) -> int:
    return cell[0] if len(shape) == 1 else cell[0] * shape[1] + cell[1]
