"""CM-15: whether a person needs language mediation is on record, and the need is met."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, is_active
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import ESCHWEILER_PAPER


def _applies(case: Case, _case: Case, on: date) -> bool:
    return is_active(case, on=on)


def _unknown(case: Case, _case: Case, _on: date) -> bool:
    return case.needs_interpreter is None or (case.needs_interpreter and case.interpreter_found is None)


def _wrong(case: Case, _case: Case, _on: date) -> bool:
    return case.needs_interpreter is True and case.interpreter_found is False


RULE = Rule(
    code="CM-15",
    slug="interpreting",
    binding=Binding.PRACTICE,
    grade=Grade.SEEN,
    severity=Severity.INFO,
    sources=(ESCHWEILER_PAPER,),
    needs=("cases",),
    check=CaseCheck(
        over=Over.CASE,
        applies=_applies,
        unknown=_unknown,
        missing=("needs_interpreter", "interpreter_found"),
        wrong=_wrong,
    ),
)
