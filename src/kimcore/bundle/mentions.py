"""Where records hold keys: read from the annotations of the model, so that no reference can be forgotten."""

from collections.abc import Iterator
from functools import cache

from attrs import AttrsInstance

from kimcore.bundle.annotations import OWN, collections, held, holds_list, is_key_kind, is_record, own_kind, types_of
from kimcore.bundle.keys import is_key
from kimcore.bundle.place import Place
from kimcore.model.cases import Case
from kimcore.records import frozen


@frozen
class Spot:
    """A field of a record that holds a key or several, or records that do."""

    field: str
    is_list: bool
    kind: object
    """The kind of key, or the class of the records within."""


@frozen
class Mention:
    """A key in a bundle."""

    kind: object
    key: str
    place: Place
    owner: Place | None = None
    """The record whose own key it is; `None` if it names another."""


@cache
def spots(cl: type[AttrsInstance]) -> tuple[Spot, ...]:
    """Return the fields of a record that lead to keys.

    Example:
        >>> from kimcore.model import Waiver
        >>> [(spot.field, spot.kind.__name__) for spot in spots(Waiver)]
        [('id', 'WaiverId')]
    """
    found = [Spot(name, holds_list(kind), held(kind)) for name, kind in types_of(cl).items()]
    return tuple(spot for spot in found if is_key_kind(spot.kind) or (is_record(spot.kind) and spots(spot.kind)))


def mentions(record: object, cl: type[AttrsInstance], place: Place) -> Iterator[Mention]:
    """Yield every key in a plain value that should be a record of a class.

    What has another shape is passed over: the converter names it.
    """
    if not isinstance(record, dict):
        return
    for spot in spots(cl):
        value = record.get(spot.field)
        if value is None:
            continue
        inner = place / spot.field
        owner = place if spot.field == OWN else None
        if not spot.is_list:
            yield from _within(value, spot.kind, inner, owner)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _within(entry, spot.kind, inner / index, owner)


@cache
def town_kinds() -> frozenset[object]:
    """Return the kinds of keys that name a record in a collection of the town."""
    return frozenset(map(own_kind, collections().values())) - {None}


@cache
def case_kinds() -> frozenset[object]:
    """Return the kinds of keys that name something within one case."""
    return frozenset(_own_kinds(Case)) - town_kinds()


def _own_kinds(cl: type[AttrsInstance]) -> Iterator[object]:
    """Yield the kinds of own keys in a record and in everything it holds."""
    for spot in spots(cl):
        if spot.field == OWN:
            yield spot.kind
        if is_record(spot.kind):
            yield from _own_kinds(spot.kind)


def _within(value: object, kind: object, place: Place, owner: Place | None) -> Iterator[Mention]:
    """Yield the keys that one entry of a field holds."""
    if is_record(kind):
        yield from mentions(value, kind, place)
    elif isinstance(value, str) and is_key(value, kind):
        yield Mention(kind, value, place, owner)
