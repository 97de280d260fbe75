"""The same findings from processes of Dask; `nox --session engines` runs it."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dask.distributed import Client, LocalCluster

from kimcore.tables import PartitionCheck

ON = date(2025, 12, 31)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Start a scheduler and two workers, each a process of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


def rows_of(tables: list[pa.Table]) -> list[tuple[str, str, int]]:
    """Return failures in order."""
    rows = pa.concat_tables(tables).to_pylist()
    return sorted((row["case"], row["rule"], row["index"]) for row in rows)


def test_same_failures(client: Client, folder: Path, truth: list[tuple[str, str, int]]) -> None:
    """Two workers find the failures that one machine finds."""

    def check_file(file: Path) -> pa.Table:
        return pa.Table.from_batches(PartitionCheck(on=ON)(pq.ParquetFile(file).iter_batches(50)))

    found = client.gather(client.map(check_file, sorted(folder.iterdir())))
    assert rows_of(found) == truth


def test_same_counts(client: Client, folder: Path, true_counts: Counter[tuple[str, str]]) -> None:
    """What passed, failed and could not be judged adds up over all files."""

    def count_file(file: Path) -> pa.Table:
        return pa.Table.from_batches(PartitionCheck(on=ON).counts(pq.ParquetFile(file).iter_batches(50)))

    found = pa.concat_tables(client.gather(client.map(count_file, sorted(folder.iterdir()))))
    sums = found.group_by(["rule", "outcome"]).aggregate([("count", "sum")]).to_pylist()
    assert {(row["rule"], row["outcome"]): row["count_sum"] for row in sums} == dict(true_counts)


def test_lost_worker(client: Client, folder: Path, truth: list[tuple[str, str, int]], tmp_path: Path) -> None:
    """A worker that is killed in the midst of a file changes nothing, because another one checks the file again."""
    mark = tmp_path / "killed"

    def dies_once(file: Path) -> pa.Table:
        batches = list(PartitionCheck(on=ON)(pq.ParquetFile(file).iter_batches(50)))
        if file.stem == "part-1" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return pa.Table.from_batches(batches)

    found = client.gather(client.map(dies_once, sorted(folder.iterdir())))
    assert mark.exists()
    assert rows_of(found) == truth
