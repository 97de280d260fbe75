"""LG-14: the agenda reaches the members early enough."""

from collections.abc import Mapping
from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Meeting
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.rules.steering.bodies import agreed
from kimcore.rules.steering.meetings import each_recent_meeting
from kimcore.text import Fact

_DAYS = "lg.invitation_days_min"


def _ask(meeting: Meeting, held: date, context: Context) -> Verdict:
    days = agreed(context, meeting.body, lambda procedure: procedure.invitation_days, _DAYS, on=held)
    if meeting.agenda_sent_on is None:
        return unknown(meeting.id, missing=("agenda_sent_on",))
    before = (held - meeting.agenda_sent_on).days
    if before >= days:
        return passed(meeting.id)
    facts: Mapping[str, Fact] = {"held": held, "sent": meeting.agenda_sent_on, "before": before, "required": days}
    return failed(meeting.id, facts, since=held - timedelta(days=days - 1))


RULE = Rule(
    code="LG-14",
    slug="invitation",
    binding=Binding.PRACTICE,
    grade=Grade.UNVERIFIED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("steering_groups", "meetings"),
    # The parameter is not listed: it has no value of its own, and a body's rules of procedure may give one without it.
    also_reads=(_DAYS,),
    facts={"held": "date", "sent": "date", "before": "days", "required": "days", "count": "count"},
    check=each_recent_meeting(_ask),
)
