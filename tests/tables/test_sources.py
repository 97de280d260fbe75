"""Wherever cases come from, the findings are the same, and whatever is wrong with the source is named."""

import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import narwhals
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kimcore.bundle import dump_cases
from kimcore.errors import KimcoreError, TableError
from kimcore.model import CaseId
from kimcore.tables import CaseTables, Pace, case_schema, check_cases
from kimcore.tables.judging.repeated import hashes_of
from kimcore.tables.judging.sources import AT_ONCE
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
CASES = tuple(synthetic.cases(150, on=DAY))
TABLES = CaseTables.from_cases(CASES)
EXPECTED = check_cases(CASES, on=DAY)
CUTS = (0, 40, 90, 150)
PARTS = [CASES[start:end] for start, end in pairwise(CUTS)]


def _flat() -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(TABLES.table(name)) for name in case_schema()}


def _lines(ending: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        dump_cases(CASES, folder / f"cases{ending}")
        return folder / f"cases{ending}"

    return made


def _folder_of_lines(folder: Path) -> Path:
    for part, name in zip(PARTS, ("a.ndjson", "b.ndjson.gz", "c.ndjson.zst"), strict=True):
        dump_cases(part, folder / name)
    return folder


def _parquet(folder: Path) -> Path:
    TABLES.to_parquet(folder / "cases.parquet")
    return folder / "cases.parquet"


def _folder_of_parquet(folder: Path) -> Path:
    for number, part in enumerate(PARTS):
        CaseTables.from_cases(part).to_parquet(folder / f"part-{number}.parquet")
    return folder


def _relation(_folder: Path) -> duckdb.DuckDBPyRelation:
    table = TABLES.to_arrow()
    return duckdb.from_arrow(table)


def _dask(_folder: Path) -> object:
    dd = pytest.importorskip("dask.dataframe")
    return dd.from_pandas(TABLES.to_arrow().to_pandas(types_mapper=pd.ArrowDtype), npartitions=3)


SOURCES: dict[str, Callable[[Path], object]] = {
    "lines": _lines(".ndjson"),
    "gzip": _lines(".ndjson.gz"),
    "zstd": _lines(".ndjson.zst"),
    "folder of lines": _folder_of_lines,
    "parquet": _parquet,
    "folder of parquet": _folder_of_parquet,
    "arrow": lambda _: TABLES.to_arrow(),
    "reader": lambda _: TABLES.to_arrow().to_reader(),
    "polars": lambda _: pl.DataFrame(TABLES),
    "polars lazy": lambda _: pl.DataFrame(TABLES).lazy(),
    "narwhals": lambda _: narwhals.from_native(pl.DataFrame(TABLES)),
    "pandas": lambda _: TABLES.to_arrow().to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": _relation,
    "dask": _dask,
    "flat": lambda _: _flat(),
    "flat, unsorted": lambda _: {name: frame.sample(fraction=1, shuffle=True, seed=4) for name, frame in _flat().items()},
    "iterator": lambda _: iter(CASES),
    "tables": lambda _: TABLES,
}


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "flat, unsorted"])
def test_source_says_the_same(name: str, tmp_path: Path) -> None:
    """Failures, counts, summaries and findings are those of the same cases in memory."""
    found = check_cases(SOURCES[name](tmp_path), on=DAY)
    assert found.to_arrow() == EXPECTED.to_arrow()
    assert found.counts() == EXPECTED.counts()
    assert found.count_by("municipality", "rule") == EXPECTED.count_by("municipality", "rule")
    assert list(found.findings(select=["CM-09", "DS-04"])) == list(EXPECTED.findings(select=["CM-09", "DS-04"]))


def test_children_are_sorted_and_not_trusted(tmp_path: Path) -> None:
    """Flat tables in any order give the findings of the same cases, in the order of the table of cases."""
    found = check_cases(SOURCES["flat, unsorted"](tmp_path), on=DAY)
    rows = [found.to_arrow().select(["case", "rule", "index"]).to_pylist(), EXPECTED.to_arrow().to_pylist()]
    assert sorted(rows[0], key=str) == sorted(rows[1], key=str)


def test_only_columns_that_rules_read_are_asked_of_a_frame() -> None:
    """A frame need not hold what no chosen rule reads."""
    few = TABLES.to_arrow().select(["id", "municipality", "opened_on", "leads", "information"])
    assert len(check_cases(few, on=DAY, select=["DS-01"])) == len(check_cases(CASES, on=DAY, select=["DS-01"])) > 0


def _problems(source: object, **options: object) -> dict[str, str]:
    """Return what is wrong with a source, by place."""
    with pytest.raises(KimcoreError) as caught:
        check_cases(source, on=DAY, **options)  # type: ignore[arg-type]
    return {problem.path: f"{problem.expected}, not {problem.found}" for problem in caught.value.problems}  # type: ignore[attr-defined]


def test_child_of_no_case_is_named() -> None:
    """A child whose case is not there is refused with its row."""
    flat = _flat()
    flat["contacts"] = flat["contacts"].with_columns(
        case=pl.when(pl.int_range(pl.len()) == 7).then(pl.lit("case-0")).otherwise("case")
    )
    assert _problems(flat) == {"contacts[7].case": "the key of a case, not another key"}


def test_lost_child_is_noticed() -> None:
    """Positions with a gap tell that a row was lost."""
    flat = _flat()
    flat["phases"] = flat["phases"][1:]
    assert any(path.startswith("phases[") for path in _problems(flat))


def test_missing_table_is_named() -> None:
    """Of flat tables those that rules read must be there."""
    flat = _flat()
    del flat["consents"]
    assert _problems(flat, select=["DS"])["consents"] == "a table, not nothing"


def _with(table: pa.Table, name: str, array: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, array)


def test_parquet_without_a_column(tmp_path: Path) -> None:
    """A file of a folder that lacks a column is named with the column."""
    folder = _folder_of_parquet(tmp_path)
    pq.write_table(pq.read_table(folder / "part-1.parquet").drop(["opened_on"]), folder / "part-1.parquet")
    assert _problems(folder) == {"part-1.parquet: opened_on": "a column of days, not nothing"}


def test_parquet_with_a_column_of_another_type(tmp_path: Path) -> None:
    """A file of a folder that holds texts for days is named with the column."""
    folder = _folder_of_parquet(tmp_path)
    table = pq.read_table(folder / "part-1.parquet")
    pq.write_table(_with(table, "opened_on", table["opened_on"].cast(pa.utf8())), folder / "part-1.parquet")
    assert _problems(folder) == {"part-1.parquet: opened_on": "a column of days, not one of texts"}


def test_two_versions_in_a_folder(tmp_path: Path) -> None:
    """A file of another version is named, and nothing is judged."""
    folder = _folder_of_parquet(tmp_path)
    table = pq.read_table(folder / "part-2.parquet")
    pq.write_table(table.replace_schema_metadata({"format": "kimcore.cases", "version": "2"}), folder / "part-2.parquet")
    assert _problems(folder) == {"part-2.parquet: version": "'1', not '2'"}


@pytest.mark.parametrize("kept", [0, 3, 7, 4_000, -9])
def test_file_that_breaks_off(tmp_path: Path, kept: int) -> None:
    """A file of a folder that was not copied to its end is named."""
    folder = _folder_of_parquet(tmp_path)
    whole = (folder / "part-0.parquet").read_bytes()
    (folder / "part-0.parquet").write_bytes(whole[:kept])
    assert [path for path in _problems(folder) if path.startswith("part-0.parquet: ")]


def test_packed_lines_that_break_off(tmp_path: Path) -> None:
    """A packed file that breaks off is refused, and no case of it is counted."""
    folder = _folder_of_lines(tmp_path)
    whole = (folder / "b.ndjson.gz").read_bytes()
    (folder / "b.ndjson.gz").write_bytes(whole[:-30])
    assert [path for path in _problems(folder) if path.startswith("b.ndjson.gz: ")]


def _folder_with_one_twice(folder: Path, ending: str) -> Path:
    for name, part in (("a", CASES[:20]), ("b", (*CASES[20:30], CASES[4], *CASES[30:40]))):
        if ending == ".parquet":
            CaseTables.from_cases(part).to_parquet(folder / f"{name}{ending}")
        else:
            dump_cases(part, folder / f"{name}{ending}")
    return folder


def test_key_twice_in_a_folder_of_parquet(tmp_path: Path) -> None:
    """A case that stands in two files is refused with both places."""
    assert _problems(_folder_with_one_twice(tmp_path, ".parquet")) == {
        "b.parquet: cases[10].id": "a key that no other case has, not the key of a.parquet: cases[4]"
    }


def test_key_twice_in_a_folder_of_lines(tmp_path: Path) -> None:
    """A case that stands on two lines is refused with both of them."""
    assert _problems(_folder_with_one_twice(tmp_path, ".ndjson")) == {
        "b.ndjson: cases:11.id": "a key that no other case has, not the key of a.ndjson: cases:5"
    }


@pytest.mark.parametrize("made", [tuple, iter])
def test_key_twice_in_memory(made: Callable[[object], object]) -> None:
    """Two cases with one key are refused, also where each comes once."""
    assert _problems(made((*CASES[:20], CASES[3]))) == {"cases[20].id": "a key that no other case has, not the key of cases[3]"}


@pytest.mark.parametrize("made", [list, iter])
def test_what_is_no_case_is_named(made: Callable[[object], object]) -> None:
    """Something else among cases is refused with its place, and nothing of it is shown."""
    assert _problems(made([*CASES[:2], "Zahra", CASES[3], {"id": 4}])) == {
        "cases[2]": "a case, not text of 5 characters",
        "cases[4]": "a case, not an object of 1 keys",
    }


def test_many_keys_twice_are_counted() -> None:
    """Of many cases that stand twice a hundred are named, and the others are counted."""
    found = _problems((*CASES, *CASES))
    assert len(found) == 101
    assert found["cases.id"] == "keys that no other case has, not the key of another case in 50 more rows"


@given(st.lists(st.text(max_size=40), max_size=30), st.integers(0, 5))
def test_equal_texts_alone_have_equal_hashes(texts: list[str], cut: int) -> None:
    """Hashes of texts in a column are equal where the texts are, wherever in memory they lie."""
    array = pa.array(["before", *texts, *texts], pa.utf8()).slice(1 + min(cut, len(texts)))
    hashes, kept = hashes_of(array).tolist(), array.to_pylist()
    assert len(set(hashes)) == len(set(kept))
    assert dict(zip(kept, hashes, strict=True)) == {text: hashes[kept.index(text)] for text in kept}


def _ends_after_the_first(pace: Pace) -> None:
    assert pace.done
    raise KeyboardInterrupt


def test_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    """A run that is interrupted between two parts ends, and beside its source nothing was written."""
    path = _parquet(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        check_cases(path, on=DAY, progress=_ends_after_the_first)
    assert list(tmp_path.iterdir()) == [path]


def test_interrupt_within_a_part() -> None:
    """An interrupt while cases are judged is not swallowed, and the next run is whole."""

    def interrupted() -> Iterator[object]:
        yield from CASES[:70]
        signal.raise_signal(signal.SIGINT)
        yield from CASES[70:]

    with pytest.raises(KeyboardInterrupt):
        check_cases(interrupted(), on=DAY)
    assert check_cases(iter(CASES), on=DAY).to_arrow() == EXPECTED.to_arrow()


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file grow beyond 2,000 bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, before)


@pytest.mark.usefixtures("small_disk")
def test_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    """Findings that do not fit on the disk are not half-written, and the file before them stays as it was."""
    path = tmp_path / "findings.parquet"
    path.write_bytes(b"before")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
        check_cases(tuple(_many()), on=DAY).to_parquet(path)
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {path.name: b"before"}


def _many() -> Iterator[object]:
    return synthetic.cases(1_500, on=DAY)


def test_progress_of_objects_is_fine() -> None:
    """Of many objects progress is told part by part, with rate and time left where the number is known."""
    told: list[Pace] = []
    many = [evolve(CASES[0], id=CaseId(f"case-{number}")) for number in range(AT_ONCE + 10)]
    check_cases(many, on=DAY, select=["CM-03"], progress=told.append)
    assert [(pace.done, pace.total) for pace in told] == [(AT_ONCE, AT_ONCE + 10), (AT_ONCE + 10, AT_ONCE + 10)]
    assert all(pace.rate is not None and pace.seconds_left is not None for pace in told)


def test_progress_of_parquet_knows_how_many(tmp_path: Path) -> None:
    """The number of cases in a folder of Parquet files is known from their ends."""
    told: list[Pace] = []
    check_cases(_folder_of_parquet(tmp_path), on=DAY, progress=told.append)
    assert [(pace.done, pace.total) for pace in told] == [(40, 150), (90, 150), (150, 150)]


def test_flat_tables_are_read_again_for_findings() -> None:
    """Flat tables that come as streams are kept, so that findings can be made of them."""
    once: Mapping[str, object] = {name: frame.to_arrow().to_reader() for name, frame in _flat().items()}
    found = check_cases(once, on=DAY, select=["CM-09"])
    assert list(found.findings()) == list(check_cases(CASES, on=DAY, select=["CM-09"]).findings())


def test_what_is_no_frame_among_tables_is_named() -> None:
    """What stands for a table and is none is named with it."""
    assert _problems({**_flat(), "contacts": 5})["contacts"].startswith("a frame")


def test_keys_are_read_alone(tmp_path: Path) -> None:
    """Keys of the cases that failed are found in a folder of files, whichever part they lie in."""
    found = check_cases(_folder_of_parquet(tmp_path), on=DAY, select=["CM-07"])
    rows = np.unique(found.row)
    assert set(found.to_arrow()["case"].to_pylist()) == {CASES[row].id for row in rows.tolist()}


def test_changed_folder_is_refused(tmp_path: Path) -> None:
    """A file that was put into a folder since the check is noticed when findings are made."""
    found = check_cases(_folder_of_parquet(tmp_path), on=DAY)
    CaseTables.from_cases([]).to_parquet(tmp_path / "part-9.parquet")
    with pytest.raises(TableError, match="changed since"):
        list(found.findings())
