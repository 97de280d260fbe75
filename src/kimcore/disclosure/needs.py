"""What a suppressed cell is promised: how far readers must be kept from its value."""

from typing import NamedTuple

from attrs import field, frozen


class Interval(NamedTuple):
    """The least and the greatest value a cell can have for a reader (*Intervall*).

    `high` is `None` where nothing published bounds the cell from above.
    """

    low: int
    high: int | None

    @property
    def width(self) -> int | None:
        """How far the ends are apart; `None` if there is no upper end.

        Example:
            >>> Interval(0, 3).width
            3
        """
        return None if self.high is None else self.high - self.low

    def covers(self, other: "Interval") -> bool:
        """Return whether every value of another interval lies in this one.

        Example:
            >>> Interval(0, None).covers(Interval(0, 3)), Interval(1, 9).covers(Interval(0, 3))
            (True, False)
        """
        return self.low <= other.low and _at_most(other.high, self.high)


@frozen(kw_only=True)
class Need:
    """A protected cell and the steps down and up that must stay possible for a reader (*Schutzbedarf einer Zelle*)."""

    place: int
    value: int = field(repr=False)
    down: int
    up: int
    secret: Interval | None = None
    """What readers must not be able to conclude: that the value lies in here. `None` if any missing step is one too many."""
    is_either: bool = False
    """One of the steps is enough: the cell must only not be known exactly."""

    @property
    def promised(self) -> Interval:
        """The values that stay possible for a reader."""
        if self.is_either:
            return Interval(self.value, self.value)
        return Interval(self.value - self.down, self.value + self.up)


def frequency_need(place: int, count: int, minimum: int, *, zeros_are_sensitive: bool) -> Need:
    """Return what a count below the minimum is promised: that it may be anything from 0 to the minimum.

    Raises:
        Nothing of its own.
    """
    secret = Interval(0 if zeros_are_sensitive else 1, minimum - 1)
    return Need(place=place, value=count, down=count, up=minimum - count, secret=secret)


def unknown_need(place: int, count: int) -> Need:
    """Return what a cell is promised that is to be suppressed without being small: not to be known exactly.

    Raises:
        Nothing of its own.
    """
    return Need(place=place, value=count, down=1, up=1, secret=Interval(count, count), is_either=True)


def _at_most(value: int | None, bound: int | None) -> bool:
    return bound is None or (value is not None and value <= bound)
