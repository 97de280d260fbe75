"""Values that no case may hold are refused with their place, wherever they come from."""

from datetime import date

import pyarrow as pa
import pytest
from attrs import evolve

from kimcore.errors import TableError
from kimcore.model import (
    ActorId,
    Case,
    CaseGoal,
    CaseGoalId,
    CaseId,
    Closing,
    Consent,
    ConsentId,
    ConsentKind,
    Contact,
    ContactKind,
    FieldOfAction,
    MunicipalityKey,
    Need,
    NeedId,
    NeedSeverity,
    Plan,
    Referral,
    ReferralId,
    StayFacts,
)
from kimcore.tables import CaseTables

PLAIN = Case(id=CaseId("case-2"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 3, 1))
FIRST = evolve(PLAIN, id=CaseId("case-1"))
SHUT = Closing(on=date(2025, 4, 1))
CALL = Contact(on=date(2025, 3, 1), kind=ContactKind.PHONE, minutes=-5)
CONSENT = Consent(id=ConsentId("consent-1"), kind=ConsentKind.DATA_PROTECTION, given_on=date(2025, 3, 1))

WRONG: dict[str, Case] = {
    "id": evolve(PLAIN, id=CaseId("erika")),
    "municipality": evolve(PLAIN, municipality=MunicipalityKey("09162")),
    "host": evolve(PLAIN, host=ActorId("KI Kleve")),
    "referred_by": evolve(PLAIN, referred_by=ActorId("ki\n")),
    "exception_reason": evolve(PLAIN, exception_reason="Erika\x85"),
    "closing.attainment": evolve(PLAIN, closing=evolve(SHUT, attainment=3)),
    "stay.school_years_completed": evolve(PLAIN, stay=StayFacts(school_years_completed=-1)),
    "contacts[0].minutes": evolve(PLAIN, contacts=(CALL,)),
    "referrals[0].attempts": evolve(PLAIN, referrals=(Referral(id=ReferralId("r-1"), sender=ActorId("ki"), attempts=()),)),
    "consents[0].recipients[1]": evolve(PLAIN, consents=(evolve(CONSENT, recipients=(ActorId("ki"), ActorId("Ki"))),)),
}
"""Cases with one thing wrong, by where it is."""

RIGHT: dict[str, Case] = {
    "an invented municipality": evolve(PLAIN, municipality=MunicipalityKey("05999154")),
    "a text with line feed, tab and umlaut": evolve(PLAIN, exception_reason="ä\n\tb"),
    "the least attainment": evolve(PLAIN, closing=evolve(SHUT, attainment=-2)),
    "a key of one digit": evolve(PLAIN, id=CaseId("7")),
    "the first day there is": evolve(PLAIN, opened_on=date.min),
    "the last day there is": evolve(PLAIN, opened_on=date.max),
}


@pytest.mark.parametrize("path", WRONG)
def test_values_out_of_bounds(path: str) -> None:
    """A key, text, number or length that the model does not allow is named with its place, and with nothing of the value."""
    with pytest.raises(TableError) as caught:
        CaseTables.from_cases([FIRST, WRONG[path]])
    (problem,) = caught.value.problems
    assert problem.path == f"cases[1].{path}"
    assert problem.found in {"another text", "another number", "a list of 0"}


@pytest.mark.parametrize("key", ["Erika-1", "case-1-" * 10 + "1", "", "-1", "1-", "case--1", "fall_1", "fäll-1"])
def test_keys_of_another_form(key: str) -> None:
    """A key of any form but the one is refused."""
    with pytest.raises(TableError, match=r"cases\[0\].id: expected a key"):
        CaseTables.from_cases([evolve(PLAIN, id=CaseId(key))])


@pytest.mark.parametrize("what", RIGHT)
def test_values_within_bounds(what: str) -> None:
    """What lies just within the bounds is taken as it is."""
    assert CaseTables.from_cases([RIGHT[what]]).case_at(0) == RIGHT[what]


def test_references_within_a_case() -> None:
    """A key that leads to nothing in its own case, or that two records of a case have, is named with its place."""
    need = Need(id=NeedId("need-1"), field=FieldOfAction.WORK, severity=NeedSeverity.LOW, seen_on=date(2025, 3, 1))
    goals = (CaseGoal(id=CaseGoalId("goal-1"), need=NeedId("need-1")), CaseGoal(id=CaseGoalId("goal-1"), need=NeedId("need-2")))
    right = evolve(FIRST, needs=(need, evolve(need, id=NeedId("need-2"))))
    wrong = evolve(PLAIN, needs=(need,), plan=Plan(made_on=date(2025, 3, 1), goals=goals))
    with pytest.raises(TableError) as caught:
        CaseTables.from_cases([right, wrong])
    assert [(problem.path, problem.found) for problem in caught.value.problems] == [
        ("cases[1].plan.goals[1].need", "another key"),
        ("cases[1].plan.goals[1].id", "the key of another"),
    ]


def test_two_cases_with_one_key() -> None:
    """The later of two cases with one key is named, and the place of the earlier."""
    with pytest.raises(TableError, match=r"cases\[2\].id: expected a key that no other case has, found the key of cases\[0\]"):
        CaseTables.from_cases([FIRST, PLAIN, FIRST])


def refused(array: pa.Array, name: str, columns: str) -> list[tuple[str, str]]:
    """Return what is wrong with a nested table of one column."""
    with pytest.raises(TableError) as caught:
        CaseTables.from_frame(pa.table({name: array}), columns=[columns])
    return [(problem.path, problem.found) for problem in caught.value.problems]


def record(**kinds: pa.DataType) -> pa.DataType:
    """Return the type of a record with fields of some types."""
    return pa.struct(list(kinds.items()))


@pytest.mark.parametrize(
    ("values", "kind", "columns", "path", "found"),
    [
        (["self", "Self"], pa.utf8(), "access", "cases[1].access", "another text"),
        (["case-1", None], pa.utf8(), "id", "cases[1].id", "null"),
        ([None, {"on": None}], record(on=pa.date32()), "closing.on", "cases[1].closing.on", "null"),
        ([[], None], pa.list_(record(seen_on=pa.date32())), "needs.seen_on", "cases[1].needs", "null"),
        ([[], [None]], pa.list_(record(seen_on=pa.date32())), "needs.seen_on", "cases[1].needs[0]", "null"),
        ([["b-1"], ["b-1", None]], pa.list_(pa.utf8()), "barriers", "cases[1].barriers[1]", "null"),
        ([["refugees"], ["all"]], pa.list_(pa.utf8()), "target_groups", "cases[1].target_groups[0]", "another text"),
        (
            [None, {"on": None, "attainment": 2**64 - 1}],
            record(on=pa.date32(), attainment=pa.uint64()),
            "closing.attainment",
            "cases[1].closing.attainment",
            "another number",
        ),
    ],
    ids=str,
)
def test_values_of_frames(values: list[object], kind: pa.DataType, columns: str, path: str, found: str) -> None:
    """What only a frame can hold wrong is named as well."""
    assert refused(pa.array(values, kind), columns.partition(".")[0], columns) == [(path, found)]


def test_days_in_no_calendar() -> None:
    """A day beyond the year 9999, which Arrow can count, is refused."""
    days = pa.array([0, 2**31 - 1], pa.int32()).cast(pa.date32())
    assert refused(days, "opened_on", "opened_on") == [("cases[1].opened_on", "a day that is in no calendar")]


def test_periods_that_end_before_they_begin() -> None:
    """A last day before the first is no period, of whichever frame."""
    during = record(first_day=pa.date32(), last_day=pa.date32())
    leads = pa.array(
        [[{"during": {"first_day": date(2025, 1, 2), "last_day": date(2025, 1, 1)}}]], pa.list_(record(during=during))
    )
    assert refused(leads, "leads", "leads.during") == [("cases[0].leads[0].during", "one before the first")]


def test_texts_that_are_no_utf_8() -> None:
    """Bytes that are no text are refused before anything is made of them."""
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe"))
    assert refused(broken, "id", "id") == [("id", "a damaged one")]


def test_what_an_absent_record_holds_does_not_matter() -> None:
    """Values beneath a null record are no values, and lists beneath it are empty."""
    goals = pa.array([[{"id": "goal-1"}], [{"id": "GOAL"}]], pa.list_(record(id=pa.utf8())))
    plan = pa.StructArray.from_arrays([goals], names=["goals"], mask=pa.array([False, True]))
    made = CaseTables.from_frame(pa.table({"plan": plan}), columns=["plan.goals.id"])
    assert made.offsets("plan.goals").tolist() == [0, 1, 1]
    assert made.column("cases", "plan").values.tolist() == [True, False]


@pytest.mark.parametrize("start", [1, 1_000])
def test_many_different_keys_within_cases(start: int) -> None:
    """A key of another case does not count, however many different keys there are."""
    need = Need(id=NeedId("need-1"), field=FieldOfAction.WORK, severity=NeedSeverity.LOW, seen_on=date(2025, 3, 1))
    numbers = range(start, start + 40) if start > 1 else [1] * 40
    many = [
        evolve(PLAIN, id=CaseId(f"case-{at}"), needs=(evolve(need, id=NeedId(f"need-{number}")),))
        for at, number in enumerate(numbers)
    ]
    assert len(CaseTables.from_cases(many)) == 40
    goal = CaseGoal(id=CaseGoalId("goal-1"), need=NeedId(f"need-{numbers[0]}" if start > 1 else "need-2"))
    wrong = [*many[:-1], evolve(many[-1], plan=Plan(made_on=date(2025, 3, 1), goals=(goal,)))]
    with pytest.raises(TableError) as caught:
        CaseTables.from_cases(wrong)
    assert [problem.path for problem in caught.value.problems] == ["cases[39].plan.goals[0].need"]
