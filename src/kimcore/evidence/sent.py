"""The attempts to pass people on, as they were known on a day."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from enum import Enum

from attrs import evolve, frozen

from kimcore.model import Case, FieldOfAction, Referral, ReferralAttempt, Town


class ReferralsBy(Enum):
    """What referrals are gathered by (*Gliederung der Vermittlungen*)."""

    FIELD = "field"
    """*Handlungsfeld des Bedarfs*"""
    EDGE = "edge"
    """*vermittelnde und empfangende Stelle*"""
    QUARTER = "quarter"
    """*Quartal*"""
    RECEIVER = "receiver"
    """*empfangende Stelle*"""


@frozen
class Sent:
    """An attempt with the case and the referral it belongs to (*Versuch*)."""

    case: Case
    referral: Referral
    attempt: ReferralAttempt
    is_last: bool


def sent_by(town: Town, on: date) -> Iterator[Sent]:
    """Yield every attempt sent by a day as it was known then, by case: later answers are still open."""
    for case in sorted(town.cases or (), key=lambda one: one.id):
        for referral in case.referrals:
            known = [attempt for attempt in referral.attempts if attempt.sent_on <= on]
            yield from (Sent(case, referral, _as_known(attempt, on), attempt is known[-1]) for attempt in known)


def group_of(one: Sent, by: ReferralsBy) -> Hashable:
    """Return the group that an attempt belongs to."""
    if by is ReferralsBy.EDGE:
        return one.referral.sender, one.attempt.receiver
    if by is ReferralsBy.QUARTER:
        return f"{one.attempt.sent_on.year}-Q{(one.attempt.sent_on.month + 2) // 3}"
    return one.attempt.receiver if by is ReferralsBy.RECEIVER else _field(one)


def grouped(sent: Iterable[Sent], by: ReferralsBy) -> dict[Hashable, list[Sent]]:
    """Return attempts by group, sorted."""
    groups: dict[Hashable, list[Sent]] = {}
    for one in sent:
        groups.setdefault(group_of(one, by), []).append(one)
    return dict(sorted(groups.items(), key=lambda item: str(item[0])))


def is_over(case: Case, on: date) -> bool:
    """Return whether a case was closed by a day."""
    return case.closing is not None and case.closing.on <= on


def _as_known(attempt: ReferralAttempt, on: date) -> ReferralAttempt:
    is_answered = attempt.answered_on is None or attempt.answered_on <= on
    has_contact = attempt.first_contact_on is not None and attempt.first_contact_on <= on
    return evolve(
        attempt,
        outcome=attempt.outcome if is_answered else None,
        answered_on=attempt.answered_on if is_answered else None,
        first_contact_on=attempt.first_contact_on if has_contact else None,
        reason=attempt.reason if is_answered else None,
    )


def _field(one: Sent) -> str:
    """Return the field of action of the need behind a referral, or ``unknown``."""
    found: FieldOfAction | None = next((need.field for need in one.case.needs if need.id == one.referral.need), None)
    return "unknown" if found is None else found.value
