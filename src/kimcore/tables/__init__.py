"""Cases as columns: Arrow tables for millions of cases, and what engines read of them (*Spalten*).

Needs Arrow, which the extra ``kimcore[tables]`` brings; the modules behind the names are imported when first used.
"""

from importlib import import_module

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


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(_HOME)
