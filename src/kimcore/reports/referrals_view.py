"""What may be shown of how referrals fare: the counts, with people protected."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from attrs import frozen

from kimcore.disclosure import Protection
from kimcore.evidence import AttemptCount, ReferralFlow, ReferralsBy
from kimcore.evidence.small_counts import Shown, added, shown_counts
from kimcore.model import ActorId, ReferralOutcome, RefusalReason, Town
from kimcore.network.loads import Bottleneck

Counts = Mapping[ReferralOutcome | None, AttemptCount]

PARTS: Mapping[str, frozenset[ReferralOutcome | None]] = {
    "accepted": frozenset({ReferralOutcome.ACCEPTED}),
    "refused": frozenset({ReferralOutcome.REFUSED}),
    "other": frozenset({ReferralOutcome.NO_ANSWER, ReferralOutcome.NO_SHOW, ReferralOutcome.WITHDRAWN, None}),
}
"""The columns of the table, and the outcomes in each: few, since each further one hides more."""

REST = "rest"
"""The group of all groups that are too small to be shown."""

_MEETING = frozenset({ReferralOutcome.ACCEPTED, ReferralOutcome.NO_ANSWER, None})
_SEVERAL = 2


@frozen(kw_only=True)
class ReferralRow:
    """What may be shown of a group of referrals (*Zeile*)."""

    group: Hashable
    counts: tuple[int | None, ...]
    """For each of `PARTS`, then of all; `None` where a count is protected."""
    wait: float | int | None
    """Median days to the first contact; `None` where it is not known or rests on few people."""


@frozen(kw_only=True)
class ReferralView:
    """What may be shown of how referrals fare (*Ansicht*)."""

    rows: tuple[ReferralRow, ...]
    totals: tuple[int | None, ...]
    shows_rates: bool
    """Whether the rates over all attempts give no protected count away."""
    reasons: tuple[tuple[RefusalReason | None, int | None], ...] | None
    """Most frequent first; `None` where refusals themselves are protected."""
    shows_waits: bool
    people: Mapping[str, int] | None
    """How many people were sent back, lost, or asked for at two offices at once; `None` where no cases are on record."""
    loads: tuple[Bottleneck, ...]
    """Offices that enough people were referred to, the fullest first."""


def referral_view(
    town: Town, found: ReferralFlow, loads: tuple[Bottleneck, ...], *, since: date, protection: Protection
) -> ReferralView:
    """Return what may be shown of how referrals fare."""
    groups = _groups(found, protection)
    counted = [[_part(counts, part) for part in PARTS.values()] for counts in groups.values()]
    nothing = (None if town.cases is None else 0,) * (len(PARTS) + 1)
    shown = shown_counts(counted, protection) if counted else (nothing,)
    rows = tuple(
        ReferralRow(group=group, counts=counts, wait=_wait(group, groups[group], found, protection))
        for group, counts in zip(groups, shown, strict=False)
    )
    return ReferralView(
        rows=rows,
        totals=shown[-1],
        shows_rates=found.metrics[0].value is not None and _shows_rates(found, shown, protection),
        reasons=_reasons(found, shown, protection),
        shows_waits=not protection.is_few(added(_part(counts, _MEETING) for counts in groups.values()).cases),
        people=None
        if town.cases is None
        else {
            "ping_pong": len({one.case for one in found.ping_pong}),
            "lost": len({one.case for one in found.lost}),
            "overlapping": len({one.case for one in found.overlapping}),
            "misdated": len({one.case for one in found.misdated}),
        },
        loads=_loads(town, loads, since, found.on, protection),
    )


def _part(counts: Counts, outcomes: Iterable[ReferralOutcome | None]) -> AttemptCount:
    return added(counts[outcome] for outcome in outcomes if outcome in counts)


def _groups(found: ReferralFlow, protection: Protection) -> dict[Hashable, Counts]:
    """Return the counts by group: quarters by time, others by attempts, and groups of very few people as one at the end."""
    by_size = sorted(found.counts, key=lambda group: (-found.attempts[group], str(group)))
    ordered = sorted(found.counts, key=str, reverse=True) if found.by is ReferralsBy.QUARTER else by_size
    few = [group for group in ordered if protection.is_few(added(found.counts[group].values()).cases)]
    if len(few) < _SEVERAL:
        return {group: found.counts[group] for group in ordered}
    groups: dict[Hashable, Counts] = {group: found.counts[group] for group in ordered if group not in few}
    groups[REST] = _joined([found.counts[group] for group in few])
    return groups


def _joined(listed: list[Counts]) -> Counts:
    return {outcome: added(counts[outcome] for counts in listed if outcome in counts) for outcome in (*ReferralOutcome, None)}


def _wait(group: Hashable, counts: Counts, found: ReferralFlow, protection: Protection) -> float | int | None:
    is_few = protection.is_few(_part(counts, _MEETING).cases)
    return None if is_few else found.first_contact_median.values.get(group)


def _shows_rates(found: ReferralFlow, shown: Shown, protection: Protection) -> bool:
    """Return whether the rates tell no outcome of few people, and the totals they rest on are shown."""
    outcomes = [added(_part(counts, (outcome,)) for counts in found.counts.values()) for outcome in (*ReferralOutcome, None)]
    return None not in shown[-1] and None not in shown_counts([outcomes], protection)[0]


def _reasons(
    found: ReferralFlow, shown: Shown, protection: Protection
) -> tuple[tuple[RefusalReason | None, int | None], ...] | None:
    if not found.reason_counts:
        return ()
    if shown[-1][list(PARTS).index("refused")] is None:
        return None
    listed = [
        (reason, added(counts[reason] for counts in found.reason_counts.values() if reason in counts))
        for reason in (*RefusalReason, None)
    ]
    given = sorted(((reason, count) for reason, count in listed if count.attempts), key=lambda one: -one[1].attempts)
    counts = shown_counts([[count for _, count in given]], protection)[0]
    return tuple((reason, count) for (reason, _), count in zip(given, counts, strict=False))


def _loads(town: Town, loads: tuple[Bottleneck, ...], since: date, on: date, protection: Protection) -> tuple[Bottleneck, ...]:
    people = _arriving(town, since, on)
    enough = (one for one in loads if not protection.is_few(people[ActorId(str(one.actor))]) and (one.arrivals or one.open))
    return tuple(sorted(enough, key=lambda one: (one.load is None, -(one.load or 0), -one.arrivals, str(one.actor))))


def _arriving(town: Town, since: date, on: date) -> Counter[ActorId]:
    """Count the people who were sent to each office in a window."""
    sent = {
        (attempt.receiver, case.id)
        for case in town.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
        if since <= attempt.sent_on <= on
    }
    return Counter(receiver for receiver, _ in sent)
