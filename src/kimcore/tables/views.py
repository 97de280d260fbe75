"""From the nested form to one column at a time; nothing is copied that need not be."""

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kimcore.tables.arrow import pa, pc
from kimcore.tables.columns import Values
from kimcore.tables.schema import CASES, VALUE, ColumnSchema, case_schema
from kimcore.tables.types import member_codes

NumberT = TypeVar("NumberT", np.int8, np.int32, np.int64, np.float64)


def lists_of(batch: pa.RecordBatch, table: str) -> pa.ListArray:
    """Return the lists that hold the rows of a table.

    Raises:
        KeyError: if the batch does not hold the table.
    """
    found = case_schema()[table]
    return _below(rows_of(batch, str(found.parent)), found.path)


def rows_of(batch: pa.RecordBatch, table: str) -> pa.Array:
    """Return the rows of a table, which are structs or single values.

    Raises:
        KeyError: if the batch does not hold the table.
    """
    return batch.to_struct_array() if table == CASES else lists_of(batch, table).flatten()


def starts_of(lists: pa.ListArray) -> NDArray[np.int64]:
    """Return where each list begins in the flat array, and at last how many entries there are."""
    if not len(lists):
        return np.zeros(1, np.int64)  # where there are no lists, Arrow need not hold an offset
    offsets: NDArray[np.int64] = np.asarray(lists.offsets, dtype=np.int64)
    starts: NDArray[np.int64] = offsets - offsets[0]
    return starts


def leaf_of(batch: pa.RecordBatch, column: ColumnSchema) -> pa.Array:
    """Return the values of a column, null where the record they belong to is absent.

    Raises:
        KeyError: if the batch does not hold the column.
    """
    return leaf_in(rows_of(batch, column.table), column)


def leaf_in(rows: pa.Array, column: ColumnSchema) -> pa.Array:
    """Return the values of a column from the rows of its table.

    Raises:
        KeyError: if the rows do not hold the column.
    """
    found = rows if column.path == VALUE else _below(rows, column.path, with_nulls=True)
    return found.is_valid() if column.is_presence else found


def _below(rows: pa.Array, path: str, *, with_nulls: bool = False) -> pa.Array:
    """Return a field of records; lists have no nulls, so only single values ask whether their record is there.

    Raises:
        KeyError: if the records lack it.
    """
    for step in path.split("."):
        at = rows.type.get_field_index(step)
        if at < 0:
            raise KeyError(path)
        rows = pc.struct_field(rows, [at]) if with_nulls and rows.null_count else rows.field(at)
    return rows


def validity(array: pa.Array) -> NDArray[np.bool_] | None:
    """Return which values are no nulls, or `None` if none is null."""
    return _valid(array) if array.null_count else None


def _valid(array: pa.Array) -> NDArray[np.bool_]:
    """Return which values are no nulls."""
    buffers = array.buffers()
    if not array.null_count or not buffers or buffers[0] is None or pa.types.is_dictionary(array.type):
        return np.asarray(array.is_valid())
    return bits(buffers[0], array.offset, len(array))


def bits(buffer: pa.Buffer, first: int, count: int) -> NDArray[np.bool_]:
    """Return bits of memory as truth values.

    Args:
        buffer: eight bits a byte, the lowest first.
        first: the bit to begin with.
        count: how many.

    Example:
        >>> bits(pa.py_buffer(bytes([0b10100])), 2, 3).tolist()
        [True, False, True]
    """
    start, skipped = divmod(first, 8)
    taken = np.frombuffer(buffer, np.uint8, count=(skipped + count + 7) // 8, offset=start)
    return np.unpackbits(taken, count=skipped + count, bitorder="little")[skipped:].view(np.bool_)


def numbers(array: pa.Array) -> Values:
    """Return the values of an array of days, numbers, truth values or indices; beneath a null is whatever was there."""
    if pa.types.is_boolean(array.type):
        data = array.buffers()[1]
        values = np.zeros(len(array), np.bool_) if data is None else bits(data, array.offset, len(array))
        return values if (valid := validity(array)) is None else values & valid
    if pa.types.is_date32(array.type):
        return raw(array, np.int32)
    return raw(array, np.float64) if pa.types.is_floating(array.type) else raw(array, np.int64)


def raw(array: pa.Array, kind: type[NumberT]) -> NDArray[NumberT]:
    """Return the numbers an array holds in memory, which are of a given kind."""
    data = array.buffers()[1]
    if data is None:
        return np.zeros(len(array), kind)
    return np.frombuffer(data, kind, count=len(array), offset=array.offset * np.dtype(kind).itemsize)


def indices_of(array: pa.DictionaryArray) -> NDArray[np.int8] | NDArray[np.int32]:
    """Return the indices into the dictionary of an array; beneath a null is whatever was there."""
    return raw(array.indices, np.int8) if array.type.index_type == pa.int8() else raw(array.indices, np.int32)


def places_of_codes(array: pa.DictionaryArray, kind: type[Enum]) -> Values:
    """Return the place of each code in its closed list."""
    if array.dictionary.equals(member_codes(kind)):
        return indices_of(array)
    return translated(array, pc.index_in(array.dictionary, member_codes(kind)), np.int8)


def translated(array: pa.DictionaryArray, to: pa.Array, kind: type[NumberT]) -> NDArray[NumberT]:
    """Return indices into a dictionary as those into another, given where each of its entries stands there."""
    if not len(to):
        return np.zeros(len(array), kind)
    table = np.asarray(to.fill_null(0)).astype(kind)
    found: NDArray[NumberT] = table[np.clip(indices_of(array), 0, len(table) - 1)]  # beneath a null may be any index
    return found


def joined(parts: Sequence[Values]) -> Values:
    """Return the values of all batches, which are of one kind, in one array."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts)  # type: ignore[return-value]  # of one kind, which no type can say


def joined_validity(leaves: Sequence[pa.Array]) -> NDArray[np.bool_] | None:
    """Return which values of all batches are no nulls, or `None` if none is null."""
    if not any(leaf.null_count for leaf in leaves):
        return None
    if len(leaves) == 1:
        return _valid(leaves[0])
    return np.concatenate([_valid(leaf) for leaf in leaves])
