"""DS-17: for people under age somebody who is entitled consents."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kimcore.law import Binding, Grade
from kimcore.model import AgeGroup, Case, Consent, ConsentGiver
from kimcore.rules.data_protection.consents import given_on, holds
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import SGB_I_36
from kimcore.text import Fact

_CAPACITY = "ds.minors.own_capacity_age"
_MAJORITY = "ds.minors.majority_age"

_AGES: Mapping[AgeGroup | None, range] = MappingProxyType(
    {
        None: range(130),
        AgeGroup.UNDER_14: range(14),
        AgeGroup.FROM_14_TO_17: range(14, 18),
        AgeGroup.FROM_18_TO_20: range(18, 21),
        AgeGroup.FROM_21_TO_26: range(21, 27),
        AgeGroup.FROM_27_TO_44: range(27, 45),
        AgeGroup.FROM_45_TO_64: range(45, 65),
        AgeGroup.FROM_65: range(65, 130),
    }
)
"""The ages in full years that each group may stand for."""


def _applies(consent: Consent, case: Case, on: date, *, majority: int, **_limits: object) -> bool:
    return holds(consent, case, on) and min(_AGES[case.age_group]) < majority


def _unknown(consent: Consent, case: Case, _on: date, *, capacity: int, **_limits: object) -> bool:
    """Return whether it is open who consented, or whether a person of that age could do so alone."""
    may_be_able = max(_AGES[case.age_group]) >= capacity
    return consent.given_by is None or (consent.given_by is ConsentGiver.SELF and may_be_able)


def _wrong(consent: Consent, _case: Case, _on: date, **_limits: object) -> bool:
    return consent.given_by is ConsentGiver.SELF


def _facts(consent: Consent, case: Case, _on: date, *, capacity: int, **_limits: object) -> Mapping[str, Fact]:
    group = None if case.age_group is None else case.age_group.value
    return {"consent": consent.id, "group": group, "capacity": capacity}


RULE = Rule(
    code="DS-17",
    slug="minors",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(SGB_I_36,),
    norm="§ 36 SGB I",
    needs=("cases",),
    parameters=(_CAPACITY, _MAJORITY),
    facts={"consent": "key", "group": "AgeGroup", "capacity": "years"},
    check=CaseCheck(
        over=Over.CONSENT,
        applies=_applies,
        unknown=_unknown,
        missing=("age", "given_by"),
        wrong=_wrong,
        limits={"capacity": _CAPACITY, "majority": _MAJORITY},
        facts=_facts,
        since=given_on,
    ),
)
