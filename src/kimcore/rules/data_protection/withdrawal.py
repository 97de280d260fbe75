"""DS-06: nothing goes out on a consent that was withdrawn or whose purpose has ended."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, DataTransfer
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.transfers import (
    consent_of,
    lapsed_on,
    rests_on_consent,
    transfer_facts,
    transferred_on,
)
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import DSGVO, RELEASE_GUIDE
from kimcore.text import Fact


def _unknown(transfer: DataTransfer, case: Case, _on: date) -> bool:
    """Return whether the withdrawal came on the very day, so that what came first is not on record."""
    consent = consent_of(transfer, case)
    return consent is not None and consent.withdrawn_on == transfer.on == lapsed_on(consent)


def _wrong(transfer: DataTransfer, case: Case, _on: date) -> bool:
    lapsed = _lapsed(transfer, case)
    return lapsed is not None and lapsed <= transfer.on


def _lapsed(transfer: DataTransfer, case: Case) -> date | None:
    consent = consent_of(transfer, case)
    return None if consent is None else lapsed_on(consent)


def _facts(transfer: DataTransfer, case: Case, on: date) -> Mapping[str, Fact]:
    return {**transfer_facts(transfer, case, on), "lapsed": _lapsed(transfer, case)}


RULE = Rule(
    code="DS-06",
    slug="withdrawal-respected",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO, RELEASE_GUIDE),
    norm="Art. 7 Abs. 3 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"transferred": "date", "recipient": "key", "lapsed": "date"},
    check=CaseCheck(
        over=Over.TRANSFER,
        applies=rests_on_consent,
        unknown=_unknown,
        missing=("order_within_day",),
        wrong=_wrong,
        facts=_facts,
        since=transferred_on,
    ),
)
