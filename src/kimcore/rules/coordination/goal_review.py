"""KO-05: the progress of each goal has been reported not long ago."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from kimcore.law import Binding, Grade
from kimcore.model import Goal
from kimcore.rules.context import Context
from kimcore.rules.coordination.goals import goals_of_day
from kimcore.rules.gathering import DAY, gather
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL, STRUCTURE_PAGE
from kimcore.text import Fact

_DAYS = "ko.goal_review_days_max"


def _check(context: Context) -> Iterable[Verdict]:
    return gather(context, "goals", (_judge(goal, context) for goal in goals_of_day(context)))


def _judge(goal: Goal, context: Context) -> Verdict:
    days = context.value(_DAYS).whole
    reported = max((measurement.on for measurement in goal.measurements if measurement.on <= context.on), default=None)
    from_day = reported or goal.set_on
    if from_day is None:
        return unknown(goal.id, missing=("set_on", "measurements"))
    last_day = from_day + timedelta(days=days)
    if context.on <= last_day:
        return passed(goal.id)
    if not context.is_complete("goals"):
        return unknown(goal.id, missing=("measurements",))
    facts: Mapping[str, Fact] = {"reported": reported, "set": goal.set_on, "days": days}
    return failed(goal.id, facts, since=last_day + DAY, variant="never" if reported is None else "silent")


RULE = Rule(
    code="KO-05",
    slug="goal-review",
    binding=Binding.PRACTICE,
    grade=Grade.KNOWN,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL, STRUCTURE_PAGE),
    needs=("goals",),
    parameters=(_DAYS,),
    facts={"reported": "date", "set": "date", "days": "days", "count": "count"},
    check=_check,
)
