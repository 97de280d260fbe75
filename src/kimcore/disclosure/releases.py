"""What two releases of one table reveal together, and how to keep the later from telling (*Differenzbildung*)."""

from collections.abc import Hashable, Mapping
from types import MappingProxyType

from attrs import frozen

from kimcore.disclosure.grids import Cell, Grid, grid_of, places_of, whole_number
from kimcore.disclosure.needs import Interval
from kimcore.disclosure.sums import ProtectedSums, Sum, Sums, audit_sums, protect_sums
from kimcore.errors import DisclosureError

_EARLIER, _LATER, _CAME = "earlier", "later", "came"


@frozen(kw_only=True, eq=False)
class Release:
    """A table as it was published: the true counts and what was suppressed (*Veröffentlichung*)."""

    counts: object
    """Whole numbers in rows and columns; the totals were published with them."""
    mask: object = None
    """True where a cell was suppressed; `None` if none was."""

    def __repr__(self) -> str:
        """Return a text without counts, since a `repr` may end up in a log."""
        return "Release()"


def differences(earlier: Release, later: Release) -> Mapping[Cell, Interval]:
    """Return how many people were added to each cell, as readers of both releases can tell.

    The counts must be cumulative, as those of everybody reached since a first day: nobody leaves them.

    Raises:
        DisclosureError: If the tables differ in shape, a count fell, or a mask cannot be used.

    Example:
        >>> differences(Release(counts=[[5, 9], [7, 8]]), Release(counts=[[6, 9], [7, 12]]))[0, 0]
        Interval(low=1, high=1)
    """
    grid, table, hidden = _joined(earlier, later)
    came = [(_CAME, place) for place in range(len(grid.values))]
    found = audit_sums(table, [*hidden, *came])
    return MappingProxyType({grid.cell(place): found[_CAME, place] for place in range(len(grid.values))})


def revealing(earlier: Release, later: Release, minimum: int = 3) -> Mapping[Cell, Interval]:
    """Return the cells to which a small number of people was added, as readers of both releases can tell.

    Raises:
        DisclosureError: If the releases or the minimum cannot be used.

    Example:
        >>> list(revealing(Release(counts=[[5, 9], [7, 8]]), Release(counts=[[6, 9], [7, 12]])))
        [(0, 0)]
    """
    secret = Interval(1, whole_number(minimum, "minimum", 1) - 1)
    told = differences(earlier, later)
    return MappingProxyType({cell: interval for cell, interval in told.items() if secret.covers(interval)})


def protect_release(counts: object, earlier: Release, minimum: int = 3) -> ProtectedSums:
    """Suppress in a later release what would give away small counts, or small numbers of people added since.

    Keys are ``("later", place)``, counted row by row; those of the earlier release are as they were.

    Raises:
        DisclosureError: If the releases or the minimum cannot be used.

    Example:
        >>> found = protect_release([[6, 9], [7, 12]], Release(counts=[[5, 9], [7, 8]]))
        >>> sorted(place for kind, place in found.suppressed if kind == "later")
        [0, 1, 2, 3]
    """
    grid, table, hidden = _joined(earlier, Release(counts=counts))
    places = range(len(grid.values))
    came = {(_CAME, place) for place in places}
    large = [key for key in table.cells if _is_total(key)]
    published = [(_EARLIER, place) for place in places if (_EARLIER, place) not in hidden]
    return protect_sums(table, minimum, hidden=(*hidden, *came), known=(*published, *large))


def _joined(earlier: Release, later: Release) -> tuple[Grid, Sums, list[Hashable]]:
    before, after = grid_of(earlier.counts), grid_of(later.counts)
    if before.shape != after.shape:
        raise DisclosureError(f"releases: expected tables of one shape, found {before.shape} and {after.shape}")
    pairs = list(zip(before.values, after.values, strict=True))
    fallen = [place for place, (old, new) in enumerate(pairs) if new < old]
    if fallen:
        raise DisclosureError(f"{after.name(fallen[0])}: expected at least the count of the earlier release, found fewer")
    cells: dict[Hashable, int] = {}
    sums: list[Sum] = []
    for place, (old, new) in enumerate(pairs):
        cells |= {(_EARLIER, place): old, (_LATER, place): new, (_CAME, place): new - old}
        sums.append(Sum(total=(_LATER, place), parts=((_EARLIER, place), (_CAME, place))))
    for kind, grid in ((_EARLIER, before), (_LATER, after)):
        for line, members in _lines(grid.shape).items():
            parts = tuple((kind, place) for place in members)
            cells[kind, line] = sum(grid.values[place] for place in members)
            sums.append(Sum(total=(kind, line), parts=parts))
    hidden: list[Hashable] = [(_EARLIER, place) for place in sorted(places_of(earlier.mask, before))]
    hidden += [(_LATER, place) for place in sorted(places_of(later.mask, after))]
    return after, Sums(cells=cells, sums=tuple(sums)), hidden


def _lines(shape: tuple[int, ...]) -> Mapping[str, tuple[int, ...]]:
    *above, width = shape
    height = above[0] if above else 1
    rows = {f"row {row}": tuple(range(row * width, (row + 1) * width)) for row in range(height)}
    if not above:
        return rows
    return rows | {f"column {column}": tuple(range(column, height * width, width)) for column in range(width)}


def _is_total(key: Hashable) -> bool:
    return isinstance(key, tuple) and isinstance(key[1], str)
