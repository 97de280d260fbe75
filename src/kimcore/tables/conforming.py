"""From the types a frame or file happens to use to the one form of cases; no value changes, and what would is refused."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

import numpy as np

from kimcore.bundle.annotations import is_codes
from kimcore.bundle.wording import DAY, wanted
from kimcore.errors import Problem
from kimcore.tables.arrow import pa, pc
from kimcore.tables.checking import EXACT, Mask, problems_in, rows_of
from kimcore.tables.references import reference_problems
from kimcore.tables.rows import Rows
from kimcore.tables.schema import Entries, Node, Record, Single, case_node
from kimcore.tables.types import member_codes, single_type
from kimcore.tables.views import validity
from kimcore.tables.wording import is_null, text_type

_MOST = 2**31 - 1
"""How many entries the lists of one batch may hold together."""


def conformed(batch: pa.RecordBatch, kept: pa.Schema, *, first: int = 0) -> tuple[pa.RecordBatch | None, tuple[Problem, ...]]:
    """Return a batch in the one form, or what is wrong with its values.

    Args:
        batch: with at least the columns to keep, whose types were looked at, and sound as `unsound` has it.
        kept: the schema of the columns to keep.
        first: how many cases came before, for the places of problems.
    """
    problems: list[Problem] = []
    columns = _fields(case_node(), kept, batch.to_struct_array(), Rows(first=first), "", problems)
    if problems:
        return None, tuple(problems)
    made = pa.RecordBatch.from_arrays(columns, schema=kept)
    problems.extend(value_problems(made, first=first))
    return (None, tuple(problems)) if problems else (made, ())


def value_problems(batch: pa.RecordBatch, *, first: int = 0) -> Iterator[Problem]:
    """Yield what is wrong with the values of a batch in the one form, and, if nothing is, with the keys within its cases."""
    found = False
    for problem in problems_in(batch, first=first):
        found = True
        yield problem
    if not found:
        yield from reference_problems(batch, first=first)


def conformed_fields(node: Record, table: pa.Table, rows: Rows, problems: list[Problem]) -> list[pa.Array]:
    """Return the columns of a flat table in their one form, or note what is wrong with them."""
    kinds = [pa.field(field.name, single_type(field.node.kind)) for field in node.fields if isinstance(field.node, Single)]
    batch = pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], names=table.column_names)
    damaged = unsound(batch)
    problems.extend(damaged)
    if damaged:
        return [pa.nulls(table.num_rows, kind.type) for kind in kinds]
    return _fields(node, kinds, batch.to_struct_array(), rows, "", problems)


def unsound(batch: pa.RecordBatch) -> tuple[Problem, ...]:
    """Return the columns whose bytes are no array at all, such as texts that are not in UTF-8.

    It looks at all that lists hold, also where a batch was cut off a larger one: ask about the whole, and cut afterwards.
    """
    return tuple(
        Problem(path=name, expected="an array whose parts fit together, with texts in UTF-8", found="a damaged one")
        for name, array in zip(batch.schema.names, batch.columns, strict=True)
        if not _is_sound(array)
    )


def _is_sound(array: pa.Array) -> bool:
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _fields(
    node: Record, kinds: Iterable[pa.Field], array: pa.StructArray, rows: Rows, before: str, problems: list[Problem]
) -> list[pa.Array]:
    """Return the columns to keep of records, null where a record is absent."""
    nodes = {field.name: field.node for field in node.fields}
    there = validity(array)
    made: list[pa.Array] = []
    for kind in kinds:
        at = array.type.get_field_index(kind.name)
        found = array.field(at) if there is None else pc.struct_field(array, [at])
        made.append(_array(nodes[kind.name], kind.type, found, rows, f"{before}{kind.name}", there, problems))
    return made


def _array(
    node: Node, kind: pa.DataType, array: pa.Array, rows: Rows, path: str, there: Mask | None, problems: list[Problem]
) -> pa.Array:
    """Return a column in its one type, or one of nulls if something is wrong with it."""
    if isinstance(node, Entries):
        return _lists(node, kind, array, rows, path, there, problems)
    if is_null(array.type):
        return pa.nulls(len(array), kind)
    if isinstance(node, Record):
        return _records(node, kind, array, rows, path, problems)
    return _singles(node.kind, kind, array, rows, path, problems)


def _records(node: Record, kind: pa.DataType, array: pa.StructArray, rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return a column of records."""
    arrays = _fields(node, kind, array, rows, f"{path}." if path else "", problems)
    if problems:
        return pa.nulls(len(array))
    mask = array.is_null() if array.null_count else None
    return pa.StructArray.from_arrays(arrays, fields=list(kind), mask=mask)


def _lists(
    node: Entries, kind: pa.DataType, array: pa.Array, rows: Rows, path: str, there: Mask | None, problems: list[Problem]
) -> pa.Array:
    """Return a column of lists without nulls: where a record is absent, what it would hold is an empty list."""
    wrong = rows_of(np.asarray(array.is_null()), there) if array.null_count else []
    problems.extend(rows.problems(path, wrong, expected="a list", found="null"))
    if pa.types.is_null(array.type):
        return pa.nulls(len(array)) if problems else _empty(len(array), kind)
    lengths = np.asarray(pc.list_value_length(array).fill_null(0), dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    if starts[-1] > _MOST:
        problems.append(Problem(path=path, expected=f"at most {_MOST} entries in one batch", found="more"))
        return pa.nulls(len(array))
    inner = Rows(above=rows, path=path, starts=starts)
    entries = _array(node.entry, kind.value_type, array.flatten(), inner, "", None, problems)
    if problems:
        return pa.nulls(len(array))
    return pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), entries, type=kind)


def _empty(count: int, kind: pa.DataType) -> pa.Array:
    """Return a column of empty lists."""
    return pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), pa.nulls(0, kind.value_type), type=kind)


def _singles(kind: object, to: pa.DataType, array: pa.Array, rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return a column of single values."""
    if is_codes(kind):
        return _codes(kind, array, rows, path, problems)
    if kind is date:
        return _days(array, rows, path, problems)
    if pa.types.is_dictionary(array.type):
        texts = array.dictionary.cast(pa.utf8())
        made = pa.DictionaryArray.from_arrays(array.indices.cast(pa.int32()), texts)
        return made if pa.types.is_dictionary(to) and not texts.null_count else _encoded(made.cast(pa.utf8()), to)
    if text_type(to) == pa.utf8():
        return _encoded(array.cast(pa.utf8()), to)
    return array.cast(to) if kind is bool else _numbers(kind, to, array, rows, path, problems)


def _numbers(kind: object, to: pa.DataType, array: pa.Array, rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return a column of numbers; one without a fraction is a whole number, since some frames have no others beside nulls."""
    made = array.cast(to, safe=False)
    if array.type != to:
        changed = pc.not_equal(made.cast(array.type, safe=False), array)
        if pa.types.is_uint64(array.type):  # the largest become negative and would come back as they were
            changed = pc.or_(changed, pc.greater(array, pa.scalar(EXACT, array.type)))
        wrong = rows_of(np.asarray(changed.fill_null(False)), None)  # noqa: FBT003 - Arrow's call
        problems.extend(rows.problems(path, wrong, expected=wanted(kind), found="another number"))
    return made


def _encoded(texts: pa.StringArray, to: pa.DataType) -> pa.Array:
    """Return texts, each kept once if that is the form of their column."""
    return texts.dictionary_encode() if pa.types.is_dictionary(to) else texts


def _days(array: pa.Array, rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return a column of days; a moment is one if it is midnight of no time zone, which is how some frames keep days."""
    days = array.cast(pa.date32(), safe=False)
    if not pa.types.is_date32(array.type):
        wrong = rows_of(np.asarray(pc.not_equal(days.cast(array.type), array).fill_null(False)), None)  # noqa: FBT003
        problems.extend(rows.problems(path, wrong, expected=DAY, found="a moment of that day"))
    return days


def _codes(kind: type[Enum], array: pa.Array, rows: Rows, path: str, problems: list[Problem]) -> pa.Array:
    """Return a column of codes, each as its place in the closed list."""
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    texts = encoded.dictionary.cast(pa.utf8())
    members = member_codes(kind)
    if encoded.type.index_type == pa.int8() and texts.equals(members):
        return pa.DictionaryArray.from_arrays(encoded.indices, members)
    places = pc.index_in(texts, members).take(encoded.indices)
    if places.null_count > array.null_count:
        wrong = rows_of(np.asarray(places.is_null()) & np.asarray(array.is_valid()), None)
        problems.extend(rows.problems(path, wrong, expected=wanted(kind), found="another text"))
    return pa.DictionaryArray.from_arrays(places.cast(pa.int8()), members)
