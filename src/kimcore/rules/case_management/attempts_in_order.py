"""CM-16: an office answers after it was asked, and the next one is asked after the answer."""

from collections.abc import Mapping
from datetime import date

from kimcore.law import Binding, Grade
from kimcore.model import Case, Referral
from kimcore.rules.outcome import Severity
from kimcore.rules.rule import CaseCheck, Over, Rule
from kimcore.rules.sources import KIMCORE_PROPOSAL
from kimcore.text import Fact


def _applies(referral: Referral, _case: Case, on: date) -> bool:
    return any(attempt.sent_on <= on for attempt in referral.attempts)


def _wrong(referral: Referral, _case: Case, on: date) -> bool:
    return _is_answered_early(referral, on) or _overlaps(referral, on)


def _is_answered_early(referral: Referral, on: date) -> bool:
    """Return whether an answer or a first contact is dated before the attempt."""
    return any(
        (attempt.answered_on is not None and attempt.answered_on < attempt.sent_on)
        or (attempt.first_contact_on is not None and attempt.first_contact_on < attempt.sent_on)
        for attempt in referral.attempts
        if attempt.sent_on <= on
    )


def _overlaps(referral: Referral, on: date) -> bool:
    """Return whether another attempt was sent from the day on which one was sent to the day before it was answered."""
    return any(
        attempt.answered_on is not None
        and sum(attempt.sent_on <= other.sent_on < attempt.answered_on for other in referral.attempts if other.sent_on <= on) > 1
        for attempt in referral.attempts
        if attempt.sent_on <= on
    )


def _variant(referral: Referral, _case: Case, on: date) -> str:
    return "early" if _is_answered_early(referral, on) else "overlap"


def _facts(referral: Referral, _case: Case, _on: date) -> Mapping[str, Fact]:
    return {"referral": referral.id}


RULE = Rule(
    code="CM-16",
    slug="attempts-in-order",
    binding=Binding.PRACTICE,
    grade=Grade.INFERRED,
    severity=Severity.INFO,
    sources=(KIMCORE_PROPOSAL,),
    needs=("cases",),
    facts={"referral": "text", "count": "count"},
    check=CaseCheck(over=Over.REFERRAL, applies=_applies, wrong=_wrong, facts=_facts, variant=_variant),
)
