"""LG-19: each ordinary meeting of the steering group evaluates what case management has found."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import AgendaKind, Meeting
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.meetings import each_recent_meeting


def _ask(meeting: Meeting, held: date, _context: Context) -> Verdict:
    if meeting.agenda is None:
        return unknown(meeting.id, missing=("agenda",))
    if any(item.kind is AgendaKind.CASE_FINDINGS for item in meeting.agenda):
        return passed(meeting.id)
    return failed(meeting.id, {"held": held, "items": len(meeting.agenda)}, since=held)


RULE = Rule(
    code="LG-19",
    slug="case-findings-on-agenda",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("steering_groups", "meetings"),
    facts={"held": "date", "items": "count", "count": "count"},
    check=each_recent_meeting(_ask),
)
