"""The page of measurements, written from what the benchmarks recorded."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from math import log10
from pathlib import Path
from typing import TypeAlias

from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results"
TITLES = {
    "import_time": "Importing",
    "loading": "From bytes to cases and back",
    "tables": "Cases as columns",
    "one_case": "Judging one case",
    "cases": "Judging many cases",
    "scaling": "From thousands of cases to millions",
    "cold_network": "A network report in a new process",
    "network": "Network metrics",
    "handovers": "Handovers in long event logs",
}
"""The benchmarks in the order of the page; others follow by name."""
OURS = "kimcore"
_OUR_COLOUR = "#1d5c63"

Row: TypeAlias = Mapping[str, object]


def write_measurements(reference: Path) -> None:
    """Write the page below ``reference/measurements``, replacing what was there."""
    target = reference / "measurements"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}
    names = [*(name for name in TITLES if name in found), *(name for name in sorted(found) if name not in TITLES)]
    lines = [*_INTRODUCTION, *_all_targets([found[name] for name in names])]
    for name in names:
        lines += [f"## {TITLES.get(name, name)}", "", *_section(name, found[name], target)]
    (target / "index.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


_INTRODUCTION = [
    "# Measurements",
    "",
    "Written from `benchmarks/results`, which `nox --session bench -- --record` fills.",
    "Every candidate ran on the same data in the same run.",
    "Its answers were compared with those of kimcore.",
    "Times are those of one machine on one day: quote ratios.",
    "A ratio says how many times as long a candidate took as kimcore; below 1 it was faster.",
    "",
]


def _all_targets(benchmarks: Iterable[Mapping[str, object]]) -> list[str]:
    targets = sorted((target for found in benchmarks for target in _rows(found, "targets")), key=lambda one: str(one["id"]))
    if not targets:
        return []
    head = ["## Targets", "", "| target | | reached | wanted | |", "|---|---|--:|--:|---|"]
    return [*head, *map(_target, targets), ""]


def _target(target: Row) -> str:
    reached, limit = _number(target["reached"]), _number(target["limit"])
    is_met = reached <= limit if target["at_most"] else reached >= limit
    bound = "at most" if target["at_most"] else "at least"
    unit = f"\u00a0{target['unit']}"
    verdict = "met" if is_met else f"**missed** by {_short(abs(reached - limit))}{unit}"
    return f"| {target['id']} | {target['says']} | {_short(reached)}{unit} | {bound} {_short(limit)}{unit} | {verdict} |"


def _section(name: str, found: Mapping[str, object], folder: Path) -> Iterator[str]:
    versions = found["versions"]
    known = versions.items() if isinstance(versions, dict) else ()
    yield f"Measured on {found['measured_on']}: {found['machine']}."
    yield f"With {', '.join(f'{package} {number}' for package, number in known if number)}."
    yield from (str(found["note"]), "") if found["note"] else ("",)
    timings = _rows(found, "timings")
    ours = {str(row["row"]): row for row in timings if row["candidate"] == OURS}
    yield "| | | × kimcore | time | ± |"
    yield "|---|---|--:|--:|--:|"
    before = ""
    for row in sorted(timings, key=_order(timings)):
        what = str(row["row"])
        yield f"| {'' if what == before else what} | {row['candidate']}{_remark(row)} | {_ratio(row, ours)} | {_times(row)} |"
        before = what
    yield ""
    picture = _picture(timings, ours)
    if picture is not None:
        picture.savefig(folder / f"{name}.svg", metadata={"Date": None})
        yield f"```{{image}} {name}.svg\n:alt: How many times as long each candidate took as kimcore\n```"
        yield ""


def _order(timings: Sequence[Row]) -> Callable[[Row], int]:
    """Return the key that brings together what stands for the same thing, in the order in which it was recorded."""
    first = {str(row["row"]): place for place, row in reversed([*enumerate(timings)])}
    return lambda row: first[str(row["row"])]


def _remark(row: Row) -> str:
    return "".join((" *differs*" if row["agrees"] is False else "", f" ({row['note']})" if row["note"] else ""))


def _ratio(row: Row, ours: Mapping[str, Row]) -> str:
    base = ours.get(str(row["row"]))
    return "" if base is None else f"**{_short(_number(row['seconds']) / _number(base['seconds']))}**"


def _times(row: Row) -> str:
    """Return the time, and the spread: half of the way from the shortest to the longest round, in per cent of the median."""
    time = _duration(_number(row["seconds"]))
    if row["low"] is None or row["high"] is None or row["low"] == row["high"]:
        return f"{time} | "
    return f"{time} | {50 * (_number(row['high']) - _number(row['low'])) / _number(row['seconds']):.0f}\u00a0%"


def _picture(timings: Iterable[Row], ours: Mapping[str, Row]) -> Figure | None:
    """Draw ratios to kimcore on a logarithmic scale, one dot for each other candidate."""
    dots: dict[str, list[tuple[float, str]]] = {}
    for row in timings:
        what, candidate = str(row["row"]), str(row["candidate"])
        if candidate != OURS and what in ours:
            ratio = _number(row["seconds"]) / _number(ours[what]["seconds"])
            dots.setdefault(candidate, []).append((ratio, what))
    names = list(dict.fromkeys(what for what in ours if any(what == one for found in dots.values() for _, one in found)))
    if not names:
        return None
    figure = Figure(figsize=(8, 1.1 + 0.32 * len(names) + 0.11 * (len(dots) + 1)), layout="constrained")
    axes = figure.add_subplot()
    for (candidate, found), (colour, marker) in zip(dots.items(), _looks(), strict=False):
        places = [names.index(what) for _, what in found]
        axes.plot([ratio for ratio, _ in found], places, linestyle="", marker=marker, color=colour, label=candidate)
    axes.axvline(1, color=_OUR_COLOUR, linewidth=2)
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < _WIDE * low else (1,), numticks=12))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(visible=True, axis="x", color="#e4dfd3")
    axes.set_axisbelow(True)
    axes.set_xlabel("times as long as kimcore")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return figure


_WIDE = 300
"""From this range on, only powers of ten are written below a picture."""
# Okabe and Ito's colours, which colour-blind people tell apart; the shapes serve a print in grey.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7a7a7a")
_MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*", "<")


def _looks() -> Iterator[tuple[str, str]]:
    """Yield colours with shapes; as there are more shapes than colours, many pass before a pair comes again."""
    return zip(cycle(_COLOURS), cycle(_MARKERS), strict=False)


def _rows(found: Mapping[str, object], name: str) -> list[Row]:
    rows = found[name]
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _number(value: object) -> float:
    return float(str(value))


def _duration(seconds: float) -> str:
    """Return a time in the unit that needs few digits."""
    for least, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= least:
            return f"{_short(seconds / least)}\u00a0{unit}"
    return f"{_short(seconds * 1e9)}\u00a0ns"


def _short(value: float) -> str:
    """Return a number with three digits that count.

    Example:
        >>> _short(0.012345), _short(12.345), _short(12345.6)
        ('0.0123', '12.3', '12,346')
    """
    if value == 0:
        return "0"
    digits = max(0, 2 - int(log10(abs(value)) // 1))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
