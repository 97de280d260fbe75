"""N6: who hands over to whom in a long event log, side by side with polars, pandas and a plain dict.

Every candidate runs in a Python of its own on the same log: five events a case, at one of 54 offices, in any order.
Times are medians; quote the ratios. What is not installed is left out.

    python benchmarks/handovers.py [--record] [EVENTS ...]          1,000,000 if none are given; the target is set for 10,000,000
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from recording import Target, Timing, printed, record

OFFICES = 54
EVENTS_A_CASE = 5
ROUNDS = 3
LEAST = 2.0
"""Target N6: times as fast as polars."""
CANDIDATES = {"kimcore": "kimcore", "polars": "polars", "pandas": "pandas", "dict": "collections"}
"""Each candidate with the package it needs."""

Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
Table = list[list[int]]


def drawn(events: int) -> Columns:
    """Draw a log: cases, offices and moments, no two moments of a case the same."""
    chance = np.random.default_rng(1)
    cases = chance.integers(0, max(events // EVENTS_A_CASE, 1), events)
    return cases, chance.integers(0, OFFICES, events), chance.permutation(events).astype(np.int64)


def by_kimcore(columns: Columns) -> Table:
    """Count with kimcore."""
    network = import_module("kimcore.network")
    found = network.handovers(dict(zip(("case", "actor", "time"), columns, strict=True)))
    return [[*way, count] for way, count in found.counts.items()]


def by_polars(columns: Columns) -> Table:
    """Count with polars: sort, look at the next row, group."""
    pl = import_module("polars")
    frame = pl.DataFrame(dict(zip(("case", "actor", "time"), columns, strict=True))).lazy()
    steps = frame.sort("case", "time").with_columns(
        pl.col("actor").shift(-1).alias("next"), (pl.col("case").shift(-1) == pl.col("case")).alias("same")
    )
    ways = steps.filter(pl.col("same") & (pl.col("actor") != pl.col("next"))).group_by("actor", "next").len()
    return [list(row) for row in ways.sort("actor", "next").collect().rows()]


def by_pandas(columns: Columns) -> Table:
    """Count with pandas: sort, look at the next row, group."""
    pd = import_module("pandas")
    frame = pd.DataFrame(dict(zip(("case", "actor", "time"), columns, strict=True))).sort_values(["case", "time"])
    following = frame.shift(-1)
    kept = (frame["case"] == following["case"]) & (frame["actor"] != following["actor"])
    ways = pd.DataFrame({"actor": frame["actor"][kept], "next": following["actor"][kept].astype(int)})
    return [[*way, count] for way, count in ways.groupby(["actor", "next"]).size().items()]


def by_dict(columns: Columns) -> Table:
    """Count with lists and a dict."""
    log = sorted(zip(*(column.tolist() for column in (columns[0], columns[2], columns[1])), strict=True))
    ways = Counter((one[2], other[2]) for one, other in pairwise(log) if one[0] == other[0] and one[2] != other[2])
    return [[*way, ways[way]] for way in sorted(ways)]


def run(candidate: str, events: int) -> tuple[float, Table]:
    """Time one candidate in this Python."""
    columns = drawn(events)
    count: Callable[[Columns], Table] = globals()[f"by_{candidate}"]
    count(tuple(column[:1000] for column in columns))  # type: ignore[arg-type]  # three columns stay three
    times: list[float] = []
    ways: Table = []
    while len(times) < ROUNDS:
        start = perf_counter()
        ways = count(columns)
        times.append(perf_counter() - start)
    return median(times), [[int(part) for part in way] for way in ways]


def main(sizes: list[int], *, keep: bool) -> int:
    """Run all candidates on all sizes, print times, ratios and whether answers agree."""
    timings: list[Timing] = []
    targets: list[Target] = []
    for events in sizes:
        print(f"\n{events:,} events; seconds, and times slower than kimcore")
        ours: tuple[float, Table] = (0.0, [])
        for candidate, package in CANDIDATES.items():
            if not find_spec(package):
                continue
            command = [sys.executable, __file__, "--run", candidate, str(events)]
            seconds, ways = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            ours = (seconds, ways) if candidate == "kimcore" else ours
            agrees = None if candidate == "kimcore" else ways == ours[1]
            timings.append(Timing(row=f"{events:,} events", candidate=candidate, seconds=seconds, agrees=agrees))
            if candidate == "polars":
                says = f"handovers of {events:,} events: time of polars over ours"
                targets.append(Target(id="N6", says=says, reached=seconds / ours[0], limit=LEAST, at_most=False))
            print(f"{candidate:<10}{seconds:>10.3f}{seconds / ours[0]:>10.1f}x{' differs' if agrees is False else ''}")
    print(*map(printed, targets), sep="\n")
    if keep:
        record("handovers", timings, targets, packages=("numpy", "pandas", "polars"))
    return int(not all(target.is_met for target in targets))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], int(sys.argv[3]))))
        sys.exit()
    given = [int(size) for size in sys.argv[1:] if size != "--record"]
    sys.exit(main(given or [1_000_000], keep="--record" in sys.argv))
