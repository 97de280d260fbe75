from kimcore.tables.case_tables import CaseTables
from kimcore.tables.columns import Column, Columns, Pool
from kimcore.tables.schema import ColumnSchema, TableSchema, case_schema
from kimcore.tables.streaming import iter_ndjson, iter_parquet, iter_tables, write_parquet

__all__ = [
    "CaseTables",
    "Column",
    "ColumnSchema",
    "Columns",
    "Pool",
    "TableSchema",
    "case_schema",
    "iter_ndjson",
    "iter_parquet",
    "iter_tables",
    "write_parquet",
]
