"""CM-04: no phase begins before the one it builds on; going back is normal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from kimcore.law import Binding, Grade
from kimcore.model import Case, PhaseEntry
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CASE_MANAGEMENT_LEXICON
from kimcore.text import Fact

_PHASES = "cm.phases"


def _unknown(case: Case, _case: Case, on: date, *, phases: Sequence[str]) -> bool:
    return all(entry.on > on or entry.phase.value not in phases for entry in case.phases)


def _wrong(case: Case, _case: Case, on: date, *, phases: Sequence[str]) -> bool:
    return any(_too_early(case, on, phases))


def _too_early(case: Case, on: date, phases: Sequence[str]) -> Iterator[tuple[PhaseEntry, str]]:
    """Yield each entry without the phase it builds on; the last phase may follow on any other."""
    for before, phase in pairwise(phases[:-1]):
        for entry in case.phases:
            is_first_of_its_kind = entry.on <= on and entry.phase.value == phase
            if is_first_of_its_kind and all(other.phase.value != before or other.on > entry.on for other in case.phases):
                yield entry, before


def _facts(case: Case, _case: Case, on: date, *, phases: Sequence[str]) -> Mapping[str, Fact]:
    entry, before = next(_too_early(case, on, phases))
    return {"phase": entry.phase.value, "entered": entry.on, "before": before}


def _since(case: Case, _case: Case, on: date, *, phases: Sequence[str]) -> date:
    return min(entry.on for entry, _ in _too_early(case, on, phases))


RULE = Rule(
    code="CM-04",
    slug="phase-order",
    binding=Binding.STANDARD,
    grade=Grade.SEEN,
    severity=Severity.WARNING,
    sources=(CASE_MANAGEMENT_LEXICON,),
    needs=("cases",),
    parameters=(_PHASES,),
    facts={"phase": "Phase", "entered": "date", "before": "Phase"},
    check=CaseCheck(
        over=Over.CASE,
        unknown=_unknown,
        missing=("phases",),
        wrong=_wrong,
        limits={"phases": _PHASES},
        facts=_facts,
        since=_since,
    ),
)
