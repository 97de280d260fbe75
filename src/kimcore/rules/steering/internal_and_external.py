"""LG-06: offices of the municipality and organisations from outside both sit in the steering group."""

from collections.abc import Iterator
from functools import partial

from kimcore.law import Binding, Grade
from kimcore.model import Membership, SteeringGroup, is_internal
from kimcore.rules.context import Context
from kimcore.rules.outcome import Outcome, Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import SEAT_FACTS, enough_seats

_INTERNAL = "lg.internal_members_min"
_EXTERNAL = "lg.external_members_min"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    sides = [
        enough_seats(
            context,
            body,
            partial(_is_on_side, context, internal=internal),
            least=context.value(key).whole,
            missing=("affiliations",),
            variant="internal" if internal else "external",
        )
        for internal, key in ((True, _INTERNAL), (False, _EXTERNAL))
    ]
    wanting = [side for side in sides if side.outcome is not Outcome.PASS]
    yield from wanting or sides[:1]


def _is_on_side(context: Context, member: Membership, *, internal: bool) -> bool | None:
    actor = context.actors().get(member.actor)
    if actor is None:
        return None
    known = is_internal(actor, municipality=context.town.municipality.key, on=context.on)
    return None if known is None else known is internal


RULE = Rule(
    code="LG-06",
    slug="internal-and-external",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "memberships"),
    parameters=(_INTERNAL, _EXTERNAL),
    facts=SEAT_FACTS,
    check=each_body(_ask),
)
