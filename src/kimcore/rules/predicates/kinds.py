"""What a part of a predicate is: the types of the model, as a reader of syntax trees needs them."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import NewType, TypeGuard, Union, get_args, get_origin

from attrs import AttrsInstance, evolve, frozen, has


@frozen
class Kind:
    """A type, and whether the value may be `None` (*Typ eines Ausdrucks*)."""

    of: object
    """A plain type, a closed list, a record, `Many`, `NoneType`, or `object` where nothing is known."""
    optional: bool = False

    def __str__(self) -> str:
        """Return the type as one would annotate it."""
        name = f"a list of {self.of.of}" if isinstance(self.of, Many) else getattr(self.of, "__name__", str(self.of))
        return f"{name} or None" if self.optional else name

    @property
    def sure(self) -> "Kind":
        """The same without `None`."""
        return evolve(self, optional=False)


@frozen
class Many:
    """A tuple of things of one kind; a set, where each counts once."""

    of: Kind
    is_set: bool = False


ANYTHING = Kind(object)
"""What is known only when it runs, such as an entry of a table; never refused."""
BOOL, INT, FLOAT, TEXT, DAY, SPAN, NOTHING = map(Kind, (bool, int, float, str, date, timedelta, NoneType))
_PLAIN = frozenset({bool, int, float, str, date, timedelta})
_NUMBERS = frozenset({bool, int, float})


def kind_of(annotation: object) -> Kind:
    """Return the kind that an annotation of the model stands for.

    Example:
        >>> str(kind_of(date | None)), str(kind_of(tuple[int, ...]))
        ('date or None', 'a list of int')
    """
    origin: object = get_origin(annotation)
    if origin is Union or origin is UnionType:
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return evolve(kind_of(parts[0]), optional=True) if len(parts) == 1 else ANYTHING
    if isinstance(annotation, NewType):
        return kind_of(annotation.__supertype__)
    if origin is tuple and get_args(annotation)[1:] == (Ellipsis,):
        return Kind(Many(kind_of(get_args(annotation)[0])))
    known = isinstance(annotation, type) and (annotation in _PLAIN or is_codes(annotation) or is_record(annotation))
    return Kind(annotation) if known else ANYTHING


def kind_of_value(value: object) -> Kind:
    """Return the kind of a value that is known when the predicate is read."""
    if value is None:
        return NOTHING
    return Kind(type(value)) if type(value) in _PLAIN or isinstance(value, Enum) else ANYTHING


def is_record(kind: object) -> TypeGuard[type[AttrsInstance]]:
    """Return whether a kind is a record of the model."""
    return isinstance(kind, type) and has(kind)


def is_codes(kind: object) -> TypeGuard[type[Enum]]:
    """Return whether a kind is a closed list."""
    return isinstance(kind, type) and issubclass(kind, Enum)


def joined(one: Kind, other: Kind) -> Kind:
    """Return the kind of what is either of the one or of the other."""
    if one.of is NoneType or other.of is NoneType:
        return evolve(other if one.of is NoneType else one, optional=True)
    optional = one.optional or other.optional
    if one.of == other.of:
        return Kind(one.of, optional)
    if one.of in _NUMBERS and other.of in _NUMBERS:
        return Kind(float if float in (one.of, other.of) else int, optional)
    return Kind(object, optional)


def may_equal(one: Kind, other: Kind) -> bool:
    """Return whether things of two kinds can be equal at all."""
    if object in (one.of, other.of) or NoneType in (one.of, other.of) or (one.optional and other.optional):
        return True
    return one.of == other.of or (one.of in _NUMBERS and other.of in _NUMBERS)


def may_order(one: Kind, other: Kind) -> bool:
    """Return whether things of two kinds can be put in order."""
    if object in (one.of, other.of):
        return True
    return may_equal(one, other) and one.of in _PLAIN


def kinds_within(values: Collection[object]) -> tuple[Kind, ...]:
    """Return the kinds that are among known values, each once."""
    return tuple(dict.fromkeys(kind_of_value(value) for value in values))
