"""Tables that belong together: linked by a shared margin, or one inside the other (*verknüpfte Tabellen*)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from attrs import field, frozen

from kimcore.disclosure.complements import EFFORT, complement
from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.grids import grid_of, whole_number
from kimcore.disclosure.needs import Interval, frequency_need, unknown_need
from kimcore.disclosure.reaches import feasible, reach_of
from kimcore.disclosure.systems import System
from kimcore.errors import DisclosureError

Key: TypeAlias = tuple[tuple[str, str], ...]
"""What a count counts: pairs of an axis and a category, sorted. ``()`` counts everybody."""


@frozen(kw_only=True)
class Sum:
    """A count that is the sum of others (*Summe*)."""

    total: Hashable
    parts: tuple[Hashable, ...]


@frozen(kw_only=True)
class Sums:
    """Counts and how they add up, totals included; the same key is the same count (*Zahlen und ihre Summen*)."""

    cells: Mapping[Hashable, int] = field(repr=False)
    sums: tuple[Sum, ...]


@frozen(kw_only=True, eq=False)
class ProtectedSums:
    """Counts that belong together with those that are suppressed (*geschützte Zahlen*)."""

    suppressed: frozenset[Hashable]
    primary: frozenset[Hashable]
    exposed: tuple[Hashable, ...]
    is_least: bool
    source: Sums = field(repr=False)

    def intervals(self) -> Mapping[Hashable, Interval]:
        """Return what each suppressed count can be for a reader of all the others.

        Raises:
            DisclosureError: If a solver's answer does not stand up to whole numbers.
        """
        return audit_sums(self.source, self.suppressed)

    def published(self) -> Mapping[Hashable, int | None]:
        """Return the counts that may leave the house, with `None` where one is suppressed.

        Raises:
            DisclosureError: If a secret is given away whatever is suppressed.
        """
        if self.exposed:
            raise DisclosureError(f"what must be protected is given away at {', '.join(map(str, self.exposed))}")
        cells = self.source.cells
        return MappingProxyType({key: None if key in self.suppressed else count for key, count in cells.items()})


def cross_table(counts: object, rows: tuple[str, Sequence[str]], columns: tuple[str, Sequence[str]]) -> Sums:
    """Return a table of rows and columns as counts with their sums, totals added.

    Args:
        counts: Whole numbers without totals, shape (rows, columns).
        rows: The axis that the rows stand for, and its categories.
        columns: The same of the columns.

    Raises:
        DisclosureError: If the table does not have these categories, or a category stands twice.

    Example:
        >>> table = cross_table([[4, 5]], ("town", ["A"]), ("need", ["housing", "work"]))
        >>> table.cells[(("town", "A"),)]
        9
    """
    grid = grid_of(counts)
    (across, names), (down, heads) = (rows[0], tuple(rows[1])), (columns[0], tuple(columns[1]))
    if grid.shape != (len(names), len(heads)) or across == down or len({*names}) + len({*heads}) != len(names) + len(heads):
        raise DisclosureError(f"{across} by {down}: expected one category a line, each once, found a table of {grid.shape}")
    where = [((across, name), (down, head)) for name in names for head in heads]
    cells: dict[Hashable, int] = {tuple(sorted(pair)): count for pair, count in zip(where, grid.values, strict=True)}
    by_row = [Sum(total=((across, name),), parts=tuple(_pair((across, name), (down, head)) for head in heads)) for name in names]
    by_head = [Sum(total=((down, head),), parts=tuple(_pair((across, name), (down, head)) for name in names)) for head in heads]
    everybody = [Sum(total=(), parts=tuple(line.total for line in lines)) for lines in (by_row, by_head)]
    sums = (*by_row, *by_head, *everybody)
    return Sums(cells=MappingProxyType(_with_totals(cells, sums)), sums=sums)


def grouped(table: Sums, axis: str, groups: Mapping[str, str], *, into: str) -> Sums:
    """Return a table with an axis gathered into groups, such as municipalities into districts.

    Every count of a category on the axis becomes part of the count of its group.

    Args:
        table: Counts with their sums.
        axis: The axis whose categories are gathered.
        groups: The group of each category.
        into: The name of the new axis.

    Raises:
        DisclosureError: If a category of the axis has no group.

    Example:
        >>> table = cross_table([[4], [5], [6]], ("town", ["A", "B", "C"]), ("need", ["work"]))
        >>> grouped(table, "town", {"A": "north", "B": "north", "C": "south"}, into="district").cells[(("district", "north"),)]
        9
    """
    parts: dict[Key, list[Hashable]] = {}
    for key in table.cells:
        pairs = dict(_as_key(key))
        category = pairs.pop(axis, None)
        if category is None:
            continue
        if category not in groups:
            raise DisclosureError(f"{axis} {category}: expected a group, found none")
        parts.setdefault(_pair(*pairs.items(), (into, groups[category])), []).append(key)
    group_of = {part: total for total, found in parts.items() for part in found}
    # What added up over the categories now adds up over their groups: it says the same and keeps the system a network.
    above = tuple(_over_groups(line, group_of) for line in table.sums)
    sums = tuple(Sum(total=total, parts=tuple(found)) for total, found in sorted(parts.items()))
    return Sums(cells=MappingProxyType(_with_totals(dict(table.cells), sums)), sums=(*above, *sums))


def linked(tables: Iterable[Sums]) -> Sums:
    """Return several tables as one; counts with the same key are the same count.

    Raises:
        DisclosureError: If two tables give the same count differently; the count is named.
    """
    cells: dict[Hashable, int] = {}
    sums: dict[Sum, None] = {}
    for table in tables:
        for key, count in table.cells.items():
            if cells.setdefault(key, count) != count:
                raise DisclosureError(f"{key}: expected the same count in every table, found different ones")
        sums |= dict.fromkeys(table.sums)
    return Sums(cells=MappingProxyType(cells), sums=tuple(sums))


def protect_sums(
    table: Sums,
    minimum: int = 3,
    suppressed: Iterable[Hashable] = (),
    *,
    hidden: Iterable[Hashable] = (),
    known: Iterable[Hashable] = (),
    zeros_are_sensitive: bool = False,
) -> ProtectedSums:
    """Suppress small counts in tables that belong together, and as many others as it takes.

    The promise is that of `protect`, for readers of all the tables at once. Totals are counts like others: small ones are
    suppressed, and large ones last.

    Args:
        table: Counts with their sums.
        minimum: The least count that may be seen.
        suppressed: Counts to suppress in any case.
        hidden: Counts that are not published at all; small ones among them are protected, the others cost nothing.
        known: Counts that readers know anyway, such as those of an earlier release; they are never suppressed.
        zeros_are_sensitive: Protect zeros as well.

    Raises:
        DisclosureError: If sums do not add up, a key is unknown, or the minimum cannot be used.

    Example:
        >>> table = cross_table([[1, 8], [9, 9]], ("town", ["A", "B"]), ("need", ["housing", "work"]))
        >>> len(protect_sums(table).suppressed)
        4
    """
    system, places = system_of_sums(table)
    keys = tuple(table.cells)
    fixed = as_places(known, places)
    least, first = whole_number(minimum, "minimum", 1), 0 if zeros_are_sensitive else 1
    small = {place for place, count in enumerate(system.values) if first <= count < least} - fixed
    wanted = as_places(suppressed, places) - small
    needs = [
        *(frequency_need(place, system.values[place], least, zeros_are_sensitive=zeros_are_sensitive) for place in sorted(small)),
        *(unknown_need(place, system.values[place]) for place in sorted(wanted)),
    ]
    totals = {places[line.total] for line in table.sums}
    cell = sum(system.values) + 1
    prices = [
        None if place in fixed else count + cell * (len(keys) + 1 if place in totals else 1)
        for place, count in enumerate(system.values)
    ]
    reach = reach_of(system)
    # Where tables are linked, each try would take a program to solve.
    tried = EFFORT // max(1, len(keys)) if isinstance(reach, FlowReach) else 0
    found = complement(reach, needs, small | wanted | as_places(hidden, places), prices, tried=tried)
    return ProtectedSums(
        suppressed=frozenset(keys[place] for place in found.hidden),
        primary=frozenset(keys[need.place] for need in needs),
        exposed=tuple(keys[place] for place in found.exposed),
        is_least=found.is_least,
        source=table,
    )


def audit_sums(table: Sums, suppressed: Iterable[Hashable]) -> Mapping[Hashable, Interval]:
    """Return what each suppressed count can be, for readers of all other counts.

    Where tables are linked, each end is proved to be possible; the truth can be wider, but not narrower.

    Raises:
        DisclosureError: If sums do not add up or a key is unknown.
    """
    system, places = system_of_sums(table)
    keys = tuple(table.cells)
    return MappingProxyType({keys[place]: found for place, found in feasible(system, as_places(suppressed, places)).items()})


def system_of_sums(table: Sums) -> tuple[System, Mapping[Hashable, int]]:
    """Return counts with their sums as a system, and the place of each count in it.

    Raises:
        DisclosureError: If sums do not add up or a key is unknown.
    """
    places = {key: place for place, key in enumerate(table.cells)}
    equations = []
    for line in table.sums:
        members = (line.total, *line.parts)
        unknown = [key for key in members if key not in places]
        if unknown:
            raise DisclosureError(f"{line.total}: expected counts for all of its parts, found none for {unknown[0]}")
        if table.cells[line.total] != sum(table.cells[part] for part in line.parts):
            raise DisclosureError(f"{line.total}: expected the sum of its parts, found another number")
        equations.append(((places[line.total], 1), *((places[part], -1) for part in line.parts)))
    return System(values=tuple(table.cells.values()), equations=tuple(equations)), places


def _over_groups(line: Sum, group_of: Mapping[Hashable, Key]) -> Sum:
    is_over_axis = line.total not in group_of and all(part in group_of for part in line.parts)
    return Sum(total=line.total, parts=tuple(dict.fromkeys(group_of[part] for part in line.parts))) if is_over_axis else line


def as_places(keys: Iterable[Hashable], places: Mapping[Hashable, int]) -> frozenset[int]:
    """Return where some counts stand.

    Raises:
        DisclosureError: If a key is unknown.
    """
    listed = tuple(keys)
    unknown = [key for key in listed if key not in places]
    if unknown:
        raise DisclosureError(f"{unknown[0]}: expected one of the counts of the table, found none of that key")
    return frozenset(places[key] for key in listed)


def _with_totals(cells: dict[Hashable, int], sums: Iterable[Sum]) -> dict[Hashable, int]:
    for line in sums:
        cells.setdefault(line.total, sum(cells[part] for part in line.parts))
    return cells


def _pair(*pairs: tuple[str, str]) -> Key:
    return tuple(sorted(pairs))


def _as_key(key: Hashable) -> Key:
    """Return a key if it is one of axes and categories; other keys stand on no axis."""
    is_key = isinstance(key, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in key)  # noqa: PLR2004 - a pair
    return key if is_key else ()  # type: ignore[return-value]  # just checked
