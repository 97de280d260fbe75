"""LG-05: somebody on department level or above sits in the steering group."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import DEPARTMENT_RANKS, Membership, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE, STRUCTURE_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import INEXACT_RANKS, SEAT_FACTS, enough_seats

_MEMBERS = "lg.department_members_min"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    least = context.value(_MEMBERS).whole
    yield enough_seats(context, body, _is_department, least=least, missing=("rank",))


def _is_department(member: Membership) -> bool | None:
    return None if member.rank in INEXACT_RANKS else member.rank in DEPARTMENT_RANKS


RULE = Rule(
    code="LG-05",
    slug="department-level",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE, STEERING_PAGE),
    needs=("steering_groups", "memberships"),
    parameters=(_MEMBERS,),
    facts=SEAT_FACTS,
    check=each_body(_ask),
)
