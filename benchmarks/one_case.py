"""R1: what it costs to judge one case by twenty rules when a service saves it, beside rule engines with a face in Python.

The twenty are rules of kimcore on single cases that engines for plain data can say, the same on every day, so that figures can
be compared; `engines` says them in the languages of the engines, from the trees that kimcore reads, so every candidate is asked
the same. Before anything is timed, the answers to all rules on all cases are compared. kimcore answers with findings (facts,
first day, values of law, severity); an engine answers yes or no for each rule. Engines that are not installed are left out.

An engine needs the case as plain data. "with flattening" makes that from the record each time, as a service would have to;
"flat" finds it done. Some expressions are long, because the languages have no names for what was found; so those rules
are also left out once. business-rules asks no lists: its variables are Python, and read the record. The figures are microseconds
of the processor a case, the least of all rounds; quote the ratios.

    python benchmarks/one_case.py [--record] [ROUNDS]
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from functools import cache
from importlib.util import find_spec
from platform import python_version
from time import process_time
from typing import TypeAlias, TypeVar, get_args, get_type_hints

from attrs import fields, has
from engines.business import with_business_rules
from engines.expressions import CEL, expression, with_cel, with_zen
from engines.json_logic import with_json_logic
from engines.walking import Judge
from recording import Target, Timing, printed, record

from kimcore.model import Case
from kimcore.rules import Outcome, case_checks
from kimcore.rules.engine import ask, things_of
from kimcore.rules.predicates import Reading, read_check
from kimcore.rules.single import CaseChecks
from kimcore.testing import synthetic

Flat: TypeAlias = Callable[[object], object]
InputT = TypeVar("InputT")

ON = date(2025, 12, 31)
CASES = 1_000
FAMILIES = {
    "B3": ("06", "07"),
    "CM": ("01", "03", "04", "05", "06", "07", "08", "09", "11", "13", "15"),
    "DS": ("01", "02", "03", "04", "05", "06", "07"),
}
TWENTY = tuple(f"{family}-{number}" for family, numbers in FAMILIES.items() for number in numbers)
SHORT = 1_000
"""An expression of more characters repeats itself, since CEL has no names for what it found; people would write it otherwise."""
MOST, LEAST = 10.0, 2.0
"""Target R1: the most microseconds for twenty rules with findings, and how much faster than CEL with flattening at least."""


@cache
def flattener(kind: object) -> Flat:
    """Return the function that makes plain data of a type: days become numbers, codes their text."""
    if isinstance(kind, type) and has(kind):
        hints = get_type_hints(kind)
        parts = [(field.name, flattener(hints[field.name])) for field in fields(kind)]
        return lambda record: {name: flat(getattr(record, name)) for name, flat in parts}
    within = [flattener(part) for part in get_args(kind) if part not in {type(None), ...}]
    if type(None) in get_args(kind):
        (inner,) = within[:1] if len(within) == 1 else [_as_it_is]
        return lambda value: None if value is None else inner(value)
    if within and kind is not None and getattr(kind, "__origin__", None) is tuple:
        (entry, *_) = within
        return lambda entries: [entry(one) for one in entries] if isinstance(entries, tuple) else entries
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda member: member.value if isinstance(member, Enum) else member
    if kind is date:
        return lambda day: day.toordinal() if isinstance(day, date) else day
    return _as_it_is


def _as_it_is(value: object) -> object:
    return value


def readings(checks: CaseChecks) -> dict[str, Reading]:
    """Return the trees of the rules, with the day and the limits of the day in their places."""
    return {ready.rule.code: read_check(ready.check).on_values({"on": ON, **ready.limits}) for ready in checks.rules}


FLAT: dict[str, tuple[str, Callable[[Sequence[Reading]], Judge]]] = {
    "Rust CEL": ("cel", with_cel),
    "zen-engine": ("zen", with_zen),
    "JsonLogic (datalogic)": ("datalogic_py", with_json_logic),
}
"""The engines that need the case as plain data: the name of the module, and what makes a judge of rules."""
BUSINESS_RULES = "business-rules"
PACKAGES = ("business-rules", "common-expression-language", "datalogic-py", "zen-engine")


def microseconds(judge: Callable[[InputT], object], inputs: Sequence[InputT], rounds: int) -> float:
    """Return how long judging one input takes."""
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        for one in inputs:
            judge(one)
        best = min(best, process_time() - start)
    return 1e6 * best / len(inputs)


def compared(codes: Sequence[str], cases: Sequence[Case], rounds: int) -> tuple[dict[str, float], list[str]]:
    """Return the microseconds of each candidate for some rules, and the engines whose answers differ from kimcore's."""
    checks = case_checks(on=ON, select=codes)
    found = readings(checks)
    flat: Callable[[Case], object] = flattener(Case)
    flats = [flat(case) for case in cases]
    answers = [_answers(checks, case) for case in cases]
    times = {
        "kimcore, findings": microseconds(checks.failures, cases, rounds),
        "kimcore, yes or no": microseconds(checks.failing, cases, rounds),
        "the predicates one by one": microseconds(_one_by_one(checks), cases, rounds),
    }
    differing = []
    if find_spec("business_rules") is None:
        print(f"{BUSINESS_RULES}: not installed, left out")
    else:
        judge = with_business_rules(checks)
        differing += [BUSINESS_RULES] if [judge(case) for case in cases] != answers else []
        times[f"{BUSINESS_RULES}, its variables in Python"] = microseconds(judge, cases, max(rounds // 10, 2))
    for name, (module, engine) in FLAT.items():
        if find_spec(module) is None:
            print(f"{name}: not installed, left out")
            continue
        judge = engine([*found.values()])
        differing += [name] if [judge(plain) for plain in flats] != answers else []
        times[f"{name}, flat"] = microseconds(judge, flats, max(rounds // 10, 2))
        times[f"{name}, with flattening"] = microseconds(_flattening(judge, flat), cases, max(rounds // 10, 2))
    return times, differing


def main(rounds: int, *, keep: bool) -> int:
    """Compare the answers, print the times, and return 1 where R1 is missed or an answer differs."""
    checks = case_checks(on=ON, select=TWENTY)
    found = readings(checks)
    cases = list(synthetic.cases(CASES, on=ON))
    findings = sum(len(checks.failures(case)) for case in cases)
    print(f"{CASES:,} synthetic cases, {findings / CASES:.2f} findings a case; Python {python_version()}")
    short = [code for code in TWENTY if len(expression(found[code], CEL)) <= SHORT]
    missed = False
    rows: list[Timing] = []
    targets: list[Target] = []
    for title, chosen in ((f"{len(TWENTY)} rules", TWENTY), (f"the {len(short)} of them that are short in CEL", short)):
        times, differing = compared(chosen, cases, rounds)
        ours = times["kimcore, findings"]
        against = times.get("Rust CEL, with flattening", float("inf")) / ours
        print(f"\n{title}: {', '.join(chosen)}")
        for name, took in times.items():
            print(f"{name:<40}{took:>9.2f} us{took / ours:>8.1f}x{'  differs' if _engine(name) in differing else ''}")
        asked = [Target(id="R1", says=f"{title}, with findings", reached=ours, limit=MOST, at_most=True, unit="µs")]
        if "Rust CEL, with flattening" in times:
            says = f"{title}: Rust CEL with its flattening over kimcore"
            asked.append(Target(id="R1", says=says, reached=against, limit=LEAST, at_most=False))
        print(*map(printed, asked), sep="\n")
        targets += asked
        rows += [_timing(title, name, took / 1e6, differing) for name, took in times.items()]
        missed = missed or bool(differing) or not all(target.is_met for target in asked)
    if keep:
        note = f"{CASES:,} synthetic cases, {findings / CASES:.2f} findings a case; the best of {rounds} rounds, processor time."
        record("one_case", rows, targets, packages=PACKAGES, note=note)
    return int(missed)


def _timing(title: str, name: str, seconds: float, differing: Sequence[str]) -> Timing:
    candidate = "kimcore" if name == "kimcore, findings" else name
    agrees = None if candidate == "kimcore" else _engine(name) not in differing
    return Timing(row=title, candidate=candidate, seconds=seconds, agrees=agrees)


def _engine(candidate: str) -> str:
    return candidate.partition(",")[0]


def _flattening(judge: Flat, flat: Callable[[Case], object]) -> Callable[[Case], object]:
    return lambda case: judge(flat(case))


def _answers(checks: CaseChecks, case: Case) -> list[bool]:
    failed = {place for place, _ in checks.failing(case)}
    return [place in failed for place in range(len(checks.rules))]


def _one_by_one(checks: CaseChecks) -> Callable[[Case], int]:
    """Return a function that asks the predicates as the engine does for a whole town."""

    def judged(case: Case) -> int:
        return sum(
            ask(ready.check, thing, case, ON, ready.limits) is Outcome.FAIL
            for ready in checks.rules
            for thing in things_of(case, ready.check.over)
        )

    return judged


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word != "--record"]
    sys.exit(main(given[0] if given else 100, keep="--record" in sys.argv))
