"""What may be shown of how referrals fare: the counts, with people protected."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from kimcore.disclosure import Protection
from kimcore.evidence import AttemptCount, ReferralFlow, ReferralsBy, referral_flow
from kimcore.evidence.nested_counts import nested_counts
from kimcore.evidence.small_counts import Shown, added, shown_counts
from kimcore.model import ActorId, CaseId, ReferralOutcome, RefusalReason, Town
from kimcore.network.loads import Bottleneck

Outcomes = frozenset[ReferralOutcome | None]
Counts = Mapping[ReferralOutcome | None, AttemptCount]
Rows = Mapping[Hashable, tuple[int | None, ...]]

PARTS: Mapping[str, Outcomes] = {
    "accepted": frozenset({ReferralOutcome.ACCEPTED}),
    "refused": frozenset({ReferralOutcome.REFUSED}),
    "other": frozenset({ReferralOutcome.NO_ANSWER, ReferralOutcome.NO_SHOW, ReferralOutcome.WITHDRAWN, None}),
}
"""The columns of the table, and the outcomes in each: few, since each further one hides more."""

REST = "rest"
"""The group of all groups that are too small to be shown."""

_MEETING = frozenset({ReferralOutcome.ACCEPTED, ReferralOutcome.NO_ANSWER, None})
_ANY: Outcomes = frozenset({*ReferralOutcome, None})
_NOTHING = (None,) * (len(PARTS) + 1)
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
    rows, totals = _shown_rows(town, found, groups, protection)
    shown = (*rows.values(), totals)
    return ReferralView(
        rows=tuple(
            ReferralRow(group=group, counts=rows[group], wait=_wait(group, groups[group], found, protection))
            for group in _unranked(rows, found.by)
        ),
        totals=totals,
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


def _shown_rows(
    town: Town, found: ReferralFlow, groups: Mapping[Hashable, Counts], protection: Protection
) -> tuple[Rows, tuple[int | None, ...]]:
    """Return what may be shown of each group and of all, to readers who may have the pages of every way of gathering.

    These pages have their totals in common. If few people had an outcome, it could be worked out from one of them or another;
    then none parts the outcomes.
    """
    if not groups:
        return {}, (None if town.cases is None else 0,) * (len(PARTS) + 1)
    everything = [_part(_joined([*groups.values()]), part) for part in (*PARTS.values(), _ANY)]
    totals = tuple(count.attempts for count in everything)
    # That nobody had an outcome is no secret.
    nobody = tuple(None if total else 0 for total in totals)
    if protection.is_few(everything[-1].cases):
        return dict.fromkeys(groups, _NOTHING), nobody
    if not any(protection.is_few(count.cases) for count in everything):
        return _rows(town, found, groups, [*PARTS.values()], protection), totals
    rows = _rows(town, found, groups, [_ANY], protection)
    return {group: (*_NOTHING[1:], counts[-1]) for group, counts in rows.items()}, (*nobody[:-1], totals[-1])


def _rows(
    town: Town, found: ReferralFlow, groups: Mapping[Hashable, Counts], parts: Sequence[Outcomes], protection: Protection
) -> Rows:
    """Return what may be shown of each group, its total last; ways to an office add up to those of the office."""
    if found.by not in {ReferralsBy.RECEIVER, ReferralsBy.EDGE}:
        counted = [[_part(counts, part) for part in parts] for counts in groups.values()]
        return dict(zip(groups, shown_counts(counted, protection, are_totals_known=True), strict=False))
    ways = found.counts if found.by is ReferralsBy.EDGE else referral_flow(town, on=found.on, by=ReferralsBy.EDGE).counts
    to_office = {way: _receiver(way) for way in ways}
    offices = {
        office: _joined([counts for way, counts in ways.items() if to_office[way] == office])
        for office in sorted({*to_office.values()}, key=str)
    }
    few = _few(offices, protection)
    nested = nested_counts(
        {way: [_part(counts, part) for part in parts] for way, counts in ways.items()},
        to_office,
        dict.fromkeys(few, REST),
        protection,
    )
    if found.by is ReferralsBy.EDGE:
        # What the ways of few people come to is told of each office, not over all of them.
        return {way: nested.inner.get(way, _NOTHING[: len(parts) + 1]) for way in groups}
    return {office: {**nested.outer, **nested.gathered}[office] for office in groups}


def _receiver(way: Hashable) -> Hashable:
    return way[1] if isinstance(way, tuple) else way


def _few(groups: Mapping[Hashable, Counts], protection: Protection) -> tuple[Hashable, ...]:
    """Return the groups of few people, if there are several, which then stand together."""
    few = tuple(group for group, counts in groups.items() if protection.is_few(added(counts.values()).cases))
    return few if len(few) >= _SEVERAL else ()


def _unranked(rows: Rows, by: ReferralsBy) -> list[Hashable]:
    """Return the groups in their order, those whose total is protected last, since their rank would tell of their size."""
    hidden = [group for group, counts in rows.items() if counts[-1] is None and group != REST]
    if by is ReferralsBy.QUARTER or not hidden:
        return [*rows]
    rest = [group for group in rows if group == REST]
    return [*(group for group in rows if group not in hidden and group != REST), *sorted(hidden, key=str), *rest]


def _part(counts: Counts, outcomes: Iterable[ReferralOutcome | None]) -> AttemptCount:
    return added(counts[outcome] for outcome in outcomes if outcome in counts)


def _groups(found: ReferralFlow, protection: Protection) -> dict[Hashable, Counts]:
    """Return the counts by group: quarters by time, others by attempts, and groups of very few people as one at the end."""
    by_size = sorted(found.counts, key=lambda group: (-found.attempts[group], str(group)))
    ordered = sorted(found.counts, key=str, reverse=True) if found.by is ReferralsBy.QUARTER else by_size
    few = _few({group: found.counts[group] for group in ordered}, protection)
    if not few:
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
    """Return the offices of enough people; all arrivals of the window can be had from the page by quarters."""
    people = _arriving(town, since, on)
    counts = [AttemptCount(one.arrivals, people.get(ActorId(str(one.actor)), frozenset())) for one in loads]
    shown = shown_counts([[count] for count in counts], protection) if counts else ()
    enough = (one for one, row in zip(loads, shown, strict=False) if row[0] is not None and (one.arrivals or one.open))
    return tuple(sorted(enough, key=lambda one: (one.load is None, -(one.load or 0), -one.arrivals, str(one.actor))))


def _arriving(town: Town, since: date, on: date) -> Mapping[ActorId, frozenset[CaseId]]:
    """Return the people who were sent to each office in a window."""
    sent = [
        (attempt.receiver, case.id)
        for case in town.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
        if since <= attempt.sent_on <= on
    ]
    return {office: frozenset(case for receiver, case in sent if receiver == office) for office in {office for office, _ in sent}}
