"""R4, L5: what a case costs and how much memory is needed as cases become more, from files to findings.

Every candidate runs once in a Python of its own, from the file to the answer: lines and Parquet judged by kimcore, and the
same Parquet file judged by polars and DuckDB with the rules as `cases.py` writes them for each. Making Parquet out of lines
is measured too.
The first 100,000 cases are synthetic; those after them are the same ones again under ids of their own.
polars and DuckDB hold all cases in memory, so they are left out above `--peers` cases (1,000,000 if nothing is said).

    python benchmarks/scaling.py [--record] [--peers CASES] [CASES ...]          10,000, 100,000 and 1,000,000 if none are given
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypedDict

import cases as judging
from engines.asked import CODES, Answer
from recording import Target, Timing, printed, record

from kimcore.tables import iter_ndjson, write_parquet

DONE: Answer = {}
"""What a candidate answers that judges nothing."""


class Measured(TypedDict):
    """What one candidate needed for one size, and what it said."""

    cpu: float
    wall: float
    peak: float
    answer: Answer


def columns_of_lines(folder: Path) -> Answer:
    """Write the lines as Parquet, every value checked."""
    write_parquet(iter_ndjson(folder / "cases.ndjson"), folder / "cases.parquet")
    return DONE


def _judged_by(candidate: str) -> Callable[[Path], Answer]:
    """Read and judge in one go, since what a candidate of `cases.py` does beforehand belongs to the way from the file."""
    return lambda folder: judging.candidate_of(candidate)(folder)()


CANDIDATES: dict[str, Callable[[Path], Answer]] = {
    "lines to Parquet": columns_of_lines,
    "kimcore": _judged_by("parquet"),
    "kimcore, from lines": _judged_by("lines"),
    "polars": _judged_by("polars"),
    "DuckDB": _judged_by("duckdb"),
}
"""What is measured, in this order: the first writes the file that others read."""
PEERS = {"polars": "polars", "DuckDB": "duckdb"}
"""Those beside kimcore, with the package they need."""


def prepared(folder: Path, cases: int) -> None:
    """Write the cases as lines."""
    with (folder / "cases.ndjson").open("wb") as file:
        file.writelines(judging.lines(cases))


def measure(candidate: str, folder: Path) -> Measured:
    """Run one candidate once in this Python."""
    start, begun = process_time(), perf_counter()
    answer = CANDIDATES[candidate](folder)
    cpu, wall = process_time() - start, perf_counter() - begun
    return {"cpu": cpu, "wall": wall, "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024, "answer": answer}


def compared(cases: int, peers: int) -> dict[str, Measured]:
    """Print what each candidate needs for some cases, and return it."""
    measured: dict[str, Measured] = {}
    with TemporaryDirectory() as name:
        _in_its_own_python("--prepare", str(cases), "--folder", name)
        size = (Path(name) / "cases.ndjson").stat().st_size / 1e9
        print(f"\n{cases:,} cases, {size:,.2f} GB of lines, {len(CODES)} rules: CPU a case, time, memory")
        for candidate in CANDIDATES:
            if candidate in PEERS and (cases > peers or not find_spec(PEERS[candidate])):
                continue
            found: Measured = json.loads(_in_its_own_python("--run", candidate, "--folder", name))
            measured[candidate] = found
            differs = bool(found["answer"]) and found["answer"] != measured["kimcore"]["answer"]
            cost = 1e6 * found["cpu"] / cases
            mark = "  differs" if differs else ""
            print(f"{candidate:<20}{cost:>9.2f} µs{found['wall']:>9.1f} s{found['peak']:>8.0f} MB{mark}", flush=True)
    return measured


def _in_its_own_python(*options: str) -> bytes:
    """Run this file with options; a child is charged with the most memory its parent ever had, so parents stay small."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    done = subprocess.run([sys.executable, __file__, *options], check=True, capture_output=True, env=environment)
    return done.stdout


def timings(cases: int, measured: dict[str, Measured]) -> Iterator[Timing]:
    """Return what a case costs each candidate, for the page of measurements."""
    for candidate, found in measured.items():
        agrees = None if candidate == "kimcore" or not found["answer"] else found["answer"] == measured["kimcore"]["answer"]
        yield Timing(
            row=f"one of {cases:,} cases",
            candidate=candidate,
            seconds=found["cpu"] / cases,
            agrees=agrees,
            note=f"{found['peak']:,.0f} MB, {found['wall']:,.1f} s in all",
        )


def targets(measured: dict[int, dict[str, Measured]]) -> Iterator[Target]:
    """Return how cost and memory grow from the fewest cases to the most."""
    few, many = min(measured), max(measured)
    for candidate in ("kimcore", "kimcore, from lines"):
        cost = {size: measured[size][candidate]["cpu"] / size for size in measured}
        way = "from lines" if "lines" in candidate else "from Parquet"
        says = f"cost a case {way}, {many:,} to {few:,}"
        yield Target(id="R4", says=says, reached=cost[many] / cost[few], limit=1.2, at_most=True)
    peak = measured[many]["kimcore"]["peak"]
    yield Target(id="R3", says=f"peak from Parquet, {many:,} cases", reached=peak, limit=1_000, at_most=True, unit="MB")
    ratio = measured[many]["kimcore, from lines"]["cpu"] / measured[many]["kimcore"]["cpu"]
    yield Target(id="R3", says=f"lines to Parquet, {many:,} cases", reached=ratio, limit=11, at_most=False)


def main(options: Namespace) -> int:
    """Run all candidates on all sizes, and say how their cost grows."""
    measured = {size: compared(size, options.peers) for size in sorted(options.sizes)}
    reached = [*targets(measured)]
    print(*map(printed, reached), sep="\n")
    if options.record:
        rows = [row for size, found in measured.items() for row in timings(size, found)]
        note = f"{len(CODES)} rules, one thread, a single round; processor time of one case, behind it the most memory."
        record("scaling", rows, reached, packages=("duckdb", "numpy", "polars", "pyarrow"), note=note)
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peers", type=int, default=1_000_000)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--prepare", type=int)
    parser.add_argument("--run", choices=CANDIDATES)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    options = _options()
    if options.prepare:
        prepared(options.folder, options.prepare)
    elif options.run:
        print(json.dumps(measure(options.run, options.folder)))
    else:
        sys.exit(main(options))
