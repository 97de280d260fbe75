"""What a problem says of types of columns."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from kimcore.bundle.annotations import is_codes, is_key_kind
from kimcore.tables.arrow import pa
from kimcore.tables.schema import Entries, Node, Record

_WANTED: Mapping[object, str] = MappingProxyType(
    {bool: "truth values", date: "days", float: "numbers", int: "whole numbers", str: "texts"}
)


def column_wanted(node: Node) -> str:
    """Return in words what a column has to hold.

    Example:
        >>> from kimcore.tables.schema import Single
        >>> column_wanted(Single(date))
        'a column of days'
    """
    match node:
        case Record():
            return "a column of records"
        case Entries():
            return "a column of lists"
        case _ if is_codes(node.kind):
            return "a column of codes"
        case _ if is_key_kind(node.kind):
            return "a column of keys"
        case _:
            return f"a column of {_WANTED[node.kind]}"


def column_found(kind: pa.DataType) -> str:
    """Return in words what a column of a type holds.

    Example:
        >>> column_found(pa.timestamp("us"))
        'one of moments'
    """
    return f"one of {next((words for words, fits in _FOUND.items() if fits(kind)), 'another type')}"


def text_type(kind: pa.DataType) -> pa.DataType:
    """Return the type of the values of a dictionary, or the type itself."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def is_null(kind: pa.DataType) -> bool:
    """Return whether a type holds nothing but nulls, as a column has that some frame knows no value of."""
    return bool(pa.types.is_null(text_type(kind)))


def is_text(kind: pa.DataType) -> bool:
    """Return whether a type is one of those for texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def is_list(kind: pa.DataType) -> bool:
    """Return whether a type is one of those for lists."""
    return bool(
        pa.types.is_list(kind)
        or pa.types.is_large_list(kind)
        or pa.types.is_list_view(kind)
        or pa.types.is_large_list_view(kind)
        or pa.types.is_fixed_size_list(kind)
    )


_FOUND: Mapping[str, Callable[[pa.DataType], bool]] = MappingProxyType(
    {
        "truth values": pa.types.is_boolean,
        "days": pa.types.is_date,
        "moments": pa.types.is_timestamp,
        "whole numbers": pa.types.is_integer,
        "numbers": lambda kind: pa.types.is_floating(kind) or pa.types.is_decimal(kind),
        "texts": lambda kind: is_text(text_type(kind)),
        "records": pa.types.is_struct,
        "lists": is_list,
        "nothing but nulls": is_null,
    }
)
