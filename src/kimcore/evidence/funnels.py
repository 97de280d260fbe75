"""Comparing counts of different size: each against the limits that chance sets for its size, and none in a ranking."""

from collections.abc import Iterable
from enum import Enum
from math import fsum

from attrs import evolve, frozen

from kimcore.errors import EvidenceError, NetworkError
from kimcore.model.metric import Card
from kimcore.network.limits import CountKind, Range, control_limits, count_interval, spread_score, tail_of_chi2

LEAST = 10
"""Towns with fewer cases get no place: the limits would hold nearly everything; a proposal of kimcore."""
_INNER, _OUTER = 0.025, 0.001
_FEWEST = 3
"""So many towns are needed to say whether they differ by more than chance."""

_CARD = Card(
    name="funnel",
    definition="exact binomial (share) or Poisson (rate) limits about the target, interpolated; tails 0.025 and 0.001",
    source="Spiegelhalter 2005",
    doi="10.1002/sim.1970",
    loops="not_applicable",
)


class FunnelPlace(Enum):
    """Where a town lies against the limits for its size (*Lage im Trichter*)."""

    FAR_BELOW = "far_below"
    """*unter der 99,8-%-Grenze*"""
    BELOW = "below"
    """*unter der 95-%-Grenze*"""
    WITHIN = "within"
    """*im Rahmen des Zufalls*"""
    ABOVE = "above"
    """*über der 95-%-Grenze*"""
    FAR_ABOVE = "far_above"
    """*über der 99,8-%-Grenze*"""


@frozen(kw_only=True)
class TownCount:
    """A count of one town and what it is set against (*Zählung einer Kommune*)."""

    town: str
    count: int | None
    """`None` with a reason."""
    size: float | None
    """Cases that could have counted, or an exposure such as years; `None` with a reason."""
    reason: str | None = None
    """Why there is no count, such as ``not_recorded`` or ``protected``."""


@frozen(kw_only=True)
class FunnelPoint:
    """A town in a funnel (*Kommune im Trichter*)."""

    town: str
    count: int | None
    size: float | None
    value: float | None
    """The share or rate."""
    interval: Range | None
    """The exact interval of the value."""
    inner: Range | None
    """Limits that chance alone passes once in twenty times."""
    outer: Range | None
    """Limits that chance alone passes once in five hundred times."""
    place: FunnelPlace | None
    reason: str | None = None
    """Why there is no value, or no place."""


@frozen(kw_only=True)
class Funnel:
    """One number for several towns, each with its interval and its limits (*Trichter*).

    Towns stand in the order of their names: a ranking would read chance as merit.
    """

    name: str
    kind: CountKind
    target: float | None
    """What all towns are held against."""
    is_pooled: bool
    """Whether the target is that of all towns together, and not given."""
    points: tuple[FunnelPoint, ...]
    dispersion: float | None
    """How much towns vary as a multiple of chance (Pearson's chi-squared by its degrees of freedom); 1 is chance alone."""
    dispersion_p: float | None
    """Probability of at least so much if only chance were at work."""
    is_adjusted: bool
    """Whether the limits are widened by the root of the dispersion."""
    confidence: float
    card: Card
    reason: str | None = None
    """Why there is no target."""


def funnel(
    counts: Iterable[TownCount],
    *,
    name: str,
    kind: CountKind = CountKind.SHARE,
    target: float | None = None,
    least: float = LEAST,
    adjust: bool = False,
    confidence: float = 0.95,
) -> Funnel:
    """Return a number of several towns, each against the limits that chance sets for its size (*Trichter*).

    A small town strays far by chance alone, a large one does not; so the limits are wide for the one and narrow for the other.
    Of a hundred towns that are all alike, five lie beyond the inner limits. Whether towns differ by more than chance is told
    by the dispersion; if they do, a place beyond the limits is nothing remarkable unless these are adjusted for it.

    Args:
        counts: one for each town.
        name: what is counted.
        kind: whether the counts are shares of cases or rates of an exposure.
        target: what all are held against; the share or rate of all towns together by default.
        least: towns with a smaller size get no place.
        adjust: widen the limits by the root of the dispersion, where that is above 1.
        confidence: confidence of the intervals, between 0 and 1.

    Raises:
        EvidenceError: if a town is given twice, or has neither a count nor a reason.
        NetworkError: if the target, the confidence, or a count or a size cannot be used, such as a count above its size.

    Source:
        Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24(8), 1185-1202,
        doi:10.1002/sim.1970

    Example:
        >>> given = [TownCount(town="a", count=12, size=20), TownCount(town="b", count=420, size=1000)]
        >>> found = funnel(given, name="acceptance", target=0.5)
        >>> [(point.town, point.place.value) for point in found.points]
        [('a', 'within'), ('b', 'far_below')]
    """
    listed = sorted(counts, key=lambda one: one.town)
    _refuse_unless_usable(listed, kind)
    known = [(one.count, one.size) for one in listed if one.count is not None and one.size]
    total, size = sum(count for count, _ in known), fsum(size for _, size in known)
    pooled = total / size if known else None
    aim = pooled if target is None else target
    reason = "nothing_counted" if aim is None else None
    spread = None if aim is None else _dispersion(kind, [one for one in known if one[1] >= least], aim, is_pooled=target is None)
    dispersion, p = (None, None) if spread is None else spread
    inflation = max(1.0, dispersion) if adjust and dispersion is not None else 1.0
    return Funnel(
        name=name,
        kind=kind,
        target=aim,
        is_pooled=target is None,
        points=tuple(_point(one, kind, aim, least, inflation, confidence) for one in listed),
        dispersion=dispersion,
        dispersion_p=p,
        is_adjusted=inflation > 1,
        confidence=confidence,
        card=evolve(_CARD, n=len(known), parameters=(("kind", kind.value), ("least", f"{least:g}"))),
        reason=reason,
    )


def _refuse_unless_usable(listed: list[TownCount], kind: CountKind) -> None:
    towns = [one.town for one in listed]
    twice = sorted({town for town in towns if towns.count(town) > 1})
    if twice:
        raise EvidenceError(f"counts: expected each town once, found {', '.join(twice)} several times")
    for one in listed:
        if (one.count is None or one.size is None) and one.reason is None:
            raise EvidenceError(f"counts of {one.town}: expected a count and a size, or a reason, found neither")
        if one.count is not None and one.size:
            try:
                count_interval(kind, one.count, one.size)
            except NetworkError as error:
                raise NetworkError(f"counts of {one.town}: {error}") from None


def _dispersion(kind: CountKind, known: list[tuple[int, float]], target: float, *, is_pooled: bool) -> tuple[float, float] | None:
    """Return how much counts vary as a multiple of chance, and how likely chance alone is."""
    scores = [spread_score(kind, count, size, target) for count, size in known]
    squares = [score**2 for score in scores if score is not None]
    degrees = len(squares) - is_pooled
    if len(squares) < _FEWEST:
        return None
    return fsum(squares) / degrees, tail_of_chi2(fsum(squares), degrees)


def _point(
    one: TownCount, kind: CountKind, target: float | None, least: float, inflation: float, confidence: float
) -> FunnelPoint:
    empty = FunnelPoint(
        town=one.town,
        count=one.count,
        size=one.size,
        value=None,
        interval=None,
        inner=None,
        outer=None,
        place=None,
        reason=one.reason,
    )
    if one.count is None or one.size is None:
        return empty
    if not one.size:
        return evolve(empty, reason="nothing_to_count")
    found = evolve(empty, value=one.count / one.size, interval=count_interval(kind, one.count, one.size, confidence=confidence))
    if one.size < least:
        return evolve(found, reason="too_few")
    if target is None:
        return found
    inner, outer = (control_limits(kind, target, one.size, tail=tail, inflation=inflation) for tail in (_INNER, _OUTER))
    return evolve(found, inner=inner, outer=outer, place=_place(one.count / one.size, inner, outer))


def _place(value: float, inner: Range, outer: Range) -> FunnelPlace:
    if value > inner.high:
        return FunnelPlace.FAR_ABOVE if value > outer.high else FunnelPlace.ABOVE
    if value < inner.low:
        return FunnelPlace.FAR_BELOW if value < outer.low else FunnelPlace.BELOW
    return FunnelPlace.WITHIN
