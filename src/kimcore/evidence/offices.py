"""How full the offices are that people are passed on to."""

from collections.abc import Hashable, Mapping
from datetime import date

from kimcore.evidence.sent import Sent, is_over, sent_by
from kimcore.model import ActorId, ReferralOutcome, Town
from kimcore.network.loads import Bottleneck, bottlenecks


def office_loads(
    town: Town, *, first_day: date, last_day: date, capacity: Mapping[ActorId, float] | None = None
) -> tuple[Bottleneck, ...]:
    """Return how many referrals lie at each office against what it can hold, the fullest first (*Auslastung*).

    A referral lies at an office from the day it was sent to the first contact, to the answer where no contact follows,
    or to the end of the case.
    Little's law is the check: in a steady state the mean number lying there is arrivals a day times mean stay, and
    `steadiness` tells how far that holds.

    Args:
        town: the town.
        first_day: first day of the window.
        last_day: last day of the window; what came later is not known.
        capacity: referrals an office can hold at a time; without one there is no load.

    Raises:
        NetworkError: if the window or a capacity cannot be used.

    Source:
        Little 1961, A proof for the queuing formula L = λW, Operations Research 9(3), 383-387, doi:10.1287/opre.9.3.383

    Example:
        >>> from kimcore.model import UNITS
        >>> office_loads(Town(municipality=UNITS[0]), first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
        ()
    """
    sent = (one for one in sent_by(town, last_day) if one.attempt.is_in_order)
    stays = [(one.attempt.receiver, one.attempt.sent_on, _left_on(one, last_day)) for one in sent]
    holds: list[tuple[Hashable, float]] = list((capacity or {}).items())
    return bottlenecks(stays, first_day=first_day, last_day=last_day, capacity=dict(holds))


def _left_on(one: Sent, on: date) -> date | None:
    """Return the day on which a referral no longer lay at an office: contact, another answer, or the end of the case."""
    attempt, closing = one.attempt, one.case.closing
    if attempt.first_contact_on is not None:
        return attempt.first_contact_on
    if attempt.outcome is not ReferralOutcome.ACCEPTED and attempt.answered_on is not None:
        return attempt.answered_on
    return max(closing.on, attempt.sent_on) if closing is not None and is_over(one.case, on) else None
