import json
from pathlib import Path

import pytest

from kimcore.cli import main

MUSTERKREIS = str(Path(__file__).parents[2] / "examples" / "musterkreis.json")
KLEVE = str(Path(__file__).parents[2] / "examples" / "kreis-kleve.json")
ON = ("--on", "2025-12-31")
COMMANDS = (
    ("trace", MUSTERKREIS, "massnahme-leistungswechsel", *ON),
    ("gaps", MUSTERKREIS, *ON),
    ("congruence", MUSTERKREIS, *ON),
    ("referrals", MUSTERKREIS, *ON),
    ("themes", MUSTERKREIS, "--on", "2023-05-01"),
    ("goals", MUSTERKREIS, *ON),
    ("duties", MUSTERKREIS, *ON),
    ("effects", MUSTERKREIS, *ON),
    ("effects", MUSTERKREIS, "--measure", "massnahme-leistungswechsel", *ON),
    ("towns", MUSTERKREIS, KLEVE, *ON),
)


def _name(command: tuple[str, ...]) -> str:
    return command[0] if "--measure" not in command else f"{command[0]}-measure"


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_fits_the_terminal(command: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A page has no line wider than 80 columns and is no longer than a page."""
    assert main([*command, "--language", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 66


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
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


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
def test_programs_get_everything(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form names its format, its version and the day."""
    main([*command, "--format", "json"])
    value = json.loads(capsys.readouterr().out)
    assert (value["format"], value["version"], value["on"]) == (f"kimcore-{command[0]}", 1, command[-1])


def test_a_record_that_is_not_there_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown key is answered with near ones and exit code 2."""
    assert main(["trace", MUSTERKREIS, "massnahme-wohne", *ON]) == 2
    assert "massnahme-wohnen" in capsys.readouterr().err


def test_no_euro_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever euros are said, it is said that they are modelled or assumed, and from where to where."""
    path = tmp_path / "annahmen.toml"
    keys = ("duplicate_share", "hours_per_procedure", "cost_per_hour", "cost_per_waiting_day")
    tables = (f'[{key}]\nlow = 0.5\nhigh = 1\nsource = "erfunden"' for key in keys)
    path.write_text("\n".join(tables), encoding="utf-8")
    measure = ("--measure", "massnahme-leistungswechsel", "--assumptions", str(path))
    main(["effects", MUSTERKREIS, *measure, *ON, "--format", "markdown", "--language", "en"])
    said = [line for line in capsys.readouterr().out.splitlines() if "euro" in line]
    assert len(said) == 4
    assert all(" to " in line and ("modelled" in line or "assumed" in line) for line in said)


def test_a_model_of_few_people_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Two people were referred again after the measure: neither their number nor what follows from it is told."""
    measure = ("--measure", "massnahme-anerkennung")
    main(["effects", MUSTERKREIS, "--measure", "massnahme-kita", *ON, "--language", "en"])
    assert "Too few people to show the model." in capsys.readouterr().out
    main(["effects", MUSTERKREIS, *measure, *ON, "--language", "en"])
    assert "Too few people" not in capsys.readouterr().out


def test_assumptions_that_are_not_there_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of assumptions that does not exist is unusable, and it is that file which is named."""
    missing = str(tmp_path / "nothing.toml")
    assert main(["effects", MUSTERKREIS, "--measure", "massnahme-kita", "--assumptions", missing, *ON]) == 2
    assert "nothing.toml" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS, ids=_name)
def test_protection_is_off_by_name_only(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Switched off, a page says so; for the public it cannot be switched off."""
    assert main([*command, "--unprotected", "--language", "en"]) == 0
    assert "Without protection:" in capsys.readouterr().out
    assert main([*command, "--unprotected", "--public"]) == 2


def test_assumptions_belong_to_a_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Assumptions without a measure are not passed over in silence."""
    path = tmp_path / "annahmen.toml"
    path.write_text("", encoding="utf-8")
    assert main(["effects", MUSTERKREIS, "--assumptions", str(path), *ON, "--language", "en"]) == 2
    assert "--measure KEY is missing" in capsys.readouterr().err
