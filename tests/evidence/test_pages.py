import json
from pathlib import Path

import pytest

from kimcore.cli import main

MUSTERKREIS = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
ON = ("--on", "2025-12-31")
COMMANDS = (
    ("trace", MUSTERKREIS, "massnahme-leistungswechsel", *ON),
    ("gaps", MUSTERKREIS, *ON),
    ("congruence", MUSTERKREIS, *ON),
    ("referrals", MUSTERKREIS, *ON),
    ("themes", MUSTERKREIS, "--on", "2023-05-01"),
    ("goals", MUSTERKREIS, *ON),
    ("duties", MUSTERKREIS, *ON),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_fits_the_terminal(command: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A page has no line wider than 80 columns and is no longer than a page."""
    assert main([*command, "--language", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 66


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_page_for_people_names_no_case(command: tuple[str, ...], form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a case nor a need nor a member of staff stands on a page."""
    main([*command, "--format", form])
    page = capsys.readouterr().out
    assert not any(word in page for word in ("fall-", "bedarf-", "fk-"))


def test_few_cases_are_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """One need that was left alone is shown as fewer than three."""
    main(["gaps", MUSTERKREIS, *ON, "--language", "en"])
    assert "Need without plan, referral or barrier  fewer than 3" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_programs_get_everything(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form names its format, its version and the day."""
    main([*command, "--format", "json"])
    value = json.loads(capsys.readouterr().out)
    assert (value["format"], value["version"], value["on"]) == (f"kimcore-{command[0]}", 1, command[-1])


def test_a_record_that_is_not_there_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown key is answered with near ones and exit code 2."""
    assert main(["trace", MUSTERKREIS, "massnahme-wohne", *ON]) == 2
    assert "massnahme-wohnen" in capsys.readouterr().err
