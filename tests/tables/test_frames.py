"""Frames of other libraries: what is right comes back as it was, and every change of a right one is refused."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import duckdb
import narwhals
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kimcore.errors import TableError
from kimcore.model import Case
from kimcore.tables import CaseTables, case_schema

FRAMES: dict[str, Callable[[pa.Table], object]] = {
    "a table of pyarrow": lambda table: table,
    "a batch of pyarrow": lambda table: table.combine_chunks().to_batches()[0],
    "a reader of pyarrow": lambda table: table.to_reader(max_chunksize=7),
    "a frame of polars": pl.DataFrame,
    "a lazy frame of polars": lambda table: pl.DataFrame(table).lazy(),
    "a frame of pandas": lambda table: table.to_pandas(),
    "a relation of DuckDB": duckdb.from_arrow,
    "a frame of narwhals": lambda table: narwhals.from_native(pl.DataFrame(table)),
    "a lazy frame of narwhals": lambda table: narwhals.from_native(pl.DataFrame(table).lazy()),
}


def problems(frame: object, **options: list[str]) -> list[tuple[str, str, str]]:
    """Return what is wrong with a frame."""
    with pytest.raises(TableError) as caught:
        CaseTables.from_frame(frame, **options)
    return [(problem.path, problem.expected, problem.found) for problem in caught.value.problems]


@pytest.mark.parametrize("name", FRAMES)
def test_frames(name: str, some_tables: CaseTables, some_cases: tuple[Case, ...]) -> None:
    """Cases come back from a frame of any library as they were."""
    assert tuple(CaseTables.from_frame(FRAMES[name](some_tables.to_arrow())).cases()) == some_cases


def test_a_frame_for_others(some_tables: CaseTables) -> None:
    """Libraries that read Arrow read the cases without a conversion by kimcore."""
    assert pl.DataFrame(some_tables)["opened_on"].to_list() == [case.opened_on for case in some_tables.cases()]


def test_no_cases(some_tables: CaseTables) -> None:
    """A frame without rows holds no cases."""
    assert len(CaseTables.from_frame(some_tables.to_arrow().slice(0, 0))) == 0


def test_few_columns() -> None:
    """A frame with a few columns is one of those columns, if that is said."""
    frame = pl.DataFrame({"id": ["case-1"], "opened_on": [date(2025, 3, 1)]})
    few = CaseTables.from_frame(frame, columns=["id", "opened_on"])
    assert (few.has("cases", "opened_on"), few.has("cases", "municipality")) == (True, False)


def test_missing_columns_are_all_named() -> None:
    """Where the columns are not named, every column of a case must be there."""
    found = problems(pl.DataFrame({"id": ["case-1"], "opened_on": [date(2025, 3, 1)]}))
    missing = {path for path, _, what in found if what == "nothing"}
    named = {column.name.partition(".")[0] for table in case_schema().values() for column in table.columns}
    assert missing == named - {"id", "opened_on"}


@pytest.mark.parametrize("frame", [17, "cases.parquet", None, [1, 2]])
def test_no_frame(frame: object) -> None:
    """What is no frame is refused."""
    assert problems(frame) == [("frame", "a frame", "something else")]


def test_mixed_values() -> None:
    """A column of several kinds of values is refused before anything is made of it."""
    assert [path for path, _, _ in problems(pd.DataFrame({"id": ["case-1", 2]}), columns=["id"])] == ["frame"]


def with_column(table: pa.Table, name: str, array: pa.Array) -> pa.Table:
    """Return a table with another column in the place of one."""
    return table.set_column(table.schema.get_field_index(name), name, array)


def types(kind: pa.DataType, before: str) -> Iterator[tuple[str, pa.DataType]]:
    """Yield every type with one thing changed in it, and the path of the change."""
    if pa.types.is_struct(kind):
        fields = list(kind)
        for at, field in enumerate(fields):
            path = f"{before}{field.name}"
            yield path, pa.struct(fields[:at] + fields[at + 1 :])
            yield path, pa.struct([*fields, field])
            for deeper, changed in types(field.type, f"{path}."):
                yield deeper, pa.struct([*fields[:at], field.with_type(changed), *fields[at + 1 :]])
        yield f"{before}other", pa.struct([*fields, pa.field("other", pa.int64())])
        yield before.removesuffix("."), pa.int64()
    elif pa.types.is_list(kind):
        if pa.types.is_struct(kind.value_type):
            yield from (
                (path, pa.list_(changed)) for path, changed in types(kind.value_type, before) if path != before.removesuffix(".")
            )
        else:
            yield f"{before.removesuffix('.')}[]", pa.list_(pa.binary())
        yield before.removesuffix("."), pa.utf8()
    else:
        yield before.removesuffix("."), pa.binary()
        yield before.removesuffix("."), pa.list_(kind)


def test_every_change_of_the_schema_is_refused(some_tables: CaseTables) -> None:
    """A column that is missing, doubled, unknown or of another type is named with its path, wherever it lies."""
    schema = some_tables.to_arrow().schema
    changes = [(path, pa.schema(list(kind))) for path, kind in types(pa.struct(list(schema)), "") if pa.types.is_struct(kind)]
    assert len(changes) > 400
    for path, changed in changes:
        assert [found for found, _, _ in problems(changed.empty_table())] == [path]


def test_narrower_types_are_no_other_types(some_tables: CaseTables, some_cases: tuple[Case, ...]) -> None:
    """Days as moments of midnight, plain texts and short numbers are the same values in another dress."""
    plain = pl.DataFrame(some_tables).with_columns(
        pl.col("opened_on").cast(pl.Datetime("us")),
        pl.col("closing").struct.with_fields(pl.field("attainment").cast(pl.Int8)),
    )
    assert tuple(CaseTables.from_frame(plain).cases()) == some_cases


def test_moments_are_no_days(some_tables: CaseTables) -> None:
    """A moment within a day is refused with its place."""
    moments = [datetime(2025, 3, 1, 0, 0), *[datetime(2025, 3, 1, 12, 30)] * 59]  # noqa: DTZ001 - frames without time zones
    found = problems(with_column(some_tables.to_arrow(), "opened_on", pa.array(moments, pa.timestamp("us"))))
    assert found[0] == ("cases[1].opened_on", "a day as YYYY-MM-DD", "a moment of that day")
    assert len(found) == 59


def test_days_of_a_time_zone_are_refused(some_tables: CaseTables) -> None:
    """What is midnight in one zone is another day elsewhere."""
    array = pa.array([0] * 60, pa.timestamp("us", tz="UTC"))
    assert problems(with_column(some_tables.to_arrow(), "opened_on", array)) == [
        ("opened_on", "a column of days", "one of moments")
    ]


def test_fractions_are_no_whole_numbers(some_tables: CaseTables) -> None:
    """A number with a fraction is refused with its place, one without is the whole number."""
    frame = pl.DataFrame(some_tables).with_columns(
        pl.col("contacts").list.eval(pl.element().struct.with_fields(minutes=pl.lit(0.5)))
    )
    found = problems(frame)
    assert {(expected, what) for _, expected, what in found} == {("a whole number", "another number")}


def test_many_bad_rows_are_counted(some_tables: CaseTables) -> None:
    """Of many rows with one problem the first hundred are named, and the others are counted."""
    ids = pa.array([f"case-{number}" for number in range(300)])
    table = pa.table({"id": ids, "opened_on": pa.nulls(300, pa.date32())})
    found = problems(table, columns=["id", "opened_on"])
    assert len(found) == 101
    assert found[-1] == ("cases.opened_on", "a day as YYYY-MM-DD", "something else in 200 more rows")
    assert len(some_tables) == 60
