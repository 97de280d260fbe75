"""LG-09: in a Kreis, municipalities sit in the steering group at leadership level."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import ActorKind, Membership, MunicipalityKind, Rank, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, not_applicable
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KLEVE_STEERING
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import SEAT_FACTS, can_decide, enough_seats, kinds_of

_MEMBERS = "lg.municipality_members_min"
_WITH_MUNICIPALITIES = frozenset({MunicipalityKind.KREIS, MunicipalityKind.STAEDTEREGION})


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    if context.town.municipality.kind not in _WITH_MUNICIPALITIES:
        yield not_applicable(body.id)
        return
    kinds = kinds_of(context)

    def leads_a_municipality(member: Membership) -> bool | None:
        if ActorKind.MEMBER_MUNICIPALITY not in kinds.get(member.actor, ()):
            return False
        return member.rank is Rank.LEADERSHIP or can_decide(member)

    least = context.value(_MEMBERS).whole
    yield enough_seats(context, body, leads_a_municipality, least=least, missing=("rank", "may_decide"))


RULE = Rule(
    code="LG-09",
    slug="member-municipalities",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(KLEVE_STEERING,),
    needs=("steering_groups", "memberships"),
    parameters=(_MEMBERS,),
    facts=SEAT_FACTS,
    check=each_body(_ask),
)
