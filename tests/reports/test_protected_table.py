import json
from pathlib import Path

import pytest

from kimcore.cli import main

TABLE = "Kommune;Arbeit;Wohnen;Sprache\nNord;20;50;10\nMitte;8;1;22\nSüd;17;32;12\n"


def _file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_table_is_shown_without_what_must_not_be_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page shows totals, a sign for each suppressed number, and what is promised."""
    assert main(["protect", _file(tmp_path, TABLE)]) == 0
    page = capsys.readouterr().out
    assert "Insgesamt" in page
    assert "4 von 16" in page
    assert max(map(len, page.splitlines())) <= 80


def test_csv_is_ready_to_publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The CSV form holds the table and nothing else, and reading it again is refused, since it is no table of counts."""
    assert main(["protect", _file(tmp_path, TABLE), "--format", "csv"]) == 0
    written = capsys.readouterr().out
    assert written.splitlines()[2] == "Mitte;*;*;22;31"
    assert main(["protect", _file(tmp_path, written)]) == 2


def test_json_holds_the_intervals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form says of each suppressed number what it can be."""
    main(["protect", _file(tmp_path, TABLE), "--format", "json", "--language", "en"])
    value = json.loads(capsys.readouterr().out)
    small = next(each for each in value["intervals"] if (each["row"], each["column"]) == (1, 1))
    assert (small["low"], small["high"]) == (0, 9)
    assert value["columns"][-1] == "Total"


def test_given_totals_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A total that is not the sum of its line is named."""
    assert main(["protect", _file(tmp_path, "x,a,b,all\nA,1,2,3\nB,3,4,7\nall,4,6,11\n"), "--totals"]) == 2
    assert "row all, column all" in capsys.readouterr().err


def test_list_of_counts_gets_one_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with one column of counts is a list."""
    assert main(["protect", _file(tmp_path, "need,cases\nwork,1\nhousing,8\nschool,9\n"), "--format", "csv"]) == 0
    assert capsys.readouterr().out == "need;cases\nwork;*\nhousing;*\nschool;9\nInsgesamt;18\n"


def test_table_without_small_counts_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing has to be protected, the page says that it was examined."""
    main(["protect", _file(tmp_path, "x,a,b\nA,5,6\nB,7,8\n"), "--language", "en"])
    assert "No number is so small" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1"),
        ("x,a\n", "line 1"),
        ("x,a,b\nA,1\n", "row 2: expected 3 fields"),
        ("x,a,b\nA,1,1.000\n", "row 2, column b"),
        ("x,a,b\nA,1,-2\n", "row 2, column b"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    """A file that is no table of counts is refused with the place of the fault."""
    assert main(["protect", _file(tmp_path, text)]) == 2
    assert message in capsys.readouterr().err


def test_file_in_another_encoding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no UTF-8 are not guessed at."""
    path = tmp_path / "table.csv"
    path.write_bytes("Straße;a\nA;1\n".encode("latin-1"))
    assert main(["protect", str(path)]) == 2
    assert "UTF-8" in capsys.readouterr().err


OFFICE = (
    "Kommune;Arbeit;Wohnen;Übergang;Insgesamt\r\nBad Münster;12;1;7;20\r\n"
    '"Süd; Mitte";8;14;2;24\r\nGroß-Höhe;30;22;16;68\r\nInsgesamt;50;37;25;112\r\n'
)
"""A table as a spreadsheet writes it."""


def test_table_of_a_spreadsheet_goes_in_and_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Umlauts, quoted labels, Windows line ends and the mark of UTF-8 are read, and the mark is written again."""
    path, out = tmp_path / "table.csv", tmp_path / "published.csv"
    path.write_bytes(b"\xef\xbb\xbf" + OFFICE.encode())
    assert main(["protect", str(path), "--totals", "--output", str(out)]) == 0
    written = out.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfKommune;Arbeit;Wohnen;\xc3\x9cbergang;Insgesamt\n")
    assert '"Süd; Mitte";*;'.encode() in written
    assert main(["protect", _file(tmp_path, OFFICE), "--totals", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("Kommune")


@pytest.mark.parametrize("language", ["de", "en"])
def test_markdown_is_a_table_with_its_notes(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Markdown form aligns numbers, escapes labels and stars, and explains the sign."""
    text = OFFICE.replace("Groß-Höhe", "<b>|*Höhe*")
    assert main(["protect", _file(tmp_path, text), "--totals", "--format", "markdown", "--language", language]) == 0
    page = capsys.readouterr().out
    assert "| --- | ---: | ---: | ---: | ---: |" in page
    assert r"| \<b\>\|\*Höhe\* | 30 |" in page
    assert r"| Bad Münster | " in page
    assert page.count(r"| \* ") + page.count(r"\* | \*") > 0
    assert ("bedeutet" if language == "de" else "means") in page


@pytest.mark.parametrize("text", [OFFICE, "Bedarf;Fälle\nArbeit;5\nWohnen;6\nSumme;11\n"])
def test_totals_are_not_added_up_once_more(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table that brings its totals is refused until somebody says so."""
    assert main(["protect", _file(tmp_path, text)]) == 2
    assert "--totals" in capsys.readouterr().err
    assert main(["protect", _file(tmp_path, text), "--totals"]) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x;a;b;Summe\nA;1;2;4\nB;5;6;11\nSumme;6;8;14\n", "row Summe and column Summe: expected counts"),
        ("x;a;b;Gesamt\nA;1;9;10\nB;5;6;11\nC;7;8;15\n", "column Gesamt: expected counts"),
        ("x;a;b\nA;1;9\nB;5;6\nall;6;16\n", "row all: expected counts"),
    ],
)
def test_what_is_named_a_total_and_is_none_is_refused(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Totals that do not add up, and totals on one side alone, would give suppressed counts away."""
    assert main(["protect", _file(tmp_path, text)]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("text", ["x;a\nA;1\nB;2\nC;3\n", "x;a;b\nA;0;0\nB;0;0\nC;0;0\n", "x;a;b\nA;5;6\nB;5;6\n"])
def test_counts_that_happen_to_add_up_are_counts(text: str, tmp_path: Path) -> None:
    """A short list or equal rows are no totals."""
    assert main(["protect", _file(tmp_path, text)]) == 0


def test_empty_columns_at_the_end_do_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a spreadsheet leaves behind the table is no column; a heading without counts is one that lacks them."""
    assert main(["protect", _file(tmp_path, "x;a;b;;\nA;5;9;;\nB;5;7;;\n"), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "x;a;b;Insgesamt"
    assert main(["protect", _file(tmp_path, "x;a;b;c\nA;5;9;\nB;5;7;\n")]) == 2
    assert "column c" in capsys.readouterr().err


@pytest.mark.parametrize("minimum", ["2", "0", "-1"])
def test_minimum_below_three_is_no_protection(minimum: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody switches the protection off by asking for less than three."""
    assert main(["protect", _file(tmp_path, TABLE), "--minimum", minimum]) == 2
    assert "Weniger als 3 ist nicht möglich" in capsys.readouterr().err
