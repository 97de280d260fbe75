"""KO-04: a goal says how it is measured, from where to where, by when, and who answers for it."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Goal
from kimcore.rules.context import Context
from kimcore.rules.coordination.goals import goals_of_day
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    complete = context.is_complete("goals")
    return gather(context, "goals", (_judge(goal, complete=complete) for goal in goals_of_day(context)))


def _judge(goal: Goal, *, complete: bool) -> Verdict:
    parts = {
        "indicator": laid_down(goal.indicator, complete=complete),
        "baseline": laid_down(goal.baseline, complete=complete),
        "target": laid_down(goal.target, complete=complete),
        "due_on": laid_down(goal.due_on, complete=complete),
        "owner": laid_down(goal.owner, complete=complete),
    }
    return judge_parts(goal.id, parts, since=goal.set_on)


RULE = Rule(
    code="KO-04",
    slug="goals-measurable",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(STRUCTURE_PAGE,),
    needs=("goals",),
    facts={
        "indicator": "flag",
        "baseline": "flag",
        "target": "flag",
        "due_on": "flag",
        "owner": "flag",
        "count": "count",
    },
    check=_check,
)
