"""What else must fit before a town can be drawn: registry, bodies, needs, chains, names of collections."""

from collections.abc import Iterator, Mapping, Sequence

from kimcore.bundle.mentions import OWN, collections_of_town, spots
from kimcore.bundle.problems import Place
from kimcore.bundle.wording import near, one_of, shape
from kimcore.errors import Problem
from kimcore.model.keys import MunicipalityKey
from kimcore.model.municipality import GovernmentDistrict
from kimcore.model.units import FICTITIOUS_KEYS, unit

Plain = Mapping[str, object]

_DISTRICTS = {
    "1": GovernmentDistrict.DUESSELDORF,
    "3": GovernmentDistrict.KOELN,
    "5": GovernmentDistrict.MUENSTER,
    "7": GovernmentDistrict.DETMOLD,
    "9": GovernmentDistrict.ARNSBERG,
}
"""The government district that the third digit of a key names."""


def coherence_problems(town: Plain, cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield what does not fit together in the plain values of a town and of its cases.

    Records of another shape are passed over: the converter names them.
    """
    yield from _registry_problems(town.get("municipality"))
    yield from _unknown_collections(town.get("partial"))
    yield from _loops(town)
    yield from _strangers_at_meetings(town)
    yield from _needs_of_others(town, cases)


def _registry_problems(municipality: object) -> Iterator[Problem]:
    """Yield where a municipality contradicts the registry of units or its own key."""
    place = Place() / "municipality"
    key = municipality.get("key") if isinstance(municipality, dict) else None
    if not isinstance(municipality, dict) or not isinstance(key, str):
        return
    registered = unit(MunicipalityKey(key))
    if registered is None and key not in FICTITIOUS_KEYS:
        yield (place / "key").problem(expected="the key of one of the 54 units, or one set aside for invented towns", found=key)
    kind, district = municipality.get("kind"), municipality.get("district")
    if registered is not None and isinstance(kind, str) and kind != registered.kind.value:
        yield (place / "kind").problem(expected=f"{registered.kind.value!r} as in the registry of units", found=kind)
    named = _DISTRICTS.get(key[2:3])
    if named is not None and isinstance(district, str) and district != named.value:
        yield (place / "district").problem(expected=f"{named.value!r}, which the third digit of the key says", found=district)


def _unknown_collections(partial: object) -> Iterator[Problem]:
    """Yield the names of partly known collections that no town has."""
    if not isinstance(partial, list):
        return
    names = tuple(collections_of_town())
    for index, name in enumerate(partial):
        if isinstance(name, str) and name not in names:
            yield (Place() / "partial" / index).problem(expected=one_of(names) + near(name, names), found=name)


def _loops(town: Plain) -> Iterator[Problem]:
    """Yield the records that lead back to themselves, such as an office that is part of its own part."""
    for name, cl in collections_of_town().items():
        own = next((spot.target for spot in spots(cl) if spot.field == OWN), None)
        for spot in spots(cl):
            if spot.target is own and spot.field != OWN and not spot.is_list:
                yield from _loops_along(town, name, spot.field)


def _loops_along(town: Plain, name: str, field: str) -> Iterator[Problem]:
    """Yield the records of a collection that lead back to themselves along a field."""
    records = [(place, _text(record, OWN), _text(record, field)) for place, record in _records(town, name)]
    following = {key: next_key for _, key, next_key in records if key is not None}
    in_loop: set[str] = set()
    done: set[str] = set()
    for start in following:
        chain: dict[str, None] = {}
        key: str | None = start
        while key is not None and key in following and key not in done and key not in chain:
            chain[key] = None
            key = following[key]
        if key in chain:
            in_loop.update(list(chain)[list(chain).index(key) :])
        done.update(chain)
    for place, key, _ in records:
        if key in in_loop:
            yield (place / field).problem_in_words(expected="a chain that ends", found="one that leads back to this record")


def _strangers_at_meetings(town: Plain) -> Iterator[Problem]:
    """Yield attendances of members of another body than the one that met."""
    bodies = {_text(membership, OWN): _text(membership, "body") for _, membership in _records(town, "memberships")}
    for place, meeting in _records(town, "meetings"):
        for inner, attendance in _records(meeting, "attendance", place):
            key = _text(attendance, "membership")
            if key in bodies and bodies[key] != _text(meeting, "body"):
                found = shape(bodies[key])
                yield (inner / "membership").problem_in_words(
                    expected="a member of the body that met", found=f"a member of {found}"
                )


def _needs_of_others(town: Plain, cases: Sequence[tuple[Place, object]]) -> Iterator[Problem]:
    """Yield needs that a barrier names but its case does not have."""
    seen_in = {_text(barrier, "case") for _, barrier in _records(town, "barriers")}
    needs = {
        _text(case, OWN): {_text(need, OWN) for _, need in _records(case, "needs")}
        for _, case in cases
        if isinstance(case, dict) and _text(case, OWN) in seen_in
    }
    for place, barrier in _records(town, "barriers"):
        named = barrier.get("needs")
        for index, need in enumerate(named if isinstance(named, list) else ()):
            if isinstance(need, str) and need not in needs.get(_text(barrier, "case"), set()):
                found = shape(need, hidden=True)
                yield (place / "needs" / index).problem_in_words(
                    expected="a need of the case that the barrier names", found=found
                )


def _records(owner: Plain, name: str, place: Place = Place()) -> Iterator[tuple[Place, Plain]]:  # noqa: B008 - a frozen value
    """Yield the objects in a list of an object, each with its place."""
    entries = owner.get(name)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield place / name / index, entry


def _text(record: Plain, name: str) -> str | None:
    """Return a text in an object, or `None` if there is none."""
    value = record.get(name)
    return value if isinstance(value, str) else None
