"""The same findings on a cluster of Spark with several workers; `nox --session engines` runs it."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from kimcore.network import read_ties, strength
from kimcore.tables import COUNTS, FAILURES, PartitionCheck, sql_schema

ON = date(2025, 12, 31)

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
"""Nothing here goes through pandas."""


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Start a master and two workers, each a process of its own with one core and 1 GiB."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        environment.setenv("PYSPARK_PYTHON", sys.executable)
        settings = {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.executorEnv.PYTHONPATH": os.pathsep.join(sys.path),
            "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
            "spark.sql.shuffle.partitions": "4",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        session = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=settings).getOrCreate()
        yield session
        session.stop()


@pytest.fixture
def cases(spark: SparkSession, folder: Path) -> DataFrame:
    """Return the cases of the state, spread over both workers."""
    return spark.read.parquet(str(folder)).repartition(4)


def test_same_failures(cases: DataFrame, truth: list[tuple[str, str, int]]) -> None:
    """Two workers find the failures that one machine finds."""
    found = cases.mapInArrow(PartitionCheck(on=ON), sql_schema(FAILURES)).select("case", "rule", "index").collect()
    assert sorted(map(tuple, found)) == truth


def test_same_counts(cases: DataFrame, true_counts: Counter[tuple[str, str]]) -> None:
    """What passed, failed and could not be judged adds up over all partitions."""
    found = cases.mapInArrow(PartitionCheck(on=ON).counts, sql_schema(COUNTS)).groupBy("rule", "outcome").sum("count").collect()
    assert {(rule, outcome): count for rule, outcome, count in found} == dict(true_counts)


def test_lost_worker(cases: DataFrame, truth: list[tuple[str, str, int]], tmp_path: Path) -> None:
    """A process that is killed in the midst of a partition changes nothing, because the partition is checked again."""
    check, mark = PartitionCheck(on=ON), tmp_path / "killed"

    def dies_once(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        task = TaskContext.get()
        for number, found in enumerate(check(batches)):
            if task is not None and task.partitionId() == 1 and task.attemptNumber() == 0 and number == 1:
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield found

    found = cases.mapInArrow(dies_once, sql_schema(FAILURES)).select("case", "rule", "index").collect()
    assert mark.exists()
    assert sorted(map(tuple, found)) == truth


def test_bad_partition(cases: DataFrame) -> None:
    """Cases that are none stop the run and name the column."""
    broken = cases.withColumn("opened_on", sql.lit(None).cast("date"))
    with pytest.raises(Exception, match="opened_on"):
        broken.mapInArrow(PartitionCheck(on=ON), sql_schema(FAILURES)).collect()


def test_referral_network(cases: DataFrame, true_ties: Mapping[tuple[str, str], int]) -> None:
    """Ties counted by Spark give the network that the cases themselves give."""
    sent = cases.select(sql.explode("referrals").alias("referral"))
    attempts = sent.select(sql.col("referral.sender").alias("source"), sql.explode("referral.attempts").alias("attempt"))
    ties = attempts.groupBy("source", sql.col("attempt.receiver").alias("target")).agg(sql.count("*").alias("weight"))
    found = read_ties(ties.toArrow().to_pydict())
    assert strength(found).values == strength(read_ties(columns_of(true_ties))).values


def columns_of(ties: Mapping[tuple[str, str], int]) -> dict[str, list[object]]:
    """Return ties as columns."""
    return {"source": [one for one, _ in ties], "target": [other for _, other in ties], "weight": [*ties.values()]}
