from kimcore.tables.case_tables import CaseTables
from kimcore.tables.columns import Column, Columns, Pool
from kimcore.tables.judging.check import check_cases
from kimcore.tables.judging.findings import CaseFindings
from kimcore.tables.judging.pace import Pace
from kimcore.tables.partitions import COUNTS, FAILURES, PartitionCheck, sql_schema
from kimcore.tables.schema import ColumnSchema, TableSchema, case_schema
from kimcore.tables.streaming import iter_ndjson, iter_parquet, iter_tables, write_parquet

__all__ = [
    "COUNTS",
    "FAILURES",
    "CaseFindings",
    "CaseTables",
    "Column",
    "ColumnSchema",
    "Columns",
    "Pace",
    "PartitionCheck",
    "Pool",
    "TableSchema",
    "case_schema",
    "check_cases",
    "iter_ndjson",
    "iter_parquet",
    "iter_tables",
    "sql_schema",
    "write_parquet",
]
