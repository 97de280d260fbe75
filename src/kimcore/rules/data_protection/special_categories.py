"""DS-05: data under special protection go out only with an express consent or on a provision for them."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import SPECIAL_CATEGORIES, Case, DataTransfer
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.transfers import consent_of, transfer_facts, transferred_on
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import DSGVO, RELEASE_GUIDE
from kimcore.text import Fact


def _applies(transfer: DataTransfer, _case: Case, on: date) -> bool:
    return transfer.on <= on and any(kind in SPECIAL_CATEGORIES for kind in transfer.data_kinds)


def _wrong(transfer: DataTransfer, case: Case, _on: date) -> bool:
    consent = consent_of(transfer, case)
    is_express = (
        consent is not None
        and consent.names_special_categories
        and all(kind in consent.data_kinds for kind in transfer.data_kinds if kind in SPECIAL_CATEGORIES)
    )
    return not transfer.special_norm and not is_express


def _facts(transfer: DataTransfer, case: Case, on: date) -> Mapping[str, Fact]:
    kinds = sorted(kind.value for kind in transfer.data_kinds if kind in SPECIAL_CATEGORIES)
    return {**transfer_facts(transfer, case, on), "kinds": tuple(kinds)}


RULE = Rule(
    code="DS-05",
    slug="special-categories",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO, RELEASE_GUIDE),
    norm="Art. 9 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"transferred": "date", "recipient": "key", "kinds": "DataKind"},
    check=CaseCheck(over=Over.TRANSFER, applies=_applies, wrong=_wrong, facts=_facts, since=transferred_on),
)
