"""How referrals fare: who takes people on, who refuses, how long it takes, and who is lost on the way."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import pairwise

from attrs import evolve, frozen

from kimcore.model import (
    ActorId,
    Case,
    CaseId,
    FieldOfAction,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    RefusalReason,
    Town,
)
from kimcore.model.metric import Card, Metric
from kimcore.network.loads import Bottleneck, bottlenecks
from kimcore.network.waiting import waiting_times

_SOURCE = "kimcore; rates over the attempts that have come to an end"
_RATES = {
    ReferralOutcome.ACCEPTED: "acceptance_rate",
    ReferralOutcome.REFUSED: "refusal_rate",
    ReferralOutcome.NO_ANSWER: "no_answer_rate",
}
_CARDS = {
    outcome: Card(
        name=name,
        definition=f"attempts {outcome.value} / attempts that have come to an end; withdrawn ones left out",
        source=_SOURCE,
        loops="not_applicable",
    )
    for outcome, name in _RATES.items()
}
_NO_CONTACT = frozenset({ReferralOutcome.REFUSED, ReferralOutcome.WITHDRAWN, ReferralOutcome.NO_SHOW})
_NOT_ENDED = frozenset({None, ReferralOutcome.WITHDRAWN})
_NO_ATTEMPT = "no_attempt_ended"
_LOST_AFTER = 60
"""After so many days without an answer a referral counts as lost; a proposal of kimcore."""


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


@frozen(kw_only=True)
class LostReferral:
    """A referral that nobody ever answered (*verlorene Vermittlung*)."""

    case: CaseId
    referral: ReferralId
    receiver: ActorId
    sent_on: date


@frozen(kw_only=True)
class PingPong:
    """A person sent back to an office that had passed the referral by (*Pingpong*)."""

    case: CaseId
    referral: ReferralId
    offices: tuple[ActorId, ...]
    """The offices asked, in the order of asking."""


@frozen(kw_only=True)
class OverlappingAttempts:
    """A referral whose next attempt was sent before the last one was answered (*überlappende Versuche*).

    Two offices asked at once cannot be told apart from a wrong date, so the waits of such a referral deserve a look.
    """

    case: CaseId
    referral: ReferralId


@frozen(kw_only=True, eq=False)
class ReferralFlow:
    """How referrals fare up to a day (*Verlauf der Vermittlungen*)."""

    on: date
    attempts: Mapping[Hashable, int]
    """Attempts by group, sorted."""
    metrics: tuple[Metric, ...]
    """`acceptance_rate`, `refusal_rate` and `no_answer_rate`: over all attempts, and by group."""
    reasons: Mapping[RefusalReason, int]
    """How often each reason for refusing was given, in the order of the list."""
    refused_without_reason: int
    first_contact_median: Metric
    """Days from asking to the first contact, with those still waiting counted (Kaplan-Meier)."""
    first_contact_p90: Metric
    ended_without_contact: int
    ping_pong: tuple[PingPong, ...]
    lost: tuple[LostReferral, ...]
    overlapping: tuple[OverlappingAttempts, ...]


@frozen
class _Sent:
    case: Case
    referral: Referral
    attempt: ReferralAttempt
    is_last: bool


def referral_flow(town: Town, *, on: date, by: ReferralsBy = ReferralsBy.RECEIVER, lost_after: int = _LOST_AFTER) -> ReferralFlow:
    """Return how referrals fare up to a day (*Vermittlungen*).

    What was answered after the day is not known yet. Rates leave out what is still open and what was withdrawn.
    The time to the first contact is that of attempts that were accepted, not answered or are open: who still waits counts
    as waiting at least so long. Attempts that were refused, withdrawn or missed lead to no contact and are left out, and so
    are those that a case ended before any contact came; `ended_without_contact` counts the latter.

    Args:
        town: the town.
        on: the day of the question.
        by: what to gather by.
        lost_after: days without an answer after which a referral that nobody took up again is lost.

    Source:
        Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452

    Example:
        >>> from kimcore.model import UNITS
        >>> referral_flow(Town(municipality=UNITS[0]), on=date(2025, 1, 1)).metrics[0].reason
        'no_attempt_ended'
    """
    sent = [_as_known(one, on) for one in _sent(town, on)]
    groups = _grouped(sent, by)
    waiting = [one for one in sent if one.attempt.outcome not in _NO_CONTACT]
    met = [one for one in waiting if one.attempt.first_contact_on is not None or not _is_over(one, on)]
    waits = waiting_times([_spell(one, by) for one in met], on=on)
    refused = [one.attempt for one in sent if one.attempt.outcome is ReferralOutcome.REFUSED]
    reasons = Counter(attempt.reason for attempt in refused)
    return ReferralFlow(
        on=on,
        attempts={group: len(found) for group, found in groups.items()},
        metrics=tuple(_rate(outcome, groups, by) for outcome in _RATES),
        reasons={reason: reasons[reason] for reason in RefusalReason if reasons[reason]},
        refused_without_reason=reasons[None],
        first_contact_median=waits.median,
        first_contact_p90=waits.p90,
        ended_without_contact=len(waiting) - len(met),
        ping_pong=tuple(_ping_pong(town, on)),
        lost=tuple(_lost(sent, on, lost_after)),
        overlapping=tuple(_overlapping(town, on)),
    )


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
    sent = [_as_known(one, last_day) for one in _sent(town, last_day)]
    stays = [(one.attempt.receiver, one.attempt.sent_on, _left_on(one, last_day)) for one in sent]
    holds: list[tuple[Hashable, float]] = list((capacity or {}).items())
    return bottlenecks(stays, first_day=first_day, last_day=last_day, capacity=dict(holds))


def _sent(town: Town, on: date) -> Iterator[_Sent]:
    for case in sorted(town.cases or (), key=lambda one: one.id):
        for referral in case.referrals:
            known = [attempt for attempt in referral.attempts if attempt.sent_on <= on]
            yield from (_Sent(case, referral, attempt, attempt is known[-1]) for attempt in known)


def _as_known(one: _Sent, on: date) -> _Sent:
    """Return an attempt as it was known on a day: later answers are still open."""
    attempt = one.attempt
    is_answered = attempt.answered_on is None or attempt.answered_on <= on
    has_contact = attempt.first_contact_on is not None and attempt.first_contact_on <= on
    known = evolve(
        attempt,
        outcome=attempt.outcome if is_answered else None,
        answered_on=attempt.answered_on if is_answered else None,
        first_contact_on=attempt.first_contact_on if has_contact else None,
        reason=attempt.reason if is_answered else None,
    )
    return evolve(one, attempt=known)


def _group(one: _Sent, by: ReferralsBy) -> Hashable:
    if by is ReferralsBy.EDGE:
        return one.referral.sender, one.attempt.receiver
    if by is ReferralsBy.QUARTER:
        return f"{one.attempt.sent_on.year}-Q{(one.attempt.sent_on.month + 2) // 3}"
    return one.attempt.receiver if by is ReferralsBy.RECEIVER else _field(one)


def _field(one: _Sent) -> str:
    """Return the field of action of the need behind a referral, or ``unknown``."""
    found: FieldOfAction | None = next((need.field for need in one.case.needs if need.id == one.referral.need), None)
    return "unknown" if found is None else found.value


def _grouped(sent: Iterable[_Sent], by: ReferralsBy) -> dict[Hashable, list[_Sent]]:
    groups: dict[Hashable, list[_Sent]] = {}
    for one in sent:
        groups.setdefault(_group(one, by), []).append(one)
    return dict(sorted(groups.items(), key=lambda item: str(item[0])))


def _rate(outcome: ReferralOutcome, groups: Mapping[Hashable, list[_Sent]], by: ReferralsBy) -> Metric:
    ended = {group: [one for one in sent if one.attempt.outcome not in _NOT_ENDED] for group, sent in groups.items()}
    values = {group: _share(outcome, sent) for group, sent in ended.items()}
    everything = [one for sent in ended.values() for one in sent]
    everywhere = _share(outcome, everything)
    return Metric(
        name=_RATES[outcome],
        value=everywhere,
        values=values,
        reason=_NO_ATTEMPT if everywhere is None else None,
        reasons={group: _NO_ATTEMPT for group, value in values.items() if value is None},
        card=evolve(_CARDS[outcome], n=len(groups), parameters=(("attempts", str(len(everything))), ("by", by.value))),
    )


def _share(outcome: ReferralOutcome, sent: list[_Sent]) -> float | None:
    return sum(one.attempt.outcome is outcome for one in sent) / len(sent) if sent else None


def _spell(one: _Sent, by: ReferralsBy) -> tuple[Hashable, date, date | None]:
    return _group(one, by), one.attempt.sent_on, one.attempt.first_contact_on


def _left_on(one: _Sent, on: date) -> date | None:
    """Return the day on which a referral no longer lay at an office: contact, another answer, or the end of the case."""
    attempt = one.attempt
    if attempt.first_contact_on is not None:
        return attempt.first_contact_on
    if attempt.outcome is not ReferralOutcome.ACCEPTED and attempt.answered_on is not None:
        return attempt.answered_on
    return max(one.case.closing.on, attempt.sent_on) if one.case.closing is not None and _is_over(one, on) else None


def _is_over(one: _Sent, on: date) -> bool:
    return one.case.closing is not None and one.case.closing.on <= on


def _ping_pong(town: Town, on: date) -> Iterator[PingPong]:
    for case in sorted(town.cases or (), key=lambda one: one.id):
        for referral in case.referrals:
            offices = tuple(attempt.receiver for attempt in referral.attempts if attempt.sent_on <= on)
            if _comes_back(offices):
                yield PingPong(case=case.id, referral=referral.id, offices=offices)


def _comes_back(offices: tuple[ActorId, ...]) -> bool:
    """Return whether an office is asked again after another one was."""
    stays = [office for place, office in enumerate(offices) if place == 0 or office != offices[place - 1]]
    return len(stays) > len(set(stays))


def _lost(sent: Iterable[_Sent], on: date, lost_after: int) -> Iterator[LostReferral]:
    for one in sent:
        attempt = one.attempt
        is_silent = attempt.answered_on is None and attempt.outcome in {None, ReferralOutcome.NO_ANSWER}
        if one.is_last and is_silent and attempt.first_contact_on is None and (on - attempt.sent_on).days > lost_after:
            yield LostReferral(case=one.case.id, referral=one.referral.id, receiver=attempt.receiver, sent_on=attempt.sent_on)


def _overlapping(town: Town, on: date) -> Iterator[OverlappingAttempts]:
    for case in sorted(town.cases or (), key=lambda one: one.id):
        for referral in case.referrals:
            known = sorted((one for one in referral.attempts if one.sent_on <= on), key=lambda one: (one.sent_on, one.receiver))
            if any(before.answered_on and after.sent_on < before.answered_on for before, after in pairwise(known)):
                yield OverlappingAttempts(case=case.id, referral=referral.id)
