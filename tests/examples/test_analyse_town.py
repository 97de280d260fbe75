"""The example for analysts runs as it stands there, and shows nobody."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kimcore import load

EXAMPLES = Path(__file__).parents[2] / "examples"
MUSTERKREIS = EXAMPLES / "musterkreis.json"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the example as a user would, and give what it wrote."""
    folder = tmp_path_factory.mktemp("analysis")
    script = str(EXAMPLES / "analyse_town.py")
    command = [sys.executable, script, str(MUSTERKREIS), "--on", "2025-12-31", "--into", str(folder)]
    subprocess.run(command, check=True)
    return {place.name: place.read_text(encoding="utf-8") for place in sorted(folder.iterdir())}


def test_every_file_is_written(files: dict[str, str]) -> None:
    """Tables, pictures and pages are all there and hold something."""
    assert list(files) == [
        "density.svg",
        "findings.csv",
        "findings.svg",
        "groups.svg",
        "network.html",
        "network.svg",
        "open-by-family.csv",
        "report.html",
    ]
    assert all(len(text) > 100 for text in files.values())


def test_tables_agree_with_each_other(files: dict[str, str]) -> None:
    """The table by family counts the failed findings of the table of findings."""
    failed = [line for line in files["findings.csv"].splitlines() if ",fail," in line]
    counted = [line.split(",")[1:] for line in files["open-by-family.csv"].splitlines()[1:]]
    assert sum(int(number) for row in counted for number in row) == len(failed)


def test_nobody_is_named(files: dict[str, str]) -> None:
    """The pseudonym of a case stands in no file."""
    cases = {case.id for case in load(MUSTERKREIS).cases or ()}
    assert all(not cases & set(re.findall(r"[\w-]+", text)) for text in files.values())
