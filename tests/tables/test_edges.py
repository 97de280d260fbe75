"""What is asked of tables that they do not have, and rows by the ten thousand."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kimcore.errors import TableError
from kimcore.model import UNITS, Case, Town
from kimcore.tables import CaseTables, Pool

MANY = 70_000


def test_more_rows_than_a_row_group(tmp_path: Path) -> None:
    """Many rows are written in row groups of one size, whatever batches they came in, and come back in order."""
    days = pa.array(np.arange(MANY, dtype=np.int32)).cast(pa.date32())
    batches = [pa.record_batch({"opened_on": days[start : start + 30_000]}) for start in range(0, MANY, 30_000)]
    CaseTables.from_frame(pa.Table.from_batches(batches), columns=["opened_on"]).to_parquet(tmp_path / "days.parquet")
    file = pq.ParquetFile(tmp_path / "days.parquet")
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [65_536, MANY - 65_536]
    back = CaseTables.from_parquet(tmp_path / "days.parquet", columns=["opened_on"])
    assert back.column("cases", "opened_on").values.tolist() == list(range(MANY))


def test_rows_of_later_batches_are_named_right() -> None:
    """The place of a bad value counts all rows before it."""
    days = pa.array([0] * (MANY - 1) + [None], pa.int32()).cast(pa.date32())
    with pytest.raises(TableError, match=rf"cases\[{MANY - 1}\].opened_on: expected a day"):
        CaseTables.from_frame(pa.table({"opened_on": days}), columns=["opened_on"])


def test_offsets_across_batches(some_tables: CaseTables, some_cases: tuple[Case, ...]) -> None:
    """Offsets, codes and objects are the same in however many batches the cases lie."""
    cut = CaseTables.from_frame(
        pa.Table.from_batches([batch.slice(at, 1) for batch in some_tables.to_batches() for at in range(60)])
    )
    assert len(cut.to_batches()) == 60
    assert cut.offsets("referrals.attempts").tolist() == some_tables.offsets("referrals.attempts").tolist()
    one, other = cut.column("needs", "id"), some_tables.column("needs", "id")
    assert one.pool is not None
    assert other.pool is not None
    assert [one.pool[code] for code in one.values] == [other.pool[code] for code in other.values]
    assert cut.column("needs", "severity").values.tolist() == some_tables.column("needs", "severity").values.tolist()
    assert cut.case_at(59) == some_cases[59]


@pytest.mark.parametrize("size", [1, 7, 60], ids=lambda size: f"batches of {size}")
@pytest.mark.parametrize("rows", [[], [3], [59, 0, 59], [*range(60)], [*range(0, 60, 2), 1]], ids=len)
def test_some_rows(some_tables: CaseTables, some_cases: tuple[Case, ...], size: int, rows: list[int]) -> None:
    """Cases come back from rows in the order asked for, few or many of them, from one batch or several."""
    whole = some_tables.to_arrow().combine_chunks()
    cut = CaseTables.from_frame(pa.Table.from_batches(whole.to_batches(max_chunksize=size)))
    assert list(cut.cases_at(rows)) == [some_cases[row] for row in rows]


@pytest.mark.parametrize("row", [-1, 60])
def test_no_such_row(some_tables: CaseTables, row: int) -> None:
    """A row that is not there is the error of any sequence."""
    with pytest.raises(IndexError):
        some_tables.case_at(row)
    with pytest.raises(IndexError):
        list(some_tables.cases_at([*range(30), row]))


@pytest.mark.parametrize(("table", "path"), [("needs", "opened_on"), ("need", "seen_on"), ("cases", "needs")])
def test_no_such_column(some_tables: CaseTables, table: str, path: str) -> None:
    """A column that cases do not have is the error of any mapping."""
    with pytest.raises(KeyError):
        some_tables.column(table, path)


def test_cases_lie_in_no_list(some_tables: CaseTables) -> None:
    """There are no offsets into the table of cases itself."""
    with pytest.raises(KeyError):
        some_tables.offsets("cases")


def test_a_town_without_record_of_cases() -> None:
    """Cases that were not recorded are not the same as none."""
    with pytest.raises(TableError, match="cases: expected a list of cases, found null"):
        CaseTables.from_town(Town(municipality=UNITS[0]))
    assert len(CaseTables.from_town(Town(municipality=UNITS[0], cases=()))) == 0


def test_a_pool_is_a_sequence() -> None:
    """Texts of a pool are asked for by code, and codes by text."""
    pool = Pool(pa.array(["a", "b", "c"]))
    assert (pool[1], list(pool[1:]), len(pool), pool.code("c"), pool.code("d")) == ("b", ["b", "c"], 3, 2, -1)
    assert "a" not in repr(pool).removeprefix("Pool")


def test_names_of_columns_that_may_be_people() -> None:
    """A column whose name is no code is refused without its name."""
    with pytest.raises(TableError, match="schema: expected only columns that are known, found an unknown one of 16 characters"):
        CaseTables.from_frame(pa.table({"Erika Mustermann": [1], "id": ["case-1"]}), columns=["id"])


def test_flat_tables_of_no_kind(some_tables: CaseTables) -> None:
    """What is no frame, or holds bytes that are no text, is named by its table."""
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe"))
    for cases, path in ((17, "cases"), (pa.table({"id": broken}), "id")):
        with pytest.raises(TableError) as caught:
            CaseTables.from_tables({"cases": cases}, columns=["id"])
        assert [problem.path for problem in caught.value.problems] == [path]
    assert len(some_tables) == 60


def test_without_narwhals() -> None:
    """A frame that does not speak Arrow asks for narwhals where it is not installed."""
    code = (
        "import sys; sys.modules['narwhals'] = None; import polars; from kimcore.tables import CaseTables;"
        "CaseTables.from_frame(polars.LazyFrame({'id': []}))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "narwhals to be installed (pip install 'kimcore[frames]')" in done.stderr
