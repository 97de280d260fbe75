"""B3-05: integration centre, case management and both authorities name contacts for one another."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Actor, ActorId, ActorKind, PositionKind, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, OBERHAUSEN_PAGE

_SIDES = (ActorKind.INTEGRATION_CENTRE, ActorKind.FOREIGNERS_AUTHORITY, ActorKind.NATURALISATION_AUTHORITY)
_CASE_MANAGEMENT = "case_management"


def _check(context: Context) -> Iterator[Verdict]:
    sides = _sides(context)
    actors = context.actors()
    if len(frozenset[str]().union(*sides.values())) <= 1:
        # One side alone has nobody to name a contact for.
        yield not_applicable() if context.is_complete("actors") else unknown(missing=("actors",))
        return
    for actor in sides:
        yield _ask(actors[actor], sides, context)


def _ask(actor: Actor, sides: Mapping[ActorId, frozenset[str]], context: Context) -> Verdict:
    points = in_force(actor.contact_points, on=context.on)
    is_for_all = any(not point.serves for point in points)
    served = {other for point in points for other in point.serves}
    across = [other for other in sides if sides[other] - sides[actor.id]]
    names = context.actors()
    lacking = tuple(names[other].name for other in across if other not in served)
    if is_for_all:
        return passed(actor.id)
    if not context.is_complete("actors"):
        # There may be further offices, and further contacts of this one.
        return unknown(actor.id, missing=("contact_points",))
    return failed(actor.id, {"lacking": lacking}) if lacking else passed(actor.id)


def _sides(context: Context) -> Mapping[ActorId, frozenset[str]]:
    """Return which sides of the cooperation each office of the day is on, by its key in order."""
    posts = in_force(context.town.positions or (), on=context.on)
    hosts = {post.host for post in posts if post.kind is PositionKind.CASE_MANAGEMENT}
    sides = {
        actor.id: frozenset(kind.value for kind in _SIDES if kind in actor.kinds)
        | (frozenset({_CASE_MANAGEMENT}) if actor.id in hosts else frozenset())
        for actor in context.actors().values()
    }
    return {actor: sides[actor] for actor in sorted(sides) if sides[actor]}


RULE = Rule(
    code="B3-05",
    slug="contact-points",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(OBERHAUSEN_PAGE, KIMCORE_PROPOSAL),
    facts={"lacking": "text"},
    check=_check,
)
