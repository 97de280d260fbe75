"""Data that went to another office, and the declarations it went with."""

from collections.abc import Mapping
from datetime import date

from kimcore.model import Case, Consent, ConsentId, ConsentKind, DataTransfer, LegalBasis
from kimcore.text import Fact


def has_taken_place(transfer: DataTransfer, _case: Case, on: date) -> bool:
    """Return whether data have gone out by the day."""
    return transfer.on <= on


def rests_on_consent(transfer: DataTransfer, case: Case, on: date) -> bool:
    """Return whether data have gone out by the day on a consent that is named."""
    return transfer.on <= on and transfer.basis is LegalBasis.CONSENT and consent_of(transfer, case) is not None


def consent_of(transfer: DataTransfer, case: Case) -> Consent | None:
    """Return the consent under data protection law that data went with."""
    return _declaration(transfer.consent, ConsentKind.DATA_PROTECTION, case)


def release_of(transfer: DataTransfer, case: Case) -> Consent | None:
    """Return the release from confidentiality that data went with."""
    return _declaration(transfer.release, ConsentKind.CONFIDENTIALITY_RELEASE, case)


def covers(consent: Consent, transfer: DataTransfer) -> bool:
    """Return whether a declaration names the recipient and all kinds of data, as far as it names any."""
    names_recipient = not consent.recipients or transfer.recipient in consent.recipients
    return names_recipient and (not consent.data_kinds or all(kind in consent.data_kinds for kind in transfer.data_kinds))


def lapsed_on(consent: Consent) -> date | None:
    """Return the first day on which a declaration no longer holds; `None` if it has no end.

    The last day of the calendar is how some systems write that there is none.
    """
    ends = [] if consent.withdrawn_on is None else [consent.withdrawn_on]
    if consent.valid is not None and consent.valid.last_day is not None and consent.valid.last_day < date.max:
        ends.append(date.fromordinal(consent.valid.last_day.toordinal() + 1))
    return min(ends, default=None)


def transfer_facts(transfer: DataTransfer, _case: Case, _on: date) -> Mapping[str, Fact]:
    """Return the day and the recipient."""
    return {"transferred": transfer.on, "recipient": transfer.recipient}


def transferred_on(transfer: DataTransfer, _case: Case, _on: date) -> date:
    """Return the day on which data went out."""
    return transfer.on


def _declaration(key: ConsentId | None, kind: ConsentKind, case: Case) -> Consent | None:
    return next((consent for consent in case.consents if consent.id == key and consent.kind is kind), None)
