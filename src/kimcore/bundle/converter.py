"""The converter between plain JSON values and records: nothing is coerced, nothing is overlooked."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import TypeVar, get_args

from attrs import AttrsInstance
from cattrs import BaseConverter, Converter, override
from cattrs.cols import list_structure_factory
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn

from kimcore.bundle.annotations import is_key_kind, is_list, is_record, types_of
from kimcore.bundle.keys import is_key
from kimcore.bundle.parsing import Repeated
from kimcore.bundle.ranges import RANGES, Range
from kimcore.bundle.wording import near, one_of, wanted

Hook = Callable[[object, object], object]
"""What cattrs calls with a plain value and a type; it answers with a value of that type."""

RecordT = TypeVar("RecordT")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?[+-][0-9]{2}:[0-9]{2}")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no text holds: control characters but line feed and tab, and lone surrogates."""
EXACT = 2**53 - 1
"""Whole numbers up to here mean the same in every program that reads JSON (RFC 8259, section 6)."""


class RefusedError(Exception):
    """A plain value that does not belong where it stands; it never leaves this room, where it becomes a `Problem`."""

    def __init__(self, value: object, expected: str) -> None:
        super().__init__(expected)
        self.value = value
        self.expected = expected


class RepeatedKeysError(Exception):
    """An object has keys more than once; like `RefusedError` it never leaves this room."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


@cache
def converter() -> Converter:
    """Return the one converter, made when it is first needed."""
    made = Converter(detailed_validation=True, forbid_extra_keys=True, omit_if_default=True)
    for kind, hook in _PLAIN_HOOKS.items():
        made.register_structure_hook(kind, hook)
    made.register_structure_hook(Enum, _code)  # for the base, since cattrs before 26.1 asks no factory about an `Enum`
    made.register_structure_hook(float | date, _number_or_day)
    made.register_structure_hook(int | float | str, _number_or_text)
    made.register_structure_hook_factory(is_key_kind, _key_hook)
    made.register_structure_hook_factory(is_list, _list_hook)
    made.register_structure_hook_factory(is_record, _record_hook)
    made.register_unstructure_hook(date, str)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_unstructure_hook(float, _written_number)
    made.register_unstructure_hook_factory(is_list, _written_list_hook)
    return made


def record_hook(cl: type[RecordT]) -> Callable[[object], RecordT]:
    """Return the function that makes a record of a class from a plain value.

    The function raises what `problems_of` explains.
    """
    hook = converter().get_structure_hook(cl)
    return lambda value: hook(value, cl)


def _bool(value: object, _: object) -> bool:
    """Return a truth value as it is."""
    if isinstance(value, bool):
        return value
    raise RefusedError(value, wanted(bool))


def _int(value: object, _: object) -> int:
    """Return a whole number as it is."""
    if type(value) is not int:
        raise RefusedError(value, wanted(int))
    if abs(value) > EXACT:
        raise RefusedError(value, f"a whole number from -{EXACT} to {EXACT}")
    return value


def _float(value: object, _: object) -> float:
    """Return a finite number; JSON does not tell 1 from 1.0 where a fraction is allowed."""
    if type(value) is int and abs(value) <= EXACT:
        return float(value)
    if type(value) is not float:
        raise RefusedError(value, wanted(float))
    if not isfinite(value):
        raise RefusedError(value, "a number that is not beyond all bounds")
    return value


def _str(value: object, _: object) -> str:
    """Return a text that can be written in UTF-8 and shown on a terminal."""
    if not isinstance(value, str):
        raise RefusedError(value, wanted(str))
    if UNWRITABLE.search(value):
        raise RefusedError(value, "text without control characters and lone surrogates")
    return value


def _date(value: object, _: object) -> date:
    """Return a day of the one form that ISO 8601 and everybody writes."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise RefusedError(value, "a day that is in the calendar") from None
    raise RefusedError(value, wanted(date))


def _datetime(value: object, _: object) -> datetime:
    """Return a moment with its offset from UTC."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise RefusedError(value, "a moment that is in the calendar") from None
    raise RefusedError(value, wanted(datetime))


def _number_or_day(value: object, kind: object) -> float | date:
    """Return a number or a day; JSON tells them apart."""
    if isinstance(value, str):
        return _date(value, kind)
    if type(value) in {int, float}:
        return _float(value, kind)
    raise RefusedError(value, wanted(kind))


def _number_or_text(value: object, kind: object) -> int | float | str:
    """Return a number or a text as it is."""
    if isinstance(value, str):
        return _str(value, kind)
    if type(value) is int:
        return _int(value, kind)
    if type(value) is float:
        return _float(value, kind)
    raise RefusedError(value, wanted(kind))


def _code(value: object, kind: type[Enum]) -> Enum:
    """Return the member of a closed list that has a code of the same type; to Python also 1 and `True` are equal."""
    if type(value) in {int, str} and (type(value), value) in _members(kind):
        return _members(kind)[type(value), value]
    codes = [member.value for member in kind]
    raise RefusedError(value, one_of(codes) + near(value, [code for code in codes if isinstance(code, str)]))


@cache
def _members(kind: type[Enum]) -> Mapping[tuple[type, object], Enum]:
    """Return the members of a closed list by their codes and the types of these."""
    return MappingProxyType({(type(member.value), member.value): member for member in kind})


_PLAIN_HOOKS: dict[type, Hook] = {bool: _bool, date: _date, datetime: _datetime, float: _float, int: _int, str: _str}


def _key_hook(kind: object) -> Hook:
    """Return the hook for one kind of key."""
    expected = wanted(kind)

    def structure(value: object, _: object) -> str:
        if isinstance(value, str) and is_key(value, kind):
            return value
        raise RefusedError(value, expected)

    return structure


def _list_hook(kind: type, owner: BaseConverter) -> Hook:
    """Return the hook for a list, which a text or an object is not."""
    entries = list_structure_factory(kind, owner)

    def structure(value: object, _: object) -> tuple[object, ...]:
        if isinstance(value, list):
            return tuple(entries(value, kind))
        raise RefusedError(value, wanted(kind))

    return structure


def _record_hook(kind: type[AttrsInstance], owner: BaseConverter) -> Hook:
    """Return the hook for a record."""
    ranges = RANGES.get(kind, {})
    types = types_of(kind)
    ranged = {name: override(struct_hook=_ranged_hook(owner.get_structure_hook(types[name]), ranges[name])) for name in ranges}
    make = make_dict_structure_fn(kind, owner, **ranged)  # type: ignore[arg-type]  # mypy takes them for the options before

    def structure(value: object, _: object) -> AttrsInstance:
        if isinstance(value, Repeated):
            raise ClassValidationError("", [RepeatedKeysError(value.keys_twice), *_errors(lambda: make(value, kind))], kind)
        if isinstance(value, dict):
            return make(value, kind)
        raise RefusedError(value, wanted(kind))

    return structure


def _errors(make: Callable[[], object]) -> Sequence[Exception]:
    """Return what is wrong with the fields of a record."""
    try:
        make()
    except ClassValidationError as error:
        return error.exceptions
    return ()


def _ranged_hook(hook: Hook, allowed: Range) -> Hook:
    """Return a hook that also refuses what is out of range."""

    def structure(value: object, kind: object) -> object:
        made = hook(value, kind)
        if made is not None and made not in allowed:
            raise RefusedError(value, str(allowed))
        return made

    return structure


def _written_number(value: float) -> float:
    """Return a number in its one form, which is 1.0 also where Python lets 1 pass."""
    return float(value) if type(value) is int and abs(value) <= EXACT else value


def _written_list_hook(kind: object, owner: BaseConverter) -> Callable[[tuple[object, ...]], list[object]]:
    """Return the function that makes a plain list."""
    entry = owner.get_unstructure_hook(get_args(kind)[0])
    return lambda entries: [entry(one) for one in entries]
