"""The Arrow types of cases: one nested row a case, lists for what a case has several of."""

from collections.abc import Collection
from datetime import date
from enum import Enum
from functools import cache

from kimcore.bundle.annotations import is_codes
from kimcore.model.keys import CaseId
from kimcore.tables.arrow import pa
from kimcore.tables.schema import FORMAT, VERSION, Entries, Node, Record, Single, case_node

CODE = pa.dictionary(pa.int8(), pa.utf8())
"""A code: its place in the closed list, and the codes of that list in the order of the model."""

KEY = pa.dictionary(pa.int32(), pa.utf8())
"""A key or a text, of which many are equal."""

METADATA = {"format": FORMAT, "version": str(VERSION)}

_PLAIN: dict[object, pa.DataType] = {bool: pa.bool_(), date: pa.date32(), float: pa.float64(), int: pa.int64(), CaseId: pa.utf8()}


def arrow_schema(columns: Collection[str] | None = None) -> pa.Schema:
    """Return the schema of the nested form, with format and version in its metadata.

    Args:
        columns: the dotted paths of the single values to keep; `None` keeps all.

    Example:
        >>> arrow_schema({"id", "closing.on", "needs.seen_on"}).names
        ['id', 'needs', 'closing']
    """
    return pa.schema(struct_fields(case_node(), "", columns), metadata=METADATA)


def empty_batch(kept: pa.Schema) -> pa.RecordBatch:
    """Return a batch of no cases."""
    return pa.RecordBatch.from_pylist([], schema=kept)


@cache
def member_codes(kind: type[Enum]) -> pa.StringArray:
    """Return the codes of a closed list in the order of the model."""
    return pa.array([member.value for member in kind], pa.utf8())


def single_type(kind: object) -> pa.DataType:
    """Return the type of a column of single values."""
    return _PLAIN.get(kind, CODE if is_codes(kind) else KEY)


def entry_field(kind: pa.DataType) -> pa.Field:
    """Return the field of the entries of a list, none of which is null."""
    return pa.field("element", kind, nullable=False)


def plain_schema(kept: pa.Schema) -> pa.Schema:
    """Return a schema in which codes, keys and texts stand as texts, as other programs expect them in a file."""
    return pa.schema([field.with_type(_plain(field.type)) for field in kept], metadata=METADATA)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return a type without dictionaries."""
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_plain(field.type)) for field in kind])
    if pa.types.is_list(kind):
        return pa.list_(entry_field(_plain(kind.value_type)))
    return pa.utf8() if pa.types.is_dictionary(kind) else kind


def type_at(kept: pa.Schema, name: str) -> pa.DataType | None:
    """Return the type at a dotted path from the case, or `None` if it is not kept.

    Example:
        >>> str(type_at(arrow_schema(), "needs.seen_on")), type_at(arrow_schema({"id"}), "needs.seen_on")
        ('date32[day]', None)
    """
    found = pa.struct(list(kept))
    for step in name.split("."):
        found = found.value_type if pa.types.is_list(found) else found
        at = found.get_field_index(step)
        if at < 0:
            return None
        found = found.field(at).type
    return found


def struct_fields(
    record: Record, before: str, columns: Collection[str] | None, *, is_in_optional: bool = False
) -> list[pa.Field]:
    """Return the fields of a record of which some column is kept.

    Whatever lies in a record that may be absent may be null, but a list, which is then empty.
    """
    found: list[pa.Field] = []
    for field in record.fields:
        may_be_null = field.may_be_null or is_in_optional
        kind = _type(field.node, f"{before}{field.name}", columns, is_in_optional=may_be_null)
        if kind is not None:
            found.append(pa.field(field.name, kind, nullable=may_be_null and not isinstance(field.node, Entries)))
    return found


def _type(node: Node, path: str, columns: Collection[str] | None, *, is_in_optional: bool = False) -> pa.DataType | None:
    """Return the type of a node, or `None` if no column of it is kept."""
    match node:
        case Single():
            return single_type(node.kind) if columns is None or path in columns else None
        case Record():
            kept = struct_fields(node, f"{path}.", columns, is_in_optional=is_in_optional)
            return pa.struct(kept) if kept else None
        case Entries():
            entry = _type(node.entry, path, columns)
            return None if entry is None else pa.list_(entry_field(entry))
