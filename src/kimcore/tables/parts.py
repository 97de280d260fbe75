"""Cases from objects, lines and frames, batch by batch, each batch with what is wrong with it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from os import PathLike
from pathlib import Path

from kimcore.bundle import iter_cases
from kimcore.errors import Problem
from kimcore.tables.arrow import pa
from kimcore.tables.conforming import conformed, unsound, value_problems
from kimcore.tables.folders import LINES, files_at, named
from kimcore.tables.objects import batch_of

ROWS = 65_536
"""How many cases lie in one batch that kimcore makes, and in one row group of a file that it writes."""

Part = tuple[pa.RecordBatch | None, tuple[Problem, ...]]
"""A batch in the one form, or what is wrong with it."""


def parts_of_objects(cases: Iterable[object]) -> Iterator[Part]:
    """Yield cases as batches; they are read once, a batch at a time."""
    rest, first = iter(cases), 0
    while some := tuple(islice(rest, ROWS)):
        batch, problems = batch_of(some, first=first)
        if batch is not None:
            problems = tuple(value_problems(batch, first=first))
        yield (None if problems else batch), problems
        first += len(some)


def parts_of_lines(path: str | PathLike[str]) -> Iterator[Part]:
    """Yield the cases in a file of lines, or in a folder of such files, as batches.

    Lines that are no cases are collected and come with the last part of their file.

    Args:
        path: a file as `kimcore.bundle.iter_cases` reads it, or a folder of files whose names end in ``.ndjson``,
            ``.ndjson.gz`` or ``.ndjson.zst``, which are read in the order of their names.

    Raises:
        BundleError: if a file breaks off or is damaged.
        TableError: if a folder holds something else, or nothing.
        OSError: if there is nothing at the path, or it cannot be read.
    """
    for file, name in files_at(Path(path), LINES):
        with iter_cases(file, on_error="collect") as stream:
            for batch, problems in parts_of_objects(stream):
                yield batch, named(name, problems)
            refused = [problem for line in stream.refused for problem in line.problems]
            if refused:
                yield None, named(name, refused)


def parts_of_batch(batch: pa.RecordBatch) -> Iterator[Part]:
    """Yield a batch whose columns are in the one form, in pieces of at most `ROWS`, each with what is wrong with its values."""
    for first in range(0, batch.num_rows, ROWS):
        piece = batch.slice(first, ROWS)
        problems = tuple(value_problems(piece, first=first))
        yield (None if problems else piece), problems


def parts_of_batches(batches: Iterable[pa.RecordBatch], kept: pa.Schema) -> Iterator[Part]:
    """Yield batches whose schema was looked at in the one form, in pieces of at most `ROWS`."""
    first = 0
    for batch in batches:
        damaged = unsound(batch)
        if damaged:
            yield None, damaged
            first += batch.num_rows
            continue
        for start in range(0, batch.num_rows, ROWS):
            piece = batch.slice(start, ROWS)
            yield conformed(piece, kept, first=first)
            first += piece.num_rows
