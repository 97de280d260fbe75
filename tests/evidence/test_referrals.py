from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from kimcore.evidence import ReferralsBy, office_loads, referral_flow
from kimcore.model import (
    UNITS,
    ActorId,
    Case,
    CaseId,
    Closing,
    FieldOfAction,
    MunicipalityKey,
    Need,
    NeedId,
    NeedSeverity,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    RefusalReason,
    Town,
)
from kimcore.network import referral_spells
from kimcore.reports import check
from kimcore.rules import Outcome
from kimcore.testing.musterkreis import REFERENCE_DAY

ON = date(2025, 6, 30)
KI, JOBCENTER, SCHOOL = ActorId("ki"), ActorId("jobcenter"), ActorId("schule")


def _attempt(
    receiver: ActorId,
    sent_on: date,
    outcome: ReferralOutcome | None,
    *,
    days: int | None = 10,
    reason: RefusalReason | None = None,
) -> ReferralAttempt:
    answered_on = None if days is None else sent_on + timedelta(days=days)
    contact = answered_on if outcome is ReferralOutcome.ACCEPTED else None
    return ReferralAttempt(
        receiver=receiver, sent_on=sent_on, outcome=outcome, answered_on=answered_on, first_contact_on=contact, reason=reason
    )


def _case(*attempts: ReferralAttempt, key: str = "k-1", closed_on: date | None = None) -> Case:
    need = Need(id=NeedId("n-1"), field=FieldOfAction.WORK, severity=NeedSeverity.LOW, seen_on=date(2025, 1, 1))
    return Case(
        id=CaseId(key),
        municipality=MunicipalityKey("05998004"),
        opened_on=date(2025, 1, 1),
        needs=(need,),
        referrals=(Referral(id=ReferralId("v-1"), sender=KI, attempts=attempts, need=need.id),),
        closing=None if closed_on is None else Closing(on=closed_on),
    )


def _town(town: Town, *cases: Case) -> Town:
    return Town(municipality=town.municipality, cases=cases)


def _rates(town: Town, *, on: date = ON) -> dict[str, float | int | None]:
    return {metric.name: metric.value for metric in referral_flow(town, on=on).metrics}


def test_rates_are_over_what_has_ended(town: Town) -> None:
    """Open and withdrawn attempts are in no rate."""
    given = _town(
        town,
        _case(
            _attempt(JOBCENTER, date(2025, 1, 10), ReferralOutcome.REFUSED, reason=RefusalReason.NO_CAPACITY),
            _attempt(SCHOOL, date(2025, 2, 10), ReferralOutcome.WITHDRAWN),
            _attempt(JOBCENTER, date(2025, 3, 10), ReferralOutcome.ACCEPTED),
            _attempt(SCHOOL, date(2025, 6, 29), None, days=None),
        ),
    )
    assert _rates(given) == {"acceptance_rate": 0.5, "refusal_rate": 0.5, "no_answer_rate": 0.0}
    assert dict(referral_flow(given, on=ON).reasons) == {RefusalReason.NO_CAPACITY: 1}


def test_later_answers_are_not_known(town: Town) -> None:
    """On the day before the answer the attempt is still open."""
    given = _town(town, _case(_attempt(JOBCENTER, date(2025, 1, 10), ReferralOutcome.ACCEPTED)))
    assert _rates(given, on=date(2025, 1, 19))["acceptance_rate"] is None
    assert _rates(given, on=date(2025, 1, 20))["acceptance_rate"] == 1.0


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (ReferralsBy.FIELD, ["work"]),
        (ReferralsBy.EDGE, [("ki", "jobcenter"), ("ki", "schule")]),
        (ReferralsBy.QUARTER, ["2025-Q1", "2025-Q2"]),
        (ReferralsBy.RECEIVER, ["jobcenter", "schule"]),
    ],
)
def test_referrals_are_gathered_by(town: Town, by: ReferralsBy, groups: list[object]) -> None:
    """Attempts are counted by need, by edge, by quarter and by receiver."""
    given = _town(
        town,
        _case(
            _attempt(JOBCENTER, date(2025, 3, 31), ReferralOutcome.NO_SHOW),
            _attempt(SCHOOL, date(2025, 4, 1), ReferralOutcome.ACCEPTED),
        ),
    )
    assert list(referral_flow(given, on=ON, by=by).attempts) == groups


def test_who_still_waits_counts(town: Town) -> None:
    """Of three people two were met after 10 days and one still waits; one who was refused is no part of it."""
    given = _town(
        town,
        _case(_attempt(JOBCENTER, date(2025, 1, 10), ReferralOutcome.ACCEPTED), key="k-1"),
        _case(_attempt(JOBCENTER, date(2025, 2, 10), ReferralOutcome.ACCEPTED), key="k-2"),
        _case(_attempt(JOBCENTER, date(2025, 3, 10), None, days=None), key="k-3"),
        _case(_attempt(JOBCENTER, date(2025, 3, 10), ReferralOutcome.REFUSED), key="k-4"),
    )
    found = referral_flow(given, on=ON)
    assert found.first_contact_median.value == 10
    assert found.first_contact_p90.reason == "not_reached"


def test_a_closed_case_no_longer_waits(town: Town) -> None:
    """A case that ended before any contact is counted apart."""
    given = _town(town, _case(_attempt(JOBCENTER, date(2025, 1, 10), None, days=None), closed_on=date(2025, 5, 31)))
    found = referral_flow(given, on=ON)
    assert found.ended_without_contact == 1
    assert found.first_contact_median.reason == "no_spells"


def _product_limit(days: list[tuple[int, bool]]) -> int | None:
    """Return the first day on which at most half still wait, by the product-limit formula."""
    waiting = 1.0
    for day in sorted({length for length, _ in days}):
        at_risk = sum(length >= day for length, _ in days)
        waiting *= 1 - sum(length == day and met for length, met in days) / at_risk
        if waiting <= 0.5 + 1e-12:
            return day
    return None


def test_the_median_is_the_product_limit(town: Town) -> None:
    """The median over all of Musterkreis is the one the formula of Kaplan and Meier gives."""
    out = {ReferralOutcome.REFUSED, ReferralOutcome.WITHDRAWN, ReferralOutcome.NO_SHOW}
    days = [
        (((attempt.first_contact_on or REFERENCE_DAY) - attempt.sent_on).days, attempt.first_contact_on is not None)
        for case in town.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
        if attempt.outcome not in out and (attempt.first_contact_on is not None or case.closing is None)
    ]
    assert referral_flow(town, on=REFERENCE_DAY).first_contact_median.value == _product_limit(days)


def test_planted_ping_pong_and_losses_are_found(town: Town) -> None:
    """Exactly the cases that were sent back and forth, and those that nobody answered, are named."""
    found = referral_flow(town, on=REFERENCE_DAY)
    assert [one.case for one in found.ping_pong] == ["fall-030", "fall-042", "fall-066"]
    assert [one.case for one in found.lost] == ["fall-053", "fall-081"]


def test_a_referral_is_lost_after_its_time(town: Town) -> None:
    """Sixty days of silence are no loss yet, the day after is one."""
    given = _town(town, _case(_attempt(JOBCENTER, date(2025, 1, 10), None, days=None)))
    assert not referral_flow(given, on=date(2025, 3, 11)).lost
    assert referral_flow(given, on=date(2025, 3, 12)).lost


def test_asking_the_same_office_twice_is_no_ping_pong(town: Town) -> None:
    """A second try at the same office comes back from nowhere."""
    twice = [_attempt(JOBCENTER, date(2025, month, 10), ReferralOutcome.NO_SHOW) for month in (1, 2)]
    assert not referral_flow(_town(town, _case(*twice)), on=ON).ping_pong


def test_attempts_that_overlap_are_named(town: Town) -> None:
    """An attempt sent a day before the last answer overlaps, one sent on the day of the answer does not."""
    first = _attempt(JOBCENTER, date(2025, 1, 10), ReferralOutcome.REFUSED)
    for day, count in ((19, 1), (20, 0)):
        second = _attempt(SCHOOL, date(2025, 1, day), ReferralOutcome.ACCEPTED)
        assert len(referral_flow(_town(town, _case(first, second)), on=ON).overlapping) == count


_EARLY = date(2025, 2, 1)


@pytest.mark.parametrize(("answered_on", "met_on"), [(_EARLY, date(2025, 2, 20)), (date(2025, 2, 20), _EARLY)])
def test_an_answer_before_the_request_is_named_and_in_no_wait(town: Town, answered_on: date, met_on: date) -> None:
    """A wrong date stops nothing: the attempt is named, and the wait is that of the others."""
    right = _case(_attempt(JOBCENTER, date(2025, 3, 10), ReferralOutcome.ACCEPTED), key="k-2")
    attempt = _attempt(JOBCENTER, date(2025, 2, 10), ReferralOutcome.ACCEPTED)
    wrong = _case(evolve(attempt, answered_on=answered_on, first_contact_on=met_on))
    given = _town(town, wrong, right)
    found = referral_flow(given, on=ON)
    assert [(one.case, one.referral, one.receiver) for one in found.misdated] == [("k-1", "v-1", JOBCENTER)]
    assert found.first_contact_median.value == 10
    assert [one.arrivals for one in office_loads(given, first_day=date(2025, 1, 1), last_day=ON)] == [1]
    assert [spell.case for spell in referral_spells(given, on=ON)] == ["k-2"]


_DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 12))
_ATTEMPTS = st.lists(
    st.builds(
        ReferralAttempt,
        receiver=st.sampled_from([JOBCENTER, SCHOOL]),
        sent_on=_DAYS,
        answered_on=st.none() | _DAYS,
        first_contact_on=st.none() | _DAYS,
    ),
    min_size=1,
    max_size=4,
)


_ANSWERED_LATER = ReferralAttempt(receiver=JOBCENTER, sent_on=date(2025, 1, 1), answered_on=date(2025, 1, 2))


@given(attempts=_ATTEMPTS, on=_DAYS)
@example(attempts=[evolve(_ANSWERED_LATER, answered_on=None), _ANSWERED_LATER], on=date(2025, 1, 1))
@example(attempts=[_ANSWERED_LATER, evolve(_ANSWERED_LATER, answered_on=None)], on=date(2025, 1, 1))
def test_rule_and_flow_name_the_same_referrals(attempts: list[ReferralAttempt], on: date) -> None:
    """CM-16 fails where attempts overlap or are misdated by the day, and nowhere else."""
    known = Town(municipality=UNITS[0], cases=(_case(*(evolve(one, outcome=None) for one in attempts)),))
    flow = referral_flow(known, on=on)
    failed = [one for one in check(known, on=on, select=("CM-16",)).findings if one.outcome is Outcome.FAIL]
    later = [one for one in attempts if one.sent_on <= on and not one.is_in_order]
    assert bool(failed) is bool(flow.overlapping or later)


def test_load_is_what_lies_there_against_capacity(town: Town) -> None:
    """Two referrals lie at an office that can hold one."""
    given = _town(
        town,
        *(_case(_attempt(JOBCENTER, date(2025, 6, 20), None, days=None), key=f"k-{place}") for place in (1, 2)),
    )
    (office,) = office_loads(given, first_day=date(2025, 6, 1), last_day=ON, capacity={JOBCENTER: 1.0})
    assert (office.actor, office.open, office.load) == ("jobcenter", 2, 2.0)


def test_littles_law_holds_in_a_steady_state(town: Town) -> None:
    """Where each referral comes and goes within the window, L is λ times W."""
    cases = [_case(_attempt(SCHOOL, date(2025, 5, day), ReferralOutcome.ACCEPTED), key=f"k-{day}") for day in range(1, 21)]
    (office,) = office_loads(_town(town, *cases), first_day=date(2025, 5, 1), last_day=ON)
    assert office.steadiness == pytest.approx(1)


def test_no_cases_no_rates(town: Town) -> None:
    """Without a referral there is a reason in place of each number."""
    found = referral_flow(evolve(town, cases=()), on=ON)
    assert {metric.reason for metric in found.metrics} == {"no_attempt_ended"}


def test_no_record_of_cases_is_no_zero(town: Town) -> None:
    """Where no case is on record, that is the reason, and not that nobody was referred."""
    found = referral_flow(evolve(town, cases=None), on=REFERENCE_DAY)
    assert {metric.reason for metric in found.metrics} == {"no_cases_recorded"}


@pytest.mark.parametrize(
    ("by", "group"),
    [
        (ReferralsBy.FIELD, "work"),
        (ReferralsBy.EDGE, ("ki", "jobcenter")),
        (ReferralsBy.QUARTER, "2025-Q2"),
        (ReferralsBy.RECEIVER, "jobcenter"),
    ],
)
def test_ping_pong_and_losses_have_their_group(town: Town, by: ReferralsBy, group: object) -> None:
    """A person sent back belongs to the group of the attempt that came back, a lost one to that of the last attempt."""
    refused = ReferralOutcome.REFUSED
    back = _case(
        _attempt(JOBCENTER, date(2025, 1, 10), refused),
        _attempt(SCHOOL, date(2025, 2, 10), refused),
        _attempt(JOBCENTER, date(2025, 4, 10), None, days=None),
    )
    found = referral_flow(_town(town, back), on=ON, by=by)
    assert [one.group for one in found.ping_pong] == [group]
    assert [one.group for one in found.lost] == [group]


def test_reasons_are_gathered_too(town: Town) -> None:
    """Each group knows why its attempts were refused, and how many people each reason met."""
    refused, full = ReferralOutcome.REFUSED, RefusalReason.NO_CAPACITY
    attempts = [_attempt(JOBCENTER, date(2025, month, 10), refused, reason=full) for month in (1, 2)]
    given = _town(town, _case(*attempts, _attempt(SCHOOL, date(2025, 3, 10), refused)))
    found = referral_flow(given, on=ON)
    assert {group: {reason: one.attempts for reason, one in counts.items()} for group, counts in found.reason_counts.items()} == {
        JOBCENTER: {full: 2},
        SCHOOL: {None: 1},
    }
    assert found.reason_counts[JOBCENTER][full].cases == 1


def test_counts_add_up_to_the_attempts(town: Town) -> None:
    """The outcomes of a group add up to its attempts."""
    found = referral_flow(town, on=REFERENCE_DAY)
    assert {group: sum(one.attempts for one in counts.values()) for group, counts in found.counts.items()} == dict(found.attempts)


def test_people_stay_out_of_the_repr(town: Town) -> None:
    """The repr of a count names no case."""
    found = referral_flow(town, on=REFERENCE_DAY)
    assert "fall-" not in repr(found.counts)
