"""Cases for engines, and what kimcore itself finds in them on one machine."""

from collections import Counter
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from kimcore.tables import CaseTables, check_cases
from kimcore.testing import synthetic

ON = date(2025, 12, 31)
PARTS = 4
EACH = 150


collect_ignore = [f"test_{name}.py" for name in ("dask", "spark") if find_spec({"spark": "pyspark"}.get(name, name)) is None]
"""Engines that are not installed; `nox --session engines` installs them."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with cases of a state in several Parquet files."""
    place = tmp_path_factory.mktemp("state")
    for part in range(PARTS):
        cases = synthetic.cases(EACH, on=ON, start=part * EACH)
        CaseTables.from_cases(cases).to_parquet(place / f"part-{part}.parquet")
    return place


@pytest.fixture(scope="session")
def truth(folder: Path) -> list[tuple[str, str, int]]:
    """Return the failures that one machine finds: case, rule, place of the thing."""
    rows = check_cases(folder, on=ON).to_arrow().to_pylist()
    return sorted((row["case"], row["rule"], row["index"]) for row in rows)


@pytest.fixture(scope="session")
def true_counts(folder: Path) -> Counter[tuple[str, str]]:
    """Return how many things each rule passed, failed, could not judge and does not concern, on one machine."""
    found = check_cases(folder, on=ON).counts()
    return Counter({(code, outcome.value): count for code, by in found.items() for outcome, count in by.items() if count})


@pytest.fixture(scope="session")
def true_ties() -> Counter[tuple[str, str]]:
    """Return how often each office passed somebody on to each other one, counted in the cases themselves."""
    return Counter(
        (str(referral.sender), str(attempt.receiver))
        for case in synthetic.cases(PARTS * EACH, on=ON)
        for referral in case.referrals
        for attempt in referral.attempts
    )
