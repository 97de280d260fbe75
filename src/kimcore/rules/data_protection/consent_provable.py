"""DS-07: a consent can be shown: its form, its language and who gave it are on record."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Consent
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.consents import given_on, holds
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import DSGVO
from kimcore.text import Fact


def _wrong(consent: Consent, _case: Case, _on: date) -> bool:
    return consent.form is None or consent.language is None or consent.given_by is None


def _facts(consent: Consent, _case: Case, _on: date) -> Mapping[str, Fact]:
    return {
        "consent": consent.id,
        "form": consent.form is not None,
        "language": consent.language is not None,
        "giver": consent.given_by is not None,
    }


RULE = Rule(
    code="DS-07",
    slug="consent-provable",
    binding=Binding.BINDING,
    grade=Grade.KNOWN,
    severity=Severity.WARNING,
    sources=(DSGVO,),
    norm="Art. 7 Abs. 1 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"consent": "key", "form": "flag", "language": "flag", "giver": "flag"},
    check=CaseCheck(over=Over.CONSENT, applies=holds, wrong=_wrong, facts=_facts, since=given_on),
)
