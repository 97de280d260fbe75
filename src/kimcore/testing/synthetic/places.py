"""Where synthetic cases are: units, the offices found in each of them, and the structural barriers seen there."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import accumulate

from attrs import frozen

from kimcore.errors import ModelError
from kimcore.model.actors import Actor, ActorKind
from kimcore.model.development import Barrier, BarrierKind
from kimcore.model.keys import ActorId, BarrierId, MunicipalityKey
from kimcore.model.situations import FieldOfAction
from kimcore.model.units import UNITS

_KINDS = {
    "ki": ("Kommunales Integrationszentrum", ActorKind.INTEGRATION_CENTRE),
    "auslaenderbehoerde": ("Ausländerbehörde", ActorKind.FOREIGNERS_AUTHORITY),
    "sozialamt": ("Sozialamt", ActorKind.SOCIAL_WELFARE_OFFICE),
    "leistungsstelle": ("Leistungsstelle nach dem AsylbLG", ActorKind.ASYLUM_BENEFITS_OFFICE),
    "wohnungsamt": ("Wohnungsamt", ActorKind.HOUSING_OFFICE),
    "jugendamt": ("Jugendamt", ActorKind.YOUTH_OFFICE),
    "gesundheitsamt": ("Gesundheitsamt", ActorKind.PUBLIC_HEALTH_OFFICE),
    "jobcenter": ("Jobcenter", ActorKind.JOBCENTER),
    "agentur": ("Agentur für Arbeit", ActorKind.EMPLOYMENT_AGENCY),
    "volkshochschule": ("Volkshochschule", ActorKind.LANGUAGE_COURSE_PROVIDER),
    "schulamt": ("Schulamt", ActorKind.SCHOOL_AUTHORITY),
    "familienbildung": ("Familienbildung", ActorKind.FAMILY_SERVICES),
    "migrationsberatung": ("Migrationsberatung", ActorKind.MIGRATION_COUNSELLING),
    "jugendmigrationsdienst": ("Jugendmigrationsdienst", ActorKind.YOUTH_MIGRATION_SERVICE),
    "fluechtlingsberatung": ("Flüchtlingsberatung", ActorKind.REFUGEE_COUNSELLING),
}

ACTORS: tuple[Actor, ...] = tuple(
    Actor(id=ActorId(key), name=name, kinds=(kind,)) for key, (name, kind) in sorted(_KINDS.items())
)
"""The offices that a synthetic town has, the same in each."""

BARRIERS: tuple[BarrierId, ...] = tuple(BarrierId(f"huerde-{number}") for number in range(1, 10))
"""The structural barriers that cases of a synthetic town may name."""


@frozen
class Places:
    """The units in which cases are, weighted by their people."""

    keys: tuple[MunicipalityKey, ...]
    ends: tuple[int, ...]
    """For each unit the people in it and in those before it."""

    def at(self, person: int) -> MunicipalityKey:
        """Return the unit of the person with a number from 0."""
        return self.keys[bisect_right(self.ends, person)]


@cache
def places(keys: tuple[str, ...] | None) -> Places:
    """Return the units with the keys in the order of the registry, or all of them.

    Stadt Aachen, whose people are counted with the Städteregion, weighs as much as the mean of all units.

    Raises:
        ModelError: if a key is none of the 54 units, or there is none.

    Example:
        >>> places(("05554", "05154")).keys
        ('05154', '05554')
    """
    wanted = frozenset(unit.key for unit in UNITS) if keys is None else frozenset(keys)
    unknown = sorted(wanted.difference(unit.key for unit in UNITS))
    if unknown or not wanted:
        raise ModelError(f"expected keys of the 54 units, found {', '.join(map(repr, unknown)) or 'none'}")
    counted = [unit.population for unit in UNITS if unit.population is not None]
    mean = sum(counted) // len(counted)
    chosen = [unit for unit in UNITS if unit.key in wanted]
    return Places(
        keys=tuple(unit.key for unit in chosen),
        ends=tuple(accumulate(mean if unit.population is None else unit.population for unit in chosen)),
    )


def barriers(seen_on: date) -> Iterable[Barrier]:
    """Yield the barriers that cases may name."""
    kinds, fields = tuple(BarrierKind), tuple(FieldOfAction)
    for number, key in enumerate(BARRIERS):
        yield Barrier(id=key, kind=kinds[number % len(kinds)], field=fields[number % len(fields)], seen_on=seen_on)
