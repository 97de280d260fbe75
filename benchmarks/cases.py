"""R2, R3, R4: case rules on many cases, side by side with a plain loop, polars and DuckDB on the same cases.

Every candidate runs in a Python of its own and reads the same Parquet file. Twelve of kimcore's rules are written by hand for
polars and DuckDB; kimcore runs its predicates as they are. Answers are how many things fail each rule, and the sum of the
rows of their cases; a candidate whose answer is another one is marked. Seconds are CPU time of the process; quote ratios.

polars and DuckDB hold their tables unnested, which is not timed; `arrays` holds its columns decoded in the same way.
`frames` starts from nested Arrow, so it decodes within its time, and gives findings that can be summed up and rendered.

    python benchmarks/cases.py [--record] [CASES ...]          100,000 if none are given; the targets are set for 1,000,000
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from recording import Target, Timing, printed, record

from kimcore.law import DatedValue, shipped
from kimcore.rules import BUILTIN, CaseCheck, Context, choose
from kimcore.rules.engine import Limits
from kimcore.tables import CaseTables, Column, check_cases
from kimcore.tables.judging.by_function import said_about
from kimcore.tables.judging.evaluation import Evaluation
from kimcore.tables.judging.outcomes import outcomes
from kimcore.tables.judging.plans import Plan, plans
from kimcore.testing import synthetic

DAY = date(2026, 1, 31)
CODES = ("CM-01", "CM-03", "CM-05", "CM-07", "CM-08", "CM-09", "CM-15", "B3-07", "DS-01", "DS-02", "DS-04", "DS-07")
ROUNDS = 3
FAIL = 1
CANDIDATES = {
    "arrays": "kimcore",
    "frames": "kimcore",
    "parquet": "kimcore",
    "loop": "kimcore",
    "lines": "kimcore",
    "polars": "polars",
    "duckdb": "duckdb",
}
"""Each candidate with the package it needs; the first is what the others are measured by."""

Answer = dict[str, list[int]]


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


def limit(key: str) -> int:
    """Return a limit of the day."""
    found = shipped().find(key, DAY)
    assert isinstance(found, DatedValue)  # noqa: S101  every limit of these rules has a value on the day
    assert isinstance(found.value, int)  # noqa: S101
    return found.value


def grant_window() -> tuple[date, date]:
    """Return the first and the last day on which a title could be granted."""
    found = shipped().find("aufenthg.104c.grant_window", DAY)
    assert isinstance(found, DatedValue)  # noqa: S101  it has a value on the day
    assert isinstance(found.value, tuple)  # noqa: S101
    first, last = (day for day in found.value if isinstance(day, date))
    return first, last


def _answer(failing: Mapping[str, NDArray[np.int64]]) -> Answer:
    return {code: [len(failing[code]), int(failing[code].sum())] for code in CODES}


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
        return _answer({code: np.concatenate(rows) for code, rows in failing.items()})

    run()
    return run


def by_frames(folder: Path) -> Callable[[], Answer]:
    """Check an Arrow table in memory."""
    tables = CaseTables.from_parquet(folder / "cases.parquet")
    return lambda: _checked(tables)


def by_parquet(folder: Path) -> Callable[[], Answer]:
    """Check a Parquet file, reading and checking included."""
    return lambda: _checked(folder / "cases.parquet")


def by_lines(folder: Path) -> Callable[[], Answer]:
    """Check a file of lines, one case after the other."""
    return lambda: _checked(folder / "cases.ndjson")


def _checked(source: object) -> Answer:
    found = check_cases(source, on=DAY, select=CODES)
    codes = [rule.code for rule in found.rules]
    return _answer({code: found.row[found.rule == codes.index(code)].astype(np.int64) for code in CODES})


def by_loop(folder: Path) -> Callable[[], Answer]:
    """Ask the predicates about objects in memory, in a plain loop."""
    cases = tuple(CaseTables.from_parquet(folder / "cases.parquet").cases())
    checks: list[tuple[str, CaseCheck, Limits]] = [(plan.rule.code, plan.check, plan.limits) for plan in asked()]

    def run() -> Answer:
        failing: dict[str, list[int]] = {code: [] for code in CODES}
        for row, case in enumerate(cases):
            for code, check, limits in checks:
                failing[code] += [row for said in said_about(check, case, on=DAY, limits=limits) if said == FAIL]
        return _answer({code: np.array(rows, np.int64) for code, rows in failing.items()})

    return run


def by_polars(folder: Path) -> Callable[[], Answer]:
    """Write the rules in polars, for children that lie in the order of their cases."""
    import polars as pl  # noqa: PLC0415  only this candidate needs it

    c = pl.col
    data = pl.read_parquet(folder / "cases.parquet").with_row_index("row")
    lists = {"phases", "contacts", "information", "residence", "consents", "transfers"}
    cases = data.drop(lists & set(data.columns))
    child = {name: data.select("row", name).explode(name).drop_nulls(name).unnest(name) for name in lists}
    consents = child["consents"].with_columns(
        end=pl.min_horizontal("withdrawn_on", c("valid").struct.field("last_day").dt.offset_by("1d"))
    )
    on = pl.lit(DAY)

    def far(days: int, day: pl.Expr) -> pl.Expr:
        return (on - day).dt.total_days() > days

    def within(name: str, test: pl.Expr) -> pl.LazyFrame:
        rows = child[name].lazy().filter(test).select(c("row").set_sorted()).unique(maintain_order=True)
        return rows.with_columns(pl.lit(value=True).alias("there"))

    def cases_with(name: str, test: pl.Expr) -> pl.LazyFrame:
        return cases.lazy().join(within(name, test), on="row", how="left").with_columns(c("there").fill_null(value=False))

    def field(name: str, of: str) -> pl.Expr:
        return c(name).struct.field(of)

    opened, closing = c("opened_on") <= on, field("closing", "on")
    is_active = opened & (closing.is_null() | (on <= closing))
    days = {
        code: limit(key)
        for code, key in (
            ("CM-05", "cm.assessment_days_max"),
            ("CM-07", "cm.contact_gap_days_max"),
            ("CM-08", "cm.reassessment_days_max"),
        )
    }
    window = grant_window()
    assessed = c("phase") == "assessment"
    holds = (c("given_on") <= on) & (c("end").is_null() | (on < c("end")))
    taken_in = (c("phases_n") == 0) | c("there")
    known = field("indication", "on") <= on
    granted = pl.coalesce("granted_on", c("during").struct.field("first_day"))
    counted = data.lazy().select("row", phases_n=c("phases").list.len())
    transfers = (
        child["transfers"]
        .lazy()
        .with_row_index("t")
        .join(
            consents.lazy()
            .filter(c("kind") == "data_protection")
            .select("row", consent="id", to="recipients", kinds="data_kinds"),
            on=["row", "consent"],
            how="left",
            maintain_order="left",
        )
    )
    beyond = ((c("to").list.len() > 0) & ~c("to").list.contains(c("recipient"))) | (
        (c("kinds").list.len() > 0) & (c("data_kinds").list.set_difference(c("kinds")).list.len() > 0)
    )
    statute, norm = c("basis") == "statute", c("norm").fill_null("") == ""
    frames = {
        "CM-01": cases_with("phases", (c("phase") != "intake") & (c("on") <= on))
        .join(counted, on="row")
        .filter(
            opened
            & taken_in
            & (field("closing", "reason").is_null() | (field("closing", "reason") != "no_indication"))
            & (
                ~known.fill_null(value=False)
                | (field("indication", "reasons").list.len() == 0)
                | field("indication", "has_other_case_management").ne_missing(pl.lit(value=False))
            )
        ),
        "CM-03": cases.lazy().filter(opened & ((~c("is_voluntary")) | (~c("is_free_of_charge")))),
        "CM-05": cases.lazy()
        .join(child["phases"].lazy().filter(assessed).group_by("row").agg(first=c("on").min()), on="row", how="left")
        .join(within("phases", c("on") <= on), on="row", how="left")
        .filter(
            far(days["CM-05"], c("opened_on"))
            & (closing.is_null() | ((closing - c("opened_on")).dt.total_days() > days["CM-05"]))
            & c("there").fill_null(value=False)
            & (c("first").is_null() | ((c("first") - c("opened_on")).dt.total_days() > days["CM-05"]))
        ),
        "CM-07": cases_with("contacts", (c("on") <= on) & ~far(days["CM-07"], c("on"))).filter(
            is_active & far(days["CM-07"], c("opened_on")) & ~c("there")
        ),
        "CM-08": cases_with("phases", assessed & (c("on") <= on))
        .rename({"there": "assessed"})
        .join(within("phases", assessed & (c("on") <= on) & ~far(days["CM-08"], c("on"))), on="row", how="left")
        .filter(is_active & far(days["CM-08"], c("opened_on")) & c("assessed") & ~c("there").fill_null(value=False)),
        "CM-09": cases.lazy().filter(
            opened
            & (closing <= on)
            & (
                field("closing", "reason").is_null()
                | field("closing", "structural_findings").is_null()
                | field("closing", "delete_on").is_null()
                | (field("closing", "attainment").is_null() & c("plan").is_not_null())
            )
        ),
        "CM-15": cases.lazy().filter(is_active & c("needs_interpreter") & ~c("interpreter_found")),
        "B3-07": child["residence"]
        .lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(opened & (c("status") == "chancen_aufenthalt") & (granted <= on) & ~granted.is_between(window[0], window[1])),
        "DS-01": cases_with("information", pl.lit(value=True))
        .join(child["information"].lazy().group_by("row").agg(first=c("on").min()), on="row", how="left")
        .filter(opened & (c("first").is_null() | (c("first") > c("opened_on")))),
        "DS-02": transfers.join(cases.lazy().select("row", "opened_on"), on="row").filter(
            opened
            & (c("on") <= on)
            & (c("basis").is_null() | (statute & norm) | ((c("basis") == "consent") & (c("to").is_null() | beyond)))
        ),
        "DS-04": consents.lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(
            opened
            & holds
            & (
                (c("data_kinds").list.len() == 0)
                | (c("recipients").list.len() == 0)
                | (c("purpose").fill_null("").str.strip_chars() == "")
            )
        ),
        "DS-07": consents.lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(opened & holds & (c("form").is_null() | c("language").is_null() | c("given_by").is_null())),
    }

    def run() -> Answer:
        found = pl.collect_all([frames[code].select(n=pl.len(), total=c("row").cast(pl.Int64).sum()) for code in CODES])
        return {code: [int(part["n"][0]), int(part["total"][0])] for code, part in zip(CODES, found, strict=True)}

    return run


SQL = """
create temp table cases as select row, opened_on, closing, plan, indication, is_voluntary, is_free_of_charge,
  needs_interpreter, interpreter_found, len(phases) as phases_n from raw;
create temp table phases as select row, unnest(phases, recursive := true) from raw;
create temp table contacts as select row, unnest(contacts, recursive := true) from raw;
create temp table information as select row, unnest(information, recursive := true) from raw;
create temp table residence as select row, s.status, coalesce(s.granted_on, s.during.first_day) as granted
  from (select row, unnest(residence) as s from raw);
create temp table consents as select row, s.id, s.kind, s.given_on, s.purpose, s.data_kinds, s.recipients, s.form, s.language,
  s.given_by,
  least(s.withdrawn_on, s.valid.last_day + 1) as ends from (select row, unnest(consents) as s from raw);
create temp table transfers as select row, s."on", s.recipient, s.data_kinds, s.basis, s.norm, s.consent
  from (select row, unnest(transfers) as s from raw);
"""
"""The tables that DuckDB holds; making them is not timed."""

QUESTIONS = {
    "CM-01": """from cases c where opened_on <= $d
        and (phases_n = 0 or exists (from phases p where p.row = c.row and phase <> 'intake' and "on" <= $d))
        and closing.reason is distinct from 'no_indication'
        and (indication is null or indication."on" > $d or len(indication.reasons) = 0
             or indication.has_other_case_management is distinct from false)""",
    "CM-03": "from cases where opened_on <= $d and (is_voluntary = false or is_free_of_charge = false)",
    "CM-05": """from cases c where $d - opened_on > {cm.assessment_days_max}
        and (closing is null or closing."on" - opened_on > {cm.assessment_days_max})
        and exists (from phases p where p.row = c.row and "on" <= $d)
        and not exists (from phases p where p.row = c.row and phase = 'assessment'
        and "on" - c.opened_on <= {cm.assessment_days_max})""",
    "CM-07": """from cases c where opened_on <= $d and (closing is null or $d <= closing."on")
        and $d - opened_on > {cm.contact_gap_days_max}
        and not exists (from contacts k where k.row = c.row and $d - "on" between 0 and {cm.contact_gap_days_max})""",
    "CM-08": """from cases c where opened_on <= $d and (closing is null or $d <= closing."on")
        and $d - opened_on > {cm.reassessment_days_max}
        and exists (from phases p where p.row = c.row and phase = 'assessment' and "on" <= $d)
        and not exists (from phases p where p.row = c.row and phase = 'assessment' and $d - "on" between 0
        and {cm.reassessment_days_max})""",
    "CM-09": """from cases where opened_on <= $d and closing."on" <= $d and (closing.reason is null
        or closing.structural_findings is null
        or closing.delete_on is null or (closing.attainment is null and plan is not null))""",
    "CM-15": """from cases where opened_on <= $d and (closing is null or $d <= closing."on") and needs_interpreter
        and not interpreter_found""",
    "B3-07": """from residence join cases using (row) where opened_on <= $d and status = 'chancen_aufenthalt'
        and granted <= $d
        and granted not between $first and $last""",
    "DS-01": """from cases c where opened_on <= $d and not exists (from information i where i.row = c.row
        and "on" <= c.opened_on)""",
    "DS-02": """from transfers t join cases using (row) left join consents k on k.row = t.row and k.id = t.consent
        and k.kind = 'data_protection'
        where opened_on <= $d and t."on" <= $d and (t.basis is null or (t.basis = 'statute' and coalesce(t.norm, '') = '')
        or (t.basis = 'consent' and (k.id is null or (len(k.recipients) > 0 and not list_contains(k.recipients, t.recipient))
        or (len(k.data_kinds) > 0 and not list_has_all(k.data_kinds, t.data_kinds)))))""",
    "DS-04": """from consents join cases using (row) where opened_on <= $d and given_on <= $d and (ends is null or $d < ends)
        and (len(data_kinds) = 0 or len(recipients) = 0 or trim(coalesce(purpose, '')) = '')""",
    "DS-07": """from consents join cases using (row) where opened_on <= $d and given_on <= $d and (ends is null or $d < ends)
        and (form is null or language is null or given_by is null)""",
}


def by_duckdb(folder: Path) -> Callable[[], Answer]:
    """Write the rules in SQL and ask DuckDB, whose tables are in memory."""
    duckdb = import_module("duckdb")
    connection = duckdb.connect(config={"threads": int(os.environ.get("POLARS_MAX_THREADS", os.cpu_count() or 1))})
    path = folder / "cases.parquet"
    connection.execute(
        f"create temp table raw as select *, (row_number() over () - 1)::bigint as row from read_parquet('{path}')"  # noqa: S608
    )
    connection.execute(SQL)
    window = grant_window()
    keys = ("cm.assessment_days_max", "cm.contact_gap_days_max", "cm.reassessment_days_max")

    def asked_as(question: str) -> str:
        for key in keys:
            question = question.replace(f"{{{key}}}", str(limit(key)))
        for name, day in (("$d", DAY), ("$first", window[0]), ("$last", window[1])):
            question = question.replace(name, f"date '{day}'")
        return question

    texts = {code: asked_as(question) for code, question in QUESTIONS.items()}

    def run() -> Answer:
        found = {}
        for code in CODES:
            row = "t.row" if code == "DS-02" else "row"
            count, total = connection.execute(f"select count(*), coalesce(sum({row}), 0) {texts[code]}").fetchone()
            found[code] = [int(count), int(total)]
        return found

    return run


def measure(candidate: str, folder: Path) -> Measured:
    """Time one candidate in this Python: the least of some rounds."""
    run: Callable[[], Answer] = globals()[f"by_{candidate}"](folder)
    best, wall, answer = float("inf"), float("inf"), Answer()
    for _ in range(ROUNDS):
        start, begun = process_time(), perf_counter()
        answer = run()
        best, wall = min(best, process_time() - start), min(wall, perf_counter() - begun)
    return {"cpu": best, "wall": wall, "answer": answer, "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024}


def prepared(folder: Path, cases: int) -> None:
    """Write the same synthetic cases as Parquet and as lines."""
    CaseTables.from_cases(synthetic.cases(cases, on=DAY)).to_parquet(folder / "cases.parquet")
    with (folder / "cases.ndjson").open("wb") as file:
        file.writelines(synthetic.lines(cases, on=DAY))


def compared(cases: int, threads: str | None) -> dict[str, Measured]:
    """Print what all candidates need for some cases, and return it."""
    measured: dict[str, Measured] = {}
    with TemporaryDirectory() as name:
        # In a Python of its own: a child is charged with the most memory its parent ever had.
        subprocess.run([sys.executable, __file__, "--prepare", name, str(cases)], check=True)
        print(
            f"\n{cases:,} cases, {len(CODES)} rules, {threads or 'all'} thread(s): CPU seconds, times slower than arrays, memory"
        )
        for candidate, package in CANDIDATES.items():
            if not find_spec(package):
                continue
            environment = {**os.environ, **({"POLARS_MAX_THREADS": threads} if threads else {})}
            command = [sys.executable, __file__, "--run", candidate, name]
            found: Measured = json.loads(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)
            measured[candidate] = found
            ours = measured["arrays"]
            other = [code for code in CODES if found["answer"][code] != ours["answer"][code]]
            ratios = f"{found['cpu'] / ours['cpu']:>8.1f}x cpu{found['wall'] / ours['wall']:>8.1f}x wall"
            mark = f"  differs in {', '.join(other)}" if other else ""
            print(f"{candidate:<10}{found['cpu']:>9.3f}{ratios}{found['peak']:>8.0f} MB{mark}")
    return measured


def targets(measured: dict[str, Measured]) -> list[Target]:
    """Return the targets for a run with one thread, and what was reached."""

    def ratio(one: str, other: str) -> float:
        return measured[one]["cpu"] / measured[other]["cpu"]

    found = [Target(id="R2", says="plain loop to arrays", reached=ratio("loop", "arrays"), limit=20, at_most=False)]
    if "polars" in measured:
        found.append(Target(id="R2", says="frames to polars", reached=ratio("frames", "polars"), limit=1, at_most=True))
    if "duckdb" in measured:
        found.append(Target(id="R2", says="DuckDB to frames", reached=ratio("duckdb", "frames"), limit=2.5, at_most=False))
    found.append(Target(id="R3", says="lines to Parquet", reached=ratio("lines", "parquet"), limit=11, at_most=False))
    found.append(
        Target(id="R3", says="peak from Parquet", reached=measured["parquet"]["peak"], limit=1_000, at_most=True, unit="MB")
    )
    return found


NAMES = {
    "arrays": "kimcore",
    "frames": "kimcore, from a frame",
    "parquet": "kimcore, from Parquet",
    "lines": "kimcore, from lines",
    "loop": "plain loop",
    "duckdb": "DuckDB",
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
    """Run all candidates on all sizes, with one thread and with all, and say which targets are met."""
    costs: dict[int, float] = {}
    rows: list[Timing] = []
    reached: list[Target] = []
    for cases in sizes:
        alone = compared(cases, "1")
        reached = targets(alone)
        print(*map(printed, reached), sep="\n")
        costs[cases] = alone["arrays"]["cpu"] / cases
        rows += timings(cases, "one thread", alone)
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
        record("cases", rows, reached, packages=("duckdb", "numpy", "polars", "pyarrow"), note=note)
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
