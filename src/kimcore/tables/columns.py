"""What an engine asks of cases as columns, and the columns it gets: plain numpy arrays."""

from collections.abc import Sequence
from typing import Protocol, overload

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kimcore.tables.arrow import pa, pc

Values = NDArray[np.bool_] | NDArray[np.int8] | NDArray[np.int16] | NDArray[np.int32] | NDArray[np.int64] | NDArray[np.float64]


@frozen(eq=False)
class Pool(Sequence[str]):
    """The different texts that codes of columns stand for; they become Python strings one at a time when asked for."""

    texts: pa.StringArray = field(repr=False)

    def __len__(self) -> int:
        """Return how many different texts there are."""
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """Return the text of a code."""
        return Pool(self.texts[at]) if isinstance(at, slice) else str(self.texts[at])

    def code(self, text: str) -> int:
        """Return the code of a text, or -1 if no row holds it.

        Example:
            >>> Pool(pa.array(["abh", "jobcenter"])).code("jobcenter")
            1
        """
        return int(pc.index(self.texts, text).as_py())


@frozen(kw_only=True, eq=False)
class Column:
    """One column as numpy sees it (*Spalte*).

    A null has some value of the right type beneath it, and is told by `valid` alone.
    """

    values: Values = field(repr=False)
    """A value a row. Days are int32 since 1970-01-01; codes of the model int8 or int16, the place in the closed list;
    keys and texts int32, a code of `pool`; the rest bool, int64 or float64."""
    valid: NDArray[np.bool_] | None = field(default=None, repr=False)
    """Which rows hold a value; `None` if all do."""
    pool: Pool | None = None
    """What the codes of keys and texts stand for. Columns of one kind of key share one pool, and so do all texts:
    codes of two columns compare if, and only if, their pools are the same object."""


class Columns(Protocol):
    """Cases as columns, wherever they come from."""

    def rows(self, table: str) -> int:
        """Return how many rows a table has."""

    def offsets(self, table: str) -> NDArray[np.int64]:
        """Return where the rows of each row of the parent begin in a table, and at last how many there are."""

    def column(self, table: str, path: str) -> Column:
        """Return a column of a table by its path within the record, such as ``closing.on`` of ``cases``."""
