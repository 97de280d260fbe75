import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kimcore.model
from kimcore.errors import KimcoreError, ModelError
from kimcore.model import (
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    Affiliation,
    Case,
    CaseId,
    Closing,
    Decision,
    DecisionKind,
    DecisionOutcome,
    DecisionState,
    Filling,
    FollowUp,
    GovernmentDistrict,
    Household,
    MunicipalityKey,
    Period,
    Position,
    PositionId,
    PositionKind,
    filled_fte,
    in_force,
    is_active,
    is_internal,
    kinds_below,
    state_of,
    unit,
    vacant_since,
)
from kimcore.model.keys import BodyId, DecisionId

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
HERE = MunicipalityKey("05154")


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw a period with open or known ends."""
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Period(first_day=first, last_day=last)


def test_period_cannot_end_before_it_begins() -> None:
    """A reversed period is refused when it is made."""
    with pytest.raises(ModelError, match="cannot end on 2024-01-01"):
        Period(first_day=date(2024, 1, 2), last_day=date(2024, 1, 1))


def test_model_error_is_a_value_error() -> None:
    """A reversed period is caught both as a kimcore error and as an ordinary value error."""
    assert issubclass(ModelError, KimcoreError)
    assert issubclass(ModelError, ValueError)


@given(periods(), days)
def test_ends_of_a_period_lie_within(period: Period, day: date) -> None:
    """First and last day both count; the day before and the day after do not."""
    if period.first_day is not None:
        assert period.first_day in period
        assert period.first_day - timedelta(days=1) not in period
    if period.last_day is not None:
        assert period.last_day in period
        assert period.last_day + timedelta(days=1) not in period
    assert day in Period()


@given(periods(), periods())
def test_overlap_is_mutual(one: Period, other: Period) -> None:
    """If one period overlaps another, the other overlaps the first."""
    assert one.overlaps(other) == other.overlaps(one)


@given(periods(), periods(), days)
def test_shared_day_means_overlap(one: Period, other: Period, day: date) -> None:
    """Two periods that both hold on a day overlap."""
    assert not (day in one and day in other) or one.overlaps(other)


@given(periods(), periods(), days)
def test_covering_period_holds_on_every_day_of_the_other(one: Period, other: Period, day: date) -> None:
    """A period that covers another holds on each of its days."""
    assert not (one.covers(other) and day in other) or day in one


@given(periods())
def test_period_covers_itself(period: Period) -> None:
    """Every period covers itself."""
    assert period.covers(period)


def test_there_are_54_units_with_53_kreis_keys() -> None:
    """Stadt Aachen is a unit of its own within the key of the Städteregion."""
    assert (len(UNITS), len({known.key[:5] for known in UNITS})) == (54, 53)


def test_populations_add_up_to_the_state() -> None:
    """The populations of the registry are those of the whole state on 31 December 2019."""
    assert sum(known.population or 0 for known in UNITS) == 17_947_221


def test_third_digit_tells_the_government_district() -> None:
    """The third digit of a key says in which Regierungsbezirk the unit lies."""
    digits = {"1": "duesseldorf", "3": "koeln", "5": "muenster", "7": "detmold", "9": "arnsberg"}
    assert all(known.district is GovernmentDistrict(digits[known.key[2]]) for known in UNITS)


def test_unknown_key_has_no_unit() -> None:
    """A key that nobody has finds nothing."""
    assert unit(MunicipalityKey("05999")) is None


def _position(*fillings: Filling) -> Position:
    return Position(
        id=PositionId("p"),
        kind=PositionKind.CASE_MANAGEMENT,
        host=None,
        during=Period(first_day=date(2024, 1, 1)),
        fillings=fillings,
    )


EARLY = Filling(fte=0.5, during=Period(first_day=date(2024, 2, 1), last_day=date(2024, 6, 30)))


def test_position_is_vacant_since_the_day_after_somebody_left() -> None:
    """A gap begins on the day after the last filling ended."""
    assert vacant_since(_position(EARLY), on=date(2024, 9, 1)) == date(2024, 7, 1)


def test_never_filled_position_is_vacant_since_its_beginning() -> None:
    """A position that nobody has filled yet is vacant since it exists."""
    assert vacant_since(_position(), on=date(2024, 9, 1)) == date(2024, 1, 1)


def test_filled_position_is_not_vacant() -> None:
    """While somebody fills a position it has no gap."""
    assert vacant_since(_position(EARLY), on=date(2024, 6, 30)) is None


def test_unknown_filling_is_not_a_gap() -> None:
    """Where nothing is known of who fills a position, nothing is said of a gap or a share."""
    unknown = evolve(_position(), fillings=None)
    assert (vacant_since(unknown, on=date(2024, 9, 1)), filled_fte(unknown, on=date(2024, 9, 1))) == (None, None)


def test_shares_are_added_without_binary_dust() -> None:
    """Ten shares of a tenth are one full post."""
    tenths = [Filling(fte=0.1, during=Period()) for _ in range(10)]
    assert filled_fte(_position(*tenths), on=date(2024, 9, 1)) == 1.0


def test_actor_is_internal_only_to_its_municipality() -> None:
    """Whether an actor is internal is said for one municipality and a time."""
    jobcenter = Actor(
        id=ActorId("jobcenter"),
        name="Jobcenter",
        kinds=(ActorKind.JOBCENTER,),
        affiliations=(Affiliation(municipality=HERE, is_internal=True, during=Period(first_day=date(2020, 1, 1))),),
    )
    assert is_internal(jobcenter, municipality=HERE, on=date(2024, 1, 1)) is True
    assert is_internal(jobcenter, municipality=HERE, on=date(2019, 12, 31)) is None
    assert is_internal(jobcenter, municipality=MunicipalityKey("05158"), on=date(2024, 1, 1)) is None


def test_head_of_department_stands_for_offices_below() -> None:
    """An actor has its own kinds and those of every office that belongs to it."""
    head = Actor(id=ActorId("fb3"), name="Fachbereich 3", kinds=(ActorKind.DISTRICT_ADMINISTRATION,))
    abh = Actor(id=ActorId("abh"), name="Ausländerbehörde", kinds=(ActorKind.FOREIGNERS_AUTHORITY,), parent=ActorId("fb3"))
    assert kinds_below((abh, head))[head.id] == {ActorKind.DISTRICT_ADMINISTRATION, ActorKind.FOREIGNERS_AUTHORITY}


def test_case_is_open_on_the_day_it_closes() -> None:
    """The day of closing is the last on which a case is open."""
    case = Case(id=CaseId("case-1"), municipality=HERE, opened_on=date(2024, 1, 1), closing=Closing(on=date(2024, 5, 1)))
    assert is_active(case, on=date(2024, 5, 1))
    assert not is_active(case, on=date(2024, 5, 2))
    assert not is_active(case, on=date(2023, 12, 31))


def test_repr_of_a_case_hides_what_comes_near_a_person() -> None:
    """Age group, household, stay and residence never appear in a repr."""
    case = Case(id=CaseId("case-1"), municipality=HERE, opened_on=date(2024, 1, 1), household=Household.SINGLE_PARENT)
    assert "single_parent" not in repr(case).lower()
    assert "household" not in repr(case)


def test_state_of_a_decision_is_its_latest_report_by_the_day() -> None:
    """A report that comes after the day does not count yet."""
    decision = Decision(
        id=DecisionId("d-1"),
        body=BodyId("lenkung"),
        decided_on=date(2024, 1, 1),
        kind=DecisionKind.THEME,
        outcome=DecisionOutcome.ACCEPTED,
        follow_ups=(FollowUp(on=date(2024, 6, 1), state=DecisionState.DONE),),
    )
    assert state_of(decision, on=date(2024, 5, 31)) is DecisionState.OPEN
    assert state_of(decision, on=date(2024, 6, 1)) is DecisionState.DONE


def test_in_force_keeps_the_order() -> None:
    """What holds on a day comes in the order in which it was given."""
    early, late = EARLY, evolve(EARLY, fte=1.0)
    assert in_force((late, early), on=date(2024, 3, 1)) == (late, early)


def test_stub_lists_the_names_of_the_model() -> None:
    """What type checkers see is what can be imported."""
    stub = Path(kimcore.model.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    assert sorted(re.findall(r'^    "(\w+)",$', stub, re.MULTILINE)) == sorted(kimcore.model.__all__)
    assert all(hasattr(kimcore.model, name) for name in kimcore.model.__all__)


def test_unknown_name_of_the_model_is_refused() -> None:
    """A name the model does not have is an ordinary attribute error."""
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = kimcore.model.Nothing  # type: ignore[attr-defined]  # that is the point
