"""Nothing goes to anybody without a basis on record."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from kimcore import load
from kimcore.cli import main
from kimcore.disclosure import PROTECTED, Interval, PseudonymKey
from kimcore.errors import DisclosureError
from kimcore.model import (
    SPECIAL_CATEGORIES,
    UNITS,
    Actor,
    ActorId,
    ActorKind,
    AgeGroup,
    Case,
    CaseGoal,
    CaseGoalId,
    CaseId,
    CaseLead,
    CaseStep,
    Closing,
    Consent,
    ConsentGiver,
    ConsentId,
    ConsentKind,
    DataKind,
    DataTransfer,
    FieldOfAction,
    Filling,
    FlowDirection,
    LegalBasis,
    Need,
    NeedId,
    NeedSeverity,
    Period,
    Plan,
    Position,
    PositionId,
    PositionKind,
    Referral,
    ReferralAttempt,
    ReferralId,
    ReferralOutcome,
    StaffId,
    Town,
)
from kimcore.reports.bases import Why
from kimcore.reports.extract import FIELDS, KEPT, Extract, extract
from kimcore.reports.extract_counts import extract_counts, told_counts
from kimcore.reports.extract_output import extract_json, extract_page
from kimcore.text import Language

PLACE = Path(__file__).parents[2] / "examples" / "musterkreis.json"
MUSTERKREIS = load(PLACE)
ON = date(2025, 6, 30)
JC, GES = ActorId("jc"), ActorId("ges")
PURPOSE = "Vermittlung in Arbeit"
ALWAYS = Period(first_day=date(2020, 1, 1))
CONSENT = Consent(
    id=ConsentId("e-1"),
    kind=ConsentKind.DATA_PROTECTION,
    given_on=date(2025, 1, 10),
    purpose=PURPOSE,
    data_kinds=(DataKind.MASTER, DataKind.NEEDS_AND_PLAN),
    recipients=(JC,),
    given_by=ConsentGiver.SELF,
)
RELEASE = evolve(CONSENT, id=ConsentId("s-1"), kind=ConsentKind.CONFIDENTIALITY_RELEASE, direction=FlowDirection.ONE_WAY)
TRANSFER = DataTransfer(
    on=date(2025, 2, 1), recipient=JC, data_kinds=(DataKind.BENEFITS,), basis=LegalBasis.STATUTE, norm="§ 50 SGB II"
)
NEEDS = tuple(
    Need(id=NeedId(field.value), field=field, severity=NeedSeverity.HIGH, seen_on=date(2025, 1, 12))
    for field in (FieldOfAction.WORK, FieldOfAction.HEALTH)
)
CASE = Case(
    id=CaseId("fall-1"),
    municipality=UNITS[10].key,
    opened_on=date(2025, 1, 10),
    age_group=AgeGroup.FROM_27_TO_44,
    needs=NEEDS,
    leads=(CaseLead(staff=StaffId("fk-1"), during=ALWAYS),),
    consents=(CONSENT,),
)


def town(*cases: Case, is_secret: bool | None = False) -> Town:
    """Return a town whose one case manager is bound by secrecy or not."""
    filling = Filling(fte=1.0, during=ALWAYS, staff=StaffId("fk-1"), has_professional_secrecy=is_secret)
    post = Position(id=PositionId("p"), kind=PositionKind.CASE_MANAGEMENT, host=None, during=ALWAYS, fillings=(filling,))
    actors = (
        Actor(id=JC, name="Jobcenter", kinds=(ActorKind.JOBCENTER,)),
        Actor(id=GES, name="Gesundheitsamt", kinds=(ActorKind.PUBLIC_HEALTH_OFFICE,)),
    )
    return Town(municipality=UNITS[10], actors=actors, positions=(post,), cases=cases)


def taken(*cases: Case, is_secret: bool | None = False, on: date = ON) -> Extract:
    """Return the extract for the job centre."""
    return extract(town(*cases, is_secret=is_secret), JC, purpose=PURPOSE, on=on)


def kinds(found: Extract) -> set[DataKind]:
    """Return the kinds of data that go."""
    return {basis.kind for case in found.cases for basis in case.bases}


def why(found: Extract, kind: DataKind) -> list[Why]:
    """Return why a kind of data stays."""
    return [one.why for one in found.left_out if one.what == kind.value]


def test_consent_lets_what_it_names_go_and_nothing_else() -> None:
    """Kinds of data, office and purpose of the consent go; the rest is listed with its reason."""
    found = taken(CASE)
    assert kinds(found) == {DataKind.MASTER, DataKind.NEEDS_AND_PLAN}
    assert why(found, DataKind.HEALTH) == [Why.NOT_NAMED]
    assert {name for case in found.cases for name in case.data} <= {*FIELDS[DataKind.MASTER], *FIELDS[DataKind.NEEDS_AND_PLAN]}


@pytest.mark.parametrize(
    ("consent", "reason"),
    [
        (evolve(CONSENT, recipients=(GES,)), Why.NOT_NAMED),
        (evolve(CONSENT, recipients=()), Why.NOT_NAMED),
        (evolve(CONSENT, data_kinds=()), Why.NOT_NAMED),
        (evolve(CONSENT, purpose="Beratung und Aufgabenerfüllung"), Why.NOT_NAMED),
        (evolve(CONSENT, purpose=None), Why.NOT_NAMED),
        (evolve(CONSENT, given_on=ON + timedelta(days=1)), Why.NOT_YET),
        (evolve(CONSENT, valid=Period(first_day=ON + timedelta(days=1))), Why.NOT_YET),
        (evolve(CONSENT, withdrawn_on=ON - timedelta(days=1)), Why.LAPSED),
        (evolve(CONSENT, withdrawn_on=ON), Why.LAPSED),
        (evolve(CONSENT, valid=Period(last_day=ON - timedelta(days=1))), Why.LAPSED),
        (evolve(CONSENT, kind=ConsentKind.CONFIDENTIALITY_RELEASE), Why.NO_DECLARATION),
    ],
)
def test_consent_that_does_not_hold_lets_nothing_go(consent: Consent, reason: Why) -> None:
    """A consent for others, for something else, too early, withdrawn or lapsed carries nothing, and the reason is told."""
    found = taken(evolve(CASE, consents=(consent,)))
    assert found.cases == ()
    assert why(found, DataKind.MASTER) == [reason]


@pytest.mark.parametrize(
    "consent",
    [
        evolve(CONSENT, withdrawn_on=ON + timedelta(days=1)),
        evolve(CONSENT, valid=Period(last_day=ON)),
        evolve(CONSENT, given_on=ON),
    ],
)
def test_consent_holds_from_its_day_to_its_last(consent: Consent) -> None:
    """The day of giving and the last day count; a withdrawal to come takes nothing away yet."""
    assert kinds(taken(evolve(CASE, consents=(consent,))))


def test_purpose_is_compared_as_it_is_read() -> None:
    """Capital letters and blanks do not make another purpose."""
    assert extract(town(CASE), JC, purpose="  vermittlung   IN Arbeit ", on=ON).cases


def test_provision_named_in_a_transfer_lets_its_kinds_go() -> None:
    """A statute that a transfer to the office names carries its kinds of data, without consent and without release."""
    case = evolve(CASE, consents=(), transfers=(TRANSFER,), legal_fields=())
    found = taken(case, is_secret=True)
    assert [(basis.kind, basis.norm) for one in found.cases for basis in one.bases] == [(DataKind.BENEFITS, "§ 50 SGB II")]


@pytest.mark.parametrize(
    "transfer",
    [
        evolve(TRANSFER, norm=None),
        evolve(TRANSFER, norm=" "),
        evolve(TRANSFER, basis=LegalBasis.CONSENT),
        evolve(TRANSFER, basis=None),
        evolve(TRANSFER, recipient=GES),
        evolve(TRANSFER, on=ON + timedelta(days=1)),
    ],
)
def test_transfer_that_names_no_provision_carries_nothing(transfer: DataTransfer) -> None:
    """Without a provision, to another office, or later, a transfer is no basis."""
    assert taken(evolve(CASE, consents=(), transfers=(transfer,))).cases == ()


def test_special_category_takes_an_express_consent() -> None:
    """Health goes only where the consent says so expressly, and takes the needs in that field along."""
    named = (*CONSENT.data_kinds, DataKind.HEALTH)
    plain, express = (
        taken(evolve(CASE, consents=(evolve(CONSENT, data_kinds=named, names_special_categories=said),)))
        for said in (False, True)
    )
    assert why(plain, DataKind.HEALTH) == [Why.SPECIAL_NOT_NAMED]
    needs = [[need["id"] for need in found.cases[0].data["needs"]] for found in (plain, express)]  # type: ignore[attr-defined]
    assert needs == [["work"], ["work", "health"]]


def test_special_category_by_statute_takes_a_provision_of_its_own() -> None:
    """A norm for the transfer is not yet one for health."""
    transfer = evolve(TRANSFER, data_kinds=(DataKind.HEALTH,))
    without, own = (taken(evolve(CASE, transfers=(evolve(transfer, special_norm=norm),))) for norm in (None, "§ 213 SGB VII"))
    assert why(without, DataKind.HEALTH) == [Why.SPECIAL_NOT_NAMED]
    assert DataKind.HEALTH in kinds(own)


def test_health_does_not_slip_out_by_the_way_of_help() -> None:
    """Without a basis for health, neither goals and referrals for it go, nor anything that names the health office."""
    goals = tuple(CaseGoal(id=CaseGoalId(f"z-{need.id}"), need=need.id, steps=(CaseStep(responsible=GES),)) for need in NEEDS)
    referrals = (
        Referral(id=ReferralId("v-1"), sender=JC, need=NeedId("health"), attempts=(ReferralAttempt(receiver=JC, sent_on=ON),)),
        Referral(id=ReferralId("v-2"), sender=JC, attempts=(ReferralAttempt(receiver=GES, sent_on=ON),)),
    )
    case = evolve(CASE, plan=Plan(made_on=ON, goals=goals), referrals=referrals, referred_by=GES)
    written = extract_json(taken(case))
    assert "health" not in written.partition('"left_out"')[0]
    assert '"ges"' not in written


@pytest.mark.parametrize(("is_secret", "reason"), [(True, Why.NO_RELEASE), (None, Why.SECRECY_UNKNOWN)])
def test_secrecy_takes_a_release(is_secret: bool | None, reason: Why) -> None:  # noqa: FBT001 - drawn by pytest
    """Who is or may be bound by professional secrecy passes nothing on without a release that covers it."""
    assert why(taken(CASE, is_secret=is_secret), DataKind.MASTER) == [reason]
    released = evolve(CASE, consents=(CONSENT, RELEASE))
    assert {basis.release for case in taken(released, is_secret=is_secret).cases for basis in case.bases} == {RELEASE.id}
    vague = evolve(CASE, consents=(CONSENT, evolve(RELEASE, direction=None)))
    assert taken(vague, is_secret=is_secret).cases == ()


def test_child_does_not_declare_alone() -> None:
    """For a child under 14 the declaration must be one of somebody with custody."""
    child = evolve(CASE, age_group=AgeGroup.UNDER_14)
    assert why(taken(child), DataKind.MASTER) == [Why.GIVEN_BY_CHILD]
    assert kinds(taken(evolve(child, consents=(evolve(CONSENT, given_by=ConsentGiver.CUSTODIAN),))))


def test_case_to_be_deleted_does_not_go() -> None:
    """What should not be there any more is not passed on either."""
    closed = evolve(CASE, closing=Closing(on=date(2025, 3, 1), delete_on=ON - timedelta(days=1)))
    found = taken(closed)
    assert (found.cases, [(one.what, one.why) for one in found.left_out]) == ((), [("case", Why.TO_BE_DELETED)])


def test_only_what_is_known_on_the_day_goes() -> None:
    """Needs seen and answers given later are not in an extract of an earlier day."""
    attempt = ReferralAttempt(
        receiver=JC, sent_on=ON - timedelta(days=5), outcome=ReferralOutcome.REFUSED, answered_on=ON + timedelta(days=1)
    )
    case = evolve(
        CASE,
        needs=(evolve(NEEDS[0], met_on=ON + timedelta(days=1)), evolve(NEEDS[0], id=NeedId("n"), seen_on=ON + timedelta(days=1))),
        referrals=(Referral(id=ReferralId("v"), sender=JC, attempts=(attempt,)),),
    )
    data = json.loads(extract_json(taken(case)))["cases"][0]["data"]
    assert [(need["id"], need.get("met_on")) for need in data["needs"]] == [("work", None)]
    assert data["referrals"][0]["attempts"][0].get("outcome") is None
    assert taken(evolve(CASE, opened_on=ON + timedelta(days=1))).left_out == ()


def test_pseudonyms_can_be_new_for_each_purpose() -> None:
    """With a key the recipient sees names that no other extract has."""
    found = extract(town(CASE), JC, purpose=PURPOSE, on=ON, key=PseudonymKey(secret=bytes(range(32))))
    assert found.cases[0].id != CASE.id
    assert "fall-1" not in extract_json(found)


def test_every_field_of_a_case_is_of_a_kind_or_stays() -> None:
    """A field that is added to the model cannot slip into an extract, nor be forgotten."""
    listed = [name for names in FIELDS.values() for name in names]
    assert sorted([*listed, *KEPT, "id"]) == sorted(field.name for field in fields(Case))


@pytest.mark.parametrize(("recipient", "purpose", "message"), [("nobody", "x", "recipient"), ("jc", "  ", "purpose")])
def test_question_without_recipient_or_purpose_is_refused(recipient: str, purpose: str, message: str) -> None:
    """An extract is for somebody of the town, and for something."""
    with pytest.raises(DisclosureError, match=message):
        extract(town(CASE), recipient, purpose=purpose, on=ON)


CONSENTS = st.builds(
    Consent,
    id=st.sampled_from([ConsentId("a"), ConsentId("b")]),
    kind=st.sampled_from(ConsentKind),
    given_on=st.dates(ON - timedelta(days=3), ON + timedelta(days=3)),
    purpose=st.sampled_from([PURPOSE, "anderes", None]),
    data_kinds=st.lists(st.sampled_from(DataKind), max_size=4).map(tuple),
    recipients=st.lists(st.sampled_from([JC, GES]), max_size=2).map(tuple),
    names_special_categories=st.booleans(),
    direction=st.sampled_from([None, *FlowDirection]),
    given_by=st.sampled_from([None, *ConsentGiver]),
    valid=st.sampled_from([None, Period(last_day=ON), Period(last_day=ON - timedelta(days=1)), Period(first_day=ON)]),
    withdrawn_on=st.sampled_from([None, ON - timedelta(days=1), ON, ON + timedelta(days=1)]),
)
TRANSFERS = st.builds(
    DataTransfer,
    on=st.dates(ON - timedelta(days=2), ON + timedelta(days=2)),
    recipient=st.sampled_from([JC, GES]),
    data_kinds=st.lists(st.sampled_from(DataKind), max_size=3).map(tuple),
    basis=st.sampled_from([None, *LegalBasis]),
    norm=st.sampled_from([None, "", "§ 50 SGB II"]),
    special_norm=st.sampled_from([None, "Art. 9 DSGVO"]),
)


def covers(consent: Consent, kind: DataKind) -> bool:
    """Say in the plainest way whether a declaration carries a kind of data to the job centre on the day."""
    ends = consent.withdrawn_on is None or consent.withdrawn_on > ON
    return (
        JC in consent.recipients
        and kind in consent.data_kinds
        and consent.purpose == PURPOSE
        and consent.given_on <= ON
        and ends
        and (consent.valid is None or ON in consent.valid)
        and (kind not in SPECIAL_CATEGORIES or consent.names_special_categories)
    )


def has_basis(case: Case, kind: DataKind, *, is_secret: bool | None) -> bool:
    """Say in the plainest way whether anything on record lets a kind of data go to the job centre on the day."""
    for transfer in case.transfers:
        is_statute = transfer.basis is LegalBasis.STATUTE and transfer.norm and transfer.recipient == JC and transfer.on <= ON
        if is_statute and kind in transfer.data_kinds and (kind not in SPECIAL_CATEGORIES or transfer.special_norm):
            return True
    given = [one for one in case.consents if covers(one, kind)]
    agreed = any(one.kind is ConsentKind.DATA_PROTECTION for one in given)
    released = any(one.kind is ConsentKind.CONFIDENTIALITY_RELEASE and one.direction for one in given)
    return agreed and (is_secret is False or released)


@given(
    st.lists(CONSENTS, max_size=4).map(tuple), st.lists(TRANSFERS, max_size=2).map(tuple), st.sampled_from([True, False, None])
)
def test_nothing_goes_without_a_basis_and_nothing_stays_that_has_one(
    consents: tuple[Consent, ...],
    transfers: tuple[DataTransfer, ...],
    is_secret: bool | None,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    """For every kind of data, what goes is exactly what the records allow."""
    case = evolve(CASE, consents=consents, transfers=transfers)
    assert kinds(taken(case, is_secret=is_secret)) == {kind for kind in FIELDS if has_basis(case, kind, is_secret=is_secret)}


def words(value: object) -> Iterable[str]:
    """Yield every text in a plain value."""
    if isinstance(value, dict):
        for part in value.values():
            yield from words(part)
    elif isinstance(value, list):
        for part in value:
            yield from words(part)
    elif isinstance(value, str):
        yield value


def test_what_stays_names_nobody() -> None:
    """The list of what was left out holds kinds, reasons and protected counts; the page holds nothing else."""
    found = taken(CASE, evolve(CASE, id=CaseId("fall-2"), consents=()))
    left = json.loads(extract_json(found))["left_out"]
    assert not {"fall-1", "fall-2", "e-1", "fk-1"} & set(words(left))
    assert all(one["cases"]["least"] != one["cases"]["most"] for one in left)
    assert "fall" not in repr(found)
    assert "fall-" not in repr(extract_page(town(CASE), found, language=Language.EN))


def to_delete(name: str) -> Case:
    """Return a case beyond its day of deletion."""
    return evolve(CASE, id=CaseId(name), closing=Closing(on=date(2025, 3, 1), delete_on=ON - timedelta(days=1)))


def test_case_that_stays_is_not_the_difference_to_all_cases() -> None:
    """Whoever knows from another page that there are nine cases learns of no number that one of them stays whole."""
    others = [evolve(CASE, id=CaseId(f"fall-{n}")) for n in range(8)]
    counts = extract_counts(taken(*others, to_delete("fall-8")), PROTECTED)
    assert counts.staying("case", Why.TO_BE_DELETED) == Interval(1, 2)
    shown = [counts.going(), *(counts.going(kind) for kind in FIELDS), counts.staying("consents", Why.NO_DATA_KIND)]
    assert [amount for amount in shown if amount.high != 0] == [Interval(3, None)] * 4


def test_kind_that_one_case_lacks_is_not_the_difference_to_those_that_go() -> None:
    """Where all but one of the cases go with their needs, only one of the two counts is told exactly."""
    others = [evolve(CASE, id=CaseId(f"fall-{n}")) for n in range(8)]
    alone = evolve(CASE, id=CaseId("fall-8"), consents=(evolve(CONSENT, data_kinds=(DataKind.MASTER,)),))
    counts = extract_counts(taken(*others, alone), PROTECTED)
    assert [counts.going(), counts.going(DataKind.NEEDS_AND_PLAN)].count(Interval(3, None)) == 1


@pytest.mark.parametrize("recipient", ["jobcenter", "gesundheitsamt"])
@pytest.mark.parametrize("are_cases_known", [False, True], ids=["page", "recipient"])
@pytest.mark.parametrize("minimum", [3, 5])
def test_no_count_of_an_extract_is_given_away_by_all_cases(
    recipient: str,
    are_cases_known: bool,  # noqa: FBT001 - a parameter of the test
    minimum: int,
) -> None:
    """On Musterkreis every small count can still be anything below the minimum, for readers who know the number of all cases."""
    purpose = "Vermittlung und Begleitung nach dem Hilfeplan"
    found = extract(MUSTERKREIS, recipient, purpose=purpose, on=date(2025, 12, 31))
    said = told_counts(found, minimum, are_cases_known=are_cases_known)
    assert said.exposed == ()
    intervals = said.intervals()
    small = [key for key, amount in said.amounts.items() if amount == Interval(1, minimum - 1)]
    assert small
    assert all(intervals[key] == Interval(1, minimum - 1) for key in small)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_command_answers_for_musterkreis(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the page in every form, and the extract as JSON, which says that it holds single cases."""
    musterkreis = str(PLACE)
    purpose = "Vermittlung und Begleitung nach dem Hilfeplan"
    assert main(["extract", musterkreis, "jobcenter", "--purpose", purpose, "--on", "2025-12-31", "--format", form]) == 0
    written = capsys.readouterr().out
    assert ("fall-" in written) == (form == "json")
    if form == "json":
        assert json.loads(written)["protection"]["is_on"] is False
    if form == "text":
        assert max(map(len, written.splitlines())) <= 80
