"""KO-02: each task has exactly one accountable actor and somebody who does it, and nobody disputes that."""

from collections.abc import Iterable, Mapping

from kimcore.law import Binding, Grade
from kimcore.model import Period, Responsibility, ResponsibilityRole, in_force
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather, too_few_since
from kimcore.rules.outcome import Severity, Verdict, failed, passed, unknown
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STRUCTURE_PAGE
from kimcore.text import Fact

_ACCOUNTABLE = "ko.accountable_per_task"
_RESPONSIBLE = "ko.responsible_per_task_min"


def _check(context: Context) -> Iterable[Verdict]:
    tasks = in_force(context.town.responsibilities or (), on=context.on)
    return gather(context, "responsibilities", (_judge(task, context) for task in tasks))


def _judge(task: Responsibility, context: Context) -> Verdict:
    exactly, least = context.value(_ACCOUNTABLE).whole, context.value(_RESPONSIBLE).whole
    accountable = _on_duty(task, ResponsibilityRole.ACCOUNTABLE, context)
    responsible = _on_duty(task, ResponsibilityRole.RESPONSIBLE, context)
    facts: Mapping[str, Fact] = {"accountable": accountable, "responsible": responsible, "exactly": exactly, "least": least}
    if accountable > exactly:
        return failed(task.id, facts, variant="several")
    if accountable == exactly and responsible >= least:
        return failed(task.id, facts, variant="contested") if task.contested_by else passed(task.id, facts)
    if not context.is_complete("responsibilities"):
        return unknown(task.id, facts, missing=("assignments",))
    role, needed = (ResponsibilityRole.ACCOUNTABLE, exactly) if accountable < exactly else (ResponsibilityRole.RESPONSIBLE, least)
    since = too_few_since(_periods(task, role), least=needed, begun=task.during.first_day, on=context.on)
    return failed(task.id, facts, since=since, variant=role.value)


def _on_duty(task: Responsibility, role: ResponsibilityRole, context: Context) -> int:
    return sum(context.on in period for period in _periods(task, role))


def _periods(task: Responsibility, role: ResponsibilityRole) -> tuple[Period, ...]:
    return tuple(assignment.during for assignment in task.assignments if assignment.role is role)


RULE = Rule(
    code="KO-02",
    slug="responsibility-clear",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STRUCTURE_PAGE,),
    needs=("responsibilities",),
    parameters=(_ACCOUNTABLE, _RESPONSIBLE),
    facts={"accountable": "count", "responsible": "count", "exactly": "count", "least": "count", "count": "count"},
    check=_check,
)
