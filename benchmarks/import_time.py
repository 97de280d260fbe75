"""I1: what importing kimcore costs, side by side with what one would import instead.

Every candidate runs in Pythons of its own, taking turns in a drawn order, so that a busy machine slows all of them alike.
Three figures over bare Python: time on the clock (median), time of the processor (least of all rounds), and, where valgrind is
installed, instructions, which are nearly the same in each run. Quote the ratios to attrs, for times are those of one machine.

The targets are milliseconds of a machine on which attrs alone takes 30, so each is held as that share of attrs.

    python benchmarks/import_time.py [--record] [ROUNDS]
"""

import os
import re
import resource
import subprocess
import sys
from importlib.util import find_spec
from random import Random
from shutil import which
from statistics import median
from time import perf_counter

from recording import Target, printed, record, timing

KLEVE = '{"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"}'
TOWN = f'{{"format": "kimcore", "version": 1, "municipality": {KLEVE}}}'
CANDIDATES = {
    "bare Python": "pass",
    "kimcore": "import kimcore",
    "kimcore.Town": "import kimcore; kimcore.Town",
    "every name": "import kimcore.model; [getattr(kimcore.model, name) for name in kimcore.model.__all__]",
    "kimcore.load": "import kimcore; kimcore.load",
    "a first town": f"import kimcore; kimcore.loads({TOWN!r})",
    "a first check": f"import datetime, kimcore; kimcore.check(kimcore.loads({TOWN!r}), on=datetime.date(2025, 12, 31))",
    "attrs": "import attrs",
    "cattrs": "import cattrs",
    "pydantic": "import pydantic",
    "networkx": "import networkx",
    "pandas": "import pandas",
}
REFERENCE = "attrs"
REFERENCE_MS = 30
MOST_MS = {"kimcore": 5, "kimcore.Town": 40, "kimcore.load": 60}
"""Target I1, where `Town` stands for the whole model. Somebody also pays for what comes after, so that is printed too:
every name of the model, with the registry of units as records, and the first town that is read and that is checked.
"""


def run(statement: str) -> tuple[float, float]:
    """Return how many milliseconds a new Python takes for one statement, on the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    subprocess.run([sys.executable, "-I", "-c", statement], check=True)
    clock = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * clock, 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def instructions(statement: str) -> float:
    """Return how many million instructions a new Python takes for one statement."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-c", statement]
    # Of the caller's settings none may count, such as one that keeps byte code from being written.
    steady = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONHASHSEED": "0"}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=steady).stderr
    counted = re.search(r"Collected : (\d+)", told)
    if counted is None:
        raise RuntimeError(told)
    return int(counted[1]) / 1e6


def is_installed(name: str) -> bool:
    """Tell whether a candidate can be run here."""
    return f"import {name}" != CANDIDATES[name] or find_spec(name) is not None


def over_bare(figures: dict[str, float]) -> dict[str, float]:
    """Return the figures of all candidates over those of bare Python."""
    return {name: value - figures["bare Python"] for name, value in figures.items() if name != "bare Python"}


def main(rounds: int, *, keep: bool) -> int:
    """Run the candidates in turn, print the figures, and return 1 where a target is missed."""
    candidates = {name: statement for name, statement in CANDIDATES.items() if is_installed(name)}
    for statement in candidates.values():
        run(statement)  # the first run writes the byte code
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in candidates}
    order = Random(1)
    for _ in range(rounds):
        for name in order.sample(sorted(candidates), k=len(candidates)):  # nobody always runs after the same neighbour
            runs[name].append(run(candidates[name]))
    figures = {
        "ms": over_bare({name: median(clock for clock, _ in found) for name, found in runs.items()}),
        "CPU ms": over_bare({name: min(processor for _, processor in found) for name, found in runs.items()}),
    }
    if which("valgrind"):
        figures["M instr."] = over_bare({name: instructions(statement) for name, statement in candidates.items()})
    print(f"over bare Python, {rounds} rounds; x is the ratio to {REFERENCE}")
    print(f"{'import':<14}" + "".join(f"{unit:>10}{'x':>7}" for unit in figures))
    for name in figures["ms"]:
        print(
            f"{name:<14}" + "".join(f"{found[name]:>10.1f}{found[name] / found[REFERENCE]:>7.2f}" for found in figures.values())
        )
    unit, steadiest = list(figures.items())[-1]
    targets = [
        Target(
            id="I1",
            says=f"`{name}` over importing {REFERENCE} ({unit})",
            reached=steadiest[name] / steadiest[REFERENCE],
            limit=most / REFERENCE_MS,
            at_most=True,
        )
        for name, most in MOST_MS.items()
    ]
    print(*map(printed, targets), sep="\n")
    if keep:
        bare = median(clock for clock, _ in runs["bare Python"])
        clocks = {name: [(clock - bare) / 1000 for clock, _ in found] for name, found in runs.items() if name != "bare Python"}
        rows = [timing(f"`{name}`", "over bare Python", values) for name, values in clocks.items()]
        record("import_time", rows, targets, packages=("attrs", "cattrs", "pydantic", "networkx", "pandas"))
    return int(not all(target.is_met for target in targets))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(given[0] if given else 15, keep="--record" in sys.argv))
