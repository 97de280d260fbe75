"""Whose case each case is, where and since which quarter: what summaries group by."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from kimcore.model.cases import Case
from kimcore.rules.case_management.leads import lead_on
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.columns import Values
from kimcore.tables.judging.values import EPOCH

_MONTHS_A_QUARTER = 3
_GROUPINGS = ("municipality", "case_manager", "quarter")


@frozen(kw_only=True, eq=False)
class Groups:
    """For each case, its place among the names of a grouping; -1 is none."""

    codes: NDArray[np.int32] = field(repr=False)
    names: tuple[str, ...]


@define(eq=False)
class People:
    """Collects what summaries group by, part by part."""

    on: date
    _names: dict[str, dict[str, int]] = field(factory=lambda: {name: {} for name in _GROUPINGS})
    _codes: dict[str, list[NDArray[np.int32]]] = field(factory=lambda: {name: [] for name in _GROUPINGS})

    def add_cases(self, cases: Sequence[Case]) -> None:
        """Add cases in memory."""
        for name, values in (
            ("municipality", [case.municipality for case in cases]),
            ("case_manager", [lead_on(case, on=self.on) for case in cases]),
            ("quarter", [quarter_of(case.opened_on) for case in cases]),
        ):
            self._codes[name].append(self._coded(name, values))

    def add_tables(self, tables: CaseTables) -> None:
        """Add cases in columns."""
        towns = tables.column("cases", "municipality")
        table = self._coded("municipality", list(towns.pool or ()))
        self._codes["municipality"].append(table[towns.values] if len(table) else np.zeros(0, np.int32))
        self._codes["case_manager"].append(self._managers(tables))
        self._codes["quarter"].append(self._quarters(tables.column("cases", "opened_on").values))

    def groups(self) -> dict[str, Groups]:
        """Return each grouping, with its names in order."""
        return {name: self._groups(name) for name in _GROUPINGS}

    def _groups(self, name: str) -> Groups:
        names = sorted(self._names[name])
        order = np.full(len(names) + 1, -1, np.int32)
        for place, known in enumerate(names):
            order[self._names[name][known]] = place
        codes = np.concatenate([np.zeros(0, np.int32), *self._codes[name]])
        return Groups(codes=order[codes], names=tuple(names))

    def _coded(self, name: str, values: Sequence[str | None]) -> NDArray[np.int32]:
        known = self._names[name]
        codes = [-1 if value is None else known.setdefault(value, len(known)) for value in values]
        return np.array(codes, np.int32)

    def _quarters(self, days: Values) -> NDArray[np.int32]:
        """Return the quarter of each day, asked once for each different month."""
        if not len(days):
            return np.zeros(0, np.int32)
        first = int(days.min())
        different = np.flatnonzero(np.bincount(days - first))
        months, places = np.unique((different + first).astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
        codes = self._coded("quarter", [quarter_of(month) for month in months.astype("datetime64[D]").tolist()])
        table = np.zeros(int(different[-1]) + 1, np.int32)
        table[different] = codes[places]
        return table[days - first]

    def _managers(self, tables: CaseTables) -> NDArray[np.int32]:
        """Return who leads each case on the day: the first who is named."""
        offsets, staff = tables.offsets("leads"), tables.column("leads", "staff")
        day = self.on.toordinal() - EPOCH
        first, last = (tables.column("leads", f"during.{name}_day") for name in ("first", "last"))
        leads = np.ones(len(staff.values), np.bool_)
        leads &= first.values <= day if first.valid is None else (first.values <= day) | ~first.valid
        leads &= last.values >= day if last.valid is None else (last.values >= day) | ~last.valid
        table = self._coded("case_manager", list(staff.pool or ()))
        found = np.full(len(offsets) - 1, -1, np.int32)
        rows = np.flatnonzero(leads)[::-1]
        if len(rows):
            owner = np.searchsorted(offsets, rows, side="right") - 1
            found[owner] = table[staff.values[rows]]  # the last one written is the first who is named
        return found


def quarter_of(day: date) -> str:
    """Return the quarter of a day.

    Example:
        >>> quarter_of(date(2025, 4, 1))
        '2025-Q2'
    """
    return f"{day.year:04}-Q{(day.month - 1) // _MONTHS_A_QUARTER + 1}"
