from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve

from kimcore.evidence import Lack, gaps
from kimcore.model import (
    BarrierId,
    BodyId,
    Decision,
    DecisionId,
    DecisionOutcome,
    LocalParameter,
    MeasureId,
    Period,
    Theme,
    ThemeId,
    Town,
)
from kimcore.testing.musterkreis import FAULTS, REFERENCE_DAY, Fault, musterkreis

LACK_OF = {
    "need-left-alone": Lack.NEED_LEFT_ALONE,
    "barrier-left-alone": Lack.BARRIER_LEFT_ALONE,
    "barrier-from-nowhere": Lack.BARRIER_WITHOUT_ORIGIN,
    "theme-waits": Lack.THEME_WAITS,
    "rejected-without-reason": Lack.REJECTED_WITHOUT_REASON,
    "not-escalated": Lack.THEME_NOT_ESCALATED,
    "decision-without-measure": Lack.DECISION_WITHOUT_MEASURE,
    "measure-without-case-basis": Lack.MEASURE_WITHOUT_CASE_BASIS,
    "measure-without-owner": Lack.MEASURE_WITHOUT_OWNER,
    "measure-without-approval": Lack.MEASURE_WITHOUT_APPROVAL,
    "finished-without-review": Lack.FINISHED_WITHOUT_REVIEW,
    "dates-out-of-order": Lack.OUT_OF_ORDER,
    "never-told": Lack.NEVER_TOLD,
}


def _subjects(town: Town) -> set[tuple[Lack, str]]:
    return {(gap.lack, gap.link.id.rpartition("/")[2]) for gap in gaps(town, on=REFERENCE_DAY).gaps}


def test_a_healthy_town_has_no_gap(healthy: Town) -> None:
    """Where nothing is wrong, nothing is missing."""
    assert gaps(healthy, on=REFERENCE_DAY).gaps == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_break_is_found_alone(fault: Fault) -> None:
    """A break of the loop is found by its name at its own records, and any other fault breaks no loop."""
    found = _subjects(musterkreis(faults=(fault,)))
    wanted = LACK_OF.get(fault.name)
    assert {lack for lack, _ in found} == ({wanted} if wanted else set())
    assert {subject for _, subject in found} <= set(fault.subjects)


def test_all_planted_breaks_are_found_together(town: Town) -> None:
    """With every fault in place every kind of break is found, and nothing that was not planted."""
    found = _subjects(town)
    assert {lack for lack, _ in found} == set(LACK_OF.values())
    assert {subject for _, subject in found} <= {subject for fault in FAULTS for subject in fault.subjects}


def test_gaps_are_sorted_and_dated(town: Town) -> None:
    """Within a kind of gap the one that has waited longest comes first."""
    waiting = [gap.days for gap in gaps(town, on=REFERENCE_DAY).gaps if gap.lack is Lack.NEVER_TOLD]
    assert waiting == [412, 314]


def test_the_metrics_count_what_is_listed(town: Town) -> None:
    """Counts, shares and ages are those of the gaps."""
    found = gaps(town, on=REFERENCE_DAY)
    metrics = {metric.name: metric for metric in found.metrics}
    assert metrics["gap_count"].value == len(found.gaps)
    assert metrics["gap_share"].values["never_told"] == 2 / found.asked[Lack.NEVER_TOLD]
    assert metrics["gap_age_longest"].values["never_told"] == 412
    assert metrics["gap_age_median"].values["never_told"] == 363
    assert metrics["gap_age_longest"].reasons["circular"] == "no_dated_gap"


def test_what_is_not_recorded_is_no_gap(town: Town) -> None:
    """Without any record of reviews nobody can say that one is missing."""
    found = gaps(evolve(town, reviews=None), on=REFERENCE_DAY)
    assert found.count(Lack.FINISHED_WITHOUT_REVIEW) == 0
    assert ("reviews",) in {one.missing for one in found.unjudged if one.lack is Lack.FINISHED_WITHOUT_REVIEW}


def test_what_is_recorded_in_part_is_no_gap(town: Town) -> None:
    """Where only some themes are on record, a barrier may be in another one."""
    found = gaps(evolve(town, partial=("themes",)), on=REFERENCE_DAY)
    assert found.count(Lack.BARRIER_LEFT_ALONE) == 0


def test_later_records_close_no_gap(town: Town) -> None:
    """On the last day of its time a theme may wait, and on the day after it waits too long."""
    presented, days = date(2025, 2, 20), 210
    for on, waits in ((presented + timedelta(days=days), 0), (presented + timedelta(days=days + 1), 1)):
        assert gaps(town, on=on).count(Lack.THEME_WAITS) == waits


@pytest.mark.parametrize("months", range(0, 40, 3))
def test_no_gap_knows_the_future(town: Town, months: int) -> None:
    """On any day every gap has been waiting since an earlier one."""
    on = date(2023, 1, 31) + timedelta(days=30 * months)
    assert all(gap.days is None or gap.days >= 0 for gap in gaps(town, on=on).gaps)


def test_a_town_may_set_its_own_days(town: Town) -> None:
    """A town's own parameter says how long a theme may wait."""
    own = LocalParameter(
        key="ev.theme_answer_days_max",
        value=400,
        reason="Die Lenkungsgruppe tagt einmal im Jahr.",
        decided_on=date(2023, 1, 1),
        during=Period(first_day=date(2023, 1, 1)),
    )
    patient = evolve(town, parameters=(*town.parameters, own))
    assert gaps(patient, on=REFERENCE_DAY).count(Lack.THEME_WAITS) == 0


def _changed(town: Town, change: Callable[[Theme], Theme]) -> Town:
    themes = tuple(change(theme) if theme.id == "thema-wohnen" else theme for theme in town.themes or ())
    return evolve(town, themes=themes)


def test_a_theme_merged_into_itself_is_circular(healthy: Town) -> None:
    """Two themes that are each merged into the other are named, and nothing runs for ever."""
    swapped = {"thema-wohnen": ThemeId("thema-kita"), "thema-kita": ThemeId("thema-wohnen")}
    themes = tuple(evolve(theme, merged_into=swapped.get(theme.id, theme.merged_into)) for theme in healthy.themes or ())
    found = gaps(evolve(healthy, themes=themes), on=REFERENCE_DAY)
    assert [gap.link.id for gap in found.gaps if gap.lack is Lack.CIRCULAR] == ["thema-kita", "thema-wohnen"]


def test_a_decision_before_its_theme_is_out_of_order(healthy: Town) -> None:
    """A decision that came before the theme was named names that theme."""
    late = _changed(healthy, lambda theme: evolve(theme, named_on=date(2024, 6, 21), presented_on=None))
    found = [gap for gap in gaps(late, on=REFERENCE_DAY).gaps if gap.link.id == "beschluss-wohnen"]
    assert [(gap.lack, gap.about) for gap in found] == [(Lack.OUT_OF_ORDER, ("thema-wohnen",))]


@pytest.mark.parametrize("approval", ["beschluss-wohnen", "freigabe-kita"])
def test_the_second_approval_is_a_second_one(healthy: Town, approval: str) -> None:
    """The first decision is no approval, and neither is one that the body rejected."""
    measures = tuple(
        evolve(one, approval=DecisionId(approval)) if one.id == MeasureId("massnahme-wohnen") else one
        for one in healthy.measures or ()
    )
    decisions = tuple(
        evolve(one, outcome=DecisionOutcome.REJECTED, reason="Mittel fehlen") if one.id == "freigabe-kita" else one
        for one in healthy.decisions or ()
        if one.id != "freigabe-wohnen"
    )
    found = gaps(evolve(healthy, measures=measures, decisions=decisions), on=REFERENCE_DAY)
    lacking = {gap.link.id for gap in found.gaps if gap.lack is Lack.MEASURE_WITHOUT_APPROVAL}
    assert "massnahme-wohnen" in lacking


def test_a_review_that_cites_its_own_cause_is_circular(healthy: Town) -> None:
    """A barrier that a measure rests on cannot be its recurrence."""
    reviews = tuple(
        evolve(one, recurring=(BarrierId("huerde-wohnen-1"),)) if one.id == "pruefung-wohnen" else one
        for one in healthy.reviews or ()
    )
    (gap,) = gaps(evolve(healthy, reviews=reviews), on=REFERENCE_DAY).gaps
    assert (gap.lack, gap.link.id, gap.about) == (Lack.CIRCULAR, "pruefung-wohnen", ("huerde-wohnen-1",))


def _with_decision(town: Town, key: str, change: Callable[[Decision], Decision]) -> Town:
    return evolve(town, decisions=tuple(change(one) if one.id == key else one for one in town.decisions or ()))


def _found_at(town: Town, key: str) -> set[Lack]:
    return {gap.lack for gap in gaps(town, on=REFERENCE_DAY).gaps if gap.link.id == key}


def test_a_work_group_approves_nothing(healthy: Town) -> None:
    """Only the steering group approves a measure; what another body decided leaves it without approval."""
    broken = _with_decision(healthy, "freigabe-wohnen", lambda one: evolve(one, body=BodyId("ag-aufenthalt")))
    assert _found_at(broken, "massnahme-wohnen") == {Lack.MEASURE_WITHOUT_APPROVAL}


def test_a_work_group_takes_up_no_theme(healthy: Town) -> None:
    """A theme still waits for the steering group after another body decided on it, and its measure went ahead of it."""
    broken = _with_decision(healthy, "beschluss-wohnen", lambda one: evolve(one, body=BodyId("ag-aufenthalt")))
    assert _found_at(broken, "thema-wohnen") == {Lack.THEME_WAITS}
    assert _found_at(broken, "massnahme-wohnen") == {Lack.MEASURE_NOT_ACCEPTED}


@pytest.mark.parametrize("outcome", [DecisionOutcome.REJECTED, DecisionOutcome.DEFERRED])
def test_a_measure_against_its_decision_is_found(healthy: Town, outcome: DecisionOutcome) -> None:
    """What was rejected or put off is not carried out, and the gap names the decision."""
    broken = _with_decision(healthy, "beschluss-wohnen", lambda one: evolve(one, outcome=outcome, reason="Mittel fehlen"))
    found = [gap for gap in gaps(broken, on=REFERENCE_DAY).gaps if gap.lack is Lack.MEASURE_NOT_ACCEPTED]
    assert [(gap.link.id, gap.about) for gap in found] == [("massnahme-wohnen", ("beschluss-wohnen",))]


def test_an_approval_may_name_the_measure_alone(healthy: Town) -> None:
    """A decision that names a measure approves it, whether or not the measure names the decision."""
    measures = tuple(evolve(one, approval=None) if one.id == "massnahme-wohnen" else one for one in healthy.measures or ())
    assert gaps(evolve(healthy, measures=measures), on=REFERENCE_DAY).gaps == ()


def test_a_later_approval_is_not_out_of_order(healthy: Town) -> None:
    """A measure that is prolonged by another decision began after the first one all the same."""
    (first,) = (one for one in healthy.decisions or () if one.id == "freigabe-wohnen")
    later = evolve(first, id=DecisionId("verlaengerung"), decided_on=REFERENCE_DAY, reported_back_on=REFERENCE_DAY)
    prolonged = evolve(healthy, decisions=(*(healthy.decisions or ()), later))
    assert gaps(prolonged, on=REFERENCE_DAY).gaps == ()


def test_a_record_whose_own_days_are_turned_round_is_out_of_order(healthy: Town) -> None:
    """A theme presented before it was named and a measure finished before it began name themselves."""
    themes = tuple(
        evolve(one, presented_on=one.named_on - timedelta(days=1)) if one.id == "thema-wohnen" else one
        for one in healthy.themes or ()
    )
    measures = tuple(
        evolve(one, finished_on=one.started_on - timedelta(days=1)) if one.id == "massnahme-wohnen" and one.started_on else one
        for one in healthy.measures or ()
    )
    found = gaps(evolve(healthy, themes=themes, measures=measures), on=REFERENCE_DAY).gaps
    turned = [(gap.link.id, gap.about) for gap in found if gap.lack is Lack.OUT_OF_ORDER]
    assert sorted(turned) == [("massnahme-wohnen", ("massnahme-wohnen",)), ("thema-wohnen", ("thema-wohnen",))]
