"""A sheet is read strictly: what is wrong is named with file, key and day, all at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import LawError
from kimcore.law import DatedValue, Grade, Value, read_sheet

GOOD = """
[sheet]
title = "Beispiel"
compared_on = "never"
[sources.a]
title = "Blatt A"
[parameters."x.y"]
unit = "days"
binding = "PRACTICE"
values = [
  { from = "unknown", value = 14, grade = "V", sources = ["a"] },
  { from = 2024-01-01, value = 21, grade = "V", sources = ["a"] },
]
"""
FIRST = '{ from = "unknown", value = 14, grade = "V", sources = ["a"] }'
SECOND = '{ from = 2024-01-01, value = 21, grade = "V", sources = ["a"] }'


def problems_of(text: str) -> list[str]:
    """Return what the reader says is wrong, a line each."""
    with pytest.raises(LawError) as caught:
        read_sheet(text, name="b.toml")
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


def changed(old: str, new: str) -> str:
    """Return the good sheet with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_good_sheet() -> None:
    """A sheet in order is read whole."""
    sheet = read_sheet(GOOD, name="b.toml")
    assert [(entry.key, entry.sheet) for entry in sheet.entries] == [("x.y", "b.toml")] * 2
    assert (sheet.title, sheet.compared_on, len(sheet.entries)) == ("Beispiel", None, 2)


ROW = "b.toml: parameters: x.y: from 2024-01-01"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            SECOND,
            '{ from = 2024-01-01, value = 21, grade = "V" }',
            f"{ROW}: sources: expected an entry, found nothing",
        ),
        (
            SECOND,
            '{ from = 2024-01-01, value = 21, grade = "V", sources = [] }',
            f"{ROW}: sources: expected a list that is not empty, found nothing",
        ),
        (
            SECOND,
            '{ from = 2024-01-01, value = 21, grade = "V", sources = ["z"] }',
            f"{ROW}: sources: expected names that stand under [sources], found 'z'",
        ),
        (SECOND, SECOND.replace("21", "true"), f"{ROW}: value: expected a number, a text, a day or a list"),
        (SECOND, SECOND.replace("21", '"21"'), f"{ROW}: value: expected whole numbers, as the unit is days, found str 21"),
        (SECOND, SECOND.replace("21", "0.5"), f"{ROW}: value: expected whole numbers, as the unit is days, found float 0.5"),
        (SECOND, SECOND.replace("21", "nan"), f"{ROW}: value: expected a finite number that is not negative"),
        (SECOND, SECOND.replace("21", "-1"), f"{ROW}: value: expected a finite number that is not negative, found int -1"),
        (SECOND, SECOND.replace("21", "[30, 20]"), f"{ROW}: value: expected a list of codes, or two numbers or two days"),
        (SECOND, SECOND.replace("21", "[10, 20]"), f"{ROW}: value: expected a single value as before, found a list"),
        (SECOND, SECOND.replace("21", "[20, 20]"), f"{ROW}: value: expected a list of codes, or two numbers or two days"),
        (
            SECOND,
            SECOND.replace("21", "[2025-12-30, 2022-12-31]"),
            f"{ROW}: value: expected a list of codes, or two numbers or two days in order",
        ),
        (SECOND, SECOND.replace("21", "[1, 2, 3]"), f"{ROW}: value: expected a list of codes, or two numbers or two days"),
        (SECOND, SECOND.replace("21", "[]"), f"{ROW}: value: expected a list of codes, or two numbers or two days"),
        (SECOND, SECOND.replace("21", '["a b"]'), f"{ROW}: value: expected a list of codes without blanks"),
        (SECOND, SECOND.replace("21", '["a", "a"]'), f"{ROW}: value: expected a list without repetition"),
        (SECOND, SECOND.replace("21", '["a", 1]'), f"{ROW}: value: expected a text"),
        (SECOND, SECOND.replace("21", '" "'), f"{ROW}: value: expected a text"),
        (SECOND, SECOND.replace("21", "2024-01-01T00:00:00"), f"{ROW}: value: expected a day such as 2024-06-27"),
        (SECOND, SECOND.replace("21", "{}"), f"{ROW}: value: expected a number, a text, a day or a list, found nothing"),
        (SECOND, SECOND.replace("value = 21, ", ""), f"{ROW}: value: expected an entry, found nothing"),
        (SECOND, SECOND.replace('"V"', '"W"'), f"{ROW}: grade: expected one of V, V-sec, I, K, U, found str W"),
        (SECOND, SECOND.replace('"V"', '"U"'), f"{ROW}: grade: expected a grade above U, or status 'open' and no value"),
        (
            SECOND,
            SECOND.replace("value", "valeu"),
            f"{ROW}: valeu: expected one of from, value, grade, sources, found an unknown",
        ),
        (SECOND, FIRST, "b.toml: parameters: x.y: from unknown: from: expected a day, as only the first row may"),
        (
            SECOND,
            SECOND.replace("2024-01-01", "2024-01-01T00:00:00"),
            "b.toml: parameters: x.y: from 2024-01-01 00:00:00: from: expected a day such as 2024-06-27",
        ),
        (
            SECOND,
            SECOND.replace("2024-01-01", "1899-12-31"),
            "b.toml: parameters: x.y: from 1899-12-31: from: expected a day from 1900-01-01 on, or 'unknown'",
        ),
        (
            SECOND,
            f"{SECOND}, {SECOND}",
            f"{ROW}: from: expected a day after 2024-01-01, found an overlap on 2024-01-01",
        ),
        (
            SECOND,
            f"{SECOND}, {SECOND.replace('2024-01-01', '2023-12-31')}",
            "b.toml: parameters: x.y: from 2023-12-31: from: expected a day after 2024-01-01, found an overlap on 2023-12-31",
        ),
        (
            SECOND,
            '{ from = 2023-06-01, status = "ended", grade = "V", sources = ["a"] }, ' + SECOND,
            f"{ROW}: from: expected nothing after an end, found a gap from 2023-06-01 to 2024-01-01",
        ),
        (
            FIRST,
            '{ from = "unknown", status = "ended", grade = "V", sources = ["a"] }',
            "b.toml: parameters: x.y: from unknown: status: expected a value before it ends, found an end at the beginning",
        ),
        (
            SECOND,
            '{ from = 2024-01-01, status = "open", reason = "local_rule", grade = "V", sources = ["a"] }',
            f"{ROW}: grade: expected 'U', as there is no value, found 'V'",
        ),
        (
            SECOND,
            '{ from = 2024-01-01, status = "open", grade = "U", sources = ["a"] }',
            f"{ROW}: reason: expected an entry, found nothing",
        ),
        (SECOND, SECOND.replace("value = 21", 'status = "gone"'), f"{ROW}: status: expected one of ended, open, found str gone"),
        ('unit = "days"\n', "", "b.toml: parameters: x.y: unit: expected an entry, found nothing"),
        ('unit = "days"', 'unit = "day"', "b.toml: parameters: x.y: unit: expected one of days, months, years"),
        ('"PRACTICE"', '"SOFT"', "b.toml: parameters: x.y: binding: expected one of BINDING, STANDARD, PRACTICE, found str SOFT"),
        (
            'binding = "PRACTICE"',
            'binding = "PRACTICE"\nnorm = ""',
            "b.toml: parameters: x.y: norm: expected a text, found nothing",
        ),
        ('"x.y"', '"X-y"', "b.toml: parameters: X-y: key: expected words in small letters joined by dots"),
        ('compared_on = "never"\n', "", "b.toml: sheet: compared_on: expected an entry, found nothing"),
        ('compared_on = "never"', 'compared_on = "soon"', "b.toml: sheet: compared_on: expected the day of the last comparison"),
        (
            'title = "Blatt A"',
            'titel = "Blatt A"',
            "b.toml: sources: a: titel: expected one of title, url, dated, found an unknown",
        ),
        ('title = "Blatt A"', 'title = "A"\nurl = "www.x.de"', "b.toml: sources: a: url: expected an address that begins with"),
        ('title = "Blatt A"', 'title = "A"\ndated = "May 2024"', "b.toml: sources: a: dated: expected a date such as"),
        ("[sources.a]", '[sources.b]\ntitle = "B"\n[sources.a]', "b.toml: sources: b: expected a source that an entry cites"),
        ("[sheet]", "[notes]\nx = 1\n[sheet]", "b.toml: notes: expected one of sheet, sources, parameters, found an unknown key"),
    ],
)
def test_problem(old: str, new: str, problem: str) -> None:
    """Each thing that is wrong is named with its file, its key and its day."""
    assert any(line.startswith(problem) for line in problems_of(changed(old, new))), problems_of(changed(old, new))


@pytest.mark.parametrize("part", ["sheet", "sources", "parameters"])
def test_empty_sheet(part: str) -> None:
    """An empty sheet lacks all of its parts."""
    assert f"b.toml: {part}: expected an entry, found nothing" in problems_of("")


def test_no_values() -> None:
    """A parameter with an empty history is refused."""
    text = GOOD[: GOOD.index("values")] + "values = []"
    assert "b.toml: parameters: x.y: values: expected a list that is not empty, found nothing" in problems_of(text)


def test_no_parameters() -> None:
    """A sheet without parameters is refused."""
    text = f"{GOOD[: GOOD.index('[parameters')]}[parameters]"
    assert "b.toml: parameters: expected a table that is not empty, found nothing" in problems_of(text)


@pytest.mark.parametrize(
    ("unit", "value", "read"),
    [
        ("days", "[10, 20]", (10, 20)),
        ("fte", "[0.5, 1]", (0.5, 1.0)),
        ("fte", "3.5", 3.5),
        ("eur", "5700", 5700),
        ("share", "1.0", 1.0),
        ("share", "0", 0),
        ("date", "2022-10-31", date(2022, 10, 31)),
        ("date", "[2022-12-31, 2022-12-31]", (date(2022, 12, 31), date(2022, 12, 31))),
        ("code", '["abh"]', ("abh",)),
        ("code", '"A2"', "A2"),
        ("norm", '"§ 9 Abs. 2 TIntG"', "§ 9 Abs. 2 TIntG"),
    ],
)
def test_kinds_of_values(unit: str, value: str, read: Value) -> None:
    """Numbers, words, days, bands, windows and lists of codes are read as they stand."""
    text = GOOD[: GOOD.index("values")].replace('"days"', f'"{unit}"')
    row = f'values = [{{ from = 1900-01-01, value = {value}, grade = "V", sources = ["a"] }}]'
    (entry,) = read_sheet(text + row, name="b.toml").entries
    assert isinstance(entry, DatedValue)
    assert (entry.value, type(entry.value)) == (read, type(read))


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("share", "1.5", "numbers from 0 to 1"),
        ("share", '"half"', "numbers from 0 to 1"),
        ("fte", '"half"', "numbers"),
        ("date", "2024", "days"),
        ("code", "5", "codes or citations"),
        ("months", "2022-10-31", "whole numbers"),
    ],
)
def test_value_in_a_wrong_unit(unit: str, value: str, expected: str) -> None:
    """A value that does not fit its unit is refused, with what the unit takes."""
    text = GOOD[: GOOD.index("values")].replace('"days"', f'"{unit}"')
    row = f'values = [{{ from = 2024-01-01, value = {value}, grade = "V", sources = ["a"] }}]'
    assert any(f"{ROW}: value: expected {expected}, as the unit is {unit}" in line for line in problems_of(text + row))


def test_rows_close_one_another() -> None:
    """A row ends on the day before the next begins, and takes sources and grade of its end from there."""
    first, second = read_sheet(GOOD, name="b.toml").entries
    assert (first.last_day, first.end_grade, first.end_sources) == (date(2023, 12, 31), Grade.SEEN, second.sources)


@pytest.mark.parametrize("dated", ["2024", "2024-04", "2024-04-17", "2024~", "2022/2023", "2024-04~"])
def test_rough_dates(dated: str) -> None:
    """A source is dated as exactly as its date is known."""
    sheet = read_sheet(changed('title = "Blatt A"', f'title = "A"\ndated = "{dated}"'), name="b.toml")
    assert {source.dated for entry in sheet.entries for source in entry.sources} == {dated}


def test_all_problems_at_once() -> None:
    """Every problem of a sheet is told in one go, and counted."""
    text = changed('unit = "days"', 'unit = "day"').replace('"V"', '"W"')
    with pytest.raises(LawError, match=r"^b\.toml: 3 problems\n"):
        read_sheet(text, name="b.toml")


@pytest.mark.parametrize("text", ["[sheet", "x = " + "[" * 10_000, "x = " + "9" * 10_000])
def test_not_toml(text: str) -> None:
    """Text that is no TOML, or too deep or too long for it, is refused with the name of the file."""
    with pytest.raises(LawError, match=r"^b\.toml: not TOML: "):
        read_sheet(text, name="b.toml")


@given(text=st.text(max_size=60), place=st.integers(min_value=0, max_value=len(GOOD)), cut=st.integers(0, 40))
def test_a_damaged_sheet_is_read_or_refused(text: str, place: int, cut: int) -> None:
    """Whatever is put into a sheet or cut out of it, the reader reads it whole or raises its own error."""
    try:
        sheet = read_sheet(GOOD[:place] + text + GOOD[place + cut :], name="b.toml")
    except LawError as error:
        assert str(error).startswith("b.toml: ")  # noqa: PT017 - both outcomes are right
    else:
        assert all(entry.sources for entry in sheet.entries)
