"""From flat tables to the nested form: children are put in the order of case and position, whatever order they come in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from kimcore.bundle.wording import near, shape
from kimcore.errors import Problem, TableError
from kimcore.tables.arrow import pa, pc
from kimcore.tables.checking import rows_of
from kimcore.tables.conforming import conformed_fields
from kimcore.tables.flat import CASE, PARENT, POSITION, flat_node, links
from kimcore.tables.frames import reader_of
from kimcore.tables.matching import field_problems, version_problems
from kimcore.tables.rows import Rows
from kimcore.tables.schema import CASES, VALUE, Entries, Node, Record, TableSchema, case_node, case_schema
from kimcore.tables.types import arrow_schema, type_at
from kimcore.tables.views import raw

Numbers = NDArray[np.int64]

_GAPLESS = "numbers from 0 on, each once, among the records that belong together"


@frozen(eq=False)
class _Children:
    """The rows of a table in the order of the rows they belong to."""

    columns: Mapping[str, pa.Array]
    cases: Numbers
    """Which case each row belongs to."""
    starts: Numbers
    """Where the rows of each row above begin, and at last how many there are."""


def joined_batch(frames: Mapping[str, object], columns: Collection[str] | None) -> pa.RecordBatch:
    """Return the cases in flat tables as one batch of the nested form.

    Args:
        frames: a frame for each table, by the names of the tables.
        columns: the names of the single values to keep; `None` is all.

    Raises:
        TableError: if a table or column is missing, unknown or of another type, a child belongs to no case,
            positions have gaps, or any value is not one that the model allows.
    """
    kept = arrow_schema(columns)
    wanted = [table for table in case_schema().values() if type_at(kept, table.name) is not None or table.name == CASES]
    problems = list(_table_problems(frames, wanted))
    found = {table.name: _read(table, frames[table.name], kept, problems) for table in wanted if table.name in frames}
    if problems:
        raise TableError(tuple(problems))
    children: dict[str, _Children] = {}
    rows = _cases_of_rows([found[table.name] for table in wanted])
    for table in wanted:
        children[table.name] = _ordered(table, found[table.name], rows, children, problems)
        problems.extend(_left_in_absent(table, found[table.name]))
    if problems:
        raise TableError(tuple(problems))
    return pa.RecordBatch.from_arrays(_fields(case_node(), kept, CASES, "", children), schema=kept)


def _table_problems(frames: Mapping[str, object], wanted: list[TableSchema]) -> Iterator[Problem]:
    """Yield which tables are missing and which nobody knows."""
    for name in frames:
        if name not in case_schema():
            yield Problem(path="tables", expected=f"only tables that cases have{near(name, case_schema())}", found=shape(name))
    for table in wanted:
        if table.name not in frames:
            yield Problem(path=table.name, expected="a table", found="nothing")


def _read(table: TableSchema, frame: object, kept: pa.Schema, problems: list[Problem]) -> Mapping[str, pa.Array]:
    """Return the columns of a frame in their one form, or note what is wrong with them."""
    try:
        reader = reader_of(frame)
    except TableError as error:
        problems.extend(evolve(problem, path=table.name) for problem in error.problems)
        return {}
    whole = flat_node(table.name)
    own = "id" if table.name == CASES else CASE
    asked = {own, *links(table.name), *(column.path for column in table.columns if type_at(kept, column.name) is not None)}
    names = {f"{table.name}.{path}" for path in asked}
    wrong = [*version_problems(reader.schema), *field_problems(list(reader.schema), whole, f"{table.name}.", names)]
    if wrong:
        problems.extend(wrong)
        return {}
    rows = Rows(name=table.name)
    node = evolve(whole, fields=tuple(field for field in whole.fields if field.name in asked))
    arrays = conformed_fields(node, reader.read_all(), rows, problems)
    for field, array in zip(node.fields, arrays, strict=True):
        if array.null_count and not field.may_be_null and not problems:
            nulls = rows_of(np.asarray(array.is_null()), None)
            problems.extend(rows.problems(field.name, nulls, expected="a value", found="null"))
    return dict(zip((field.name for field in node.fields), arrays, strict=True))


def _cases_of_rows(tables: Sequence[Mapping[str, pa.Array]]) -> list[Numbers]:
    """Return for each row of each table the row of its case, or -1 if there is none; the first table is that of the cases.

    Of rows in a row with one key the key is looked up once, and one table of hashes serves all.
    """
    keys = [columns[CASE] for columns in tables[1:]]
    changes = [_changes(key) for key in keys]
    firsts = [key.take(pa.array(heads)) for key, heads in zip(keys, changes, strict=True)]
    count = len(tables[0]["id"])
    different = pa.concat_arrays([tables[0]["id"], *firsts]).dictionary_encode()
    codes: Numbers = np.asarray(different.indices, dtype=np.int64)
    row = np.full(len(different.dictionary), -1)
    row[codes[:count][::-1]] = np.arange(count)[::-1]  # of two cases with one key the first
    ends = np.cumsum([count, *map(len, firsts)])
    heads_of = np.split(row[codes], ends[:-1])[1:]
    repeats = [np.diff(np.append(heads, len(key))) for key, heads in zip(keys, changes, strict=True)]
    return [np.arange(count), *map(np.repeat, heads_of, repeats)]


def _changes(keys: pa.StringArray) -> Numbers:
    """Return the rows whose key is not that of the row before."""
    if not len(keys):
        return np.zeros(0, np.int64)
    changed = np.asarray(pc.not_equal(keys[1:], keys[:-1]))
    return np.append(0, np.flatnonzero(changed) + 1)


def _ordered(
    table: TableSchema,
    columns: Mapping[str, pa.Array],
    found: Sequence[Numbers],
    above: Mapping[str, _Children],
    problems: list[Problem],
) -> _Children:
    """Return the rows of a table in the order of the rows they belong to, or note which belong to none."""
    own = found[len(above)]
    if table.parent is None:
        return _Children(columns, own, np.arange(len(own) + 1))
    rows = Rows(name=table.name)
    cases, owners = _owners(table, columns, own, above, rows, problems)
    position = raw(columns[POSITION], np.int64)
    starts = _starts(owners, len(above[table.parent].cases))
    if (owners[1:] >= owners[:-1]).all() and (position == np.arange(len(position)) - starts[owners]).all():
        return _Children(columns, cases, starts)
    order = np.lexsort((position, owners))
    wrong = order[position[order] != np.arange(len(order)) - starts[owners[order]]] if not problems else order[:0]
    problems.extend(rows.problems(POSITION, np.sort(wrong).tolist(), expected=_GAPLESS, found="another number"))
    taken = pa.array(order)
    return _Children({name: array.take(taken) for name, array in columns.items()}, cases[order], starts)


def _starts(owners: Numbers, count: int) -> Numbers:
    """Return where the rows of each owner begin once they are in order, and at last how many there are."""
    return np.append(0, np.cumsum(np.bincount(owners, minlength=count)))


def _owners(
    table: TableSchema,
    columns: Mapping[str, pa.Array],
    own: Numbers,
    above: Mapping[str, _Children],
    rows: Rows,
    problems: list[Problem],
) -> tuple[Numbers, Numbers]:
    """Return which case each row belongs to, and which row above."""
    lost = rows_of(own < 0, None)
    problems.extend(rows.problems(CASE, lost, expected="the key of a case", found="another key"))
    cases = np.maximum(own, 0) if lost else own
    if table.parent == CASES:
        return cases, cases
    number = raw(columns[PARENT], np.int64)
    starts = _starts(above[str(table.parent)].cases, len(above[CASES].cases))
    first = starts[cases] if len(cases) else cases
    wrong = (number < 0) | (number >= (starts[cases + 1] if len(cases) else cases) - first)
    expected = f"the number of a record of `{table.parent}` in the same case"
    problems.extend(rows.problems(PARENT, rows_of(wrong, None), expected=expected, found="another number"))
    owners: Numbers = np.where(wrong, 0, first + number)
    return cases, owners


def _left_in_absent(table: TableSchema, columns: Mapping[str, pa.Array]) -> Iterator[Problem]:
    """Yield the values that stand in records of which a column says that they are not there."""
    for column in table.columns:
        if column.is_presence and column.path in columns:
            absent = ~np.asarray(columns[column.path])
            for path, array in columns.items():
                if path.startswith(f"{column.path}."):
                    wrong = rows_of(absent & np.asarray(array.is_valid()), None)
                    expected = f"null, since `{column.path}` is false"
                    yield from Rows(name=table.name).problems(path, wrong, expected=expected, found="a value")


def _fields(
    record: Record, kinds: Iterable[pa.Field], table: str, before: str, children: Mapping[str, _Children]
) -> list[pa.Array]:
    """Return the nested columns of the records of a table, or of single records within them."""
    nodes = {field.name: field.node for field in record.fields}
    return [_array(nodes[kind.name], kind.type, table, f"{before}{kind.name}", children) for kind in kinds]


def _array(node: Node, kind: pa.DataType, table: str, path: str, children: Mapping[str, _Children]) -> pa.Array:
    """Return one nested column."""
    columns = children[table].columns
    if isinstance(node, Entries):
        return _lists(node, kind, path if table == CASES else f"{table}.{path}", children)
    if isinstance(node, Record):
        mask = pc.invert(columns[path]) if path in columns else None
        arrays = _fields(node, kind, table, f"{path}.", children)
        return pa.StructArray.from_arrays(arrays, fields=list(kind), mask=mask)
    return columns[path]


def _lists(node: Entries, kind: pa.DataType, table: str, children: Mapping[str, _Children]) -> pa.Array:
    """Return the lists that hold the rows of a table."""
    if isinstance(node.entry, Record):
        arrays = _fields(node.entry, kind.value_type, table, "", children)
        entries = pa.StructArray.from_arrays(arrays, fields=list(kind.value_type))
    else:
        entries = children[table].columns[VALUE]
    return pa.ListArray.from_arrays(pa.array(children[table].starts.astype(np.int32)), entries, type=kind)
