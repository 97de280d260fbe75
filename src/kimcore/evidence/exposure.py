"""How long cases were open: the chance to see anything in them."""

from collections.abc import Iterable
from datetime import date

from kimcore.model import Case, Period


def case_days(cases: Iterable[Case], window: Period) -> int:
    """Return the days that cases were open in a window, added up (*Falltage*).

    Example:
        >>> case_days((), Period(first_day=date(2024, 1, 1), last_day=date(2024, 12, 31)))
        0
    """
    first, last = window.first_day or date.min, window.last_day or date.max
    total = 0
    for case in cases:
        until = last if case.closing is None else min(last, case.closing.on)
        total += max(0, (until - max(first, case.opened_on)).days + 1)
    return total
