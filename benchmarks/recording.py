"""What a benchmark found, kept as a file from which the documentation makes its page.

A benchmark that is called with `--record` writes `benchmarks/results/NAME.json`: rows with the times of each candidate,
and the targets with what was reached. Times are those of one machine; the page quotes ratios.
"""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from attrs import asdict, frozen

RESULTS = Path(__file__).parent / "results"


@frozen(kw_only=True)
class Timing:
    """How long one candidate took for one thing."""

    row: str
    """What was done."""
    candidate: str
    seconds: float
    """The median of all rounds."""
    low: float | None = None
    """The shortest round."""
    high: float | None = None
    """The longest round."""
    agrees: bool | None = None
    """Whether its answer is that of kimcore; `None` for kimcore itself, or where there is nothing to compare."""
    note: str = ""


@frozen(kw_only=True)
class Target:
    """A target of the project, and what was reached."""

    id: str
    says: str
    reached: float
    limit: float
    at_most: bool
    """Whether the limit is the most that is allowed, or the least that is wanted."""
    unit: str = "×"

    @property
    def is_met(self) -> bool:
        """Whether what was reached is within the limit."""
        return self.reached <= self.limit if self.at_most else self.reached >= self.limit


def timing(row: str, candidate: str, rounds: Sequence[float], *, agrees: bool | None = None, note: str = "") -> Timing:
    """Return the median of several rounds, with the shortest and the longest."""
    return Timing(
        row=row, candidate=candidate, seconds=median(rounds), low=min(rounds), high=max(rounds), agrees=agrees, note=note
    )


def printed(target: Target) -> str:
    """Return a line that says whether a target was met, and if not by how much it was missed."""
    bound = "at most" if target.at_most else "at least"
    says = "met" if target.is_met else f"missed by {abs(target.reached - target.limit):.3g} {target.unit}"
    return f"{target.id:<4}{target.says}: {target.reached:.3g} {target.unit}, {bound} {target.limit:g} {target.unit}: {says}"


def record(name: str, timings: Iterable[Timing], targets: Iterable[Target], *, packages: Iterable[str], note: str = "") -> Path:
    """Write what a benchmark found, whole or not at all, and return where.

    Args:
        name: the benchmark, as its file is called.
        timings: in the order in which they are to be shown.
        targets: in the order of their ids.
        packages: whose versions matter for the figures.
        note: what a reader of the figures has to know.
    """
    found = {
        "benchmark": name,
        "measured_on": date.today().isoformat(),  # noqa: DTZ011 - the day of whoever measures
        "machine": machine(),
        "versions": {package: _version(package) for package in sorted(packages)},
        "note": note,
        "targets": [asdict(target) for target in targets],
        "timings": [asdict(timing) for timing in timings],
    }
    RESULTS.mkdir(exist_ok=True)
    place, beside = RESULTS / f"{name}.json", RESULTS / f".{name}.json"
    beside.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(place)
    return place


def machine() -> str:
    """Return what the figures were measured on: processor, cores, Python; never the name of a host."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{next(models, platform.machine())}, {os.cpu_count()} cores, {platform.system()}, {python}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
