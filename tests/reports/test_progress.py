"""How far a check of many cases is stands in one line of a terminal."""

import io
from itertools import count

import pytest

from kimcore.reports.progress import PaceLine, pace_in_words
from kimcore.tables import Pace
from kimcore.text import Language

WIDTH = 79


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("done", [0, 1, 2_048, 131_072, 9_999_999, 99_999_999])
@pytest.mark.parametrize("seconds", [0.0, 60.0, 40_000.0])
@pytest.mark.parametrize("total", [None, 100_000_000])
def test_line_fits_a_terminal(language: Language, done: int, seconds: float, total: int | None) -> None:
    """Whatever the numbers are, up to a hundred million cases, the line is no longer than a terminal is wide."""
    assert len(pace_in_words(Pace(done=done, total=total, seconds=seconds), language)) <= WIDTH


@pytest.mark.parametrize(
    ("seconds", "left"),
    [
        (0.001, "0 s"),
        (10.0, "90 s"),
        (10.2, "2 min"),
        (379.0, "57 min"),
        (400.0, "1 h 0 min"),
        (3_000.0, "7 h 30 min"),
        (90_000.0, "225 h"),
    ],
)
def test_time_left_is_told_as_people_tell_it(seconds: float, left: str) -> None:
    """Seconds at the end, minutes before, and hours where there are some."""
    total = 1_000_000 if seconds >= 1 else 100_000
    told = pace_in_words(Pace(done=100_000, total=total, seconds=seconds), Language.EN)
    assert f", {left} left" in told


def test_unknown_end_is_not_guessed() -> None:
    """Where nobody knows how many cases there are, no time is told."""
    assert "left" not in pace_in_words(Pace(done=5, total=None, seconds=1.0), Language.EN)


def test_line_is_overwritten_and_gone() -> None:
    """A shorter line leaves nothing of a longer one, and at the end nothing is left."""
    stream, seconds = io.StringIO(), count(0, 5)
    line = PaceLine(stream, Language.DE, clock=lambda: next(seconds))
    line(Pace(done=1_000_000, total=2_000_000, seconds=100.0))
    line(Pace(done=2, total=None, seconds=1.0))
    line.clear()
    first, second, blank, end = stream.getvalue().split("\r")[1:]
    assert len(first) == len(second) > len(second.rstrip())
    assert (blank.strip(), end) == ("", "")
