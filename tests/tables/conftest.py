"""Synthetic cases that fill every column."""

from datetime import date

import pytest

from kimcore.model import Case
from kimcore.tables import CaseTables
from kimcore.testing import synthetic


@pytest.fixture(scope="session")
def some_cases() -> tuple[Case, ...]:
    """Return cases of several units, with every kind of child among them."""
    return tuple(synthetic.cases(60, on=date(2026, 1, 31)))


@pytest.fixture(scope="session")
def some_tables(some_cases: tuple[Case, ...]) -> CaseTables:
    """Return the same as columns."""
    return CaseTables.from_cases(some_cases)
