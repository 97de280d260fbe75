"""The same findings on batches of DuckDB, in this process."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from kimcore.network import read_ties, strength
from kimcore.tables import FAILURES, PartitionCheck

ON = date(2025, 12, 31)


@pytest.fixture
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that sees the cases of the state."""
    with duckdb.connect() as connection:
        connection.read_parquet(str(folder / "*.parquet")).create_view("cases")
        yield connection


def test_same_failures(database: duckdb.DuckDBPyConnection, truth: list[tuple[str, str, int]]) -> None:
    """Failures go back into the database and are those that kimcore finds without it."""
    batches = database.cursor().sql("from cases").to_arrow_reader(100)
    failures = pa.RecordBatchReader.from_batches(FAILURES, PartitionCheck(on=ON)(batches))
    database.register("failures", failures)
    assert sorted(database.sql('select "case", rule, index from failures').fetchall()) == truth


def test_same_counts(database: duckdb.DuckDBPyConnection, true_counts: Counter[tuple[str, str]]) -> None:
    """What passed, failed and could not be judged adds up over all batches."""
    counted = pa.Table.from_batches(PartitionCheck(on=ON).counts(database.sql("from cases").to_arrow_reader(100)))
    database.register("counted", counted)
    sums = database.sql("select rule, outcome, sum(count) from counted group by all").fetchall()
    assert {(rule, outcome): int(count) for rule, outcome, count in sums} == dict(true_counts)


def test_referral_network(database: duckdb.DuckDBPyConnection, true_ties: Mapping[tuple[str, str], int]) -> None:
    """Ties counted by the database give the network that the cases themselves give."""
    ties = database.sql(
        """
        with sent as (select unnest(referrals) as referral from cases),
        attempts as (select referral.sender as source, unnest(referral.attempts).receiver as target from sent)
        select source, target, count(*) as weight from attempts group by all
        """
    )
    columns = {
        "source": [one for one, _ in true_ties],
        "target": [other for _, other in true_ties],
        "weight": [*true_ties.values()],
    }
    found = read_ties(ties.to_arrow_table().to_pydict())
    assert strength(found).values == strength(read_ties(columns)).values
