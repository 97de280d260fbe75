"""Auditing a table that somebody else published: only what readers see, no true counts."""

from collections.abc import Mapping, Sequence

from kimcore.disclosure.flows import FlowReach
from kimcore.disclosure.grids import Cell, Grid, grid_of
from kimcore.disclosure.needs import Interval
from kimcore.disclosure.systems import Network, System
from kimcore.disclosure.tables import audit
from kimcore.errors import DisclosureError


def audit_published(
    rows: Sequence[Sequence[int | None]], row_totals: Sequence[int], column_totals: Sequence[int]
) -> Mapping[Cell, Interval]:
    """Return what each suppressed cell of a published table can be.

    Args:
        rows: The published cells, with `None` where one is suppressed.
        row_totals: The published total of each row.
        column_totals: The published total of each column.

    Raises:
        DisclosureError: If no table of counts has these cells and totals; the rows or columns at fault are named.

    Example:
        >>> audit_published([[20, 50, 10], [None, 19, None], [None, 32, None]], [80, 49, 61], [45, 101, 44])[1, 2]
        Interval(low=5, high=30)
    """
    seen = grid_of([[0 if cell is None else cell for cell in row] for row in rows])
    hidden = [cell is None for row in rows for cell in row]
    wide, high = grid_of(list(row_totals)), grid_of(list(column_totals))
    if seen.shape != (len(wide.values), len(high.values)):
        raise DisclosureError(
            f"totals: expected one for each row and column of {seen.shape}, found {wide.shape} and {high.shape}"
        )
    missing = _missing(seen, wide, high)
    filled = _filled(seen, frozenset(place for place, is_hidden in enumerate(hidden) if is_hidden), missing)
    width = seen.shape[1]
    counts = [filled[start : start + width] for start in range(0, len(filled), width)]
    mask = [hidden[start : start + width] for start in range(0, len(hidden), width)]
    # Which of the tables that fit is audited does not matter: their cells can all move to the same ends.
    return audit(counts, mask)


def _missing(seen: Grid, wide: Grid, high: Grid) -> tuple[list[int], list[int]]:
    """Return what the suppressed cells of each row and column add up to."""
    width = seen.shape[1]
    by_row = [total - sum(seen.values[row * width : (row + 1) * width]) for row, total in enumerate(wide.values)]
    by_column = [total - sum(seen.values[column::width]) for column, total in enumerate(high.values)]
    for kind, left in (("row", by_row), ("column", by_column)):
        over = [place for place, amount in enumerate(left) if amount < 0]
        if over:
            raise DisclosureError(f"{kind} {over[0]}: expected cells of at most its total, found more")
    if sum(by_row) != sum(by_column):
        raise DisclosureError("totals: expected rows and columns to add up to the same number, found different ones")
    return by_row, by_column


def _filled(seen: Grid, hidden: frozenset[int], missing: tuple[list[int], list[int]]) -> list[int]:
    """Return some table that fits, found as a flow from what rows miss to what columns miss."""
    by_row, by_column = missing
    height, width = seen.shape
    source, sink = height + width, height + width + 1
    arcs = [(place // width, height + place % width) for place in range(height * width)]
    # What a line still misses is an arc that flow can only take away from.
    arcs += [(row, source) for row in range(height)] + [(sink, height + column) for column in range(width)]
    arcs.append((sink, source))
    steps: list[list[tuple[int, int, int]]] = [[] for _ in range(sink + 1)]
    for cell, (tail, head) in enumerate(arcs):
        steps[head].append((cell, -1, tail))
        if cell < height * width:
            steps[tail].append((cell, 1, head))
    network = Network(nodes=sink + 1, arcs=tuple(arcs), steps=tuple(map(tuple, steps)))
    values = (*([0] * (height * width)), *by_row, *by_column, 0)
    lines = range(height * width, len(values) - 1)
    reach = FlowReach(system=System(values=values, equations=()), network=network)
    shift = reach.shift(hidden | frozenset(lines), len(values) - 1, 1)
    short = [line - height * width for line in lines if values[line] + shift.moves.get(line, 0)]
    if short:
        names = ", ".join(f"row {line}" if line < height else f"column {line - height}" for line in short)
        raise DisclosureError(f"{names}: expected suppressed cells that can make up the totals, found that none can")
    return [count + shift.moves.get(place, 0) for place, count in enumerate(seen.values)]
