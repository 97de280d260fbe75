"""Cases in columns that are checked as they are read: of a file, a folder, a frame, or flat tables."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from kimcore.errors import TableError
from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.joining import joined_batch
from kimcore.tables.matching import schema_problems
from kimcore.tables.parts import Part, parts_of_batch, parts_of_batches
from kimcore.tables.rows import Rows
from kimcore.tables.types import arrow_schema


@frozen(eq=False)
class Columned:
    """Cases in columns that nobody has checked yet: a Parquet file, a folder of them, a frame, or flat tables."""

    read: Callable[[frozenset[str] | None], Iterator[Part]]
    """Reads some columns, or all, and checks what it reads."""
    columns: frozenset[str] | None
    """What rules read of them; `None` is everything."""
    files: tuple[tuple[str, int], ...] = ()
    """For each file what its problems begin with, and how many cases it claims to have."""
    rows: int | None = None

    @property
    def total(self) -> int | None:
        """How many cases there are."""
        return sum(rows for _, rows in self.files) if self.files else self.rows

    def parts(self) -> Iterator[CaseTables]:
        """Yield the cases in parts.

        Raises:
            TableError: if anything in a part is not what the model allows.
        """
        return self._parts(self.columns)

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows, read once more.

        Raises:
            TableError: if a file is not the one that was checked, or anything in other columns is not what the model allows.
        """
        for part, own in self._asked(None, rows):
            yield from part.cases_at(own)

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows, for which no other column is read."""
        found: list[str] = []
        for part, own in self._asked(frozenset({"id"}), rows):
            found += part.to_arrow().column("id").take(pa.array(own, pa.int64())).to_pylist()
        return found

    def place(self, row: int) -> str:
        """Return in which file the case in some row stands, and where in it."""
        first = 0
        for name, rows in self.files:
            if row < first + rows:
                return f"{name}{Rows().place(row - first).path}"
            first += rows
        return Rows().place(row).path

    def _asked(self, columns: frozenset[str] | None, rows: Sequence[int]) -> Iterator[tuple[CaseTables, list[int]]]:
        """Yield the parts in which rows lie that are asked for, with the rows counted within the part."""
        first, taken = 0, 0
        for part in self._parts(columns):
            if taken == len(rows):
                return
            end = bisect_left(rows, first + len(part), lo=taken)
            if end > taken:
                yield part, [row - first for row in rows[taken:end]]
            first, taken = first + len(part), end

    def _parts(self, columns: frozenset[str] | None) -> Iterator[CaseTables]:
        for batch, problems in self.read(columns):
            if problems:
                raise TableError(problems)
            if batch is not None:
                yield CaseTables((batch,))


def frame_parts(table: pa.Table, columns: frozenset[str] | None) -> Iterator[Part]:
    """Return the cases in a nested frame, part by part.

    Raises:
        TableError: if a column is missing, unknown or of another type.
    """
    problems = tuple(schema_problems(table.schema, columns=columns))
    if problems:
        raise TableError(problems)
    return parts_of_batches(table.to_batches(), arrow_schema(columns))


def kept_frames(frames: Mapping[str, object]) -> dict[str, object]:
    """Return frames that can be read more than once: what comes as a stream is kept as a table."""
    return {name: frame.read_all() if isinstance(frame, pa.RecordBatchReader) else frame for name, frame in frames.items()}


def flat_parts(frames: Mapping[str, object], columns: frozenset[str] | None) -> Iterator[Part]:
    """Return the cases in flat tables, part by part.

    Raises:
        TableError: if tables or columns are not what they must be, or children belong to no case.
    """
    return parts_of_batch(joined_batch(frames, columns))
