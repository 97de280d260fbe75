"""From columns back to objects: many are read column by column, a single one as Arrow itself gives it."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kimcore.bundle.annotations import is_codes
from kimcore.bundle.collecting import collector_paused
from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.schema import Entries, Node, Record, Single, case_node
from kimcore.tables.views import indices_of, numbers, starts_of, validity

_FEW = 16
"""Up to so many values, or cases, Arrow itself is faster than numpy."""


def cases_of(batch: pa.RecordBatch) -> list[Case]:
    """Return every case of a whole batch of the nested form as the object it was.

    Raises:
        KeyError: if the batch lacks a column.
    """
    return _records(case_node(), batch.to_struct_array())  # type: ignore[return-value]  # the tree is that of a case


def cases_in(batch: pa.RecordBatch, rows: Sequence[int]) -> list[Case]:
    """Return the cases in some rows; a few are formed from what Arrow gives for each, which is sooner done than to go by columns.

    Raises:
        KeyError: if the batch lacks a column.
    """
    if len(rows) > _FEW:
        with collector_paused():
            return cases_of(batch.take(pa.array(rows, pa.int64())))
    plain = [row for place in rows for row in batch.slice(place, 1).to_pylist()]
    return [_formed(case_node(), row) for row in plain]  # type: ignore[misc]  # the tree is that of a case


def _formed(node: Node, value: object) -> object:
    """Return what a value as Arrow gives it stands for."""
    match node:
        case Record() if isinstance(value, dict):
            return node.cl(**{field.name: _formed(field.node, value[field.name]) for field in node.fields})
        case Entries():
            return tuple(_formed(node.entry, one) for one in value) if isinstance(value, list) else ()
        case Single() if value is not None and is_codes(node.kind):
            return _members(node.kind)[value]
        case _:
            return value


def _records(node: Record, rows: pa.StructArray) -> list[object]:
    """Return records, and `None` where one is absent."""
    names = [field.name for field in node.fields]
    values = zip(*(_values(field.node, rows.field(field.name)) for field in node.fields), strict=True)
    present = validity(rows)
    if present is None:
        return [node.cl(**dict(zip(names, row, strict=True))) for row in values]
    there = present.tolist()
    return [
        node.cl(**dict(zip(names, row, strict=True))) if is_there else None for row, is_there in zip(values, there, strict=True)
    ]


def _values(node: Node, array: pa.Array) -> Sequence[object]:
    """Return the values of a field."""
    match node:
        case Record():
            return _records(node, array)
        case Entries():
            entries = _values(node.entry, array.flatten())
            return [tuple(entries[start:end]) for start, end in pairwise(starts_of(array).tolist())]
        case _:
            return _singles(node.kind, array)


def _singles(kind: object, array: pa.Array) -> Sequence[object]:
    """Return single values as Python objects."""
    if len(array) <= _FEW:
        found: list[object] = array.to_pylist()
        if is_codes(kind):
            return [None if code is None else _members(kind)[code] for code in found]
        return found
    if pa.types.is_string(array.type):
        return array.to_pylist()  # type: ignore[no-any-return]
    if pa.types.is_dictionary(array.type):
        made = _looked_up(kind, array)
    else:
        made = (numbers(array).astype("datetime64[D]") if kind is date else numbers(array)).astype(object)
    valid = validity(array)
    if valid is not None:
        made[~valid] = None
    values: list[object] = made.tolist()
    return values


def _looked_up(kind: object, array: pa.DictionaryArray) -> NDArray[np.object_]:
    """Return the members or texts that indices stand for; of a large dictionary only those that are asked for."""
    places, indices = np.unique(indices_of(array), return_inverse=True)
    if not len(array.dictionary):
        return np.full(len(array), None)
    asked = array.dictionary.take(pa.array(np.clip(places, 0, len(array.dictionary) - 1))).to_pylist()
    members = _members(kind) if is_codes(kind) else None
    things = np.empty(len(asked), object)
    things[:] = [members[text] for text in asked] if members is not None else asked
    return things[indices]


@cache
def _members(kind: type[Enum]) -> dict[object, Enum]:
    """Return the members of a closed list by their codes."""
    return {member.value: member for member in kind}
