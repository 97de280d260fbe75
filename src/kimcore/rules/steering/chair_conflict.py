"""LG-12: whoever takes the chair is not also the one who receives the mandate."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import DEPARTMENT_RANKS, ActorId, ActorKind, MemberRole, Membership, PositionKind, SteeringGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KLEVE_STEERING
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import INEXACT_RANKS, seats


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    chairs = [member for member in seats(context, body.id) if member.role is MemberRole.CHAIR]
    if not chairs:
        yield not_applicable(body.id) if context.is_complete("memberships") else unknown(body.id, missing=("memberships",))
        return
    yield from (_judge(chair, body, context) for chair in chairs)


def _judge(chair: Membership, body: SteeringGroup, context: Context) -> Verdict:
    conflict = _is_in_conflict(chair, context)
    if conflict is None:
        return unknown(body.id, missing=("rank",))
    if not conflict:
        return passed(body.id)
    return failed(body.id, {"chair": _name(chair, context)}, since=chair.during.first_day)


def _is_in_conflict(chair: Membership, context: Context) -> bool | None:
    """Return whether the chair speaks for the centre, or for the office with the coordination below department level."""
    actor = context.actors().get(chair.actor)
    if actor is not None and ActorKind.INTEGRATION_CENTRE in actor.kinds:
        return True
    if chair.actor not in _hosts_of_coordination(context):
        return False
    return None if chair.rank in INEXACT_RANKS else chair.rank not in DEPARTMENT_RANKS


def _name(chair: Membership, context: Context) -> str:
    actor = context.actors().get(chair.actor)
    return chair.actor if actor is None else actor.name


def _hosts_of_coordination(context: Context) -> frozenset[ActorId | None]:
    positions = in_force(context.town.positions or (), on=context.on)
    return frozenset(position.host for position in positions if position.kind is PositionKind.COORDINATION)


RULE = Rule(
    code="LG-12",
    slug="chair-conflict",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KLEVE_STEERING,),
    needs=("steering_groups", "memberships"),
    facts={"chair": "text"},
    check=each_body(_ask),
)
