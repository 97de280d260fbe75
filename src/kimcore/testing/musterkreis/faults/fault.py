"""A fault: what goes wrong in a healthy town, where, and which rule should find it."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from attrs import frozen

from kimcore.model import DecisionId, Feedback, Town


class _Keyed(Protocol):
    """A record with a key of its own."""

    @property
    def id(self) -> str:
        """The key."""


KeyedT = TypeVar("KeyedT", bound=_Keyed)


@frozen(kw_only=True)
class Fault:
    """One thing that was planted in the town on purpose."""

    name: str
    codes: tuple[str, ...] = ()
    """Codes of the rules that find it; empty for what only the trace of a loop shows."""
    subjects: tuple[str, ...]
    """Keys of the records it stands on."""
    why: str
    """What is wrong, in one sentence."""
    plant: Callable[[Town], Town]


def changed(records: Iterable[KeyedT] | None, key: str, change: Callable[[KeyedT], KeyedT]) -> tuple[KeyedT, ...]:
    """Return the records with the one of a key changed.

    Raises:
        LookupError: if no record has the key.
    """
    found = tuple(records or ())
    if key not in {record.id for record in found}:
        raise LookupError(f"no record {key!r} to change")
    return tuple(change(record) if record.id == key else record for record in found)


def without(records: Iterable[KeyedT] | None, *keys: str) -> tuple[KeyedT, ...]:
    """Return the records without those of some keys.

    Raises:
        LookupError: if no record has one of the keys.
    """
    found = tuple(records or ())
    missing = set(keys) - {record.id for record in found}
    if missing:
        raise LookupError(f"no record {sorted(missing)} to leave out")
    return tuple(record for record in found if record.id not in keys)


def added(records: Iterable[KeyedT] | None, *more: KeyedT) -> tuple[KeyedT, ...]:
    """Return the records and some more, by key."""
    return tuple(sorted((*(records or ()), *more), key=lambda record: record.id))


def untold(feedback: Iterable[Feedback] | None, *decisions: DecisionId) -> tuple[Feedback, ...]:
    """Return the feedback without what was told about some decisions."""
    return tuple(told for told in feedback or () if told.decision not in decisions)
