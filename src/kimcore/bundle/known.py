"""What was found to be right once: keys, texts and days that stand in many records are checked and held once."""

from collections.abc import Callable
from typing import TypeVar

from kimcore.bundle.converter import UNWRITABLE
from kimcore.bundle.keys import is_key

_MOST = 131_072
"""How many different ones are remembered before all are forgotten, so that memory stays the same for any number of records."""

ValueT = TypeVar("ValueT")


class DoubtError(Exception):
    """The fast way cannot say that a record is right; it never leaves this room, where the converter then decides."""


class Store(dict[ValueT, ValueT]):
    """Leads from each value to the first that is equal to it; asked for a new one, it checks that and remembers it.

    Raises:
        DoubtError: if a new value is not right.

    Example:
        >>> store = Store(str.islower)
        >>> store["ki"], dict(store)
        ('ki', {'ki': 'ki'})
    """

    __slots__ = ("_is_right",)

    def __init__(self, is_right: Callable[[ValueT], bool]) -> None:
        super().__init__()
        self._is_right = is_right

    def __missing__(self, value: ValueT) -> ValueT:
        """Return a new value once it was found right."""
        if not self._is_right(value):
            raise DoubtError
        if len(self) >= _MOST:
            self.clear()
        self[value] = value
        return value


def right_key(kind: object) -> Callable[[str], bool]:
    """Return the question whether a text is a key of a kind."""
    return lambda text: is_key(text, kind)


def of_right_type(_: object) -> bool:
    """Return that a value is right whose type says everything."""
    return True


def right_text(text: str) -> bool:
    """Return whether a text can be written and shown."""
    return UNWRITABLE.search(text) is None
