"""Whether an output protects people, and for whom it is meant (*Geheimhaltung einer Ausgabe*)."""

from collections.abc import Iterable

from attrs import frozen

from kimcore.disclosure.needs import Interval
from kimcore.errors import DisclosureError

SMALLEST_MINIMUM = 3
"""The least frequency in the rules of the Bundesagentur für Arbeit on statistical confidentiality; nobody may ask for less."""


@frozen(kw_only=True)
class Protection:
    """How an output keeps people from being recognised (*Geheimhaltung einer Ausgabe*).

    Every report and every export takes one. By default it is on, and single cases and small counts of people are left out.
    It can be switched off, which the output then says, but never for an output that is marked public.

    Raises:
        DisclosureError: If it is off for the public, or the minimum is below three.

    Example:
        >>> Protection().shown(2), Protection(is_on=False).shown(2)
        (Interval(low=1, high=2), Interval(low=2, high=2))
        >>> Protection(is_on=False, is_public=True)
        Traceback (most recent call last):
        ...
        kimcore.errors.DisclosureError: protection: expected it to be on for what is marked public, found it off
    """

    minimum: int = SMALLEST_MINIMUM
    """The least count of people that is shown."""
    is_on: bool = True
    is_public: bool = False
    """The output is marked as meant for the public."""

    def __attrs_post_init__(self) -> None:
        """Refuse what would not protect anybody."""
        minimum: object = self.minimum
        if isinstance(minimum, bool) or not isinstance(minimum, int) or minimum < SMALLEST_MINIMUM:
            raise DisclosureError(f"minimum: expected a whole number of at least {SMALLEST_MINIMUM}, found {minimum!r}")
        if self.is_public and not self.is_on:
            raise DisclosureError("protection: expected it to be on for what is marked public, found it off")

    def is_few(self, count: int) -> bool:
        """Return whether a count of people is so small that it is not shown.

        Example:
            >>> [Protection().is_few(count) for count in (0, 1, 2, 3)]
            [False, True, True, False]
        """
        return self.is_on and 0 < count < self.minimum

    def shown(self, count: int) -> Interval:
        """Return what is shown of a count of people: itself, or that it is small.

        Example:
            >>> Protection(minimum=5).shown(4)
            Interval(low=1, high=4)
        """
        return Interval(1, self.minimum - 1) if self.is_few(count) else Interval(count, count)

    def among(self, count: int, counts: Iterable[int]) -> Interval:
        """Return what is shown of one of several counts that add up to a number readers may know.

        If one of them is small, readers could have it by subtraction. Of the large ones only the minimum is then shown, as
        far as this leaves open how small the small ones are; else of each only that it is none.

        Args:
            count: the count.
            counts: all of them, the count itself included.

        Example:
            >>> [Protection().among(count, [2, 8, 0]) for count in (2, 8, 0)]
            [Interval(low=1, high=2), Interval(low=3, high=None), Interval(low=0, high=0)]
            >>> [Protection().among(count, [1, 3]) for count in (1, 3)]
            [Interval(low=1, high=None), Interval(low=1, high=None)]
            >>> Protection().among(4, [4, 8])
            Interval(low=4, high=4)
        """
        listed = tuple(counts)
        small = [one for one in listed if self.is_few(one)]
        large = [one for one in listed if one >= self.minimum]
        if not count or not small or (len(small) == 1 and not large):
            return self.shown(count)
        room = sum(one - self.minimum for one in large) - sum(self.minimum - 1 - one for one in small)
        if not large or room < 0:
            return Interval(1, None)
        return self.shown(count) if self.is_few(count) else Interval(self.minimum, None)


PROTECTED = Protection()
"""What every report and export does unless it is told otherwise."""

UNPROTECTED = Protection(is_on=False)
"""For those who may see the cases."""

PUBLIC = Protection(is_public=True)
"""For everybody."""
