"""DS-01: people are told about the use of their data when it begins."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import DSGVO, KIM_DATABASE
from kimcore.text import Fact


def _wrong(case: Case, _case: Case, _on: date) -> bool:
    return all(given.on > case.opened_on for given in case.information)


def _given(case: Case, on: date) -> date | None:
    return min((given.on for given in case.information if given.on <= on), default=None)


def _facts(case: Case, _case: Case, on: date) -> Mapping[str, Fact]:
    return {"opened": case.opened_on, "given": _given(case, on)}


def _variant(case: Case, _case: Case, on: date) -> str:
    return "none" if _given(case, on) is None else "late"


RULE = Rule(
    code="DS-01",
    slug="information-given",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO, KIM_DATABASE),
    norm="Art. 13, 14 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"opened": "date", "given": "date"},
    check=CaseCheck(
        over=Over.CASE,
        wrong=_wrong,
        facts=_facts,
        since=lambda case, _case, _on: case.opened_on,
        variant=_variant,
    ),
)
