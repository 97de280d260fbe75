"""The published networks the analyses are tried on."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

Case = Mapping[str, Any]  # relations as nested lists, and what is printed about them


@pytest.fixture(scope="session")
def published() -> Mapping[str, Case]:
    """Give the published networks by name, each with its relations and its printed values."""
    cases: Mapping[str, Case] = json.loads(Path(__file__).with_name("network-open.json").read_text(encoding="utf-8"))
    return cases


@pytest.fixture
def knoke(published: Mapping[str, Case]) -> Case:
    """Give Knoke's ten organisations: who informs and who pays whom."""
    return published["knoke"]


@pytest.fixture
def padgett(published: Mapping[str, Case]) -> Case:
    """Give the sixteen Florentine families: who marries and who trades with whom."""
    return published["padgett"]


@pytest.fixture
def hightech(published: Mapping[str, Case]) -> Case:
    """Give Krackhardt's managers: advice, friendship, and who reports to whom."""
    return published["hightech"]
