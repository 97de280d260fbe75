"""CM-06: each goal of a plan has a step, somebody responsible and a day, and the person agrees."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, CaseGoal, Plan, StepState, is_active
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact


def _applies(plan: Plan, case: Case, on: date) -> bool:
    return plan.made_on <= on and is_active(case, on=on)


def _unknown(plan: Plan, _case: Case, _on: date) -> bool:
    return plan.agreed_with_client is None and bool(plan.goals) and not any(map(_is_loose, plan.goals))


def _wrong(plan: Plan, _case: Case, _on: date) -> bool:
    return not plan.agreed_with_client or not plan.goals or any(map(_is_loose, plan.goals))


def _is_loose(goal: CaseGoal) -> bool:
    """Return whether a goal lacks a step, or a step that was not given up lacks somebody or a day."""
    return not goal.steps or any(
        step.state is not StepState.DROPPED and (step.responsible is None or step.due_on is None) for step in goal.steps
    )


def _facts(plan: Plan, _case: Case, _on: date) -> Mapping[str, Fact]:
    loose = sum(map(_is_loose, plan.goals))
    return {"goals": len(plan.goals), "loose": loose, "agreed": plan.agreed_with_client}


RULE = Rule(
    code="CM-06",
    slug="plan-complete",
    binding=Binding.STANDARD,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(CASE_MANAGEMENT_LEXICON,),
    needs=("cases",),
    facts={"goals": "count", "loose": "count", "agreed": "flag"},
    check=CaseCheck(
        over=Over.PLAN,
        applies=_applies,
        unknown=_unknown,
        missing=("agreed_with_client",),
        wrong=_wrong,
        facts=_facts,
        since=lambda plan, _case, _on: plan.made_on,
    ),
)
