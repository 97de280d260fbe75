"""A table of counts from a file, protected, for readers and for programs."""

import csv
import io
import json
from pathlib import Path

from attrs import evolve, frozen
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kimcore.disclosure import Interval, Protected, protect
from kimcore.errors import DisclosureError
from kimcore.reports.markdown import escape
from kimcore.reports.terminal import WIDTH, clean, drawn
from kimcore.text import Language, fill, sentences

FORMAT = "kimcore-protected-table"
VERSION = 1
_MARK = "\ufeff"
_TOTALS = frozenset({"insgesamt", "gesamt", "summe", "zusammen", "alle", "total", "totals", "sum", "all"})
SUPPRESSED = "*"
"""What stands for a number that is not published, as in tables of the Bundesagentur für Arbeit."""


@frozen(kw_only=True)
class CountTable:
    """Counts by row and column, totals included, with the words around them (*Tabelle von Anzahlen*)."""

    corner: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    is_marked: bool = False
    """Whether the file began with the mark by which Excel knows UTF-8; what is written then does as well."""


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
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DisclosureError("file: expected text in UTF-8, found other bytes (in Excel: save as CSV UTF-8)") from None
    table = read_counts(text.removeprefix(_MARK), has_totals=has_totals, total=_said(language, "total"))
    return evolve(table, is_marked=text.startswith(_MARK))


def read_counts(text: str, *, has_totals: bool, total: str) -> CountTable:
    r"""Read a table from CSV: a row of headings, then a label and counts in each row; totals are added if there are none.

    A table whose last row and column add up to the others is refused unless they are said to be totals, since its totals
    would be added up once more; so is one with a last row or column that is named as a total and does not add up. Columns at
    the end without heading and fields are those of a spreadsheet and do not count.

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
    lines = _without_empty_columns(lines)
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
        _refuse_totals(counts, labels, columns)
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
    """Return a protected table in the form asked for: ``"text"``, ``"markdown"``, ``"csv"`` or ``"json"``.

    Raises:
        DisclosureError: If an interval cannot be proved.
    """
    if form == "csv":
        return protected_csv(found)
    if form == "markdown":
        return protected_markdown(found, language=language)
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


def protected_markdown(found: ProtectedTable, *, language: Language = Language.DE) -> str:
    """Return a protected table as Markdown, with what its signs mean; names from the file are escaped.

    Raises:
        KimcoreError: If the language lacks a sentence.
    """
    rows = [
        (found.table.corner, *found.table.columns),
        ("---", *("---:" for _ in found.table.columns)),
        *((label, *map(_shown, row)) for label, row in zip(found.table.rows, found.cells, strict=True)),
    ]
    sides = rows[1]
    lines = [f"| {' | '.join(row if row is sides else map(escape, row))} |" for row in rows]
    return "\n\n".join((f"# {_said(language, 'title')}", "\n".join(lines), *map(escape, _notes(found, language)))) + "\n"


def protected_csv(found: ProtectedTable) -> str:
    """Return a protected table as CSV with semicolons, ready to be published.

    Raises:
        Nothing of its own.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow((found.table.corner, *found.table.columns))
    writer.writerows((label, *map(_shown, row)) for label, row in zip(found.table.rows, found.cells, strict=True))
    return (_MARK if found.table.is_marked else "") + buffer.getvalue()


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


def _without_empty_columns(lines: list[list[str]]) -> list[list[str]]:
    width = max((len(line) for line in lines), default=0)
    while width and all(len(line) == width and not line[-1].strip() for line in lines):
        lines = [line[:-1] for line in lines]
        width -= 1
    return lines


def _refuse_totals(counts: list[list[int]], labels: list[str], columns: list[str]) -> None:
    """Refuse totals that nobody said are totals: as counts they would be added up once more, and give away what they hold."""
    if _looks_totalled(counts, labels):
        raise DisclosureError(
            "last row and column: expected counts, found the sums of the others; with --totals they are taken as totals"
        )
    named = [f"row {labels[-1]}"] if _is_total(labels[-1]) and len(labels) > 1 else []
    named += [f"column {columns[-1]}"] if len(columns) > 1 and _is_total(columns[-1]) else []
    if named:
        raise DisclosureError(
            f"{' and '.join(named)}: expected counts, found what is named as a total and is none of all rows and columns; "
            "leave it out, or give both and say --totals"
        )


def _is_total(name: str) -> bool:
    return name.strip().casefold() in _TOTALS


def _looks_totalled(counts: list[list[int]], labels: list[str]) -> bool:
    """Return whether the last row and column are the sums of the others; of a list, whether its last label says so too."""
    *rows, last = counts
    if len(rows) < 2 or not any(last) or last != [sum(column) for column in zip(*rows, strict=True)]:  # noqa: PLR2004 - of one row a sum says nothing
        return False
    if len(last) == 1:
        return _is_total(labels[-1])
    return len(last) > 2 and all(sum(row[:-1]) == row[-1] for row in counts)  # noqa: PLR2004 - as for rows


def _with_totals(counts: list[list[int]]) -> list[list[int]]:
    below = [*counts, [sum(column) for column in zip(*counts, strict=True)]]
    return below if len(below[0]) == 1 else [[*row, sum(row)] for row in below]


def _count(field: str, number: int, column: str) -> int:
    digits = field.strip()
    # Points and commas part thousands in one language and decimals in another, so neither is guessed.
    if not (digits.isascii() and digits.isdigit()):
        raise DisclosureError(f"row {number}, column {column}: expected a count in digits alone, found something else")
    return int(digits)
