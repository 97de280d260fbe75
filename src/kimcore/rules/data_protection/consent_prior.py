"""DS-03: a consent is given before the data go out."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, DataTransfer
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.transfers import consent_of, rests_on_consent, transfer_facts, transferred_on
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CONSENT_PAPER, DSGVO
from kimcore.text import Fact


def _wrong(transfer: DataTransfer, case: Case, _on: date) -> bool:
    consent = consent_of(transfer, case)
    return consent is not None and consent.given_on > transfer.on


def _facts(transfer: DataTransfer, case: Case, on: date) -> Mapping[str, Fact]:
    consent = consent_of(transfer, case)
    given = None if consent is None or consent.given_on > on else consent.given_on
    return {**transfer_facts(transfer, case, on), "given": given}


RULE = Rule(
    code="DS-03",
    slug="consent-prior",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO, CONSENT_PAPER),
    norm="Art. 6 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"transferred": "date", "recipient": "key", "given": "date"},
    check=CaseCheck(over=Over.TRANSFER, applies=rests_on_consent, wrong=_wrong, facts=_facts, since=transferred_on),
)
