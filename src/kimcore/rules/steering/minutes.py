"""LG-15: the minutes are there soon after the meeting."""

from datetime import date, timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Meeting
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.rules.steering.bodies import agreed
from kimcore.rules.steering.meetings import each_recent_meeting

_DAYS = "lg.minutes_days_max"


def _ask(meeting: Meeting, held: date, context: Context) -> Verdict:
    days = agreed(context, meeting.body, lambda procedure: procedure.minutes_days, _DAYS, on=held)
    last_day = held + timedelta(days=days)
    if context.on <= last_day:
        return passed(meeting.id)
    if meeting.minutes_on is None:
        return unknown(meeting.id, missing=("minutes_on",))
    if meeting.minutes_on <= last_day:
        return passed(meeting.id)
    written = meeting.minutes_on if meeting.minutes_on <= context.on else None
    facts = {"held": held, "last_day": last_day, "written": written, "required": days}
    return failed(meeting.id, facts, since=last_day + DAY, variant="open" if written is None else "late")


RULE = Rule(
    code="LG-15",
    slug="minutes",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("steering_groups", "meetings"),
    parameters=(_DAYS,),
    facts={"held": "date", "last_day": "date", "written": "date", "required": "days", "count": "count"},
    check=each_recent_meeting(_ask),
)
