"""What was found to be right once: keys, texts and days that stand in many records are checked and held once."""

from collections.abc import Callable
from typing import TypeVar

from kimcore.bundle.converter import UNWRITABLE
from kimcore.bundle.keys import is_key

_MOST = 65_536
"""How many different ones are remembered before all are forgotten, so that memory stays the same for any number of records."""

ValueT = TypeVar("ValueT")

Store = dict[ValueT, ValueT]
"""Leads from each value to the first that is equal to it."""


class DoubtError(Exception):
    """The fast way cannot say that a record is right; it never leaves this room, where the converter then decides."""


def learner(store: Store[ValueT], is_right: Callable[[ValueT], bool]) -> Callable[[ValueT], ValueT]:
    """Return the function that checks a value and remembers it; it raises `DoubtError` where the value is not right.

    Example:
        >>> store = {}
        >>> learner(store, str.islower)("ki")
        'ki'
        >>> store
        {'ki': 'ki'}
    """

    def learn(value: ValueT) -> ValueT:
        if not is_right(value):
            raise DoubtError
        if len(store) >= _MOST:
            store.clear()
        store[value] = value
        return value

    return learn


def right_key(kind: object) -> Callable[[str], bool]:
    """Return the question whether a text is a key of a kind."""
    return lambda text: is_key(text, kind)


def right_text(text: str) -> bool:
    """Return whether a text can be written and shown."""
    return UNWRITABLE.search(text) is None
