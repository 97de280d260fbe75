"""A span of days, and what holds on one of them."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from kimcore.errors import ModelError
from kimcore.records import frozen


@frozen(kw_only=True)
class Period:
    """A span of days, both ends included (*Zeitraum*).

    An end that is `None` is open or not known: the period then has no limit on that side.

    Raises:
        ModelError: if the last day lies before the first.

    Example:
        >>> from datetime import date
        >>> term = Period(first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
        >>> date(2024, 12, 31) in term, date(2025, 1, 1) in term
        (True, False)
    """

    first_day: date | None = None
    last_day: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.first_day is not None and self.last_day is not None and self.last_day < self.first_day:
            message = f"a period cannot end on {self.last_day} before it begins on {self.first_day}"
            raise ModelError(message)

    def __contains__(self, day: date) -> bool:
        """Return whether the day lies within the period, ends included."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods share at least one day."""
        starts_in_time = self.first_day is None or other.last_day is None or self.first_day <= other.last_day
        return starts_in_time and (other.first_day is None or self.last_day is None or other.first_day <= self.last_day)

    def covers(self, other: "Period") -> bool:
        """Return whether every day of the other period lies within this one."""
        from_the_start = self.first_day is None or (other.first_day is not None and self.first_day <= other.first_day)
        return from_the_start and (self.last_day is None or (other.last_day is not None and other.last_day <= self.last_day))


class Dated(Protocol):
    """Anything that holds during a period."""

    @property
    def during(self) -> Period:
        """The days on which it holds."""


DatedT = TypeVar("DatedT", bound=Dated)


def in_force(records: Iterable[DatedT], *, on: date) -> tuple[DatedT, ...]:
    """Return the records that hold on one day, in their order.

    Example:
        >>> in_force((), on=date(2024, 1, 1))
        ()
    """
    return tuple(record for record in records if on in record.during)
