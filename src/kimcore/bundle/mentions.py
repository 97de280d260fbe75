"""Where records hold keys: read from the annotations of the model, so that no reference can be forgotten."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, UnionType
from typing import NewType, get_args, get_origin

from attrs import fields, frozen, has, resolve_types

from kimcore.bundle.keys import is_key
from kimcore.bundle.problems import Place
from kimcore.model.cases import Case
from kimcore.model.keys import MunicipalityKey, StaffId
from kimcore.model.town import Town

OWN = "id"
"""The field in which a record holds its own key."""

FREE = frozenset({MunicipalityKey, StaffId})
"""Keys of what no bundle lists: official keys have a registry, staff have pseudonyms only."""


@frozen
class Spot:
    """A field that holds a key or several, or records that do."""

    field: str
    is_list: bool
    target: object
    """The kind of key, or the class of the records within."""


@frozen
class Mention:
    """A key in a bundle."""

    kind: object
    key: str
    place: Place
    is_own: bool


@cache
def spots(cl: type) -> tuple[Spot, ...]:
    """Return the fields of a record that lead to keys.

    Example:
        >>> from kimcore.model import Waiver
        >>> [(spot.field, spot.target.__name__) for spot in spots(Waiver)]
        [('id', 'WaiverId')]
    """
    resolve_types(cl)
    found = [_spot(field.name, field.type) for field in fields(cl)]
    return tuple(spot for spot in found if spot is not None)


def mentions(record: object, cl: type, place: Place) -> Iterator[Mention]:
    """Yield every key in a plain value that should be a record of a class.

    What has another shape is passed over: the converter names it.
    """
    if not isinstance(record, dict):
        return
    for spot in spots(cl):
        value = record.get(spot.field)
        if value is None:
            continue
        if not spot.is_list:
            yield from _within(value, spot, place / spot.field)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _within(entry, spot, place / spot.field / index)


@cache
def collections_of_town() -> Mapping[str, type]:
    """Return the class of the records in each collection of a town."""
    resolve_types(Town)
    unwrapped = {field.name: _unwrapped(field.type) for field in fields(Town)}
    return MappingProxyType(
        {name: kind for name, (is_list, kind) in unwrapped.items() if is_list and isinstance(kind, type) and has(kind)}
    )


@cache
def town_kinds() -> frozenset[object]:
    """Return the kinds of keys that name a record in a collection of the town."""
    return frozenset(spot.target for cl in collections_of_town().values() for spot in spots(cl) if spot.field == OWN)


@cache
def case_kinds() -> frozenset[object]:
    """Return the kinds of keys that name something within one case."""
    return frozenset(_own_kinds(Case)) - town_kinds()


def _own_kinds(cl: type) -> Iterator[object]:
    """Yield the kinds of own keys in a record and in everything it holds."""
    for spot in spots(cl):
        if spot.field == OWN:
            yield spot.target
        if isinstance(spot.target, type):
            yield from _own_kinds(spot.target)


def _within(value: object, spot: Spot, place: Place) -> Iterator[Mention]:
    """Yield the keys that one entry of a field holds."""
    if isinstance(spot.target, type):
        yield from mentions(value, spot.target, place)
    elif isinstance(value, str) and is_key(value, spot.target):
        yield Mention(spot.target, value, place, spot.field == OWN)


def _spot(name: str, annotation: object) -> Spot | None:
    """Return the spot of a field, or `None` if it leads to no key."""
    is_list, kind = _unwrapped(annotation)
    if isinstance(kind, NewType):
        return Spot(name, is_list, kind)
    if isinstance(kind, type) and has(kind) and spots(kind):
        return Spot(name, is_list, kind)
    return None


def _unwrapped(annotation: object) -> tuple[bool, object]:
    """Return whether an annotation is a list, and what it holds once `None` and the list are taken off."""
    if isinstance(annotation, UnionType):
        annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
    if get_origin(annotation) is tuple:
        return True, get_args(annotation)[0]
    return False, annotation
