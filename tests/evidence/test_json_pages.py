import json
from pathlib import Path

import pytest

from kimcore.cli import main

ROOT = Path(__file__).parents[2]
MUSTERKREIS = str(ROOT / "examples" / "musterkreis.json")
PAGE = (ROOT / "docs" / "reference" / "loop.md").read_text(encoding="utf-8")
SHARED = {"format", "version", "on", "protection"}
ON = ("--on", "2025-12-31")


@pytest.mark.parametrize("command", ["referrals", "themes", "goals", "duties", "effects", "towns"])
def test_the_reference_names_every_key(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys of a page as JSON are those that its part of the reference lists."""
    main([command, MUSTERKREIS, *ON, "--format", "json"])
    part = PAGE.partition(f"## `kimcore-{command}`")[2].partition("\n## ")[0]
    listed = {row.split("`")[1] for row in part.splitlines() if row.startswith("| `") and " of a number" not in row}
    assert set(json.loads(capsys.readouterr().out)) == SHARED | listed


def test_no_case_stands_in_protected_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Under protection the JSON form names no case, and without it the planted ones."""
    main(["referrals", MUSTERKREIS, *ON, "--format", "json"])
    assert "fall-" not in capsys.readouterr().out
    main(["referrals", MUSTERKREIS, *ON, "--format", "json", "--unprotected"])
    assert [one["case"] for one in json.loads(capsys.readouterr().out)["cases"]["lost"]] == ["fall-053", "fall-081"]


@pytest.mark.parametrize("command", ["referrals", "themes", "goals", "duties", "effects", "towns"])
def test_the_same_input_gives_the_same_bytes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked twice, a command answers with the same bytes."""
    answers = []
    for _ in range(2):
        main([command, MUSTERKREIS, *ON, "--format", "json"])
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
