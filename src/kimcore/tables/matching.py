"""Whether the columns of a frame or file are those that cases have: none missing, none unknown, none of another type."""

from collections.abc import Collection, Iterator
from datetime import date

from kimcore.bundle.wording import is_code, near
from kimcore.errors import Problem
from kimcore.tables.arrow import pa
from kimcore.tables.schema import FORMAT, VERSION, Entries, Node, Record, Single, case_node
from kimcore.tables.wording import column_found, column_wanted, is_list, is_null, is_text, text_type

_WHOLE = "schema"


def schema_problems(found: pa.Schema, *, columns: Collection[str] | None) -> Iterator[Problem]:
    """Yield how a schema differs from that of cases.

    Args:
        found: of the frame or file.
        columns: the names of the single values that must be there; `None` is all.
    """
    yield from version_problems(found)
    yield from field_problems(list(found), case_node(), "", columns)


def version_problems(found: pa.Schema) -> Iterator[Problem]:
    """Yield what is wrong with format and version, where the schema tells them."""
    told = found.metadata or {}
    for name, wanted in (("format", FORMAT), ("version", str(VERSION))):
        value = told.get(name.encode())
        if value is not None and value != wanted.encode():
            text = value.decode(errors="replace")
            yield Problem(path=name, expected=repr(wanted), found=repr(text) if is_code(text) else "something else")


def field_problems(found: list[pa.Field], record: Record, before: str, columns: Collection[str] | None) -> Iterator[Problem]:
    """Yield what is wrong with the columns of a record.

    Args:
        found: the columns that are there.
        record: the tree of the record.
        before: what the paths of its columns begin with.
        columns: the paths of the single values that must be there; `None` is all.
    """
    known = {field.name: field for field in record.fields}
    names = [field.name for field in found]
    for name in sorted(set(names)):
        if name not in known:
            yield _unknown(name, before, known)
        elif names.count(name) > 1:
            yield Problem(path=f"{before}{name}", expected="one column of this name", found=f"{names.count(name)}")
    by_name = {field.name: field for field in found}
    for name, field in known.items():
        path = f"{before}{name}"
        if name in by_name:
            yield from _in_type(by_name[name].type, field.node, path, columns)
        elif _is_asked(path, field.node, columns):
            yield Problem(path=path, expected=column_wanted(field.node), found="nothing")


def _in_type(found: pa.DataType, node: Node, path: str, columns: Collection[str] | None) -> Iterator[Problem]:
    """Yield what is wrong with the type of a column."""
    if is_null(found):
        return
    if not _fits(found, node):
        yield Problem(path=path, expected=column_wanted(node), found=column_found(found))
    elif isinstance(node, Record):
        yield from field_problems(list(found), node, f"{path}.", columns)
    elif isinstance(node, Entries) and isinstance(node.entry, Record) and pa.types.is_struct(found.value_type):
        yield from field_problems(list(found.value_type), node.entry, f"{path}.", columns)
    elif isinstance(node, Entries):
        yield from _in_type(found.value_type, node.entry, f"{path}[]", columns)


def _fits(found: pa.DataType, node: Node) -> bool:
    """Return whether values of a type can be those of a node without being changed."""
    match node:
        case Record():
            return bool(pa.types.is_struct(found))
        case Entries():
            return is_list(found)
        case Single(kind) if kind is bool:
            return bool(pa.types.is_boolean(found))
        case Single(kind) if kind is date:
            return bool(pa.types.is_date(found) or (pa.types.is_timestamp(found) and found.tz is None))
        case Single(kind) if kind is int or kind is float:
            return bool(pa.types.is_integer(found) or pa.types.is_floating(found))
        case _:
            return is_text(text_type(found))


def _is_asked(path: str, node: Node, columns: Collection[str] | None) -> bool:
    """Return whether a column, or one below it, must be there."""
    if columns is None:
        return True
    return path in columns or (not isinstance(node, Single) and any(name.startswith(f"{path}.") for name in columns))


def _unknown(name: str, before: str, known: Collection[str]) -> Problem:
    """Return the problem of a column that cases do not have."""
    if is_code(name):
        return Problem(path=f"{before}{name}", expected=f"no column of this name{near(name, known)}", found="one")
    path = before.removesuffix(".") or _WHOLE
    return Problem(path=path, expected="only columns that are known", found=f"an unknown one of {len(name)} characters")
