"""ST-03: the municipality and its members are those of the registry of units."""

from collections import Counter
from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import FICTITIOUS_KEYS, Municipality, MunicipalityKind, in_force, unit
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import UNITS_PAGE

_WITH_MEMBERS = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})
_BELONGING = frozenset(
    {
        MunicipalityKind.GROSSE_KREISANGEHOERIGE_STADT,
        MunicipalityKind.MITTLERE_KREISANGEHOERIGE_STADT,
        MunicipalityKind.KREISANGEHOERIGE_GEMEINDE,
        MunicipalityKind.REGIONSANGEHOERIGE_STADT,
    }
)


def _check(context: Context) -> Iterator[Verdict]:
    town = context.town.municipality
    if town.key in FICTITIOUS_KEYS:
        yield not_applicable(town.key)
        return
    registered = unit(town.key)
    if registered is None:
        yield failed(town.key, {"name": town.name}, variant="key")
        return
    yield _agrees(town, registered)
    yield from _members(context)


def _agrees(town: Municipality, registered: Municipality) -> Verdict:
    facts = {"name": town.name, "registered": registered.name, "kind": town.kind.value, "expected": registered.kind.value}
    if (town.kind, town.district) != (registered.kind, registered.district):
        return failed(town.key, facts, variant="kind")
    # Towns write their name with and without "Kreis" or "Stadt"; one name then stands within the other.
    own, official = town.name.casefold(), registered.name.casefold()
    return passed(town.key, facts) if own in official or official in own else failed(town.key, facts, variant="name")


def _members(context: Context) -> Iterator[Verdict]:
    if context.town.municipality.kind in _WITH_MEMBERS and context.town.members is None:
        yield unknown(missing=("members",))
        return
    members = in_force(context.town.members or (), on=context.on)
    if members and context.town.municipality.kind not in _WITH_MEMBERS:
        yield failed(facts={"count": len(members)}, variant="no_members")
    times = Counter(member.key for member in members)
    for key in sorted(key for key, number in times.items() if number > 1):
        yield failed(key, {"count": times[key]}, variant="twice")
    for member in members:
        if member.kind not in _BELONGING:
            yield failed(member.key, {"name": member.name, "kind": member.kind.value}, variant="member")


RULE = Rule(
    code="ST-03",
    slug="registry",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(UNITS_PAGE,),
    facts={
        "name": "text",
        "registered": "text",
        "kind": "MunicipalityKind",
        "expected": "MunicipalityKind",
        "count": "count",
    },
    check=_check,
)
