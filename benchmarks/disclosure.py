"""What it costs to protect a table of counts and to audit one, beside a loop of linear programs over its cells.

Whoever audits a table without kimcore writes such a loop: for each suppressed cell `scipy.optimize.linprog` (HiGHS), once down
and once up, over the sums of rows and columns. The answers are compared, up to what floats can tell. On large tables the loop
is asked about some of the cells, drawn once, and its time is reckoned up to all of them; the rows say so. How the loop would
find cells to suppress is not measured, since it has no way to. The last row holds counts of up to 10**17, where the loop's
answers differ: floats no longer tell one person from none. Times are those of the processor; quote the ratios.

    python benchmarks/disclosure.py [--record] [SIDE ...]
"""

import sys
from collections.abc import Sequence
from time import process_time

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from recording import Timing, record
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from kimcore.disclosure import Interval, audit, protect
from kimcore.disclosure.grids import Cell

MIDDLE = 30
SIDES = (10, MIDDLE, 100)
ASKED = 60
"""So many cells the loop is asked about at most."""
SHARE = 1 / 3
HUGE = 10**17
PACKAGES = ("numpy", "scipy")

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]


@frozen
class Audited:
    """What a candidate found about some cells, and how long it took for all of them."""

    ends: dict[Cell, tuple[float, float]]
    seconds: float
    note: str = ""


def drawn(side: int, *, largest: int | None = None) -> tuple[Table, Mask]:
    """Return a square table as a district publishes them, many small counts and some large, and what is suppressed of it."""
    rng = np.random.default_rng(side)
    counts = rng.negative_binomial(0.6, 0.05, (side, side)).astype(np.int64)
    if largest is not None:
        counts = np.where(rng.random((side, side)) < SHARE, rng.integers(0, largest, (side, side)), counts)
    return counts, rng.random((side, side)) < SHARE


def by_kimcore(counts: Table, mask: Mask) -> Audited:
    """Audit a table as a user of kimcore does."""
    start = process_time()
    found = audit(counts, mask)
    seconds = process_time() - start
    return Audited({cell: (low, float("inf") if high is None else high) for cell, (low, high) in found.items()}, seconds)


def by_programs(counts: Table, mask: Mask, asked: Sequence[int]) -> Audited:
    """Audit some cells of a table as anybody with SciPy does: two linear programs a cell, the equations made once."""
    start = process_time()
    rows, columns = np.nonzero(mask)
    cells, one = np.arange(len(rows)), np.ones(len(rows))
    height, width = counts.shape
    sums = vstack(
        [csr_array((one, (rows, cells)), (height, len(cells))), csr_array((one, (columns, cells)), (width, len(cells)))]
    )
    hidden = np.where(mask, counts, 0)
    known = np.concatenate([hidden.sum(axis=1), hidden.sum(axis=0)]).astype(float)
    ready = process_time() - start
    start = process_time()
    found: dict[Cell, tuple[float, float]] = {}
    for place in asked:
        aim = np.zeros(len(cells))
        aim[place] = 1
        down, up = (linprog(turn * aim, A_eq=sums, b_eq=known, bounds=(0, None), method="highs") for turn in (1, -1))
        # Where HiGHS calls a table that exists infeasible, it has no answer.
        ends = (down.fun if down.success else float("nan"), -up.fun if up.success else float("nan"))
        found[int(rows[place]), int(columns[place])] = ends
    seconds = ready + (process_time() - start) * len(cells) / len(asked)
    note = "" if len(asked) == len(cells) else f"reckoned up from {len(asked)} of {len(cells):,} cells"
    return Audited(found, seconds, note)


def agree(ours: Audited, theirs: Audited) -> bool:
    """Return whether the ends of all cells that were asked are the same whole numbers, once rounded."""
    near = (
        abs(mine - other) < 1 / 2 for cell, ends in theirs.ends.items() for mine, other in zip(ours.ends[cell], ends, strict=True)
    )
    return all(near)


def compared(row: str, counts: Table, mask: Mask) -> list[Timing]:
    """Audit a table both ways, print the times with the ratio, and return them."""
    total = int(mask.sum())
    rng = np.random.default_rng(total)
    asked = sorted(rng.choice(total, size=min(ASKED, total), replace=False).tolist())
    ours, theirs = by_kimcore(counts, mask), by_programs(counts, mask, asked)
    is_same = agree(ours, theirs)
    times = f"{ours.seconds:>9.3f} s{theirs.seconds:>11.3f} s{theirs.seconds / ours.seconds:>8.1f}x"
    print(f"{row:<44}{times}{'' if is_same else '  differs'}  {theirs.note}".rstrip())
    return [
        Timing(row=row, candidate="kimcore", seconds=ours.seconds),
        Timing(row=row, candidate="linprog, cell by cell", seconds=theirs.seconds, agrees=is_same, note=theirs.note),
    ]


def protected(side: int) -> Timing:
    """Protect a table, check that it keeps its promise, print the time and return it."""
    counts, _ = drawn(side)
    start = process_time()
    found = protect(counts)
    seconds = process_time() - start
    intervals = found.intervals()
    kept = all(intervals[cell].covers(promise) for cell, promise in found.promised.items())
    is_open = all(promise == Interval(0, 3) for promise in found.promised.values())
    row = f"protect, {side} by {side}, {int(found.primary.sum()):,} small counts"
    print(f"{row:<44}{seconds:>9.3f} s  {'promise kept' if kept and is_open else 'PROMISE BROKEN'}")
    return Timing(row=row, candidate="kimcore", seconds=seconds, note="" if kept and is_open else "promise broken")


def main(sides: Sequence[int], *, keep: bool) -> int:
    """Compare the answers and print the times; return 1 where an answer differs that floats can tell, or a promise is broken."""
    rows: list[Timing] = []
    print(f"{'audit':<44}{'kimcore':>11}{'linprog':>13}{'ratio':>9}")
    for side in sides:
        counts, mask = drawn(side)
        rows += compared(f"audit, {side} by {side}, {int(mask.sum()):,} hidden", counts, mask)
    wrong = any(timing.agrees is False for timing in rows)
    counts, mask = drawn(MIDDLE, largest=HUGE)
    rows += compared(f"audit, {MIDDLE} by {MIDDLE}, counts to 10**17", counts, mask)
    rows += [protected(side) for side in sides]
    wrong = wrong or any(timing.note == "promise broken" for timing in rows)
    if keep:
        note = (
            "One table of each size; processor time. Counts to 10**17 are beyond floats, so there answers of the loop may differ."
        )
        record("disclosure", rows, (), packages=PACKAGES, note=note)
    return int(wrong)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(given or SIDES, keep="--record" in sys.argv))
