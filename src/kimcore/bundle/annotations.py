"""Reading the types of the model's fields: what a field holds once lists and `None` are taken off."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import NewType, TypeGuard, Union, get_args, get_origin

from attrs import AttrsInstance

from kimcore.model.town import Town

OWN = "id"
"""The field in which a record holds its own key."""


def is_list(kind: object) -> bool:
    """Return whether a type is written as a list in JSON.

    Example:
        >>> is_list(tuple[int, ...]), is_list(int)
        (True, False)
    """
    origin: object = get_origin(kind)
    return origin is tuple


def is_record(kind: object) -> TypeGuard[type[AttrsInstance]]:
    """Return whether a type is a record of the model, without having attrs write it."""
    return isinstance(kind, type) and "__attrs_attrs__" in vars(kind)


def types_of(cl: type[AttrsInstance]) -> Mapping[str, object]:
    """Return the types of a record's fields by their names, without having attrs write the record.

    Example:
        >>> from kimcore.model import Period
        >>> list(types_of(Period))
        ['first_day', 'last_day']
    """
    return cl.__annotations__


def is_codes(kind: object) -> TypeGuard[type[Enum]]:
    """Return whether a type is a closed list of codes."""
    return isinstance(kind, type) and issubclass(kind, Enum)


def is_key_kind(kind: object) -> TypeGuard[NewType]:
    """Return whether a type is one of the typed keys."""
    return isinstance(kind, NewType)


def alternatives(kind: object) -> tuple[object, ...]:
    """Return the types a union is of, or the type alone.

    Example:
        >>> alternatives(int | None)
        (<class 'int'>, <class 'NoneType'>)
    """
    origin: object = get_origin(kind)  # `X | None` is one kind of union for classes and another for typed keys
    return get_args(kind) if origin is Union or origin is UnionType else (kind,)


def held(kind: object) -> object:
    """Return what a field of a type holds once a list and `None` are taken off.

    Example:
        >>> held(tuple[int, ...] | None)
        <class 'int'>
    """
    first, *others = (part for part in alternatives(kind) if part is not NoneType)
    if others:
        return kind
    return get_args(first)[0] if is_list(first) else first


def holds_list(kind: object) -> bool:
    """Return whether a field of a type holds a list, `None` aside."""
    return any(map(is_list, alternatives(kind)))


@cache
def collections() -> Mapping[str, type[AttrsInstance]]:
    """Return the class of the records in each collection of a town."""
    lists = {name: held(kind) for name, kind in types_of(Town).items() if holds_list(kind)}
    return MappingProxyType({name: kind for name, kind in lists.items() if is_record(kind)})


@cache
def own_kind(cl: type[AttrsInstance]) -> object:
    """Return the kind of a record's own key, or `None` if it has none."""
    return types_of(cl).get(OWN)
