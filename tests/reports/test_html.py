"""Pages as HTML: one file, safe with any name, readable by people and machines."""

import re
from datetime import date
from pathlib import Path

import pytest

from kimcore import load
from kimcore.cli import main

MUSTERKREIS = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
ON = ("--on", "2025-12-31")
DAY = date(2025, 12, 31)
COMMANDS = (
    ("check", MUSTERKREIS, *ON),
    ("show", MUSTERKREIS, *ON),
    ("compare", MUSTERKREIS, "--from", "2024-12-31", "--to", "2025-12-31"),
    ("network", MUSTERKREIS, *ON),
    ("trace", MUSTERKREIS, "massnahme-leistungswechsel", *ON),
    ("gaps", MUSTERKREIS, *ON),
    ("congruence", MUSTERKREIS, *ON),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_page_for_people_names_no_case(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The pseudonym of a case stands on no page."""
    main([*command, "--format", "html"])
    cases = {case.id for case in load(MUSTERKREIS).cases or ()}
    assert not cases & set(re.findall(r"[\w-]+", capsys.readouterr().out))


def test_file_is_written_whole_and_in_the_form_its_name_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file named `.html` gets HTML, and nothing goes to standard output."""
    place = tmp_path / "gaps.html"
    assert main(["gaps", MUSTERKREIS, *ON, "--output", str(place)]) == 0
    assert place.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out == ""


def test_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there ends the command with 2 and the path."""
    assert main(["gaps", MUSTERKREIS, *ON, "--output", str(tmp_path / "no" / "gaps.html")]) == 2
    assert "gaps.html wurde nicht geschrieben" in capsys.readouterr().err


def test_name_of_a_form_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file named after a form that the command does not have is not written in another form."""
    place = tmp_path / "town.json"
    assert main(["show", MUSTERKREIS, *ON, "--output", str(place)]) == 2
    assert not place.exists()
    assert "text, markdown, html" in capsys.readouterr().err
