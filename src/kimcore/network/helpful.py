"""Which ties would help most if they began."""

from collections.abc import Iterable

import numpy as np

from kimcore.errors import NetworkError
from kimcore.model.metric import Card
from kimcore.network.arrays import Actor, Floats, Graph, TieArrays, tie_arrays
from kimcore.network.paths import distances
from kimcore.network.progress import Progress, quiet
from kimcore.network.results import card_of
from kimcore.records import frozen

_CARD = Card(
    name="helpful_tie",
    definition="compactness with the tie - compactness without it; compactness is the mean of 1 / distance",
    source="kimcore; compactness as in Borgatti 2006",
    doi="10.1007/s10588-006-7084-x",
    disconnected="nearness_zero",
)
_MOST_STEPS = 2 * 10**9
"""Candidates times cells: about ten seconds."""


@frozen(kw_only=True)
class HelpfulTie:
    """A tie that does not exist, and what it would bring (*hilfreiche Verbindung*)."""

    sender: Actor
    receiver: Actor
    gain: float
    """How much the compactness would rise."""
    card: Card


def helpful_ties(
    graph: Graph | TieArrays,
    *,
    candidates: Iterable[tuple[Actor, Actor]] | None = None,
    top: int = 10,
    progress: Progress = quiet,
) -> tuple[HelpfulTie, ...]:
    """Find the ties whose addition brings all actors closest together.

    For each candidate the distances with the tie follow from those without it, so no path is searched twice.

    Args:
        graph: The network as it is.
        candidates: Ties to consider as (sender, receiver); all that do not exist if not given.
        top: How many to return, the most helpful first; equally helpful ones in the order of their actors.
        progress: Called with the steps done and in all, for a display.

    Raises:
        NetworkError: If the graph or a candidate cannot be used, or there are too many candidates for so large a network.

    Example:
        >>> import networkx as nx
        >>> best = helpful_ties(nx.path_graph(5), top=1)[0]
        >>> best.sender, best.receiver, round(best.gain, 4)
        (0, 4, 0.1083)
    """
    ties = tie_arrays(graph)
    pairs = _missing_pairs(ties) if candidates is None else sorted(_row_pair(ties, pair) for pair in candidates)
    if len(pairs) * ties.n**2 > _MOST_STEPS:
        raise NetworkError(f"candidates: expected at most {_MOST_STEPS // ties.n**2} for {ties.n} actors, found {len(pairs)}")
    if not pairs:
        return ()
    steps = distances(ties)
    with np.errstate(divide="ignore"):
        near = 1 / steps
    np.fill_diagonal(near, 0)
    gains = np.empty(len(pairs))
    for place, (i, j) in enumerate(pairs):
        gains[place] = _gain(steps, near, i, j, directed=ties.directed) / (ties.n * (ties.n - 1))
        progress(place + 1, len(pairs))
    order = np.argsort(-gains.round(12), kind="stable")[:top]
    card = card_of(_CARD, ties)
    return tuple(
        HelpfulTie(sender=ties.actors[pairs[k][0]], receiver=ties.actors[pairs[k][1]], gain=float(gains[k]), card=card)
        for k in order.tolist()
    )


def _gain(steps: Floats, near: Floats, i: int, j: int, *, directed: bool) -> float:
    """Sum the rise of 1 / distance over all ordered pairs if i were tied to j."""
    shorter = np.add.outer(steps[:, i] + 1, steps[j])
    if not directed:
        shorter = np.minimum(shorter, np.add.outer(steps[:, j] + 1, steps[i]))
    is_shorter = shorter < steps
    return float((1 / shorter[is_shorter] - near[is_shorter]).sum())


def _missing_pairs(ties: TieArrays) -> list[tuple[int, int]]:
    if ties.n**4 > _MOST_STEPS * 4:
        raise NetworkError(f"candidates: expected some to choose from, since {ties.n} actors have too many pairs to try them all")
    absent = ~ties.dense
    np.fill_diagonal(absent, val=False)
    rows, columns = np.nonzero(absent if ties.directed else np.triu(absent))
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _row_pair(ties: TieArrays, pair: tuple[Actor, Actor]) -> tuple[int, int]:
    if pair[0] == pair[1] or not {*pair} <= ties.index.keys():
        raise NetworkError(f"candidates: expected pairs of two actors of the network, found {pair!r}")
    return ties.index[pair[0]], ties.index[pair[1]]
