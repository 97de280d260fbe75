"""What all candidates of `cases.py` are asked: twelve rules, one day, and the limits that hold on it."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kimcore.law import DatedValue, shipped

DAY = date(2026, 1, 31)
CODES = ("CM-01", "CM-03", "CM-05", "CM-07", "CM-08", "CM-09", "CM-15", "B3-07", "DS-01", "DS-02", "DS-04", "DS-07")

Answer = dict[str, list[int]]
"""For each rule how many things fail it, and the sum of the rows of their cases."""


def limit(key: str) -> int:
    """Return a limit of the day."""
    found = shipped().find(key, DAY)
    assert isinstance(found, DatedValue)  # noqa: S101  every limit of these rules has a value on the day
    assert isinstance(found.value, int)  # noqa: S101
    return found.value


def grant_window() -> tuple[date, date]:
    """Return the first and the last day on which a title could be granted."""
    found = shipped().find("aufenthg.104c.grant_window", DAY)
    assert isinstance(found, DatedValue)  # noqa: S101  it has a value on the day
    assert isinstance(found.value, tuple)  # noqa: S101
    first, last = (day for day in found.value if isinstance(day, date))
    return first, last


def answer_of(failing: Mapping[str, NDArray[np.int64]]) -> Answer:
    """Return the answer, given the rows of the cases that fail each rule."""
    return {code: [len(failing[code]), int(failing[code].sum())] for code in CODES}
