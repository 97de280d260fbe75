"""The mean wait up to a horizon, which those still waiting bias neither way."""

from collections.abc import Iterable
from datetime import date
from math import sqrt

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.arrays import Bools, Ints
from kimcore.network.waiting import known_durations, read_spells
from kimcore.records import frozen


@frozen(kw_only=True)
class MeanWait:
    """The mean number of days waited up to a horizon (*mittlere Wartezeit bis zu einem Horizont*)."""

    horizon: int
    """Days; who waits longer counts as waiting so long."""
    spells: int
    days: float | None
    """The area below the share still waiting, from day 0 to the horizon."""
    error: float | None
    """Standard error of the days, by Greenwood's formula."""
    reason: str | None = None
    """Why there is no mean."""


def mean_wait(spells: Iterable[object], *, on: date, horizon: int) -> MeanWait:
    """Estimate the mean wait up to a horizon as it is known on one day.

    The mean of all waits is not known while anybody waits; the mean up to a horizon is, as soon as somebody was watched
    so long. It is the area below the curve of Kaplan and Meier.

    Args:
        spells: Records of actor, first day and last day, as for `waiting_times`.
        on: The day; spells that begin after it are left out, those that end after it are still open.
        horizon: Days up to which a wait counts.

    Raises:
        NetworkError: If a spell cannot be read or ends before it begins, or the horizon is not at least a day.

    Source:
        Royston & Parmar 2013, Restricted mean survival time: an alternative to the hazard ratio, BMC Medical Research
        Methodology 13, 152, doi:10.1186/1471-2288-13-152

    Example:
        >>> days = [("office", date(2024, 1, 1), date(2024, 1, 11)), ("office", date(2024, 1, 1), None)]
        >>> mean_wait(days, on=date(2024, 3, 1), horizon=30).days
        20.0
    """
    if horizon < 1:
        raise NetworkError(f"horizon: expected at least one day, found {horizon}")
    days, is_open = known_durations(read_spells(spells), on)
    if not len(days):
        return MeanWait(horizon=horizon, spells=0, days=None, error=None, reason="no_spells")
    if is_open[days == days.max()].any() and days.max() < horizon:
        return MeanWait(horizon=horizon, spells=len(days), days=None, error=None, reason="horizon_not_reached")
    area, variance = _area(days, is_open, horizon)
    return MeanWait(horizon=horizon, spells=len(days), days=area, error=sqrt(variance))


def _area(days: Ints, is_open: Bools, horizon: int) -> tuple[float, float]:
    """Return the area below the share still waiting and its variance."""
    from scipy.stats import CensoredData, ecdf  # noqa: PLC0415 - half a second that only waiting times need

    if is_open.all():
        return float(horizon), 0.0
    survival = ecdf(CensoredData(uncensored=days[~is_open], right=days[is_open])).sf
    steps = survival.quantiles < horizon
    places = np.concatenate(([0], survival.quantiles[steps], [horizon]))
    shares = np.concatenate(([1.0], survival.probabilities[steps]))
    pieces = np.diff(places) * shares
    beyond = np.cumsum(pieces[::-1])[::-1]
    variance = 0.0
    for place, day in enumerate(places[1:-1], start=1):
        met = int(((days == day) & ~is_open).sum())
        at_risk = int((days >= day).sum())
        if met and at_risk > met:
            variance += float(beyond[place]) ** 2 * met / (at_risk * (at_risk - met))
    return float(pieces.sum()), variance
