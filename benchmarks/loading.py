"""L1–L5: from lines of JSON to cases and back, side by side with what one would use instead.

Every candidate runs in Pythons of its own, taking turns in a drawn order, on the same file of synthetic cases (1.3 kB each),
with the cyclic garbage collector paused for all of them, and is timed by the processor. What is not installed is left out.
Only kimcore and its own strict way check everything that the format asks; the answers on right lines are compared, and of
sixteen wrong ones it is counted how many each candidate overlooks.

    python benchmarks/loading.py [--record] [CASES]          10,000 cases if no number is given
"""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from loading_peers import NEEDS, peer, plain_of
from recording import Target, printed, record, timing
from wrong_cases import WRONG, overlooked

from kimcore.bundle import dump_cases, iter_cases
from kimcore.rules import BUILTIN, CaseChecks, case_checks
from kimcore.rules.rule import CaseCheck
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
OURS = "kimcore"
ROUNDS = 7
COMPARED = 500
RULES = 20
BAD_EVERY = 100
READ, KEPT, WRITTEN = "read and let go", "read and keep", "write"
BAD = "read with one bad line in a hundred"
JUDGED = f"read and judge by {RULES} rules"
MEMORY = "memory a case"
Found = dict[str, object]


def reads(candidate: str, path: Path) -> None:
    """Read a file of cases, and let go of each."""
    if candidate.startswith(OURS):
        for _ in iter_cases(path, on_error="collect", intern="interned" in candidate):
            pass
        return
    read, _ = peer(candidate)
    with path.open("rb") as lines:
        for line in lines:
            read(line)


def keeps(candidate: str, path: Path) -> list[object]:
    """Read a file of cases, and keep all."""
    if candidate.startswith(OURS):
        return list(iter_cases(path, intern="interned" in candidate))
    read, _ = peer(candidate)
    with path.open("rb") as lines:
        return [read(line) for line in lines]


def writes(candidate: str, cases: list[object], path: Path) -> None:
    """Write cases to a file."""
    if candidate.startswith(OURS):
        dump_cases(cases, path, verify="verified" in candidate)  # type: ignore[arg-type]  # cases, for this candidate
        return
    _, write = peer(candidate)
    with path.open("wb") as file:
        for case in cases:
            file.write(write(case) + b"\n")


@cache
def checks() -> CaseChecks:
    """Return twenty rules made ready for the day, which is done once for any number of cases."""
    codes = [rule.code for rule in BUILTIN if isinstance(rule.check, CaseCheck)][:RULES]
    return case_checks(on=DAY, select=codes)


def judges(path: Path) -> int:
    """Read a file of cases, and count what twenty rules find in them."""
    return sum(len(checks().failures(case)) for case in iter_cases(path))


def run(what: str, candidate: str, path: Path) -> Found:
    """Do one thing with one candidate in this Python, three times over, and return the best time and what was found."""
    gc.disable()
    found: Found = {"memory": _memory()}
    tries: Mapping[str, Callable[[], object]] = {
        READ: lambda: reads(candidate, path),
        BAD: lambda: reads(candidate, path),
        KEPT: lambda: keeps(candidate, path),
        JUDGED: lambda: judges(path),
    }
    if what == MEMORY:
        small = _memory()
        kept = keeps(candidate, path)
        return {"seconds": 0.0, "memory": (_memory() - small) / len(kept)}
    if what == WRITTEN:
        cases = keeps(candidate.removesuffix(", verified"), path)
        beside = path.with_suffix(f".{candidate.split(',', maxsplit=1)[0]}")
        seconds = min(_timed(lambda: writes(candidate, cases, beside)) for _ in range(3))
        with beside.open("rb") as lines:
            answer = [line == b"\n" or json.loads(line) for line in islice(lines, COMPARED)]
        return {"seconds": seconds, "answer": _hash(plain_of(answer))}
    seconds = min(_timed(tries[what]) for _ in range(3))
    if what in (READ, KEPT):
        found["answer"] = _hash(plain_of([*islice(keeps(candidate, path), COMPARED)]))
    return {**found, "seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _timed(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return process_time() - start


def _hash(plain: object) -> str:
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _memory() -> float:
    """Return how many bytes of memory this process has; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * resource.getpagesize() if told.exists() else 0.0


def main(count: int, *, keep: bool) -> int:
    """Run the candidates in turn, print times and ratios, and return 1 where a target is missed."""
    peers = [name for name, package in NEEDS.items() if find_spec(package)]
    plan: list[tuple[str, str]] = [(what, name) for what in (READ, KEPT, WRITTEN, MEMORY) for name in (OURS, *peers)]
    plan += [(READ, "kimcore, interned"), (KEPT, "kimcore, interned"), (MEMORY, "kimcore, interned")]
    plan += [(WRITTEN, "kimcore, verified"), (BAD, OURS), (JUDGED, OURS)]
    with TemporaryDirectory() as folder:
        right, bad = Path(folder, "cases.ndjson"), Path(folder, "bad.ndjson")
        right.write_bytes(b"".join(synthetic.lines(count, on=DAY)))
        lines = right.read_bytes().splitlines(keepends=True)
        bad.write_bytes(b"".join(_spoilt(line) if number % BAD_EVERY == 0 else line for number, line in enumerate(lines)))
        found: dict[tuple[str, str], list[Found]] = {one: [] for one in plan}
        turns = [one for one in plan for _ in range(ROUNDS if one[0] != MEMORY else 1)]
        Random(count).shuffle(turns)
        for what, name in turns:
            path = bad if what == BAD else right
            command = [sys.executable, __file__, "--run", what, name, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[what, name].append(json.loads(done.stdout))
    _print(found, count)
    print(*(f"{name} {_overlooks(name)}" for name in (OURS, *peers)), "", sep="\n")
    targets = _targets(found, peers)
    print(*map(printed, targets), sep="\n")
    if keep:
        rows = [
            timing(
                what,
                name,
                [_number(one["seconds"]) for one in rounds],
                agrees=_agrees(found, what, name),
                note=_overlooks(name) if what == READ else "",
            )
            for (what, name), rounds in found.items()
            if what != MEMORY
        ]
        note = (
            f"{count:,} synthetic cases of 1.3 kB; seconds of the processor. Memory a case: {_memories(found)}.\n"
            "What reading is made of, and why the first target is missed, says "
            "[a record](../../adr/0112-why-reading-cases-costs-two-and-a-half-times-orjson.md)."
        )
        record("loading", rows, targets, packages=("attrs", *set(NEEDS.values())), note=note)
    return int(not all(target.is_met for target in targets))


def _overlooks(name: str) -> str:
    """Return in words how many wrong cases a candidate takes."""
    return f"overlooks {len(overlooked(_reader(name)))} of {len(WRONG)} wrong cases"


def _reader(name: str) -> Callable[[bytes], object]:
    """Return the function of a candidate that reads one line."""
    if not name.startswith(OURS):
        return peer(name)[0]

    def read(line: bytes) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder, "case.ndjson")
            path.write_bytes(line)
            (case,) = iter_cases(path, intern="interned" in name)
            return case

    return read


def _spoilt(line: bytes) -> bytes:
    """Return a line with one bad field."""
    return line.replace(b'"opened_on":"20', b'"opened_on":"x0', 1)


def _number(value: object) -> float:
    return value if isinstance(value, float | int) else 0.0


def _seconds(found: Mapping[tuple[str, str], list[Found]], what: str, name: str) -> float:
    return median(_number(one["seconds"]) for one in found[what, name])


def _agrees(found: Mapping[tuple[str, str], list[Found]], what: str, name: str) -> bool | None:
    """Return whether a candidate gave the answer of kimcore."""
    answers = {str(one.get("answer")) for one in (*found[what, name], *found[what, OURS])}
    return None if name == OURS or what not in (READ, KEPT, WRITTEN) else len(answers) == 1


def _memories(found: Mapping[tuple[str, str], list[Found]]) -> str:
    sizes = {name: _number(rounds[0]["memory"]) for (what, name), rounds in found.items() if what == MEMORY}
    return ", ".join(f"{name} {size / 1000:.1f} kB" for name, size in sorted(sizes.items(), key=lambda one: one[1]))


def _print(found: Mapping[tuple[str, str], list[Found]], count: int) -> None:
    print(f"{count:,} cases; microseconds a case, and times as long as kimcore (least and most of {ROUNDS} rounds)")
    last = None
    for (what, name), rounds in sorted(found.items(), key=lambda one: (one[0][0], _number(one[1][0]["seconds"]))):
        if what == MEMORY:
            continue
        if what != last:
            print(f"\n{what}")
            last = what
        ours = _seconds(found, what, OURS)
        times = [_number(one["seconds"]) for one in rounds]
        mark = " differs" if _agrees(found, what, name) is False else ""
        spread = f"({min(times) / ours:.2f}-{max(times) / ours:.2f})"
        print(f"  {name:<20}{median(times) / count * 1e6:>8.2f}{median(times) / ours:>8.2f}x {spread}{mark}")
    print(f"\n{MEMORY}: {_memories(found)}")
    print(f"peak while judging: {max(_number(one['peak']) for one in found[JUDGED, OURS]):.0f} MB\n")


def _targets(found: Mapping[tuple[str, str], list[Found]], peers: list[str]) -> list[Target]:
    """Return the targets with what was reached."""

    def ratio(what: str, name: str, to: str, other: str) -> float:
        return _seconds(found, what, name) / _seconds(found, to, other)

    def size(name: str) -> float:
        return _number(found[MEMORY, name][0]["memory"]) / _number(found[MEMORY, "orjson, dicts"][0]["memory"])

    def most(key: str, says: str, reached: float, limit: float, unit: str = "×") -> Target:
        return Target(id=key, says=says, reached=reached, limit=limit, at_most=True, unit=unit)

    def least(key: str, says: str, reached: float, limit: float) -> Target:
        return Target(id=key, says=says, reached=reached, limit=limit, at_most=False)

    targets = [most("L2", "one bad line in a hundred, to none", ratio(BAD, OURS, READ, OURS), 1.25)]
    if "orjson, dicts" in peers:
        targets += [
            most("L1", "lines to cases, to `orjson.loads` into dicts", ratio(READ, OURS, READ, "orjson, dicts"), 1.0),
            most("L3", "memory of a case, to dicts", size(OURS), 0.5),
            most("L3", "memory of a case with what is equal as one, to dicts", size("kimcore, interned"), 0.25),
        ]
    if "cattrs" in peers:
        targets.append(least("L1", "cattrs as it comes, to kimcore", ratio(READ, "cattrs", READ, OURS), 5.0))
        targets.append(least("L4", "writing with cattrs, to kimcore", ratio(WRITTEN, "cattrs", WRITTEN, OURS), 2.0))
    if "pydantic" in peers:
        targets.append(least("L1", "pydantic, to kimcore", ratio(READ, "pydantic", READ, OURS), 3.5))
    if "msgspec" in peers:
        says = "writing, to `msgspec.json.encode`, which writes every null"
        targets.append(most("L4", says, ratio(WRITTEN, OURS, WRITTEN, "msgspec"), 1.1))
    targets.append(most("L5", f"reading and {RULES} rules, to reading alone", ratio(JUDGED, OURS, READ, OURS), 2.1))
    peak = max(_number(one["peak"]) for one in found[JUDGED, OURS])
    targets.append(most("L5", "peak memory of reading and judging", peak, 100.0, unit="MB"))
    return sorted(targets, key=lambda target: target.id)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(sys.argv[2], sys.argv[3], Path(sys.argv[4]))))
        sys.exit()
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(given[0] if given else 10_000, keep="--record" in sys.argv))
