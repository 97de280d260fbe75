"""Counting the referrals of a window: how many there were, how many repeated, and how long people waited."""

from collections.abc import Collection
from datetime import date

from attrs import frozen

from kimcore.evidence.sent import Sent, sent_by
from kimcore.model import CaseId, FieldOfAction, Period, ReferralId, ReferralOutcome, Town
from kimcore.network.mean_waits import MeanWait, mean_wait


@frozen(kw_only=True)
class ReferralWindow:
    """The referrals that began in a window, as they were known on its last day (*Vermittlungen eines Zeitraums*)."""

    window: Period
    referrals: int
    repeated: int
    """Of these, those for which an office was asked again within the window."""
    people: int
    """People behind the referrals."""
    people_repeated: int
    """People behind the repeated ones."""
    people_once: int
    """People behind the others."""
    wait: MeanWait
    """From the first attempt to the first contact with any office."""


def referrals_in(town: Town, fields: Collection[FieldOfAction], window: Period, *, horizon: int) -> ReferralWindow:
    """Return the referrals for needs in some fields of action that began in a window.

    Example:
        >>> from kimcore.model import UNITS
        >>> year = Period(first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
        >>> referrals_in(Town(municipality=UNITS[0]), [FieldOfAction.WORK], year, horizon=90).referrals
        0
    """
    last = window.last_day or date.max
    asked: dict[tuple[CaseId, ReferralId], list[Sent]] = {}
    for one in sent_by(town, last):
        if _field(one) in fields:
            asked.setdefault((one.case.id, one.referral.id), []).append(one)
    begun = [attempts for attempts in asked.values() if attempts[0].attempt.sent_on in window]
    repeated = [attempts for attempts in begun if len(attempts) > 1]
    waiting = [attempts for attempts in begun if all(one.attempt.is_in_order for one in attempts)]
    waits = [(None, attempts[0].attempt.sent_on, _met_on(attempts)) for attempts in waiting if not _is_given_up(attempts, last)]
    return ReferralWindow(
        window=window,
        referrals=len(begun),
        repeated=len(repeated),
        people=_people(begun),
        people_repeated=_people(repeated),
        people_once=_people([attempts for attempts in begun if len(attempts) == 1]),
        wait=mean_wait(waits, on=last, horizon=horizon),
    )


def _people(referrals: list[list[Sent]]) -> int:
    return len({attempts[0].case.id for attempts in referrals})


def _field(one: Sent) -> FieldOfAction | None:
    return next((need.field for need in one.case.needs if need.id == one.referral.need), None)


def _met_on(attempts: list[Sent]) -> date | None:
    """Return the day of the first contact with any office that was asked."""
    return min((one.attempt.first_contact_on for one in attempts if one.attempt.first_contact_on is not None), default=None)


def _is_given_up(attempts: list[Sent], last: date) -> bool:
    """Return whether nobody waits any more although there was no contact: withdrawn, or the case was closed."""
    closing = attempts[-1].case.closing
    is_over = attempts[-1].attempt.outcome is ReferralOutcome.WITHDRAWN or (closing is not None and closing.on <= last)
    return _met_on(attempts) is None and is_over
