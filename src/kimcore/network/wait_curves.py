"""The share still waiting over time, in steps that tell of nobody alone."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from kimcore.errors import NetworkError
from kimcore.network.waiting import known_durations, known_on, read_spells
from kimcore.records import frozen


@frozen(kw_only=True)
class WaitingCurve:
    """The share still waiting, by days (*Wartekurve*)."""

    days: tuple[int, ...]
    """Days after which the share falls, ascending; the first is 0."""
    shares: tuple[float, ...]
    """The share still waiting from each of these days on."""
    spells: int
    waiting: int
    """Of these still waiting on the day."""
    fewest: int
    """So many different people stand at least behind every step."""


def waiting_curve(spells: Iterable[object], *, on: date, fewest: int = 1) -> WaitingCurve:
    """Estimate the share still waiting as it is known on one day (*Wartekurve*).

    Those still waiting count as waiting at least so long. Steps are put together until the ends of enough different people
    stand behind each, and the curve ends where fewer people than that are still watched.

    Args:
        spells: Records of who waits, first day and last day, as for `waiting_times`.
        on: The day; spells that begin after it are left out, those that end after it are still open.
        fewest: So many different people have to stand behind every step.

    Raises:
        NetworkError: If a spell cannot be read or ends before it begins, or fewest is not at least one.

    Source:
        Kaplan & Meier 1958, Nonparametric estimation from incomplete observations, Journal of the American Statistical
        Association 53(282), 457-481, doi:10.1080/01621459.1958.10501452

    Example:
        >>> begun = date(2024, 1, 1)
        >>> waits = [("a", begun, date(2024, 1, 11)), ("b", begun, date(2024, 1, 21)), ("c", begun, None)]
        >>> found = waiting_curve(waits, on=date(2024, 1, 31))
        >>> found.days, [round(share, 2) for share in found.shares]
        ((0, 10, 20), [1.0, 0.67, 0.33])
        >>> waiting_curve(waits, on=date(2024, 1, 31), fewest=2).days
        (0, 20)
    """
    if fewest < 1:
        raise NetworkError(f"fewest: expected at least one, found {fewest}")
    read = read_spells(spells)
    lengths, is_open = known_durations(read, on)
    who = known_on(read, on).actors
    days, shares, share = [0], [1.0], 1.0
    behind: set[int] = set()
    for day in np.unique(lengths[~is_open]).tolist():
        watched, ended = lengths >= day, (lengths == day) & ~is_open
        if len(set(who[watched].tolist())) < fewest:
            break
        share *= 1 - int(ended.sum()) / int(watched.sum())
        behind |= set(who[ended].tolist())
        if len(behind) >= fewest:
            days.append(day)
            shares.append(share)
            behind = set()
    return WaitingCurve(days=tuple(days), shares=tuple(shares), spells=len(lengths), waiting=int(is_open.sum()), fewest=fewest)
