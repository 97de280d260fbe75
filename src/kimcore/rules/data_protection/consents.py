"""Declarations that hold on a day."""

from datetime import date

from kimcore.model import Case, Consent
from kimcore.rules.data_protection.transfers import lapsed_on


def holds(consent: Consent, _case: Case, on: date, **_limits: object) -> bool:
    """Return whether a declaration was given by the day and has not lapsed."""
    end = lapsed_on(consent)
    return consent.given_on <= on and (end is None or on < end)


def given_on(consent: Consent, _case: Case, _on: date, **_limits: object) -> date:
    """Return the day on which a declaration was given."""
    return consent.given_on
