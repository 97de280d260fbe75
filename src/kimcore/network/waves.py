"""One network on two days, or on many: who came and went, which ties, and how much of the whole that is."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Metric
from kimcore.network.arrays import Actor, Graph, Ints, TieArrays, in_order, tie_arrays
from kimcore.network.bounds import MetricFunction
from kimcore.records import frozen

_JACCARD = Card(
    name="wave_jaccard",
    definition="kept / (kept + gained + lost) ties between the common actors",
    source="Jaccard 1912; Snijders, van de Bunt & Steglich 2010 advise at least 0.3 for models of change",
    doi="10.1111/j.1469-8137.1912.tb05611.x",
    disconnected="counted",
)
_HAMMING = Card(
    name="wave_hamming",
    definition="gained + lost ties between the common actors",
    source="Hamming 1950",
    doi="10.1002/j.1538-7305.1950.tb00463.x",
    disconnected="counted",
)
_TURNOVER = Card(
    name="wave_turnover",
    definition="(gained + lost) / (ties before + ties after) between the common actors",
    source="kimcore; the complement of Dice 1945",
    doi="10.2307/1932409",
    disconnected="counted",
)
_MONTHS_OF_A_QUARTER = 3


@frozen(kw_only=True)
class WaveChange:
    """What changed from one day to another (*Veränderung zwischen zwei Stichtagen*).

    Ties are compared among the common actors only: a tie of somebody who left is no tie that was ended.
    """

    common: tuple[Actor, ...]
    entered: tuple[Actor, ...]
    left: tuple[Actor, ...]
    kept: tuple[tuple[Actor, Actor], ...]
    gained: tuple[tuple[Actor, Actor], ...]
    lost: tuple[tuple[Actor, Actor], ...]
    ties_of_entered: int
    """Ties of the later day with an actor who was not there before."""
    ties_of_left: int
    """Ties of the earlier day with an actor who is no longer there."""
    jaccard: Metric
    turnover: Metric
    hamming: Metric


@frozen(kw_only=True)
class Wave:
    """A network's numbers on one day (*Messzeitpunkt*)."""

    day: date
    metrics: Mapping[str, Metric]
    change: WaveChange | None = None
    """What changed since the day before in the series; the first has none."""


def compare_waves(before: Graph | TieArrays, after: Graph | TieArrays) -> WaveChange:
    """Compare a network on two days.

    Raises:
        NetworkError: If a graph cannot be used, or only one of them is directed.

    Example:
        >>> import networkx as nx
        >>> spring = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
        >>> autumn = nx.Graph([("a", "b"), ("a", "c"), ("a", "e")])
        >>> change = compare_waves(spring, autumn)
        >>> change.entered, change.left, change.gained, change.lost
        (('e',), ('d',), (('a', 'c'),), (('b', 'c'),))
        >>> round(change.jaccard.value, 3), change.turnover.value, change.hamming.value
        (0.333, 0.5, 2)
    """
    first, second = tie_arrays(before), tie_arrays(after)
    if first.directed != second.directed:
        raise NetworkError("waves: expected both graphs to be directed or both undirected, found one of each")
    common = in_order(set(first.actors) & set(second.actors))
    earlier, later = _keys_among(first, common), _keys_among(second, common)
    kept, gained, lost = np.intersect1d(earlier, later), np.setdiff1d(later, earlier), np.setdiff1d(earlier, later)
    changed = len(gained) + len(lost)
    jaccard, turnover, hamming = (
        evolve(template, n=len(common), loops_dropped=first.loops_dropped + second.loops_dropped)
        for template in (_JACCARD, _TURNOVER, _HAMMING)
    )
    return WaveChange(
        common=common,
        entered=in_order(set(second.actors) - set(common)),
        left=in_order(set(first.actors) - set(common)),
        kept=_pairs(common, kept),
        gained=_pairs(common, gained),
        lost=_pairs(common, lost),
        ties_of_entered=second.tie_count - len(later),
        ties_of_left=first.tie_count - len(earlier),
        jaccard=_ratio(jaccard, len(kept), len(kept) + changed),
        turnover=_ratio(turnover, changed, len(earlier) + len(later)),
        hamming=Metric(name=hamming.name, value=changed, card=hamming),
    )


def series(waves: Iterable[tuple[date, Graph]], metrics: Mapping[str, MetricFunction]) -> tuple[Wave, ...]:
    """Measure a network on many days, earliest first.

    Args:
        waves: Each day with the network on it; `quarter_days` gives the days of a series over quarters.
        metrics: What to measure, by the name it is to have.

    Raises:
        NetworkError: If a day comes twice, or a graph cannot be used.

    Example:
        >>> import networkx as nx
        >>> from kimcore.network.whole import density
        >>> waves = [(date(2024, 6, 30), nx.path_graph(3)), (date(2024, 3, 31), nx.empty_graph(3))]
        >>> [(str(wave.day), round(wave.metrics["density"].value, 3)) for wave in series(waves, {"density": density})]
        [('2024-03-31', 0.0), ('2024-06-30', 0.667)]
    """
    given = sorted(waves, key=lambda wave: wave[0])
    days = [day for day, _ in given]
    twice = [day for day, following in pairwise(days) if day == following]
    if twice:
        raise NetworkError(f"waves: expected each day once, found {twice[0]} twice")
    read = [tie_arrays(graph) for _, graph in given]
    changes = [None, *(compare_waves(before, after) for before, after in pairwise(read))]
    return tuple(
        Wave(day=day, metrics={name: measure(graph) for name, measure in metrics.items()}, change=change)
        for (day, graph), change in zip(given, changes, strict=True)
    )


def quarter_days(first_day: date, last_day: date) -> tuple[date, ...]:
    """Give the last day of each quarter from one day to another, both included.

    Raises:
        NetworkError: If the last day lies before the first.

    Example:
        >>> [str(day) for day in quarter_days(date(2023, 12, 31), date(2024, 7, 1))]
        ['2023-12-31', '2024-03-31', '2024-06-30']
    """
    if last_day < first_day:
        raise NetworkError(f"last_day: expected a day from {first_day} on, found {last_day}")
    begins = (
        date(year, month, 1) for year in range(first_day.year, last_day.year + 2) for month in range(1, 13, _MONTHS_OF_A_QUARTER)
    )
    ends = (begin - timedelta(days=1) for begin in begins)
    return tuple(end for end in ends if first_day <= end <= last_day)


def _keys_among(ties: TieArrays, actors: tuple[Actor, ...]) -> Ints:
    """Number the ties between some actors by row * n + column of their list; an undirected tie once."""
    index = {actor: place for place, actor in enumerate(actors)}
    place = np.array([index.get(actor, -1) for actor in ties.actors], dtype=np.int64)
    if not ties.arc_count:
        return np.zeros(0, dtype=np.int64)
    rows, columns = place[ties.rows], place[ties.indices]
    inside = (rows >= 0) & (columns >= 0)
    if not ties.directed:
        inside &= rows < columns
    return np.sort(rows[inside] * len(actors) + columns[inside])


def _pairs(actors: tuple[Actor, ...], keys: Ints) -> tuple[tuple[Actor, Actor], ...]:
    return tuple((actors[key // len(actors)], actors[key % len(actors)]) for key in keys.tolist())


def _ratio(card: Card, part: int, whole: int) -> Metric:
    if not whole:
        return Metric(name=card.name, reason="no_ties", card=card)
    return Metric(name=card.name, value=part / whole, card=card)
