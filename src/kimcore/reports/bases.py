"""What allows a kind of data about a person to go to somebody on a day, and why not where nothing does.

Only what is on record counts: declarations of the person, and provisions that a transfer names. Which provisions there are
is not decided here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from kimcore.model import (
    SPECIAL_CATEGORIES,
    ActorId,
    AgeGroup,
    Case,
    Consent,
    ConsentGiver,
    ConsentId,
    ConsentKind,
    DataKind,
    DataTransfer,
    Filling,
    LegalBasis,
    StaffId,
    Town,
)
from kimcore.rules.case_management.leads import lead_on
from kimcore.rules.data_protection.transfers import lapsed_on


class Why(Enum):
    """Why a kind of data stays in the house (*Grund des Zurückhaltens*); the later ones are closer to a basis."""

    NO_DATA_KIND = "no_data_kind"
    """*keine Datenart, für die eine Erklärung abgegeben werden kann*"""
    NO_DECLARATION = "no_declaration"
    """*weder Einwilligung noch Vorschrift*"""
    NOT_NAMED = "not_named"
    """*Datenart, empfangende Stelle oder Zweck nicht genannt*"""
    NOT_YET = "not_yet"
    """*gilt noch nicht*"""
    LAPSED = "lapsed"
    """*widerrufen oder abgelaufen*"""
    SPECIAL_NOT_NAMED = "special_not_named"
    """*besondere Kategorie ohne ausdrückliche Einwilligung oder eigene Vorschrift*"""
    GIVEN_BY_CHILD = "given_by_child"
    """*Kind unter 14 Jahren, nicht nachweislich von einer sorgeberechtigten Person erklärt*"""
    SECRECY_UNKNOWN = "secrecy_unknown"
    """*nicht bekannt, ob Schweigepflicht besteht*"""
    NO_RELEASE = "no_release"
    """*keine Schweigepflichtentbindung*"""
    TO_BE_DELETED = "to_be_deleted"
    """*Löschdatum überschritten*"""


@frozen(kw_only=True)
class Errand:
    """Data that are to go to somebody for a purpose on a day (*Anlass einer Übermittlung*)."""

    recipient: ActorId
    purpose: str
    on: date


@frozen(kw_only=True)
class Basis:
    """What allows a kind of data to go (*Rechtsgrundlage einer Datenart*)."""

    kind: DataKind
    consent: ConsentId | None = None
    release: ConsentId | None = None
    norm: str | None = None
    """The provision that a transfer names."""
    special_norm: str | None = None


def basis_of(case: Case, kind: DataKind, errand: Errand, *, is_secret: bool | None) -> Basis | Why:
    """Return what allows a kind of data to go, a provision before a declaration, or why it may not.

    A consent counts if it names kind, recipient and purpose, is in force on the day, and for special categories names those
    expressly. Who is bound by professional secrecy needs a release besides; so does who may be.

    Args:
        case: the case.
        kind: the kind of data.
        errand: to whom, what for and when.
        is_secret: whether the data are under professional secrecy; `None` where that is not known.

    Example:
        >>> from kimcore.model import CaseId, UNITS
        >>> case = Case(id=CaseId("c-1"), municipality=UNITS[10].key, opened_on=date(2025, 1, 1))
        >>> basis_of(
        ...     case, DataKind.MASTER, Errand(recipient=ActorId("jc"), purpose="advice", on=date(2025, 2, 1)), is_secret=False
        ... )
        <Why.NO_DECLARATION: 'no_declaration'>
    """
    faults = []
    for transfer in case.transfers:
        if _is_statutory(transfer, kind, errand):
            if kind not in SPECIAL_CATEGORIES or (transfer.special_norm or "").strip():
                special = transfer.special_norm if kind in SPECIAL_CATEGORIES else None
                return Basis(kind=kind, norm=transfer.norm, special_norm=special)
            faults.append(Why.SPECIAL_NOT_NAMED)
    for consent in _given(case, ConsentKind.DATA_PROTECTION):
        fault = _fault(consent, case, kind, errand)
        if fault is None and is_secret is not False:
            release = _release(case, kind, errand)
            if release is not None:
                return Basis(kind=kind, consent=consent.id, release=release)
            fault = Why.SECRECY_UNKNOWN if is_secret is None else Why.NO_RELEASE
        if fault is None:
            return Basis(kind=kind, consent=consent.id)
        faults.append(fault)
    return max(faults, key=[*Why].index, default=Why.NO_DECLARATION)


def secrecy_of(case: Case, town: Town, *, on: date) -> bool | None:
    """Return whether who leads a case is bound by professional secrecy; `None` where that is not known.

    Example:
        >>> from kimcore.model import CaseId, UNITS
        >>> case = Case(id=CaseId("c-1"), municipality=UNITS[10].key, opened_on=date(2025, 1, 1))
        >>> secrecy_of(case, Town(municipality=UNITS[10]), on=date(2025, 1, 1)) is None
        True
    """
    lead = lead_on(case, on=on)
    bound = {filling.has_professional_secrecy for filling in _held(town).get(lead, ()) if on in filling.during} if lead else set()
    if True in bound:
        return True
    return False if bound == {False} else None


def _held(town: Town) -> Mapping[StaffId, list[Filling]]:
    held: dict[StaffId, list[Filling]] = {}
    for position in town.positions or ():
        for filling in position.fillings or ():
            if filling.staff is not None:
                held.setdefault(filling.staff, []).append(filling)
    return held


def _is_statutory(transfer: DataTransfer, kind: DataKind, errand: Errand) -> bool:
    names_norm = transfer.basis is LegalBasis.STATUTE and bool((transfer.norm or "").strip())
    return names_norm and transfer.on <= errand.on and transfer.recipient == errand.recipient and kind in transfer.data_kinds


def _given(case: Case, kind: ConsentKind) -> Iterable[Consent]:
    return sorted((one for one in case.consents if one.kind is kind), key=lambda one: (one.given_on, one.id))


def _fault(consent: Consent, case: Case, kind: DataKind, errand: Errand) -> Why | None:
    """Return why a declaration does not allow it, or `None` if it does."""
    is_named = errand.recipient in consent.recipients and kind in consent.data_kinds
    if not is_named or _plain(consent.purpose or "") != _plain(errand.purpose):
        return Why.NOT_NAMED
    end = lapsed_on(consent)
    if end is not None and end <= errand.on:
        return Why.LAPSED
    starts = consent.valid is None or consent.valid.first_day is None or consent.valid.first_day <= errand.on
    if consent.given_on > errand.on or not starts:
        return Why.NOT_YET
    if kind in SPECIAL_CATEGORIES and not consent.names_special_categories:
        return Why.SPECIAL_NOT_NAMED
    is_child = case.age_group is AgeGroup.UNDER_14 and consent.given_by is not ConsentGiver.CUSTODIAN
    return Why.GIVEN_BY_CHILD if is_child else None


def _release(case: Case, kind: DataKind, errand: Errand) -> ConsentId | None:
    releases = _given(case, ConsentKind.CONFIDENTIALITY_RELEASE)
    return next((one.id for one in releases if one.direction is not None and _fault(one, case, kind, errand) is None), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
