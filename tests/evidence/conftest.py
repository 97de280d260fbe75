"""The invented town that every test of the loop reads."""

import pytest

from kimcore.model import Town
from kimcore.testing.musterkreis import musterkreis


@pytest.fixture(scope="session")
def town() -> Town:
    """Give Musterkreis with every fault planted."""
    return musterkreis()


@pytest.fixture(scope="session")
def healthy() -> Town:
    """Give Musterkreis with nothing wrong in it."""
    return musterkreis(faults=())
