"""Checking many cases says what checking a town says, wherever the cases come from."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from kimcore.bundle import dump_cases
from kimcore.errors import BundleError, RuleError, TableError
from kimcore.model import UNITS, Case, LocalParameter, Period, Town, Waiver, WaiverId
from kimcore.reports import check
from kimcore.rules import BUILTIN, CaseCheck, Finding, Outcome, Over, Rule, rule
from kimcore.rules.engine import place_of
from kimcore.tables import CaseFindings, CaseTables, Columns, Pace, check_cases
from kimcore.testing import check_rule, synthetic

DAY = date(2026, 1, 31)
CASES = tuple(synthetic.cases(300, on=DAY))
TOWN = Town(municipality=UNITS[0], cases=CASES)
CODES = [known.code for known in BUILTIN if isinstance(known.check, CaseCheck)]
EXPECTED = check(TOWN, on=DAY, select=CODES).findings


def _lines(folder: Path) -> Path:
    path = folder / "cases.ndjson"
    path.write_bytes(b"".join(synthetic.lines(300, on=DAY)))
    return path


def _parquet(folder: Path) -> Path:
    path = folder / "cases.parquet"
    CaseTables.from_cases(CASES).to_parquet(path)
    return path


SOURCES: dict[str, Callable[[Path], object]] = {
    "town": lambda _folder: TOWN,
    "tuple": lambda _folder: CASES,
    "iterator": lambda _folder: iter(CASES),
    "tables": lambda _folder: CaseTables.from_cases(CASES),
    "arrow": lambda _folder: CaseTables.from_cases(CASES).to_arrow(),
    "lines": _lines,
    "parquet": _parquet,
}


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=place_of))


@pytest.fixture(params=SOURCES)
def found(request: pytest.FixtureRequest, tmp_path: Path) -> CaseFindings:
    """Return what is found in the same cases from each kind of source."""
    return check_cases(SOURCES[request.param](tmp_path), on=DAY)


def test_findings_are_those_of_a_town(found: CaseFindings) -> None:
    """Subjects, facts, severities, days and counts are those that checking a town gives."""
    assert _sorted(found.findings()) == EXPECTED


def test_columns_are_the_same_from_every_source(found: CaseFindings) -> None:
    """Rows, rules, places and summaries do not depend on where the cases come from."""
    plain = check_cases(CASES, on=DAY)
    assert found.to_arrow().equals(plain.to_arrow())
    for grouping in ("rule", "municipality", "case_manager", "quarter"):
        assert found.count_by(grouping) == plain.count_by(grouping)


def test_failure_takes_seven_bytes() -> None:
    """What is held of a failure is its row, its rule and its place."""
    found = check_cases(CASES, on=DAY)
    assert found.row.nbytes + found.rule.nbytes + found.index.nbytes == 7 * len(found)


def test_counts_are_of_things() -> None:
    """Every thing of a rule is counted under one outcome."""
    counts = check_cases(CaseTables.from_cases(CASES), on=DAY).counts()["DS-04"]
    assert sum(counts.values()) == sum(len(case.consents) for case in CASES)


def test_selection_narrows_the_rules() -> None:
    """Only the rules that are chosen are asked."""
    assert [known.code for known in check_cases(CASES, on=DAY, select=["DS"], ignore=["DS-17"]).rules] == [
        code for code in CODES if code.startswith("DS") and code != "DS-17"
    ]


def test_rules_not_on_cases_are_left_out() -> None:
    """A rule on the whole town says nothing about cases by themselves."""
    assert check_cases(CASES, on=DAY, select=["LG"]).rules == ()


def test_own_parameter_of_a_town_is_used() -> None:
    """A value that a town has set changes what fails, in columns as in a town."""
    own = LocalParameter(key="cm.contact_gap_days_max", value=20, reason="team", decided_on=date(2024, 1, 1), during=Period())
    expected = check(evolve(TOWN, parameters=(own,)), on=DAY, select=["CM-07"]).findings
    assert _sorted(check_cases(CaseTables.from_cases(CASES), on=DAY, select=["CM-07"], parameters=[own]).findings()) == expected
    assert expected != check(TOWN, on=DAY, select=["CM-07"]).findings


def test_waivers_of_a_town_are_kept() -> None:
    """A finding that a town has accepted says so."""
    case = next(iter(check_cases(CASES, on=DAY, select=["CM-09"]).findings())).subject
    waiver = Waiver(
        id=WaiverId("w-1"),
        rule="CM-09",
        subject=case,
        reason="known",
        granted_by_role="head",
        granted_on=DAY,
        last_day=DAY,
    )
    (accepted,) = {found.waiver for found in check_cases(evolve(TOWN, waivers=(waiver,)), on=DAY).findings(select=["CM-09"])} - {
        None
    }
    assert accepted == "w-1"


def test_day_before_a_rule_is_in_force() -> None:
    """A rule that is not yet in force does not apply, and a value that is missing makes it unknown."""
    day = date(2018, 5, 24)
    expected = check(TOWN, on=day, select=CODES).findings
    assert _sorted(check_cases(CaseTables.from_cases(CASES), on=day).findings()) == expected


def test_town_without_cases_is_unknown() -> None:
    """Cases that were not recorded make every rule unknown."""
    town = Town(municipality=UNITS[0])
    assert _sorted(check_cases(town, on=DAY).findings()) == check(town, on=DAY, select=CODES).findings


def test_no_cases_at_all() -> None:
    """An empty table is checked as an empty town is."""
    expected = check(evolve(TOWN, cases=()), on=DAY, select=CODES).findings
    assert _sorted(check_cases(CaseTables.from_cases([]), on=DAY).findings()) == expected


def _by_weekday(case: Case, _case: Case, _on: date) -> bool:
    return case.needs_interpreter is True and case.opened_on.isoweekday() in {6, 7}


ODD = evolve(rule("CM-15"), check=CaseCheck(over=Over.CASE, wrong=_by_weekday))


def test_what_cannot_be_read_runs_as_a_function_and_is_named() -> None:
    """A part that only Python can evaluate is asked about few cases, and the findings are those of the function."""
    tables = CaseTables.from_cases(CASES)
    found = check_cases(tables, on=DAY, rules=[ODD])
    assert found.by_function == {"CM-15": sum(case.needs_interpreter is True for case in CASES)}
    assert _sorted(found.findings()) == check(TOWN, on=DAY, rules=[ODD]).findings


def test_what_cannot_be_read_runs_on_parquet(tmp_path: Path) -> None:
    """A rule that runs as a function gets whole cases from a file of columns."""
    found = check_cases(_parquet(tmp_path), on=DAY, rules=[ODD])
    assert _sorted(found.findings()) == check(TOWN, on=DAY, rules=[ODD]).findings


def _unguarded(case: Case, _case: Case, on: date) -> bool:
    return case.closing.on < on  # type: ignore[union-attr]


def test_rule_that_disagrees_with_the_model_is_refused() -> None:
    """Nothing runs where a predicate is wrong, and the error names file and line."""
    broken = evolve(rule("CM-09"), check=CaseCheck(over=Over.CASE, wrong=_unguarded))
    with pytest.raises(RuleError, match=r"CM-09: .*test_check_cases\.py:\d+: case\.closing\.on: case\.closing may be None here"):
        check_cases(CASES, on=DAY, rules=[broken])


def test_progress_tells_rate_and_time_left() -> None:
    """After each part somebody is told how far the run is."""
    told: list[Pace] = []
    check_cases(CASES, on=DAY, progress=told.append)
    assert [(pace.done, pace.total, pace.seconds_left) for pace in told] == [(300, 300, 0.0)]


def test_progress_can_end_a_run() -> None:
    """What progress raises ends the run."""

    def stop(_pace: Pace) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_cases(CASES, on=DAY, progress=stop)


def test_changed_file_is_refused(tmp_path: Path) -> None:
    """Findings are not made from a file that is no longer the one that was checked."""
    path = _lines(tmp_path)
    found = check_cases(path, on=DAY)
    path.write_text("", encoding="utf-8")
    with pytest.raises(TableError, match="changed since"):
        list(found.findings())


def test_findings_are_written_whole(tmp_path: Path) -> None:
    """A file of findings reads back as the table it was written from."""
    found = check_cases(CASES, on=DAY)
    found.to_parquet(tmp_path / "findings.parquet")
    assert pq.read_table(tmp_path / "findings.parquet")["case"].to_pylist() == found.to_arrow()["case"].to_pylist()


def test_case_counts_once_in_a_cell() -> None:
    """A case with several failing things of a rule is one case in a summary."""
    found = check_cases(CASES, on=DAY, select=["DS-05"])
    failing = {finding.subject for finding in found.findings() if finding.outcome is Outcome.FAIL}
    assert found.count_by("rule") == {("DS-05",): len(failing)}


def test_protected_table_hides_small_counts() -> None:
    """A table for others shows no count below three."""
    shown = check_cases(CASES, on=DAY).protected("municipality").published()
    assert not {1, 2} & {count for row in shown for count in row}


def test_unknown_grouping_is_refused() -> None:
    """A summary by something else names what there is."""
    with pytest.raises(TableError, match="municipality"):
        check_cases(CASES, on=DAY).count_by("street")


def test_repr_names_no_case() -> None:
    """What is printed of findings are numbers."""
    shown = repr(check_cases(CASES, on=DAY))
    assert "fall-" not in shown
    assert "cases=300" in shown


def _form(columns: Columns, _on: date) -> tuple[object, object, object]:
    """Say in columns what CM-15 says without looking at whether a case is open."""
    needs, found = (columns.column("cases", name) for name in ("needs_interpreter", "interpreter_found"))
    there = [np.ones(len(column.values), bool) if column.valid is None else column.valid for column in (needs, found)]
    is_needed = there[0] & (needs.values == 1)
    unknown = ~there[0] | (is_needed & ~there[1])
    return np.ones(len(unknown), bool), unknown, is_needed & there[1] & (found.values == 0)


def _with_form(form: Callable[..., tuple[object, object, object]]) -> Rule:
    known = rule("CM-15")
    assert isinstance(known.check, CaseCheck)
    return evolve(known, check=evolve(known.check, applies=None, columns=form))


def test_own_column_form_is_used(tmp_path: Path) -> None:
    """A rule may bring its own column form, also for a file of which other rules read a part."""
    own = _with_form(_form)
    plain = check_cases(CASES, on=DAY, rules=[own])
    assert len(plain) > 0
    for source in (CaseTables.from_cases(CASES), _parquet(tmp_path)):
        assert check_cases(source, on=DAY, rules=[own]).to_arrow().equals(plain.to_arrow())


def test_column_form_that_differs_fails_the_proof() -> None:
    """The proof compares a column form with the predicates."""

    def wrong(columns: Columns, on: date) -> tuple[object, object, object]:
        applies, unknown, fails = _form(columns, on)
        return applies, fails, unknown

    differences = [line for line in check_rule(_with_form(wrong), 'code = "CM-15"\nexample = []') if "column form" in line]
    assert differences == ["CM-15: its column form says something else than its predicates of 400 synthetic cases"]
    assert not any("column form" in line for line in check_rule(_with_form(_form), 'code = "CM-15"\nexample = []'))


def test_column_form_of_another_shape_is_refused() -> None:
    """A column form that gives something else than three arrays is a broken rule."""
    short = _with_form(lambda _columns, _on: (np.ones(1, bool), np.ones(1, bool), np.ones(1, bool)))
    with pytest.raises(RuleError, match="three arrays"):
        check_cases(CaseTables.from_cases(CASES), on=DAY, rules=[short])


def test_folder_of_lines(tmp_path: Path) -> None:
    """A folder of files of lines is checked in the order of their names, packed or not."""
    many = tuple(synthetic.cases(40, on=DAY))
    dump_cases(many[:25], tmp_path / "a.ndjson")
    dump_cases(many[25:], tmp_path / "b.ndjson.gz")
    assert check_cases(tmp_path, on=DAY).to_arrow() == check_cases(many, on=DAY).to_arrow()


def test_bad_line_in_folder(tmp_path: Path) -> None:
    """A line that is no case is named with its file."""
    dump_cases(synthetic.cases(3, on=DAY), tmp_path / "a.ndjson")
    (tmp_path / "b.ndjson").write_text("{}\n", encoding="utf-8")
    with pytest.raises(BundleError, match=r"b\.ndjson: cases:1"):
        check_cases(tmp_path, on=DAY)


def test_folder_of_both_kinds(tmp_path: Path) -> None:
    """A folder that holds lines and something else is refused by the name of the other file."""
    dump_cases(synthetic.cases(3, on=DAY), tmp_path / "a.ndjson")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    with pytest.raises(TableError, match=r"b\.parquet"):
        check_cases(tmp_path, on=DAY)
