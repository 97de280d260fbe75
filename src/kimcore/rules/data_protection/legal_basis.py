"""DS-02: whenever data go to another office, a consent that covers it or a provision is named."""

from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, DataTransfer, LegalBasis
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.transfers import consent_of, covers, has_taken_place, transfer_facts, transferred_on
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CONSENT_PAPER, DSGVO


def _wrong(transfer: DataTransfer, case: Case, on: date) -> bool:
    return _variant(transfer, case, on) is not None


def _variant(transfer: DataTransfer, case: Case, _on: date) -> str | None:
    if transfer.basis is None:
        return "none"
    if transfer.basis is LegalBasis.STATUTE:
        return None if transfer.norm else "norm"
    consent = consent_of(transfer, case)
    if consent is None:
        return "consent"
    return None if covers(consent, transfer) else "beyond"


RULE = Rule(
    code="DS-02",
    slug="legal-basis",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO, CONSENT_PAPER),
    norm="Art. 6 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"transferred": "date", "recipient": "key"},
    check=CaseCheck(
        over=Over.TRANSFER,
        applies=has_taken_place,
        wrong=_wrong,
        facts=transfer_facts,
        since=transferred_on,
        variant=_variant,
    ),
)
