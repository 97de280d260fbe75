"""Asking the law on a day."""

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import LawError
from kimcore.law import DatedValue, Law, OpenParameter, law_of, read_sheet

DAY = timedelta(days=1)
SHEET = """
[sheet]
title = "Beispiel"
compared_on = 2026-01-15
[sources.a]
title = "Blatt A"
[sources.b]
title = "Blatt B"
[parameters."x.changed"]
unit = "years"
binding = "BINDING"
values = [
  { from = "unknown", value = 8, grade = "V", sources = ["a"] },
  { from = 2024-06-27, value = 5, grade = "V-sec", sources = ["b"] },
]
[parameters."x.ended"]
unit = "years"
binding = "BINDING"
values = [
  { from = 2024-06-27, value = 3, grade = "V-sec", sources = ["a"] },
  { from = 2025-10-30, status = "ended", grade = "V", sources = ["b"] },
]
[parameters."x.asked"]
unit = "date"
binding = "BINDING"
values = [{ from = "unknown", status = "open", reason = "grant_notice", grade = "U", sources = ["a"] }]
"""


def example(name: str = "beispiel.toml") -> Law:
    """Return the law of the sheet above."""
    return law_of(read_sheet(SHEET, name=name).entries)


def test_last_day_before_a_change() -> None:
    """The old value holds to the day before the new one begins."""
    assert [example().on("x.changed", day).whole for day in (date(2024, 6, 26), date(2024, 6, 27))] == [8, 5]


def test_a_value_carries_its_end() -> None:
    """A value that another one followed knows its last day, and the source and grade of that end."""
    old, new = example().history("x.changed")
    assert (old.last_day, [source.title for source in old.end_sources]) == (date(2024, 6, 26), ["Blatt B"])
    assert old.end_grade is new.grade
    assert (new.last_day, new.end_sources, new.end_grade) == (None, (), None)


def test_comparison_with_the_gazette_is_carried() -> None:
    """A value says when its sheet was last compared with the gazette."""
    assert example().on("x.changed", date(2024, 1, 1)).compared_on == date(2026, 1, 15)


def test_unknown_start() -> None:
    """A value whose start is not known holds on any day before its end and says so."""
    value = example().on("x.changed", date(1990, 1, 1))
    assert (value.first_day, value.since_known) == (None, False)


@pytest.mark.parametrize("day", [date(2024, 6, 26), date(2025, 10, 30)])
def test_outside_a_value(day: date) -> None:
    """Outside its days nothing is found, and asking for it names key, day and what is known."""
    assert example().find("x.ended", day) is None
    with pytest.raises(LawError, match=rf"x\.ended on {day}: nothing was in force; known: 3 from 2024-06-27 to 2025-10-29"):
        example().on("x.ended", day)


def test_open_parameter() -> None:
    """A parameter that the user must supply is found as such, and asking for its value says so."""
    assert isinstance(example().find("x.asked", date(2024, 1, 1)), OpenParameter)
    with pytest.raises(LawError, match=r"x\.asked on 2024-01-01: the user must supply the value \(grant_notice\)"):
        example().on("x.asked", date(2024, 1, 1))


def test_unknown_key() -> None:
    """A key that does not exist is an error that names near ones."""
    with pytest.raises(LawError, match=r"no parameter 'x\.chnged'; near: x\.changed"):
        example().find("x.chnged", date(2024, 1, 1))


def test_far_key() -> None:
    """Where no key is near, none is suggested."""
    with pytest.raises(LawError, match=r"^no parameter 'quite.different'$"):
        example().history("quite.different")


def test_change_days() -> None:
    """A day of change is one on which a value starts, or the day after one ends."""
    assert example().change_days() == (date(2024, 6, 27), date(2025, 10, 30))


def test_keys_are_sorted() -> None:
    """Keys come in order, however the sheet had them."""
    assert example().keys() == ("x.asked", "x.changed", "x.ended")


def test_two_sheets_on_one_parameter() -> None:
    """A parameter that two sheets speak of is refused, and both are named."""
    entries = read_sheet(SHEET, name="a.toml").entries + read_sheet(SHEET, name="b.toml").entries
    with pytest.raises(LawError, match=r"x\.asked in a\.toml, b\.toml"):
        law_of(entries)


def test_law_survives_a_process_pool() -> None:
    """A law can be pickled, and answers as before."""
    again = pickle.loads(pickle.dumps(example()))  # noqa: S301 - our own bytes
    assert again == example()
    assert again.on("x.changed", date(2024, 6, 27)).whole == 5


@given(day=st.dates())
def test_every_day_has_at_most_one_entry(day: date) -> None:
    """On no day do two entries of one parameter hold, and what is found holds on that day."""
    law = example()
    for key in ("x.asked", "x.changed", "x.ended"):
        holding = [entry for entry in law.history(key) if _holds(entry, day)]
        assert law.find(key, day) == (holding[0] if holding else None)
        assert len(holding) <= 1


def _holds(entry: DatedValue | OpenParameter, day: date) -> bool:
    return (entry.first_day or date.min) <= day <= (entry.last_day or date.max)
