"""What rules found about many cases: columns, from which findings are made when somebody asks for them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from os import PathLike
from os.path import realpath
from pathlib import Path
from types import MappingProxyType

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from kimcore.bundle.files import replacing
from kimcore.disclosure import Protected, protect
from kimcore.errors import Problem, TableError
from kimcore.model.cases import Case
from kimcore.rules import Context, Finding, Outcome, Rule, Verdict
from kimcore.rules.engine import failure_of, finding_of, rest_of, things_of
from kimcore.tables.arrow import pa, pq
from kimcore.tables.judging.people import Groups
from kimcore.tables.judging.plans import Plan
from kimcore.tables.judging.sources import Source

RULE = "rule"
_MINIMUM = 3


@frozen(kw_only=True, eq=False, repr=False)
class CaseFindings:
    """What case rules found about many cases (*Befunde vieler Fälle*).

    It holds seven bytes a failure: which case, which rule, and which of the case's things.
    A `Finding` with facts is made only when `findings` is asked for it, from the case as an object.
    """

    on: date
    cases: int
    """How many cases were read, also those opened after the day."""
    row: NDArray[np.int32]
    """For each failure the row of its case, in order."""
    rule: NDArray[np.uint8]
    """For each failure the place of its rule in `rules`."""
    index: NDArray[np.uint16]
    """For each failure the place of the thing among those of its kind in its case."""
    by_function: Mapping[str, int]
    """For each rule whose predicates could not be read whole, how many things they were asked about as functions."""
    _plans: tuple[Plan, ...]
    _counts: Mapping[str, Mapping[Outcome, int]]
    _groups: Mapping[str, Groups]
    _context: Context
    _source: Source

    def __len__(self) -> int:
        """Return how many failures there are."""
        return len(self.row)

    def __repr__(self) -> str:
        """Return numbers, and nothing about any case."""
        return f"{type(self).__name__}(on={self.on}, cases={self.cases}, rules={len(self._plans)}, failures={len(self)})"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The case rules that were asked."""
        return tuple(plan.rule for plan in self._plans)

    def counts(self) -> Mapping[str, Mapping[Outcome, int]]:
        """Return how many things each rule passed, failed, could not judge and does not concern, by its code."""
        return self._counts

    def findings(self, *, select: Iterable[str] = ()) -> Iterator[Finding]:
        """Yield what was found as findings: failures case by case, then what rules say of all else.

        Cases of a file are read once more; those of a stream were kept where they failed.

        Args:
            select: codes of rules; nothing means all.

        Raises:
            TableError: if a file has changed since it was checked.
        """
        wanted = frozenset(select)
        places = [place for place, plan in enumerate(self._plans) if not wanted or plan.rule.code in wanted]
        chosen = np.flatnonzero(np.isin(self.rule, places))
        rows, starts = np.unique(self.row[chosen], return_index=True)
        ends = pairwise([*starts.tolist(), len(chosen)])
        for case, (start, end) in zip(self._source.again(rows.tolist()), ends, strict=True):
            yield from (self._failure(case, int(at)) for at in chosen[start:end])
        for place in places:
            yield from self._rest(self._plans[place])

    def count_by(self, *groupings: str) -> Mapping[tuple[str, ...], int]:
        """Return in how many cases something failed, by rule, municipality, case manager or quarter of opening.

        A case counts once in each cell, however often it fails there. Cases without a case manager stand under an empty name.
        These are raw counts: publish them only by `protected`.

        Args:
            groupings: ``rule``, ``municipality``, ``case_manager``, ``quarter``, in any order.

        Raises:
            TableError: if there is no such grouping.

        Example:
            >>> from datetime import date
            >>> from kimcore.tables import check_cases
            >>> found = check_cases("examples/musterkreis.cases.ndjson", on=date(2026, 1, 31), select=["CM-07"])
            >>> found.count_by("rule")
            mappingproxy({('CM-07',): 2})
        """
        codes = np.stack([self._codes(name) for name in groupings] or [np.zeros(len(self), np.int64)], axis=1)
        cells = np.unique(np.concatenate([codes, self.row[:, None].astype(np.int64)], axis=1), axis=0)[:, :-1]
        different, numbers = np.unique(cells, axis=0, return_counts=True)
        names = [self._names(name) for name in groupings]
        keys = (tuple(known[code] for known, code in zip(names, row, strict=True)) for row in different.tolist())
        return MappingProxyType(dict(zip(keys, numbers.tolist(), strict=True)))

    def protected(self, rows: str, columns: str = RULE, *, minimum: int = _MINIMUM) -> Protected:
        """Return a table of cases in which something failed, safe to publish.

        Args:
            rows: what the rows are: ``municipality``, ``case_manager``, ``quarter`` or ``rule``.
            columns: what the columns are.
            minimum: the least number of cases that may be seen.

        Raises:
            TableError: if there is no such grouping.
            DisclosureError: if the table cannot be protected.
        """
        counts = self.count_by(rows, columns)
        down, across = (sorted({key[place] for key in counts}) for place in (0, 1))
        table = [[counts.get((one, other), 0) for other in across] for one in down]
        return protect(table, minimum, names=(down, across))

    def to_arrow(self) -> pa.Table:
        """Return the failures as an Arrow table: key of the case, code of the rule, and place of the thing in the case."""
        keys = self._keys()
        codes = pa.array([plan.rule.code for plan in self._plans], pa.utf8())
        return pa.table(
            {
                "case": keys,
                "rule": pa.DictionaryArray.from_arrays(pa.array(self.rule.astype(np.int32)), codes),
                "index": pa.array(self.index),
            }
        )

    def to_parquet(self, path: str | PathLike[str]) -> None:
        """Write the failures to a Parquet file, whole or not at all.

        Raises:
            OSError: if it cannot be written; what was there before is then still there.
        """
        table = self.to_arrow()
        with replacing(Path(realpath(path))) as file:
            pq.write_table(table, file, compression="zstd", store_schema=False)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the failures to any library that reads Arrow, such as ``polars.DataFrame(findings)``."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _failure(self, case: Case, at: int) -> Finding:
        plan = self._plans[int(self.rule[at])]
        thing = things_of(case, plan.check.over)[int(self.index[at])]
        verdict = failure_of(plan.check, thing, case, self.on, plan.limits)
        return self._finding(plan, verdict)

    def _rest(self, plan: Plan) -> Iterator[Finding]:
        if plan.instead is not None:
            yield self._finding(plan, plan.instead)
            return
        for verdict in rest_of(plan.check, self._counts[plan.rule.code], is_complete=self._context.is_complete("cases")):
            yield self._finding(plan, verdict)

    def _finding(self, plan: Plan, verdict: Verdict) -> Finding:
        return finding_of(plan.rule, verdict, plan.values, waivers=self._context.town.waivers, on=self.on)

    def _keys(self) -> pa.Array:
        rows, places = np.unique(self.row, return_inverse=True)
        return pa.array(self._source.keys(rows.tolist()), pa.utf8()).take(pa.array(places))

    def _codes(self, grouping: str) -> NDArray[np.int64]:
        if grouping == RULE:
            return self.rule.astype(np.int64)
        if grouping not in self._groups:
            known = ", ".join((RULE, *self._groups))
            raise TableError((Problem(path="groupings", expected=f"one of {known}", found=repr(grouping)),))
        return self._groups[grouping].codes[self.row].astype(np.int64)

    def _names(self, grouping: str) -> tuple[str, ...]:
        if grouping == RULE:
            return tuple(plan.rule.code for plan in self._plans)
        return (*self._groups[grouping].names, "")  # the last one is that of -1
