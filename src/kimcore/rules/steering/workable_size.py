"""LG-10: the steering group is small enough to work."""

from collections.abc import Iterator, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.seats import seats
from kimcore.text import Fact

_MOST = "lg.members_max"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    members, most = seats(context, body.id), context.value(_MOST).whole
    facts: Mapping[str, Fact] = {"members": len(members), "most": most}
    if len(members) > most:
        joined = [member.during.first_day for member in members if member.during.first_day is not None]
        since = max((day for day in joined if len(seats(context, body.id, on=day - DAY)) <= most), default=None)
        yield failed(body.id, facts, since=since)
    elif not context.is_complete("memberships"):
        yield unknown(body.id, facts, missing=("memberships",))
    elif members:
        yield passed(body.id, facts)
    else:
        yield not_applicable(body.id)


RULE = Rule(
    code="LG-10",
    slug="workable-size",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "memberships"),
    parameters=(_MOST,),
    facts={"members": "count", "most": "count"},
    check=each_body(_ask),
)
