"""Classes that hold their fields at once, and have everything else written by attrs when any of it is first asked for."""

from collections.abc import Callable
from functools import cached_property, partial
from threading import RLock
from typing import TypedDict, Unpack

WRITTEN = (
    "__attrs_attrs__",
    "__attrs_own_setattr__",
    "__attrs_props__",
    "__delattr__",
    "__eq__",
    "__getstate__",
    "__hash__",
    "__init__",
    "__match_args__",
    "__ne__",
    "__replace__",
    "__repr__",
    "__setattr__",
    "__setstate__",
)
"""What attrs writes into a frozen class, in one version or another; a test compares."""

_WRITING = RLock()
"""Held while attrs writes, so that threads that come to a record at the same time wait for one another."""


class Options(TypedDict, total=False):
    """What a record may say about itself; the words are those of `attrs.frozen`."""

    kw_only: bool
    eq: bool


class Field:
    """What a record says about a field, kept until attrs reads it."""

    def __init__(self, **options: object) -> None:
        self.options = options


def field(**options: object) -> Field:
    """Return the place of an `attrs.field` with the same options."""
    return Field(**options)


def frozen(plain: type | None = None, **options: Unpack[Options]) -> type | Callable[[type], type]:
    """Make a class a record: what `attrs.frozen` does, but only when the record is first used.

    Every annotation is a field, and a record has no class variable and no method that calls `super`.

    Raises:
        TypeError: if the class has a base class or a cached property, which need `attrs.frozen` itself.

    Example:
        >>> @frozen(kw_only=True)
        ... class Visit:
        ...     minutes: int = 30
        >>> type(vars(Visit)["__init__"]).__name__
        'Deferred'
        >>> Visit() == Visit(minutes=30)
        True
        >>> type(vars(Visit)["__init__"]).__name__
        'function'
    """
    if plain is None:
        return partial(_record, options=options)
    return _record(plain, options)


def _record(plain: type, options: Options) -> type:
    """Return a class with a slot for each field, and the rest deferred."""
    if plain.__bases__ != (object,) or any(isinstance(value, cached_property) for value in vars(plain).values()):
        raise TypeError(f"{plain.__qualname__} has a base class or a cached property, so it cannot be deferred")
    names = tuple(plain.__annotations__)
    kept = {name: value for name, value in vars(plain).items() if name not in {*names, "__dict__", "__weakref__"}}
    later = {name: Deferred(plain, options) for name in WRITTEN if name not in kept}
    return type(plain.__name__, (), {**kept, **later, "__slots__": (*names, "__weakref__")})


class Deferred:
    """Stands for one attribute of a record until attrs has written it."""

    __slots__ = ("name", "options", "plain", "record")

    def __init__(self, plain: type, options: Options) -> None:
        self.plain = plain
        self.options = options

    def __set_name__(self, record: type, name: str) -> None:
        """Learn which attribute of which record it is."""
        self.record = record
        self.name = name

    def __get__(self, instance: object, owner: type) -> object:
        """Let attrs write, and return what it wrote here."""
        with _WRITING:
            if vars(self.record).get(self.name) is self:  # otherwise another thread was faster
                _take_over(self.record, _written(self.plain, self.options))
        bind: Callable[..., object] | None = getattr(vars(self.record).get(self.name), "__get__", None)
        if bind is not None:
            return bind(instance, owner)
        return getattr(self.record if instance is None else instance, self.name)


def _written(plain: type, options: Options) -> type:
    """Return what attrs makes of a plain class."""
    import attrs  # noqa: PLC0415 - a program that only looks at the model does not pay for it

    make: Callable[..., object] = attrs.field
    for name, value in tuple(vars(plain).items()):
        if isinstance(value, Field):
            setattr(plain, name, make(**value.options))
    return attrs.frozen(plain, **options)


def _take_over(record: type, written: type) -> None:
    """Give a record what attrs wrote for its plain class; what is in no need of writing is no longer deferred."""
    for name in WRITTEN:
        if name in vars(written):
            setattr(record, name, vars(written)[name])
        elif isinstance(vars(record).get(name), Deferred):
            delattr(record, name)
