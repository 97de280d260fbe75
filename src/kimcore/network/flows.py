"""Who hands over to whom: referrals read as an event log."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from attrs import evolve

from kimcore.errors import NetworkError
from kimcore.model.metric import Card, Weights
from kimcore.network.arrays import Actor, Floats, Ints
from kimcore.network.events import EventLog, Events, event_log
from kimcore.records import frozen

Pair = tuple[Actor, Actor]

_SOURCE = "van der Aalst, Reijers & Song 2005"
_DOI = "10.1007/s10606-005-9005-9"
_HANDOVERS = Card(
    name="handovers",
    definition="sum over cases and distances d of fall_factor ** (d - 1) where p acts and d steps later q; p is not q",
    source=_SOURCE,
    doi=_DOI,
    weights=Weights.COUNT,
    isolates="left_out",
)
_TOGETHER = Card(
    name="working_together",
    definition="cases with p and q / cases with p; not symmetric",
    source=_SOURCE,
    doi=_DOI,
    weights=Weights.COUNT,
    isolates="left_out",
)
_PING_PONG = Card(
    name="ping_pong",
    definition="steps p to q followed at once by q to p / steps p to q",
    source=f"{_SOURCE}, there as subcontracting",
    doi=_DOI,
    weights=Weights.COUNT,
    isolates="left_out",
)
_TABLE = 2**22
"""Up to so many pairs of actors are counted in a full table."""


@frozen(kw_only=True, eq=False)
class Handovers:
    """How often one office hands over to another (*Übergaben*)."""

    counts: Mapping[Pair, float]
    """For each pair (from, to) with any handover, sorted; whole numbers unless there is a fall factor."""
    normalised: Mapping[Pair, float]
    """The same as a share of all steps."""
    steps: float
    """All steps the shares are of, weighted as the counts are."""
    self_handovers: int
    """Steps from an actor to itself: never counted as handovers."""
    tied: int
    """Handovers between events of a case at the same time: their direction is a convention."""
    unnamed: int
    """Events without an actor: steps to and from them are left out."""
    cases: int
    card: Card

    @property
    def graph(self) -> nx.DiGraph:
        """Return the handovers as a digraph with the counts as weights."""
        graph = nx.DiGraph()
        graph.add_weighted_edges_from((sender, receiver, count) for (sender, receiver), count in self.counts.items())
        return graph


@frozen(kw_only=True, eq=False)
class PairShares:
    """Counts of pairs and their shares (*Anteile von Paaren*)."""

    counts: Mapping[Pair, int]
    shares: Mapping[Pair, float]
    card: Card


def handovers(events: Events | EventLog, *, fall_factor: float | None = None, collapse: bool = True) -> Handovers:
    """Count who hands over to whom.

    Events of a case are put in the order of time; each step from one office to the next is a handover.
    Several events of the same office in a row are one stay. Where a case is at two offices in parallel, some steps are
    no real handovers: the log cannot tell, and `tied` counts those that have no order at all.

    Args:
        events: Records of case, actor and time, as `event_log` reads them. A referral that was refused is no handover:
            leave it out beforehand.
        fall_factor: If given, also count pairs further apart: at distance d with weight ``fall_factor ** (d - 1)``.
        collapse: Whether consecutive events of the same office are one stay. If not, steps within an office are still
            no handovers, but part of all steps, as in the original definition.

    Raises:
        NetworkError: If the events cannot be read, or the fall factor is not between 0 and 1.

    Source:
        van der Aalst, Reijers & Song 2005, Discovering social networks from event logs, Computer Supported Cooperative
        Work 14(6), 549-593, doi:10.1007/s10606-005-9005-9

    Example:
        >>> log = [("k1", "office", 1), ("k1", "office", 2), ("k1", "school", 3), ("k2", "office", 1), ("k2", "clinic", 2)]
        >>> result = handovers(log)
        >>> result.counts
        {('office', 'clinic'): 1, ('office', 'school'): 1}
        >>> result.normalised[("office", "school")], result.self_handovers
        (0.5, 1)
    """
    if fall_factor is not None and not 0 < fall_factor <= 1:
        raise NetworkError(f"fall_factor: expected a number above 0 and up to 1, found {fall_factor!r}")
    log = event_log(events)
    first = _steps(log, 1)
    self_handovers = first.inside + log.steps_inside
    lags = [first] if fall_factor is None else _all_steps(log.collapsed() if collapse else log)
    weights = [(1 if fall_factor is None else fall_factor ** (lag - 1)) for lag in range(1, len(lags) + 1)]
    all_steps = sum(weight * (len(lag.keys) + lag.inside) for weight, lag in zip(weights, lags, strict=True))
    if collapse and fall_factor is None:
        all_steps -= first.inside
    counts = _named(log.names, _tally([lag.keys for lag in lags], weights, len(log.names)))
    card = evolve(
        _HANDOVERS,
        n=len(log.names),
        parameters=(
            ("collapse", "yes" if collapse else "no"),
            ("fall_factor", "none" if fall_factor is None else str(fall_factor)),
        ),
    )
    return Handovers(
        counts=counts,
        normalised={pair: count / all_steps for pair, count in counts.items()},
        steps=all_steps,
        self_handovers=self_handovers,
        tied=first.tied,
        unnamed=int(np.count_nonzero(log.actors < 0)),
        cases=log.case_count,
        card=card,
    )


def working_together(events: Events | EventLog) -> PairShares:
    """Count the cases two offices share (*Zusammenarbeit an Fällen*).

    The share of (p, q) is the part of p's cases in which q takes part too, so that of (q, p) is another number.

    Raises:
        NetworkError: If the events cannot be read.

    Example:
        >>> log = [("k1", "office", 1), ("k1", "school", 2), ("k2", "office", 1)]
        >>> working_together(log).shares
        {('office', 'school'): 0.5, ('school', 'office'): 1.0}
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - scipy takes longer to import than most logs to read

    log = event_log(events)
    named = log.actors >= 0
    size = max(len(log.names), 1)
    keys = np.unique(log.cases[named] * size + log.actors[named])
    shape = (int(log.cases.max(initial=0)) + 1, size)
    takes_part = csr_array((np.ones(len(keys), dtype=np.int64), (keys // size, keys % size)), shape=shape)
    joint = (takes_part.T @ takes_part).tocoo()
    own = takes_part.sum(axis=0)
    found = sorted(zip(joint.row.tolist(), joint.col.tolist(), joint.data.tolist(), strict=True))
    pairs = [(i, j, count) for i, j, count in found if i != j]
    return PairShares(
        counts={(log.names[i], log.names[j]): count for i, j, count in pairs},
        shares={(log.names[i], log.names[j]): count / int(own[i]) for i, j, count in pairs},
        card=evolve(_TOGETHER, n=len(log.names)),
    )


def ping_pong(events: Events | EventLog) -> PairShares:
    """Count how often a case comes straight back (*Pingpong*).

    Raises:
        NetworkError: If the events cannot be read.

    Example:
        >>> log = [("k1", "office", 1), ("k1", "school", 2), ("k1", "office", 3), ("k2", "office", 1), ("k2", "school", 2)]
        >>> result = ping_pong(log)
        >>> result.counts, result.shares
        ({('office', 'school'): 1}, {('office', 'school'): 0.5})
    """
    log = event_log(events).collapsed()
    actors, size = log.actors, len(log.names)
    back = (log.cases[2:] == log.cases[:-2]) & (actors[2:] == actors[:-2]) & (actors[2:] >= 0) & (actors[1:-1] >= 0)
    counts = _named(log.names, _tally([actors[:-2][back] * size + actors[1:-1][back]], [1], size))
    steps = _named(log.names, _tally([_steps(log, 1).keys], [1], size))
    return PairShares(
        counts={pair: int(count) for pair, count in counts.items()},
        shares={pair: count / steps[pair] for pair, count in counts.items()},
        card=evolve(_PING_PONG, n=size),
    )


@frozen(kw_only=True, eq=False)
class _Steps:
    keys: Ints
    """Shape (steps,): from * actors + to, of the steps between different actors."""
    inside: int
    """Steps from an actor to itself."""
    tied: int
    """Steps between different actors that have no order in time."""


def _steps(log: EventLog, lag: int) -> _Steps:
    mask, senders, receivers = log.pairs(lag)
    differs = senders != receivers
    keys = (senders * len(log.names) + receivers)[differs]
    tied = int(np.count_nonzero(log.tied[1:][mask] & differs)) if lag == 1 and log.tied.any() else 0
    return _Steps(keys=keys, inside=len(senders) - len(keys), tied=tied)


def _all_steps(log: EventLog) -> list[_Steps]:
    """Give the steps at every lag up to the longest case."""
    longest = int(np.bincount(log.cases).max(initial=0))
    return [_steps(log, lag) for lag in range(1, longest)]


def _tally(keys: list[Ints], weights: Sequence[float], size: int) -> tuple[Ints, Ints | Floats]:
    """Add up weights by key; give the keys that occur, sorted, and their sums."""
    if not sum(map(len, keys)):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if size**2 <= _TABLE:
        table = sum(np.bincount(part, minlength=size**2) * weight for part, weight in zip(keys, weights, strict=True))
        present = np.flatnonzero(table)
        return present, np.asarray(table)[present]
    present, place = np.unique(np.concatenate(keys), return_inverse=True)
    if len(keys) == 1:
        return present, np.bincount(place)
    return present, np.bincount(place, weights=np.repeat(weights, list(map(len, keys))))


def _named(names: tuple[Actor, ...], tally: tuple[Ints, Ints | Floats]) -> dict[Pair, float]:
    """Name the pairs; sorted, since the keys are."""
    keys, sums = tally
    return {
        (names[key // len(names)], names[key % len(names)]): value
        for key, value in zip(keys.tolist(), sums.tolist(), strict=True)
    }
