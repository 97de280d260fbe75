"""How a room shows its names: the module behind a name is imported when the name is first used (PEP 562)."""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules


def front(room: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return `__getattr__` and `__dir__` of a room.

    Args:
        room: the package, as `__name__` says there.
        homes: each public name with the module of the room in which it lives.

    Example:
        >>> find, names = front("kimcore.law", {"shipped": "builtin"})
        >>> names(), find("shipped").__module__
        (['shipped'], 'kimcore.law.builtin')
        >>> find("weather")
        Traceback (most recent call last):
            ...
        AttributeError: module 'kimcore.law' has no attribute 'weather'
    """

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}", name=name, obj=modules[room])
        value: object = getattr(import_module(f"{room}.{homes[name]}"), name)
        setattr(modules[room], name, value)
        return value

    return find, lambda: sorted(homes)
