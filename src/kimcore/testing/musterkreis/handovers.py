"""Passing people on: referrals attempt by attempt, and the consents their data went with."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from kimcore.model import (
    ActorId,
    AgeGroup,
    Consent,
    ConsentForm,
    ConsentGiver,
    ConsentId,
    ConsentKind,
    DataKind,
    DataTransfer,
    FieldOfAction,
    FlowDirection,
    LegalBasis,
    Need,
    Phase,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    RefusalReason,
)
from kimcore.testing.musterkreis.casework import entered_on
from kimcore.testing.musterkreis.draw import chance, later, pick
from kimcore.testing.musterkreis.place import REFERENCE_DAY
from kimcore.testing.musterkreis.profiles import RECEIVERS
from kimcore.testing.musterkreis.skeletons import Skeleton

PING_PONG_NUMBERS = (30, 42, 66)
"""Cases that two offices sent back to each other, each saying that the other is responsible."""

LOST_NUMBERS = (53, 81)
"""Cases with a referral that nobody ever answered."""

_SENT_BACK = ("jobcenter", "leistungsstelle", "jobcenter")

_MINORS = frozenset({AgeGroup.UNDER_14, AgeGroup.FROM_14_TO_17})

_KINDS = {
    FieldOfAction.HEALTH: DataKind.HEALTH,
    FieldOfAction.LIVELIHOOD: DataKind.BENEFITS,
    FieldOfAction.RESIDENCE: DataKind.RESIDENCE,
    FieldOfAction.WORK: DataKind.EDUCATION_AND_WORK,
}
"""What is passed on for a need besides the master data."""


@frozen
class _Answer:
    """How an office answers an attempt."""

    outcome: ReferralOutcome
    reason: RefusalReason | None = None


_ACCEPTED = _Answer(ReferralOutcome.ACCEPTED)
_ANSWERS = (
    *(_ACCEPTED,) * 15,
    _Answer(ReferralOutcome.REFUSED, RefusalReason.NO_CAPACITY),
    _Answer(ReferralOutcome.REFUSED, RefusalReason.DOCUMENTS_MISSING),
    _Answer(ReferralOutcome.REFUSED, RefusalReason.LANGUAGE),
    _Answer(ReferralOutcome.NO_ANSWER),
    _Answer(ReferralOutcome.NO_SHOW),
)
_NOT_US = _Answer(ReferralOutcome.REFUSED, RefusalReason.NOT_RESPONSIBLE)


def referrals(case: Skeleton, wanted: tuple[Need, ...]) -> tuple[Referral, ...]:
    """Return the referrals of a case; the last attempt of each is accepted or still open, with a few exceptions."""
    return tuple(referral for place, need in enumerate(wanted, start=1) for referral in _referral(case, place, need))


def _referral(case: Skeleton, place: int, need: Need) -> Iterator[Referral]:
    """Yield the referral for a need, if there is one."""
    key = ReferralId(f"vermittlung-{case.tag}-{place}")
    start = later(entered_on(case, Phase.LINKING), f"{key}/start", least=0, most=40)
    is_told = place == 1 and case.number in (*PING_PONG_NUMBERS, *LOST_NUMBERS)
    if start + timedelta(days=75) > case.last_day or not (is_told or chance(f"{key}/is made", 70)):
        return
    receivers, answers = RECEIVERS[need.field], [pick(f"{key}/answer", _ANSWERS), _ACCEPTED]
    if place == 1 and case.number in PING_PONG_NUMBERS:
        receivers, answers = _SENT_BACK, [_NOT_US, _NOT_US, _ACCEPTED]
    if place == 1 and case.number in LOST_NUMBERS:
        answers = [_Answer(ReferralOutcome.NO_ANSWER)]
    attempts = tuple(_attempts(case, key, start, tuple(zip(receivers, answers, strict=False))))
    if not any(attempt.receiver == case.host for attempt in attempts):
        yield Referral(id=key, sender=case.host, attempts=attempts, need=need.id)


def _attempts(case: Skeleton, key: ReferralId, start: date, tried: tuple[tuple[str, _Answer], ...]) -> Iterator[ReferralAttempt]:
    """Yield the attempts until one is accepted or the time is up."""
    sent_on = start
    for place, (receiver, answer) in enumerate(tried):
        answered_on = later(sent_on, f"{key}/{place}/answered", least=3, most=20)
        if answered_on > case.last_day:
            is_open = case.last_day == REFERENCE_DAY
            outcome = None if is_open else ReferralOutcome.WITHDRAWN
            yield ReferralAttempt(receiver=ActorId(receiver), sent_on=sent_on, outcome=outcome)
            return
        is_accepted = answer.outcome is ReferralOutcome.ACCEPTED
        first_contact_on = later(answered_on, f"{key}/{place}/contact", least=2, most=24)
        yield ReferralAttempt(
            receiver=ActorId(receiver),
            sent_on=sent_on,
            outcome=answer.outcome,
            answered_on=None if answer.outcome is ReferralOutcome.NO_ANSWER else answered_on,
            first_contact_on=first_contact_on if is_accepted and first_contact_on <= case.last_day else None,
            reason=answer.reason,
        )
        sent_on = later(answered_on, f"{key}/{place}/again", least=4, most=12)
        if is_accepted or sent_on > case.last_day:
            return


def consents(case: Skeleton, age: AgeGroup, wanted: tuple[Need, ...], made: tuple[Referral, ...]) -> tuple[Consent, ...]:
    """Return what a person agreed to: that the case is recorded and, if there are referrals, who learns what."""
    recorded = _consent(
        case, age, "dokumentation", case.opened_on, "Dokumentation der Begleitung", (DataKind.MASTER,), (case.host,)
    )
    if not made:
        return (recorded,)
    receivers = tuple(sorted({attempt.receiver for referral in made for attempt in referral.attempts}))
    kinds = tuple(sorted({kind for referral in made for kind in _kinds(referral, wanted)}, key=lambda kind: kind.value))
    day = min(attempt.sent_on for referral in made for attempt in referral.attempts)
    purpose = "Vermittlung und Begleitung nach dem Hilfeplan"
    return (
        recorded,
        _consent(case, age, "weitergabe", day, purpose, kinds, receivers),
        _consent(case, age, "entbindung", day, purpose, kinds, receivers),
    )


def _consent(
    case: Skeleton,
    age: AgeGroup,
    name: str,
    given_on: date,
    purpose: str,
    kinds: tuple[DataKind, ...],
    recipients: tuple[ActorId, ...],
) -> Consent:
    """Return one declaration; a few are withdrawn when the case ends."""
    is_release = name == "entbindung"
    is_withdrawn = case.closed_on is not None and name != "dokumentation" and chance(f"{case.key}/withdrawn", 12)
    return Consent(
        id=ConsentId(f"{name}-{case.tag}"),
        kind=ConsentKind.CONFIDENTIALITY_RELEASE if is_release else ConsentKind.DATA_PROTECTION,
        given_on=given_on,
        purpose=purpose,
        data_kinds=kinds,
        recipients=recipients,
        names_special_categories=DataKind.HEALTH in kinds,
        direction=FlowDirection.MUTUAL if is_release else None,
        form=ConsentForm.WRITTEN if chance(f"{case.key}/paper", 80) else ConsentForm.ELECTRONIC,
        language=pick(f"{case.key}/language", ("ar", "de", "en", "fa", "ro", "tr", "uk")),
        given_by=ConsentGiver.CUSTODIAN if age in _MINORS else ConsentGiver.SELF,
        withdrawn_on=case.closed_on if is_withdrawn else None,
    )


def transfers(case: Skeleton, wanted: tuple[Need, ...], made: tuple[Referral, ...]) -> tuple[DataTransfer, ...]:
    """Return what was passed on with each attempt, on the consent given before."""
    sent = (
        DataTransfer(
            on=attempt.sent_on,
            recipient=attempt.receiver,
            data_kinds=_kinds(referral, wanted),
            basis=LegalBasis.CONSENT,
            consent=ConsentId(f"weitergabe-{case.tag}"),
            release=ConsentId(f"entbindung-{case.tag}"),
        )
        for referral in made
        for attempt in referral.attempts
    )
    return tuple(sorted(sent, key=lambda transfer: (transfer.on, transfer.recipient)))


def _kinds(referral: Referral, wanted: tuple[Need, ...]) -> tuple[DataKind, ...]:
    """Return which data a referral needs."""
    field = next(need.field for need in wanted if need.id == referral.need)
    kinds = {DataKind.MASTER, DataKind.NEEDS_AND_PLAN} | ({_KINDS[field]} if field in _KINDS else set())
    return tuple(sorted(kinds, key=lambda kind: kind.value))
