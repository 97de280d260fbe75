"""How referrals fare: who takes people on, who refuses, how long it takes, and who is lost on the way."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise
from typing import TypeVar

from attrs import evolve, field, frozen

from kimcore.evidence.sent import ReferralsBy, Sent, group_of, grouped, is_over, sent_by
from kimcore.model import (
    ActorId,
    CaseId,
    Referral,
    ReferralId,
    ReferralOutcome,
    RefusalReason,
    Town,
)
from kimcore.model.metric import Card, Metric
from kimcore.network.waiting import waiting_times

_CodeT = TypeVar("_CodeT", ReferralOutcome | None, RefusalReason | None)

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
NOT_ENDED = frozenset({None, ReferralOutcome.WITHDRAWN})
"""Outcomes of attempts that are in no rate."""
_LOST_AFTER = 60
"""After so many days without an answer a referral counts as lost; a proposal of kimcore."""


@frozen(kw_only=True)
class LostReferral:
    """A referral that nobody ever answered (*verlorene Vermittlung*)."""

    case: CaseId
    referral: ReferralId
    receiver: ActorId
    sent_on: date
    group: Hashable = None
    """The group of its last attempt."""


@frozen(kw_only=True)
class PingPong:
    """A person sent back to an office that had passed the referral by (*Pingpong*)."""

    case: CaseId
    referral: ReferralId
    offices: tuple[ActorId, ...]
    """The offices asked, in the order of asking."""
    group: Hashable = None
    """The group of the attempt that came back."""


@frozen(kw_only=True)
class OverlappingAttempts:
    """A referral whose next attempt was sent before the last one was answered (*überlappende Versuche*).

    Two offices asked at once cannot be told apart from a wrong date, so the waits of such a referral deserve a look.
    """

    case: CaseId
    referral: ReferralId


@frozen(kw_only=True)
class MisdatedAttempt:
    """An attempt whose answer or first contact is dated before it was sent (*falsch datierter Versuch*).

    One of the days is wrong, and nobody but the case manager can say which; no waiting time is taken from it.
    """

    case: CaseId
    referral: ReferralId
    receiver: ActorId


@frozen
class AttemptCount:
    """How many attempts there are, and of how many people (*Versuche und Personen*)."""

    attempts: int
    people: frozenset[CaseId] = field(repr=False)

    @property
    def cases(self) -> int:
        """Return of how many people the attempts are."""
        return len(self.people)


@frozen(kw_only=True, eq=False)
class ReferralFlow:
    """How referrals fare up to a day (*Verlauf der Vermittlungen*)."""

    on: date
    by: ReferralsBy
    attempts: Mapping[Hashable, int]
    """Attempts by group, sorted."""
    counts: Mapping[Hashable, Mapping[ReferralOutcome | None, AttemptCount]]
    """By group and outcome; `None` for those still open."""
    metrics: tuple[Metric, ...]
    """`acceptance_rate`, `refusal_rate` and `no_answer_rate`: over all attempts, and by group."""
    reasons: Mapping[RefusalReason, int]
    """How often each reason for refusing was given, in the order of the list."""
    refused_without_reason: int
    reason_counts: Mapping[Hashable, Mapping[RefusalReason | None, AttemptCount]]
    """The reasons by group; `None` where none was given. Groups without a refusal are left out."""
    first_contact_median: Metric
    """Days from asking to the first contact, with those still waiting counted (Kaplan-Meier)."""
    first_contact_p90: Metric
    ended_without_contact: int
    ping_pong: tuple[PingPong, ...]
    lost: tuple[LostReferral, ...]
    overlapping: tuple[OverlappingAttempts, ...]
    misdated: tuple[MisdatedAttempt, ...]


def referral_flow(town: Town, *, on: date, by: ReferralsBy = ReferralsBy.RECEIVER, lost_after: int = _LOST_AFTER) -> ReferralFlow:
    """Return how referrals fare up to a day (*Vermittlungen*).

    What was answered after the day is not known yet. Rates leave out what is still open and what was withdrawn.
    The time to the first contact is that of attempts that were accepted, not answered or are open: who still waits counts
    as waiting at least so long. Attempts that were refused, withdrawn or missed lead to no contact and are left out, and so
    are those that a case ended before any contact came; `ended_without_contact` counts the latter.
    An attempt that was answered or met before it was sent has no wait, and is listed as `misdated`.

    Args:
        town: the town.
        on: the day of the question.
        by: what to gather by.
        lost_after: days without an answer after which a referral that nobody took up again is lost.

    Source:
        Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452

    Example:
        >>> from kimcore.model import UNITS
        >>> referral_flow(Town(municipality=UNITS[0], cases=()), on=date(2025, 1, 1)).metrics[0].reason
        'no_attempt_ended'
    """
    sent = list(sent_by(town, on))
    groups = grouped(sent, by)
    nothing = "no_cases_recorded" if town.cases is None else "no_attempt_ended"
    waiting = [one for one in sent if one.attempt.outcome not in _NO_CONTACT and one.attempt.is_in_order]
    met = _awaiting_contact(sent, on)
    waits = waiting_times([(group_of(one, by), one.attempt.sent_on, one.attempt.first_contact_on) for one in met], on=on)
    refused = [one for one in sent if one.attempt.outcome is ReferralOutcome.REFUSED]
    reasons = Counter(one.attempt.reason for one in refused)
    return ReferralFlow(
        on=on,
        by=by,
        attempts={group: len(found) for group, found in groups.items()},
        counts={group: _counted(found, (*ReferralOutcome, None), _outcome) for group, found in groups.items()},
        metrics=tuple(_rate(outcome, groups, by, nothing) for outcome in _RATES),
        reasons={reason: reasons[reason] for reason in RefusalReason if reasons[reason]},
        refused_without_reason=reasons[None],
        reason_counts={group: _counted(found, (*RefusalReason, None), _reason) for group, found in grouped(refused, by).items()},
        first_contact_median=waits.median,
        first_contact_p90=waits.p90,
        ended_without_contact=len(waiting) - len(met),
        ping_pong=tuple(_ping_pong(sent, by)),
        lost=tuple(_lost(sent, on, lost_after, by)),
        overlapping=tuple(_overlapping(town, on)),
        misdated=tuple(_misdated(sent)),
    )


def first_contact_spells(town: Town, *, on: date) -> tuple[tuple[CaseId, date, date | None], ...]:
    """Return who waited for a first contact from when to when, as known on a day (*Warten auf den ersten Kontakt*).

    These are the attempts that `referral_flow` takes the time to the first contact from; who still waits has no last day.

    Example:
        >>> from kimcore.model import UNITS
        >>> first_contact_spells(Town(municipality=UNITS[0], cases=()), on=date(2025, 1, 1))
        ()
    """
    awaiting = _awaiting_contact(sent_by(town, on), on)
    return tuple((one.case.id, one.attempt.sent_on, one.attempt.first_contact_on) for one in awaiting)


def _awaiting_contact(sent: Iterable[Sent], on: date) -> list[Sent]:
    waiting = (one for one in sent if one.attempt.outcome not in _NO_CONTACT and one.attempt.is_in_order)
    return [one for one in waiting if one.attempt.first_contact_on is not None or not is_over(one.case, on)]


def _outcome(one: Sent) -> ReferralOutcome | None:
    return one.attempt.outcome


def _reason(one: Sent) -> RefusalReason | None:
    return one.attempt.reason


def _counted(sent: list[Sent], codes: Iterable[_CodeT], code_of: Callable[[Sent], _CodeT]) -> dict[_CodeT, AttemptCount]:
    """Count attempts and their cases by a code, in the order of the codes; those without an attempt are left out."""
    found = {code: [one.case.id for one in sent if code_of(one) is code] for code in codes}
    return {code: AttemptCount(len(cases), frozenset(cases)) for code, cases in found.items() if cases}


def _rate(outcome: ReferralOutcome, groups: Mapping[Hashable, list[Sent]], by: ReferralsBy, nothing: str) -> Metric:
    ended = {group: [one for one in sent if one.attempt.outcome not in NOT_ENDED] for group, sent in groups.items()}
    values = {group: _share(outcome, sent) for group, sent in ended.items()}
    everything = [one for sent in ended.values() for one in sent]
    everywhere = _share(outcome, everything)
    return Metric(
        name=_RATES[outcome],
        value=everywhere,
        values=values,
        reason=nothing if everywhere is None else None,
        reasons={group: nothing for group, value in values.items() if value is None},
        card=evolve(_CARDS[outcome], n=len(groups), parameters=(("attempts", str(len(everything))), ("by", by.value))),
    )


def _share(outcome: ReferralOutcome, sent: list[Sent]) -> float | None:
    return sum(one.attempt.outcome is outcome for one in sent) / len(sent) if sent else None


def _ping_pong(sent: Iterable[Sent], by: ReferralsBy) -> Iterator[PingPong]:
    for asked in _of_referrals(sent):
        back = _came_back(asked)
        if back is not None:
            offices = tuple(one.attempt.receiver for one in asked)
            yield PingPong(case=back.case.id, referral=back.referral.id, offices=offices, group=group_of(back, by))


def _of_referrals(sent: Iterable[Sent]) -> Iterator[tuple[Sent, ...]]:
    """Yield the attempts of each referral, in the order of asking."""
    for _, attempts in groupby(sent, key=lambda one: (one.case.id, one.referral.id)):
        yield tuple(attempts)


def _came_back(asked: tuple[Sent, ...]) -> Sent | None:
    """Return the first attempt at an office that was asked before another one was."""
    left: set[ActorId] = set()
    for before, after in pairwise(asked):
        if after.attempt.receiver != before.attempt.receiver:
            left.add(before.attempt.receiver)
        if after.attempt.receiver in left:
            return after
    return None


def _lost(sent: Iterable[Sent], on: date, lost_after: int, by: ReferralsBy) -> Iterator[LostReferral]:
    for one in sent:
        attempt = one.attempt
        is_silent = attempt.answered_on is None and attempt.outcome in {None, ReferralOutcome.NO_ANSWER}
        if one.is_last and is_silent and attempt.first_contact_on is None and (on - attempt.sent_on).days > lost_after:
            yield LostReferral(
                case=one.case.id,
                referral=one.referral.id,
                receiver=attempt.receiver,
                sent_on=attempt.sent_on,
                group=group_of(one, by),
            )


def _misdated(sent: Iterable[Sent]) -> Iterator[MisdatedAttempt]:
    for one in sent:
        if not one.attempt.is_in_order:
            yield MisdatedAttempt(case=one.case.id, referral=one.referral.id, receiver=one.attempt.receiver)


def _overlapping(town: Town, on: date) -> Iterator[OverlappingAttempts]:
    for case in sorted(town.cases or (), key=lambda one: one.id):
        for referral in case.referrals:
            if _overlaps(referral, on):
                yield OverlappingAttempts(case=case.id, referral=referral.id)


def _overlaps(referral: Referral, on: date) -> bool:
    # By the whole record: that an answer came late is known even where it came after the day.
    known = [one for one in referral.attempts if one.sent_on <= on]
    return any(
        one.answered_on is not None and sum(one.sent_on <= other.sent_on < one.answered_on for other in known) > 1
        for one in known
    )
