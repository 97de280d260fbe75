"""Flat tables, as a database keeps them: any order of rows gives the same cases, and no row is lost."""

from random import Random

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.errors import TableError
from kimcore.model import Case
from kimcore.tables import CaseTables, case_schema
from kimcore.testing.strategies import cases

SOME = st.lists(cases(), max_size=3, unique_by=lambda case: case.id)


def flat(tables: CaseTables) -> dict[str, pa.Table]:
    """Return all flat tables."""
    return {name: tables.table(name) for name in case_schema()}


@settings(max_examples=15)
@given(SOME, st.randoms())
def test_any_order_of_children(drawn: list[Case], random: Random) -> None:
    """Children in any order come back in the order they had."""
    tables = flat(CaseTables.from_cases(drawn))
    shuffled = {
        name: table if name == "cases" else table.take(pa.array(random.sample(range(len(table)), len(table)), pa.int64()))
        for name, table in tables.items()
    }
    assert list(CaseTables.from_tables(shuffled).cases()) == drawn


def test_frames_of_others(some_tables: CaseTables, some_cases: tuple[Case, ...]) -> None:
    """Each table may be a frame of any library."""
    frames = {name: pl.DataFrame(table) for name, table in flat(some_tables).items()}
    assert tuple(CaseTables.from_tables(frames).cases()) == some_cases


def test_few_columns(some_tables: CaseTables) -> None:
    """Only tables of which a column is kept must be there."""
    frames = {name: some_tables.table(name) for name in ("cases", "needs")}
    few = CaseTables.from_tables(frames, columns=["closing.on", "needs.seen_on"])
    assert few.column("needs", "seen_on").values.tolist() == some_tables.column("needs", "seen_on").values.tolist()
    assert few.column("cases", "closing").values.tolist() == some_tables.column("cases", "closing").values.tolist()


def refused(tables: CaseTables, **changes: object) -> list[tuple[str, str, str]]:
    """Return what is wrong with flat tables of which some were changed."""
    frames = {**flat(tables), **changes}
    with pytest.raises(TableError) as caught:
        CaseTables.from_tables({name: frame for name, frame in frames.items() if frame is not None})
    return [(problem.path, problem.expected, problem.found) for problem in caught.value.problems]


def changed(table: pa.Table, column: str, row: int, value: object) -> pa.Table:
    """Return a table with another value in one row."""
    values = table[column].to_pylist()
    values[row] = value
    kind = table.schema.field(column).type
    return table.set_column(
        table.schema.get_field_index(column), column, pa.array(values, pa.utf8() if value == "case-0" else kind)
    )


def test_children_of_unknown_cases(some_tables: CaseTables) -> None:
    """A child whose case is not there is named with its row, and with nothing of its key."""
    needs = changed(some_tables.table("needs"), "case", 4, "case-0")
    assert refused(some_tables, needs=needs) == [("needs[4].case", "the key of a case", "another key")]


def test_children_of_unknown_parents(some_tables: CaseTables) -> None:
    """A child of a child whose parent is not there is named with its row."""
    attempts = changed(some_tables.table("referrals.attempts"), "parent", 2, 99)
    assert refused(some_tables, **{"referrals.attempts": attempts}) == [
        ("referrals.attempts[2].parent", "the number of a record of `referrals` in the same case", "another number")
    ]


@pytest.mark.parametrize("position", [7, -1])
def test_positions_with_gaps(some_tables: CaseTables, position: int) -> None:
    """A position that leaves a gap tells that a row was lost."""
    contacts = some_tables.table("contacts")
    places = contacts["position"].to_pylist()
    last = places.index(0, 1) - 1
    found = refused(some_tables, contacts=changed(contacts, "position", last, position))
    assert f"contacts[{last}].position" in [path for path, _, _ in found]


def test_a_lost_row(some_tables: CaseTables) -> None:
    """A row that is missing among others is noticed by the gap it leaves."""
    contacts = some_tables.table("contacts")
    second = contacts["position"].to_pylist().index(1)
    found = refused(some_tables, contacts=pa.concat_tables([contacts.slice(0, second - 1), contacts.slice(second)]))
    assert {path.rpartition(".")[2] for path, _, _ in found} == {"position"}


def test_a_position_that_stands_twice(some_tables: CaseTables) -> None:
    """Two children of one place have no order, so they are refused."""
    contacts = some_tables.table("contacts")
    second = contacts["position"].to_pylist().index(1)
    found = refused(some_tables, contacts=changed(contacts, "position", second, 0))
    assert [path for path, _, _ in found][:1] == [f"contacts[{second}].position"]


def test_missing_and_unknown_tables(some_tables: CaseTables) -> None:
    """Tables that are missing or that nobody knows are named, with the one that may be meant."""
    assert refused(some_tables, needs=None, need=some_tables.table("needs")) == [
        ("tables", "only tables that cases have (did you mean 'needs'?)", "'need'"),
        ("needs", "a table", "nothing"),
    ]


def test_missing_links(some_tables: CaseTables) -> None:
    """A table whose rows do not tell their case is refused."""
    needs = some_tables.table("needs").drop_columns(["case", "position"])
    assert [path for path, _, _ in refused(some_tables, needs=needs)] == ["needs.case", "needs.position"]


def test_values_of_a_record_that_is_not_there(some_tables: CaseTables) -> None:
    """A day of closing is refused where the same row says that there is no closing."""
    row = some_tables.column("cases", "closing").values.tolist().index(True)
    found = refused(some_tables, cases=changed(some_tables.table("cases"), "closing", row, False))  # noqa: FBT003
    assert (f"cases[{row}].closing.on", "null, since `closing` is false", "a value") in found


def test_nulls_in_links(some_tables: CaseTables) -> None:
    """A child must tell its case."""
    needs = changed(some_tables.table("needs"), "case", 3, None)
    assert refused(some_tables, needs=needs) == [("needs[3].case", "a value", "null")]
