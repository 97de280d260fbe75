"""Reading a table of counts: whole numbers in rows and columns, and nothing that merely looks like them."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from operator import index
from typing import TypeAlias

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kimcore.errors import DisclosureError

_EXACT = 2**53
"""Up to here a float stands for one whole number only."""

Cell: TypeAlias = tuple[int, ...]
"""Where a cell lies: row and column, both from 0; in a list of counts only its place."""

Mask: TypeAlias = NDArray[np.bool_]
"""One flag a cell, in the shape of the table; true where the cell is suppressed."""

Names: TypeAlias = tuple[Sequence[object] | None, Sequence[object] | None]
"""What rows and columns are called, where anybody said so."""


@frozen(kw_only=True)
class Grid:
    """A table of counts as it was handed over (*Tabelle*)."""

    shape: tuple[int, ...]
    values: tuple[int, ...] = field(repr=False)
    """The counts row by row, exact however large; no part of the `repr`, which may end up in a log."""
    labels: tuple[tuple[str, ...], ...] = field(repr=False)
    """A name for each place, one tuple a dimension."""

    def cell(self, place: int) -> Cell:
        """Return where the n-th count lies."""
        return tuple(int(step) for step in np.unravel_index(place, self.shape))

    def name(self, place: int) -> str:
        """Return what to call the n-th count in a message."""
        return _where(tuple(labels[step] for labels, step in zip(self.labels, self.cell(place), strict=True)))

    def mask(self, places: Iterable[int]) -> Mask:
        """Return the mask that is true at some places; it cannot be written to."""
        mask = np.zeros(len(self.values), dtype=bool)
        mask[list(places)] = True
        shaped = mask.reshape(self.shape)
        shaped.flags.writeable = False
        return shaped


def grid_of(counts: object, names: Names = (None, None)) -> Grid:
    """Read a table of counts from an array, a frame, nested lists or a mapping of columns.

    A frame is anything with ``to_numpy``. Whole numbers written as floats are taken, since frames with gaps make them.

    Raises:
        DisclosureError: If the table is empty or ragged, has more than two dimensions, or holds anything but counts.

    Example:
        >>> grid_of({"a": [1, 2], "b": [3, 4]}).values
        (1, 3, 2, 4)
    """
    if isinstance(counts, Mapping):
        columns = [_listed(column, f"column {name!r}") for name, column in counts.items()]
        if len({len(column) for column in columns}) > 1:
            raise DisclosureError("columns: expected the same number of rows in each, found different ones")
        own: Names = (None, tuple(counts))
        table: Sequence[object] = [list(row) for row in zip(*columns, strict=True)]
    else:
        own = (_names(counts, "index"), _names(counts, "columns"))
        table = _listed(counts, "counts")
    if not table:
        raise DisclosureError("counts: expected at least one row, found none")
    if any(_is_row(row) for row in table):
        return _two_dimensional(table, (names[0] or own[0], names[1] or own[1]))
    places = _labels(names[0] or own[0], len(table))
    values = tuple(_count(item, (place,)) for item, place in zip(table, places, strict=True))
    return Grid(shape=(len(values),), values=values, labels=(places,))


def places_of(mask: object, grid: Grid, what: str = "mask") -> frozenset[int]:
    """Return the places at which a mask for a table is true; `None` is true nowhere.

    Raises:
        DisclosureError: If the mask has another shape than the table, or holds anything but truth values.
    """
    if mask is None:
        return frozenset()
    flags = np.asarray(mask.to_numpy() if hasattr(mask, "to_numpy") else mask)
    if flags.dtype != np.bool_:
        raise DisclosureError(f"{what}: expected true or false for each cell, found {flags.dtype}")
    if flags.shape != grid.shape:
        raise DisclosureError(f"{what}: expected the shape of the table, {grid.shape}, found {flags.shape}")
    return frozenset(np.flatnonzero(flags).tolist())


def whole_number(value: object, what: str, least: int) -> int:
    """Return a parameter that counts something.

    Raises:
        DisclosureError: If it is no whole number, or below the least that makes sense.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise DisclosureError(f"{what}: expected a whole number of at least {least}, found {value!r}")
    return int(value)


def _two_dimensional(table: Sequence[object], names: Names) -> Grid:
    rows = _labels(names[0], len(table))
    lines = [_listed(row, f"row {name}") for row, name in zip(table, rows, strict=True)]
    if any(_is_row(cell) for line in lines for cell in line):
        raise DisclosureError("counts: expected one or two dimensions, found more; tables of more are protected by their sums")
    width = len(lines[0])
    for line, name in zip(lines, rows, strict=True):
        if len(line) != width:
            raise DisclosureError(f"row {name}: expected {width} cells as in the first row, found {len(line)}")
    if width == 0:
        raise DisclosureError("counts: expected at least one column, found none")
    columns = _labels(names[1], width)
    values = tuple(
        _count(item, (row, column))
        for line, row in zip(lines, rows, strict=True)
        for item, column in zip(line, columns, strict=True)
    )
    return Grid(shape=(len(lines), width), values=values, labels=(rows, columns))


def _listed(table: object, what: str) -> Sequence[object]:
    if hasattr(table, "to_numpy"):
        table = table.to_numpy()
    if np.ma.is_masked(table):
        raise DisclosureError(f"{what}: expected a count in each cell, found masked ones")
    if hasattr(table, "__array__"):
        table = np.asarray(table).tolist()
    if not _is_row(table) or not isinstance(table, Iterable):
        raise DisclosureError(f"{what}: expected a row of counts, found {type(table).__name__}")
    return list(table)


def _is_row(item: object) -> bool:
    return isinstance(item, Iterable) and not isinstance(item, (str, bytes, Mapping))


def _count(item: object, labels: tuple[str, ...]) -> int:
    # A bool is an int to Python, but a table of bools is a mask and no table of counts.
    if isinstance(item, (bool, np.bool_)):
        raise DisclosureError(f"{_where(labels)}: expected a count, found a truth value")
    if isinstance(item, (float, np.floating)):
        if not isfinite(item) or int(item) != item:
            raise DisclosureError(f"{_where(labels)}: expected a whole number, found a float that is none")
        if abs(float(item)) > _EXACT:
            raise DisclosureError(f"{_where(labels)}: expected an exact number, found a float too large to be one")
        item = int(item)
    try:
        count = index(item)  # type: ignore[arg-type]  # what has no index is refused below
    except TypeError:
        raise DisclosureError(f"{_where(labels)}: expected a count, found {type(item).__name__}") from None
    if count < 0:
        raise DisclosureError(f"{_where(labels)}: expected a count of at least 0, found a negative number")
    return count


def _where(labels: tuple[str, ...]) -> str:
    return ", ".join(f"{kind} {label}" for kind, label in zip(("row", "column"), labels, strict=False))


def _names(table: object, attribute: str) -> Sequence[object] | None:
    names = getattr(table, attribute, None)
    # A list has a method called `index`.
    return None if names is None or callable(names) else tuple(names)


def _labels(names: Sequence[object] | None, length: int) -> tuple[str, ...]:
    return tuple(map(str, range(length) if names is None or len(names) != length else names))
