"""Arithmetic with ranges of numbers: what is computed from ranges is a range that holds every value possible."""

from math import sqrt

from attrs import frozen

from kimcore.evidence.around import wilson


@frozen
class Span:
    """A range of numbers, both ends included (*Spanne*)."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Return whether a number lies in the range."""
        return self.low <= value <= self.high


def product(one: Span, other: Span) -> Span:
    """Return the range of all products of a number from one range and one from another.

    The wider either is, the wider the product: no value that was possible is lost.

    Source:
        Moore, Kearfott & Cloud 2009, Introduction to interval analysis, section 2.3, doi:10.1137/1.9780898717716

    Example:
        >>> product(Span(-2, 3), Span(1, 4))
        Span(low=-8, high=12)
    """
    corners = [left * right for left in (one.low, one.high) for right in (other.low, other.high)]
    return Span(min(corners), max(corners))


def scaled(one: Span, by: float) -> Span:
    """Return a range times a number."""
    return product(one, Span(by, by))


def difference_of_shares(before: tuple[int, int], after: tuple[int, int], *, confidence: float) -> Span:
    """Return the interval of how much smaller a share is after than before, each given as count and total.

    It joins the two intervals of Wilson by squares (method 10 of Newcombe), so it stays within -1 and 1 and is honest
    for small counts.

    Raises:
        EvidenceError: if a total is not positive or a count does not lie within it.

    Source:
        Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in Medicine 17(8),
        873-890, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    Example:
        >>> span = difference_of_shares((56, 70), (48, 80), confidence=0.95)
        >>> round(span.low, 4), round(span.high, 4)
        (0.0524, 0.3339)
    """
    (early, of_early), (late, of_late) = before, after
    low_before, high_before = wilson(early, of_early, confidence=confidence)
    low_after, high_after = wilson(late, of_late, confidence=confidence)
    share_before, share_after = early / of_early, late / of_late
    less = share_before - share_after
    return Span(
        less - sqrt((share_before - low_before) ** 2 + (high_after - share_after) ** 2),
        less + sqrt((high_before - share_before) ** 2 + (share_after - low_after) ** 2),
    )
