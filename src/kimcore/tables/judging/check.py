"""Checking any number of cases: `check_cases`."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from time import monotonic
from typing import TypeVar

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from kimcore.bundle.wording import shape
from kimcore.errors import RuleError, TableError
from kimcore.law import Law, shipped
from kimcore.model import UNITS, Case, LocalParameter, Town
from kimcore.rules import BUILTIN, Context, Outcome, Rule, choose
from kimcore.rules.predicates import Reading
from kimcore.rules.predicates.judging import OUTCOMES, Tallying, tallying
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.judging.by_function import said_about, with_open_rows
from kimcore.tables.judging.evaluation import Evaluation
from kimcore.tables.judging.findings import CaseFindings
from kimcore.tables.judging.outcomes import CODES, NOT_ASKED, Outcomes, outcomes, outcomes_of_form
from kimcore.tables.judging.pace import Pace, Progress, quiet
from kimcore.tables.judging.people import People
from kimcore.tables.judging.plans import Plan, plans
from kimcore.tables.judging.reads import columns_read
from kimcore.tables.judging.repeated import KeysSeen
from kimcore.tables.judging.sources import Objects, Source, Stream, Tables, source_of
from kimcore.tables.rows import Rows

_FAIL = CODES[Outcome.FAIL]
_MOST_RULES = 256
_MOST_THINGS = 65_536
_CASE, _RULE = 24, 16
"""Where the row of a case and the place of a rule begin in the number of a failure; below them is that of the thing."""
PartT = TypeVar("PartT", np.int32, np.uint8)


def check_cases(
    source: object,
    *,
    on: date,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    rules: Iterable[Rule] = BUILTIN,
    law: Law | None = None,
    parameters: Iterable[LocalParameter] = (),
    progress: Progress = quiet,
) -> CaseFindings:
    """Return what the case rules find about any number of cases on a day (*Prüfung vieler Fälle*).

    It says the same as `kimcore.check` of a town with these cases. Cases in columns are judged by numpy,
    a part after the other; cases that come as objects by the predicates themselves.

    Args:
        source: a file of lines (plain, gzip, zstd) or a Parquet file; a folder of files of one of these kinds; a frame of any
            library that speaks Arrow or that narwhals knows; flat tables by their names, as `CaseTables.from_tables` takes them;
            `CaseTables`; an iterable of cases; or a town.
        on: the day of the question; nothing after it is looked at.
        select: codes or families; nothing means all rules on cases.
        ignore: codes or families to leave out.
        rules: the rules to choose from; those that are not about cases are left out.
        law: the dated values to judge by; the shipped ones by default.
        parameters: what a town has set for itself; a town brings its own.
        progress: called after each part with how far the run is; what it raises ends the run, and nothing is half-written.

    Raises:
        RuleError: if a choice fits no rule, or predicates disagree with the model, with file and line of every place.
        BundleError: if a line of a file is no case.
        TableError: if columns are not what they must be, or two cases have one key.
        OSError: if a file cannot be read.

    Example:
        >>> found = check_cases("examples/musterkreis.cases.ndjson", on=date(2026, 1, 31), select=["CM", "DS"])
        >>> found.cases, len(found.rules)
        (150, 21)
        >>> next(found.findings(select=["CM-09"])).code
        'CM-09'
    """
    town = source if isinstance(source, Town) else Town(municipality=UNITS[0], cases=(), parameters=tuple(parameters))
    context = Context(town=town, on=on, law=shipped() if law is None else law)
    asked = plans(choose(rules, select=select, ignore=ignore), context)
    if len(asked) > _MOST_RULES:
        raise RuleError(f"at most {_MOST_RULES} rules on cases at once, not {len(asked)}")
    read = [plan.reading for plan in asked if plan.is_asked and plan.reading is not None]
    has_forms = any(plan.check.columns is not None for plan in asked)
    columns = None if has_forms else columns_read(read)
    cases = Objects(source.cases or ()) if isinstance(source, Town) else source_of(source, columns)
    run = _Run(context=context, plans=asked, source=cases, people=People(on), keys=KeysSeen(isinstance(cases, Stream)))
    return run.over_all(progress)


def _refuse_others(part: Sequence[object], first: int) -> None:
    """Refuse what comes among cases and is none.

    Raises:
        TableError: if there is something, with all places in the part.
    """
    if set(map(type, part)) <= {Case}:
        return
    wrong = [row for row, one in enumerate(part) if type(one) is not Case]
    found = (shape(part[row], hidden=True) for row in wrong)
    raise TableError(tuple(Rows(first=first).problems("", wrong, expected="a case", found=found)))


def _keys(row: NDArray[np.int64], rule: NDArray[np.int64] | int, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return failures as single numbers, which sort faster than three.

    Raises:
        RuleError: if a case has more things of one kind than a number has room for.
    """
    if len(index) and int(index.max()) >= _MOST_THINGS:
        raise RuleError(f"a case has more than {_MOST_THINGS} things of one kind")
    return (row << _CASE) | (rule << _RULE) | index


def _part(keys: NDArray[np.int64], shift: int, kind: type[PartT]) -> NDArray[PartT]:
    return (keys >> shift).astype(kind)


@define(eq=False, kw_only=True)
class _Run:
    """A run over all parts of a source."""

    context: Context
    plans: tuple[Plan, ...]
    source: Source
    people: People
    keys: KeysSeen
    _found: list[tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint16]]] = field(init=False, factory=list)
    _totals: NDArray[np.int64] = field(init=False)
    _by_function: dict[str, int] = field(init=False, factory=dict)

    @_totals.default
    def _no_totals(self) -> NDArray[np.int64]:
        return np.zeros((len(self.plans), NOT_ASKED + 1), np.int64)

    def over_all(self, progress: Progress) -> CaseFindings:
        """Return what was found in all parts."""
        begun, done = monotonic(), 0
        for part in self.source.parts():
            if isinstance(part, CaseTables):
                self._judge_columns(part, done)
                self.people.add_tables(part)
                if not isinstance(self.source, Tables):  # of which the keys were compared when they were made
                    self.keys.add_tables(part)
            else:
                _refuse_others(part, done)
                self._judge_objects(part, done)
                self.people.add_cases(part)
                self.keys.add_cases(part)
            done += len(part)
            progress(Pace(done=done, total=self.source.total, seconds=monotonic() - begun))
        self._refuse_repeated()
        return self._findings(done)

    def _refuse_repeated(self) -> None:
        """Refuse cases of which two have one key, which no single part can tell.

        Raises:
            TableError: if there are any, with both places.
        """
        problems = tuple(self.keys.problems(self.source.keys, self.source.place))
        if problems:
            raise TableError(problems)

    @cached_property
    def _tally(self) -> Tallying:
        """What judges single objects; written when the first of them comes."""
        on = self.context.on
        asked = [(plan, plan.reading) for plan in self.plans if plan.is_asked and plan.reading is not None]
        return tallying((trees, partial(said_about, plan.check, on=on, limits=plan.limits)) for plan, trees in asked)

    def _judge_columns(self, part: CaseTables, first: int) -> None:
        run = Evaluation(part)
        keys: list[NDArray[np.int64]] = []
        for place, plan in enumerate(self.plans):
            if plan.reading is None or not plan.is_asked:
                continue
            found = self._said(plan, plan.reading, run)
            codes = with_open_rows(found, plan.check, part.cases_at, on=self.context.on, limits=plan.limits)
            if (plan.check.columns is None and not plan.reading.is_whole) or found.open_rows is not None:
                asked = 0 if found.open_rows is None else int(np.count_nonzero(found.open_rows))
                self._by_function[plan.rule.code] = self._by_function.get(plan.rule.code, 0) + asked
            self._totals[place] += [np.count_nonzero(codes == code) for code in range(NOT_ASKED + 1)]
            failed = np.flatnonzero(codes == _FAIL)
            owners = failed if found.cases is None else found.cases[failed]
            index = np.zeros(len(failed), np.int64) if found.starts is None else failed - found.starts[owners]
            keys.append(_keys(owners + first, place, index))
        self._add(np.concatenate([np.zeros(0, np.int64), *keys]))

    def _said(self, plan: Plan, reading: Reading, run: Evaluation) -> Outcomes:
        if plan.check.columns is not None:
            return outcomes_of_form(plan.check, reading.thing, run, on=self.context.on, limits=plan.limits)
        return outcomes(reading, run, on=self.context.on)

    def _judge_objects(self, part: Sequence[Case], first: int) -> None:
        rows: list[tuple[int, int, int]] = []
        on, asked = self.context.on, [place for place, plan in enumerate(self.plans) if plan.is_asked]
        counts = [0] * (len(asked) * len(OUTCOMES))
        for row, case in enumerate(part, start=first):
            wrong = self._tally(case, counts) if case.opened_on <= on else ()
            if wrong:
                rows.extend((row, asked[place], index) for place, index in wrong)
                if isinstance(self.source, Stream):
                    self.source.kept[row] = case
        self._totals[asked, : len(OUTCOMES)] += np.array(counts, np.int64).reshape(-1, len(OUTCOMES))
        failures = np.array(rows, np.int64).reshape(-1, 3)
        self._add(_keys(failures[:, 0], failures[:, 1], failures[:, 2]))

    def _add(self, keys: NDArray[np.int64]) -> None:
        """Add failures in the order of cases, rules and things, which is that of their numbers."""
        order = np.sort(keys)
        self._found.append((_part(order, _CASE, np.int32), _part(order, _RULE, np.uint8), order.astype(np.uint16)))

    def _findings(self, done: int) -> CaseFindings:
        counts = {
            plan.rule.code: {outcome: int(self._totals[place, code]) for code, outcome in enumerate(OUTCOMES)}
            for place, plan in enumerate(self.plans)
        }
        row, rule, index = (
            np.concatenate([np.zeros(0, kind), *(part[place] for part in self._found)])
            for place, kind in enumerate((np.int32, np.uint8, np.uint16))
        )
        return CaseFindings(
            on=self.context.on,
            cases=done,
            row=row,
            rule=rule,
            index=index,
            by_function=self._by_function,
            plans=self.plans,
            counts=counts,
            groups=self.people.groups(),
            context=self.context,
            source=self.source,
        )
