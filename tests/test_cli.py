import json
from pathlib import Path

import pytest

from kimcore.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
KLEVE = str(EXAMPLES / "kreis-kleve.json")


def _bundle(tmp_path: Path, **parts: object) -> str:
    """Write a small Kreis with some collections and return its path."""
    kreis = {"key": "05154", "name": "Kleve", "kind": "kreis", "district": "duesseldorf"}
    path = tmp_path / "town.json"
    path.write_text(json.dumps({"format": "kimcore", "version": 1, "municipality": kreis, **parts}), encoding="utf-8")
    return str(path)


def test_town_without_errors_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    """A real town without an error is a success for the shell."""
    assert main(["check", KLEVE, "--on", "2025-06-30"]) == 0
    assert "Kreis Kleve · Stichtag 30.06.2025" in capsys.readouterr().out


def test_failed_error_exits_with_1(tmp_path: Path) -> None:
    """A rule of severity error that failed is a failure for the shell."""
    assert main(["check", _bundle(tmp_path, concepts=[]), "--on", "2025-06-30"]) == 1


def test_failed_warning_exits_with_0(tmp_path: Path) -> None:
    """Warnings and hints do not fail a command."""
    groups = [{"id": "lenkung", "name": "Lenkungsgruppe", "kind": "steering_group"}]
    members = [{"id": "m-1", "body": "lenkung", "actor": "ki", "rank": "specialist"}]
    actors = [{"id": "ki", "name": "KI", "kinds": ["ki"]}]
    path = _bundle(tmp_path, steering_groups=groups, memberships=members, actors=actors)
    assert main(["check", path, "--on", "2025-06-30", "--select", "LG-04"]) == 0


def test_unusable_file_exits_with_2_and_names_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no town is refused with the place of every problem."""
    path = _bundle(tmp_path, concepts=[{"id": "k"}], cases=[{"id": "case-1"}])
    assert main(["check", path]) == 2
    told = capsys.readouterr().err
    assert "concepts[0]" in told
    assert "cases[0]" in told


def test_missing_file_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that does not exist is named."""
    assert main(["check", str(tmp_path / "nothing.json")]) == 2
    assert "nothing.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["check", KLEVE, "--on", "30.06.2025"], ["check", KLEVE, "--language", "fr"], ["check", KLEVE, "--format", "pdf"], []],
)
def test_wrong_arguments_exit_with_2(arguments: list[str]) -> None:
    """What the command line does not understand is unusable input."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_unknown_rule_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """A choice that fits no rule is unusable input."""
    assert main(["check", KLEVE, "--select", "LG-99"]) == 2
    assert "LG-99" in capsys.readouterr().err


def test_json_report_has_its_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding of the JSON form has the keys that other programs rely on."""
    main(["check", KLEVE, "--on", "2025-06-30", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    wanted = {"code", "outcome", "severity", "binding", "subject", "message", "facts", "sources"}
    assert all(wanted <= set(finding) for finding in report["findings"])
    assert report["summary"]["findings"] == len(report["findings"])


def test_json_report_speaks_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """The sentences of the JSON form come in the language asked for, and only they differ."""
    reports = []
    for language in ("de", "en"):
        main(["check", KLEVE, "--on", "2025-06-30", "--format", "json", "--language", language])
        reports.append(json.loads(capsys.readouterr().out))
    german, english = reports
    assert german["findings"] != english["findings"]
    spoken = {"message", "title", "advice"}
    bare = [[{k: v for k, v in found.items() if k not in spoken} for found in report["findings"]] for report in reports]
    assert bare[0] == bare[1]


def test_markdown_report_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    """The Markdown form begins with one heading."""
    main(["check", KLEVE, "--on", "2025-06-30", "--format", "markdown", "--language", "en"])
    assert capsys.readouterr().out.startswith("# Report on municipal integration management\n")


def test_report_fits_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """A report that goes to a pipe is no wider than 80 columns."""
    main(["check", KLEVE, "--on", "2025-06-30"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_selected_family_is_the_only_one_examined(capsys: pytest.CaptureFixture[str]) -> None:
    """A choice of families is the whole examination."""
    main(["check", KLEVE, "--on", "2025-06-30", "--select", "lg", "--format", "json"])
    assert {found["code"][:2] for found in json.loads(capsys.readouterr().out)["findings"]} == {"LG"}


def test_rules_are_listed_with_what_programs_need(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of rules gives code, severity, binding level and title of each."""
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) >= 15
    assert all({"code", "severity", "binding", "title"} <= set(row) for row in listed)


def test_explaining_a_rule_shows_page_values_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """The page of a rule says what it checks, by which values, and on what sources."""
    assert main(["explain", "lg-13", "--language", "en"]) == 0
    page = capsys.readouterr().out
    assert "What it checks" in page
    assert "lg.gap_days_max" in page
    assert "https://" in page


def test_explaining_an_unknown_rule_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """A code that no rule has is unusable input."""
    assert main(["explain", "ZZ-01"]) == 2
    assert "ZZ-01" in capsys.readouterr().err


def test_show_lists_what_is_on_record(capsys: pytest.CaptureFixture[str]) -> None:
    """The inventory shows counts, positions and the seats of the steering group."""
    assert main(["show", KLEVE, "--on", "2025-06-30"]) == 0
    shown = capsys.readouterr().out
    assert "Lenkung" in shown
    assert "nicht erfasst" in shown


def test_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Two runs on one file and day print the same."""
    printed = []
    for _ in range(2):
        main(["check", KLEVE, "--on", "2025-06-30"])
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_explaining_a_rule_for_a_town_shows_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    """With a file, the page of a rule ends with its finding, the facts and the values by their source."""
    assert main(["explain", "LG-13", KLEVE, "--on", "2025-06-30", "--language", "en"]) == 0
    page = capsys.readouterr().out
    assert "Kreis Kleve · as of 30 June 2025" in page
    assert "To be clarified" in page


def test_comparing_two_days_tells_law_from_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A duty that begins between two days is a new finding because of the law, and an error of the later day."""
    path = _bundle(tmp_path, concepts=[])
    arguments = ["compare", path, "--from", "2021-12-31", "--to", "2022-01-01", "--select", "ST-04"]
    assert main([*arguments, "--language", "en"]) == 1
    assert "because of the law" in capsys.readouterr().out
    main([*arguments, "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["differences"]
    assert (found["change"], found["cause"], found["finding"]["code"]) == ("new", "law", "ST-04")


def test_comparing_two_files_shows_what_was_resolved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A concept adopted in the later state resolves the finding of the earlier one."""
    before = _bundle(tmp_path, concepts=[])
    later = tmp_path / "later"
    later.mkdir()
    concept = {"id": "k", "kind": "integration", "title": "k", "states_cooperation": True}
    after = _bundle(later, concepts=[concept])
    days = ["--from", "2024-01-01", "--to", "2025-01-01", "--select", "ST-04"]
    assert main(["compare", before, after, *days]) == 0
    assert "Behoben" in capsys.readouterr().out


def test_profile_narrows_the_examination(capsys: pytest.CaptureFixture[str]) -> None:
    """A profile leaves only the rules of its purpose."""
    main(["rules", "--profile", "data-protection", "--format", "json"])
    families = {row["family"] for row in json.loads(capsys.readouterr().out)}
    assert "ST" not in families
    assert "LO" in families


def test_unknown_profile_exits_with_2() -> None:
    """A misspelt profile is unusable input."""
    with pytest.raises(SystemExit) as stopped:
        main(["rules", "--profile", "fundings"])
    assert stopped.value.code == 2
