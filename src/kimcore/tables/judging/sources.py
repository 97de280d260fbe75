"""Where cases come from: a file, a frame, tables, a town, or any iterable; and how one is found again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import Protocol

from attrs import define, field, frozen

from kimcore.bundle import iter_cases
from kimcore.errors import BundleError, Problem, TableError
from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.folders import LINES, PARQUET, files_at, named
from kimcore.tables.footers import FooterError, rows_claimed
from kimcore.tables.frames import reader_of
from kimcore.tables.judging.columned import Columned, flat_parts, frame_parts, kept_frames
from kimcore.tables.parquet_reading import read_parts
from kimcore.tables.parts import ROWS, Part
from kimcore.tables.rows import Rows
from kimcore.tables.schema import CASES

MAGIC = b"PAR1"
AT_ONCE = 2_048
"""How many cases are held as objects at once: more do not fit into the caches of a processor, and few make progress smooth."""


class Source(Protocol):
    """Cases part by part, and again those that are asked for."""

    @property
    def total(self) -> int | None:
        """How many cases there are; `None` where only reading tells."""

    def parts(self) -> "Iterator[CaseTables | Sequence[Case]]":
        """Yield the cases, in columns where they lie in columns."""

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows, which are in order."""

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows, which are in order."""

    def place(self, row: int) -> str:
        """Return where the case in some row stands, for a problem to name."""


@frozen(eq=False)
class Objects:
    """Cases in memory."""

    cases: Sequence[Case]

    @property
    def total(self) -> int:
        """How many cases there are."""
        return len(self.cases)

    def parts(self) -> Iterator[Sequence[Case]]:
        """Yield the cases in parts."""
        for start in range(0, len(self.cases), AT_ONCE):
            yield self.cases[start : start + AT_ONCE]

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows."""
        return (self.cases[row] for row in rows)

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows."""
        return [case.id for case in self.again(rows)]

    def place(self, row: int) -> str:
        """Return where the case in some row stands."""
        return Rows().place(row).path


@define(eq=False)
class Stream:
    """Cases that come once; of them only those that were found wanting are kept."""

    cases: Iterator[Case]
    kept: dict[int, Case] = field(factory=dict)
    total: None = None

    def parts(self) -> Iterator[Sequence[Case]]:
        """Yield the cases in parts."""
        while some := tuple(islice(self.cases, AT_ONCE)):
            yield some

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows."""
        return (self.kept[row] for row in rows)

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows."""
        return [case.id for case in self.again(rows)]

    def place(self, row: int) -> str:
        """Return where the case in some row stands."""
        return Rows().place(row).path


@frozen(eq=False)
class Tables:
    """Cases in columns."""

    tables: CaseTables

    @property
    def total(self) -> int:
        """How many cases there are."""
        return len(self.tables)

    def parts(self) -> Iterator[CaseTables]:
        """Yield the cases in parts, so that what is computed of one fits into memory."""
        for batch in self.tables.to_batches():
            for start in range(0, batch.num_rows, ROWS):
                yield CaseTables((batch.slice(start, ROWS),))

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows."""
        return self.tables.cases_at(rows)

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows."""
        found: list[str] = self.tables.to_arrow().column("id").take(pa.array(rows, pa.int64())).to_pylist()
        return found

    def place(self, row: int) -> str:
        """Return where the case in some row stands."""
        return Rows().place(row).path


@frozen(eq=False)
class Lines:
    """A file with a case on each line, or a folder of such files."""

    path: Path
    state: tuple[int, int]
    total: None = None
    _starts: dict[str, int] = field(factory=dict, init=False)
    """At which row each file begins, by what its problems begin with; known once it is read."""

    def parts(self) -> Iterator[Sequence[Case]]:
        """Yield the cases in parts.

        Raises:
            BundleError: if a line is no case, or a file is damaged.
            TableError: if a folder holds something else than files of lines.
        """
        cases = self._cases()
        while some := tuple(islice(cases, AT_ONCE)):
            yield some

    def again(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows, read once more.

        Raises:
            TableError: if the file is not the one that was checked.
        """
        _unchanged(self.path, self.state)
        wanted = iter(rows)
        row = next(wanted, None)
        for number, case in enumerate(self._cases()):
            if row is None:
                return
            if number == row:
                yield case
                row = next(wanted, None)

    def keys(self, rows: Sequence[int]) -> list[str]:
        """Return the keys of the cases in some rows."""
        return [case.id for case in self.again(rows)]

    def place(self, row: int) -> str:
        """Return in which file and on which line the case in some row stands."""
        name, first = max(((name, first) for name, first in self._starts.items() if first <= row), key=itemgetter(1))
        return f"{name}{CASES}:{row - first + 1}"

    def _cases(self) -> Iterator[Case]:
        row = 0
        for file, name in files_at(self.path, LINES):
            self._starts[name] = row
            with iter_cases(file) as cases:
                try:
                    yield from cases
                except BundleError as error:
                    raise BundleError(named(name, error.problems)) from error
                row += cases.lines


def source_of(cases: object, columns: frozenset[str] | None) -> Source:
    """Return where cases come from.

    Args:
        cases: a path, tables, flat tables by their names, an iterable of cases, or a frame.
        columns: the dotted paths of the columns that are read, where cases lie in columns.

    Raises:
        TableError: if a frame is not one of cases.
        OSError: if a file cannot be read.
    """
    match cases:
        case str() | PathLike():
            return _file(Path(cases), columns)
        case CaseTables():
            return Tables(cases)
        case tuple() | list():
            return Objects(cases)
        case Mapping():
            return Columned(partial(flat_parts, kept_frames(cases)), columns)
        case _ if isinstance(cases, Iterable) and not _is_frame(cases):
            return Stream(iter(cases))
        case _:
            table = reader_of(cases).read_all()
            return Columned(partial(frame_parts, table), columns, rows=table.num_rows)


def _is_frame(cases: object) -> bool:
    return any(hasattr(cases, name) for name in ("__arrow_c_stream__", "__arrow_c_array__", "columns", "__narwhals_dataframe__"))


def _file(path: Path, columns: frozenset[str] | None) -> Source:
    if path.is_dir():
        is_parquet = not any(entry.name.endswith(LINES) for entry in path.iterdir())
    else:
        with path.open("rb") as file:
            is_parquet = file.read(len(MAGIC)) == MAGIC
    if not is_parquet:
        return Lines(path, _state(path))
    files = tuple((name, _rows(file)) for file, name in files_at(path, PARQUET))
    return Columned(partial(_unchanged_parts, path, _state(path)), columns, files)


def _rows(path: Path) -> int:
    """Return how many cases a file claims to have; a damaged one is refused once it is read."""
    try:
        return rows_claimed(path)
    except FooterError:
        return 0


def _unchanged_parts(path: Path, state: tuple[int, int], columns: frozenset[str] | None) -> Iterator[Part]:
    _unchanged(path, state)
    return read_parts(path, columns)


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _unchanged(path: Path, state: tuple[int, int]) -> None:
    if _state(path) != state:
        raise TableError((Problem(path=path.name, expected="the file that was checked", found="one changed since"),))
