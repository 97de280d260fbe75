"""Cases in Parquet: whole or not at all, and nothing of a file is trusted."""

import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.bundle.lines import written_case
from kimcore.errors import TableError
from kimcore.model import Case, Referral
from kimcore.tables import CaseTables
from kimcore.testing import synthetic
from kimcore.testing.strategies import cases

SOME = st.lists(cases(), max_size=3, unique_by=lambda case: case.id)


def paths(path: Path, **options: list[str]) -> list[str]:
    """Return the places of what is wrong with a file."""
    with pytest.raises(TableError) as caught:
        CaseTables.from_parquet(path, **options)
    return [problem.path for problem in caught.value.problems]


def receivers(referral: Referral) -> list[str]:
    """Return the offices that a referral went to."""
    return [attempt.receiver for attempt in referral.attempts]


@settings(max_examples=15)
@given(SOME)
def test_there_and_back(drawn: list[Case]) -> None:
    """Cases come back from a file as they were."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "cases.parquet")
        CaseTables.from_cases(drawn).to_parquet(path)
        assert list(CaseTables.from_parquet(path).cases()) == drawn


def test_same_cases_same_bytes(some_tables: CaseTables, some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """The bytes do not tell in which batches the cases came."""
    some_tables.to_parquet(tmp_path / "a.parquet")
    batches = [batch for case in some_cases for batch in CaseTables.from_cases([case]).to_batches()]
    CaseTables.from_frame(pa.Table.from_batches(batches)).to_parquet(tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_file_holds_no_key_of_other_cases(some_tables: CaseTables, tmp_path: Path) -> None:
    """A part of the cases leaves no key of the rest in the dictionaries of its file."""
    told = {receiver for case in some_tables.cases() for referral in case.referrals for receiver in receivers(referral)}
    one = CaseTables.from_frame(some_tables.to_arrow().slice(0, 1))
    one.to_parquet(tmp_path / "one.parquet")
    written = (tmp_path / "one.parquet").read_bytes()
    assert not [key for key in told if key.encode() in written and key.encode() not in written_case(one.case_at(0))]


def test_only_asked_columns_are_read(some_tables: CaseTables, tmp_path: Path) -> None:
    """What is not asked for is not there afterwards."""
    some_tables.to_parquet(tmp_path / "cases.parquet")
    few = CaseTables.from_parquet(tmp_path / "cases.parquet", columns=["opened_on", "closing.on", "referrals.attempts"])
    assert few.to_arrow().schema.names == ["opened_on", "referrals", "closing"]
    assert few.column("cases", "opened_on").values.tolist() == some_tables.column("cases", "opened_on").values.tolist()
    assert few.offsets("referrals.attempts").tolist() == some_tables.offsets("referrals.attempts").tolist()
    with pytest.raises(KeyError):
        few.column("cases", "id")
    with pytest.raises(KeyError):
        few.rows("needs")


def test_columns_that_are_none(tmp_path: Path) -> None:
    """A misspelt column is refused with the one that may be meant."""
    with pytest.raises(TableError, match=r"columns\[1\]: expected the path of a column \(did you mean 'opened_on'"):
        CaseTables.from_parquet(tmp_path / "none.parquet", columns=["closing", "opend_on"])


def test_a_folder_of_files(some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """Files that an engine wrote beside one another are read in the order of their names."""
    for part in range(3):
        CaseTables.from_cases(some_cases[part * 20 : part * 20 + 20]).to_parquet(tmp_path / f"part-{part}.parquet")
    (tmp_path / "_SUCCESS").touch()
    assert tuple(CaseTables.from_parquet(tmp_path).cases()) == some_cases


def test_what_else_lies_in_a_folder(some_tables: CaseTables, tmp_path: Path) -> None:
    """Whatever is no Parquet file is named, also a link, for it could lead elsewhere."""
    some_tables.to_parquet(tmp_path / "part.parquet")
    (tmp_path / "link.parquet").symlink_to(tmp_path / "part.parquet")
    (tmp_path / "notes.txt").touch()
    (tmp_path / "more.parquet").mkdir()
    assert paths(tmp_path) == ["link.parquet", "more.parquet", "notes.txt"]


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without a file is no source of no cases."""
    assert paths(tmp_path) == ["folder"]


def test_two_versions(some_tables: CaseTables, tmp_path: Path) -> None:
    """A file of another version is named, whatever lies beside it."""
    some_tables.to_parquet(tmp_path / "a.parquet")
    newer = some_tables.to_arrow().replace_schema_metadata({"format": "kimcore.cases", "version": "2"})
    pq.write_table(newer, tmp_path / "b.parquet")
    assert paths(tmp_path) == ["b.parquet: version"]


def test_equal_keys_in_two_files(some_tables: CaseTables, tmp_path: Path) -> None:
    """One case in two files is named with both places."""
    for name in ("a", "b"):
        CaseTables.from_frame(some_tables.to_arrow().slice(7, 1)).to_parquet(tmp_path / f"{name}.parquet")
    with pytest.raises(TableError) as caught:
        CaseTables.from_parquet(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.path, problem.found) == ("cases[1].id", "the key of cases[0]")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(some_tables: CaseTables, tmp_path: Path, share: float) -> None:
    """A file that breaks off is refused as such."""
    path = tmp_path / "cases.parquet"
    some_tables.to_parquet(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert paths(path) == ["footer"]


def test_damaged_pages(some_tables: CaseTables, tmp_path: Path) -> None:
    """A file whose pages are damaged is refused, and nothing of it is used."""
    path = tmp_path / "cases.parquet"
    some_tables.to_parquet(path)
    data = bytearray(path.read_bytes())
    data[40:400] = bytes(360)
    path.write_bytes(data)
    assert paths(path)


@settings(max_examples=60)
@given(st.data())
def test_any_damaged_byte(data: st.DataObject) -> None:
    """Whatever bytes of a file are changed, it is refused, or the cases are those that were written."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "cases.parquet")
        drawn = list(synthetic.cases(3, on=date(2026, 1, 31)))
        CaseTables.from_cases(drawn).to_parquet(path)
        written = bytearray(path.read_bytes())
        for at in data.draw(st.lists(st.integers(0, len(written) - 1), min_size=1, max_size=4)):
            written[at] = data.draw(st.integers(0, 255))
        path.write_bytes(written)
        try:
            found = list(CaseTables.from_parquet(path).cases())
        except TableError:
            return
        assert found == drawn


@pytest.mark.parametrize("text", [b"", b"PAR1", b'{"id": "case-1"}'])
def test_no_parquet_at_all(tmp_path: Path, text: bytes) -> None:
    """What is no Parquet file is refused as such."""
    (tmp_path / "cases.parquet").write_bytes(text)
    assert paths(tmp_path / "cases.parquet") == ["footer"]


def test_a_missing_file_is_the_error_of_python(tmp_path: Path) -> None:
    """Where nothing is, nothing is wrong with cases."""
    with pytest.raises(FileNotFoundError):
        CaseTables.from_parquet(tmp_path / "none.parquet")


def test_a_link_is_followed(some_tables: CaseTables, tmp_path: Path) -> None:
    """Writing to a link replaces the file it leads to."""
    (tmp_path / "real.parquet").touch()
    (tmp_path / "link.parquet").symlink_to(tmp_path / "real.parquet")
    some_tables.to_parquet(tmp_path / "link.parquet")
    assert (tmp_path / "link.parquet").is_symlink()
    assert len(CaseTables.from_parquet(tmp_path / "real.parquet")) == len(some_tables)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
def test_a_full_disk(some_tables: CaseTables, tmp_path: Path) -> None:
    """Where a file cannot be written to its end, the one before stays, and nothing lies beside it."""
    path = tmp_path / "cases.parquet"
    CaseTables.from_cases([]).to_parquet(path)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            some_tables.to_parquet(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["cases.parquet"]


@pytest.mark.parametrize(
    "write",
    [
        lambda table, path: duckdb.from_arrow(table).write_parquet(str(path)),
        lambda table, path: pl.DataFrame(table).write_parquet(path),
        pq.write_table,
        lambda table, path: pq.write_table(table, path, row_group_size=7, use_dictionary=False, compression="none"),
    ],
    ids=["duckdb", "polars", "pyarrow", "pyarrow in small groups"],
)
def test_files_of_others(
    write: Callable[[pa.Table, Path], None], some_tables: CaseTables, some_cases: tuple[Case, ...], tmp_path: Path
) -> None:
    """Files that other programs wrote of the same columns are read as well."""
    write(some_tables.to_arrow(), tmp_path / "cases.parquet")
    assert tuple(CaseTables.from_parquet(tmp_path / "cases.parquet").cases()) == some_cases


def test_others_read_the_file(some_tables: CaseTables, some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """A query counts what is in the file without kimcore."""
    path = tmp_path / "cases.parquet"
    some_tables.to_parquet(path)
    counted = duckdb.read_parquet(str(path)).aggregate("sum(len(needs)), count(closing.on)").fetchall()
    assert counted == [(sum(len(case.needs) for case in some_cases), sum(case.closing is not None for case in some_cases))]


def test_too_many_values(some_tables: CaseTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row group that unpacks to more values than allowed is refused before it is unpacked."""
    some_tables.to_parquet(tmp_path / "cases.parquet")
    monkeypatch.setattr("kimcore.tables.parquet_reading.MAX_VALUES", 100)
    assert paths(tmp_path / "cases.parquet") == ["row group"]


@pytest.mark.skipif(sys.platform == "win32", reason="no devices")
def test_a_device_is_not_replaced(some_tables: CaseTables) -> None:
    """A file never takes the place of a device."""
    with pytest.raises(FileExistsError):
        some_tables.to_parquet("/dev/null")
