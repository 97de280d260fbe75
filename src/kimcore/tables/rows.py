"""Where the rows of a table stand among the cases, for problems to name."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kimcore.bundle.place import Place
from kimcore.errors import Problem
from kimcore.tables.schema import CASES

SHOWN = 100
"""Of so many rows with one kind of problem the places are named one by one; the rest is counted."""


@frozen(kw_only=True, eq=False)
class Rows:
    """The rows of a table, each of which belongs to a row of the table above."""

    above: "Rows | None" = None
    path: str = ""
    """The path of the list in the record above."""
    starts: NDArray[np.int64] | None = field(default=None, repr=False)
    """For each row above, which row here is its first."""
    first: int = 0
    """Of a table without one above: how many rows lie before these, in earlier batches."""
    name: str = CASES
    """Of a table without one above: how it is called."""

    def place(self, row: int) -> Place:
        """Return the place of a row, such as ``cases[17].needs[2]``.

        Example:
            >>> needs = Rows(above=Rows(), path="needs", starts=np.array([0, 0, 3]))
            >>> needs.place(2).path
            'cases[1].needs[2]'
        """
        if self.above is None or self.starts is None:
            return Place(self.name, is_case=True) / (self.first + row)
        owner = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.above.place(owner) / self.path / (row - int(self.starts[owner]))

    def problems(self, path: str, rows: Iterable[int], *, expected: str, found: Iterable[str] | str) -> Iterator[Problem]:
        """Yield what is wrong with a field in some rows: the first of them one by one, the others by their number.

        Args:
            path: of the field within the record; empty for the record itself.
            rows: in which it is wrong.
            expected: what belonged there.
            found: what stands there instead, in every row or row by row.
        """
        rest = iter(rows)
        words = iter((found,) * SHOWN if isinstance(found, str) else found)
        last = ""
        for row in islice(rest, SHOWN):
            last = next(words)
            place = self.place(row) / path if path else self.place(row)
            yield place.problem_in_words(expected=expected, found=last)
        if left := sum(1 for _ in rest):
            place = Place(self.table, is_case=True) / path if path else Place(self.table, is_case=True)
            yield place.problem_in_words(expected=expected, found=f"something else in {left} more rows")

    @property
    def table(self) -> str:
        """The name of the table."""
        if self.above is None:
            return self.name
        return self.path if self.above.above is None else f"{self.above.table}.{self.path}"
