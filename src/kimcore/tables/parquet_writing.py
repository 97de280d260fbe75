"""Writing cases to Parquet: one nested row a case, one file, whole or not at all."""

from collections.abc import Iterable, Iterator
from os import PathLike
from os.path import realpath
from pathlib import Path

from kimcore.bundle.files import replacing
from kimcore.tables.arrow import pa, pq
from kimcore.tables.parts import ROWS
from kimcore.tables.types import plain_schema


def write_batches(batches: Iterable[pa.RecordBatch], kept: pa.Schema, path: str | PathLike[str]) -> None:
    """Write batches of the nested form to one Parquet file, whole or not at all; a link is followed and stays a link.

    Texts are written as such, so that nothing stays of a dictionary that other cases shared.

    Raises:
        OSError: if the file cannot be written; what was there before is then still there.
    """
    plain = plain_schema(kept)
    options = {"compression": "zstd", "store_schema": False, "write_page_checksum": True}
    with replacing(Path(realpath(path))) as file, pq.ParquetWriter(file, plain, **options) as writer:
        for group in _groups(batches, kept):
            writer.write_table(group.cast(plain).combine_chunks(), row_group_size=ROWS)


def _groups(batches: Iterable[pa.RecordBatch], kept: pa.Schema) -> Iterator[pa.Table]:
    """Yield batches put together to row groups of one size, so that the same cases give the same bytes."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        while sum(part.num_rows for part in held) >= ROWS:
            table = pa.Table.from_batches(held, kept)
            yield table.slice(0, ROWS)
            held = table.slice(ROWS).to_batches()
    rest = pa.Table.from_batches(held, kept)
    if rest.num_rows:
        yield rest
