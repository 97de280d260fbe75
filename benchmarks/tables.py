"""Cases as columns: made of lines and objects, written and read as Parquet, side by side with what one would use instead.

Every candidate runs in Pythons of its own with one thread, in a drawn order, on the same synthetic cases, and is timed by
the processor. What is not installed is left out. kimcore checks every value that it reads; nobody else checks any.

    python benchmarks/tables.py [--record] [CASES]          10,000 cases if no number is given
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import pyarrow as pa
import pyarrow.compute as pc
from recording import Target, Timing, printed, record, timing

from kimcore.bundle import dump_cases, iter_cases
from kimcore.bundle.converter import converter, record_hook
from kimcore.model import Case
from kimcore.tables import CaseTables
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
ROUNDS = 2
ROW_GROUP = 65_536
"""So many cases tell how much room one takes: fewer share the foot of a file, and more are several row groups."""
OURS = "kimcore"
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
LINES, OBJECTS, BACK = "from lines to columns", "from objects to columns", "from columns to objects"
WRITE, READ, SOME = "write Parquet", "read Parquet", "read six columns of Parquet"
CANDIDATES = {
    LINES: (OURS, "polars", "duckdb", "pyarrow"),
    OBJECTS: (OURS, "polars", "pyarrow"),
    BACK: (OURS, "pyarrow"),
    WRITE: (OURS, "polars", "duckdb", "pyarrow"),
    READ: (OURS, "polars", "duckdb", "pyarrow"),
    SOME: (OURS, "polars", "duckdb", "pyarrow"),
}
COLUMNS = ["opened_on", "closing.on", "needs.seen_on", "needs.met_on", "referrals.attempts.sent_on", "referrals.attempts.outcome"]
TOP = ["opened_on", "closing", "needs", "referrals"]
"""The columns for libraries that read whole lists only."""


def by_kimcore(what: str, folder: Path) -> Callable[[], object]:
    """Return what kimcore does, with all that is read beforehand."""
    lines, file = folder / "cases.ndjson", folder / "cases.parquet"
    if what in {OBJECTS, BACK, WRITE}:
        cases = list(iter_cases(lines))
        tables = CaseTables.from_cases(cases)
        beside = folder / "kimcore.parquet"
        return {
            OBJECTS: lambda: CaseTables.from_cases(cases),
            BACK: lambda: list(tables.cases()),
            WRITE: lambda: tables.to_parquet(beside),
        }[what]
    return {
        LINES: lambda: CaseTables.from_ndjson(lines),
        READ: lambda: CaseTables.from_parquet(file),
        SOME: lambda: CaseTables.from_parquet(file, columns=COLUMNS),
    }[what]


def by_polars(what: str, folder: Path) -> Callable[[], object]:
    """Return what polars does."""
    pl = import_module("polars")
    lines, file = folder / "cases.ndjson", folder / "cases.parquet"
    plain = [converter().unstructure(case) for case in iter_cases(lines)] if what == OBJECTS else []
    frame = pl.read_parquet(file)
    return {
        LINES: lambda: pl.read_ndjson(lines, infer_schema_length=None),
        OBJECTS: lambda: pl.from_dicts(plain, infer_schema_length=None),
        WRITE: lambda: frame.write_parquet(folder / "polars.parquet", compression="zstd"),
        READ: lambda: pl.read_parquet(file),
        SOME: lambda: pl.read_parquet(file, columns=TOP),
    }[what]


def by_duckdb(what: str, folder: Path) -> Callable[[], object]:
    """Return what DuckDB does."""
    duckdb = import_module("duckdb")
    duckdb.execute("set threads to 1")
    lines, file = str(folder / "cases.ndjson"), str(folder / "cases.parquet")
    table = CaseTables.from_parquet(file).to_arrow()
    some = "opened_on, closing.on, needs, referrals"
    return {
        LINES: lambda: duckdb.read_json(lines).to_arrow_table(),
        WRITE: lambda: duckdb.from_arrow(table).write_parquet(str(folder / "duckdb.parquet"), compression="zstd"),
        READ: lambda: duckdb.read_parquet(file).to_arrow_table(),
        SOME: lambda: duckdb.read_parquet(file).project(some).to_arrow_table(),
    }[what]


def by_pyarrow(what: str, folder: Path) -> Callable[[], object]:
    """Return what Arrow itself does; to objects with kimcore's converter."""
    pq, reader = import_module("pyarrow.parquet"), import_module("pyarrow.json")
    lines, file = folder / "cases.ndjson", folder / "cases.parquet"
    table = pq.ParquetFile(file).read()
    plain = [converter().unstructure(case) for case in iter_cases(lines)] if what == OBJECTS else []
    structure = record_hook(Case)
    options = reader.ReadOptions(block_size=1 << 24, use_threads=False)
    return {
        LINES: lambda: reader.read_json(lines, read_options=options),
        OBJECTS: lambda: pa.Table.from_pylist(plain),
        BACK: lambda: [structure(_without_nulls(row)) for row in table.to_pylist()],
        WRITE: lambda: pq.write_table(table, folder / "pyarrow.parquet", compression="zstd"),
        READ: lambda: pq.ParquetFile(file).read(use_threads=False),
        SOME: lambda: pq.ParquetFile(file).read(columns=TOP, use_threads=False),
    }[what]


def _without_nulls(value: object) -> object:
    """Return plain values as they would stand in JSON: days as texts, and nothing where a table has to say null."""
    match value:
        case dict():
            return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
        case list():
            return [_without_nulls(inner) for inner in value]
        case date():
            return value.isoformat()
        case _:
            return value


def answer(what: str, found: object, folder: Path, candidate: str) -> list[int]:
    """Return how many cases, closed cases and needs are in what a candidate made, and how many days lie before them all."""
    if what == BACK:
        found = CaseTables.from_cases(found)  # type: ignore[arg-type]  # cases, of either candidate
    table = import_module("polars").read_parquet(folder / f"{candidate}.parquet") if what == WRITE else found
    arrow = pa.table(table)
    days = arrow["opened_on"]
    opened = (days if pa.types.is_temporal(days.type) else days.cast(pa.utf8())).cast(pa.date32()).cast(pa.int32())
    closed = arrow["on"] if "on" in arrow.schema.names else arrow["closing"]
    needs = pc.sum(pc.list_value_length(arrow["needs"])).as_py() if "needs" in arrow.schema.names else 0
    return [arrow.num_rows, arrow.num_rows - closed.null_count, needs, pc.sum(opened).as_py()]


def run(what: str, candidate: str, folder: Path) -> dict[str, object]:
    """Do one thing with one candidate in this Python, three times over, and return the best time and what was found."""
    pa.set_cpu_count(1)
    task = globals()[f"by_{candidate}"](what, folder)
    gc.disable()
    found: object = None
    times: list[float] = []
    for _ in range(ROUNDS):
        found = None
        start = process_time()
        found = task()
        times.append(process_time() - start)
    return {"seconds": min(times), "answer": answer(what, found, folder, candidate)}


def prepared(count: int, folder: Path) -> dict[str, float]:
    """Write the same cases as lines and as Parquet, and return how many bytes a case takes in each form."""
    dump_cases(synthetic.cases(count, on=DAY), folder / "cases.ndjson", verify=False)
    tables = CaseTables.from_ndjson(folder / "cases.ndjson")
    tables.to_parquet(folder / "cases.parquet")
    return {
        "a line": (folder / "cases.ndjson").stat().st_size / count,
        "columns in memory": tables.to_arrow().nbytes / count,
        "Parquet": (folder / "cases.parquet").stat().st_size / count,
    }


def measured(count: int, folder: Path) -> list[Timing]:
    """Let all candidates take turns, print ratios, and return the times."""
    turns = [(what, name) for what, names in CANDIDATES.items() for name in names if find_spec(name)] * ROUNDS
    Random(1).shuffle(turns)
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for what, name in turns:
        command = [sys.executable, __file__, "--run", what, name, str(folder)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **ONE_THREAD})
        found.setdefault((what, name), []).append(json.loads(done.stdout))
    timings: list[Timing] = []
    for what, names in CANDIDATES.items():
        print(f"\n{what}: microseconds a case, and times slower than kimcore")
        ours = found[what, OURS]
        for name in names:
            if rounds := found.get((what, name)):
                agrees = None if name == OURS else rounds[0]["answer"] == ours[0]["answer"]
                times = [float(str(one["seconds"])) for one in rounds]
                timings.append(timing(what, name, times, agrees=agrees))
                ratio = median(times) / median(float(str(one["seconds"])) for one in ours)
                mark = " differs" if agrees is False else ""
                print(f"{name:<12}{median(times) / count * 1e6:>10.2f}{ratio:>10.2f}x{mark}")
    return timings


def main(arguments: list[str]) -> int:
    """Measure everything once, print it, and keep it if asked to."""
    numbers = [int(word) for word in arguments if word.isdigit()]
    count = numbers[0] if numbers else 10_000
    with TemporaryDirectory() as name:
        sizes = prepared(ROW_GROUP, Path(name))
        print(f"{ROW_GROUP:,} cases; bytes a case: " + ", ".join(f"{form} {size:.0f}" for form, size in sizes.items()))
        prepared(count, Path(name))
        timings = measured(count, Path(name))
    targets = [
        Target(
            id="T1", says="columns in memory", reached=sizes["columns in memory"], limit=400, at_most=True, unit="bytes a case"
        ),
        Target(id="T2", says="Parquet", reached=sizes["Parquet"], limit=70, at_most=True, unit="bytes a case"),
    ]
    print()
    print(*map(printed, targets), sep="\n")
    if "--record" in arguments:
        note = f"{count:,} synthetic cases; kimcore checks every value that it reads, nobody else checks any."
        record("tables", timings, targets, packages=["duckdb", "kimcore", "polars", "pyarrow"], note=note)
    return 0 if all(target.is_met for target in targets) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], sys.argv[3], Path(sys.argv[4]))))
        sys.exit()
    sys.exit(main(sys.argv[1:]))
