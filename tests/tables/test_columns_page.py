"""The page on columns and the model are the same."""

import runpy
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the pages are not installed")
def test_tables_are_those_of_the_model() -> None:
    """The page on columns shows the model as it is; after a change run docs/reference/column_tables.py."""
    page = (REFERENCE / "columns.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(REFERENCE / "column_tables.py"))["with_tables"](page) == page
