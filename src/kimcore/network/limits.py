"""How sure a count makes a share or a rate, and how far chance alone takes it from a target."""

from enum import Enum
from math import isfinite, sqrt

from kimcore.errors import NetworkError
from kimcore.records import frozen


class CountKind(Enum):
    """What a count is set against (*Bezug einer Zählung*)."""

    SHARE = "share"
    """*Anteil*: a number of cases, each of which counts or does not"""
    RATE = "rate"
    """*Rate*: an exposure, such as years"""


@frozen
class Range:
    """Two ends of an interval or of control limits, as shares or rates (*Bereich*)."""

    low: float
    high: float


def count_interval(kind: CountKind, count: int, size: float, *, confidence: float = 0.95) -> Range:
    """Return the exact interval of a share (Clopper and Pearson) or of a rate (Garwood).

    Both hold the true value at least as often as they say, also for the smallest counts.

    Args:
        kind: what the count is set against.
        count: the count.
        size: the cases it is a share of, or the exposure.
        confidence: between 0 and 1.

    Raises:
        NetworkError: If count, size or confidence cannot be used.

    Source:
        Clopper & Pearson 1934, Biometrika 26(4), 404-413, doi:10.1093/biomet/26.4.404;
        Garwood 1936, Biometrika 28(3/4), 437-442, doi:10.1093/biomet/28.3-4.437

    Example:
        >>> found = count_interval(CountKind.SHARE, 1, 29)
        >>> round(found.low, 4), round(found.high, 4)
        (0.0009, 0.1776)
    """
    from scipy.stats import binomtest, chi2  # noqa: PLC0415 - half a second that only intervals need

    _refuse_unless_usable(kind, count, size)
    _refuse_unless_between("confidence", confidence)
    tail = (1 - confidence) / 2
    if kind is CountKind.SHARE:
        found = binomtest(count, int(size)).proportion_ci(confidence, method="exact")
        return Range(float(found.low), float(found.high))
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return Range(low / size, float(chi2.isf(tail, 2 * (count + 1))) / 2 / size)


def control_limits(kind: CountKind, target: float, size: float, *, tail: float, inflation: float = 1.0) -> Range:
    """Return between which values chance keeps a share or a rate of this size, if its true value is the target.

    The limits are those of the binomial or the Poisson distribution, interpolated between whole counts so that they run
    smoothly with the size: with r the smallest count that has P(R <= r) > p, and a = (P(R <= r) - p) / P(R = r), the limit at
    p is (r - a) / size.

    Args:
        kind: what the count is set against.
        target: the share or rate that is expected.
        size: the cases, or the exposure.
        tail: the probability beyond each limit, such as 0.025 or 0.001.
        inflation: by how much values vary more than by chance; their spread about the target grows with its root.

    Raises:
        NetworkError: If target, size, tail or inflation cannot be used.

    Source:
        Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24(8), 1185-1202,
        doi:10.1002/sim.1970

    Example:
        >>> small, large = (control_limits(CountKind.SHARE, 0.2, size, tail=0.025) for size in (10, 1000))
        >>> small.high > large.high > 0.2 > large.low > small.low
        True
    """
    _refuse_unless_usable(kind, 0, size)
    _refuse_unless_between("tail", tail, 0.5)
    if not 0 <= target < float("inf") or (kind is CountKind.SHARE and target > 1):
        wanted = "a share from 0 to 1" if kind is CountKind.SHARE else "a rate from 0 on"
        raise NetworkError(f"target: expected {wanted}, found {target!r}")
    if not isfinite(inflation) or inflation < 1:
        raise NetworkError(f"inflation: expected a number from 1 on, found {inflation!r}")
    if spread_score(kind, 0, size, target) is None:
        return Range(float(target), float(target))
    most = 1.0 if kind is CountKind.SHARE else float("inf")
    ends = (_limit(kind, target, size, p) for p in (tail, 1 - tail))
    low, high = (target + (end - target) * sqrt(inflation) for end in ends)
    return Range(max(0.0, min(low, target)), min(most, max(high, target)))


def spread_score(kind: CountKind, count: int, size: float, target: float) -> float | None:
    """Return how many standard errors a count lies off its target; `None` where the target leaves no room for chance.

    Example:
        >>> spread_score(CountKind.SHARE, 30, 100, 0.5)
        -4.0
    """
    variance = target * (1 - target) / size if kind is CountKind.SHARE else target / size
    return (count / size - target) / sqrt(variance) if variance > 0 else None


def tail_of_chi2(value: float, degrees: int) -> float:
    """Return the probability that a chi-squared variable is at least as large.

    Example:
        >>> round(tail_of_chi2(3.841, 1), 3)
        0.05
    """
    from scipy.stats import chi2  # noqa: PLC0415 - as above

    return float(chi2.sf(value, degrees))


def _limit(kind: CountKind, target: float, size: float, p: float) -> float:
    from scipy.stats import binom, poisson  # noqa: PLC0415 - as above

    law = binom(int(size), target) if kind is CountKind.SHARE else poisson(target * size)
    smallest = max(0, int(law.ppf(p)))
    while law.cdf(smallest) <= p:
        smallest += 1
    within = float(law.pmf(smallest))
    part = (float(law.cdf(smallest)) - p) / within if within > 0 else 0.0
    return float(smallest - part) / size


def _refuse_unless_usable(kind: CountKind, count: object, size: object) -> None:
    if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size < float("inf"):
        raise NetworkError(f"size: expected a number above 0, found {size!r}")
    if kind is CountKind.SHARE and size != int(size):
        raise NetworkError(f"size: expected a whole number of cases, found {size!r}")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise NetworkError(f"count: expected a whole number from 0 on, found {count!r}")
    if kind is CountKind.SHARE and count > size:
        raise NetworkError(f"count: expected at most the {int(size)} cases, found {count}")


def _refuse_unless_between(name: str, value: float, most: float = 1.0) -> None:
    if not 0 < value < most:
        raise NetworkError(f"{name}: expected a number between 0 and {most:g}, found {value!r}")
