"""Reading cases from Parquet: a file or a folder of files, only the columns asked for, and nothing of it trusted."""

from collections.abc import Collection, Iterator
from os import PathLike
from pathlib import Path

from attrs import frozen

from kimcore.bundle.files import opened
from kimcore.errors import BundleError, Problem, TableError
from kimcore.tables.arrow import pa, pq
from kimcore.tables.conforming import conformed, unsound
from kimcore.tables.folders import PARQUET, files_at, named
from kimcore.tables.footers import FooterError, most_values
from kimcore.tables.matching import schema_problems
from kimcore.tables.parts import ROWS, Part
from kimcore.tables.types import CODE, KEY, arrow_schema, type_at
from kimcore.tables.wording import is_list

MAX_VALUES = 100_000_000
"""How many values one column of one row group may hold."""


def read_parts(path: str | PathLike[str], columns: Collection[str] | None) -> Iterator[Part]:
    """Yield the cases in a Parquet file, or in a folder of such, batch by batch, or what is wrong with a batch.

    Args:
        path: a file, or a folder of files whose names end in ``.parquet``; names that begin with ``_`` or ``.`` are passed over.
        columns: the names of the single values to read; `None` reads all.

    Raises:
        TableError: if a folder holds something else or nothing, or the columns of a file are not those of cases.
        OSError: if there is nothing at the path, or it cannot be read.
    """
    files = [_File(file, name) for file, name in files_at(Path(path), PARQUET)]
    problems = tuple(problem for file in files for problem in file.problems(columns))
    if problems:
        raise TableError(problems)
    for file in files:
        yield from file.parts(columns)


_DAMAGE = (pa.ArrowException, OSError, UnicodeDecodeError, *FooterError)
"""What is raised where a file cannot be decoded, names of columns included."""


@frozen
class _File:
    """One Parquet file, and what its problems begin with."""

    path: Path
    name: str

    def problems(self, columns: Collection[str] | None) -> Iterator[Problem]:
        """Yield what is wrong with the file and its columns, before any value is read."""
        try:
            opened(self.path, place="file").close()
            with _opened(self.path) as file:
                yield from named(self.name, schema_problems(file.schema_arrow, columns=columns))
                if most_values(self.path) > MAX_VALUES:
                    found = Problem(path="row group", expected=f"at most {MAX_VALUES} values of a column", found="more")
                    yield from named(self.name, [found])
        except BundleError as error:
            yield from named(self.name, error.problems)
        except _DAMAGE as error:
            yield self._damaged("footer", error)

    def parts(self, columns: Collection[str] | None) -> Iterator[Part]:
        """Yield the batches of the file, each with what is wrong with it."""
        kept = arrow_schema(columns)
        first = 0
        with _opened(self.path) as plain:
            leaves = dict(_leaves(plain))
            texts = [leaf for name, leaf in leaves.items() if type_at(kept, name) in {CODE, KEY}]
            asked = [leaf for name, leaf in leaves.items() if columns is None or name in columns]
            with _opened(self.path, texts) as encoded:
                for group in range(plain.num_row_groups):
                    try:
                        batches = _batches(plain, encoded, group, asked)
                    except _DAMAGE as error:
                        yield None, (self._damaged(f"row group {group}", error),)
                        continue
                    for batch in batches:
                        damaged = unsound(batch)
                        made, problems = (None, damaged) if damaged else conformed(batch, kept, first=first)
                        first += batch.num_rows
                        yield made, named(self.name, problems)

    def _damaged(self, part: str, error: Exception) -> Problem:
        """Return the problem of a file that cannot be decoded.

        Raises:
            OSError: the error itself, if it is the system that cannot read.
        """
        if isinstance(error, OSError) and error.errno is not None:
            raise error
        return Problem(path=f"{self.name}{part}", expected="a whole Parquet file", found="one that breaks off or is damaged")


def _opened(path: Path, texts: Collection[str] = ()) -> pq.ParquetFile:
    """Return a file whose pages are held against their checksums, where they have some.

    Args:
        path: of the file.
        texts: the columns that stay in the dictionaries of the file.
    """
    return pq.ParquetFile(path, read_dictionary=list(texts), page_checksum_verification=True)


def _batches(plain: pq.ParquetFile, encoded: pq.ParquetFile, group: int, asked: list[str]) -> list[pa.RecordBatch]:
    """Return the batches of a row group; texts stay in the dictionaries of the file where Arrow can leave them there."""
    try:
        table = encoded.read_row_group(group, columns=asked)
    except pa.ArrowNotImplementedError:
        table = plain.read_row_group(group, columns=asked)
    cuts = (table.slice(start, ROWS).combine_chunks() for start in range(0, table.num_rows, ROWS))
    return [batch for cut in cuts for batch in cut.to_batches()]


def _leaves(file: pq.ParquetFile) -> Iterator[tuple[str, str]]:
    """Yield the dotted path of each single value, and the path by which the file knows it; both are in one order."""
    names = [name for field in file.schema_arrow for name in _leaf_names(field.name, field.type)]
    return zip(names, (file.schema.column(at).path for at in range(len(names))), strict=True)


def _leaf_names(name: str, kind: pa.DataType) -> Iterator[str]:
    """Yield the dotted paths of the single values in a type."""
    if pa.types.is_struct(kind):
        for field in kind:
            yield from _leaf_names(f"{name}.{field.name}", field.type)
    elif is_list(kind):
        yield from _leaf_names(name, kind.value_type)
    else:
        yield name
