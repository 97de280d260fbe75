"""I1: what `import kimcore` costs, side by side with what one would import instead.

Every candidate runs in Pythons of its own, taking turns in a drawn order, so that a busy machine slows all of them alike.
The figures are medians over bare Python; quote the ratios, for the times are those of one machine.

    python benchmarks/import_time.py [ROUNDS]
"""

import subprocess
import sys
from importlib.util import find_spec
from random import Random
from statistics import median
from time import perf_counter

CANDIDATES = {
    "bare Python": "pass",
    "kimcore": "import kimcore",
    "kimcore.Town": "import kimcore; kimcore.Town",
    "kimcore.load": "import kimcore; kimcore.load",
    "attrs": "import attrs",
    "cattrs": "import cattrs",
    "pydantic": "import pydantic",
    "networkx": "import networkx",
    "pandas": "import pandas",
}
MOST = {"kimcore": 5.0, "kimcore.Town": 40.0, "kimcore.load": 60.0}
"""Target I1: the most milliseconds over bare Python."""


def seconds(statement: str) -> float:
    """Return how long a new Python takes for one statement."""
    start = perf_counter()
    subprocess.run([sys.executable, "-I", "-c", statement], check=True)
    return perf_counter() - start


def is_installed(name: str) -> bool:
    """Tell whether a candidate can be run here."""
    return name == "bare Python" or find_spec(name.partition(".")[0]) is not None


def main(rounds: int) -> int:
    """Run the candidates in turn, print the medians, and return 1 where a target is missed."""
    candidates = {name: statement for name, statement in CANDIDATES.items() if is_installed(name)}
    for statement in candidates.values():
        seconds(statement)  # the first run writes the byte code
    times: dict[str, list[float]] = {name: [] for name in candidates}
    order = Random(1)
    for _ in range(rounds):
        for name in order.sample(sorted(candidates), k=len(candidates)):  # nobody always runs after the same neighbour
            times[name].append(seconds(candidates[name]))
    bare = median(times.pop("bare Python"))
    over = {name: 1000 * (median(values) - bare) for name, values in times.items()}
    print(f"bare Python {1000 * bare:.1f} ms; over it, median of {rounds}:")
    print(f"{'import':<16}{'ms':>8}{'x attrs':>9}{'at most':>9}")
    for name, value in over.items():
        limit = f"{MOST[name]:.0f} ms" if name in MOST else ""
        print(f"{name:<16}{value:>8.1f}{value / over['attrs']:>9.2f}{limit:>9}")
    return int(any(value > MOST[name] for name, value in over.items() if name in MOST))


if __name__ == "__main__":
    sys.exit(main(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 15))
