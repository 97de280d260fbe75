"""LG-17: a decision says what is to be done, by whom, by when and on what grounds."""

from collections.abc import Iterable

from kimcore.law import Binding, Grade
from kimcore.model import Decision
from kimcore.rules.context import Context
from kimcore.rules.gathering import gather, judge_parts, laid_down
from kimcore.rules.outcome import Severity, Verdict
from kimcore.rules.rule import Rule
from kimcore.rules.sources import STEERING_PAGE
from kimcore.rules.steering.decided import decisions_to_carry_out


def _check(context: Context) -> Iterable[Verdict]:
    complete = context.is_complete("decisions")
    decisions = decisions_to_carry_out(context)
    return gather(context, "decisions", (_judge(decision, complete=complete) for decision in decisions))


def _judge(decision: Decision, *, complete: bool) -> Verdict:
    grounds = (*decision.themes, *decision.barriers, *decision.proposals)
    parts = {
        "object": laid_down(decision.object, complete=complete),
        "responsible": laid_down(decision.responsible, complete=complete),
        "due_on": laid_down(decision.due_on, complete=complete),
        "grounds": laid_down(grounds, complete=complete),
    }
    return judge_parts(decision.id, parts, since=decision.decided_on)


RULE = Rule(
    code="LG-17",
    slug="decision-complete",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(STEERING_PAGE,),
    needs=("decisions",),
    facts={"object": "flag", "responsible": "flag", "due_on": "flag", "grounds": "flag", "count": "count"},
    check=_check,
)
