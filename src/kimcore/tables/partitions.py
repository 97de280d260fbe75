"""Checking cases inside an engine that hands over its own batches: Spark, Dask, DuckDB and others (*Prüfung im Verbund*)."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from kimcore.law import Law
from kimcore.model import LocalParameter
from kimcore.rules import BUILTIN, Rule
from kimcore.tables.arrow import pa
from kimcore.tables.case_tables import CaseTables
from kimcore.tables.judging.check import check_cases
from kimcore.tables.judging.findings import CaseFindings

FAILURES = pa.schema(
    [
        pa.field("case", pa.utf8(), nullable=False),
        pa.field("municipality", pa.utf8(), nullable=False),
        pa.field("rule", pa.utf8(), nullable=False),
        pa.field("index", pa.int32(), nullable=False),
    ]
)
"""A row for each failure: key of the case, key of its municipality, code of the rule, place of the thing in the case."""
COUNTS = pa.schema(
    [
        pa.field("rule", pa.utf8(), nullable=False),
        pa.field("outcome", pa.utf8(), nullable=False),
        pa.field("count", pa.int64(), nullable=False),
    ]
)
"""How many things a rule passed, failed, could not judge and does not concern; sum it over all batches."""


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen(kw_only=True)
class PartitionCheck:
    """A check that takes batches of cases and gives batches of failures (*Prüfung einer Partition*).

    Cases are independent of each other, so what an engine finds in its partitions together is what `check_cases` finds in all.
    It is called with an iterator, as ``mapInArrow`` of Spark does, keeps nothing between calls, and can be pickled:
    the rules go along by their codes, so each machine needs kimcore and no file of it.
    Batches are in the nested form in which `CaseTables` writes Parquet; types that engines change, such as codes as plain text,
    are read back. Whether two batches hold the same case only the engine can see.

    Raises:
        TableError: when it is called, if a batch does not hold what cases must be.

    Example:
        >>> from datetime import date
        >>> from kimcore.tables import CaseTables, PartitionCheck
        >>> from kimcore.testing import synthetic
        >>> cases = CaseTables.from_cases(synthetic.cases(200, on=date(2025, 12, 31)))
        >>> check = PartitionCheck(on=date(2025, 12, 31), select=["CM"])
        >>> sum(batch.num_rows for batch in check(cases.to_batches())) > 0
        True
    """

    on: date
    select: tuple[str, ...] = field(default=(), converter=_codes)
    """Codes or families; nothing means all rules on cases."""
    ignore: tuple[str, ...] = field(default=(), converter=_codes)
    rules: tuple[Rule, ...] | None = None
    """The rules to choose from; those of kimcore by default."""
    law: Law | None = None
    parameters: tuple[LocalParameter, ...] = ()

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the failures in each batch of cases."""
        for batch in batches:
            yield from self._failures(batch)

    def counts(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield how many things of each batch each rule passed, failed, could not judge and does not concern."""
        for batch in batches:
            found = self._checked(batch)[1].counts()
            rows = [(code, outcome.value, count) for code, by in found.items() for outcome, count in by.items() if count]
            columns = zip(*rows, strict=True) if rows else ((), (), ())
            yield pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=COUNTS)

    def _failures(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        tables, found = self._checked(batch)
        rows = found.to_arrow()
        places = tables.to_arrow().column("municipality").take(pa.array(found.row))
        columns = (rows["case"], places, rows["rule"], rows["index"])
        arrays = [column.cast(kind.type) for column, kind in zip(columns, FAILURES, strict=True)]
        yield from pa.Table.from_arrays(arrays, schema=FAILURES).to_batches()

    def _checked(self, batch: pa.RecordBatch) -> tuple[CaseTables, CaseFindings]:
        tables = CaseTables.from_frame(batch)
        found = check_cases(
            tables,
            on=self.on,
            select=self.select,
            ignore=self.ignore,
            rules=BUILTIN if self.rules is None else self.rules,
            law=self.law,
            parameters=self.parameters,
        )
        return tables, found


def sql_schema(schema: pa.Schema) -> str:
    """Return what a batch holds in the words of SQL, as Spark asks for it.

    Example:
        >>> sql_schema(COUNTS)
        'rule string, outcome string, count bigint'
    """
    words = {pa.utf8(): "string", pa.int32(): "int", pa.int64(): "bigint"}
    return ", ".join(f"{column.name} {words[column.type]}" for column in schema)
