"""Objects become columns and objects again."""

import ast
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore import tables as room
from kimcore.errors import TableError
from kimcore.model import AccessRoute, Case, CaseId, Closing, MunicipalityKey, Need, Period, StayFacts
from kimcore.tables import CaseTables, case_schema
from kimcore.testing.strategies import cases

SOME = st.lists(cases(), max_size=3, unique_by=lambda case: case.id)
PLAIN = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=date(2025, 3, 1))


def test_type_checkers_are_told_the_same() -> None:
    """The stub beside the front of the room names the same homes as the table."""
    stub = ast.parse(Path(room.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    told = {
        alias.name: str(node.module).removeprefix("kimcore.tables.")
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == room._HOME  # type: ignore[attr-defined]  # noqa: SLF001


@settings(max_examples=25)
@given(SOME)
def test_there_and_back(drawn: list[Case]) -> None:
    """Cases come back from columns as they were."""
    assert list(CaseTables.from_cases(drawn).cases()) == drawn


@settings(max_examples=25)
@given(SOME)
def test_one_case(drawn: list[Case]) -> None:
    """Each case comes back alone as it was."""
    made = CaseTables.from_cases(drawn)
    assert [made.case_at(row) for row in range(len(made))] == drawn


@settings(max_examples=25)
@given(SOME)
def test_offsets_count_the_children(drawn: list[Case]) -> None:
    """Offsets lead from a case to its children and from these to theirs."""
    made = CaseTables.from_cases(drawn)
    assert np.diff(made.offsets("referrals")).tolist() == [len(case.referrals) for case in drawn]
    attempts = [len(referral.attempts) for case in drawn for referral in case.referrals]
    assert np.diff(made.offsets("referrals.attempts")).tolist() == attempts
    assert made.rows("referrals.attempts") == sum(attempts)


@settings(max_examples=25)
@given(SOME)
def test_days_are_counted_from_1970(drawn: list[Case]) -> None:
    """A day is the number of days since 1970-01-01."""
    values = CaseTables.from_cases(drawn).column("cases", "opened_on").values
    assert values.tolist() == [(case.opened_on - date(1970, 1, 1)).days for case in drawn]


@settings(max_examples=25)
@given(SOME)
def test_keys_of_a_kind_share_a_pool(drawn: list[Case]) -> None:
    """Equal keys have equal codes also in different columns."""
    made = CaseTables.from_cases(drawn)
    host, sender = made.column("cases", "host"), made.column("referrals", "sender")
    assert host.pool is sender.pool
    assert host.pool is not None
    valid = np.ones(len(drawn), bool) if host.valid is None else host.valid
    told = [host.pool[code] if is_there else None for code, is_there in zip(host.values, valid, strict=True)]
    assert told == [case.host for case in drawn]
    assert [host.pool[code] for code in sender.values] == [referral.sender for case in drawn for referral in case.referrals]


def test_every_table_can_be_asked() -> None:
    """All columns of all tables are there, also where there is no case."""
    made = CaseTables.from_cases([])
    for table in case_schema().values():
        assert made.rows(table.name) == 0
        for column in table.columns:
            assert len(made.column(table.name, column.path).values) == 0


def test_presence_is_a_column() -> None:
    """A record of which nothing is known is there all the same."""
    made = CaseTables.from_cases([PLAIN, evolve(PLAIN, id=CaseId("case-2"), stay=StayFacts())])
    assert made.column("cases", "stay").values.tolist() == [False, True]
    assert made.column("cases", "stay").valid is None


def test_a_field_of_an_absent_record_is_null() -> None:
    """What a case without a closing has no day of is null, not a day."""
    closed = evolve(PLAIN, id=CaseId("case-2"), closing=Closing(on=date(2025, 4, 1)))
    valid = CaseTables.from_cases([PLAIN, closed]).column("cases", "closing.on").valid
    assert valid is not None
    assert valid.tolist() == [False, True]


def test_codes_are_places_in_the_closed_list() -> None:
    """A code is the place of the member in its class."""
    column = CaseTables.from_cases([evolve(PLAIN, access=AccessRoute.OUTREACH)]).column("cases", "access")
    assert list(AccessRoute)[column.values[0]] is AccessRoute.OUTREACH


def test_repr_tells_counts_only() -> None:
    """What is printed names nobody."""
    assert repr(CaseTables.from_cases([PLAIN])) == "CaseTables(cases=1)"


def test_columns_tell_nothing_of_people() -> None:
    """The text of a column, which may land in a log, holds no value of it."""
    assert "case-1" not in repr(CaseTables.from_cases([PLAIN]).column("cases", "id"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"opened_on": datetime(2025, 3, 1)}, "cases[0].opened_on"),  # noqa: DTZ001 - a moment is no day
        ({"opened_on": "2025-03-01"}, "cases[0].opened_on"),
        ({"is_voluntary": 1}, "cases[0].is_voluntary"),
        ({"access": "outreach"}, "cases[0].access"),
        ({"needs": []}, "cases[0].needs"),
        ({"needs": (None,)}, "cases[0].needs[0]"),
        ({"closing": Period()}, "cases[0].closing"),
        ({"stay": StayFacts(school_years_completed=2**70)}, "cases[0].stay.school_years_completed"),
        ({"exception_reason": "\ud800"}, "cases[0].exception_reason"),
        ({"id": 17}, "cases[0].id"),
        ({"id": None}, "cases[0].id"),
        ({"needs": (Need(id="need-1", field=None, severity=None, seen_on=date(2025, 1, 1)),)}, "cases[0].needs[0].field"),  # type: ignore[arg-type]
    ],
)
def test_values_of_other_types_are_refused(change: dict[str, object], path: str) -> None:
    """A value of another type than the model says is named with its place."""
    with pytest.raises(TableError) as caught:
        CaseTables.from_cases([evolve(PLAIN, **change)])  # type: ignore[arg-type]
    assert path in [problem.path for problem in caught.value.problems]
