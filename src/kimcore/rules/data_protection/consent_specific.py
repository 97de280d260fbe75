"""DS-04: a consent names the kinds of data, the recipients and the purpose."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Consent
from kimcore.rules.data_protection.applies import DSGVO_APPLIES
from kimcore.rules.data_protection.consents import given_on, holds
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import CONSENT_PAPER, DSGVO, INTEGRATION_POINT, RELEASE_GUIDE
from kimcore.text import Fact


def _wrong(consent: Consent, _case: Case, _on: date) -> bool:
    return not consent.data_kinds or not consent.recipients or not (consent.purpose or "").strip()


def _facts(consent: Consent, _case: Case, _on: date) -> Mapping[str, Fact]:
    return {
        "consent": consent.id,
        "data_kinds": bool(consent.data_kinds),
        "recipients": bool(consent.recipients),
        "purpose": bool((consent.purpose or "").strip()),
    }


RULE = Rule(
    code="DS-04",
    slug="consent-specific",
    binding=Binding.BINDING,
    grade=Grade.SECONDARY,
    severity=Severity.WARNING,
    sources=(CONSENT_PAPER, RELEASE_GUIDE, INTEGRATION_POINT, DSGVO),
    norm="Art. 4 Nr. 11, Art. 7 DSGVO",
    in_force=DSGVO_APPLIES,
    needs=("cases",),
    facts={"consent": "key", "data_kinds": "flag", "recipients": "flag", "purpose": "flag"},
    check=CaseCheck(over=Over.CONSENT, applies=holds, wrong=_wrong, facts=_facts, since=given_on),
)
