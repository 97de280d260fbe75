"""Cases as columns: Arrow tables for millions of cases, and what engines read of them (*Spalten*).

Needs Arrow, which the extra ``kimcore[tables]`` brings; the modules behind the names are imported when first used.
"""

from kimcore.fronts import front

_HOME = {
    "COUNTS": "partitions",
    "CaseFindings": "judging.findings",
    "CaseTables": "case_tables",
    "Column": "columns",
    "ColumnSchema": "schema",
    "Columns": "columns",
    "FAILURES": "partitions",
    "Pace": "judging.pace",
    "PartitionCheck": "partitions",
    "Pool": "columns",
    "TableSchema": "schema",
    "case_schema": "schema",
    "check_cases": "judging.check",
    "iter_ndjson": "streaming",
    "iter_parquet": "streaming",
    "iter_tables": "streaming",
    "sql_schema": "partitions",
    "write_parquet": "streaming",
}
"""Which module each name lives in; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - computed from the one table
__getattr__, __dir__ = front(__name__, _HOME)
