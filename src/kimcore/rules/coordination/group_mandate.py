"""KO-06: a working or project group has a mandate, a lead, and an end or a day of review."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import GroupKind, WorkGroup, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import FAQ_PAGE

_KINDS = frozenset({GroupKind.WORKING_GROUP, GroupKind.PROJECT_GROUP})


def _check(context: Context) -> Iterable[Verdict]:
    groups = (group for group in in_force(context.town.work_groups or (), on=context.on) if group.kind in _KINDS)
    complete = context.is_complete("work_groups")
    return gather(context, "work_groups", (_judge(group, complete=complete) for group in groups))


def _judge(group: WorkGroup, *, complete: bool) -> Verdict:
    parts = {
        "mandate": laid_down(group.mandate or group.mandated_by, complete=complete),
        "lead": laid_down(group.lead, complete=complete),
        "end": laid_down(group.during.last_day or group.review_on, complete=complete),
    }
    return judge_parts(group.id, parts, since=group.during.first_day)


RULE = Rule(
    code="KO-06",
    slug="group-mandate",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(FAQ_PAGE,),
    needs=("work_groups",),
    facts={"mandate": "flag", "lead": "flag", "end": "flag", "count": "count"},
    check=_check,
)
