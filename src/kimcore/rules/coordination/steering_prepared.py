"""KO-08: the coordination has prepared each meeting of the steering group."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import BLOCK_OF, BuildingBlock, Meeting
from kimcore.rules.context import Context
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE
from kimcore.rules.steering.meetings import each_recent_meeting


def _ask(meeting: Meeting, held: date, context: Context) -> Verdict:
    facts = {"held": held}
    if meeting.prepared_by is None and not context.is_complete("meetings"):
        return unknown(meeting.id, facts, missing=("prepared_by",))
    if meeting.prepared_by is None:
        return failed(meeting.id, facts, since=held, variant="nobody")
    positions = {position.id: position for position in context.town.positions or ()}
    if BLOCK_OF[positions[meeting.prepared_by].kind] is not BuildingBlock.COORDINATION:
        return failed(meeting.id, facts, since=held, variant="others")
    if meeting.prepared_on is not None and meeting.prepared_on > held:
        return failed(meeting.id, facts, since=held, variant="late")
    return passed(meeting.id)


RULE = Rule(
    code="KO-08",
    slug="steering-prepared",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STRUCTURE_PAGE,),
    needs=("steering_groups", "meetings"),
    facts={"held": "date", "count": "count"},
    check=each_recent_meeting(_ask),
)
