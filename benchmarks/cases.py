"""R2, R3, R4: case rules on many cases, side by side with a plain loop, polars, DuckDB, narwhals and pandera.

Every candidate runs in a Python of its own, on the same cases. Twelve of kimcore's rules are written by hand for each peer
(`engines/by_*.py`); kimcore runs its predicates as they are. Answers are how many things fail each rule, and the sum of the
rows of their cases; a candidate whose answer is another one is marked. Seconds are CPU time of the process; quote ratios.

Where a candidate starts decides as much as what it does, so each start is a group of its own:

- held: everyone holds the cases in the form it likes best, made beforehand. kimcore holds `CaseTables`, whose values were
  checked; `arrays` are its columns, decoded. Peers hold flat tables with children in the order of their cases, numbered.
- flat: kimcore is given flat frames of polars, joins children by the keys of their cases and checks every value within its
  time. It is compared with peers that hold, so it does more than they do.
- nested: everyone is given a nested frame of polars, or a nested table in memory. kimcore checks every value within its time;
  peers unnest, and trust what they get.

kimcore counts what passes and what is unknown as well, and keeps the place of each failure and what summaries group by.

    python benchmarks/cases.py [--record] [CASES ...]          100,000 if none are given; the targets are set for 1,000,000
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import count, cycle, islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypedDict

import numpy as np
from engines.asked import CODES, DAY, Answer, answer_of
from numpy.typing import NDArray
from recording import Target, Timing, printed, record

from kimcore.law import shipped
from kimcore.rules import BUILTIN, CaseCheck, Context, choose
from kimcore.rules.engine import Limits
from kimcore.tables import CaseTables, Column, case_schema, check_cases, iter_ndjson, write_parquet
from kimcore.tables.judging.by_function import said_about
from kimcore.tables.judging.evaluation import Evaluation
from kimcore.tables.judging.outcomes import outcomes
from kimcore.tables.judging.plans import Plan, plans
from kimcore.testing import synthetic

ROUNDS = 3
UNIQUE = 100_000
"""So many cases are made; more are these again."""
FAIL = 1
CANDIDATES = {
    "arrays": ("kimcore",),
    "frames": ("kimcore",),
    "flat": ("kimcore", "polars"),
    "nested": ("kimcore", "polars"),
    "parquet": ("kimcore",),
    "loop": ("kimcore",),
    "lines": ("kimcore",),
    "polars": ("polars",),
    "polars_nested": ("polars",),
    "duckdb": ("duckdb",),
    "duckdb_nested": ("duckdb",),
    "narwhals": ("narwhals", "polars"),
    "narwhals_arrow": ("narwhals", "polars"),
    "pandera": ("pandera", "narwhals", "polars"),
    "pandera_pandas": ("pandera", "narwhals", "pandas", "polars"),
}
"""Each candidate with the packages it needs; the first is what the others are measured by."""
ENGINES = ("polars", "duckdb", "narwhals", "pandera")
"""The peers, which lie each in a module of its own; pandera with narwhals."""


class Measured(TypedDict):
    """What one candidate needed, and what it said."""

    cpu: float
    wall: float
    peak: float
    answer: Answer


class Arrays:
    """Columns that were decoded before, as an engine holds them that keeps its cases in memory."""

    def __init__(self, tables: CaseTables) -> None:
        self.rows = cache(tables.rows)
        self.offsets: Callable[[str], NDArray[np.int64]] = cache(tables.offsets)
        self.column: Callable[[str, str], Column] = cache(tables.column)


@cache
def asked() -> tuple[Plan, ...]:
    """Return the rules that every candidate is asked about."""
    from kimcore.model import UNITS, Town  # noqa: PLC0415  only some candidates need it

    context = Context(town=Town(municipality=UNITS[0], cases=()), on=DAY, law=shipped())
    return plans(choose(BUILTIN, select=CODES), context)


def by_arrays(folder: Path) -> Callable[[], Answer]:
    """Evaluate the trees over decoded columns, part by part."""
    tables = CaseTables.from_parquet(folder / "cases.parquet")
    parts = [Arrays(CaseTables((batch,))) for batch in tables.to_batches()]
    read = [plan for plan in asked() if plan.reading is not None]
    starts = np.cumsum([0, *(part.rows("cases") for part in parts)])

    def run() -> Answer:
        failing: dict[str, list[NDArray[np.int64]]] = {code: [] for code in CODES}
        for start, part in zip(starts.tolist(), parts, strict=False):
            evaluation = Evaluation(part)
            for plan in read:
                assert plan.reading is not None  # noqa: S101
                found = outcomes(plan.reading, evaluation, on=DAY)
                failed = np.flatnonzero(found.codes == FAIL)
                failing[plan.rule.code].append(start + (failed if found.cases is None else found.cases[failed]))
        return answer_of({code: np.concatenate(rows) for code, rows in failing.items()})

    run()
    return run


def by_frames(folder: Path) -> Callable[[], Answer]:
    """Check tables in memory, whose values were checked when they were made."""
    tables = CaseTables.from_parquet(folder / "cases.parquet")
    return lambda: _checked(tables)


def by_flat(folder: Path) -> Callable[[], Answer]:
    """Check flat frames of polars: children are joined by the keys of their cases, and every value is checked."""
    polars = import_module("polars")
    tables = CaseTables.from_parquet(folder / "cases.parquet")
    frames = {name: polars.DataFrame(tables.table(name)) for name in case_schema()}
    return lambda: _checked(frames)


def by_nested(folder: Path) -> Callable[[], Answer]:
    """Check a nested frame of polars, of which every value is checked."""
    nested = import_module("polars").read_parquet(folder / "cases.parquet")
    return lambda: _checked(nested)


def by_parquet(folder: Path) -> Callable[[], Answer]:
    """Check a Parquet file, reading and checking included."""
    return lambda: _checked(folder / "cases.parquet")


def by_lines(folder: Path) -> Callable[[], Answer]:
    """Check a file of lines, one case after the other."""
    return lambda: _checked(folder / "cases.ndjson")


def _checked(source: object) -> Answer:
    found = check_cases(source, on=DAY, select=CODES)
    counts = np.bincount(found.rule, minlength=len(found.rules))
    totals = np.bincount(found.rule, weights=found.row, minlength=len(found.rules))
    return {rule.code: [int(count), int(total)] for rule, count, total in zip(found.rules, counts, totals, strict=True)}


def by_loop(folder: Path) -> Callable[[], Answer]:
    """Ask the predicates about objects in memory, in a plain loop."""
    cases = tuple(CaseTables.from_parquet(folder / "cases.parquet").cases())
    checks: list[tuple[str, CaseCheck, Limits]] = [(plan.rule.code, plan.check, plan.limits) for plan in asked()]

    def run() -> Answer:
        failing: dict[str, list[int]] = {code: [] for code in CODES}
        for row, case in enumerate(cases):
            for code, check, limits in checks:
                failing[code] += [row for said in said_about(check, case, on=DAY, limits=limits) if said == FAIL]
        return answer_of({code: np.array(rows, np.int64) for code, rows in failing.items()})

    return run


def candidate_of(name: str) -> Callable[[Path], Callable[[], Answer]]:
    """Return the function that makes a candidate ready."""
    engine = name.partition("_")[0]
    home = import_module(f"engines.by_{engine.replace('pandera', 'narwhals')}") if engine in ENGINES else sys.modules[__name__]
    found: Callable[[Path], Callable[[], Answer]] = getattr(home, f"by_{name}")
    return found


def measure(candidate: str, folder: Path) -> Measured:
    """Time one candidate in this Python: the least of some rounds."""
    run = candidate_of(candidate)(folder)
    best, wall, answer = float("inf"), float("inf"), Answer()
    for _ in range(ROUNDS):
        start, begun = process_time(), perf_counter()
        answer = run()
        best, wall = min(best, process_time() - start), min(wall, perf_counter() - begun)
    return {"cpu": best, "wall": wall, "answer": answer, "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024}


def prepared(folder: Path, cases: int) -> None:
    """Write the same cases as lines and as Parquet."""
    with (folder / "cases.ndjson").open("wb") as file:
        file.writelines(lines(cases))
    write_parquet(iter_ndjson(folder / "cases.ndjson"), folder / "cases.parquet")


def lines(cases: int) -> Iterator[bytes]:
    """Return lines of cases: as many as there are synthetic ones, then these again with the ids that follow."""
    made = list(synthetic.lines(min(cases, UNIQUE), on=DAY))
    start = made[0].index(b'"fall-') + len(b'"fall-')
    for number, line in zip(count(), islice(cycle(made), cases), strict=False):
        yield b"%b%09d%b" % (line[:start], number, line[start + 9 :])


def compared(cases: int, threads: str | None) -> dict[str, Measured]:
    """Print what all candidates need for some cases, and return it."""
    measured: dict[str, Measured] = {}
    with TemporaryDirectory() as name:
        # In a Python of its own: a child is charged with the most memory its parent ever had.
        subprocess.run([sys.executable, __file__, "--prepare", name, str(cases)], check=True)
        print(
            f"\n{cases:,} cases, {len(CODES)} rules, {threads or 'all'} thread(s): CPU seconds, times slower than arrays, memory"
        )
        for candidate, packages in CANDIDATES.items():
            if not all(map(find_spec, packages)):
                continue
            environment = {**os.environ, **({"POLARS_MAX_THREADS": threads} if threads else {})}
            command = [sys.executable, __file__, "--run", candidate, name]
            found: Measured = json.loads(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)
            measured[candidate] = found
            ours = measured["arrays"]
            other = [code for code in CODES if found["answer"][code] != ours["answer"][code]]
            ratios = f"{found['cpu'] / ours['cpu']:>8.1f}x cpu{found['wall'] / ours['wall']:>8.1f}x wall"
            mark = f"  differs in {', '.join(other)}" if other else ""
            print(f"{candidate:<16}{found['cpu']:>9.3f}{ratios}{found['peak']:>8.0f} MB{mark}")
    return measured


def targets(measured: dict[str, Measured]) -> list[Target]:
    """Return the targets for a run with one thread, and what was reached."""

    def ratio(one: str, other: str) -> float:
        return measured[one]["cpu"] / measured[other]["cpu"]

    found = [Target(id="R2", says="plain loop to arrays", reached=ratio("loop", "arrays"), limit=20, at_most=False)]
    asked = [
        ("held tables to polars", "frames", "polars", 1, True),
        ("flat frames with checks to polars", "flat", "polars", 1, True),
        ("nested frames with checks to polars unnesting", "nested", "polars_nested", 1, True),
        ("DuckDB to held tables", "duckdb", "frames", 2.5, False),
        ("DuckDB unnesting to nested frames with checks", "duckdb_nested", "nested", 2.5, False),
        ("narwhals on polars to held tables", "narwhals", "frames", 5, False),
        ("narwhals on Arrow to held tables", "narwhals_arrow", "frames", 5, False),
    ]
    for says, one, other, bound, at_most in asked:
        if one in measured and other in measured:
            found.append(Target(id="R2", says=says, reached=ratio(one, other), limit=bound, at_most=at_most))
    found.append(Target(id="R3", says="lines to Parquet", reached=ratio("lines", "parquet"), limit=11, at_most=False))
    found.append(
        Target(id="R3", says="peak from Parquet", reached=measured["parquet"]["peak"], limit=1_000, at_most=True, unit="MB")
    )
    return found


NAMES = {
    "arrays": "kimcore",
    "frames": "kimcore, held tables",
    "flat": "kimcore, flat frames, checked",
    "nested": "kimcore, nested frame, checked",
    "parquet": "kimcore, from Parquet",
    "lines": "kimcore, from lines",
    "loop": "plain loop",
    "polars": "polars, held tables",
    "polars_nested": "polars, nested frame",
    "duckdb": "DuckDB, held tables",
    "duckdb_nested": "DuckDB, nested table",
    "narwhals": "narwhals on polars",
    "narwhals_arrow": "narwhals on Arrow",
    "pandera": "pandera on polars",
    "pandera_pandas": "pandera on pandas",
}
"""What the page of measurements calls the candidates."""


def timings(cases: int, threads: str, measured: Mapping[str, Measured]) -> list[Timing]:
    """Return what all candidates needed, for the page of measurements."""
    answers = {candidate: found["answer"] for candidate, found in measured.items()}
    return [
        Timing(
            row=f"{cases:,} cases, {threads}",
            candidate=NAMES.get(candidate, candidate),
            seconds=found["cpu"] if threads == "one thread" else found["wall"],
            agrees=None if candidate == "arrays" else answers[candidate] == answers["arrays"],
            note=f"{found['peak']:.0f} MB",
        )
        for candidate, found in measured.items()
    ]


def main(sizes: list[int], *, keep: bool) -> int:
    """Run all candidates on all sizes, with one thread and (up to 100,000 cases) with all, and say which targets are met."""
    costs: dict[int, float] = {}
    rows: list[Timing] = []
    reached: list[Target] = []
    for cases in sizes:
        alone = compared(cases, "1")
        reached = targets(alone)
        print(*map(printed, reached), sep="\n")
        costs[cases] = alone["arrays"]["cpu"] / cases
        rows += timings(cases, "one thread", alone)
        if cases <= UNIQUE:
            rows += timings(cases, "all threads", compared(cases, None))
    if len(costs) > 1:
        growth = costs[max(costs)] / costs[min(costs)]
        says = f"cost a case, {max(costs):,} to {min(costs):,}"
        reached.append(Target(id="R4", says=says, reached=growth, limit=1.2, at_most=True))
        print(printed(reached[-1]))
    if keep:
        note = (
            f"{len(CODES)} rules; processor time with one thread, time on the clock with all; behind each the most memory. "
            f"The targets are those of {sizes[-1]:,} cases."
        )
        record(
            "cases", rows, reached, packages=("duckdb", "narwhals", "numpy", "pandas", "pandera", "polars", "pyarrow"), note=note
        )
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--prepare"]:
        prepared(Path(sys.argv[2]), int(sys.argv[3]))
        sys.exit()
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
        sys.exit()
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(sorted(given) or [100_000], keep="--record" in sys.argv))
