"""KO-01: a work meeting has a purpose, an agenda, participants and material before it begins."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import WorkMeeting
from kimcore.rules.context import Context
from kimcore.rules.gathering import YEAR, gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    held = (meeting for meeting in context.town.work_meetings or () if meeting.held_on <= context.on)
    recent = (meeting for meeting in held if context.on - meeting.held_on < YEAR)
    complete = context.is_complete("work_meetings")
    return gather(context, "work_meetings", (_judge(meeting, complete=complete) for meeting in recent))


def _judge(meeting: WorkMeeting, *, complete: bool) -> Verdict:
    parts = {
        "purpose": laid_down(meeting.purpose, complete=complete),
        "agenda": None if meeting.agenda is None else bool(meeting.agenda),
        "participants": None if meeting.participants is None else bool(meeting.participants),
        "material": _was_sent_in_time(meeting, complete=complete),
    }
    return judge_parts(meeting.id, parts, since=meeting.held_on)


def _was_sent_in_time(meeting: WorkMeeting, *, complete: bool) -> bool | None:
    if meeting.material_sent_on is None:
        return False if complete else None
    return meeting.material_sent_on <= meeting.held_on


RULE = Rule(
    code="KO-01",
    slug="meeting-prepared",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE,),
    needs=("work_meetings",),
    facts={"purpose": "flag", "agenda": "flag", "participants": "flag", "material": "flag", "count": "count"},
    check=_check,
)
