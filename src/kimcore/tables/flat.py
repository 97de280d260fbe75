"""One flat table for the cases and one for each kind of child, as databases keep them, and which row belongs to which."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from kimcore.model.cases import Case
from kimcore.model.keys import CaseId
from kimcore.tables.arrow import pa
from kimcore.tables.schema import CASES, ColumnSchema, Field, Record, Single, TableSchema, case_schema, column_schema
from kimcore.tables.types import type_at
from kimcore.tables.views import leaf_of, lists_of, starts_of

Numbers = NDArray[np.int64]

CASE = "case"
"""The column of a child that holds the key of its case."""

PARENT = "parent"
"""The column of a child of a child: which of the records above, in the same case, it belongs to, counted from 0."""

POSITION = "position"
"""The column of a child that tells its place among those that belong together, counted from 0."""


@cache
def links(table: str) -> tuple[str, ...]:
    """Return the columns by which the rows of a flat table find their case.

    Example:
        >>> links("cases"), links("needs"), links("referrals.attempts")
        ((), ('case', 'position'), ('case', 'parent', 'position'))
    """
    found = case_schema()[table]
    if found.parent is None:
        return ()
    return (CASE, POSITION) if found.parent == CASES else (CASE, PARENT, POSITION)


@cache
def flat_node(table: str) -> Record:
    """Return the tree of a row of a flat table: its links, then every column under its dotted path."""
    found = case_schema()[table]
    linked = tuple(Field(name, Single(CaseId if name == CASE else int), may_be_null=False, allowed=None) for name in links(table))
    return Record(Case, linked + tuple(_field(column) for column in found.columns))


def _field(column: ColumnSchema) -> Field:
    """Return the field of a column."""
    return Field(column.path, Single(column.kind), may_be_null=column.may_be_null, allowed=column.allowed)


def flat_table(batches: tuple[pa.RecordBatch, ...], table: str) -> pa.Table:
    """Return one table with its links, from batches of the nested form.

    Raises:
        KeyError: if there is no such table, no column of it was loaded, or the keys of cases were not.
    """
    found = case_schema()[table]
    return pa.Table.from_batches([_flat_batch(batch, found) for batch in batches])


def _flat_batch(batch: pa.RecordBatch, table: TableSchema) -> pa.RecordBatch:
    """Return the rows of one batch."""
    kept = [column for column in table.columns if type_at(batch.schema, column.name) is not None]
    arrays = {column.path: leaf_of(batch, column) for column in kept}
    if table.parent is not None:
        arrays = _link_columns(batch, table) | arrays
    elif not arrays:
        raise KeyError(table.name)
    return pa.RecordBatch.from_pydict(arrays)


def _link_columns(batch: pa.RecordBatch, table: TableSchema) -> dict[str, pa.Array]:
    """Return the columns by which children find their case and their place."""
    starts = starts_of(lists_of(batch, table.name))
    counts = np.diff(starts)
    position = np.arange(starts[-1]) - np.repeat(starts[:-1], counts)
    above = np.repeat(np.arange(len(counts)), counts)
    cases, numbers = _cases_and_numbers(batch, str(table.parent))
    keys = leaf_of(batch, column_schema(CASES, "id")).take(pa.array(cases[above]))
    columns = {CASE: keys, PARENT: pa.array(numbers[above]), POSITION: pa.array(position)}
    return {name: columns[name] for name in links(table.name)}


def _cases_and_numbers(batch: pa.RecordBatch, table: str) -> tuple[Numbers, Numbers]:
    """Return for each row of a table which case it belongs to, and which of the rows of that case it is."""
    cases = cases_of_rows(batch, table)
    return cases, np.arange(len(cases)) - np.searchsorted(cases, cases, side="left")


def cases_of_rows(batch: pa.RecordBatch, table: str) -> Numbers:
    """Return for each row of a table which case it belongs to; the numbers never fall."""
    if table == CASES:
        return np.arange(batch.num_rows)
    above = cases_of_rows(batch, str(case_schema()[table].parent))
    return np.repeat(above, np.diff(starts_of(lists_of(batch, table))))
