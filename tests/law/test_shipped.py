"""The sheets that come with kimcore, against the parameter registry of the domain reference."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from kimcore.law import Binding, Grade, OpenParameter, Value, shipped, shipped_sheets

DAY = timedelta(days=1)
LAW = shipped()
KEYS = LAW.keys()
ENTRIES = tuple(entry for key in KEYS for entry in LAW.history(key))


@pytest.mark.parametrize(
    ("key", "day", "value", "grade"),
    [
        ("b1.coord.fte_max.kreis", "2020-11-30", 3.5, "V"),
        ("b1.coord.fte_max.kreisfreie_stadt", "2020-11-30", 2.5, "I"),
        ("b1.assist.fte_max", "2020-11-30", 0.5, "V"),
        ("b1.coord.extra_post.conditions", "2020-11-30", ("abh", "jug", "ir"), "V"),
        ("b1.coord.rate_eur_year", "2023-01-01", 57_000, "V"),
        ("b1.assist.rate_eur_year_per_half", "2023-01-01", 22_500, "V"),
        ("b1.workplace.rate_eur", "2023-01-01", 5_700, "V"),
        ("b2.share_min_fte", "2021-12-31", 0.5, "V"),
        ("b2.rate_eur_year", "2024-12-31", 57_000, "V"),
        ("program.volume_eur", "2020-12-31", 25_000_000, "V"),
        ("program.volume_eur", "2021-01-01", 50_000_000, "V"),
        ("program.volume_eur", "2024-06-01", 75_000_000, "V"),
        ("tintg.s3.min_eur_year", "2022-01-01", 130_000_000, "V"),
        ("lg.meetings_min_per_year", "2024-01-01", 2, "V"),
        ("lg.gap_days_max", "2024-01-01", 270, "I"),
        ("lg.decision_rank_share_min", "2024-01-01", 0.75, "K"),
        ("lg.members_max", "2024-01-01", 25, "K"),
        ("lg.minutes_days_max", "2024-01-01", 21, "K"),
        ("lg.attendance_share_min", "2024-01-01", 0.6, "K"),
        ("lg.decision_overdue_days_max", "2024-01-01", 90, "K"),
        ("ko.goal_review_days_max", "2024-01-01", 180, "K"),
        ("ko.bundling_days_max", "2024-01-01", 180, "I"),
        ("cm.caseload_band", "2024-01-01", (10, 25), "I"),
        ("cm.target.years_in_nrw", "2020-11-30", 3, "V"),
        ("cm.assessment_days_max", "2024-01-01", 60, "K"),
        ("cm.contact_gap_days_max", "2024-01-01", 90, "K"),
        ("cm.reassessment_days_max", "2024-01-01", 180, "K"),
        ("cm.nil_report_closed_cases_min", "2024-01-01", 5, "K"),
        ("cm.transition_gap_days_max", "2024-01-01", 30, "K"),
        ("cm.first_counselling_share_max", "2024-01-01", 0.5, "K"),
        ("aufenthg.25a.stay_years", "2022-12-30", 4, "V-sec"),
        ("aufenthg.25a.stay_years", "2022-12-31", 3, "V-sec"),
        ("aufenthg.25a.age_lt", "2022-12-30", 21, "V-sec"),
        ("aufenthg.25a.age_lt", "2022-12-31", 27, "V-sec"),
        ("aufenthg.25a.school_years", "2022-12-30", 4, "K"),
        ("aufenthg.25a.school_years", "2022-12-31", 3, "V-sec"),
        ("aufenthg.25a.duldung_min_years", "2022-12-30", 0, "V-sec"),
        ("aufenthg.25a.duldung_min_years", "2022-12-31", 1, "V-sec"),
        ("aufenthg.25b.stay_years", "2022-12-30", 8, "V-sec"),
        ("aufenthg.25b.stay_years", "2022-12-31", 6, "V-sec"),
        ("aufenthg.25b.stay_years_minor_child", "2022-12-30", 6, "V-sec"),
        ("aufenthg.25b.stay_years_minor_child", "2022-12-31", 4, "V-sec"),
        ("aufenthg.104c.cutoff", "2022-12-31", date(2022, 10, 31), "V"),
        ("aufenthg.104c.grant_window", "2023-01-01", (date(2022, 12, 31), date(2025, 12, 30)), "V"),
        ("aufenthg.104c.months", "2023-01-01", 18, "V-sec"),
        ("stag.10.stay_years", "2024-06-26", 8, "V"),
        ("stag.10.stay_years", "2024-06-27", 5, "V"),
        ("stag.10_3.special_years", "2024-06-27", 3, "V-sec"),
        ("stag.10_3.special_years", "2025-10-29", 3, "V-sec"),
        ("vwvfg_nrw.41_2.fiction_days", "2024-12-31", 3, "V"),
        ("vwvfg_nrw.41_2.fiction_days", "2025-01-01", 4, "V"),
        ("nw.key_axis_age_days_max", "2024-01-01", 365, "K"),
        ("nw.centralisation_max", "2024-01-01", 0.7, "K"),
        ("nw.reciprocity_min", "2024-01-01", 0.5, "K"),
        ("nw.cross_field_share_min", "2024-01-01", 0.3, "K"),
        ("nw.distance_max", "2024-01-01", 2, "K"),
        ("dsgvo.33.hours", "2024-01-01", 72, "K"),
        ("ds.small_cells.k", "2024-01-01", 5, "K"),
        ("ds.minors.own_capacity_age", "2024-01-01", 15, "K"),
        ("ev.cases_per_measure_min", "2024-01-01", 3, "K"),
        ("ev.theme_answer_days_max", "2024-01-01", 210, "I"),
        ("ev.effect_review_days_max", "2024-01-01", 365, "K"),
        ("ev.feedback_days_max", "2024-01-01", 60, "K"),
        ("ev.untraceable_share_max", "2024-01-01", 0.2, "K"),
        ("st.concept_age_years_max", "2024-01-01", 5, "K"),
        ("st.vacancy_days_max", "2024-01-01", 180, "K"),
    ],
)
def test_value(key: str, day: str, value: Value, grade: str) -> None:
    """A value of the registry holds on the first and the last day it is said to, with its grade."""
    found = LAW.on(key, date.fromisoformat(day))
    assert (found.value, found.grade.value) == (value, grade)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("b1.coord.fte_max.kreis", "2020-11-29"),
        ("tintg.s9_4.in_force", "2021-12-31"),
        ("aufenthg.104c.in_force", "2022-12-30"),
        ("aufenthg.104c.in_force", "2025-12-31"),
        ("stag.10_3.special_years", "2024-06-26"),
        ("stag.10_3.special_years", "2025-10-30"),
        ("asylblg.ukraine.cutoff_permit", "2026-06-30"),
    ],
)
def test_nothing_in_force(key: str, day: str) -> None:
    """Before its start and from its end on, a parameter has no value."""
    assert LAW.find(key, date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    "key",
    [
        "asylblg.ukraine.cutoff_permit",
        "b1.coord.fte_max.staedteregion",
        "b1.coord.extra_post.fte",
        "b2.share_min_fte",
        "b2.rate_eur_year",
        "b3.rate_eur_year",
        "cm.caseload_official_max",
        "ds.kim_database.retention",
        "ds.retention.case",
        "grant.antrag.deadline",
        "grant.sachbericht.deadline",
        "grant.verwendungsnachweis.deadline",
        "lg.invitation_days_min",
        "lg.quorum_share_min",
    ],
)
def test_what_could_not_be_verified_is_asked(key: str) -> None:
    """What the reference could not verify ships without a value."""
    assert isinstance(LAW.find(key, date(2026, 7, 1)), OpenParameter)


@pytest.mark.parametrize(
    ("key", "binding"),
    [
        ("b1.coord.fte_max.kreis", Binding.BINDING),
        ("stag.10.stay_years", Binding.BINDING),
        ("lg.welfare_members_min", Binding.STANDARD),
        ("cm.target.years_in_nrw", Binding.STANDARD),
        ("lg.decision_rank_share_min", Binding.PRACTICE),
        ("ev.cases_per_measure_min", Binding.PRACTICE),
        ("ds.small_cells.k", Binding.PRACTICE),
    ],
)
def test_binding(key: str, binding: Binding) -> None:
    """A number that is only proposed stays practice, also where its principle is a standard."""
    assert {entry.binding for entry in LAW.history(key)} == {binding}


def test_every_entry_has_a_source() -> None:
    """Every value, every lack of one and every end has a source."""
    assert all(entry.sources for entry in ENTRIES)
    assert all(entry.end_sources and entry.end_grade for entry in ENTRIES if entry.last_day is not None)


def test_no_value_rests_on_nothing() -> None:
    """No value is graded as unverified, and every lack of a value is."""
    assert all((entry.grade is Grade.UNVERIFIED) is isinstance(entry, OpenParameter) for entry in ENTRIES)


def test_what_was_seen_can_be_looked_up() -> None:
    """Whatever was seen in its source has a source with an address or with a name that says where."""
    seen = [entry for entry in ENTRIES if entry.grade is Grade.SEEN and not any(source.url for source in entry.sources)]
    assert {entry.key for entry in seen} == {"feiertagsg_nw.one_off"}


def test_no_sheet_claims_a_comparison() -> None:
    """No sheet claims to have been compared with the gazette, as none was."""
    assert {sheet.compared_on for sheet in shipped_sheets()} == {None}


def test_numbers_without_publication_are_practice() -> None:
    """A number that kimcore itself proposes binds nobody, and is never graded as seen."""
    proposed = [entry for entry in ENTRIES if any(source.title.startswith("Vorschlag") for source in entry.sources)]
    assert proposed
    assert {entry.binding for entry in proposed} == {Binding.PRACTICE}
    assert Grade.SEEN not in {entry.grade for entry in proposed}


def test_every_day_of_change() -> None:
    """On each day of change and on the day before, every parameter gives the one entry that holds then, or none."""
    for change in LAW.change_days():
        for day in (change - DAY, change):
            for key in KEYS:
                holding = [e for e in LAW.history(key) if (e.first_day or date.min) <= day <= (e.last_day or date.max)]
                assert LAW.find(key, day) == (holding[0] if holding else None)
                assert len(holding) <= 1


def test_something_changes_on_every_day_of_change() -> None:
    """On each day of change, at least one parameter is other than the day before, and no other day is one."""
    days = [date(2019, 1, 1) + timedelta(days=number) for number in range(3_000)]
    answers = [tuple(LAW.find(key, day) for key in KEYS) for day in days]
    found = tuple(day for day, (before, after) in zip(days[1:], pairwise(answers), strict=True) if before != after)
    assert found == tuple(day for day in LAW.change_days() if day in set(days[1:]))


def test_histories_have_no_gap() -> None:
    """Within a history each entry begins on the day after the one before ends."""
    for key in KEYS:
        history = LAW.history(key)
        for earlier, later in pairwise(history):
            assert earlier.last_day is not None
            assert later.first_day == earlier.last_day + DAY


def test_shipped_law_is_read_once() -> None:
    """The law that comes with kimcore is read once and shared."""
    assert shipped() is LAW
