"""Cases from different sources, batch by batch, each batch with what is wrong with it."""

from collections.abc import Iterable, Iterator
from itertools import islice

from kimcore.errors import Problem
from kimcore.tables.arrow import pa
from kimcore.tables.checking import problems_in
from kimcore.tables.conforming import conformed
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
            problems = tuple(problems_in(batch, first=first))
        yield (None if problems else batch), problems
        first += len(some)


def parts_of_batches(batches: Iterable[pa.RecordBatch], kept: pa.Schema) -> Iterator[Part]:
    """Yield batches whose schema was looked at in the one form, in pieces of at most `ROWS`."""
    first = 0
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            piece = batch.slice(start, ROWS)
            yield conformed(piece, kept, first=first)
            first += piece.num_rows
