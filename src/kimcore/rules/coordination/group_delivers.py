"""KO-07: a project group that has come to its end has a result."""

from collections.abc import Iterable
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import GroupKind, WorkGroup
from kimcore.rules.context import Context
from kimcore.rules.gathering import DAY, gather, laid_down
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FAQ_PAGE


def _check(context: Context) -> Iterable[Verdict]:
    projects = (group for group in context.town.work_groups or () if group.kind is GroupKind.PROJECT_GROUP)
    ended = ((group, group.during.last_day) for group in projects)
    complete = context.is_complete("work_groups")
    verdicts = (_judge(group, day, complete=complete) for group, day in ended if day is not None and day < context.on)
    return gather(context, "work_groups", verdicts)


def _judge(group: WorkGroup, last_day: date, *, complete: bool) -> Verdict:
    delivered = laid_down(group.result, complete=complete)
    if delivered is None:
        return unknown(group.id, missing=("result",))
    return passed(group.id) if delivered else failed(group.id, {"ended": last_day}, since=last_day + DAY)


RULE = Rule(
    code="KO-07",
    slug="group-delivers",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(FAQ_PAGE,),
    needs=("work_groups",),
    facts={"ended": "date", "count": "count"},
    check=_check,
)
