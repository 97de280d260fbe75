from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve

from kimcore.errors import EvidenceError
from kimcore.evidence import (
    Assumption,
    AssumptionKey,
    EffectPart,
    IndicatorChange,
    ModelledEffect,
    SeriesFlaw,
    Span,
    indicator_change,
    indicator_series,
    modelled_effect,
)
from kimcore.evidence.spans import difference_of_shares
from kimcore.model import (
    ActorId,
    Barrier,
    BarrierId,
    BarrierKind,
    BodyId,
    Case,
    CaseId,
    Decision,
    DecisionId,
    DecisionKind,
    DecisionOutcome,
    EffectArea,
    FieldOfAction,
    Indicator,
    IndicatorId,
    IndicatorValue,
    Measure,
    MeasureId,
    MeasureState,
    MunicipalityKey,
    Need,
    NeedId,
    NeedSeverity,
    Origin,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    SourceId,
    Theme,
    ThemeId,
    Town,
)
from kimcore.testing.musterkreis import REFERENCE_DAY

MEASURE = MeasureId("massnahme")
STARTED, FINISHED = date(2024, 1, 1), date(2024, 3, 31)
ON = date(2025, 3, 31)
BEFORE, AFTER = date(2023, 3, 1), date(2024, 6, 1)
HOURS = Assumption(key=AssumptionKey.HOURS_PER_PROCEDURE, low=2, high=5, source="Zeitaufschreibung")
SHARE = Assumption(key=AssumptionKey.DUPLICATE_SHARE, low=0.5, high=1, source="Planungskonferenz")


def _attempt(sent_on: date, *, days: int | None) -> ReferralAttempt:
    met = None if days is None else sent_on + timedelta(days=days)
    outcome = ReferralOutcome.REFUSED if days is None else ReferralOutcome.ACCEPTED
    return ReferralAttempt(
        receiver=ActorId("jobcenter"), sent_on=sent_on, outcome=outcome, answered_on=met or sent_on, first_contact_on=met
    )


def _case(key: str, sent_on: date, *, is_repeated: bool, days: int = 20, field: FieldOfAction = FieldOfAction.WORK) -> Case:
    first = [_attempt(sent_on, days=None)] if is_repeated else []
    attempts = (*first, _attempt(sent_on + timedelta(days=5) if is_repeated else sent_on, days=days))
    need = Need(id=NeedId("n-1"), field=field, severity=NeedSeverity.LOW, seen_on=sent_on)
    referral = Referral(id=ReferralId("v-1"), sender=ActorId("ki"), attempts=attempts, need=need.id)
    return Case(id=CaseId(key), municipality=MunicipalityKey("05998004"), opened_on=sent_on, needs=(need,), referrals=(referral,))


def _town(town: Town, *cases: Case) -> Town:
    """Give a town with one measure that rests on one barrier at work."""
    barrier = Barrier(id=BarrierId("h"), field=FieldOfAction.WORK, kind=BarrierKind.LONG_WAIT, seen_on=date(2023, 2, 1))
    theme = Theme(id=ThemeId("t"), title="Thema", named_on=date(2023, 3, 1), barriers=(barrier.id,))
    decision = Decision(
        id=DecisionId("b"),
        body=BodyId("lg"),
        kind=DecisionKind.THEME,
        decided_on=date(2023, 6, 1),
        outcome=DecisionOutcome.ACCEPTED,
        themes=(theme.id,),
    )
    measure = Measure(
        id=MEASURE,
        title="Maßnahme",
        state=MeasureState.FINISHED,
        decision=decision.id,
        started_on=STARTED,
        finished_on=FINISHED,
    )
    return Town(
        municipality=town.municipality,
        cases=cases,
        barriers=(barrier,),
        themes=(theme,),
        decisions=(decision,),
        measures=(measure,),
    )


def _many(sent_on: date, repeated: int, once: int, *, days: int = 20) -> list[Case]:
    return [
        _case(f"{sent_on}-{place}", sent_on + timedelta(days=place), is_repeated=place < repeated, days=days)
        for place in range(repeated + once)
    ]


def _modelled(town: Town, *assumptions: Assumption) -> ModelledEffect:
    given = _town(town, *_many(BEFORE, 6, 4, days=40), *_many(AFTER, 1, 19, days=10))
    return modelled_effect(given, MEASURE, on=ON, assumptions=assumptions)


def _span(found: ModelledEffect, part: EffectPart) -> Span | None:
    return next(one.span for one in found.estimates if one.part is part)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_published_one(before: tuple[int, int], after: tuple[int, int], low: float, high: float) -> None:
    """The interval of a difference of shares is that of method 10 in table II of Newcombe 1998."""
    span = difference_of_shares(before, after, confidence=0.95)
    assert (round(span.low, 4), round(span.high, 4)) == (low, high)


def test_referrals_are_counted_in_both_windows(town: Town) -> None:
    """A year before the start and a year after the end, referrals and repeated ones are counted."""
    found = _modelled(town)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.referrals, found.before.repeated, found.after.referrals, found.after.repeated) == (10, 6, 20, 1)
    assert (found.before.people, found.before.people_repeated, found.before.people_once) == (10, 6, 4)


def test_other_needs_do_not_count(town: Town) -> None:
    """A referral for a need in another field of action is no matter of the measure."""
    given = _town(town, _case("k", BEFORE, is_repeated=False, field=FieldOfAction.HOUSING), *_many(AFTER, 0, 5))
    found = modelled_effect(given, MEASURE, on=ON)
    assert found.fields == (FieldOfAction.WORK,)
    assert found.estimates[0].reason == "no_referrals_before"


def test_fewer_repeats_are_the_difference_times_the_referrals_after(town: Town) -> None:
    """Six of ten before and one of twenty after: twenty times the interval of the difference."""
    span = difference_of_shares((6, 10), (1, 20), confidence=0.95)
    found = _span(_modelled(town), EffectPart.FEWER_REPEATS)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((20 * span.low, 20 * span.high))


def test_fewer_days_of_waiting(town: Town) -> None:
    """The mean wait fell, and the interval holds the difference times the referrals after."""
    found = _modelled(town)
    assert found.before is not None
    assert found.after is not None
    assert found.before.wait.days is not None
    assert found.after.wait.days is not None
    span = _span(found, EffectPart.FEWER_WAITING_DAYS)
    assert span is not None
    assert 20 * (found.before.wait.days - found.after.wait.days) in span


def test_what_is_known_later_does_not_count(town: Town) -> None:
    """Both windows are seen as on their own last day: an office asked again after it is no repetition within it."""
    late = _case("k", date(2023, 12, 30), is_repeated=True)
    found = modelled_effect(_town(town, late, *_many(AFTER, 0, 5)), MEASURE, on=ON)
    assert found.before is not None
    assert (found.before.referrals, found.before.repeated) == (1, 0)


def test_hours_follow_from_assumptions(town: Town) -> None:
    """Hours are repeats times the share of duplicates times hours, end by end."""
    found = _modelled(town, SHARE, HOURS)
    repeats = _span(found, EffectPart.FEWER_REPEATS)
    hours = _span(found, EffectPart.FEWER_HOURS)
    assert repeats is not None
    assert hours is not None
    assert (hours.low, hours.high) == pytest.approx((repeats.low * 0.5 * 2, repeats.high * 1 * 5))


def test_there_is_no_euro_without_an_assumption(town: Town) -> None:
    """Without what an hour costs there is no number in euros, and the missing assumption is named."""
    found = _modelled(town, SHARE, HOURS)
    cost = next(one for one in found.estimates if one.part is EffectPart.LOWER_COST)
    assert (cost.span, cost.reason, cost.missing) == (None, "assumption_missing", (AssumptionKey.COST_PER_HOUR,))
    assert found.missing == (AssumptionKey.COST_PER_HOUR, AssumptionKey.COST_PER_WAITING_DAY)


def test_nothing_is_assumed_by_default(town: Town) -> None:
    """Without assumptions only what was counted has a range."""
    found = _modelled(town)
    assert [one.part for one in found.estimates if one.span is not None] == [
        EffectPart.FEWER_REPEATS,
        EffectPart.FEWER_WAITING_DAYS,
    ]
    assert found.missing == tuple(AssumptionKey)


def test_an_assumption_is_made_once(town: Town) -> None:
    """Two ranges for the same thing are refused."""
    with pytest.raises(EvidenceError, match="expected each once, found hours_per_procedure several times"):
        _modelled(town, HOURS, HOURS)


def test_few_waits_give_no_interval(town: Town) -> None:
    """Four waits flatter a standard error, so there is no range of days."""
    given = _town(town, *_many(BEFORE, 0, 4), *_many(AFTER, 0, 9))
    waits = next(one for one in modelled_effect(given, MEASURE, on=ON).estimates if one.part is EffectPart.FEWER_WAITING_DAYS)
    assert (waits.span, waits.reason) == (None, "too_few_waits")


@pytest.mark.parametrize(
    ("without", "reason"),
    [
        (lambda town: evolve(town, cases=None), "no_cases_recorded"),
        (lambda town: evolve(town, barriers=()), "no_barrier_behind"),
        (lambda town: evolve(town, measures=(evolve(town.measures[0], finished_on=None),)), "not_finished"),
        (lambda town: evolve(town, measures=(evolve(town.measures[0], finished_on=date(1999, 1, 1)),)), "finished_before_start"),
    ],
)
def test_why_there_is_no_model(town: Town, without: Callable[[Town], Town], reason: str) -> None:
    """Without cases, barriers or an end there is a reason in place of each number."""
    given = without(_town(town, *_many(BEFORE, 2, 5), *_many(AFTER, 2, 5)))
    assert {one.reason for one in modelled_effect(given, MEASURE, on=ON).estimates} == {reason}


def test_an_unknown_measure_is_refused(town: Town) -> None:
    """A measure that is not on record on the day is refused by name."""
    with pytest.raises(EvidenceError, match=f"measure: expected one on record by {ON}, found 'nichts'"):
        modelled_effect(_town(town), MeasureId("nichts"), on=ON)


@pytest.mark.parametrize("wrong", [{"days": 0}, {"horizon": 0}, {"confidence": 1.0}])
def test_numbers_out_of_range_are_refused(town: Town, wrong: dict[str, float]) -> None:
    """A window, a horizon and a confidence must be such."""
    with pytest.raises(EvidenceError, match="days, horizon and confidence"):
        modelled_effect(_town(town), MEASURE, on=ON, **wrong)  # type: ignore[arg-type]


def _value(on: date, value: float, origin: Origin = Origin.OBSERVED, *ends: float, source: str | None = "q") -> IndicatorValue:
    low, high = ends or (None, None)
    sources = () if source is None else (SourceId(source),)
    return IndicatorValue(on=on, value=value, origin=origin, low=low, high=high, sources=sources)


def _indicator(*values: IndicatorValue) -> Indicator:
    return Indicator(id=IndicatorId("i"), title="Reihe", area=EffectArea.SOCIAL, unit="Tage", values=values)


@pytest.mark.parametrize(
    ("values", "flaws"),
    [
        ((_value(BEFORE, 1),), ()),
        ((), (SeriesFlaw.NO_VALUE,)),
        ((_value(ON + timedelta(days=1), 1),), (SeriesFlaw.NO_VALUE,)),
        ((_value(BEFORE, 1, source=None),), (SeriesFlaw.NO_SOURCE,)),
        ((_value(BEFORE, 1, Origin.MODELLED),), (SeriesFlaw.NO_RANGE,)),
        ((_value(BEFORE, 9, Origin.MODELLED, 1, 2),), (SeriesFlaw.OUTSIDE_ITS_RANGE,)),
        ((_value(BEFORE, 1), _value(AFTER, 1, Origin.MODELLED, 0, 2)), (SeriesFlaw.MIXED_ORIGINS,)),
        ((_value(AFTER, 1), _value(BEFORE, 1)), (SeriesFlaw.OUT_OF_ORDER,)),
    ],
)
def test_what_keeps_a_series_from_being_quoted(
    town: Town, values: tuple[IndicatorValue, ...], flaws: tuple[SeriesFlaw, ...]
) -> None:
    """A series without value, source or range, with both origins or in disorder says so."""
    (found,) = indicator_series(evolve(town, indicators=(_indicator(*values),)), on=ON)
    assert found.flaws == flaws


def test_the_series_of_musterkreis_can_be_quoted(town: Town) -> None:
    """No series of Musterkreis has a flaw, and each has its unit and its origin."""
    found = indicator_series(town, on=REFERENCE_DAY)
    assert [(one.area.value, one.origin.value) for one in found if one.origin] == [
        ("fiscal", "modelled"),
        ("social", "observed"),
        ("societal", "observed"),
        ("societal", "observed"),
    ]
    assert not any(one.flaws for one in found)


def _changed(town: Town, *values: IndicatorValue) -> IndicatorChange:
    given = evolve(_town(town), indicators=(_indicator(*values),))
    return indicator_change(given, IndicatorId("i"), MEASURE, on=ON)


def test_observed_values_differ_by_a_number(town: Town) -> None:
    """The last value before the start and the latest after the end are compared."""
    values = [_value(date(2022, 1, 1), 50), _value(BEFORE, 30), _value(date(2024, 2, 1), 99), _value(AFTER, 20), _value(ON, 12)]
    assert _changed(town, *values).difference == Span(-18, -18)


def test_ranges_differ_by_a_range(town: Town) -> None:
    """Of two ranges everything that they leave open is possible."""
    found = _changed(town, _value(BEFORE, 30, Origin.MODELLED, 20, 40), _value(AFTER, 50, Origin.MODELLED, 35, 70))
    assert found.difference == Span(-5, 50)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((_value(AFTER, 1),), "no_value_before"),
        ((_value(BEFORE, 1),), "no_value_after"),
        ((_value(BEFORE, 1), _value(AFTER, 1, Origin.MODELLED, 0, 2)), "origins_differ"),
        ((_value(BEFORE, 1, Origin.MODELLED), _value(AFTER, 1, Origin.MODELLED, 0, 2)), "no_range"),
    ],
)
def test_what_cannot_be_compared_is_not(town: Town, values: tuple[IndicatorValue, ...], reason: str) -> None:
    """Without a value on both sides, of one origin and with its range, there is no difference but a reason."""
    found = _changed(town, *values)
    assert (found.difference, found.reason) == (None, reason)


def test_an_unknown_indicator_is_refused(town: Town) -> None:
    """An indicator that is not on record is refused by name."""
    with pytest.raises(EvidenceError, match="indicator: expected one on record, found 'nichts'"):
        indicator_change(_town(town), IndicatorId("nichts"), MEASURE, on=ON)
