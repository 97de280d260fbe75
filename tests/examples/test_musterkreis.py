"""The invented town: its files are what the maker makes, and what is planted is there and nowhere else."""

from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

import kimcore.model as nouns
from kimcore.bundle import dump, dumps, load, loads
from kimcore.model import (
    AgreementId,
    Case,
    Decision,
    DecisionKind,
    LegalField,
    Measure,
    Phase,
    ReferralOutcome,
    Theme,
    ThemeId,
    Town,
)
from kimcore.reports import check
from kimcore.rules.catalogue import BUILTIN
from kimcore.rules.outcome import Outcome
from kimcore.testing.musterkreis import FAULTS, REFERENCE_DAY, WHOLE_LOOPS, Fault, musterkreis
from kimcore.testing.musterkreis.handovers import LOST_NUMBERS, PING_PONG_NUMBERS

EXAMPLES = Path(__file__).parents[2] / "examples"
TOWN = musterkreis()
HEALTHY = musterkreis(faults=())
STORY = (EXAMPLES / "musterkreis.md").read_text(encoding="utf-8")


def _records(value: object) -> Iterator[object]:
    """Yield a record and every record within it."""
    if isinstance(value, tuple):
        for part in value:
            yield from _records(part)
    kind = type(value)
    if attrs.has(kind):
        yield value
        for field in attrs.fields(kind):
            yield from _records(getattr(value, field.name))


def _keys(town: Town) -> frozenset[Hashable]:
    """Return every key of the town."""
    return frozenset(record.id for record in _records(town) if hasattr(record, "id"))


# --- the files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["musterkreis.json", "musterkreis.cases.ndjson"])
def test_files_are_what_the_maker_makes(tmp_path: Path, name: str) -> None:
    """The committed files are byte for byte what the maker makes."""
    dump(TOWN, tmp_path / "musterkreis.json", cases="ndjson")
    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_files_read_as_the_town() -> None:
    """The committed files read back as the same town."""
    assert load(EXAMPLES / "musterkreis.json") == TOWN


def test_healthy_town_survives_its_bytes() -> None:
    """The town without faults can be written and read, too."""
    assert loads(dumps(HEALTHY)) == HEALTHY


# --- what the town holds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Town)])
def test_every_collection_is_used(name: str) -> None:
    """No collection of the town is empty or unknown."""
    assert getattr(TOWN, name)


def test_every_record_type_is_used() -> None:
    """Every kind of record that the model has occurs; only numbers computed from a town have no place in it."""
    public = [getattr(nouns, name) for name in nouns.__all__]
    records = {one for one in public if isinstance(one, type) and attrs.has(one)} - {nouns.Card, nouns.Metric}
    assert records <= {type(record) for record in _records(TOWN)}


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("actors", 38, 60),
        ("barriers", 45, 60),
        ("cases", 150, 150),
        ("memberships", 18, 22),
        ("surveys", 2, 2),
        ("themes", 10, 20),
        ("ties", 150, 220),
    ],
)
def test_size(name: str, least: int, most: int) -> None:
    """The town has the size it is said to have."""
    assert least <= len(getattr(TOWN, name)) <= most


def test_every_phase_occurs_in_a_loop() -> None:
    """Some case goes through assessment and planning more than once."""
    phases = [[entry.phase for entry in case.phases] for case in TOWN.cases or ()]
    assert any(found.count(Phase.ASSESSMENT) > 1 and found.count(Phase.PLANNING) > 1 for found in phases)


def test_nothing_happens_after_the_reference_day() -> None:
    """No case was touched after the day on which the town is told."""
    cases = TOWN.cases or ()
    contacts = [contact.on for case in cases for contact in case.contacts]
    phases = [entry.on for case in cases for entry in case.phases]
    assert max(contacts + phases) <= REFERENCE_DAY


# --- loops that are whole ----------------------------------------------------------------------------------------------


def _theme(key: ThemeId) -> Theme:
    """Return a theme of the town."""
    return next(theme for theme in TOWN.themes or () if theme.id == key)


def _decision(theme: ThemeId, kind: DecisionKind) -> Decision:
    """Return the decision of a kind on a theme."""
    return next(one for one in TOWN.decisions or () if theme in one.themes and one.kind is kind)


def _measure(theme: ThemeId) -> Measure:
    """Return the measure that was decided for a theme."""
    return next(one for one in TOWN.measures or () if one.decision == _decision(theme, DecisionKind.THEME).id)


def test_enough_loops_are_whole() -> None:
    """At least eight loops are whole."""
    assert len(WHOLE_LOOPS) >= 8


@pytest.mark.parametrize("key", WHOLE_LOOPS)
def test_loop_begins_with_needs(key: ThemeId) -> None:
    """A whole loop rests on needs in three cases that different people lead."""
    barriers = [barrier for barrier in TOWN.barriers or () if barrier.id in _theme(key).barriers]
    assert len({barrier.case for barrier in barriers if barrier.needs}) >= 3
    assert len({barrier.reported_by for barrier in barriers}) >= 2


@pytest.mark.parametrize("key", WHOLE_LOOPS)
def test_loop_runs_in_order(key: ThemeId) -> None:
    """The days of a whole loop follow one another, from the first barrier to the first review."""
    theme, measure = _theme(key), _measure(key)
    seen = max(barrier.seen_on for barrier in TOWN.barriers or () if barrier.id in theme.barriers)
    drafted = next(proposal.drafted_on for proposal in TOWN.proposals or () if proposal.id == measure.proposal)
    decided, approved = (_decision(key, kind).decided_on for kind in (DecisionKind.THEME, DecisionKind.MEASURE_APPROVAL))
    reviewed = min(review.on for review in TOWN.reviews or () if review.measure == measure.id)
    days = [seen, theme.named_on, drafted, decided, approved, measure.started_on, measure.finished_on, reviewed]
    assert days == sorted(day or date.max for day in days)


@pytest.mark.parametrize("key", WHOLE_LOOPS)
def test_loop_has_owner_goal_and_approval(key: ThemeId) -> None:
    """The measure of a whole loop has an owner, a second approval and a goal that was measured."""
    measure = _measure(key)
    goals = [goal for goal in TOWN.goals or () if goal.id in measure.goals]
    assert measure.owner
    assert measure.approval == _decision(key, DecisionKind.MEASURE_APPROVAL).id
    assert any(goal.measurements for goal in goals)


@pytest.mark.parametrize("key", WHOLE_LOOPS)
def test_loop_ends_where_it_began(key: ThemeId) -> None:
    """Those who reported the barriers of a whole loop were told of both decisions within sixty days."""
    reporters = {barrier.reported_by for barrier in TOWN.barriers or () if barrier.id in _theme(key).barriers}
    for kind in (DecisionKind.THEME, DecisionKind.MEASURE_APPROVAL):
        decision = _decision(key, kind)
        told = next(one for one in TOWN.feedback or () if one.decision == decision.id)
        assert reporters <= set(told.staff)
        assert told.on - decision.decided_on <= timedelta(days=60)


@pytest.mark.parametrize("key", WHOLE_LOOPS)
def test_loop_is_told(key: ThemeId) -> None:
    """The story names the theme, the decisions and the measure of every whole loop."""
    row = next(line for line in STORY.splitlines() if line.startswith(f"| `{key}`"))
    assert all(f"`{_decision(key, kind).id}`" in row for kind in (DecisionKind.THEME, DecisionKind.MEASURE_APPROVAL))
    assert f"`{_measure(key).id}`" in row


# --- faults ------------------------------------------------------------------------------------------------------------


def test_every_family_has_a_fault() -> None:
    """There is a planted fault for each family of rules."""
    families = {code.partition("-")[0] for fault in FAULTS for code in fault.codes}
    assert families == {"ST", "LG", "KO", "CM", "B3", "NW", "DS", "EV", "LO"}


def test_fault_names_are_unique() -> None:
    """No two faults have the same name."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_told(fault: Fault) -> None:
    """The story has a row for every fault, with its rules, its records and why."""
    codes = ", ".join(fault.codes) or "–"
    subjects = ", ".join(f"`{subject}`" for subject in fault.subjects)
    assert f"| {fault.name} | {codes} | {subjects} | {fault.why} |" in STORY


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_stands_on_records_of_the_town(fault: Fault) -> None:
    """Every key that a fault names is a key of the town."""
    assert set(fault.subjects) <= _keys(TOWN)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_changes_the_healthy_town(fault: Fault) -> None:
    """Each fault alone makes another town of the healthy one, and that town can be written."""
    town = fault.plant(HEALTHY)
    assert town != HEALTHY
    assert dumps(town)


def test_faults_do_not_undo_each_other() -> None:
    """In whichever order the faults are planted, the town is the same."""
    assert musterkreis(faults=reversed(FAULTS)) == TOWN


def test_fault_that_does_not_fit() -> None:
    """A fault that cannot be planted is refused, not passed over."""
    no_review = next(fault for fault in FAULTS if fault.name == "finished-without-review")
    with pytest.raises(LookupError, match="pruefung-sprachmittlung"):
        musterkreis(faults=(no_review, no_review))


def test_unknown_record_cannot_be_changed() -> None:
    """A fault that would change a record that is gone is refused."""
    leave = next(fault for fault in FAULTS if fault.name == "theme-waits")
    town = attrs.evolve(HEALTHY, agreements=())
    review = next(fault for fault in FAULTS if fault.name == "agreement-review-missed")
    with pytest.raises(LookupError, match="ki-ebh"):
        review.plant(leave.plant(town))


def _failures(town: Town) -> frozenset[tuple[str, str | None]]:
    """Return the code and subject of everything that fails, waived or not."""
    report = check(town, on=REFERENCE_DAY)
    return frozenset((finding.code, finding.subject) for finding in report.findings if finding.outcome is Outcome.FAIL)


def test_healthy_town_has_no_failure() -> None:
    """Without its faults, Musterkreis meets every rule that applies to it."""
    assert _failures(HEALTHY) == frozenset()


def test_faults_are_found_and_nothing_else() -> None:
    """What fails with the faults and not without them is what was planted, as far as there is a rule for it."""
    known = {rule.code for rule in BUILTIN}
    planted = {code: set(fault.subjects) for fault in FAULTS for code in fault.codes if code in known}
    found = _failures(TOWN) - _failures(HEALTHY)
    assert {code for code, _ in found} == set(planted)
    assert all(subject is None or subject in planted[code] for code, subject in found)


# --- what cooperation is to show ---------------------------------------------------------------------------------------


def _case(number: int) -> Case:
    """Return a case of the town by its number."""
    return next(case for case in TOWN.cases or () if case.id == f"fall-{number:03}")


@pytest.mark.parametrize("number", PING_PONG_NUMBERS)
def test_ping_pong(number: int) -> None:
    """Some cases were sent back and forth between two offices."""
    attempts = [tuple(attempt.receiver for attempt in referral.attempts) for referral in _case(number).referrals]
    assert ("jobcenter", "leistungsstelle", "jobcenter") in attempts


@pytest.mark.parametrize("number", LOST_NUMBERS)
def test_lost_referral(number: int) -> None:
    """Some referrals were never answered and never tried again."""
    last = [referral.attempts[-1].outcome for referral in _case(number).referrals]
    assert ReferralOutcome.NO_ANSWER in last


def test_heavy_referral_without_agreement() -> None:
    """The pair with the most referrals has an agreement that ran out."""
    agreement = next(one for one in TOWN.agreements or () if one.id == AgreementId("ki-jobcenter"))
    sent = [
        (referral.sender, attempt.receiver)
        for case in TOWN.cases or ()
        for referral in case.referrals
        for attempt in referral.attempts
    ]
    assert max(set(sent), key=sent.count) == ("ki", "jobcenter")
    assert REFERENCE_DAY not in agreement.during


def test_required_pair_without_tie() -> None:
    """Two offices hand over many people and name each other nowhere."""
    pair = {"jobcenter", "leistungsstelle"}
    changes = [[spell.field for spell in case.legal_fields] for case in TOWN.cases or ()]
    assert changes.count([LegalField.ASYLBLG, LegalField.SGB_II]) >= 20
    assert not [tie for tie in TOWN.ties or () if {tie.source, tie.target} == pair]


def test_agreement_never_used() -> None:
    """One agreement is in force and no referral, tie or case uses it."""
    pair = {"kammer", "ki"}
    agreement = next(one for one in TOWN.agreements or () if one.id == AgreementId("ki-kammer"))
    receivers = {attempt.receiver for case in TOWN.cases or () for referral in case.referrals for attempt in referral.attempts}
    assert REFERENCE_DAY in agreement.during
    assert "kammer" not in receivers
    assert not [tie for tie in TOWN.ties or () if {tie.source, tie.target} == pair]


def test_silent_are_told_apart() -> None:
    """In both rounds somebody was asked and did not answer, and said nothing."""
    for survey in TOWN.surveys or ():
        silent = set(survey.asked) - set(survey.answered)
        assert silent
        assert not [tie for tie in TOWN.ties or () if tie.survey == survey.id and tie.source in silent]
