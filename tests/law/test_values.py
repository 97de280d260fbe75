"""A dated value says what it is, and refuses to be read as something else."""

from datetime import date

import pytest

from kimcore.errors import LawError
from kimcore.law import Binding, DatedValue, Grade, OpenParameter, OpenReason, Source, Unit, Value

SOURCE = Source(title="Beispiel")


def dated(value: Value, *, unit: Unit = Unit.COUNT, binding: Binding = Binding.BINDING, grade: Grade = Grade.SEEN) -> DatedValue:
    """Return a value that differs from the others only in what a test is about."""
    return DatedValue(
        key="x.y",
        value=value,
        unit=unit,
        first_day=date(2024, 1, 1),
        last_day=None,
        binding=binding,
        grade=grade,
        sources=(SOURCE,),
        sheet="x.toml",
    )


def test_whole_number() -> None:
    """A whole number is a whole number and a number."""
    assert (dated(3).whole, dated(3).number) == (3, 3)


def test_fraction() -> None:
    """A fraction is a number but no whole one."""
    assert dated(0.5).number == 0.5
    with pytest.raises(LawError, match=r"x\.y is no whole number but 0.5"):
        _ = dated(0.5).whole


def test_band() -> None:
    """A band has its least and its greatest number."""
    assert dated((10, 25)).band == (10, 25)


def test_window() -> None:
    """A window has its first and its last day."""
    window = (date(2022, 12, 31), date(2025, 12, 30))
    assert dated(window, unit=Unit.DATE).window == window


def test_day_text_and_codes() -> None:
    """A day, a text and a list of codes are read as what they are."""
    assert dated(date(2022, 10, 31)).day == date(2022, 10, 31)
    assert dated("A2").text == "A2"
    assert dated(("abh", "jug")).codes == ("abh", "jug")


@pytest.mark.parametrize(
    ("reading", "value"),
    [
        ("number", "A2"),
        ("whole", "3"),
        ("text", 3),
        ("day", "2024-01-01"),
        ("codes", (10, 25)),
        ("codes", "abh"),
        ("band", ("abh", "jug")),
        ("band", 10),
        ("window", (10, 25)),
        ("window", date(2024, 1, 1)),
    ],
)
def test_wrong_reading(reading: str, value: Value) -> None:
    """A value read as what it is not names its key."""
    with pytest.raises(LawError, match=r"x\.y is no"):
        getattr(dated(value), reading)


@pytest.mark.parametrize("binding", Binding)
@pytest.mark.parametrize("grade", Grade)
def test_only_seen_binding_values_may_be_errors(binding: Binding, grade: Grade) -> None:
    """Only what binds and was seen in its source may make an error."""
    may = dated(1, binding=binding, grade=grade).may_be_error
    assert may is (binding is Binding.BINDING and grade is Grade.SEEN)


def test_open_parameter_is_no_error() -> None:
    """What is not known is graded so, and can never make an error."""
    parameter = OpenParameter(
        key="x.y",
        reason=OpenReason.LOCAL_RULE,
        unit=Unit.DAYS,
        first_day=None,
        last_day=None,
        binding=Binding.BINDING,
        sources=(SOURCE,),
        sheet="x.toml",
    )
    assert (parameter.grade, parameter.may_be_error, parameter.since_known) == (Grade.UNVERIFIED, False, False)
