"""CM-01: the record says why a person needs case management and that no other one is responsible."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, ClosingReason, Indication, Phase
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import COESFELD_PAPER, GGUA_PAGE
from kimcore.text import Fact


def _applies(case: Case, _case: Case, on: date) -> bool:
    """Leave out who is still in the first phase, in which the question is open, and who was not taken in."""
    is_taken_in = not case.phases or any(entry.phase is not Phase.INTAKE and entry.on <= on for entry in case.phases)
    return is_taken_in and (case.closing is None or case.closing.reason is not ClosingReason.NO_INDICATION)


def _wrong(case: Case, _case: Case, on: date) -> bool:
    known = _known(case, on)
    return known is None or not known.reasons or known.has_other_case_management is not False


def _known(case: Case, on: date) -> Indication | None:
    return None if case.indication is None or case.indication.on > on else case.indication


def _facts(case: Case, _case: Case, on: date) -> Mapping[str, Fact]:
    known = _known(case, on)
    return {
        "reasons": known is not None and bool(known.reasons),
        "asked": known is not None and known.has_other_case_management is not None,
    }


def _variant(case: Case, _case: Case, on: date) -> str | None:
    known = _known(case, on)
    return "other" if known is not None and known.has_other_case_management else None


RULE = Rule(
    code="CM-01",
    slug="indication",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(GGUA_PAGE, COESFELD_PAPER),
    needs=("cases",),
    facts={"reasons": "flag", "asked": "flag"},
    check=CaseCheck(over=Over.CASE, applies=_applies, wrong=_wrong, facts=_facts, variant=_variant),
)
