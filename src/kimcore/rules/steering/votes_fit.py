"""LG-23: the votes on record fit what was decided and how many were there."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Decision, DecisionOutcome, Meeting, VoteCount
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL


def _check(context: Context) -> Iterable[Verdict]:
    meetings = {meeting.id: meeting for meeting in context.town.meetings or ()}
    decisions = (one for one in context.town.decisions or () if one.decided_on <= context.on)
    counted = ((one, one.votes) for one in decisions if one.votes is not None)
    judged = (_judge(one, votes, meetings.get(one.meeting) if one.meeting else None) for one, votes in counted)
    return gather(context, "decisions", judged)


def _judge(decision: Decision, votes: VoteCount, meeting: Meeting | None) -> Verdict:
    facts = {"in_favour": votes.in_favour, "against": votes.against, "abstained": votes.abstained}
    cast = votes.in_favour + votes.against + votes.abstained
    present = None if meeting is None else _present(meeting)
    if present is not None and cast > present:
        return failed(decision.id, {**facts, "present": present}, since=decision.decided_on, variant="present")
    if decision.outcome is DecisionOutcome.ACCEPTED and votes.against > votes.in_favour:
        return failed(decision.id, facts, since=decision.decided_on, variant="outcome")
    return passed(decision.id)


def _present(meeting: Meeting) -> int | None:
    """Return how many were there; `None` where it is not on record."""
    came = [] if meeting.attendance is None else [sum(one.was_present for one in meeting.attendance)]
    counted = [] if meeting.participants is None else [meeting.participants]
    return max((*came, *counted), default=None)


RULE = Rule(
    code="LG-23",
    slug="votes-fit",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("decisions",),
    facts={"in_favour": "count", "against": "count", "abstained": "count", "present": "count", "count": "count"},
    check=_check,
)
