"""A table of counts from a file, protected, for readers and for programs."""

import csv
import io
import json
from pathlib import Path

from attrs import frozen
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kimcore.disclosure import Interval, Protected, protect
from kimcore.errors import DisclosureError
from kimcore.reports.terminal import WIDTH, clean, drawn
from kimcore.text import Language, fill, sentences

FORMAT = "kimcore-protected-table"
VERSION = 1
SUPPRESSED = "*"
"""What stands for a number that is not published, as in tables of the Bundesagentur für Arbeit."""


@frozen(kw_only=True)
class CountTable:
    """Counts by row and column, totals included, with the words around them (*Tabelle von Anzahlen*)."""

    corner: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@frozen(kw_only=True, eq=False)
class ProtectedTable:
    """A table of counts and what of it may be seen (*geschützte Tabelle*)."""

    table: CountTable
    protected: Protected
    cells: tuple[tuple[int | None, ...], ...]
    """The numbers by row, with `None` where one is suppressed."""
    minimum: int


def read_table(path: Path, *, has_totals: bool, language: Language = Language.DE) -> CountTable:
    """Read a table of counts from a CSV file in UTF-8; see `read_counts`.

    Raises:
        DisclosureError: If it is no such table, or no text in UTF-8.
        OSError: If the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DisclosureError("file: expected text in UTF-8, found other bytes") from None
    return read_counts(text, has_totals=has_totals, total=_said(language, "total"))


def read_counts(text: str, *, has_totals: bool, total: str) -> CountTable:
    r"""Read a table from CSV: a row of headings, then a label and counts in each row; totals are added if there are none.

    Fields are parted by commas, semicolons or tabs, whichever the headings have most of. A single column of counts has a
    total below it and none beside it.

    Args:
        text: What stands in the file.
        has_totals: Whether the last row, and the last of several columns, are totals already.
        total: What to call a total that is added.

    Raises:
        DisclosureError: If it is no such table; the line is named.

    Example:
        >>> table = read_counts("town;work;housing\nA;1;8\nB;9;7\n", has_totals=False, total="all")
        >>> table.columns, table.counts[-1]
        (('work', 'housing', 'all'), (10, 15, 25))
    """
    first = text.partition("\n")[0]
    lines = [line for line in csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count)) if any(map(str.strip, line))]
    if len(lines) < 2 or len(lines[0]) < 2:  # noqa: PLR2004 - headings and one row, labels and one column
        raise DisclosureError("line 1: expected a row of headings, then rows of a label and counts, found no such table")
    (corner, *columns), *rows = lines
    uneven = [number for number, row in enumerate(rows, start=2) if len(row) != len(lines[0])]
    if uneven:
        raise DisclosureError(f"row {uneven[0]}: expected {len(lines[0])} fields as in the headings, found another number")
    counts = [
        [_count(field, number, column) for field, column in zip(row[1:], columns, strict=True)]
        for number, row in enumerate(rows, start=2)
    ]
    labels = [row[0] for row in rows]
    if not has_totals:
        counts, labels, columns = _with_totals(counts), [*labels, total], [*columns, *([total] if len(columns) > 1 else [])]
    return CountTable(corner=corner, rows=tuple(labels), columns=tuple(columns), counts=tuple(map(tuple, counts)))


def protect_table(table: CountTable, minimum: int = 3) -> ProtectedTable:
    """Suppress what may not be seen of a table, totals included.

    Raises:
        DisclosureError: If the totals do not fit the counts, the minimum cannot be used, or no suppression helps.
    """
    is_list = len(table.columns) == 1
    counts = [row[0] for row in table.counts] if is_list else [list(row) for row in table.counts]
    found = protect(counts, minimum, has_totals=True, names=(table.rows, table.columns))
    cells = found.published()
    upright = tuple((cell,) for cell in cells[0]) if is_list else cells
    return ProtectedTable(table=table, protected=found, cells=upright, minimum=minimum)


def protected_page(found: ProtectedTable, *, form: str, language: Language, width: int, colour: bool) -> str:
    """Return a protected table in the form asked for: ``"text"``, ``"csv"`` or ``"json"``.

    Raises:
        DisclosureError: If an interval cannot be proved.
    """
    if form == "csv":
        return protected_csv(found)
    if form == "json":
        return protected_json(found)
    return protected_text(found, language=language, width=width, colour=colour)


def protected_text(found: ProtectedTable, *, language: Language = Language.DE, width: int = WIDTH, colour: bool = False) -> str:
    """Return a protected table for a terminal, with what its signs mean.

    Raises:
        KimcoreError: If the language lacks a sentence.
    """
    grid = Table(box=None, padding=(0, 2, 0, 0))
    grid.add_column(Text(clean(found.table.corner)), overflow="fold")
    for column in found.table.columns:
        grid.add_column(Text(clean(column)), justify="right", overflow="fold")
    for label, row in zip(found.table.rows, found.cells, strict=True):
        grid.add_row(Text(clean(label)), *map(_shown, row))
    notes: list[RenderableType] = [Text(note, style="dim") for note in _notes(found, language)]
    return drawn(Group(Text(_said(language, "title"), style="bold"), Text(), grid, Text(), *notes), width=width, colour=colour)


def protected_csv(found: ProtectedTable) -> str:
    """Return a protected table as CSV with semicolons, ready to be published.

    Raises:
        Nothing of its own.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow((found.table.corner, *found.table.columns))
    writer.writerows((label, *map(_shown, row)) for label, row in zip(found.table.rows, found.cells, strict=True))
    return buffer.getvalue()


def protected_json(found: ProtectedTable) -> str:
    """Return a protected table as JSON text, with what each suppressed number can be for a reader.

    Raises:
        DisclosureError: If an interval cannot be proved.
    """
    intervals = found.protected.intervals()
    value = {
        "format": FORMAT,
        "version": VERSION,
        "minimum": found.minimum,
        "rows": list(found.table.rows),
        "columns": list(found.table.columns),
        "cells": [list(row) for row in found.cells],
        "intervals": [_interval(cell, interval) for cell, interval in intervals.items()],
        "is_least": found.protected.is_least,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _interval(cell: tuple[int, ...], interval: Interval) -> dict[str, int | None]:
    row, column = (*cell, 0)[:2]
    return {"row": row, "column": column, "low": interval.low, "high": interval.high}


def _notes(found: ProtectedTable, language: Language) -> tuple[str, ...]:
    flat = [cell for row in found.cells for cell in row]
    facts = {"all": str(len(flat)), "hidden": str(flat.count(None)), "mark": SUPPRESSED}
    facts |= {"minimum": str(found.minimum), "largest": str(found.minimum - 1)}
    keys = ("suppressed", "promise", "releases") if None in flat else ("nothing", "releases")
    return tuple(_said(language, key, **facts) for key in keys)


def _shown(cell: int | None) -> str:
    return SUPPRESSED if cell is None else str(cell)


def _said(language: Language, key: str, **facts: str) -> str:
    return fill(sentences(language, "disclosure")["page"][key], facts)


def _with_totals(counts: list[list[int]]) -> list[list[int]]:
    below = [*counts, [sum(column) for column in zip(*counts, strict=True)]]
    return below if len(below[0]) == 1 else [[*row, sum(row)] for row in below]


def _count(field: str, number: int, column: str) -> int:
    digits = field.strip()
    # Points and commas part thousands in one language and decimals in another, so neither is guessed.
    if not (digits.isascii() and digits.isdigit()):
        raise DisclosureError(f"row {number}, column {column}: expected a count in digits alone, found something else")
    return int(digits)
