"""Cases as columns: immutable, by batches, with a view for engines and the way back to objects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from os import PathLike
from typing import Self

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from kimcore.bundle import dump_cases
from kimcore.bundle.annotations import is_codes
from kimcore.bundle.collecting import collector_paused
from kimcore.errors import Problem, TableError
from kimcore.model.cases import Case
from kimcore.model.town import Town
from kimcore.tables.arrow import pa
from kimcore.tables.checking import repeated_keys
from kimcore.tables.columns import Column, Pool
from kimcore.tables.flat import flat_table
from kimcore.tables.frames import reader_of
from kimcore.tables.joining import joined_batch
from kimcore.tables.matching import schema_problems
from kimcore.tables.parquet_reading import read_parts
from kimcore.tables.parquet_writing import write_batches
from kimcore.tables.parts import Part, parts_of_batch, parts_of_batches, parts_of_lines, parts_of_objects
from kimcore.tables.pools import codes_in, pool_of
from kimcore.tables.rebuilding import cases_in, cases_of
from kimcore.tables.schema import CASES, ColumnSchema, case_schema, column_schema, leaf_names
from kimcore.tables.types import arrow_schema, empty_batch, type_at
from kimcore.tables.views import joined, joined_validity, leaf_in, lists_of, numbers, places_of_codes, rows_of, starts_of

_AT_ONCE = 1_000
"""How many cases become objects at once."""


@frozen(eq=False, repr=False)
class CaseTables:
    """Any number of cases as columns (*Fälle in Spalten*).

    Its columns never change, so threads may share it. Make one with `from_cases` or another of the class methods.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import Case
        >>> tables = CaseTables.from_cases([Case(id="case-1", municipality="05154", opened_on=date(2025, 3, 1))])
        >>> tables
        CaseTables(cases=1)
        >>> tables.column("cases", "opened_on").values
        array([20148], dtype=int32)
        >>> tables.case_at(0).opened_on
        datetime.date(2025, 3, 1)
    """

    _batches: tuple[pa.RecordBatch, ...]
    """In the nested form; at least one, which may be empty."""
    _pools: dict[object, Pool] = field(factory=dict, init=False)
    """Made when first asked for; of two threads that make one, the first gives it to both."""
    _rows: dict[str, list[pa.Array]] = field(factory=dict, init=False)
    """The rows of tables, batch by batch; likewise."""

    @classmethod
    def from_cases(cls, cases: Iterable[Case]) -> Self:
        """Return cases as columns.

        Args:
            cases: any iterable; it is read once, a batch at a time.

        Raises:
            TableError: if something in them is not what the model says, or two cases have one key.
        """
        return cls._of_parts(parts_of_objects(cases), arrow_schema())

    @classmethod
    def from_town(cls, town: Town) -> Self:
        """Return the cases of a town as columns.

        Raises:
            TableError: if none were recorded, which is not the same as that there are none, or they are not what they must be.
        """
        if town.cases is None:
            raise TableError((Problem(path=CASES, expected="a list of cases", found="null"),))
        return cls.from_cases(town.cases)

    @classmethod
    def from_ndjson(cls, path: str | PathLike[str]) -> Self:
        """Return the cases in a file of lines, or in a folder of such files, read as strictly as a bundle.

        Args:
            path: one case on a line, plain or packed with gzip or zstd; or a folder of files that end in ``.ndjson``,
                ``.ndjson.gz`` or ``.ndjson.zst``.

        Raises:
            BundleError: if a file breaks off or is damaged.
            TableError: if lines are no cases, with everything that is wrong with them, or two cases have one key.
            OSError: if there is no such file, or it cannot be read.

        Example:
            >>> CaseTables.from_ndjson("examples/musterkreis.cases.ndjson")
            CaseTables(cases=150)
        """
        return cls._of_parts(parts_of_lines(path), arrow_schema())

    @classmethod
    def from_frame(cls, frame: object, *, columns: Iterable[str] | None = None) -> Self:
        """Return the cases in a nested frame: a row a case, lists of records for what a case has several of.

        Args:
            frame: of pyarrow, polars, pandas or DuckDB, or any other that speaks Arrow or that narwhals knows.
            columns: dotted paths of the columns to keep, such as ``closing.on`` or all of ``needs``; `None` keeps all.

        Raises:
            TableError: if a column is missing, unknown or of another type, or any value is not one that the model allows.
        """
        names = None if columns is None else leaf_names(columns)
        kept = arrow_schema(names)
        reader = reader_of(frame)
        problems = tuple(schema_problems(reader.schema, columns=names))
        if problems:
            raise TableError(problems)
        return cls._of_parts(parts_of_batches(reader, kept), kept)

    @classmethod
    def from_tables(cls, tables: Mapping[str, object], *, columns: Iterable[str] | None = None) -> Self:
        """Return the cases in flat tables, as a database keeps them: one for the cases, one for each kind of child.

        Children name their case in ``case`` and their place in ``position``, children of children also the number of their
        ``parent`` within the case. They may come in any order.

        Args:
            tables: a frame of any kind for each table, by its name, such as ``needs`` or ``referrals.attempts``.
            columns: dotted paths of the columns to keep; `None` keeps all, and all tables must be there.

        Raises:
            TableError: if a table or column is missing, unknown or of another type, a child belongs to no case,
                positions have gaps, or any value is not one that the model allows.
        """
        names = None if columns is None else leaf_names(columns)
        whole = joined_batch(tables, names)
        return cls._of_parts(parts_of_batch(whole), whole.schema)

    @classmethod
    def from_parquet(cls, path: str | PathLike[str], *, columns: Iterable[str] | None = None) -> Self:
        """Return the cases in a Parquet file, or in a folder of such files.

        Only the columns asked for are read and checked.

        Args:
            path: a file, or a folder whose files end in ``.parquet``, as engines write them.
            columns: dotted paths of the columns to read, such as ``closing.on`` or all of ``needs``; `None` reads all.

        Raises:
            TableError: if it is no whole Parquet file of this version, or anything in it is not what the model allows.
            OSError: if there is no such file, or it cannot be read.
        """
        names = None if columns is None else leaf_names(columns)
        return cls._of_parts(read_parts(path, names), arrow_schema(names))

    def to_parquet(self, path: str | PathLike[str]) -> None:
        """Write the cases to one Parquet file, whole or not at all.

        Equal cases give equal bytes, in whatever batches they came.

        Raises:
            OSError: if it cannot be written; what was there before is then still there.
        """
        write_batches(self._batches, self._batches[0].schema, path)

    def to_ndjson(self, path: str | PathLike[str]) -> None:
        """Write the cases to a file of lines, whole or not at all; the end of its name says whether it is packed.

        Raises:
            BundleError: if a key within a case leads nowhere, which columns that were not read could not tell.
            KeyError: if some column was not loaded.
            OSError: if it cannot be written; what was there before is then still there.
        """
        dump_cases(self.cases(), path)

    def to_arrow(self) -> pa.Table:
        """Return the cases as an Arrow table of the nested form: a row a case, lists of records."""
        return pa.Table.from_batches(self._batches)

    def table(self, name: str) -> pa.Table:
        """Return one flat table with the columns by which its rows find their case; `from_tables` reads it back.

        Raises:
            KeyError: if there is no such table, no column of it was loaded, or the keys of cases were not.

        Example:
            >>> CaseTables.from_cases([]).table("referrals.attempts").schema.names[:4]
            ['case', 'parent', 'position', 'receiver']
        """
        return flat_table(self._batches, name)

    def to_batches(self) -> tuple[pa.RecordBatch, ...]:
        """Return the cases as Arrow batches of the nested form; nothing is copied."""
        return self._batches

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the cases to any library that reads Arrow, such as ``polars.DataFrame(tables)``."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    @classmethod
    def from_part(cls, part: Part) -> Self:
        """Return one batch of the nested form that was checked; for who reads in parts, see `kimcore.tables.iter_parquet`.

        Raises:
            TableError: if something is wrong with it.
        """
        batch, problems = part
        return cls._of([] if batch is None else [batch], list(problems))

    @classmethod
    def _of_parts(cls, parts: Iterable[Part], kept: pa.Schema) -> Self:
        """Return what came in parts, unless anything is wrong with any of them.

        Raises:
            TableError: if so.
        """
        batches: list[pa.RecordBatch] = []
        problems: list[Problem] = []
        for batch, found in parts:
            problems.extend(found)
            batches.extend(() if batch is None else (batch,))
        return cls._of(batches or [empty_batch(kept)], problems)

    @classmethod
    def _of(cls, batches: Sequence[pa.RecordBatch], problems: list[Problem]) -> Self:
        """Return batches whose problems are known but for keys that stand twice.

        Raises:
            TableError: if there are problems.
        """
        problems.extend(repeated_keys(batches))
        if problems:
            raise TableError(tuple(problems))
        return cls(tuple(batches))

    def __len__(self) -> int:
        """Return how many cases there are."""
        return sum(batch.num_rows for batch in self._batches)

    def __repr__(self) -> str:
        """Return the number of cases and nothing about any of them."""
        return f"{type(self).__name__}(cases={len(self)})"

    def has(self, table: str, path: str) -> bool:
        """Return whether a column was loaded.

        Raises:
            KeyError: if cases have no such column.
        """
        return type_at(self._batches[0].schema, column_schema(table, path).name) is not None

    def rows(self, table: str) -> int:
        """Return how many rows a table has.

        Raises:
            KeyError: if there is no such table, or no column of it was loaded.
        """
        return sum(len(rows_of(batch, table)) for batch in self._batches)

    def offsets(self, table: str) -> NDArray[np.int64]:
        """Return where the rows of each row of the parent begin in a table, and at last how many there are.

        Raises:
            KeyError: if the table is that of the cases or unknown, or no column of it was loaded.
        """
        if table == CASES:
            raise KeyError(table)
        starts = [starts_of(lists_of(batch, table)) for batch in self._batches]
        if len(starts) == 1:
            return starts[0]
        return np.cumsum(np.concatenate([np.zeros(1, np.int64), *map(np.diff, starts)]))

    def column(self, table: str, path: str) -> Column:
        """Return a column of a table by its path within the record, such as ``closing.on`` of ``cases``.

        Raises:
            KeyError: if there is no such column, or it was not loaded.
        """
        asked = column_schema(table, path)
        leaves = self._leaves(asked)
        if not asked.is_text:
            parts = [places_of_codes(leaf, asked.kind) if is_codes(asked.kind) else numbers(leaf) for leaf in leaves]
            return Column(values=joined(parts), valid=joined_validity(leaves))
        pool = self._pool(asked.kind)
        return Column(values=joined([codes_in(leaf, pool) for leaf in leaves]), valid=joined_validity(leaves), pool=pool)

    def case_at(self, row: int) -> Case:
        """Return one case as the object it was.

        Raises:
            IndexError: if there is no such row.
            KeyError: if some column was not loaded.
        """
        return next(self.cases_at([row]))

    def cases_at(self, rows: Sequence[int]) -> Iterator[Case]:
        """Yield the cases in some rows, in that order: from a few on, much faster than one by one.

        Raises:
            IndexError: if there is no such row.
            KeyError: if some column was not loaded.
        """
        ends = np.cumsum([batch.num_rows for batch in self._batches])
        for place, within in groupby(rows, key=lambda row: int(np.searchsorted(ends, row, "right"))):
            while some := list(islice(within, _AT_ONCE)):
                if min(some) < 0 or place == len(ends):
                    raise IndexError(some[0])
                batch = self._batches[place]
                first = int(ends[place]) - batch.num_rows
                yield from cases_in(batch, [row - first for row in some])

    def cases(self) -> Iterator[Case]:
        """Yield every case as the object it was.

        Raises:
            KeyError: if some column was not loaded.
        """
        for batch in self._batches:
            for start in range(0, batch.num_rows, _AT_ONCE):
                with collector_paused():
                    some = cases_of(batch.slice(start, _AT_ONCE))
                yield from some

    def _leaves(self, column: ColumnSchema) -> list[pa.Array]:
        """Return the values of a column, batch by batch.

        Raises:
            KeyError: if the column was not loaded.
        """
        if column.table not in self._rows:
            self._rows.setdefault(column.table, [rows_of(batch, column.table) for batch in self._batches])
        return [leaf_in(rows, column) for rows in self._rows[column.table]]

    def _pool(self, kind: object) -> Pool:
        """Return the pool of one kind of key or of texts, of all columns that were loaded."""
        if kind not in self._pools:
            alike = [column for table in case_schema().values() for column in table.columns if column.kind is kind]
            columns = [column for column in alike if self.has(column.table, column.path)]
            self._pools.setdefault(kind, pool_of(leaf for column in columns for leaf in self._leaves(column)))
        return self._pools[kind]
