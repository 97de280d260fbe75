"""What else must fit before a town can be drawn: registry, bodies, needs, chains, names of collections.

Plain values are asked and not records, so that all problems come out at once; the converter names values of another shape.
"""

from collections.abc import Iterator, Mapping, Sequence

from kimcore.bundle.annotations import OWN, collections, own_kind
from kimcore.bundle.keys import is_key
from kimcore.bundle.mentions import spots
from kimcore.bundle.place import Place
from kimcore.bundle.wording import near, one_of, shape
from kimcore.errors import Problem
from kimcore.model.keys import MunicipalityKey
from kimcore.model.municipality import GovernmentDistrict, MunicipalityKind
from kimcore.model.units import FICTITIOUS_KEYS, unit

Plain = Mapping[str, object]

_DISTRICTS = {
    "1": GovernmentDistrict.DUESSELDORF.value,
    "3": GovernmentDistrict.KOELN.value,
    "5": GovernmentDistrict.MUENSTER.value,
    "7": GovernmentDistrict.DETMOLD.value,
    "9": GovernmentDistrict.ARNSBERG.value,
}
"""The government district that the third digit of a municipality's key names."""

_KINDS = frozenset(kind.value for kind in MunicipalityKind)
_UNIT_DIGITS = 5


def coherence_problems(town: Plain, cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield what does not fit together in the plain values of a town and of its cases."""
    municipality = town.get("municipality")
    if isinstance(municipality, dict):
        yield from _registry_problems(municipality)
        yield from _members_elsewhere(town, _text(municipality, "key"))
    yield from _unknown_collections(town.get("partial"))
    for name, cl in collections().items():
        for spot in spots(cl):
            if spot.kind is own_kind(cl) and spot.field != OWN and not spot.is_list:
                yield from _chains_without_end(town, name, spot.field)
    yield from _strangers_at_meetings(town)
    yield from _needs_of_others(town, cases)


def _registry_problems(municipality: Plain) -> Iterator[Problem]:
    """Yield where a municipality contradicts the registry of units or its own key."""
    place = Place("municipality")
    key, kind, district = (_text(municipality, name) for name in ("key", "kind", "district"))
    if key is None or not is_key(key, MunicipalityKey):
        return
    registered = unit(MunicipalityKey(key))
    if registered is None and key not in FICTITIOUS_KEYS:
        yield (place / "key").problem(expected="the key of one of the 54 units, or one set aside for invented towns", found=key)
    if registered is not None and kind in _KINDS - {registered.kind.value}:
        yield (place / "kind").problem(expected=f"{registered.kind.value!r} as in the registry of units", found=kind)
    named = _DISTRICTS[key[2]]
    if district in set(_DISTRICTS.values()) - {named}:
        yield (place / "district").problem(expected=f"{named!r}, which the third digit of the key names", found=district)


def _members_elsewhere(town: Plain, key: str | None) -> Iterator[Problem]:
    """Yield member municipalities whose key is not one within the unit."""
    if key is None:
        return
    digits = key[:_UNIT_DIGITS]
    for place, member in _records(town, "members", Place()):
        found = _text(member, "key")
        is_within = found is not None and found.startswith(digits) and len(found) > _UNIT_DIGITS
        if found is not None and is_key(found, MunicipalityKey) and not is_within:
            yield (place / "key").problem(expected=f"a key of 8 or 12 digits that begins with {digits!r}", found=found)


def _unknown_collections(partial: object) -> Iterator[Problem]:
    """Yield the names of partly known collections that no town has."""
    names = tuple(collections())
    for index, name in enumerate(partial if isinstance(partial, list) else ()):
        if isinstance(name, str) and name not in names:
            yield (Place("partial") / index).problem(expected=one_of(names) + near(name, names), found=name)


def _chains_without_end(town: Plain, name: str, field: str) -> Iterator[Problem]:
    """Yield records that lead back to themselves, such as an office that is part of its own part."""
    records = tuple(_records(town, name, Place()))
    following = {_text(record, OWN): _text(record, field) for _, record in records}
    looped = _looped(following)
    for place, record in records:
        if _text(record, OWN) in looped:
            yield (place / field).problem_in_words(expected="a chain that ends", found="one that leads back to this record")


def _looped(following: Mapping[str | None, str | None]) -> set[str | None]:
    """Return the keys from which the chain of following keys leads back to themselves; each key is visited once."""
    looped: set[str | None] = set()
    done: set[str | None] = {None}
    for start in following:
        chain: dict[str | None, int] = {}
        key = start
        while key in following and key not in done and key not in chain:
            chain[key] = len(chain)
            key = following[key]
        if key in chain:
            looped.update(tuple(chain)[chain[key] :])
        done.update(chain)
    return looped


def _strangers_at_meetings(town: Plain) -> Iterator[Problem]:
    """Yield attendances of members of another body than the one that met."""
    memberships = _records(town, "memberships", Place())
    bodies = {_text(membership, OWN): _text(membership, "body") for _, membership in memberships}
    for place, meeting in _records(town, "meetings", Place()):
        for inner, attendance in _records(meeting, "attendance", place):
            body = bodies.get(_text(attendance, "membership"))
            if body is not None and body != _text(meeting, "body"):
                found = f"a member of {shape(body)}"
                yield (inner / "membership").problem_in_words(expected="a member of the body that met", found=found)


def _needs_of_others(town: Plain, cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield needs that a barrier names but its case does not have."""
    barriers = tuple(_records(town, "barriers", Place()))
    seen_in = {_text(barrier, "case") for _, barrier in barriers} - {None}
    in_question = [case for _, case in cases if isinstance(case, dict) and _text(case, OWN) in seen_in]
    needs = {_text(case, OWN): {_text(need, OWN) for _, need in _records(case, "needs", Place())} for case in in_question}
    for place, barrier in barriers:
        of_case = needs.get(_text(barrier, "case"), set())
        named = barrier.get("needs")
        for index, need in enumerate(named if isinstance(named, list) else ()):
            if isinstance(need, str) and need not in of_case:
                found = shape(need, hidden=True)
                yield (place / "needs" / index).problem_in_words(
                    expected="a need of the case that the barrier names", found=found
                )


def _records(owner: Plain, name: str, place: Place) -> Iterator[tuple[Place, Plain]]:
    """Yield the objects in a list of an object, each with its place."""
    entries = owner.get(name)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield place / name / index, entry


def _text(record: Plain, name: str) -> str | None:
    """Return a text in an object, or `None` if there is none."""
    value = record.get(name)
    return value if isinstance(value, str) else None
