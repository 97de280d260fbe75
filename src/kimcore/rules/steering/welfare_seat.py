"""LG-07: free welfare has a seat in the steering group."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, Membership, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import SEAT_FACTS, enough_seats, kinds_of

_MEMBERS = "lg.welfare_members_min"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    kinds, actors = kinds_of(context), context.actors()

    def is_welfare(member: Membership) -> bool:
        actor = actors.get(member.actor)
        return actor is not None and (actor.umbrella is not None or ActorKind.WELFARE_ASSOCIATION in kinds[actor.id])

    yield enough_seats(context, body, is_welfare, least=context.value(_MEMBERS).whole)


RULE = Rule(
    code="LG-07",
    slug="welfare-seat",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "memberships"),
    parameters=(_MEMBERS,),
    facts=SEAT_FACTS,
    check=each_body(_ask),
)
