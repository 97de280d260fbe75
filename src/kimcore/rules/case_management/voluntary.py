"""CM-03: case management is voluntary and costs nothing."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import COLOGNE_PRESS
from kimcore.text import Fact


def _unknown(case: Case, _case: Case, _on: date) -> bool:
    is_open = case.is_voluntary is None or case.is_free_of_charge is None
    return is_open and case.is_voluntary is not False and case.is_free_of_charge is not False


def _wrong(case: Case, _case: Case, _on: date) -> bool:
    return case.is_voluntary is False or case.is_free_of_charge is False


def _facts(case: Case, _case: Case, _on: date) -> Mapping[str, Fact]:
    return {"voluntary": case.is_voluntary, "free": case.is_free_of_charge}


RULE = Rule(
    code="CM-03",
    slug="voluntary",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(COLOGNE_PRESS,),
    needs=("cases",),
    facts={"voluntary": "flag", "free": "flag"},
    check=CaseCheck(
        over=Over.CASE,
        unknown=_unknown,
        missing=("is_voluntary", "is_free_of_charge"),
        wrong=_wrong,
        facts=_facts,
        since=lambda case, _case, _on: case.opened_on,
    ),
)
