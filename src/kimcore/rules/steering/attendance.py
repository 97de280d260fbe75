"""LG-16: the members who can decide come to the meetings themselves."""

from collections.abc import Iterator, Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Meeting, SteeringGroup
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, not_applicable, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.rules.steering.bodies import each_body
from kimcore.rules.steering.meetings import meetings_of_year
from kimcore.rules.steering.seats import can_decide, seats
from kimcore.text import Fact

_SHARE = "lg.attendance_share_min"


def _ask(body: SteeringGroup, context: Context) -> Iterator[Verdict]:
    wanting = tuple(name for name in ("meetings", "memberships") if not context.is_complete(name))
    if wanting:
        yield unknown(body.id, missing=wanting)
        return
    answers = [
        answer for held, meeting in meetings_of_year(context, body.id) for answer in _who_came(meeting, held, body, context)
    ]
    if not answers:
        yield not_applicable(body.id)
        return
    least = context.value(_SHARE).number
    facts: Mapping[str, Fact] = {"expected": len(answers), "came": answers.count(True), "required": least}
    if answers.count(True) / len(answers) >= least:
        yield passed(body.id, facts)
    elif (answers.count(True) + answers.count(None)) / len(answers) >= least:
        yield unknown(body.id, facts, missing=("attendance",))
    else:
        yield failed(body.id, facts)


def _who_came(meeting: Meeting, held: date, body: SteeringGroup, context: Context) -> Iterator[bool | None]:
    """Yield for each member of the day who can decide whether that person came; `None` where nobody wrote it down."""
    came = {row.membership for row in meeting.attendance or () if row.was_present and not row.by_deputy}
    for member in seats(context, body.id, on=held):
        if can_decide(member):
            yield None if meeting.attendance is None else member.id in came


RULE = Rule(
    code="LG-16",
    slug="attendance",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("steering_groups", "memberships", "meetings"),
    parameters=(_SHARE,),
    facts={"expected": "count", "came": "count", "required": "share"},
    check=each_body(_ask),
)
