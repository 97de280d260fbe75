"""LG-11: the steering group has a chair, and somebody who can stand in."""

from collections.abc import Iterator

from kimcore.law import Binding, Grade
from kimcore.model import MemberRole, Membership, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.gathering import too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import GUETERSLOH_REVIEW, HEINSBERG_PAPER, KLEVE_STEERING
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import ever_seated, seats


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    members = seats(context, body.id)
    chairs = [member for member in members if member.role is MemberRole.CHAIR]
    answers = [_has_deputy(chair) for chair in chairs]
    if chairs and (True in answers or any(member.role is MemberRole.DEPUTY_CHAIR for member in members)):
        yield passed(body.id)
    elif not context.is_complete("memberships"):
        yield unknown(body.id, missing=("memberships",))
    elif not chairs:
        periods = (member.during for member in ever_seated(context, body.id) if member.role is MemberRole.CHAIR)
        since = too_few_since(periods, least=1, begun=body.during.first_day, on=context.on)
        yield failed(body.id, variant="chair", since=since)
    elif None in answers:
        yield unknown(body.id, missing=("has_deputy",))
    else:
        yield failed(body.id, variant="deputy")


def _has_deputy(chair: Membership) -> bool | None:
    return True if chair.deputy is not None else chair.has_deputy


RULE = Rule(
    code="LG-11",
    slug="chair-named",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(KLEVE_STEERING, GUETERSLOH_REVIEW, HEINSBERG_PAPER),
    needs=("steering_groups", "memberships"),
    check=each_body(_ask),
)
