"""More cases than memory holds: read in parts, each of them `CaseTables`, and written from parts."""

from collections.abc import Iterable, Iterator
from os import PathLike

from kimcore.model.cases import Case
from kimcore.tables.arrow import pa
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.parquet_reading import read_parts
from kimcore.tables.parquet_writing import write_batches
from kimcore.tables.parts import parts_of_lines, parts_of_objects
from kimcore.tables.schema import leaf_names


def iter_parquet(path: str | PathLike[str], *, columns: Iterable[str] | None = None) -> Iterator[CaseTables]:
    """Yield the cases in a Parquet file, or in a folder of such files, in parts of at most 65,536 cases.

    Every part is checked before it comes; whether a key stands in two parts is not asked.

    Args:
        path: as for `CaseTables.from_parquet`.
        columns: as for `CaseTables.from_parquet`.

    Raises:
        TableError: as `CaseTables.from_parquet`, at the first part with which something is wrong.
        OSError: if there is no such file, or it cannot be read.
    """
    return map(CaseTables.from_part, read_parts(path, None if columns is None else leaf_names(columns)))


def iter_ndjson(path: str | PathLike[str]) -> Iterator[CaseTables]:
    """Yield the cases in a file of lines, or in a folder of such files, in parts of at most 65,536 cases.

    Every part is checked before it comes; whether a key stands in two parts is not asked.

    Args:
        path: as for `CaseTables.from_ndjson`.

    Raises:
        BundleError: if a file breaks off or is damaged.
        TableError: if lines are no cases, once the file they are in has been read.
        OSError: if there is no such file, or it cannot be read.
    """
    return map(CaseTables.from_part, parts_of_lines(path))


def iter_tables(cases: Iterable[Case]) -> Iterator[CaseTables]:
    """Yield cases as columns in parts of at most 65,536; the iterable is read as the parts are asked for.

    Raises:
        TableError: if something in them is not what the model says, with all that is wrong in the part.

    Example:
        >>> from datetime import date
        >>> from kimcore.testing import synthetic
        >>> list(iter_tables(synthetic.cases(100, on=date(2026, 1, 31))))
        [CaseTables(cases=100)]
    """
    return map(CaseTables.from_part, parts_of_objects(cases))


def write_parquet(parts: Iterable[CaseTables], path: str | PathLike[str]) -> None:
    """Write parts to one Parquet file, whole or not at all; no more than a part and a row group are in memory.

    Args:
        parts: at least one, all with the same columns, such as those of `iter_ndjson`.
        path: where; a link is followed and stays a link.

    Raises:
        ValueError: if there is no part, or one has other columns than the first.
        OSError: if the file cannot be written; what was there before is then still there.
    """
    batches = (batch for part in parts for batch in part.to_batches())
    first = next(batches, None)
    if first is None:
        raise ValueError("expected at least one part, found none")
    write_batches(_alike(first, batches), first.schema, path)


def _alike(first: pa.RecordBatch, others: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches as long as they have the same columns.

    Raises:
        ValueError: if one has others.
    """
    yield first
    for batch in others:
        if batch.schema != first.schema:
            raise ValueError("expected parts with the same columns, found others")
        yield batch
