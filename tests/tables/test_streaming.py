"""More cases than memory holds: lines and Parquet in parts."""

import gzip
import subprocess
import sys
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from kimcore.errors import BundleError, TableError
from kimcore.model import Case, CaseId, MunicipalityKey
from kimcore.tables import CaseTables, iter_ndjson, iter_parquet, iter_tables, write_parquet
from kimcore.testing import synthetic

ON = date(2026, 1, 31)
LINES = list(synthetic.lines(60, on=ON))


def test_lines(some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """The cases on lines come as they are, packed or not."""
    (tmp_path / "a.ndjson").write_bytes(b"".join(LINES))
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(b"".join(LINES)))
    for name in ("a.ndjson", "b.ndjson.gz"):
        assert tuple(CaseTables.from_ndjson(tmp_path / name).cases()) == some_cases


def test_a_folder_of_lines(some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """Files of lines of several towns are read in the order of their names."""
    for part in range(3):
        (tmp_path / f"{part}.ndjson").write_bytes(b"".join(LINES[part * 20 : part * 20 + 20]))
    assert tuple(CaseTables.from_ndjson(tmp_path).cases()) == some_cases


def test_bad_lines_are_all_named(tmp_path: Path) -> None:
    """Every line that is no case is named with its file, and nothing is made of the others."""
    (tmp_path / "a.ndjson").write_bytes(LINES[0] + b"{}\n" + LINES[1])
    (tmp_path / "b.ndjson").write_bytes(LINES[2] + LINES[3].replace(b'"id"', b'"key"'))
    with pytest.raises(TableError) as caught:
        CaseTables.from_ndjson(tmp_path)
    assert {problem.path for problem in caught.value.problems} == {
        "a.ndjson: cases:2: id",
        "a.ndjson: cases:2: municipality",
        "a.ndjson: cases:2: opened_on",
        "b.ndjson: cases:2: id",
        "b.ndjson: cases:2",
    }


def test_a_truncated_gzip(tmp_path: Path) -> None:
    """A packed file that breaks off is refused."""
    packed = gzip.compress(b"".join(LINES))
    (tmp_path / "a.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(BundleError, match="breaks off"):
        CaseTables.from_ndjson(tmp_path / "a.ndjson.gz")


def test_lines_to_parquet(some_cases: tuple[Case, ...], tmp_path: Path) -> None:
    """Lines become a file part by part, and the file is read part by part."""
    (tmp_path / "a.ndjson").write_bytes(b"".join(LINES))
    write_parquet(iter_ndjson(tmp_path / "a.ndjson"), tmp_path / "a.parquet")
    parts = list(iter_parquet(tmp_path / "a.parquet", columns=["opened_on"]))
    assert [len(part) for part in parts] == [60]
    assert tuple(CaseTables.from_parquet(tmp_path / "a.parquet").cases()) == some_cases


def test_parts_are_read_as_they_are_asked_for() -> None:
    """The first part of endless cases comes, and has at most 65,536 of them."""
    plain = Case(id=CaseId("case-1"), municipality=MunicipalityKey("05154"), opened_on=ON)
    endless = (evolve(plain, id=CaseId(f"case-{number}")) for number in count())
    assert len(next(iter_tables(endless))) == 65_536


def test_a_bad_part_leaves_no_file(tmp_path: Path) -> None:
    """Where a line is no case, no file is written, and the one before stays."""
    (tmp_path / "a.ndjson").write_bytes(LINES[0] + b"{}\n")
    (tmp_path / "a.parquet").write_bytes(b"before")
    with pytest.raises(TableError):
        write_parquet(iter_ndjson(tmp_path / "a.ndjson"), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == b"before"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.ndjson", "a.parquet"]


def test_parts_of_one_kind(some_tables: CaseTables, tmp_path: Path) -> None:
    """Parts with different columns are no one file, and no part at all is none."""
    few = CaseTables.from_frame(some_tables, columns=["opened_on"])
    with pytest.raises(ValueError, match="the same columns"):
        write_parquet([some_tables, few], tmp_path / "a.parquet")
    with pytest.raises(ValueError, match="at least one part"):
        write_parquet([], tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_without_arrow() -> None:
    """Where Arrow is not installed, the room opens, and who asks for columns is told which extra brings it."""
    code = "import sys; sys.modules['pyarrow'] = None; import kimcore.tables; kimcore.tables.CaseTables"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "ImportError: cases as columns need Arrow: pip install 'kimcore[tables]'"


def test_the_room_opens_without_arrow() -> None:
    """Importing the room imports neither Arrow nor numpy."""
    code = "import sys, kimcore.tables; print({'pyarrow', 'numpy', 'attrs'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "set()\n"
